import { randomUUID } from 'node:crypto'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import {
  changeSavedView,
  createSavedView,
  findLayout,
  listSavedViews,
  saveLayout as putLayout,
  withdrawSavedView,
  type Layout,
  type SavedView,
} from '../store/saved-view.ts'
import { keeping, reading, type Desk } from './desk.ts'

export type NewView = {
  readonly name: string
  readonly search: SavedView['search']
  readonly columns?: readonly string[] | undefined
}

/** My views of the register, and how I want it to look. */
export function listMyViews(desk: Desk): Promise<{ readonly views: SavedView[]; readonly layout: Layout | null }> {
  return reading(desk, async (tx) => ({ views: await listSavedViews(tx), layout: (await findLayout(tx)) ?? null }))
}

export function saveView(desk: Desk, given: NewView): Promise<SavedView> {
  return keeping(desk, 'view.save', given, async (tx) => {
    const view = await freeView(tx, randomUUID(), given)
    await createSavedView(tx, view)
    return { reply: view, subject: `view ${view.id}` }
  })
}

export function changeView(desk: Desk, id: string, given: NewView): Promise<SavedView> {
  return keeping(desk, 'view.change', [id, given], async (tx) => {
    const view = await freeView(tx, id, given)
    if (!(await changeSavedView(tx, view))) throw notThere(id)
    return { reply: view, subject: `view ${id}` }
  })
}

/** Takes a view out of use; it is kept as everything is. */
export async function withdrawView(desk: Desk, id: string): Promise<void> {
  await keeping(desk, 'view.withdraw', [id], async (tx) => {
    if (!(await withdrawSavedView(tx, id))) throw notThere(id)
    return { reply: null, subject: `view ${id}` }
  })
}

export function saveLayout(desk: Desk, layout: Layout): Promise<Layout> {
  return keeping(desk, 'view.layout', layout, async (tx) => {
    await putLayout(tx, layout)
    return { reply: layout, subject: 'layout register' }
  })
}

/** The view under a name that no other view of mine has. */
async function freeView(tx: Tx, id: string, { name, search, columns }: NewView): Promise<SavedView> {
  const wanted = name.trim()
  if (wanted === '') throw new Refusal('BAD_REQUEST', { detail: 'name', pointer: '/body/name' })
  const isTaken = (await listSavedViews(tx)).some((view) => view.name === wanted && view.id !== id)
  if (isTaken) throw new Refusal('SAVED_VIEW_NAME', { name: wanted })
  return { id, name: wanted, search, columns: columns ?? null }
}

function notThere(id: string): Refusal {
  return new Refusal('NOT_FOUND', { what: '视图 / saved view', id })
}
