import type { BodyOption } from '../shared/body-select.tsx'
import type { Reply } from '../shared/ask.ts'

export type GapsReply = Reply<'GET /api/lines/gaps'>
export type GapItem = GapsReply['gaps'][number]

/** The body that was chosen for a gap, or the proposed one. */
export function bodyOf(gap: GapItem, chosen: ReadonlyMap<string, string>): string {
  const own = chosen.get(gap.code) ?? ''
  return own === '' ? (gap.proposal.body ?? '') : own
}

/** What is before the conference, or claimed by two, is not one desk's to confirm. */
export function isContested(gap: GapItem): boolean {
  return gap.case?.kind === 'dispute' || gap.proposal.outcome === 'twoClaims'
}

/** Whether a gap's body is of a line that the caller does not write: that is the conference's, or the body's own claim. */
export function isOtherLine(body: string, bodies: readonly BodyOption[]): boolean {
  return bodies.some((one) => one.id === body && one.written === false)
}

export type Choice = {
  readonly bodies: readonly BodyOption[]
  /** Code to the chosen body, "" where the proposed one is taken. */
  readonly chosen: ReadonlyMap<string, string>
}

/** Whether the caller can confirm a gap as it stands on the page. */
export function isConfirmable(gap: GapItem, { bodies, chosen }: Choice): boolean {
  return !isContested(gap) && !isOtherLine(bodyOf(gap, chosen), bodies)
}
