import type { Chance } from './chance.ts'
import { degrees, type Community, type DemoRow } from './places.ts'
import type { Day } from '../day.ts'
import { findCreditCheck, findOrganizationCheck } from '../identifier.ts'
import type { Grade, Kind, Line, Status } from '../organization.ts'
import type { IndustryBody } from './industries.ts'

/** An organization's own return. null: not answered. */
export type DemoCounts = {
  readonly staff: number
  readonly staffFullTime: number
  readonly fullMembers: number
  readonly probationaryMembers: number
  readonly otherMembers: number
  readonly relationElsewhere: number
}

/** An organization of the demo city on a day, with what the generator knows of it beyond its sheet row. */
export type DemoOrganization = {
  readonly code: string
  readonly name: string
  readonly kind: Kind
  readonly registeredOn: Day
  readonly endedOn: Day | null
  readonly status: Status
  readonly community: Community
  readonly cityLevel: boolean
  readonly industryBody: IndustryBody
  /** As the sheet says it: blank or a retired code where the city is dirty. */
  readonly placeCode: string
  readonly address: string
  /** Not every organization has said where exactly it is. */
  readonly point: { readonly longitude: number; readonly latitude: number } | null
  readonly authority: string
  readonly supervisingUnit: string
  readonly industry: string
  readonly line: Line | null
  readonly bodyId: string
  readonly counts: DemoCounts | null
  readonly grade: { readonly grade: Grade; readonly validTo: Day } | null
  readonly notBuiltReason: string
  readonly partyGroup: boolean
  readonly instructorSince: Day | null
  /** Since when the generator lets it have three full members without a Party organization. */
  readonly eligibleSince: Day | null
}

/** The division in every code of the demo city: it does not exist, so no real code can clash (domain.md 3.1). */
export const FICTIONAL_DIVISION = '320499'

const CREDIT_HEADS: Readonly<Record<Exclude<Kind, 'filed'>, readonly [string, string]>> = {
  association: ['51', 'MJT'],
  service: ['52', 'MJT'],
  foundation: ['53', 'MJT'],
  lawFirm: ['31', 'MDT'],
  accountingFirm: ['91', 'MAT'],
  taxFirm: ['91', 'MAT'],
}

/** A valid fictional credit code with the serial number (1 to 1,048,575) in it as five hexadecimal digits. */
export function demoCreditCode(kind: Exclude<Kind, 'filed'>, serial: number): string {
  const [head, subject] = CREDIT_HEADS[kind]
  const first8 = subject + serial.toString(16).toUpperCase().padStart(5, '0')
  const first17 = head + FICTIONAL_DIVISION + first8 + (findOrganizationCheck(first8) ?? '')
  return first17 + (findCreditCheck(first17) ?? '')
}

/** The organization's row of the sheet. */
export function organizationRow(one: DemoOrganization): DemoRow {
  const { counts } = one
  return {
    code: one.code,
    name: one.name,
    kind: one.kind,
    registeredOn: one.registeredOn,
    endedOn: one.endedOn ?? '',
    status: one.status,
    placeCode: one.placeCode,
    address: one.address,
    longitude: one.point === null ? '' : degrees(one.point.longitude),
    latitude: one.point === null ? '' : degrees(one.point.latitude),
    authority: one.authority,
    supervisingUnit: one.supervisingUnit,
    industry: one.industry,
    line: one.line ?? '',
    bodyId: one.bodyId,
    ...countCells(counts),
    grade: one.grade?.grade ?? '',
    gradeValidTo: one.grade?.validTo ?? '',
    notBuiltReason: one.notBuiltReason,
    partyGroup: yesNo(one.partyGroup, counts),
    instructor: yesNo(one.instructorSince !== null, counts),
    instructorSince: one.instructorSince ?? '',
  }
}

function countCells(counts: DemoCounts | null): DemoRow {
  return {
    staff: countCell(counts?.staff),
    staffFullTime: countCell(counts?.staffFullTime),
    fullMembers: countCell(counts?.fullMembers),
    probationaryMembers: countCell(counts?.probationaryMembers),
    otherMembers: countCell(counts?.otherMembers),
    relationElsewhere: countCell(counts?.relationElsewhere),
  }
}

function countCell(count: number | undefined): string {
  return count === undefined ? '' : String(count)
}

function yesNo(yes: boolean, counts: DemoCounts | null): string {
  if (counts === null) return ''
  return yes ? 'yes' : 'no'
}

/** The whole return about a number of full members among the full-time staff; rules of what can be true hold. */
export function countsAbout(fullMembers: number, staffFullTime: number, chance: Chance): DemoCounts {
  const probationaryMembers = chance.below(12) === 0 ? 1 : 0
  const otherMembers = chance.below(5) === 0 ? 1 + chance.below(3) : 0
  const fullTime = Math.max(staffFullTime, fullMembers + probationaryMembers)
  const members = fullMembers + probationaryMembers + otherMembers
  const likely = fullMembers >= 3 ? 0.42 : 0.56
  const elsewhere = Array.from({ length: members }, () => (chance.share() < likely ? 1 : 0))
  return {
    staff: fullTime + otherMembers + chance.below(2 + Math.floor(fullTime / 4)),
    staffFullTime: fullTime,
    fullMembers,
    probationaryMembers,
    otherMembers,
    relationElsewhere: elsewhere.reduce((sum: number, one) => sum + one, 0),
  }
}

export function fullMembersOf(one: DemoOrganization): number {
  return one.counts?.fullMembers ?? 0
}

/** Whether the policy's three full members are reached and the organization counts (R1). */
export function isEligible(one: DemoOrganization): boolean {
  return fullMembersOf(one) >= 3
}

export function isRegistered(one: DemoOrganization): boolean {
  return (
    one.status !== 'incubating' && (one.kind === 'association' || one.kind === 'service' || one.kind === 'foundation')
  )
}

/** Still there and at work. */
export function isActive(one: DemoOrganization): boolean {
  return one.endedOn === null && one.status === 'active'
}

/** The list with some organizations replaced by what is new of them. */
export function patched(
  list: readonly DemoOrganization[],
  patches: ReadonlyMap<string, Partial<DemoOrganization>>,
): DemoOrganization[] {
  return list.map((one) => {
    const patch = patches.get(one.code)
    return patch === undefined ? one : { ...one, ...patch }
  })
}
