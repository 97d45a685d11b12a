import type { Text } from './refusal.ts'

/** What a grade is asked for (R43): who pays for services, who gives to a venture, and the like. */
export const INQUIRY_PURPOSES = ['purchase', 'venture', 'transfer', 'award', 'other'] as const
export type InquiryPurpose = (typeof INQUIRY_PURPOSES)[number]

/** Party-building facts that a call may print as a scored factor (R43); never told unless the call prints them. */
export const CALL_FACTORS = ['hasPartyOrganization', 'workCovered'] as const
export type CallFactor = (typeof CALL_FACTORS)[number]

/** The factor as the asker names it: which fact, and the words in which the call prints it. */
export type NamedFactor = { readonly fact: CallFactor; readonly printed: string }

/** The factor as it is told: null is not known, or withheld while an objection is open. */
export type ToldFactor = NamedFactor & { readonly value: boolean | null; readonly isWithheld: boolean }

/** While an objection is open nothing of it reaches a score elsewhere (domain.md 5.4): the factor is not told. */
export function toldFactor(factor: NamedFactor, value: boolean | null, isDisputed: boolean): ToldFactor {
  return { fact: factor.fact, printed: factor.printed, value: isDisputed ? null : value, isWithheld: isDisputed }
}

/** What the asker is to know of the answer, beside it. */
export function noteOf(isDisputed: boolean): Text {
  return isDisputed
    ? {
        zh: '该组织的异议尚未办结：等级照登记告知，在办结之前不得据此加减分或淘汰。',
        en: 'An objection of the organization is open: the grade is told as recorded; until it is decided nothing may be scored or refused on it.',
      }
    : {
        zh: '等级照登记告知；招标文件未写明的因素不得用于评分。',
        en: 'The grade is told as recorded; a factor that the call does not print may not be scored.',
      }
}
