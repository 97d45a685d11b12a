import { hasLocation } from '../domain/plan-cost.ts'
import { consentedOf, mayBeGrouped } from '../domain/plan.ts'
import type { PlanInput } from '../domain/plan.ts'

/** What the planner may move: blocks of units (by index in the input) that go together; mostly one unit each. */
export type Blocks = {
  /** In the order of their first unit. */
  readonly blocks: readonly (readonly number[])[]
  /** Branches that stay as they are. */
  readonly fixed: readonly (readonly number[])[]
  /** Blocks that cannot move because the place of a unit is not known. */
  readonly unplaced: readonly (readonly number[])[]
  /** Units that must not meet, both ways. */
  readonly apart: ReadonlyMap<number, ReadonlySet<number>>
}

export function blocksOf(input: PlanInput): Blocks {
  const indexOf = new Map(input.units.map((unit, at) => [unit.id, at]))
  const indexesOf = (ids: readonly string[]): number[] => ids.map((id) => indexOf.get(id) ?? -1)
  const fixed = input.fixed.filter((entry) => entry.length > 1).map(indexesOf)
  const locked = new Set(fixed.flat())
  const consented = consentedOf(input)
  const leader = leadersOf(input.units.length, input.together.map(indexesOf))
  const byLeader = new Map<number, number[]>()
  input.units.forEach((unit, at) => {
    if (locked.has(at) || !mayBeGrouped(unit, input, consented)) return
    const block = byLeader.get(leader[at] ?? at)
    if (block) block.push(at)
    else byLeader.set(leader[at] ?? at, [at])
  })
  const all = [...byLeader.values()]
  const placed = (block: readonly number[]): boolean => block.every((at) => hasLocation(input.units[at] ?? {}))
  return {
    blocks: all.filter(placed),
    fixed,
    unplaced: all.filter((block) => !placed(block)),
    apart: apartOf(input.apart.map(indexesOf)),
  }
}

/** The smallest index of the units that each unit is tied to, directly or through others. */
function leadersOf(count: number, ties: readonly (readonly number[])[]): Int32Array {
  const parent = Int32Array.from({ length: count }, (_, at) => at)
  const root = (at: number): number => {
    let top = at
    while ((parent[top] ?? top) !== top) top = parent[top] ?? top
    parent[at] = top
    return top
  }
  for (const tie of ties) {
    for (const at of tie) {
      const a = root(tie[0] ?? at)
      const b = root(at)
      parent[Math.max(a, b)] = Math.min(a, b)
    }
  }
  return parent.map((_, at) => root(at))
}

function apartOf(entries: readonly (readonly number[])[]): ReadonlyMap<number, ReadonlySet<number>> {
  const apart = new Map<number, Set<number>>()
  for (const entry of entries) {
    for (const a of entry) {
      const others = apart.get(a) ?? new Set<number>()
      entry.filter((b) => b !== a).forEach((b) => others.add(b))
      apart.set(a, others)
    }
  }
  return apart
}
