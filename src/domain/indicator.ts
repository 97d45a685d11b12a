import { both, holds, type Condition, type Sum } from './measure.ts'
import type { Parameters } from './policy.ts'
import type { Text } from './refusal.ts'
import type { Standing, StandingRow } from './standing.ts'

/** An indicator of domain.md 4.4 as data: what is counted of what. */
export type Indicator = {
  readonly id: string
  readonly name: Text
  readonly numerator: Condition
  readonly denominator: Condition
}

/** A share keeps both counts; `value` is null, never 0, where nothing is to be counted. */
export type Share = {
  readonly id: string
  readonly numerator: number
  readonly denominator: number
  readonly value: number | null
}

export type Populations = { readonly P0: number; readonly P1: number; readonly P2: number; readonly P3: number }

/** Populations of domain.md 4.2 as conditions; firms join P0 only where the pack says so. */
export function populationConditions(parameters: Parameters): Readonly<Record<keyof Populations, Condition>> {
  const registered: Condition = {
    word: 'population',
    in: parameters.includeFirms ? ['registered', 'firm'] : ['registered'],
  }
  return {
    P0: registered,
    P1: both(registered, { not: { word: 'status', in: ['liquidating', 'dormant'] } }),
    P2: { word: 'population', in: ['filed'] },
    P3: { word: 'population', in: ['incubating'] },
  }
}

const FULL: Sum = ['fullMembers']

/** K1 to K5, K10, K12, K13 under a policy. K6 to K9 and the others need facts that are not recorded yet. */
export function indicatorsOf(parameters: Parameters): readonly Indicator[] {
  const { P0, P1, P2 } = populationConditions(parameters)
  const covered: Condition = { flag: 'covered' }
  const wide: Condition = { flag: 'coveredWide' }
  const eligible: Condition = { flag: 'eligible' }
  const independent: Condition = { word: 'coverageClass', in: ['independent'] }
  const without: Condition = { not: wide }
  const split = both(eligible, wide, { not: independent })
  const overdue = should('shouldBeBuilt')
  const waiting = should('shouldBeBuiltWithinGrace')
  const inLines: Condition = { any: [P0, P2] }
  const few = parameters.branchNeedsFullMembers
  return [
    named('K1', ['组织覆盖率', 'organization coverage'], both(P0, covered), P0),
    named('K1/P1', ['组织覆盖率（正常运转）', 'organization coverage of P1'], both(P1, covered), P1),
    named('K1b', ['组织覆盖率（含临时、功能型）', 'organization coverage, wide'], both(P0, wide), P0),
    named('K2', ['单独组建占比', 'independent share'], both(P0, covered, independent), both(P0, covered)),
    named('K3', ['应建尽建率', 'should-build fulfilment'], both(P0, eligible, independent), both(P0, eligible)),
    named('K3/split', ['已覆盖、应单独组建', 'to split off: could stand alone'], both(P0, split), both(P0, eligible)),
    named('K4', ['应建未建', 'should be built, is not'], both(P0, overdue), both(P0, eligible)),
    named('K4/grace', ['应建（期限内）', 'should be built, within grace'], both(P0, waiting), both(P0, eligible)),
    named('K5', ['工作覆盖率', 'work coverage'], both(P0, { flag: 'workCovered' }), P0),
    named('K10', ['正式党员不足三名占比', 'small-base share'], both(P0, { sum: FULL, below: few }), P0),
    named('K10/0', ['没有正式党员', 'no full member'], both(P0, { sum: FULL, below: 1 }), P0),
    named('K10/1', ['一至二名正式党员', '1 or 2 full members'], both(P0, { sum: FULL, from: 1, below: few }), P0),
    named('K10/3', ['三名以上正式党员', '3 or more full members'], both(P0, { sum: FULL, from: few }), P0),
    named('K12', ['联络员到位率', 'liaison fill'], both(P0, without, { flag: 'officerValid' }), both(P0, without)),
    named('K13', ['责任主体明确率', 'line assigned'], both(inLines, { has: 'bodyId' }), inLines),
  ]
}

function should(standing: Standing): Condition {
  return { word: 'standing', in: [standing] }
}

function named(
  id: string,
  [zh, en]: readonly [string, string],
  numerator: Condition,
  denominator: Condition,
): Indicator {
  return { id, name: { zh, en }, numerator, denominator }
}

export function shareOf(id: string, numerator: number, denominator: number): Share {
  return { id, numerator, denominator, value: denominator === 0 ? null : numerator / denominator }
}

/** The indicators over rows at hand, each organization at most once among them. */
export function sharesOf(rows: readonly StandingRow[], parameters: Parameters): Share[] {
  return indicatorsOf(parameters).map(({ id, numerator, denominator }) =>
    shareOf(
      id,
      rows.filter((row) => holds(numerator, row)).length,
      rows.filter((row) => holds(denominator, row)).length,
    ),
  )
}

/** A rate as printed: one decimal, half-up (domain.md 4.7), worked in whole numbers so that no binary fraction decides. */
export function percentText(numerator: number, denominator: number): string | null {
  if (denominator === 0) return null
  const tenths = Math.floor((numerator * 2000 + denominator) / (2 * denominator))
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`
}
