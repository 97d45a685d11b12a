import { shuffled } from './chance.ts'
import { isUncovered } from './coverage.ts'
import { isPlaced, mayChange, type DemoCity, type Step } from './step.ts'
import { uniqueName } from './names.ts'
import { countsAbout, fullMembersOf, patched, type DemoOrganization } from './organization.ts'
import { bodyOf, drawGrade } from './organizations.ts'
import { coveredCodes } from './party.ts'
import { SMALL_LINE_TOWNSHIP } from './townships.ts'
import { addDays } from '../day.ts'
import type { Line } from '../organization.ts'

type Patches = ReadonlyMap<string, Partial<DemoOrganization>>

/**
 * New counts: staff of many; members of some between none, one and two, as many up as down; a few own branches fall to
 * two members. Units of joint branches keep theirs.
 */
export function withChangedCounts(city: DemoCity, step: Step): DemoCity {
  const grouped = new Set(
    city.parties
      .filter((party) => party.endedOn === null && party.formation !== 'regional')
      .flatMap((party) => party.covers),
  )
  const changing = shuffled(step.chance, city.organizations.filter(mayChange))
  const free = changing.filter((one) => !grouped.has(one.code))
  const own = new Set(
    city.parties.filter((party) => party.formation === 'independent').flatMap((party) => party.covers),
  )
  const falling = changing.filter((one) => own.has(one.code) && fullMembersOf(one) === 3).slice(0, step.scaled(7))
  const withCount = (members: number): DemoOrganization[] => free.filter((one) => fullMembersOf(one) === members)
  const [none, one, two] = [withCount(0), withCount(1), withCount(2)]
  const [many, some] = [step.scaled(18), step.scaled(10)]
  const patches: Patches = new Map([
    ...changing.slice(0, step.scaled(240)).map((unit) => recounted(unit, fullMembersOf(unit), step)),
    ...none.slice(0, many).map((unit) => recounted(unit, 1, step)),
    ...one.slice(0, many).map((unit) => recounted(unit, 0, step)),
    ...one.slice(many, many + some).map((unit) => recounted(unit, 2, step)),
    ...two.slice(0, some).map((unit) => recounted(unit, 1, step)),
    ...falling.map((unit) => recounted(unit, 2, step)),
  ])
  return { ...city, organizations: patched(city.organizations, patches) }
}

function recounted(unit: DemoOrganization, members: number, step: Step): readonly [string, Partial<DemoOrganization>] {
  const before = unit.counts?.staffFullTime ?? 0
  const change = step.chance.below(2 + Math.floor(before / 4)) - Math.floor(before / 8)
  const staffFullTime = Math.max(members, before + change)
  return [unit.code, { counts: countsAbout(members, staffFullTime, step.chance) }]
}

/** Bodies accept some gaps; some organizations pass from one line to another, as many each way. */
export function withChangedLines(city: DemoCity, step: Step): DemoCity {
  const covered = coveredCodes(city.parties)
  const free = shuffled(
    step.chance,
    city.organizations.filter((one) => isUncovered(one, covered)),
  )
  const gaps = free.filter((one) => one.bodyId === '').slice(0, step.scaled(14))
  const placed = free.filter((one) => isPlaced(one) && one.community.township.code !== SMALL_LINE_TOWNSHIP)
  const moving = (from: Line): DemoOrganization[] => placed.filter((one) => one.line === from).slice(0, step.scaled(8))
  const patches: Patches = new Map([
    ...gaps.map((one) => moved(one, one.line ?? 'community')),
    ...moving('civil').map((one) => moved(one, 'industry')),
    ...moving('industry').map((one) => moved(one, 'civil')),
  ])
  return { ...city, organizations: patched(city.organizations, patches) }
}

function moved(one: DemoOrganization, wanted: Line): readonly [string, Partial<DemoOrganization>] {
  const { industryBody, cityLevel, community } = one
  const { township } = community
  return [one.code, { line: wanted, bodyId: bodyOf(wanted, { industryBody, cityLevel, township }) }]
}

/** Names, grades and states change for a few. */
export function withChangedNames(city: DemoCity, step: Step): DemoCity {
  const { chance, scaled, register } = step
  const covered = coveredCodes(city.parties)
  const changing = shuffled(chance, city.organizations.filter(mayChange))
  const idle = changing.filter((one) => !covered.has(one.code) && fullMembersOf(one) === 0)
  const awake = city.organizations.filter((one) => one.status === 'dormant' && one.endedOn === null)
  const graded = changing.filter((one) => one.grade === null && one.registeredOn < addDays(step.to, -800))
  const named = changing.filter((one) => one.name.endsWith('中心'))
  const patches: Patches = new Map<string, Partial<DemoOrganization>>([
    ...graded.slice(0, scaled(90)).map((one) => [one.code, { grade: drawGrade(step.to, chance) }] as const),
    ...idle.slice(0, scaled(9)).map((one) => [one.code, { status: 'liquidating' }] as const),
    ...idle.slice(scaled(9), scaled(9) + scaled(10)).map((one) => [one.code, { status: 'dormant' }] as const),
    ...awake.slice(0, scaled(4)).map((one) => [one.code, { status: 'active' }] as const),
    ...named.slice(0, scaled(5)).map((one) => [one.code, { name: newName(one, register.takenNames) }] as const),
  ])
  return { ...city, organizations: patched(city.organizations, patches) }
}

function newName(one: DemoOrganization, taken: Set<string>): string {
  return uniqueName(taken, () => one.name.replace(/中心$/, '促进中心'))
}
