import { describe, expect, it } from 'vitest'
import {
  attributesWith,
  countsWith,
  coverageWith,
  factsWith,
  PARAMETERS,
  policyWith,
  rowsOn,
} from '../../test/facts.ts'
import type { Coverage } from './coverage.ts'
import type { Day } from './day.ts'
import { indicatorsOf, percentText, populationConditions, sharesOf, type Share } from './indicator.ts'
import { holds } from './measure.ts'
import type { Attributes, Counts, OrganizationFacts, Standing } from './standing.ts'

/** The worked example of domain.md 4.7: fourteen organizations at the end of 2023, with 90 days of grace. */
const T: Day = '2023-12-31'

const OWN_A1 = { partyOrganizationId: 1, formation: 'independent' } as const
const OWN_A11 = { partyOrganizationId: 2, formation: 'independent' } as const
const J1 = { partyOrganizationId: 3, formation: 'joint' } as const
const R1 = { partyOrganizationId: 4, formation: 'regional', approved: true } as const
const F1 = { partyOrganizationId: 5, formation: 'joint', nature: 'functional' } as const
const COMMUNITY_BRANCH = { partyOrganizationId: 6, formation: 'regional' } as const

type Organization = {
  readonly code: string
  readonly attributes?: Partial<Attributes>
  readonly counts?: Partial<Counts>
  readonly coverage?: Partial<Coverage>
  readonly registeredOn?: Day
  readonly endedOn?: Day
}

const CITY: readonly Organization[] = [
  { code: 'A1', attributes: { kind: 'association' }, counts: { fullMembers: 4 }, coverage: OWN_A1 },
  { code: 'A2', counts: { fullMembers: 3, probationaryMembers: 1 } },
  { code: 'A3', counts: { fullMembers: 3 }, registeredOn: '2023-12-01' },
  { code: 'A4', counts: { fullMembers: 3 }, coverage: J1 },
  { code: 'A5', attributes: { kind: 'association' }, counts: { fullMembers: 2 }, coverage: J1 },
  { code: 'A6', attributes: { kind: 'association' }, counts: { fullMembers: 1 }, coverage: J1 },
  { code: 'A7', attributes: { kind: 'association' }, counts: { fullMembers: 0 }, coverage: R1 },
  { code: 'A8', counts: { fullMembers: 0, probationaryMembers: 1, instructor: true } },
  {
    code: 'A9',
    attributes: { kind: 'association' },
    counts: { fullMembers: 2, relationElsewhere: 2 },
    coverage: F1,
  },
  { code: 'A10', attributes: { kind: 'foundation' }, counts: { fullMembers: 1 } },
  { code: 'A11', counts: { fullMembers: 5 }, coverage: OWN_A11, endedOn: '2023-06-30' },
  { code: 'A12', attributes: { status: 'liquidating' }, counts: { fullMembers: 0 } },
  { code: 'A13', attributes: { status: 'incubating' }, counts: { fullMembers: 1 } },
  { code: 'A14', attributes: { kind: 'filed' }, counts: { fullMembers: 2 }, coverage: COMMUNITY_BRANCH },
]

const FACTS = CITY.map(factsOf)

function factsOf(one: Organization, index: number): OrganizationFacts {
  const life = { from: one.registeredOn ?? '2020-01-01', to: one.endedOn ?? null }
  return factsWith({
    organizationId: index + 1,
    code: one.code,
    attributes: [{ ...attributesWith({ name: one.code, ...one.attributes }), ...life }],
    counts: [{ ...countsWith(one.counts ?? {}), ...life }],
    coverages: one.coverage === undefined ? [] : [coverageWith({ ...one.coverage, ...life })],
  })
}

const rows = rowsOn(T, FACTS, policyWith())
const shares = sharesOf(rows, PARAMETERS)

function getShare(id: string, among: readonly Share[] = shares): Share {
  const share = among.find((one) => one.id === id)
  if (share === undefined) throw new Error(`No indicator ${id}.`)
  return share
}

function codesWhere(id: string): string[] {
  const indicator = indicatorsOf(PARAMETERS).find((one) => one.id === id)
  return rows.filter((row) => indicator !== undefined && holds(indicator.numerator, row)).map((row) => row.code)
}

describe('at the end of 2023', () => {
  it.each([
    ['P0', 11],
    ['P1', 10],
    ['P2', 1],
    ['P3', 1],
  ] as const)('the population %s has %d organizations', (population, number) => {
    const condition = populationConditions(PARAMETERS)[population]
    expect(rows.filter((row) => holds(condition, row))).toHaveLength(number)
  })

  it.each<[string, Standing]>([
    ['A1', 'own'],
    ['A2', 'shouldBeBuilt'],
    ['A3', 'shouldBeBuiltWithinGrace'],
    ['A4', 'joint'],
    ['A5', 'joint'],
    ['A6', 'joint'],
    ['A7', 'regional'],
    ['A8', 'workOnly'],
    ['A9', 'temporary'],
    ['A10', 'fewMembers'],
    ['A12', 'noMembers'],
    ['A13', 'notCounted'],
    ['A14', 'regional'],
  ])('%s stands as %s', (code, standing) => {
    expect(rows.find((row) => row.code === code)?.standing).toBe(standing)
  })

  it('A11 has been struck off and is in no figure', () => {
    expect(rows.filter((row) => row.code === 'A11')).toEqual([])
  })

  it.each([
    ['K1', 5, 11, '45.5%'],
    ['K1/P1', 5, 10, '50.0%'],
    ['K1b', 6, 11, '54.5%'],
    ['K2', 1, 5, '20.0%'],
    ['K3', 1, 4, '25.0%'],
    ['K3/split', 1, 4, '25.0%'],
    ['K4', 1, 4, '25.0%'],
    ['K4/grace', 1, 4, '25.0%'],
    ['K5', 7, 11, '63.6%'],
    ['K10', 7, 11, '63.6%'],
    ['K10/0', 3, 11, '27.3%'],
    ['K10/1', 4, 11, '36.4%'],
    ['K10/3', 4, 11, '36.4%'],
    ['K12', 1, 5, '20.0%'],
    ['K13', 0, 12, '0.0%'],
  ])('%s is %d of %d, printed %s', (id, numerator, denominator, text) => {
    expect(getShare(id)).toEqual({ id, numerator, denominator, value: numerator / denominator })
    expect(percentText(numerator, denominator)).toBe(text)
  })

  it.each([
    ['K1', ['A1', 'A4', 'A5', 'A6', 'A7']],
    ['K3', ['A1']],
    ['K3/split', ['A4']],
    ['K4', ['A2']],
    ['K4/grace', ['A3']],
    ['K10/0', ['A7', 'A8', 'A12']],
    ['K10/1', ['A5', 'A6', 'A9', 'A10']],
    ['K10/3', ['A1', 'A2', 'A3', 'A4']],
    ['K12', ['A8']],
  ])('the list behind %s is %s', (id, codes) => {
    expect(codesWhere(id)).toEqual(codes)
  })

  it('no indicator is left without an expected value', () => {
    expect(shares.map((share) => share.id)).toHaveLength(15)
  })

  it('the eligible are those of K3, those to split, those of K4 and those within grace', () => {
    const parts = ['K3', 'K3/split', 'K4', 'K4/grace'].map((id) => getShare(id).numerator)
    expect(parts.reduce((sum, part) => sum + part)).toBe(getShare('K3').denominator)
  })

  it('those without are K4, within grace, and A8, A10 and A12 for want of members', () => {
    const without = rows.filter((row) => row.population === 'registered' && !row.coveredWide)
    expect(without.map((row) => [row.code, row.standing])).toEqual([
      ['A2', 'shouldBeBuilt'],
      ['A3', 'shouldBeBuiltWithinGrace'],
      ['A8', 'workOnly'],
      ['A10', 'fewMembers'],
      ['A12', 'noMembers'],
    ])
  })

  it('the joint branch J1 has six full members in three units', () => {
    const units = rows.filter((row) => row.partyOrganizationId === J1.partyOrganizationId)
    expect(units.map((row) => row.fullMembers)).toEqual([3, 2, 1])
  })
})

describe('the flow of 2023', () => {
  const before = rowsOn('2022-12-31', FACTS, policyWith()).filter((row) => row.population === 'registered')
  const after = rows.filter((row) => row.population === 'registered')
  const codes = (list: typeof rows) => list.map((row) => row.code)

  it('is 11 at its start, 1 founded, 1 struck off, 11 at its close', () => {
    expect(before).toHaveLength(11)
    expect(codes(after).filter((code) => !codes(before).includes(code))).toEqual(['A3'])
    expect(codes(before).filter((code) => !codes(after).includes(code))).toEqual(['A11'])
    expect(after).toHaveLength(11)
  })
})

describe('another count basis', () => {
  it('changes nothing, since R1 counts full members only and none here is not full-time', () => {
    const parameters = { ...PARAMETERS, countBasis: 'allStaff' as const }
    expect(sharesOf(rowsOn(T, FACTS, policyWith(parameters)), parameters)).toEqual(shares)
  })

  it('of those whose relation is here changes nothing either: the two of A9 are below three anyway', () => {
    const parameters = { ...PARAMETERS, relationRequired: true }
    expect(sharesOf(rowsOn(T, FACTS, policyWith(parameters)), parameters)).toEqual(shares)
  })
})

describe('another policy', () => {
  it.each([
    [{ functionalCounts: true }, 'K1', 6],
    [{ graceDays: 30 }, 'K4', 2],
    [{ graceDays: 31 }, 'K4', 1],
    [{ branchNeedsFullMembers: 2 }, 'K3', 1],
  ])('%j makes the numerator of %s %d', (parameters, id, numerator) => {
    const policy = policyWith(parameters)
    expect(getShare(id, sharesOf(rowsOn(T, FACTS, policy), policy.parameters)).numerator).toBe(numerator)
  })
})
