import type { Day } from './day.ts'
import type { Answers, FactValues } from './question-set.ts'

/** What is known of one organization before it answers: facts with the day of their statement, and its last answers. */
export type Known = {
  readonly facts: FactValues
  /** The day on which each fact was stated. */
  readonly statedOn: Readonly<Record<string, Day | undefined>>
  readonly last: LastReturn | null
}

/** The answers of the last frozen census. */
export type LastReturn = { readonly title: string; readonly cutOff: Day; readonly answers: Answers }

export const NOTHING_KNOWN: Known = { facts: {}, statedOn: {}, last: null }

/** Columns of the sheet of organizations that are the organization's own return of counts. */
export const COUNT_COLUMNS = [
  'staff',
  'staffFullTime',
  'fullMembers',
  'probationaryMembers',
  'otherMembers',
  'relationElsewhere',
  'partyGroup',
  'instructor',
  'instructorSince',
  'notBuiltReason',
] as const

/** Facts of the Party organization in which an organization stands first, beside the columns of the sheet. */
export const PARTY_FACTS = [
  'hasPartyOrganization',
  'partyLevel',
  'partyFormation',
  'partyNature',
  'partyFoundedOn',
  'partyApproval',
  'partySuperior',
  'partyTermEndsOn',
] as const
