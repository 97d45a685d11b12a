import { ANNUAL_REPORT } from './annual-report.ts'
import { ASSIGNMENT } from './assignment-case.ts'
import type { CaseDefinition } from './case.ts'
import { CENSUS_REPORT } from './census-report.ts'
import { CENSUS_RETURN } from './census-return.ts'
import { CONFERENCE_TASK, DISPUTE } from './conference.ts'
import { CORRECTION } from './correction.ts'
import { DEMOTION } from './demotion.ts'
import { EVALUATION } from './evaluation.ts'
import { CLAIM, HAND_OVER } from './hand-over.ts'
import { FOLLOW_UP } from './follow-up.ts'
import { LISTING } from './listing.ts'
import { FOUND_PARTY, JOIN_PARTY, SEND_OFFICER } from './party-case.ts'
import { PASS_FOLLOW_UP } from './pass-follow-up.ts'
import { REGISTRATION } from './registration.ts'
import { SECOND_LOOK } from './second-look.ts'

/** Every process that Trefoil knows. Page, API and queue read the same definitions. */
const BY_KIND: Readonly<Record<string, CaseDefinition>> = {
  correction: CORRECTION,
  censusReturn: CENSUS_RETURN,
  censusReport: CENSUS_REPORT,
  assignment: ASSIGNMENT,
  handOver: HAND_OVER,
  claim: CLAIM,
  dispute: DISPUTE,
  conferenceTask: CONFERENCE_TASK,
  followUp: FOLLOW_UP,
  annualReport: ANNUAL_REPORT,
  listing: LISTING,
  registration: REGISTRATION,
  passFollowUp: PASS_FOLLOW_UP,
  foundParty: FOUND_PARTY,
  joinParty: JOIN_PARTY,
  sendOfficer: SEND_OFFICER,
  evaluation: EVALUATION,
  demotion: DEMOTION,
  secondLook: SECOND_LOOK,
}
export const CASE_DEFINITIONS: readonly CaseDefinition[] = Object.values(BY_KIND)

export function getCaseDefinition(kind: string): CaseDefinition {
  const found = BY_KIND[kind]
  if (found === undefined) throw new Error(`There is no case definition ${kind}.`)
  return found
}
