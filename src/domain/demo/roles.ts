import { shuffled, type Chance } from './chance.ts'
import { SCHOOL } from './members.ts'
import { fullMembersOf, isEligible, isRegistered, patched, type DemoOrganization } from './organization.ts'
import { SMALL_LINE_TOWNSHIP } from './townships.ts'
import { addDays, type Day } from '../day.ts'

/** Which organizations stand where on the day of the first return; everybody else is not covered. */
export type Roles = {
  readonly own: readonly DemoOrganization[]
  readonly joint: readonly DemoOrganization[]
  readonly industry: readonly DemoOrganization[]
  readonly regional: readonly DemoOrganization[]
  readonly temporary: readonly DemoOrganization[]
  readonly functional: readonly DemoOrganization[]
  readonly floating: readonly DemoOrganization[]
}

export type Assigned = { readonly organizations: readonly DemoOrganization[]; readonly roles: Roles }

type Rolling = { readonly asOf: Day; readonly chance: Chance; readonly scaled: (full: number) => number }

type Patches = Map<string, Partial<DemoOrganization>>

/** Days before the return within which nobody who registered is covered yet. */
const TOO_NEW_DAYS = 90

/** The roles at the first return, with the days, states and gaps that go with them. */
export function assignRoles(all: readonly DemoOrganization[], rolling: Rolling): Assigned {
  const eligible = eligibleRoles(all, rolling)
  const few = fewRoles(all, rolling)
  const none = withoutMembersRoles(all, rolling)
  const patches: Patches = new Map([...eligible.patches, ...few.patches, ...none.patches])
  const others = otherPopulations(all, rolling)
  const organizations = patched(all, patches)
  const byCode = new Map(organizations.map((one) => [one.code, one]))
  const now = (list: readonly DemoOrganization[]): DemoOrganization[] => list.map((one) => byCode.get(one.code) ?? one)
  const roles: Roles = {
    own: now([...eligible.own, ...others.own]),
    joint: now([...eligible.split, ...few.joint]),
    industry: now([...few.industry, ...others.industry]),
    regional: now([...few.regional, ...none.regional, ...others.regional]),
    temporary: now(few.temporary),
    functional: now(few.functional),
    floating: now(few.floating),
  }
  return { organizations, roles }
}

/** Three and more members: most have their own; some should have one, lately or for long; some sit in joint branches. */
function eligibleRoles(all: readonly DemoOrganization[], { asOf, chance, scaled }: Rolling) {
  const eligible = all.filter((one) => isRegistered(one) && isEligible(one))
  const small = shuffled(
    chance,
    eligible.filter((one) => fullMembersOf(one) <= 6),
  )
  const [missing, grace, split, ...rest] = cut(small, [scaled(125), scaled(24), scaled(24)])
  const patches: Patches = new Map()
  for (const one of missing ?? []) {
    const registeredOn = earlier(one.registeredOn, addDays(asOf, -220 - chance.below(2500)))
    patches.set(one.code, { registeredOn, eligibleSince: registeredOn })
  }
  for (const one of grace ?? []) {
    const registeredOn = addDays(asOf, -10 - chance.below(120))
    patches.set(one.code, { registeredOn, eligibleSince: registeredOn, grade: null })
  }
  const own = [...eligible.filter((one) => fullMembersOf(one) > 6), ...rest.flat()]
  for (const one of [...own, ...(split ?? [])]) {
    const isSchool = fullMembersOf(one) === SCHOOL.fullMembers
    const latest = addDays(asOf, isSchool ? -3000 : -TOO_NEW_DAYS - chance.below(300))
    patches.set(one.code, { registeredOn: earlier(one.registeredOn, latest) })
  }
  return { patches, own, split: split ?? [] }
}

/** One or two members: joint, industry or regional branches, a few loose ones; a quarter with nothing yet. */
function fewRoles(all: readonly DemoOrganization[], { asOf, chance, scaled }: Rolling) {
  const few = shuffled(
    chance,
    all.filter((one) => isRegistered(one) && !isEligible(one) && fullMembersOf(one) > 0 && isSettled(one, asOf)),
  )
  const [industry, notIndustry] = parted(few, (one) => one.line === 'industry')
  const [built = [], spare = []] = cut(industry, [scaled(336)])
  const mixed = shuffled(chance, [...spare, ...notIndustry])
  const sizes = [scaled(960), scaled(290), scaled(24), scaled(44), scaled(12), scaled(80)]
  const [joint = [], regional = [], temporary = [], functional = [], floating = [], gaps = []] = cut(mixed, sizes)
  const patches: Patches = new Map(gaps.map((one, index) => [one.code, gapOf(index)]))
  return { patches, joint, regional, temporary, functional, floating, industry: built }
}

/** Nobody accepted it, or nobody was even asked (every fourth): the gaps of K13. */
function gapOf(index: number): Partial<DemoOrganization> {
  return index % 4 === 3 ? { bodyId: '', line: null } : { bodyId: '' }
}

/** No members: over four in ten are named in a regional branch's approval; some are dormant or winding up; some say nothing. */
function withoutMembersRoles(all: readonly DemoOrganization[], { asOf, chance, scaled }: Rolling) {
  const none = shuffled(
    chance,
    all.filter((one) => isRegistered(one) && fullMembersOf(one) === 0 && isSettled(one, asOf)),
  )
  const sizes = [scaled(960), scaled(70), scaled(74), scaled(15), scaled(18)]
  const [regional = [], liquidating = [], dormant = [], silent = [], gaps = []] = cut(none, sizes)
  const patches: Patches = new Map([
    ...liquidating.map((one) => [one.code, { status: 'liquidating' }] as const),
    ...dormant.map((one) => [one.code, { status: 'dormant' }] as const),
    ...silent.map((one) => [one.code, { counts: null }] as const),
    ...gaps.map((one, index) => [one.code, gapOf(index)] as const),
  ])
  return { patches, regional }
}

/** Firms: own branches and branches of their industry. On file: a fifth in the township's catch-all branch. */
function otherPopulations(all: readonly DemoOrganization[], { asOf, chance }: Rolling) {
  const firms = all.filter(
    (one) => one.bodyId !== '' && !isRegistered(one) && one.line === 'industry' && isSettled(one, asOf),
  )
  const filed = all.filter((one) => one.kind === 'filed' && isSettled(one, asOf))
  return {
    own: firms.filter((one) => isEligible(one) && chance.below(10) > 0),
    industry: firms.filter((one) => !isEligible(one) && fullMembersOf(one) > 0 && chance.below(10) < 6),
    regional: filed.filter((one) => isEligible(one) || chance.below(fullMembersOf(one) > 0 ? 2 : 6) === 0),
  }
}

function isSettled(one: DemoOrganization, asOf: Day): boolean {
  return one.registeredOn < addDays(asOf, -TOO_NEW_DAYS) && !isKept(one)
}

/** The three of the smallest line stay free for a plan. */
function isKept(one: DemoOrganization): boolean {
  return one.community.township.code === SMALL_LINE_TOWNSHIP && one.line === 'civil'
}

function earlier(a: Day, b: Day): Day {
  return a < b ? a : b
}

/** The list in parts of these sizes, and what is left as one more. */
function cut<T>(list: readonly T[], sizes: readonly number[]): readonly (readonly T[])[] {
  let from = 0
  const parts = sizes.map((size) => list.slice(from, (from += size)))
  return [...parts, list.slice(from)]
}

function parted<T>(list: readonly T[], holds: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [list.filter(holds), list.filter((one) => !holds(one))]
}
