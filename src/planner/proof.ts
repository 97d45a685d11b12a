import { whole } from './arrays.ts'
import { idleDual, settleDual, stepDual } from './dual.ts'
import type { Dual } from './dual.ts'
import { FAR } from './field.ts'
import type { Field } from './field.ts'

/** In the question of coverage a left-over unit costs this much, and nothing else costs anything. */
const COVERAGE_PENALTY = 1000
const STEPS = 200
/** How many arcs around the left-over items a proof may look: most conflicts are local. */
const REACHES = [2, 3, 4, 6, Infinity]

/**
 * Multipliers that prove how many units at least are left over in any plan of the component: costs are taken as zero,
 * so the bound divided by the penalty, rounded up, is that number. Multipliers far from the left-over items stay zero.
 */
export function coverageDual(field: Field, holes: readonly number[], leftOver: number, keepGoing: () => boolean): Dual {
  const free = withoutCosts(field)
  let dual = idleDual(free, COVERAGE_PENALTY, 0)
  for (const reach of REACHES) {
    dual = idleDual(free, COVERAGE_PENALTY, 0)
    for (const item of ballOf(field, holes, reach)) dual.active[item] = 1
    for (let step = 0; step < STEPS && keepGoing(); step++) {
      stepDual(free, dual, COVERAGE_PENALTY * leftOver)
      if (dual.bound > COVERAGE_PENALTY * (leftOver - 0.9)) break
    }
    settleDual(free, dual)
    if (provenLeftOver(dual) >= leftOver) return dual
  }
  return dual
}

/** The least number of units left over that these multipliers prove. */
export function provenLeftOver(dual: Dual): number {
  return Math.max(0, Math.ceil(dual.bound / dual.penalty))
}

function withoutCosts(field: Field): Field {
  const base = field.base.map((cost) => (cost < FAR ? 0 : FAR))
  return { ...field, base, arcCost: new Int32Array(field.arcCost.length) }
}

/** The items that can be reached from the holes over so many arcs. */
function ballOf(field: Field, holes: readonly number[], reach: number): ReadonlySet<number> {
  const ball = new Set(holes)
  let rim = [...holes]
  for (let ring = 0; ring < reach && rim.length > 0; ring++) {
    const next = rim.flatMap((item) => [...aroundOf(field, item)]).filter((item) => !ball.has(item))
    rim = [...new Set(next)]
    for (const item of rim) ball.add(item)
  }
  return ball
}

function aroundOf(field: Field, item: number): Int32Array {
  const first = whole(field.firstHost, item)
  return field.arcItem.subarray(field.start[first], field.start[field.firstHost[item + 1] ?? first])
}
