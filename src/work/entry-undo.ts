import { writing, type Desk } from './desk.ts'
import { takeBack } from './import.ts'

export type EntryUndone = { readonly batch: string; readonly organizations: number }

/**
 * Takes back what the actor stated on a page: the whole batch, or in words why not. What a case or a file stated is
 * taken back where it was done.
 */
export function undoEntry(desk: Desk, batch: string): Promise<EntryUndone> {
  return writing(desk, 'entry.undo', [batch], async (tx, clock) => {
    const organizations = await takeBack(tx, desk, clock, { id: batch, origins: ['entry'] })
    return { reply: { batch, organizations }, subject: `batch ${batch}`, facts: { organizations } }
  })
}
