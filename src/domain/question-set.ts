import type { Day } from './day.ts'
import type { Text } from './refusal.ts'

/** What a question takes as its answer. A text is never a person's name: a census asks for counts. */
export const QUESTION_KINDS = ['count', 'text', 'choice', 'yesNo', 'day', 'list'] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

export type AnswerValue = string | number | boolean | readonly string[]
/** By question. A question that is absent has not been answered. */
export type Answers = Readonly<Record<string, AnswerValue>>

/** Values on record of an organization by the columns of the exchange sheet and of its Party organization. */
export type FactValues = Readonly<Record<string, AnswerValue | null | undefined>>

/** From where a question arrives filled: a column of the exchange sheet or fact, the sum of questions above it, or the last census. */
export type Prefill = { readonly column: string } | { readonly sum: readonly string[] } | { readonly last: string }

/** A condition on answers and facts: of one, of all, of any. */
export type Condition =
  | { readonly question: string; readonly is: readonly AnswerValue[] }
  | { readonly question: string; readonly atLeast: number }
  | { readonly fact: string; readonly is: readonly AnswerValue[] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }

export type Question = {
  readonly id: string
  readonly kind: QuestionKind
  readonly label: Text
  /** Why it is asked and who sees it; needed where the question is sensitive. */
  readonly help?: Text
  readonly unit?: Text
  readonly isSensitive?: boolean
  readonly needed: boolean
  readonly prefill?: Prefill
  /** The count column of the exchange sheet into which a confirmed answer goes. */
  readonly records?: string
  readonly askedIf?: Condition
  readonly choices?: Readonly<Record<string, Text>>
  /** Seconds that an organization needs to answer it, estimated. */
  readonly seconds: number
}

export type Section = {
  readonly id: string
  readonly title: Text
  readonly help: Text
  readonly questions: readonly Question[]
}

export type Check =
  | { readonly kind: 'sum'; readonly parts: readonly string[]; readonly total: string }
  | { readonly kind: 'atMost'; readonly left: string; readonly right: string }
  /** Where the condition holds, the question must be answered, with one of these values where some are named. */
  | {
      readonly kind: 'requires'
      readonly when: Condition
      readonly question: string
      readonly is?: readonly AnswerValue[]
    }
  /** Cross-table: what is answered agrees with what is on record. */
  | { readonly kind: 'sameAsFact'; readonly question: string; readonly fact: string }
  /** Year on year: what stood at the end of the last census stands at the start of this one. */
  | { readonly kind: 'continues'; readonly question: string; readonly last: string }
  /** Year on year: a change of more than this share, and of at least this many, wants a note. */
  | { readonly kind: 'change'; readonly question: string; readonly share: number; readonly least: number }

/** A hard rule keeps a return from being submitted; a soft one wants a note, which the approver sees. */
export type Rule = {
  readonly id: string
  readonly severity: 'hard' | 'soft'
  readonly source: string
  /** Names both values and the mend; `{question}`, `{sum}`, `{fact}` and `{last}` are filled. */
  readonly text: Text
  readonly check: Check
}

/** A form as versioned data. Never edited once a campaign has asked it, only superseded. */
export type QuestionSet = {
  readonly id: string
  readonly version: number
  /** Left out: asked in a census. */
  readonly purpose?: 'annualReport'
  readonly title: Text
  readonly validFrom: Day
  readonly sources: readonly string[]
  readonly sections: readonly Section[]
  readonly rules: readonly Rule[]
}

export function questionsOf(set: Pick<QuestionSet, 'sections'>): Question[] {
  return set.sections.flatMap((section) => section.questions)
}

/** Whether a condition holds; undefined where an answer that decides it is not there yet. */
export function holds(condition: Condition, answers: Answers, facts: FactValues): boolean | undefined {
  if ('all' in condition) return allOf(condition.all.map((one) => holds(one, answers, facts)))
  if ('any' in condition) return negated(allOf(condition.any.map((one) => negated(holds(one, answers, facts)))))
  const value = 'fact' in condition ? facts[condition.fact] : answers[condition.question]
  if (value == null) return undefined
  if ('atLeast' in condition) return typeof value === 'number' ? value >= condition.atLeast : undefined
  return condition.is.some((one) => one === value)
}

function allOf(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false
  return parts.includes(undefined) ? undefined : true
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value
}

/** The questions that a condition looks at. */
export function questionsIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(questionsIn)
  if ('any' in condition) return condition.any.flatMap(questionsIn)
  return 'question' in condition ? [condition.question] : []
}
