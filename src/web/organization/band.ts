import { daysBetween } from '../../domain/day.ts'

export type BandPiece = { readonly from: string; readonly to: string; readonly share: number }

type OpenSpan = { readonly from: string | null; readonly to: string | null }

/** Shares of a band from the first known start to `until`: every piece keeps at least 2% so that it can be seen. */
export function bandOf(spans: readonly OpenSpan[], until: string): readonly BandPiece[] {
  const first = spans.flatMap(({ from }) => (from === null ? [] : [from])).toSorted()[0]
  if (first === undefined) return []
  const pieces = spans.map((span) => {
    const from = span.from ?? first
    const to = span.to === null || span.to > until ? until : span.to
    return { from, to, days: Math.max(0, daysBetween(from, to)) }
  })
  const shown = pieces.filter(({ days }) => days > 0)
  const all = shown.reduce((sum, { days }) => sum + days, 0)
  const raised = shown.map(({ from, to, days }) => ({ from, to, share: Math.max(0.02, days / all) }))
  const sum = raised.reduce((total, { share }) => total + share, 0)
  return raised.map((piece) => ({ ...piece, share: piece.share / sum }))
}
