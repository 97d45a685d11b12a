import type { Day } from '../domain/day.ts'
import { COVERAGE_CLASSES } from '../domain/coverage.ts'
import { indicatorsOf, populationConditions, shareOf, type Populations, type Share } from '../domain/indicator.ts'
import { both, type Condition } from '../domain/measure.ts'
import type { OfficialValues } from '../domain/official.ts'
import { assumedOf, type Policy } from '../domain/policy.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { STANDINGS } from '../domain/standing.ts'
import {
  countGroups,
  countNotAnswered,
  countOfficial,
  preferHashing,
  type CountedGroup,
  type Dimension,
  type View,
} from '../store/analysis.ts'
import type { Tx } from '../store/connection.ts'
import { listNearPlaces } from '../store/entity.ts'
import { findFirstDay, isKnownBy, isSynthetic } from '../store/history.ts'
import { listSubtree } from '../store/place.ts'
import { reading, type Clock, type Desk } from './desk.ts'
import { getPolicy } from './policy.ts'
import { standingTable } from './standing.ts'

/** What a question is about: day, knowledge, place and line, pack. All optional: today, now, all I may see, in force. */
export type Question = {
  readonly asOf?: Day | undefined
  readonly knownAt?: string | undefined
  readonly place?: string | undefined
  readonly line?: string | undefined
  readonly policy?: string | undefined
}

/** What an answer rests on. */
export type Basis = {
  readonly asOf: Day
  readonly knownAt: string
  readonly policy: string
  readonly policyTitle: Text
  readonly assumed: readonly string[]
  readonly synthetic: boolean
}

export type Viewed = { readonly view: View; readonly policy: Policy; readonly basis: Basis }

/** The view of a question; refused in words where the day, the pack or the place cannot be answered for. */
export async function viewOf(tx: Tx, desk: Desk, question: Question, clock: Clock): Promise<Viewed> {
  const asOf = question.asOf ?? clock.today
  const knownAt = question.knownAt ?? clock.now
  const policy = await getPolicy(tx, desk.packs, { id: question.policy, day: asOf })
  const isNow = question.knownAt === undefined
  const near = await listNearPlaces(tx)
  const first = (await isKnownBy(tx, { asOf, knownAt, near })) ? null : await findFirstDay(tx, knownAt)
  if (first !== null && asOf < first) throw new Refusal('BEFORE_FIRST_FACT', { day: asOf, first })
  const places = question.place === undefined ? null : await listSubtree(tx, question.place, { asOf, knownAt })
  if (places?.length === 0) throw new Refusal('NOT_FOUND', { what: '区划 / place', id: question.place ?? '' })
  const table = await standingTable(tx, policy, { knownAt, isNow, near })
  await preferHashing(tx)
  const basis = {
    asOf,
    knownAt,
    policy: policy.id,
    policyTitle: policy.title,
    assumed: assumedOf(policy),
    synthetic: await isSynthetic(tx),
  }
  const line = question.line ?? null
  return { view: { asOf, knownAt, isNow, near, policy: policy.id, table, places, line }, policy, basis }
}

export type CoverageGroup = {
  readonly by: CountedGroup['by']
  readonly names: CountedGroup['names']
  readonly populations: Populations
  readonly classes: Readonly<Record<string, number>>
  readonly indicators: readonly Share[]
}

export type CoverageAnswer = {
  readonly basis: Basis
  readonly populations: Populations
  readonly names: readonly { readonly id: string; readonly name: Text }[]
  readonly indicators: readonly Share[]
  readonly standings: readonly { readonly standing: string; readonly count: number }[]
  readonly rows: readonly CoverageGroup[]
}

/** Populations and indicators, whole and in groups. An empty scope is refused in words, never answered with 0%. */
export function analyseCoverage(desk: Desk, question: Question, by: readonly Dimension[]): Promise<CoverageAnswer> {
  return reading(desk, async (tx, clock) => {
    const { view, policy, basis } = await viewOf(tx, desk, question, clock)
    const list = coverageConditions(policy)
    const groups = await countGroups(tx, view, list.conditions, by)
    const whole = summed(groups)
    if (list.populationsOf(whole.counts).all === 0) throw new Refusal('EMPTY_SCOPE')
    return {
      basis,
      ...list.groupOf(whole),
      names: indicatorsOf(policy.parameters).map(({ id, name }) => ({ id, name })),
      standings: STANDINGS.map((standing, index) => ({
        standing,
        count: whole.counts[list.standingsFrom + index] ?? 0,
      })),
      rows: by.length === 0 ? [] : groups.map((group) => list.groupOf(group)),
    }
  })
}

/** The whole of groups that share no organization: every count is a sum. */
function summed(groups: readonly CountedGroup[]): CountedGroup {
  const width = groups[0]?.counts.length ?? 0
  const counts = Array.from({ length: width }, (_, index) =>
    groups.reduce((sum, one) => sum + (one.counts[index] ?? 0), 0),
  )
  return { by: {}, names: {}, counts }
}

/** The conditions of one count over a view, and how its numbers are read back. */
function coverageConditions(policy: Policy) {
  const populations = populationConditions(policy.parameters)
  const indicators = indicatorsOf(policy.parameters)
  const standings = STANDINGS.map((one): Condition => both(populations.P0, { word: 'standing', in: [one] }))
  const classes = COVERAGE_CLASSES.map((one): Condition => both(populations.P0, { word: 'coverageClass', in: [one] }))
  const conditions: Condition[] = [
    populations.P0,
    populations.P1,
    populations.P2,
    populations.P3,
    { all: [] },
    ...standings,
    ...classes,
    ...indicators.flatMap(({ numerator, denominator }) => [numerator, denominator]),
  ]
  const standingsFrom = 5
  const classesFrom = standingsFrom + standings.length
  const sharesFrom = classesFrom + classes.length
  const populationsOf = ([P0 = 0, P1 = 0, P2 = 0, P3 = 0, all = 0]: readonly number[]) => ({ P0, P1, P2, P3, all })
  const groupOf = ({ by, names, counts }: CountedGroup): CoverageGroup => {
    const { P0, P1, P2, P3 } = populationsOf(counts)
    return {
      by,
      names,
      populations: { P0, P1, P2, P3 },
      classes: Object.fromEntries(COVERAGE_CLASSES.map((one, index) => [one, counts[classesFrom + index] ?? 0])),
      indicators: indicators.map(({ id }, index) =>
        shareOf(id, counts[sharesFrom + 2 * index] ?? 0, counts[sharesFrom + 2 * index + 1] ?? 0),
      ),
    }
  }
  return { conditions, standingsFrom, populationsOf, groupOf }
}

export type OfficialAnswer = {
  readonly basis: Basis
  readonly rows: readonly OfficialValues[]
  readonly notAnswered: readonly { readonly key: string; readonly organizations: number }[]
}

const ANSWERS = ['staff', 'fullMembers', 'probationaryMembers', 'otherMembers', 'relationElsewhere'] as const

/** The official table, and which counts were not answered by how many organizations. */
export function analyseOfficial(desk: Desk, question: Question): Promise<OfficialAnswer> {
  return reading(desk, async (tx, clock) => {
    const { view, basis } = await viewOf(tx, desk, question, clock)
    const rows = await countOfficial(tx, view)
    if ((rows[0]?.values[0] ?? 0) === 0) throw new Refusal('EMPTY_SCOPE')
    const blanks = await countNotAnswered(tx, view, ANSWERS)
    return { basis, rows, notAnswered: ANSWERS.map((key, index) => ({ key, organizations: blanks[index] ?? 0 })) }
  })
}
