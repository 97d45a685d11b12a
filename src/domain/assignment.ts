import type { Kind, Line } from './organization.ts'
import type { Text } from './refusal.ts'

/** The rule of assignment to the three lines (domain.md 2.5): the first clause that fits decides. */
export const CLAUSES = ['a', 'b', 'c', 'd', 'e'] as const
export type Clause = (typeof CLAUSES)[number]

export const CLAUSE_TEXTS: Readonly<Record<Clause, Text>> = {
  a: {
    zh: '（一）备案的社区社会组织，归社区线',
    en: '(a) a community organization on file goes to the community line',
  },
  b: {
    zh: '（二）业务主管单位不是民政部门，归该单位的党组织（行业线）',
    en: '(b) a supervising unit other than civil affairs: the Party organization of that unit (industry line)',
  },
  c: {
    zh: '（三）所属行业已有行业党委，归行业线',
    en: '(c) an industry that has its committee goes to the industry line',
  },
  d: {
    zh: '（四）直接登记或由民政部门主管，归民政线',
    en: '(d) direct registration, or civil affairs as supervising unit: the civil-affairs line',
  },
  e: {
    zh: '（五）期限内无人接收，由属地街道（社区）兜底',
    en: '(e) nobody has accepted in time: the subdistrict or community of its place catches it',
  },
}

/** A place with what it is called, for reading which level a registration authority is of. */
export type PlaceAbove = { readonly code: string; readonly name: string }

export type AssignmentFacts = {
  readonly kind: Kind
  readonly supervisingUnit: string | null
  readonly industry: string | null
  /** The registration authority, which tells the level at which it is managed. */
  readonly authority: string | null
  /** Its place and each place above it, from below; empty where the place is not known. */
  readonly places: readonly PlaceAbove[]
  /** Nobody has accepted within the days of the policy. */
  readonly isPastCatchAll: boolean
  /** Bodies that claim it now. */
  readonly claims: readonly string[]
}

/** A body that may answer for organizations today: which industries have their committee is data. */
export type AnsweringBody = {
  readonly key: string
  readonly name: string
  readonly line: Line
  /** Its seat; null answers for the whole instance. */
  readonly placeCode: string | null
  readonly industries: readonly string[]
  readonly units: readonly string[]
}

/** What the rule says: the clause that decided, the line, and the body; where there is none, why. */
export type Proposal = {
  readonly clause: Clause
  readonly line: Line
  readonly body: string | null
  readonly outcome: 'body' | 'none' | 'twoClaims'
}

/** The proposal of the rule. Two claims at once are never settled by it: they go to the joint conference. */
export function proposalOf(facts: AssignmentFacts, bodies: readonly AnsweringBody[]): Proposal {
  const reaching = bodies.filter((body) => reaches(body, facts.places)).toSorted(compareKeys)
  const { clause, line, body } = decided(facts, reaching)
  if (new Set(facts.claims).size > 1) return { clause, line, body: null, outcome: 'twoClaims' }
  return { clause, line: body?.line ?? line, body: body?.key ?? null, outcome: body === undefined ? 'none' : 'body' }
}

type Decided = { readonly clause: Clause; readonly line: Line; readonly body: AnsweringBody | undefined }

function decided(facts: AssignmentFacts, bodies: readonly AnsweringBody[]): Decided {
  const community = nearest(ofLine(bodies, 'community'), facts.places, 0)
  if (facts.isPastCatchAll && community !== undefined) return { clause: 'e', line: 'community', body: community }
  if (facts.kind === 'filed') return { clause: 'a', line: 'community', body: community }
  const from = registeredAt(facts)
  const { industry, supervisingUnit: unit } = facts
  const committee = nearest(ofIndustry(bodies, industry), facts.places, from)
  if (isOtherUnit(unit)) {
    const ofUnit = bodies.filter((body) => body.line !== 'civil' && body.units.some((one) => unit.includes(one)))
    return { clause: 'b', line: 'industry', body: nearest(ofUnit, facts.places, from) ?? committee }
  }
  if (committee !== undefined) return { clause: 'c', line: 'industry', body: committee }
  return { clause: 'd', line: 'civil', body: nearest(ofLine(bodies, 'civil'), facts.places, from) }
}

/** Whether a body may answer for an organization there: its seat is that place or one above it. */
export function reaches(body: Pick<AnsweringBody, 'placeCode'>, places: readonly Pick<PlaceAbove, 'code'>[]): boolean {
  return body.placeCode === null || places.some((place) => place.code === body.placeCode)
}

const CIVIL_AFFAIRS = '民政'
const NO_UNIT = /^(无|没有|直接登记|[-—/]*)$/

/** A supervising unit that is not civil affairs; blank and "直接登记" are direct registration. */
function isOtherUnit(unit: string | null): unit is string {
  return unit !== null && !NO_UNIT.test(unit.trim()) && !unit.includes(CIVIL_AFFAIRS)
}

function ofLine(bodies: readonly AnsweringBody[], line: Line): AnsweringBody[] {
  return bodies.filter((body) => body.line === line)
}

function ofIndustry(bodies: readonly AnsweringBody[], industry: string | null): AnsweringBody[] {
  const wanted = industry?.trim() ?? ''
  return wanted === '' ? [] : ofLine(bodies, 'industry').filter((body) => body.industries.includes(wanted))
}

/** From which of its places upwards bodies count: the lowest that the name of the registration authority names. */
function registeredAt({ authority, places }: AssignmentFacts): number {
  if (authority === null) return 0
  const index = places.findIndex(({ name }) => name !== '' && authority.includes(name))
  return Math.max(index, 0)
}

/** The body whose seat is nearest, not below the level of registration unless there is none at or above it. */
function nearest(
  bodies: readonly AnsweringBody[],
  places: readonly PlaceAbove[],
  from: number,
): AnsweringBody | undefined {
  const distance = (body: AnsweringBody) =>
    body.placeCode === null ? places.length : places.findIndex((place) => place.code === body.placeCode)
  const byDistance = bodies.toSorted((a, b) => distance(a) - distance(b))
  return byDistance.find((body) => distance(body) >= from) ?? byDistance.at(-1)
}

function compareKeys(a: AnsweringBody, b: AnsweringBody): number {
  if (a.key === b.key) return 0
  return a.key < b.key ? -1 : 1
}

const SEPARATOR = /[;；、,，]/

/** A list inside a cell. */
export function wordsOf(cell: string | null): string[] {
  return (cell ?? '')
    .split(SEPARATOR)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
