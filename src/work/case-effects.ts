import type { CaseEffects } from './case-act.ts'
import { CENSUS_REPORT_EFFECTS } from './census-report.ts'
import { CENSUS_RETURN_EFFECTS } from './census-effects.ts'
import { CORRECTION_EFFECTS } from './correction.ts'

/** By kind of case, then by action. What is not here writes nothing beside the case. */
export const CASE_EFFECTS: Readonly<Record<string, CaseEffects>> = {
  correction: CORRECTION_EFFECTS,
  censusReturn: CENSUS_RETURN_EFFECTS,
  censusReport: CENSUS_REPORT_EFFECTS,
}
