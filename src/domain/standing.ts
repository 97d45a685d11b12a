import { classOf, primaryCoverageOn, type Coverage, type CoverageClass } from './coverage.ts'
import { addDays, isOn, overlapOf, type Day, type Span } from './day.ts'
import { populationOf, type Grade, type Kind, type Line, type Population, type Status } from './organization.ts'
import type { Level } from './party-organization.ts'
import type { Parameters, Policy } from './policy.ts'
import type { Text } from './refusal.ts'
import { careCuts, careOn, workCareOf, type CareFacts, type WorkCare } from './work-care.ts'

/** What is recorded of an organization itself, for a span. */
export type Attributes = {
  readonly name: string
  readonly kind: Kind
  readonly status: Status
  readonly placeId: number
  readonly industry: string | null
  readonly supervisingUnit: string | null
  readonly grade: Grade | null
  readonly registeredOn: Day | null
}

/** The organization's own return; null is "not answered", which is never the same as 0. */
export type Counts = {
  readonly staff: number | null
  readonly staffFullTime: number | null
  readonly fullMembers: number | null
  readonly probationaryMembers: number | null
  readonly otherMembers: number | null
  readonly relationElsewhere: number | null
  readonly partyGroup: boolean | null
  readonly instructor: boolean | null
  /** The instructor counts from this day on; null: for the whole span. */
  readonly instructorSince: Day | null
  readonly notBuiltReason: string | null
}

/** A line and a body, or the statement that there is none: a listed gap. */
export type Responsibility = { readonly line: Line | null; readonly bodyId: number | null; readonly lineNo: number }

export type Dated<T> = Span & T

/** Everything known of one organization, each kind of fact without overlap on any day. */
export type OrganizationFacts = CareFacts & {
  readonly organizationId: number
  readonly code: string
  readonly attributes: readonly Dated<Attributes>[]
  readonly counts: readonly Dated<Counts>[]
  readonly responsibility: readonly Dated<Responsibility>[]
  readonly coverages: readonly Coverage[]
}

/** Where an organization can stand; the first that holds, in this order of the table in `standingOf`. */
export const STANDINGS = [
  'notCounted',
  'own',
  'joint',
  'regional',
  'temporary',
  'shouldBeBuiltWithinGrace',
  'shouldBeBuilt',
  'workOnly',
  'fewMembers',
  'noMembers',
] as const
export type Standing = (typeof STANDINGS)[number]

/** Each standing with its name, the rule that makes it (domain.md) and the rule in words. */
export const STANDING_NAMES: Readonly<Record<Standing, Text & { readonly rule: string }>> = {
  notCounted: { zh: '不计入', en: 'not counted', rule: 'P3' },
  own: { zh: '单独建立', en: 'own Party organization', rule: 'R1' },
  joint: { zh: '联合建立', en: 'in a joint branch', rule: 'R3' },
  regional: { zh: '区域兜底', en: 'in a regional branch', rule: 'K1' },
  temporary: { zh: '临时或功能型', en: 'temporary or functional only', rule: 'R5' },
  shouldBeBuiltWithinGrace: { zh: '应建（期限内）', en: 'should be built, within grace', rule: 'R1/graceDays' },
  shouldBeBuilt: { zh: '应建未建', en: 'should be built, is not', rule: 'R1' },
  workOnly: { zh: '仅工作覆盖', en: 'work coverage only', rule: 'R12' },
  fewMembers: { zh: '党员不足三名', en: 'few members', rule: 'R3' },
  noMembers: { zh: '没有党员', en: 'no members', rule: 'R12' },
}

/** One stretch of days in which nothing about an organization's standing changes: one row of every analysis. */
export type StandingRow = Span & {
  readonly organizationId: number
  readonly code: string
  readonly name: string
  readonly kind: Kind
  readonly status: Status
  readonly population: Population
  readonly placeId: number
  readonly industry: string | null
  readonly supervisingUnit: string | null
  readonly grade: Grade | null
  readonly registeredOn: Day | null
  readonly line: Line | null
  readonly lineNo: number
  readonly bodyId: number | null
  readonly standing: Standing
  readonly rule: string
  /** Whether the full members suffice for an own Party organization (R1, by the policy's count basis). */
  readonly eligible: boolean
  readonly eligibleSince: Day | null
  /** Of the primary coverage among those that reach the organization; a regional listing without effect is `none`. */
  readonly coverageClass: CoverageClass
  /** Organization coverage, K1, and the wide reading with temporary and functional ones, K1b. */
  readonly covered: boolean
  readonly coveredWide: boolean
  /** Work coverage, K5: covered in the wide reading, in active contact, or only listed by a regional branch. */
  readonly workCovered: boolean
  readonly partyOrganizationId: number | null
  readonly partyLevel: Level | null
  readonly staff: number | null
  readonly staffFullTime: number | null
  readonly fullMembers: number | null
  readonly probationaryMembers: number | null
  readonly otherMembers: number | null
  readonly relationElsewhere: number | null
  readonly partyGroup: boolean
  /** The answer of the return (R12); K5 and K12 read it only until contacts are recorded. */
  readonly instructor: boolean
  /** K12: with a valid liaison officer or instructor. */
  readonly officerValid: boolean
  readonly notBuiltReason: string | null
  /** The next day on which time alone changes the standing, or null. */
  readonly nextChange: Day | null
}

const NO_COUNTS: Counts = {
  staff: null,
  staffFullTime: null,
  fullMembers: null,
  probationaryMembers: null,
  otherMembers: null,
  relationElsewhere: null,
  partyGroup: null,
  instructor: null,
  instructorSince: null,
  notBuiltReason: null,
}

const NO_RESPONSIBILITY: Responsibility = { line: null, bodyId: null, lineNo: 0 }

type Members = Pick<Counts, 'fullMembers' | 'probationaryMembers' | 'otherMembers'>

/** Full members that count to R1 under the policy. Probationary members never do (domain.md 0.3). */
export function countingMembers(counts: Counts, parameters: Parameters): number {
  const own = counts.fullMembers ?? 0
  const all = parameters.countBasis === 'allStaff' ? own + (counts.otherMembers ?? 0) : own
  return parameters.relationRequired ? Math.max(0, all - (counts.relationElsewhere ?? 0)) : all
}

/** All members of the organization's return: full, probationary and those who are not full-time. */
export function membersOf(counts: Members): number {
  return (counts.fullMembers ?? 0) + (counts.probationaryMembers ?? 0) + (counts.otherMembers ?? 0)
}

/**
 * The organization's timeline: from its first day to its end (or open), intervals in which its standing is constant.
 * Grace runs from the day on which the organization is known to have reached the number of full members; what is still
 * incubating is no unit yet, so its grace runs from the day on which it leaves incubation.
 */
export function standingTimeline(facts: OrganizationFacts, policy: Policy): StandingRow[] {
  const rows: StandingRow[] = []
  let eligibleSince: Day | null = null
  const care = workCareOf(facts, policy.parameters.contactPerQuarter)
  for (const span of stretchesOf(facts, care)) {
    const state = stateOn(facts, care, span.from, policy.parameters)
    const runs = state !== undefined && state.eligible && state.population !== 'incubating'
    eligibleSince = runs ? (eligibleSince ?? span.from) : null
    if (state === undefined) continue
    for (const piece of cutAtGrace(span, eligibleSince, policy.parameters)) {
      rows.push(rowOf(state, piece, eligibleSince, policy.parameters))
    }
  }
  return merged(rows)
}

/** The stretches between the days on which any fact begins or ends: within each, every day is like its first. */
function stretchesOf(facts: OrganizationFacts, care: WorkCare): Span[] {
  const all: readonly Span[] = [...facts.attributes, ...facts.counts, ...facts.responsibility, ...facts.coverages]
  const ends = all.flatMap((span) => (span.to === null ? [span.from] : [span.from, span.to]))
  const cuts = [...new Set([...ends, ...facts.counts.flatMap(instructorCut), ...careCuts(care)])].toSorted()
  const open: readonly (Day | null)[] = [...cuts.slice(1), null]
  return cuts.map((from, index) => ({ from, to: open[index] ?? null }))
}

/** The day inside a count on which its instructor begins. */
function instructorCut({ instructorSince, ...span }: Dated<Counts>): Day[] {
  return instructorSince !== null && isOn(span, instructorSince) ? [instructorSince] : []
}

function hasInstructor({ instructor, instructorSince }: Counts, day: Day): boolean {
  return instructor === true && (instructorSince === null || instructorSince <= day)
}

type State = Omit<StandingRow, 'from' | 'to' | 'standing' | 'rule' | 'eligibleSince' | 'nextChange'> & {
  /** The day on which time alone ends an active contact, or null. */
  readonly activeUntil: Day | null
}

// oxlint-disable-next-line max-params -- the facts, what follows from them, and the question
function stateOn(facts: OrganizationFacts, care: WorkCare, day: Day, parameters: Parameters): State | undefined {
  const attributes = facts.attributes.find((one) => isOn(one, day))
  if (attributes === undefined) return undefined
  const counts = facts.counts.find((one) => isOn(one, day)) ?? NO_COUNTS
  const { class: coverageClass, coverage } = primaryCoverageOn(facts.coverages, day, (one) => reaches(one, counts))
  const coveredWide = coverageClass !== 'none'
  const instructor = hasInstructor(counts, day)
  const { isActive, activeUntil, officerValid } = careOn(care, instructor, day)
  const isListedByRegion = facts.coverages.some((one) => isOn(one, day) && classOf(one) === 'regional')
  return {
    organizationId: facts.organizationId,
    code: facts.code,
    ...identityOf(attributes),
    ...responsibleOf(facts.responsibility.find((one) => isOn(one, day)) ?? NO_RESPONSIBILITY),
    coverageClass,
    ...inPartyOrganization(coverage),
    covered: isCovered(coverageClass, parameters),
    coveredWide,
    workCovered: coveredWide || isActive || isListedByRegion,
    activeUntil: isListedByRegion ? null : activeUntil,
    eligible: countingMembers(counts, parameters) >= parameters.branchNeedsFullMembers,
    instructor,
    officerValid,
    ...returnOf(counts),
  }
}

function identityOf(attributes: Attributes) {
  const { name, kind, status, placeId, industry, supervisingUnit, grade, registeredOn } = attributes
  const population = populationOf(kind, status)
  return { name, kind, status, population, placeId, industry, supervisingUnit, grade, registeredOn }
}

function responsibleOf({ line, lineNo, bodyId }: Responsibility) {
  return { line, lineNo, bodyId }
}

function returnOf(counts: Counts) {
  const { staff, staffFullTime, fullMembers, probationaryMembers, otherMembers, relationElsewhere } = counts
  const { partyGroup, notBuiltReason } = counts
  const numbers = { staff, staffFullTime, fullMembers, probationaryMembers, otherMembers, relationElsewhere }
  return { ...numbers, partyGroup: partyGroup ?? false, notBuiltReason }
}

function inPartyOrganization(coverage: Coverage | undefined) {
  return { partyOrganizationId: coverage?.partyOrganizationId ?? null, partyLevel: coverage?.level ?? null }
}

/** K1 of domain.md 4.4: a regional branch covers an organization without members only where its approval names it. */
function reaches(coverage: Coverage, counts: Counts): boolean {
  return classOf(coverage) !== 'regional' || coverage.approved || membersOf(counts) > 0
}

function isCovered(coverageClass: CoverageClass, parameters: Parameters): boolean {
  if (coverageClass === 'temporary') return parameters.temporaryCounts
  if (coverageClass === 'functional') return parameters.functionalCounts
  return coverageClass !== 'none'
}

function cutAtGrace(span: Span, eligibleSince: Day | null, parameters: Parameters): Span[] {
  if (eligibleSince === null) return [span]
  const graceEnds = addDays(eligibleSince, parameters.graceDays)
  const within = overlapOf(span, { from: eligibleSince, to: graceEnds })
  const after = overlapOf(span, { from: graceEnds, to: null })
  return [within, after].filter((piece) => piece !== undefined)
}

// oxlint-disable-next-line max-params -- a state, its days, and what grace is reckoned by
function rowOf(
  { activeUntil, ...state }: State,
  span: Span,
  eligibleSince: Day | null,
  parameters: Parameters,
): StandingRow {
  const graceEnds = eligibleSince === null ? null : addDays(eligibleSince, parameters.graceDays)
  const withinGrace = graceEnds !== null && span.from < graceEnds
  const standing = standingOf(state, withinGrace)
  const nextChange = standing === 'shouldBeBuiltWithinGrace' ? graceEnds : standing === 'workOnly' ? activeUntil : null
  return { ...state, ...span, standing, rule: STANDING_NAMES[standing].rule, eligibleSince, nextChange }
}

/** Where the organization stands, judged in the order of domain.md 4.3 and 4.4. */
function standingOf(state: Omit<State, 'activeUntil'>, withinGrace: boolean): Standing {
  if (state.population === 'incubating') return 'notCounted'
  if (state.coverageClass === 'independent') return 'own'
  if (state.coverageClass === 'joint' || state.coverageClass === 'industry') return 'joint'
  if (state.coverageClass === 'regional') return 'regional'
  if (state.coveredWide) return 'temporary'
  if (state.eligible) return withinGrace ? 'shouldBeBuiltWithinGrace' : 'shouldBeBuilt'
  if (state.workCovered) return 'workOnly'
  return membersOf(state) > 0 ? 'fewMembers' : 'noMembers'
}

/** Neighbouring rows that differ in nothing but their days become one. */
function merged(rows: readonly StandingRow[]): StandingRow[] {
  const out: StandingRow[] = []
  for (const row of rows) {
    const last = out.at(-1)
    const continues = last !== undefined && last.to === row.from && isSameStanding(last, row)
    if (continues) out[out.length - 1] = { ...last, to: row.to }
    else out.push(row)
  }
  return out
}

function isSameStanding(a: StandingRow, b: StandingRow): boolean {
  const left: Readonly<Record<string, unknown>> = a
  const right: Readonly<Record<string, unknown>> = b
  return Object.keys(left).every((key) => key === 'from' || key === 'to' || left[key] === right[key])
}
