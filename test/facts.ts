import * as fc from 'fast-check'
import type { Coverage } from '../src/domain/coverage.ts'
import { addDays, daysBetween, isOn, type Day, type Span } from '../src/domain/day.ts'
import { gatesOf } from '../src/domain/gate-overlay.ts'
import type { GateParameters } from '../src/domain/gate-policy.ts'
import { KINDS, STATUSES } from '../src/domain/organization.ts'
import { FORMATIONS, LEVELS, NATURES } from '../src/domain/party-organization.ts'
import { overlaid, PARAMETER_NAMES, type Parameters, type Policy, type PolicyPack } from '../src/domain/policy.ts'
import {
  standingTimeline,
  type Attributes,
  type Counts,
  type OrganizationFacts,
  type StandingRow,
} from '../src/domain/standing.ts'
import { loadPacks } from '../src/store/policy-files.ts'

/** Parameters of tests: the numbers of domain.md 2.9, with 90 days of grace as in its worked example. */
export const PARAMETERS: Parameters = {
  branchNeedsFullMembers: 3,
  countBasis: 'fullTimeStaff',
  relationRequired: false,
  graceDays: 90,
  branchSoftMax: 50,
  generalBranchFrom: 50,
  committeeFrom: 100,
  jointMaxUnits: 5,
  jointMaxMetres: 3000,
  temporaryCounts: false,
  functionalCounts: false,
  includeFirms: false,
  maxOrganizationsPerOfficer: 10,
  acceptDays: 10,
  catchAllDays: 30,
  correctionDays: 15,
  returnDays: 5,
  reviewDays: 5,
  remindEveryDays: 3,
  remindBeforeDays: 3,
  contactPerQuarter: 1,
  officerDays: 10,
  burdenFields: 40,
  burdenMinutes: 20,
  branchCost: 10000,
  industryCost: 1500,
  superiorCost: 2500,
  changeCost: 0,
}

/** The rules of the three passes as the shipped example has them. */
export const GATES: GateParameters = gatesOf(loadPacks().filter(({ id }) => id === 'cn-example-2018')).parameters

/** A pack that states the parameters given. */
export function packWith(parameters: Partial<Parameters>, rest: Partial<PolicyPack> = {}): PolicyPack {
  const names = PARAMETER_NAMES.filter((name) => parameters[name] !== undefined)
  const sourced = names.map((name) => [
    name,
    { value: parameters[name], source: 'test', article: '1', confidence: 'example' },
  ])
  return {
    id: 'test',
    title: { zh: '测试', en: 'test' },
    validFrom: '1998-02-16',
    validTo: null,
    area: '000000',
    parent: null,
    parameters: Object.fromEntries(sourced),
    gates: {},
    sources: ['test'],
    ...rest,
  }
}

export function policyWith(parameters: Partial<Parameters> = {}): Policy {
  return overlaid([packWith({ ...PARAMETERS, ...parameters })])
}

const NO_ANSWER: Counts = {
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

export function attributesWith(attributes: Partial<Attributes> = {}): Attributes {
  return {
    name: '甲',
    kind: 'service',
    status: 'active',
    placeId: 1,
    industry: null,
    supervisingUnit: null,
    grade: null,
    registeredOn: null,
    ...attributes,
  }
}

export function countsWith(counts: Partial<Counts>): Counts {
  return { ...NO_ANSWER, ...counts }
}

export function coverageWith(coverage: Partial<Coverage> = {}): Coverage {
  return {
    from: '2020-01-01',
    to: null,
    partyOrganizationId: 1,
    level: 'branch',
    formation: 'independent',
    nature: 'formal',
    approved: true,
    ...coverage,
  }
}

/** One organization, registered in 2020, with what the test says of it. */
export function factsWith(facts: Partial<OrganizationFacts> = {}): OrganizationFacts {
  return {
    organizationId: 1,
    code: 'A1',
    attributes: [{ from: '2020-01-01', to: null, ...attributesWith() }],
    counts: [],
    responsibility: [],
    coverages: [],
    contacts: [],
    officers: [],
    ...facts,
  }
}

/** The rows of all organizations that hold on a day, as an analysis sees them. */
export function rowsOn(day: Day, organizations: readonly OrganizationFacts[], policy: Policy): StandingRow[] {
  return organizations.flatMap((facts) => standingTimeline(facts, policy).filter((row) => isOn(row, day)))
}

export const FIRST_DAY: Day = '2018-01-01'
export const LAST_DAY: Day = '2021-12-31'

/** Random days over four years. */
export const anyDay: fc.Arbitrary<Day> = fc
  .integer({ min: 0, max: daysBetween(FIRST_DAY, LAST_DAY) })
  .map((days) => addDays(FIRST_DAY, days))

/** Random spans without overlap, some of them touching, the last one sometimes open. */
const anySpans: fc.Arbitrary<Span[]> = fc
  .tuple(fc.uniqueArray(anyDay, { maxLength: 6 }), fc.boolean(), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }))
  .map(([days, isOpen, kept]) => {
    const cuts = days.toSorted()
    return cuts
      .map((from, index) => ({ from, to: cuts[index + 1] ?? null }))
      .filter((span, index) => (span.to === null ? isOpen : kept[index]))
  })

/** One random value for each of random spans. */
function anyDated<T extends object>(value: fc.Arbitrary<T>): fc.Arbitrary<(Span & T)[]> {
  return anySpans.chain((spans) =>
    fc
      .array(value, { minLength: spans.length, maxLength: spans.length })
      .map((values) => values.map((one, index) => ({ ...one, ...(spans[index] ?? { from: FIRST_DAY, to: null }) }))),
  )
}

const anyAttributes: fc.Arbitrary<Attributes> = fc
  .record({ kind: fc.constantFrom(...KINDS), status: fc.constantFrom('active', ...STATUSES), placeId: fc.nat(2) })
  .map(attributesWith)

const anyNumber = fc.option(fc.nat(5))
const anyAnswer = fc.option(fc.boolean())

/** A return as an import lets it in: no more relations elsewhere than members. */
const anyCounts: fc.Arbitrary<Counts> = fc
  .record({
    staff: fc.option(fc.nat(40)),
    fullMembers: anyNumber,
    probationaryMembers: anyNumber,
    otherMembers: anyNumber,
    relationElsewhere: anyNumber,
    partyGroup: anyAnswer,
    instructor: anyAnswer,
    instructorSince: fc.option(anyDay),
  })
  .map((counts) => {
    const members = (counts.fullMembers ?? 0) + (counts.probationaryMembers ?? 0) + (counts.otherMembers ?? 0)
    const elsewhere = counts.relationElsewhere === null ? null : Math.min(counts.relationElsewhere, members)
    return countsWith({ ...counts, relationElsewhere: elsewhere })
  })

const anyCoverage: fc.Arbitrary<Omit<Coverage, 'partyOrganizationId' | keyof Span>> = fc.record({
  level: fc.constantFrom(...LEVELS),
  formation: fc.constantFrom(...FORMATIONS),
  nature: fc.constantFrom('formal', 'formal', ...NATURES),
  approved: fc.boolean(),
})

/** An organization in up to four Party organizations at once, each with its spans. */
export const anyCoverages: fc.Arbitrary<Coverage[]> = fc
  .tuple(...[1, 2, 3, 4].map((id) => withId(anyDated(anyCoverage), id)))
  .map((lists) => lists.flat())

function withId(dated: fc.Arbitrary<(Span & Omit<Coverage, 'partyOrganizationId' | keyof Span>)[]>, id: number) {
  return dated.map((spans) => spans.map((span) => ({ ...span, partyOrganizationId: id })))
}

export const anyFacts: fc.Arbitrary<OrganizationFacts> = fc
  .record({
    attributes: anyDated(anyAttributes),
    counts: anyDated(anyCounts),
    coverages: anyCoverages,
    contacts: fc.array(anyDay, { maxLength: 6 }),
    officers: anyDated(fc.constant({})),
  })
  .map((facts) => factsWith(facts))

/** A random city: organizations that share four Party organizations. */
export const anyCity: fc.Arbitrary<OrganizationFacts[]> = fc
  .array(anyFacts, { maxLength: 12 })
  .map((organizations) => organizations.map((facts, index) => ({ ...facts, organizationId: index + 1 })))
