import { discardDraft, getDraft, getDraftSeal, saveDraft } from '../work/draft.ts'
import type { Handlers } from './handlers.ts'

type DraftNames = 'getDraft' | 'saveDraft' | 'discardDraft' | 'getDraftSeal'

export const draftHandlers: Pick<Handlers, DraftNames> = {
  getDraft: ({ desk, params }) => getDraft(desk, params.id),
  saveDraft: ({ desk, params, body }) => saveDraft(desk, params.id, body.fields),
  discardDraft: async ({ desk, params }) => {
    await discardDraft(desk, params.id)
    return undefined
  },
  getDraftSeal: ({ desk }) => getDraftSeal(desk),
}
