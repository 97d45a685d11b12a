import type { GateParameters } from './gate-policy.ts'
import type { Text } from './refusal.ts'

/** What is given in on Party-building with a registration (R35, R36). Counts and a day, never a person. */
export const REGISTRATION_PAPERS = ['charter', 'commitment', 'survey'] as const
export type RegistrationPaperKind = (typeof REGISTRATION_PAPERS)[number]

export const REGISTRATION_PAPER_NAMES: Readonly<Record<RegistrationPaperKind, Text>> = {
  charter: { zh: '章程党建条款', en: 'charter clause' },
  commitment: { zh: '党建工作承诺书', en: 'commitment letter' },
  survey: { zh: '党员情况调查表', en: 'member survey form' },
}

/** In which states of a case each can be given in, or given anew. */
const GIVEN_IN: Readonly<Record<RegistrationPaperKind, readonly string[]>> = {
  charter: ['draft', 'gaps'],
  commitment: ['draft', 'gaps'],
  survey: ['draft', 'gaps', 'submitted', 'underReview', 'approved'],
}

const WITH_CHARTER: readonly string[] = ['founding', 'change', 'charter']
const WITH_PAPERS: readonly string[] = ['founding', 'filing']

/** The papers that an act brings (G1 to G3). */
export function papersOfAct(act: string): RegistrationPaperKind[] {
  return [
    ...(WITH_CHARTER.includes(act) ? (['charter'] as const) : []),
    ...(WITH_PAPERS.includes(act) ? (['commitment', 'survey'] as const) : []),
  ]
}

export function papersGivenIn(act: string, state: string): RegistrationPaperKind[] {
  return papersOfAct(act).filter((kind) => GIVEN_IN[kind].includes(state))
}

/** Which key phrases of a version of the clause stand in a charter, and which do not. */
export type PhrasesFound = {
  readonly version: string
  readonly found: readonly string[]
  readonly missing: readonly string[]
}

/** Each version that the pack knows, the oldest first; the last is asked for. Whether the clause is right a person judges. */
export function phrasesIn(text: string, { charterPhrases }: Pick<GateParameters, 'charterPhrases'>): PhrasesFound[] {
  return charterPhrases.map(({ version, phrases }) => ({
    version,
    found: phrases.filter((phrase) => text.includes(phrase)),
    missing: phrases.filter((phrase) => !text.includes(phrase)),
  }))
}

export const SURVEY_COUNTS = [
  'staff',
  'staffFullTime',
  'fullMembers',
  'probationaryMembers',
  'otherMembers',
  'relationElsewhere',
] as const
export type SurveyCount = (typeof SURVEY_COUNTS)[number]
