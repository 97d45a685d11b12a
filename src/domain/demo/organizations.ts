import { civilBody, communityBody, industryBody } from './bodies.ts'
import { INDUSTRY_BODIES, type IndustryBody } from './industries.ts'
import { allot, bell, pick, pickWeighted, shuffled, type Chance } from './chance.ts'
import { drawStaff, sizesOf, type Size } from './members.ts'
import { BRAND_WORDS, demoAddress, uniqueName } from './names.ts'
import { countsAbout, demoCreditCode, type DemoOrganization } from './organization.ts'
import type { Community } from './places.ts'
import {
  DEMO_TOWNSHIPS,
  getDistrict,
  getTownship,
  LARGE_TOWNSHIP,
  SMALL_LINE_TOWNSHIP,
  type Township,
  officeOf,
} from './townships.ts'
import { ASSOCIATION_FORMS, EDUCATION, TRADES, type LineWeights, type Trade } from './trades.ts'
import { addDays, daysBetween, type Day } from '../day.ts'
import { GRADES, type Line } from '../organization.ts'

/** What the whole generation shares: the communities by township, the names in use, and the next number. */
export type Register = {
  readonly communities: ReadonlyMap<string, readonly [Community, ...Community[]]>
  readonly takenNames: Set<string>
  readonly nextSerial: () => number
  readonly nextFileNumber: (community: Community) => string
}

/** When the organizations of a batch were registered: after `from`, until `to`. */
export type Period = { readonly from: Day; readonly to: Day }

export type RegisteredKind = 'association' | 'service' | 'foundation'

type Draft = {
  readonly kind: RegisteredKind
  readonly trade: Trade
  readonly large: boolean
  readonly township: Township
  readonly cityLevel: boolean
  readonly line: Line
}

export function registerOf(communities: readonly Community[]): Register {
  const byTownship = new Map<string, [Community, ...Community[]]>()
  for (const community of communities) {
    const list = byTownship.get(community.township.code)
    if (list === undefined) byTownship.set(community.township.code, [community])
    else list.push(community)
  }
  const filed = new Map<string, number>()
  let serial = 0x100
  return {
    communities: byTownship,
    takenNames: new Set(),
    nextSerial: () => ++serial,
    nextFileNumber: ({ code }) => {
      const next = (filed.get(code) ?? 0) + 1
      filed.set(code, next)
      return `BA-${code}-${next}`
    },
  }
}

/** The first registered of the city, exact in kind, township and members; the first of them is the school. */
export function firstRegistered(register: Register, count: number, period: Period, chance: Chance): DemoOrganization[] {
  const drafts = draftsOf(count, chance)
  const staffs = drafts.map((draft) => drawStaff(draft.kind, draft.large, chance))
  const sizes = sizesOf(staffs, chance)
  const making = { register, period, chance }
  return keepSmallLine(drafts, 3).map((draft, index) =>
    organizationOf(draft, isSmallLine(draft) ? ONE_MEMBER : (sizes[index] ?? ONE_MEMBER), making),
  )
}

const ONE_MEMBER: Size = { staffFullTime: 4, fullMembers: 1 }

/** Organizations registered between two returns, with few members; the first `withThree` of them have three. */
export function newlyRegistered(
  register: Register,
  counts: { readonly total: number; readonly withThree: number },
  period: Period,
  chance: Chance,
): DemoOrganization[] {
  const drafts = keepSmallLine(draftsOf(counts.total, chance), 0)
  return drafts.map((draft, index) => {
    const fullMembers = index < counts.withThree ? 3 : Math.max(0, chance.below(4) - 1)
    const staffFullTime = Math.max(fullMembers, drawStaff(draft.kind, draft.large, chance))
    return organizationOf(draft, { fullMembers, staffFullTime }, { register, period, chance })
  })
}

function draftsOf(count: number, chance: Chance): Draft[] {
  const [associations = 0, services = 0, foundations = 0] = allot(count, [39, 60, 1])
  const rest: RegisteredKind[] = [
    ...Array.from({ length: associations }, () => 'association' as const),
    ...Array.from({ length: Math.max(0, services - 1) }, () => 'service' as const),
    ...Array.from({ length: foundations }, () => 'foundation' as const),
  ]
  const kinds: RegisteredKind[] = ['service', ...shuffled(chance, rest)]
  const townships = townshipDeck(count, chance)
  return kinds.slice(0, count).map((kind, index) => draftOf(index === 0, kind, townships[index], chance))
}

/** As many townships as organizations, each as often as its weight says, in random order. */
export function townshipDeck(count: number, chance: Chance): Township[] {
  const parts = allot(
    count,
    DEMO_TOWNSHIPS.map((township) => township.weight),
  )
  const deck = DEMO_TOWNSHIPS.flatMap((township, index) => Array.from({ length: parts[index] ?? 0 }, () => township))
  return shuffled(chance, deck)
}

function draftOf(isSchool: boolean, kind: RegisteredKind, township: Township | undefined, chance: Chance): Draft {
  if (township === undefined) throw new Error('The township deck is shorter than the list. Was it cut?')
  const trade = isSchool ? SCHOOLS : tradeOf(kind, chance)
  const line = isSchool ? 'industry' : lineOf(kind === 'service' ? trade.serviceLines : trade.associationLines, chance)
  const cityShare = { association: 0.34, service: 0.23, foundation: 0.6 }[kind]
  return {
    kind,
    trade,
    township: isSchool ? LARGEST : township,
    large: isSchool || (kind === 'service' && chance.share() < trade.largeShare),
    cityLevel: line !== 'community' && chance.share() < cityShare,
    line,
  }
}

const SCHOOLS: Trade = { ...EDUCATION, largeForms: ['实验学校'] }
const LARGEST = getTownship(LARGE_TOWNSHIP)

function tradeOf(kind: RegisteredKind, chance: Chance): Trade {
  return pickWeighted(chance, TRADES, (trade) => (kind === 'service' ? trade.services : trade.associations))
}

function lineOf([civil, industry, community]: LineWeights, chance: Chance): Line {
  const part = chance.share() * (civil + industry + community)
  if (part < civil) return 'civil'
  return part < civil + industry ? 'industry' : 'community'
}

/** In one township the civil-affairs line has only a few organizations: the smallest case of a plan. */
function keepSmallLine(drafts: readonly Draft[], most: number): Draft[] {
  let seen = 0
  return drafts.map((draft) => {
    if (draft.township.code !== SMALL_LINE_TOWNSHIP) return draft
    seen++
    if (seen <= most) return { ...draft, line: 'civil' }
    return draft.line === 'civil' ? { ...draft, line: 'industry' } : draft
  })
}

/** One of the three of the smallest line. */
function isSmallLine(draft: Draft): boolean {
  return draft.township.code === SMALL_LINE_TOWNSHIP && draft.line === 'civil'
}

type Making = { readonly register: Register; readonly period: Period; readonly chance: Chance }

function organizationOf(draft: Draft, size: Size, making: Making): DemoOrganization {
  const { register, period, chance } = making
  const { kind, township, cityLevel, line, trade } = draft
  const registeredOn = dayWithin(period, chance)
  const prefix = cityLevel ? '常州市' : getDistrict(township.managing).prefix
  return {
    code: demoCreditCode(kind, register.nextSerial()),
    name: uniqueName(register.takenNames, (round) => nameOf(draft, prefix, round, chance)),
    kind,
    registeredOn,
    endedOn: null,
    status: 'active',
    ...siteOf(register, township, chance),
    cityLevel,
    industryBody: trade.body,
    authority: `${prefix}民政局`,
    supervisingUnit: supervisorOf(draft, prefix, chance),
    industry: trade.industry,
    line,
    bodyId: bodyOf(line, { industryBody: trade.body, township, cityLevel }),
    counts: countsAbout(size.fullMembers, size.staffFullTime, chance),
    grade: daysBetween(registeredOn, period.to) > 800 ? drawGrade(period.to, chance) : null,
    ...NOTHING_YET,
  }
}

export const NOTHING_YET = {
  notBuiltReason: '',
  partyGroup: false,
  instructorSince: null,
  eligibleSince: null,
} as const

export function bodyOf(
  line: Line,
  of: { readonly industryBody: IndustryBody; readonly township: Township; readonly cityLevel: boolean },
): string {
  if (line === 'civil') return civilBody(of.township, of.cityLevel)
  return line === 'community' ? communityBody(of.township) : industryBody(of.industryBody, of.township, of.cityLevel)
}

/** More of the young than of the old. */
export function dayWithin(period: Period, chance: Chance): Day {
  const span = daysBetween(period.from, period.to)
  const back = Math.floor(span * chance.share() * (0.5 + 0.5 * chance.share()))
  return addDays(period.to, -Math.min(back, span - 1))
}

/** Where an organization is: a community of the township, mostly with a position near its centre. */
export function siteOf(
  register: Register,
  township: Township,
  chance: Chance,
): Pick<DemoOrganization, 'community' | 'placeCode' | 'address' | 'point'> {
  const list = register.communities.get(township.code)
  if (list === undefined) throw new Error(`No demo community in ${township.code}. Was the township added without any?`)
  const community = pick(chance, list)
  const point = {
    longitude: community.longitude + 0.002 * bell(chance),
    latitude: community.latitude + 0.002 * bell(chance),
  }
  return {
    community,
    placeCode: chance.below(8) === 0 ? township.code : community.code,
    address: demoAddress(township.name, chance),
    point: chance.below(7) === 0 ? null : point,
  }
}

function nameOf(draft: Draft, prefix: string, round: number, chance: Chance): string {
  const { kind, trade, large, cityLevel, township } = draft
  const place = !cityLevel && chance.below(20) < 9 ? township.name : prefix
  const brand = pick(chance, BRAND_WORDS)
  if (kind === 'foundation') return `${prefix}${brand}${pick(chance, ['公益', '教育', '慈善', '文化'])}基金会`
  if (kind === 'association') {
    const subject = pick(chance, trade.associationWords)
    return `${place}${round < 3 ? '' : brand}${subject}${pick(chance, ASSOCIATION_FORMS)}`
  }
  const [first, ...others] = trade.largeForms
  if (large && first !== undefined) return `${place}${brand}${pick(chance, [first, ...others])}`
  return `${place}${brand}${pick(chance, trade.serviceWords)}${pick(chance, trade.serviceForms)}`
}

/** By the assignment rule of domain.md 2.5: another bureau supervises in the industry line, civil affairs or nobody else. */
function supervisorOf(draft: Draft, prefix: string, chance: Chance): string {
  if (draft.line === 'industry') return prefix + INDUSTRY_BODIES[draft.trade.body].bureau
  if (draft.line === 'community') return officeOf(draft.township)
  return chance.below(2) === 0 ? '' : `${prefix}民政局`
}

const GRADE_WEIGHTS = [10, 12, 10, 4, 1.5]

/** About four in ten have a grade; a few of those have run out. */
export function drawGrade(asOf: Day, chance: Chance): DemoOrganization['grade'] {
  let part = chance.share() * 100
  const index = GRADE_WEIGHTS.findIndex((weight) => (part -= weight) < 0)
  const grade = GRADES[index]
  const year = Number(asOf.slice(0, 4)) + chance.below(6) - (chance.below(4) === 0 ? 1 : 0)
  return grade === undefined ? null : { grade, validTo: `${year}-12-31` }
}
