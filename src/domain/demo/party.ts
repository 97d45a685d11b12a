import { CITY_BODY, communityBody, DEMO_BODIES, type Body } from './bodies.ts'
import type { Chance } from './chance.ts'
import type { DemoRow } from './places.ts'
import { fullMembersOf, type DemoOrganization } from './organization.ts'
import type { Township } from './townships.ts'
import { addDays, daysBetween, isDay, type Day } from '../day.ts'
import type { Formation, Level, Nature } from '../party-organization.ts'

/** A Party organization of the demo city on a day; covers are codes of organizations. */
export type DemoParty = {
  readonly id: string
  readonly name: string
  readonly level: Level
  readonly formation: Formation
  readonly nature: Nature
  readonly foundedOn: Day
  readonly endedOn: Day | null
  readonly approval: string
  readonly superiorId: string
  readonly termEndsOn: Day | null
  readonly covers: readonly string[]
}

/** Numbers that Party organizations of the city share. */
export type PartyBook = {
  readonly nextId: () => string
  /** The next number of joint or regional branches of one place or body. */
  readonly nextNumber: (series: string) => number
}

export function partyBook(): PartyBook {
  const numbers = new Map<string, number>()
  const nextNumber = (series: string): number => {
    const next = (numbers.get(series) ?? 0) + 1
    numbers.set(series, next)
    return next
  }
  return { nextNumber, nextId: () => `DZZ-${String(nextNumber('')).padStart(6, '0')}` }
}

/** The Party organization's row of the sheet. */
export function partyRow(party: DemoParty): DemoRow {
  return {
    ...party,
    endedOn: party.endedOn ?? '',
    termEndsOn: party.termEndsOn ?? '',
    covers: party.covers.join(';'),
  }
}

/** Whether it is still there and covers what it lists: a branch of floating members covers nobody (domain.md 4.3). */
export function isCovering(party: DemoParty): boolean {
  return party.endedOn === null && party.nature !== 'floating'
}

export function coveredCodes(parties: readonly DemoParty[]): Set<string> {
  return new Set(parties.filter(isCovering).flatMap((party) => party.covers))
}

/** The Party organization of a responsible body. */
export function superiorOf(bodyId: string): string {
  return `DW-${bodyId === '' ? CITY_BODY : bodyId}`
}

/** Terms of R14: committees five years, branches and general branches three. */
export function termYears(level: Level): number {
  return level === 'committee' ? 5 : 3
}

export function addYears(day: Day, years: number): Day {
  const moved = String(Number(day.slice(0, 4)) + years).padStart(4, '0') + day.slice(4)
  return isDay(moved) ? moved : `${moved.slice(0, 4)}-02-28`
}

/** The end of the term that runs on a day, for one elected again every term since its founding. */
export function runningTerm(level: Level, foundedOn: Day, asOf: Day): Day {
  let end = addYears(foundedOn, termYears(level))
  while (end <= asOf) end = addYears(end, termYears(level))
  return end
}

/** Committees of the bodies, general branches in townships: superiors, which cover nothing themselves. */
export function superiorParties(asOf: Day, chance: Chance): DemoParty[] {
  return DEMO_BODIES.map((body) => superiorParty(body, asOf, chance))
}

function superiorParty(body: Body, asOf: Day, chance: Chance): DemoParty {
  const level = body.level === 'township' ? 'generalBranch' : 'committee'
  const foundedOn = addDays(asOf, -2000 - chance.below(1600))
  return {
    id: superiorOf(body.id),
    name: body.level === 'township' ? body.name.replace('党建工作站', '党总支') : body.name,
    level,
    formation: body.line === 'industry' ? 'industry' : 'regional',
    nature: 'formal',
    foundedOn,
    endedOn: null,
    approval: approvalOf(foundedOn, chance),
    superiorId: body.parentId === '' ? '' : superiorOf(body.parentId),
    termEndsOn: runningTerm(level, foundedOn, asOf),
    covers: [],
  }
}

/** A number of an approval reply that nobody can take for a real one. */
export function approvalOf(day: Day, chance: Chance): string {
  return `演示党批〔${day.slice(0, 4)}〕${chance.below(180) + 1}号`
}

/** When a Party organization was founded: some time after the last of its units was registered, at the latest on `to`. */
export function foundingDay(units: readonly DemoOrganization[], to: Day, chance: Chance): Day {
  const last = units.map((unit) => unit.registeredOn).reduce((a, b) => (a > b ? a : b))
  const room = daysBetween(last, to) - 30
  return room <= 0 ? to : addDays(to, -chance.below(Math.min(room, 2600)))
}

type Founding = { readonly book: PartyBook; readonly foundedOn: Day; readonly asOf: Day; readonly chance: Chance }

/** An organization's own: by its members a branch, from 50 a general branch, from 100 a committee (R2, R9). */
export function ownParty(unit: DemoOrganization, founding: Founding): DemoParty {
  const members = fullMembersOf(unit)
  const level = levelOf(members)
  const form = { committee: '党委', generalBranch: '党总支', branch: members >= 7 ? '党支部委员会' : '党支部' }[level]
  return newParty([unit], `${unit.name}${form}`, { ...founding, level, formation: 'independent' })
}

function levelOf(members: number): Level {
  if (members >= 100) return 'committee'
  return members > 50 ? 'generalBranch' : 'branch'
}

/** A joint branch of neighbours in one line. */
export function jointParty(units: readonly DemoOrganization[], founding: Founding): DemoParty {
  const place = units[0]?.community.township.name ?? ''
  const name = `${place}社会组织第${founding.book.nextNumber(place)}联合党支部`
  return newParty(units, name, { ...founding, level: 'branch', formation: 'joint' })
}

/** A branch that an industry's committee built for units across townships. */
export function industryParty(units: readonly DemoOrganization[], founding: Founding): DemoParty {
  const bodyId = units[0]?.bodyId ?? ''
  const trade = DEMO_BODIES.find((body) => body.id === bodyId)?.name.replace(/党委$/, '') ?? '行业'
  const name = `${trade}第${founding.book.nextNumber(bodyId)}党支部`
  return newParty(units, name, { ...founding, level: 'branch', formation: 'industry' })
}

/** A regional catch-all branch; its approval names the units, so that it covers those without members too (K1). */
export function regionalParty(township: Township, units: readonly DemoOrganization[], founding: Founding): DemoParty {
  const number = founding.book.nextNumber(`regional ${township.code}`)
  const name = `${township.name}社会组织${number === 1 ? '' : `第${number}`}综合党支部`
  const party = newParty(units, name, { ...founding, level: 'branch', formation: 'regional' })
  return { ...party, superiorId: superiorOf(communityBody(township)) }
}

/** A branch for a time or without moved relations: appointed, hence without a term (R5). */
export function looseParty(
  units: readonly DemoOrganization[],
  nature: Exclude<Nature, 'formal'>,
  founding: Founding,
): DemoParty {
  const form = { temporary: '临时党支部', functional: '功能型党支部', floating: '流动党员党支部' }[nature]
  const formation = nature === 'floating' ? 'regional' : 'joint'
  const place = units[0]?.community.township.name ?? ''
  const name = `${place}社会组织第${founding.book.nextNumber(nature + place)}${form}`
  const party = newParty(units, name, { ...founding, level: 'branch', formation })
  return { ...party, nature, termEndsOn: null }
}

type Form = Founding & { readonly level: Level; readonly formation: Formation }

function newParty(units: readonly DemoOrganization[], name: string, form: Form): DemoParty {
  const { level, formation, foundedOn } = form
  return {
    id: form.book.nextId(),
    name,
    level,
    formation,
    nature: 'formal',
    foundedOn,
    endedOn: null,
    approval: approvalOf(foundedOn, form.chance),
    superiorId: superiorOf(units[0]?.bodyId ?? ''),
    termEndsOn: runningTerm(level, foundedOn, form.asOf),
    covers: units.map((unit) => unit.code),
  }
}
