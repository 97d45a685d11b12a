import type { Reply } from '../shared/ask.ts'

export type GapsReply = Reply<'GET /api/lines/gaps'>
export type GapItem = GapsReply['gaps'][number]

/** The body that was chosen for a gap, or the proposed one. */
export function bodyOf(gap: GapItem, chosen: ReadonlyMap<string, string>): string {
  const own = chosen.get(gap.code) ?? ''
  return own === '' ? (gap.proposal.body ?? '') : own
}

/** What is before the conference, or claimed by two, is not one desk's to confirm. */
export function isConfirmable(gap: GapItem): boolean {
  return gap.case?.kind !== 'dispute' && gap.proposal.outcome !== 'twoClaims'
}
