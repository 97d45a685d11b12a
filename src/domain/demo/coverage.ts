import { shuffled, type Chance } from './chance.ts'
import { chunksOf, groupedBy, neighbourGroups, usualUnits, type DrawUnits } from './groups.ts'
import { fullMembersOf, isActive, isEligible, isRegistered, type DemoOrganization } from './organization.ts'
import {
  addYears,
  foundingDay,
  industryParty,
  jointParty,
  looseParty,
  ownParty,
  regionalParty,
  superiorParties,
  termYears,
  type DemoParty,
  type PartyBook,
} from './party.ts'
import type { Roles } from './roles.ts'
import { addDays, type Day } from '../day.ts'

export type Building = {
  readonly book: PartyBook
  readonly asOf: Day
  readonly chance: Chance
  /** A number at full size, for a city of this size. */
  readonly scaled: (full: number) => number
}

/** The units that a regional branch takes at most: the branch stays below 50 members (R2). */
const REGIONAL_UNITS = 40

/** The Party organizations of the first return, by the role of each organization. */
export function firstParties(roles: Roles, building: Building): DemoParty[] {
  const { book, asOf, chance } = building
  const found = (units: readonly DemoOrganization[]) => ({
    book,
    asOf,
    chance,
    foundedOn: foundingDay(units, asOf, chance),
  })
  const own = roles.own.map((unit) => ownParty(unit, found([unit])))
  const sixes = { left: building.scaled(6) }
  const joint = jointGroups(roles.joint, (available) => unitsWith(sixes, available, chance))
  const industry = groupsBy(roles.industry, (unit) => unit.bodyId, chance)
  const secondary = shuffled(chance, joint.groups.flat()).slice(0, building.scaled(20))
  const regionalUnits = [...roles.regional, ...joint.left, ...industry.left, ...secondary]
  const parties = [
    ...own,
    ...joint.groups.map((units) => jointParty(units, found(units))),
    ...industry.groups.map((units) => industryParty(units, found(units))),
    ...regionalParties(regionalUnits, building),
    ...chunksOf(roles.temporary, 2).map((units) => looseParty(units, 'temporary', found(units))),
    ...chunksOf(roles.functional, 2).map((units) => looseParty(units, 'functional', found(units))),
    ...roles.floating.map((unit, index) => ({
      ...looseParty([unit], 'floating', found([unit])),
      covers: index % 2 === 0 ? [unit.code] : [],
    })),
  ]
  return [...superiorParties(asOf, chance), ...withExpiredTerms(parties, building)]
}

/** A few joint branches have six units, more than R3 asks for: the register warns. */
function unitsWith(sixes: { left: number }, available: number, chance: Chance): number {
  if (sixes.left === 0 || available < 6 || chance.below(4) > 0) return usualUnits(chance)
  sixes.left--
  return 6
}

/** Groups of neighbours in one line of one township. */
export function jointGroups(units: readonly DemoOrganization[], draw: DrawUnits) {
  const parts = groupedBy(units, (unit) => `${unit.community.township.code} ${unit.line ?? ''}`)
  return joinedGroups(parts.map(([, part]) => neighbourGroups(part, draw)))
}

function groupsBy(units: readonly DemoOrganization[], keyOf: (unit: DemoOrganization) => string, chance: Chance) {
  return joinedGroups(groupedBy(units, keyOf).map(([, part]) => neighbourGroups(part, () => usualUnits(chance))))
}

function joinedGroups(parts: readonly ReturnType<typeof neighbourGroups>[]): ReturnType<typeof neighbourGroups> {
  return { groups: parts.flatMap((part) => part.groups), left: parts.flatMap((part) => part.left) }
}

/** Catch-all branches of the townships; a few approvals are missing, so that their units without members are not covered. */
function regionalParties(units: readonly DemoOrganization[], building: Building): DemoParty[] {
  const { book, asOf, chance } = building
  const parties = groupedBy(units, (unit) => unit.community.township.code).flatMap(([, part]) =>
    chunksOf(part, REGIONAL_UNITS).flatMap((chunk) => {
      const township = chunk[0]?.community.township
      const foundedOn = addDays(asOf, -700 - chance.below(1800))
      return township === undefined ? [] : [regionalParty(township, chunk, { book, asOf, chance, foundedOn })]
    }),
  )
  const bare = new Set(shuffled(chance, parties).slice(0, building.scaled(3)))
  return parties.map((party) => (bare.has(party) ? { ...party, approval: '' } : party))
}

/** About four in a hundred have let their term run out within the year. */
function withExpiredTerms(parties: readonly DemoParty[], { asOf, chance }: Building): DemoParty[] {
  return parties.map((party) => {
    if (party.termEndsOn === null) return party
    const before = addYears(party.termEndsOn, -termYears(party.level))
    const mayHaveRunOut = before > party.foundedOn && before > addDays(asOf, -365)
    return mayHaveRunOut && chance.below(8) === 0 ? { ...party, termEndsOn: before } : party
  })
}

/** Registered and at work, without a Party organization. */
export function isUncovered(one: DemoOrganization, covered: ReadonlySet<string>): boolean {
  return isActive(one) && isRegistered(one) && !covered.has(one.code)
}

/** Whether it should have a Party organization of its own but has none at all. */
export function shouldBeBuilt(one: DemoOrganization, covered: ReadonlySet<string>): boolean {
  return isUncovered(one, covered) && isEligible(one)
}

/** One or two full members: a unit for a joint branch. */
export function isFew(one: DemoOrganization): boolean {
  return fullMembersOf(one) === 1 || fullMembersOf(one) === 2
}
