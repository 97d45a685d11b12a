import { createHmac } from 'node:crypto'
import { isDraftKey, type DraftFields } from '../domain/draft.ts'
import { Refusal } from '../domain/refusal.ts'
import { asActor } from '../store/connection.ts'
import { emptyDraft, findDraft, mergeDraft } from '../store/draft.ts'
import { demandParticipant, reading, tryingAgain, type Desk } from './desk.ts'

export type Draft = {
  readonly content: DraftFields
  /** 0 where nothing was saved yet. */
  readonly version: number
  readonly updatedAt: string | null
}

/** The caller's own draft; an empty one where there is none. */
export async function getDraft(desk: Desk, key: string): Promise<Draft> {
  demandKeyShape(key)
  return reading(desk, async (tx) => (await findDraft(tx, key)) ?? { content: {}, version: 0, updatedAt: null })
}

/**
 * Saves fields of the caller's own draft. The same fields again give the same draft, so no reply is kept; a draft states
 * nothing, so it is no entry of the audit either.
 */
export async function saveDraft(desk: Desk, key: string, fields: DraftFields): Promise<Omit<Draft, 'content'>> {
  demandKeyShape(key)
  return tryingAgain(() =>
    asActor(desk.db, desk.token, async (tx) => {
      await demandParticipant(tx, 'draft.save')
      const saved = await mergeDraft(tx, key, fields).catch(refuseTooLarge)
      return { version: saved?.version ?? 0, updatedAt: saved?.updatedAt ?? null }
    }),
  )
}

/** Gives up the caller's own draft. */
export async function discardDraft(desk: Desk, key: string): Promise<void> {
  demandKeyShape(key)
  return tryingAgain(() =>
    asActor(desk.db, desk.token, async (tx) => {
      await demandParticipant(tx, 'draft.discard')
      await emptyDraft(tx, key)
    }),
  )
}

/**
 * The key that seals what a browser keeps while the network is away. It is made of the session's token, so the copies
 * can be read by nobody once the session has ended, whatever is left on the machine.
 */
export function getDraftSeal(desk: Desk): Promise<{ readonly seal: string }> {
  const seal = createHmac('sha256', desk.token).update('trefoil: local copies of drafts').digest('base64')
  return Promise.resolve({ seal })
}

function demandKeyShape(key: string): void {
  if (!isDraftKey(key)) throw new Refusal('NOT_FOUND', { what: '草稿 / draft', id: key })
}

function refuseTooLarge(error: unknown): never {
  const isTooLarge = error instanceof Error && 'code' in error && error.code === '23514'
  throw isTooLarge ? new Refusal('DRAFT_TOO_LARGE') : error
}
