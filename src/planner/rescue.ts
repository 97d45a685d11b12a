import type { Chance } from './chance.ts'
import { bestPartition } from './exact.ts'
import type { Field } from './field.ts'
import { gather } from './gather.ts'
import { leftOverOf, replaceBranches } from './layout.ts'
import type { Layout } from './layout.ts'

/** Small enough to be partitioned outright, whatever it costs. */
const WIDTH = 12

/** Tries to cover the items left over, windows around them repartitioned outright; gives the number of windows. */
export function rescue(field: Field, layout: Layout, chance: Chance, rounds: number): number {
  let windows = 0
  for (let round = 0; round < rounds && leftOverOf(field, layout) > 0; round++) {
    for (let item = 0; item < field.items; item++) {
      if (layout.branchOf[item] !== -1) continue
      windows++
      const catched = gather(field, layout, { first: item, width: WIDTH }, chance)
      replaceBranches(field, layout, catched.branches, bestPartition(field, catched.items))
    }
  }
  return windows
}
