import type { Reply } from './ask.ts'

export type CoverageReply = Reply<'GET /api/analysis/coverage'>
export type IndicatorShare = CoverageReply['indicators'][number]

/** The share of an indicator; one that the answer does not have counts as nothing of nothing, shown as a dash. */
export function shareIn(shares: readonly IndicatorShare[], id: string): IndicatorShare {
  return shares.find((share) => share.id === id) ?? { id, numerator: 0, denominator: 0, value: null }
}
