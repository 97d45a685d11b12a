import { BATCH_MOST } from '../domain/register-list.ts'
import { changeView, listMyViews, saveLayout, saveView, withdrawView } from '../work/saved-view.ts'
import { previewBatch, stateBatch } from '../work/register-batch.ts'
import type { Handlers } from './handlers.ts'
import { demandDay } from './question.ts'

type ListNames =
  | 'listSavedViews'
  | 'saveView'
  | 'changeView'
  | 'withdrawView'
  | 'saveLayout'
  | 'previewRegisterBatch'
  | 'stateRegisterBatch'

/** Views of the register, and acts on what it lists. */
export const listHandlers: Pick<Handlers, ListNames> = {
  listSavedViews: ({ desk }) => listMyViews(desk),
  saveView: ({ desk, body }) => saveView(desk, body),
  changeView: ({ desk, params, body }) => changeView(desk, params.id, body),
  withdrawView: async ({ desk, params }) => {
    await withdrawView(desk, params.id)
    return undefined
  },
  saveLayout: ({ desk, body }) => saveLayout(desk, body),
  previewRegisterBatch: ({ desk, body }) => previewBatch(desk, ordered(body), BATCH_MOST),
  stateRegisterBatch: ({ desk, body }) => stateBatch(desk, ordered(body), BATCH_MOST),
}

/** The day of an order is one of the calendar. */
function ordered<T extends { readonly asOf: string }>(order: T): T {
  demandDay(order.asOf, '/body/asOf')
  return order
}
