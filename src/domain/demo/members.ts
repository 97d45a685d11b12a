import { lognormal, shuffled, type Chance } from './chance.ts'
import type { Kind } from '../organization.ts'

/** Full members among full-time staff of the registered, in thousandths (domain.md 6.4), before two years of change. */
const FEW_SHARES = { one: 280, two: 183, three: 66, seven: 18, fifty: 2 } as const

/** The private school of the extremes: 120 full members, hence a committee. */
export const SCHOOL = { staffFullTime: 260, fullMembers: 120 } as const

export type Size = { readonly staffFullTime: number; readonly fullMembers: number }

/** Full-time staff: associations about 3, service institutions about 9, schools and homes about 25. */
export function drawStaff(kind: Kind, large: boolean, chance: Chance): number {
  if (large) return lognormal(chance, 25, 0.8)
  if (kind === 'association' || kind === 'foundation') return lognormal(chance, 3, 0.8)
  return lognormal(chance, 9, 0.8)
}

/**
 * Full members for a list of organizations by their staff, in exact shares: the most where the staff is largest, three
 * to six where there are four or more, the others anywhere. The first organization is the school of the extremes.
 */
export function sizesOf(staffs: readonly number[], chance: Chance): Size[] {
  const total = staffs.length
  const countOf = (thousandths: number): number => Math.round((total * thousandths) / 1000)
  const byStaff = staffs
    .map((staff, index) => ({ index, key: index === 0 ? Infinity : staff * (0.3 + chance.share()) }))
    .toSorted((a, b) => b.key - a.key)
    .map(({ index }) => index)
  const fifty = Math.max(1, countOf(FEW_SHARES.fifty))
  const many = byStaff.slice(0, fifty + countOf(FEW_SHARES.seven))
  const rest = shuffled(chance, byStaff.slice(many.length)).toSorted(
    (a, b) => Number((staffs[b] ?? 0) >= 4) - Number((staffs[a] ?? 0) >= 4),
  )
  const threes = rest.slice(0, countOf(FEW_SHARES.three))
  const others = shuffled(chance, rest.slice(threes.length))
  const members = staffs.map(() => 0)
  for (const [rank, index] of many.entries()) members[index] = manyMembers(rank < fifty, staffs[index] ?? 0, chance)
  for (const index of threes) members[index] = 3 + Math.floor(chance.share() * chance.share() * 4)
  const ones = countOf(FEW_SHARES.one)
  for (const [rank, index] of others.slice(0, ones + countOf(FEW_SHARES.two)).entries())
    members[index] = rank < ones ? 1 : 2
  return members.map((fullMembers, index) => sizeAt(index, fullMembers, staffs[index] ?? 0))
}

function manyMembers(isLargest: boolean, staff: number, chance: Chance): number {
  if (isLargest) return 50 + chance.below(36)
  const room = Math.min(42, Math.max(1, Math.floor(staff * 0.6) - 7))
  return 7 + Math.floor(chance.share() * room)
}

function sizeAt(index: number, fullMembers: number, staff: number): Size {
  if (index === 0) return SCHOOL
  const least = fullMembers >= 7 ? Math.ceil(fullMembers * 1.3) : fullMembers
  return { fullMembers, staffFullTime: Math.max(staff, least) }
}

/** Community organizations on file are small: seven in ten without members. */
export function filedSize(chance: Chance): Size {
  const part = chance.share()
  const staffFullTime = chance.below(4)
  if (part < 0.7) return { fullMembers: 0, staffFullTime }
  if (part < 0.89) return { fullMembers: 1, staffFullTime: staffFullTime + 1 }
  return { fullMembers: part < 0.985 ? 2 : 3, staffFullTime: staffFullTime + 3 }
}

/** Law, accounting and tax firms have more members than most. */
export function firmSize(chance: Chance): Size {
  const staffFullTime = 3 + lognormal(chance, 12, 0.7)
  const part = chance.share()
  if (part < 0.3) return { fullMembers: 0, staffFullTime }
  if (part < 0.65) return { fullMembers: 1 + chance.below(2), staffFullTime }
  return { fullMembers: Math.min(3 + Math.floor(chance.share() * chance.share() * 25), staffFullTime), staffFullTime }
}
