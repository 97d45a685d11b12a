import type { Day } from '../domain/day.ts'
import { flowSum, type Flow, type FlowPeriod } from '../domain/flow.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Dimension } from '../store/analysis.ts'
import { countFlow, type FlowGroup } from '../store/flow.ts'
import { viewOf, type Basis, type Question } from './analysis.ts'
import { reading, type Desk } from './desk.ts'

export type FlowQuestion = Omit<Question, 'asOf'> & { readonly from?: Day | undefined; readonly to?: Day | undefined }

export type FlowAnswer = {
  readonly basis: Basis
  readonly period: FlowPeriod
  /** The whole, in which moves between its cells are none. */
  readonly total: Flow
  readonly rows: readonly FlowGroup[]
}

/** Registered organizations that came and went in a period, whole and by cells; the year so far unless asked. */
export function analyseFlow(desk: Desk, question: FlowQuestion, by: readonly Dimension[]): Promise<FlowAnswer> {
  return reading(desk, async (tx, clock) => {
    const to = question.to ?? clock.today
    const from = question.from ?? `${to.slice(0, 4)}-01-01`
    if (from > to) throw new Refusal('BAD_REQUEST', { detail: `from ${from} > to ${to}`, pointer: '/query/from' })
    const { view, basis } = await viewOf(tx, desk, { ...question, asOf: to }, clock)
    const period = { from, to }
    const whole = await countFlow(tx, view, period, [])
    const rows = by.length === 0 ? [] : await countFlow(tx, view, period, by)
    return { basis, period, total: flowSum(whole.map(({ flow }) => flow)), rows }
  })
}
