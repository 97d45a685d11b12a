import { real } from './arrays.ts'
import type { PlanWeights } from '../domain/plan.ts'
import { chanceOf } from './chance.ts'
import type { Chance } from './chance.ts'
import { construct } from './construct.ts'
import { dualOf, settleDual, stepDual } from './dual.ts'
import type { Dual } from './dual.ts'
import { bestPartition, EXACT_ITEMS, LEFT_OVER } from './exact.ts'
import { penaltyOf, unitCountOf } from './field.ts'
import type { Field } from './field.ts'
import { emptyLayout, leftOverOf, replaceBranches, valueOf } from './layout.ts'
import type { Layout } from './layout.ts'
import { polishAround, polishOf } from './polish.ts'
import type { Polish } from './polish.ts'
import { coverageDual, provenLeftOver } from './proof.ts'
import { rescue } from './rescue.ts'

/** One component on its way from nothing to a good plan with a bound. */
export type Task = {
  readonly field: Field
  readonly chance: Chance
  readonly exact: boolean
  layout: Layout
  dual: Dual
  /** Absent where nothing is left over or no proof was tried. */
  coverage: Dual | undefined
  polish: Polish
  /** Rounds of polishing without a better plan. */
  idle: number
}

const DUAL_STEPS = 450
const RESCUE_ROUNDS = 30

export function taskOf(field: Field, weights: PlanWeights, seed: number): Task {
  const dual = dualOf(field, penaltyOf(field, weights), 0)
  const layout = emptyLayout(field)
  return {
    field,
    chance: chanceOf(seed),
    exact: field.items <= EXACT_ITEMS,
    layout,
    dual,
    coverage: undefined,
    polish: polishOf(field, layout, guidesOf(field, dual), dual.penalty),
    idle: 0,
  }
}

/** A first plan at once: outright for small components, from rough multipliers for the others. */
export function layOut(task: Task): void {
  const { field } = task
  if (task.exact) {
    replaceBranches(field, task.layout, [], bestPartition(field, [...field.size.keys()]))
    return
  }
  adopt(task, construct(field, task.dual))
}

/** Takes the layout if it is better than the present one. */
function adopt(task: Task, layout: Layout): void {
  rescue(task.field, layout, task.chance, RESCUE_ROUNDS)
  if (valueOf(task.field, layout) < valueOf(task.field, task.layout)) task.layout = layout
  task.polish = polishOf(task.field, task.layout, guidesOf(task.field, task.dual), task.dual.penalty)
}

/** The multipliers for the search: the worth of a branch shared among the units of a full one. */
function guidesOf(field: Field, dual: Dual): Float64Array {
  const share = real(dual.best, field.items) / field.limits.maxUnits
  return field.size.reduce((guides, size, item) => {
    guides[item] = real(dual.best, item) + share * size
    return guides
  }, new Float64Array(field.items))
}

/** Raises the bound, then lays out the plan anew from the multipliers. */
export function raiseBound(task: Task, keepGoing: () => boolean): void {
  if (task.exact) return
  climb(task, DUAL_STEPS, keepGoing)
  adopt(task, construct(task.field, task.dual))
  settleLeftOver(task, keepGoing)
}

function climb(task: Task, steps: number, keepGoing: () => boolean): void {
  const { field, dual } = task
  const target = costOf(task) + dual.penalty * leftOverOf(field, task.layout)
  for (let step = 0; step < steps && keepGoing(); step++) {
    stepDual(field, dual, Math.min(target, Math.max(dual.bound * 1.01, dual.bound + 1000)))
  }
  settleDual(field, dual)
}

/**
 * Where units are left over: proves that fewer is impossible, and lowers the price of leaving over. A plan with exactly
 * so many left over costs at least the bound less their price, whatever the price, and the best price is seldom high.
 */
function settleLeftOver(task: Task, keepGoing: () => boolean): void {
  const { field } = task
  const leftOver = leftOverOf(field, task.layout)
  task.dual.minBranches = Math.ceil((unitCountOf(field) - leftOver) / field.limits.maxUnits)
  if (leftOver > 0) {
    const holes = [...task.layout.branchOf.keys()].filter((item) => task.layout.branchOf[item] === -1)
    task.coverage = coverageDual(field, holes, leftOver, keepGoing)
    task.dual = cheapestPenalty(task, leftOver, keepGoing)
  } else {
    refine(task, keepGoing)
  }
  task.polish = polishOf(field, task.layout, guidesOf(field, task.dual), task.dual.penalty)
}

/** A few more steps now that the number of branches is known. */
function refine(task: Task, keepGoing: () => boolean): void {
  task.dual.active[task.field.items] = 1
  task.dual.pace = 0.3
  task.dual.pricing.duals.set(task.dual.best)
  climb(task, DUAL_STEPS / 3, keepGoing)
}

function cheapestPenalty(task: Task, leftOver: number, keepGoing: () => boolean): Dual {
  const { field, dual } = task
  let best = dual
  for (let penalty = Math.floor(dual.penalty / 2); penalty > 1000; penalty = Math.floor(penalty / 2)) {
    const next = dualOf(field, penalty, dual.minBranches)
    next.pricing.duals.set(best.best.map((value, item) => Math.min(value, penalty * (field.size[item] ?? 1))))
    const target = costOf(task) + penalty * leftOver
    for (let step = 0; step < DUAL_STEPS / 2 && keepGoing(); step++) stepDual(field, next, target)
    settleDual(field, next)
    if (next.bound - penalty * leftOver <= best.bound - best.penalty * leftOver) break
    best = next
  }
  return best
}

export function costOf(task: Task): number {
  return valueOf(task.field, task.layout) % LEFT_OVER
}

/** What the component costs at least in any plan that leaves over as few units as this one. */
export function boundOf(task: Task): number {
  if (task.exact) return costOf(task)
  const leftOver = leftOverOf(task.field, task.layout)
  return Math.max(0, Math.min(costOf(task), Math.ceil(task.dual.bound - task.dual.penalty * leftOver)))
}

export function isProvenMaximal(task: Task): boolean {
  const leftOver = leftOverOf(task.field, task.layout)
  if (task.exact || leftOver === 0) return true
  return task.coverage !== undefined && provenLeftOver(task.coverage) >= leftOver
}

export function isClosed(task: Task): boolean {
  return isProvenMaximal(task) && costOf(task) <= boundOf(task)
}

/** Windows grow where smaller ones no longer find anything. */
const WIDTHS = [18, 20, 22, 24, 26, 28, 30] as const

/** One window around the item; true where the plan became better. */
export function polishOnce(task: Task, item: number): boolean {
  const width = WIDTHS[Math.min(task.idle, WIDTHS.length - 1)] ?? WIDTHS[0]
  return polishAround(task.polish, item, width, task.chance)
}
