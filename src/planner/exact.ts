import { real, whole } from './arrays.ts'
import { branchCostOf } from './sets.ts'
import type { Field } from './field.ts'

/** Components up to this many items are solved outright. */
export const EXACT_ITEMS = 11

/** One more unit left over outweighs any cost. */
export const LEFT_OVER = 2 ** 40

/** The best way to branch a small set of items: left over as few units as can be, then the least cost. */
export function bestPartition(field: Field, items: readonly number[]): readonly (readonly number[])[] {
  const full = (1 << items.length) - 1
  const cost = columnCostsOf(field, items)
  const best = new Float64Array(full + 1)
  const first = new Int32Array(full + 1)
  for (let mask = 1; mask <= full; mask++) {
    const low = mask & -mask
    const at = 31 - Math.clz32(low)
    const rest = mask ^ low
    let value = real(best, rest) + LEFT_OVER * whole(field.size, items[at] ?? 0)
    let choice = 0
    for (let others = rest; ; others = (others - 1) & rest) {
      const joined = real(cost, others | low) + real(best, rest ^ others)
      if (joined < value) {
        value = joined
        choice = others | low
      }
      if (others === 0) break
    }
    best[mask] = value
    first[mask] = choice
  }
  return readOut(items, first)
}

/** The cost of each subset (as a bit mask) as one branch. */
function columnCostsOf(field: Field, items: readonly number[]): Float64Array {
  const costs = new Float64Array(1 << items.length).fill(Infinity)
  const set = new Int32Array(items.length)
  for (let mask = 1; mask < costs.length; mask++) {
    let count = 0
    for (let bits = mask; bits !== 0 && count <= field.limits.maxUnits; bits &= bits - 1) {
      set[count++] = items[31 - Math.clz32(bits & -bits)] ?? 0
    }
    if (count <= field.limits.maxUnits) costs[mask] = branchCostOf(field, set, count)
  }
  return costs
}

function readOut(items: readonly number[], first: Int32Array): readonly (readonly number[])[] {
  const branches: number[][] = []
  let mask = first.length - 1
  while (mask !== 0) {
    const chosen = whole(first, mask)
    if (chosen !== 0) branches.push(items.filter((_, at) => (chosen & (1 << at)) !== 0))
    mask &= chosen === 0 ? mask - 1 : ~chosen
  }
  return branches
}
