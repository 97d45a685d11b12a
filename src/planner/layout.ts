import { real, whole } from './arrays.ts'
import { LEFT_OVER } from './exact.ts'
import type { Field } from './field.ts'
import { branchCostOf } from './sets.ts'

/** A working plan of one component: branches as rows of `slots`, changed in place by the search. */
export type Layout = {
  readonly width: number
  readonly branchOf: Int32Array
  readonly slots: Int32Array
  readonly count: Int32Array
  readonly cost: Float64Array
}

export function emptyLayout(field: Field): Layout {
  const width = Math.min(field.limits.maxUnits, field.items)
  return {
    width,
    branchOf: new Int32Array(field.items).fill(-1),
    slots: new Int32Array(field.items * width),
    count: new Int32Array(field.items),
    cost: new Float64Array(field.items),
  }
}

export function copyLayout(from: Layout, to: Layout): void {
  to.branchOf.set(from.branchOf)
  to.slots.set(from.slots)
  to.count.set(from.count)
  to.cost.set(from.cost)
}

/** Left-over units count as LEFT_OVER each, so smaller is better in the order coverage, then cost. */
export function valueOf(field: Field, layout: Layout): number {
  let value = 0
  for (let branch = 0; branch < layout.count.length; branch++) value += real(layout.cost, branch)
  return value + LEFT_OVER * leftOverOf(field, layout)
}

/** How many units of the items (of all, if none are named) have no branch. */
export function leftOverOf(field: Field, layout: Layout, items: Iterable<number> = field.size.keys()): number {
  let units = 0
  for (const item of items) if (layout.branchOf[item] === -1) units += whole(field.size, item)
  return units
}

export function itemsOf(layout: Layout, branch: number): readonly number[] {
  const from = branch * layout.width
  return [...layout.slots.subarray(from, from + whole(layout.count, branch))]
}

export function branchesOf(layout: Layout): readonly (readonly number[])[] {
  const used = [...layout.count.keys()].filter((branch) => whole(layout.count, branch) > 0)
  return used.map((branch) => itemsOf(layout, branch))
}

/** Writes the items as this branch; an empty list frees the branch. The items must have left their old branch. */
export function setBranch(field: Field, layout: Layout, branch: number, items: readonly number[]): void {
  items.forEach((item, at) => {
    layout.slots[branch * layout.width + at] = item
    layout.branchOf[item] = branch
  })
  layout.count[branch] = items.length
  layout.cost[branch] = items.length === 0 ? 0 : branchCostOf(field, Int32Array.from(items), items.length)
}

/** Takes apart the named branches and writes the new ones; what is in none of them is left over. */
export function replaceBranches(
  field: Field,
  layout: Layout,
  old: readonly number[],
  branches: readonly (readonly number[])[],
): void {
  for (const branch of old) {
    for (const item of itemsOf(layout, branch)) layout.branchOf[item] = -1
    setBranch(field, layout, branch, [])
  }
  let free = 0
  for (const items of branches) {
    while ((layout.count[free] ?? 1) !== 0) free++
    setBranch(field, layout, free, items)
  }
}
