import { actionOf, type CaseDecision, type CaseStanding } from './case.ts'
import { getCaseDefinition } from './case-definitions.ts'
import type { Day } from './day.ts'
import { dueWordOf } from './due.ts'

/** The three passes in their order, then what can follow from the second and the third. */
export const PASS_KINDS = ['registration', 'annualReport', 'evaluation', 'listing', 'demotion'] as const
export type PassKind = (typeof PASS_KINDS)[number]

export function isPassKind(word: string): word is PassKind {
  return PASS_KINDS.some((one) => one === word)
}

/** What is counted of a case of a pass. */
export type PassCase = Pick<CaseStanding, 'due' | 'closedOn' | 'decision'>

/** The span in which cases were decided, and the day by which the open ones are due. */
export type PassSpan = {
  readonly from: Day
  readonly to: Day
  readonly today: Day
  readonly remindBeforeDays: number
}

/**
 * K14 (domain.md 4.4): decided cases by outcome, how long they took, appeals and what was overturned. Open cases stand
 * apart, whatever was decided in them. Where nothing was decided there is no median.
 */
export type PassFigure = {
  readonly open: number
  readonly soon: number
  readonly overdue: number
  readonly decided: number
  /** Working days from the opening to the decision; half of the cases took no longer. */
  readonly medianDays: number | null
  readonly appealed: number
  readonly overturned: number
  readonly outcomes: readonly PassOutcome[]
}
export type PassOutcome = { readonly outcome: string; readonly count: number }

export function passFigureOf(cases: readonly PassCase[], span: PassSpan): PassFigure {
  const open = cases.filter((one) => one.closedOn === null)
  const words = open.map(({ due }) => dueWordOf(due, span.today, span.remindBeforeDays))
  const decided = cases.flatMap(({ decision }) => (decision !== null && isWithin(decision, span) ? [decision] : []))
  const named = [...new Set(decided.map(({ outcome }) => outcome))].toSorted()
  return {
    open: open.length,
    soon: words.filter((word) => word === 'soon').length,
    overdue: words.filter((word) => word === 'overdue').length,
    decided: decided.length,
    medianDays: medianOf(decided.map(({ days }) => days)),
    appealed: decided.filter((one) => one.appealedOn !== null).length,
    overturned: decided.filter((one) => one.overturnedOn !== null).length,
    outcomes: named.map((outcome) => ({ outcome, count: decided.filter((one) => one.outcome === outcome).length })),
  }
}

function isWithin({ on }: CaseDecision, { from, to }: PassSpan): boolean {
  return from <= on && on <= to
}

/** The middle of numbers, between the two in the middle where they are even; null where there is none. */
export function medianOf(values: readonly number[]): number | null {
  const inOrder = values.toSorted((a, b) => a - b)
  const [low, high] = [inOrder[Math.floor((inOrder.length - 1) / 2)], inOrder[Math.floor(inOrder.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** Whether a decision of a kind of case is one by which whoever it is about passed. */
export function isInFavour(kind: string, outcome: string): boolean {
  const definition = getCaseDefinition(kind)
  return outcome in definition.actions && actionOf(definition, outcome).decides === 'inFavour'
}
