import type { Day } from '../domain/day.ts'
import type { GatePolicy } from '../domain/gate-overlay.ts'
import { PASS_KINDS, type PassFigure, type PassKind } from '../domain/passes.ts'
import { assumedOf, type Policy } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import { LOOKED_AT_AGAIN } from '../domain/second-look.ts'
import type { Tx } from '../store/connection.ts'
import { isSynthetic } from '../store/history.ts'
import {
  countDecisions,
  countPasses,
  countSecondLooks,
  type LookCount,
  type OutcomeCount,
  type PassCount,
  type PassView,
} from '../store/passes.ts'
import type { Basis, Question } from './analysis.ts'
import { listAuthorities } from './authority.ts'
import { reading, type Desk } from './desk.ts'
import { getPolicyWithGates } from './policy.ts'

export type PassQuestion = Pick<Question, 'place' | 'line'> & {
  /** The span of what was decided; the year so far unless asked. */
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

export type SecondLooks = Pick<LookCount, 'drawn' | 'open' | 'agreed' | 'asked'>

type Figures = {
  readonly figure: PassFigure
  /** Second looks that were drawn in the span; null where the pass is not looked at again. */
  readonly looks: SecondLooks | null
}

export type PassAnswer = Figures & {
  readonly kind: PassKind
  /** By the body at whose desk it is decided, in the order of the tree of places: never by a figure, never by a person. */
  readonly desks: readonly (Figures & { readonly body: string | null; readonly name: string | null })[]
}

export type PassesAnswer = {
  readonly basis: Basis
  readonly period: { readonly from: Day; readonly to: Day }
  /** The day of which the open cases speak. */
  readonly today: Day
  /** Of a hundred cases that pass, how many are looked at again. */
  readonly secondLookPercent: number
  readonly passes: readonly PassAnswer[]
}

/** The supervision of the passes, as far as the caller sees their cases: K14, whole and by desk. */
export function analysePasses(desk: Desk, question: PassQuestion): Promise<PassesAnswer> {
  return reading(desk, async (tx, clock) => {
    const to = question.to ?? clock.today
    const from = question.from ?? `${to.slice(0, 4)}-01-01`
    if (from > to) throw new Refusal('BAD_REQUEST', { detail: `from ${from} > to ${to}`, pointer: '/query/from' })
    const policy = await getPolicyWithGates(tx, desk.packs, clock.today)
    const bodies = await listAuthorities(tx, question, clock)
    const isScoped = question.place !== undefined || question.line !== undefined
    const { remindBeforeDays } = policy.parameters
    const authorities = isScoped ? bodies.map(({ key }) => key) : null
    const counted = await countAll(tx, { from, to, today: clock.today, remindBeforeDays, authorities })
    const names = new Map<string | null, string>(bodies.map(({ key, name }) => [key, name]))
    return {
      basis: { asOf: to, knownAt: clock.now, ...ruleOf(policy), synthetic: await isSynthetic(tx) },
      period: { from, to },
      today: clock.today,
      secondLookPercent: policy.gates.parameters.secondLookPercent,
      passes: PASS_KINDS.map((kind) => ({
        kind,
        ...figuresOf(counted, kind, { isWhole: true, body: null }),
        desks: [...names.keys(), null]
          .filter((body) => hasAny(counted, kind, body))
          .map((body) => ({
            body,
            name: names.get(body) ?? null,
            ...figuresOf(counted, kind, { isWhole: false, body }),
          })),
      })),
    }
  })
}

/** The share that is looked at again is a value of the gates, and told as assumed where it is. */
function ruleOf(policy: Policy & { readonly gates: GatePolicy }) {
  const isAssumed = policy.gates.provenance.secondLookPercent.confidence === 'assumed'
  const assumed = [...assumedOf(policy), ...(isAssumed ? ['secondLookPercent'] : [])]
  return { policy: policy.id, policyTitle: policy.title, assumed }
}

type Counted = {
  readonly passes: readonly PassCount[]
  readonly outcomes: readonly OutcomeCount[]
  readonly looks: readonly LookCount[]
}
type Cell = Pick<PassCount, 'body' | 'isWhole'>

async function countAll(tx: Tx, view: PassView): Promise<Counted> {
  return {
    passes: await countPasses(tx, PASS_KINDS, view),
    outcomes: await countDecisions(tx, PASS_KINDS, view),
    looks: await countSecondLooks(tx, view),
  }
}

const NO_FIGURE = { open: 0, soon: 0, overdue: 0, decided: 0, medianDays: null, appealed: 0, overturned: 0 }
const NO_LOOKS: SecondLooks = { drawn: 0, open: 0, agreed: 0, asked: 0 }

function figuresOf(counted: Counted, kind: PassKind, cell: Cell): Figures {
  const isOfCell = (one: Cell) => one.isWhole === cell.isWhole && one.body === cell.body
  const found = counted.passes.find((one) => one.kind === kind && isOfCell(one))
  const outcomes = counted.outcomes.filter((one) => one.kind === kind && isOfCell(one))
  const { open, soon, overdue, decided, medianDays, appealed, overturned } = found ?? NO_FIGURE
  const counts = { open, soon, overdue, decided, medianDays, appealed, overturned }
  const figure = { ...counts, outcomes: outcomes.map(({ outcome, count }) => ({ outcome, count })) }
  return { figure, looks: looksOf(counted, kind, isOfCell) }
}

function looksOf({ looks }: Counted, kind: PassKind, isOfCell: (one: Cell) => boolean): SecondLooks | null {
  if (!LOOKED_AT_AGAIN.includes(kind)) return null
  const { drawn, open, agreed, asked } = looks.find((one) => one.pass === kind && isOfCell(one)) ?? NO_LOOKS
  return { drawn, open, agreed, asked }
}

/** Desks without a case of the pass are left out: a page of zeros answers nothing. */
function hasAny({ passes, looks }: Counted, kind: PassKind, body: string | null): boolean {
  const isHere = (one: Cell) => !one.isWhole && one.body === body
  return passes.some((one) => one.kind === kind && isHere(one)) || looks.some((one) => one.pass === kind && isHere(one))
}
