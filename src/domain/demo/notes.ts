import type { DemoCity } from './step.ts'
import { pick, shuffled, type Chance } from './chance.ts'
import { isUncovered } from './coverage.ts'
import { fullMembersOf, isActive, isEligible, patched, type DemoOrganization } from './organization.ts'
import { coveredCodes } from './party.ts'
import { addDays, type Day } from '../day.ts'

/** Reasons of domain.md 4.1 for should-be-built-but-not. Those that accuse somebody are left out. */
export const NOT_BUILT_REASONS = [
  '正式党员组织关系均在外单位',
  '暂无合适的书记人选',
  '暂无活动场所',
  '人员流动较大',
  '上级尚未指导',
  '已提出申请，待批复',
] as const

const GRACE_REASON = '正式党员刚满三名，正在筹建'
const FEW_REASON = '有一至两名正式党员，尚未联合组建'
const NONE_REASON = '没有党员'
const IDLE_REASON = '清算或停滞'

/** Days of grace that the generator reckons with, as in the national pack. */
export const DEMO_GRACE_DAYS = 180

type Noting = {
  readonly from: Day
  readonly to: Day
  readonly chance: Chance
  readonly scaled: (full: number) => number
}

/** Reasons, Party groups and instructors of the uncovered: all at the first return, later only where something changed. */
export function withNotes(city: DemoCity, noting: Noting): DemoCity {
  const covered = coveredCodes(city.parties)
  const organizations = city.organizations.map((one) => {
    if (covered.has(one.code)) return isNoted(one) ? { ...one, ...CLEARED } : one
    return isFresh(one, noting) ? { ...one, ...noteOf(one, noting) } : one
  })
  return { ...city, organizations }
}

const CLEARED = { notBuiltReason: '', partyGroup: false, instructorSince: null } as const

function isNoted(one: DemoOrganization): boolean {
  return one.notBuiltReason !== '' || one.partyGroup || one.instructorSince !== null
}

function isFresh(one: DemoOrganization, { from, to }: Noting): boolean {
  const hasLapsed = one.notBuiltReason === GRACE_REASON && !isWithinGrace(one, to)
  const lacksReason = isEligible(one) && one.notBuiltReason === ''
  return hasLapsed || lacksReason || one.registeredOn > from || (one.eligibleSince ?? '') > from
}

export function isWithinGrace(one: DemoOrganization, day: Day): boolean {
  return one.eligibleSince !== null && addDays(one.eligibleSince, DEMO_GRACE_DAYS) > day
}

function noteOf(one: DemoOrganization, { to, chance }: Noting): Partial<DemoOrganization> {
  if (one.kind === 'filed' || one.status === 'incubating' || one.counts === null) return {}
  const instructed = isActive(one) && chance.below(10) < 3
  return {
    notBuiltReason: reasonOf(one, to, chance),
    partyGroup: fullMembersOf(one) >= 3 && chance.below(5) < 2,
    instructorSince: one.instructorSince ?? (instructed ? sinceDay(one, to, chance) : null),
  }
}

function reasonOf(one: DemoOrganization, day: Day, chance: Chance): string {
  if (one.status !== 'active') return IDLE_REASON
  if (isEligible(one)) return isWithinGrace(one, day) ? GRACE_REASON : pick(chance, NOT_BUILT_REASONS)
  if (chance.below(5) < 3) return ''
  return fullMembersOf(one) > 0 ? FEW_REASON : NONE_REASON
}

function sinceDay(one: DemoOrganization, to: Day, chance: Chance): Day {
  const since = addDays(to, -chance.below(900))
  return since > one.registeredOn ? since : to
}

/** Some more instructors are sent with every return. */
export function withMoreInstructors(city: DemoCity, { to, chance, scaled }: Noting): DemoCity {
  const covered = coveredCodes(city.parties)
  const waiting = city.organizations.filter(
    (one) =>
      isUncovered(one, covered) &&
      one.counts !== null &&
      one.instructorSince === null &&
      one.registeredOn < addDays(to, -60),
  )
  const sent = shuffled(chance, waiting).slice(0, scaled(24))
  const patches = new Map(sent.map((one) => [one.code, { instructorSince: addDays(to, -chance.below(60)) }]))
  return { ...city, organizations: patched(city.organizations, patches) }
}
