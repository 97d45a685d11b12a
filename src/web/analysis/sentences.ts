import { percentText } from '../../domain/indicator.ts'
import type { Reply } from '../shared/ask.ts'
import { numberText } from '../shared/number.ts'
import { shareIn, type CoverageReply } from '../shared/shares.ts'
import type { Say } from '../shared/text.ts'

/** The answer to "how covered are we": both readings of coverage, work coverage, and what is missing. */
export function coverageSentence({ indicators }: Pick<CoverageReply, 'indicators'>, t: Say): string {
  const [covered, wide, work] = ['K1', 'K1b', 'K5'].map((id) => shareIn(indicators, id))
  const rate = covered === undefined ? null : percentText(covered.numerator, covered.denominator)
  if (covered === undefined || wide === undefined || work === undefined || rate === null) return t('coverage.nothing')
  return t('coverage.sentence', {
    all: numberText(covered.denominator),
    covered: numberText(covered.numerator),
    rate,
    wide: percentText(wide.numerator, wide.denominator) ?? '—',
    work: percentText(work.numerator, work.denominator) ?? '—',
    count: shareIn(indicators, 'K4').numerator,
  })
}

type Official = Reply<'GET /api/analysis/official'>

/** The answer of the official table: all, those with an own Party organization, in a joint branch, and without. */
export function officialSentence({ rows }: Pick<Official, 'rows'>, t: Say): string {
  const total = (row: number) => rows.find((one) => one.row === row)?.values[0] ?? 0
  return t('official.sentence', {
    count: total(1),
    own: numberText(total(2) + total(3) + total(4)),
    joint: numberText(total(5)),
    should: numberText(total(8)),
  })
}

type Gaps = Reply<'GET /api/analysis/gaps'>

export function gapsSentence({ due, withinGrace }: Pick<Gaps, 'due' | 'withinGrace'>, t: Say): string {
  if (due === 0) return withinGrace === 0 ? t('gaps.none') : t('gaps.onlyGrace', { count: withinGrace })
  return t('gaps.sentence', { count: due, grace: numberText(withinGrace) })
}
