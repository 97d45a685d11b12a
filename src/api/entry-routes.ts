import { undoEntry } from '../work/entry-undo.ts'
import type { Handlers } from './handlers.ts'

export const entryHandlers: Pick<Handlers, 'undoEntry'> = {
  undoEntry: ({ desk, params }) => undoEntry(desk, params.id),
}
