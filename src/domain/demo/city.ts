import { bodyRows } from './bodies.ts'
import { chanceOf } from './chance.ts'
import { firstParties } from './coverage.ts'
import { dirtied, type Dirtied } from './dirt.ts'
import { nextCity } from './history.ts'
import { fullWidth } from './names.ts'
import { withNotes } from './notes.ts'
import { organizationRow } from './organization.ts'
import { firstRegistered, registerOf, type Register } from './organizations.ts'
import { filedOrganizations, firms, incubating } from './others.ts'
import { partyBook, partyRow } from './party.ts'
import { demoCommunities, placeRows, type Community, type DemoRow } from './places.ts'
import { assignRoles } from './roles.ts'
import type { DemoCity } from './step.ts'
import { addDays, daysBetween, type Day } from '../day.ts'
import { CLEAR_WORDS, type Noun } from '../sheet.ts'

/** What one batch of files says on a day: the first return everything, the later ones what is new or changed. */
export type DemoReturn = { readonly asOf: Day; readonly sheets: { readonly [N in Noun]?: readonly DemoRow[] } }

export type DemoOptions = {
  readonly seed: number
  /** Registered organizations in the first return, 4,800 unless told; the other populations follow in proportion. */
  readonly organizations?: number
  readonly today: Day
}

/** The size that all numbers of the profile speak of (domain.md 6.4). */
export const DEMO_ORGANIZATIONS = 4800

const FILED = 6700
const FIRMS = { lawFirm: 180, accountingFirm: 60, taxFirm: 40 } as const
const INCUBATING = 120

/**
 * The synthetic city: four returns of two years, as files of a clerk. Facts are its 62 subdistricts and towns and their
 * codes; all else is invented from the seed, the positions schematic. The same options give the same city anywhere.
 */
export function demoCity({ seed, organizations = DEMO_ORGANIZATIONS, today }: DemoOptions): readonly DemoReturn[] {
  const [firstDay, ...laterDays] = returnDays(today)
  const scaled = (full: number): number => Math.round((full * organizations) / DEMO_ORGANIZATIONS)
  const communities = demoCommunities(seed)
  const register = registerOf(communities)
  const book = partyBook()
  const { organizations: all, fullWidthCodes } = firstOrganizations(register, {
    seed,
    organizations,
    asOf: firstDay,
    scaled,
  })
  const chance = chanceOf(seed, 'coverage')
  const { organizations: assigned, roles } = assignRoles(all, { asOf: firstDay, chance, scaled })
  const parties = firstParties(roles, { book, asOf: firstDay, chance, scaled })
  const noting = { from: '0000-01-01', to: firstDay, chance: chanceOf(seed, 'notes'), scaled }
  let city: DemoCity = withNotes({ organizations: assigned, parties }, noting)
  const returns = [fullReturn(firstDay, communities, city, fullWidthCodes)]
  for (const [index, to] of laterDays.entries()) {
    const from = laterDays[index - 1] ?? firstDay
    const isLast = index === laterDays.length - 1
    const step = { register, book, from, to, asOf: to, isLast, scaled, chance: chanceOf(seed, `return ${index}`) }
    const next = nextCity(city, step)
    returns.push(laterReturn(to, city, next))
    city = next
  }
  return returns
}

type Beginning = {
  readonly seed: number
  readonly organizations: number
  readonly asOf: Day
  readonly scaled: (full: number) => number
}

/** All populations on the first day, the registered first, with their dirt. */
function firstOrganizations(register: Register, { seed, organizations, asOf, scaled }: Beginning): Dirtied {
  const long = { from: addDays(asOf, -9000), to: addDays(asOf, -1) }
  const recent = { from: addDays(asOf, -2600), to: addDays(asOf, -1) }
  const firmCounts = {
    lawFirm: scaled(FIRMS.lawFirm),
    accountingFirm: scaled(FIRMS.accountingFirm),
    taxFirm: scaled(FIRMS.taxFirm),
  }
  const all = [
    ...firstRegistered(register, organizations, long, chanceOf(seed, 'registered')),
    ...firms(register, firmCounts, { period: long, chance: chanceOf(seed, 'firms') }),
    ...filedOrganizations(register, scaled(FILED), recent, chanceOf(seed, 'filed')),
    ...incubating(register, scaled(INCUBATING), { from: addDays(asOf, -700), to: asOf }, chanceOf(seed, 'incubating')),
  ]
  return dirtied(all, chanceOf(seed, 'dirt'), scaled)
}

/**
 * The days of the returns: the last day of a year about two years ago, two month ends between, and three weeks before
 * today. More than the days of grace lie between the last two.
 */
export function returnDays(today: Day): readonly [Day, Day, Day, Day] {
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '07-01' ? 3 : 2)
  const first = `${year}-12-31`
  const last = addDays(today, -21)
  const span = daysBetween(first, last)
  return [
    first,
    monthEnd(addDays(first, Math.floor(span * 0.32))),
    monthEnd(addDays(first, Math.floor(span * 0.62))),
    last,
  ]
}

/** The last day of the month before. */
function monthEnd(day: Day): Day {
  return addDays(`${day.slice(0, 7)}-01`, -1)
}

function fullReturn(
  asOf: Day,
  communities: readonly Community[],
  city: DemoCity,
  fullWidthCodes: ReadonlySet<string>,
): DemoReturn {
  const organizations = city.organizations.map((one) => {
    const row = organizationRow(one)
    return fullWidthCodes.has(one.code) ? { ...row, code: fullWidth(one.code) } : row
  })
  const partyOrganizations = city.parties.map(partyRow)
  return { asOf, sheets: { places: placeRows(communities), bodies: bodyRows(), organizations, partyOrganizations } }
}

function laterReturn(asOf: Day, before: DemoCity, now: DemoCity): DemoReturn {
  const organizations = changedRows(
    before.organizations.map(organizationRow),
    now.organizations.map(organizationRow),
    'code',
  )
  const partyOrganizations = changedRows(before.parties.map(partyRow), now.parties.map(partyRow), 'id')
  return { asOf, sheets: { organizations, partyOrganizations } }
}

/** New rows and rows in which a cell differs; what is no longer there is cleared in so many words, as blank keeps it. */
function changedRows(before: readonly DemoRow[], now: readonly DemoRow[], key: string): DemoRow[] {
  const known = new Map(before.map((row) => [row[key], row]))
  return now.flatMap((row) => {
    const old = known.get(row[key])
    if (old === undefined) return [row]
    const isSame = Object.entries(row).every(([column, value]) => old[column] === value)
    return isSame ? [] : [withClears(row, old)]
  })
}

const CLEAR = CLEAR_WORDS[1] ?? '#CLEAR'

function withClears(row: DemoRow, old: DemoRow): DemoRow {
  const cells = Object.entries(row).map(([column, value]) => [
    column,
    value === '' && old[column] !== '' ? CLEAR : value,
  ])
  return Object.fromEntries(cells)
}
