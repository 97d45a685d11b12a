import { percentText } from '../../domain/indicator.ts'
import type { Bar } from '../shared/bar-option.ts'
import { numberText } from '../shared/number.ts'
import { shareIn, type CoverageReply } from '../shared/shares.ts'
import type { Say } from '../shared/text.ts'

/** One step of the coverage picture: how many of all, and the list behind it. */
export type CoverageStep = {
  readonly id: 'all' | 'three' | 'should' | 'covered' | 'wide' | 'work'
  readonly count: number
  readonly of: number
  readonly figure: string
}

type Counted = Pick<CoverageReply, 'populations' | 'indicators'>

/** From all organizations (P0) down to those covered, by each reading. */
export function stepsOf({ populations, indicators }: Counted): readonly CoverageStep[] {
  const all = populations.P0
  const step = (id: CoverageStep['id'], indicator: string): CoverageStep => ({
    id,
    count: shareIn(indicators, indicator).numerator,
    of: all,
    figure: `${indicator}.numerator`,
  })
  const should = {
    id: 'should',
    count: shareIn(indicators, 'K3').denominator,
    of: all,
    figure: 'K3.denominator',
  } as const
  return [
    { id: 'all', count: all, of: all, figure: 'K1.denominator' },
    step('three', 'K10/3'),
    should,
    step('covered', 'K1'),
    step('wide', 'K1b'),
    step('work', 'K5'),
  ]
}

const COLOURS = {
  all: 'sand',
  three: 'sand',
  should: 'leaf-pale',
  covered: 'leaf',
  wide: 'leaf-pale',
  work: 'river',
} as const

export function barsOf(steps: readonly CoverageStep[], t: Say): readonly Bar[] {
  return steps.map(({ id, count, of }) => ({
    name: t(`step.${id}`),
    count,
    label: numberText(count),
    share: id === 'all' ? null : percentText(count, of),
    colour: COLOURS[id],
  }))
}
