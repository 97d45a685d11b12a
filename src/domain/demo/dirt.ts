import { shuffled, type Chance } from './chance.ts'
import { fullWidth, traditional } from './names.ts'
import { isRegistered, type DemoOrganization } from './organization.ts'
import { RETIRED_PLACES, SMALL_LINE_TOWNSHIP } from './townships.ts'
import { findCreditCheck } from '../identifier.ts'

/** The dirt of real lists among the registered organizations of the first return: how many at full size, at least one. */
export const DEMO_DIRT = {
  /** The last character fails the check: codes that were issued wrong. */
  badCheck: 10,
  placeBlank: 14,
  /** A subdistrict that has since been merged. */
  placeRetired: 6,
  fullWidthName: 6,
  traditionalName: 6,
  duplicateName: 5,
  /** The sheet has full-width digits and letters; the code is right. */
  fullWidthCode: 8,
} as const
export type Dirt = keyof typeof DEMO_DIRT

export type Dirtied = {
  readonly organizations: readonly DemoOrganization[]
  readonly fullWidthCodes: ReadonlySet<string>
}

/** The organizations with the dirt on some of them, on each at most one kind; the first stays clean. */
export function dirtied(all: readonly DemoOrganization[], chance: Chance, scaled: (full: number) => number): Dirtied {
  const clean = shuffled(chance, all.slice(1).filter(mayBeDirty))
  const hasTraditional = (one: DemoOrganization): boolean => traditional(one.name) !== one.name
  const taken = new Set<string>()
  const take = (dirt: Dirt, holds: (one: DemoOrganization) => boolean = () => true): readonly string[] => {
    const found = clean
      .filter((one) => !taken.has(one.code) && holds(one))
      .slice(0, Math.max(1, scaled(DEMO_DIRT[dirt])))
    for (const one of found) taken.add(one.code)
    return found.map((one) => one.code)
  }
  const source = all[0]?.name ?? ''
  const names = clean.map((one) => one.name)
  const patches = new Map<string, Partial<DemoOrganization>>([
    ...take('placeRetired', inRetiredArea).map((code) => [code, { placeCode: RETIRED_PLACES[0]?.code ?? '' }] as const),
    ...take('traditionalName', hasTraditional).map((code) => [code, { name: traditional(nameIn(all, code)) }] as const),
    ...take('fullWidthName').map((code) => [code, { name: `${nameIn(all, code)}${fullWidth('（A座）')}` }] as const),
    ...take('badCheck').map((code) => [code, { code: withBadCheck(code) }] as const),
    ...take('placeBlank').map((code) => [code, { placeCode: '', point: null }] as const),
    ...take('duplicateName').map((code, index) => [code, { name: names.at(-1 - index) ?? source }] as const),
  ])
  const organizations = all.map((one) => ({ ...one, ...patches.get(one.code) }))
  return { organizations, fullWidthCodes: new Set(take('fullWidthCode')) }
}

function mayBeDirty(one: DemoOrganization): boolean {
  return isRegistered(one) && one.community.township.code !== SMALL_LINE_TOWNSHIP
}

/** In the district of the retired subdistrict. */
function inRetiredArea(one: DemoOrganization): boolean {
  return one.community.township.district === RETIRED_PLACES[0]?.parentCode
}

function nameIn(all: readonly DemoOrganization[], code: string): string {
  return all.find((one) => one.code === code)?.name ?? ''
}

/** Another digit in the place of the check character. */
function withBadCheck(code: string): string {
  const head = code.slice(0, 17)
  return head + (findCreditCheck(head) === '0' ? '1' : '0')
}
