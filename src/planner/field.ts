import type { PlanInput, PlanLimits } from '../domain/plan.ts'
import type { Pairs } from './pairs.ts'

/** The cost of what cannot be. Sums of a whole branch of them stay exact. */
export const FAR = 0x3fffffff

/**
 * One connected component of one line as arrays side by side. An item is a block of units that go together (mostly one
 * unit); a host is one unit of an item. `base` is the cost of a host with its own item alone, FAR where its own item
 * is out of its reach. The arcs of host h, cheapest first, stand at start[h] to start[h + 1] - 1.
 */
export type Field = {
  readonly limits: PlanLimits
  readonly items: number
  readonly hosts: number
  /** Indexes of the units in the input, by item. */
  readonly unitsOf: readonly (readonly number[])[]
  readonly size: Int32Array
  readonly members: Int32Array
  readonly firstHost: Int32Array
  readonly hostItem: Int32Array
  readonly hostUnit: Int32Array
  readonly base: Int32Array
  readonly start: Int32Array
  readonly arcItem: Int32Array
  readonly arcCost: Int32Array
  readonly pairs: Pairs
  /** Items that must not meet, as a * items + b; null where there are none. */
  readonly apart: ReadonlySet<number> | null
}

export function unitCountOf(field: Field): number {
  return field.size.reduce((sum, size) => sum + size, 0)
}

/** More than any change of cost that covering one more unit can bring about nearby. */
export function penaltyOf(field: Field, weights: PlanInput['weights']): number {
  const { maxUnits, radius } = field.limits
  const dearest = radius + weights.industry + weights.superior + weights.change
  return Math.min(1e9, Math.max(1, weights.branch + Math.min(maxUnits, 8) * dearest) * 3)
}
