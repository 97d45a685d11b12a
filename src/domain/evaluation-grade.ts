import type { GateParameters, VetoEffect } from './gate-policy.ts'
import { GRADES, type Grade } from './organization.ts'

/** What a veto that stands does: the grade is capped, or there is none. */
export type Veto = { readonly effect: VetoEffect; readonly capAt: Grade }

export function isAtLeast(grade: Grade, from: Grade): boolean {
  return GRADES.indexOf(grade) >= GRADES.indexOf(from)
}

/** The grade that is announced: the committee's, or what a veto leaves of it. The committee's own is never changed by it. */
export function gradeAfterVeto(grade: Grade | null, veto: Veto | null): Grade | null {
  if (grade === null || veto === null) return grade
  if (veto.effect === 'ineligible') return null
  return isAtLeast(grade, veto.capAt) ? veto.capAt : grade
}

/** Whether a grade is one that the veto of the pack looks at; one that leads to no grade at all looks at every grade. */
export function isInVetoScope(
  grade: Grade | null,
  { vetoFromGrade, vetoEffect }: Pick<GateParameters, 'vetoFromGrade' | 'vetoEffect'>,
): boolean {
  if (grade === null) return false
  return vetoEffect === 'ineligible' || isAtLeast(grade, vetoFromGrade)
}

/** The highest grade that an authority grants itself; above it, it recommends (domain.md 5.3). */
export function grantsUpTo(
  isDistrict: boolean,
  { districtGrantsUpTo, cityGrantsUpTo }: Pick<GateParameters, 'districtGrantsUpTo' | 'cityGrantsUpTo'>,
): Grade {
  return isDistrict ? districtGrantsUpTo : cityGrantsUpTo
}
