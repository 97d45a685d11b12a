import type { Plan, PlanInput } from '../domain/plan.ts'
import type { RefusalCode, RefusalDetails, Text } from '../domain/refusal.ts'
import type { PlanProgress } from '../planner/solve.ts'

/** What the solver's thread is given; null is "no limit of this kind". A 1 in `stop` ends it between steps. */
export type ThreadOrder = {
  readonly input: PlanInput
  readonly seed: number
  readonly moves: number | null
  readonly seconds: number | null
  readonly stop: SharedArrayBuffer
}

export type ThreadMessage =
  | { readonly kind: 'progress'; readonly progress: PlanProgress }
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly details: RefusalDetails; readonly text: Text }
