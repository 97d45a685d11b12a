import type { ProblemCode } from '../domain/problem.ts'
import type { RefusalDetails } from '../domain/refusal.ts'
import type { FactValues } from '../store/fact.ts'

export type CountFault = { readonly code: ProblemCode; readonly key: string; readonly details: RefusalDetails }

/** Counts that cannot be true together (design.md 6); undefined where all may stand. */
export function countFaults(values: FactValues): CountFault | undefined {
  const [staff, fullTime, full] = ['staff', 'staffFullTime', 'fullMembers'].map((key) => numberOf(values, key))
  const members = ['fullMembers', 'probationaryMembers', 'otherMembers'].reduce(
    (sum, key) => sum + (numberOf(values, key) ?? 0),
    0,
  )
  const answered = ['fullMembers', 'probationaryMembers', 'otherMembers'].some((key) => numberOf(values, key) !== null)
  const elsewhere = numberOf(values, 'relationElsewhere')
  if (fullTime != null && staff != null && fullTime > staff) {
    return {
      code: 'fullTimeExceedsStaff',
      key: 'staffFullTime',
      details: { read: `${fullTime} / ${staff}`, fullTime, staff },
    }
  }
  const limit = fullTime ?? staff
  if (full != null && limit != null && full > limit) {
    const of = fullTime == null ? { of: '从业人员', ofEn: 'staff' } : { of: '专职人员', ofEn: 'full-time staff' }
    return {
      code: 'membersExceedStaff',
      key: 'fullMembers',
      details: { read: `${full} / ${limit}`, members: full, staff: limit, ...of },
    }
  }
  if (answered && elsewhere != null && elsewhere > members) {
    const details = { read: `${elsewhere} / ${members}`, elsewhere, members }
    return { code: 'elsewhereExceedsMembers', key: 'relationElsewhere', details }
  }
  return undefined
}

function numberOf(values: FactValues, key: string): number | null {
  const value = values[key]
  return typeof value === 'number' ? value : null
}
