import { ANNUAL_REPORT_EFFECTS } from './annual-report.ts'
import { ASSIGNMENT_EFFECTS } from './assignment.ts'
import type { CaseEffects } from './case-act.ts'
import { CENSUS_REPORT_EFFECTS } from './census-report.ts'
import { CENSUS_RETURN_EFFECTS } from './census-effects.ts'
import { CORRECTION_EFFECTS } from './correction.ts'
import { DEMOTION_EFFECTS } from './demotion.ts'
import { DISPUTE_EFFECTS } from './dispute.ts'
import { EVALUATION_EFFECTS } from './evaluation-effects.ts'
import { CLAIM_EFFECTS, HAND_OVER_EFFECTS } from './hand-over.ts'
import { FOUND_PARTY_EFFECTS, JOIN_PARTY_EFFECTS } from './party-effects.ts'
import { PASS_FOLLOW_UP_EFFECTS } from './pass-follow-up.ts'
import { REGISTRATION_EFFECTS } from './registration-effects.ts'
import { LISTING_EFFECTS } from './listing.ts'
import { SECOND_LOOK_EFFECTS } from './second-look.ts'

/** By kind of case, then by action. What is not here writes nothing beside the case. */
export const CASE_EFFECTS: Readonly<Record<string, CaseEffects>> = {
  correction: CORRECTION_EFFECTS,
  censusReturn: CENSUS_RETURN_EFFECTS,
  censusReport: CENSUS_REPORT_EFFECTS,
  assignment: ASSIGNMENT_EFFECTS,
  handOver: HAND_OVER_EFFECTS,
  claim: CLAIM_EFFECTS,
  dispute: DISPUTE_EFFECTS,
  registration: REGISTRATION_EFFECTS,
  passFollowUp: PASS_FOLLOW_UP_EFFECTS,
  foundParty: FOUND_PARTY_EFFECTS,
  joinParty: JOIN_PARTY_EFFECTS,
  annualReport: ANNUAL_REPORT_EFFECTS,
  listing: LISTING_EFFECTS,
  evaluation: EVALUATION_EFFECTS,
  demotion: DEMOTION_EFFECTS,
  secondLook: SECOND_LOOK_EFFECTS,
}
