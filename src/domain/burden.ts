import { prefillOf } from './answers.ts'
import type { Known } from './known.ts'
import type { Parameters } from './policy.ts'
import { holds, questionsOf, type Answers, type QuestionSet } from './question-set.ts'

/** What a form asks of one organization that is not filled already. */
export type Burden = { readonly fields: number; readonly minutes: number; readonly prefilled: number }

/**
 * Fields asked and not filled, and their minutes. A question that hangs on an answer not yet given counts as asked: the
 * designer is shown the worse case.
 */
export function burdenOf(set: QuestionSet, known: Known): Burden {
  const prefill = prefillOf(set, known)
  const answers: Answers = Object.fromEntries(Object.entries(prefill).map(([id, { value }]) => [id, value]))
  const asked = questionsOf(set).filter(
    (one) => one.askedIf === undefined || holds(one.askedIf, answers, known.facts) !== false,
  )
  const open = asked.filter(({ id }) => prefill[id] === undefined)
  const seconds = open.reduce((sum, question) => sum + question.seconds, 0)
  return { fields: open.length, minutes: Math.round(seconds / 6) / 10, prefilled: asked.length - open.length }
}

/** The burden over many organizations: the usual one, the heaviest, and how many are above the budget. */
export type BurdenMeter = {
  readonly organizations: number
  readonly median: Burden
  readonly heaviest: Burden
  /** Fields and hours asked of all of them together. */
  readonly fields: number
  readonly hours: number
  readonly budget: { readonly fields: number; readonly minutes: number }
  readonly above: number
}

type Budget = Pick<Parameters, 'burdenFields' | 'burdenMinutes'>

const NONE: Burden = { fields: 0, minutes: 0, prefilled: 0 }

export function burdenMeter(burdens: readonly Burden[], budget: Budget): BurdenMeter {
  const inOrder = burdens.toSorted((a, b) => a.minutes - b.minutes || a.fields - b.fields)
  const isAbove = (one: Burden) => one.fields > budget.burdenFields || one.minutes > budget.burdenMinutes
  return {
    organizations: burdens.length,
    median: inOrder[Math.floor((inOrder.length - 1) / 2)] ?? NONE,
    heaviest: inOrder.at(-1) ?? NONE,
    fields: burdens.reduce((sum, one) => sum + one.fields, 0),
    hours: Math.round(burdens.reduce((sum, one) => sum + one.minutes, 0) / 6) / 10,
    budget: { fields: budget.burdenFields, minutes: budget.burdenMinutes },
    above: burdens.filter(isAbove).length,
  }
}
