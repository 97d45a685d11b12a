import { whole } from './arrays.ts'
import { FAR } from './field.ts'
import type { Field } from './field.ts'
import { pairOf } from './pairs.ts'

/** Is the set of items within the limits of one branch (units, members) and free of forbidden pairs? */
export function mayBeBranch(field: Field, items: Int32Array, count: number): boolean {
  let size = 0
  let members = 0
  for (let at = 0; at < count; at++) {
    size += whole(field.size, whole(items, at))
    members += whole(field.members, whole(items, at))
  }
  const { maxUnits, minMembers, maxMembers } = field.limits
  if (size > maxUnits || members < minMembers || members > maxMembers) return false
  return field.apart === null || !hasForbiddenPair(field, items, count)
}

function hasForbiddenPair(field: Field, items: Int32Array, count: number): boolean {
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      if (field.apart?.has(whole(items, a) * field.items + whole(items, b))) return true
    }
  }
  return false
}

/** The cost of the set as one branch under its best host; Infinity where it may not be one. */
export function branchCostOf(field: Field, items: Int32Array, count: number): number {
  if (count === 0 || !mayBeBranch(field, items, count)) return Infinity
  const set = items.subarray(0, count)
  let best: number = FAR
  for (let at = 0; at < count; at++) {
    const item = whole(items, at)
    const end = whole(field.firstHost, item + 1)
    for (let host = whole(field.firstHost, item); host < end; host++) {
      best = Math.min(best, costUnder(field, host, set, best))
    }
  }
  return best < FAR ? best : Infinity
}

/** The cost of the set under one host, or anything not below `enough`. */
function costUnder(field: Field, host: number, items: Int32Array, enough: number): number {
  const row = host * field.items
  let cost = 0
  for (let at = 0; at < items.length; at++) {
    cost += pairOf(field.pairs, row + whole(items, at))
    if (cost >= enough) return cost
  }
  return cost
}

/** The unit (of the input) that hosts the set at the least cost; the first of equals. */
export function hostUnitOf(field: Field, items: readonly number[]): number {
  const set = Int32Array.from(items)
  let best = Infinity
  let unit = -1
  for (const item of items) {
    for (let host = whole(field.firstHost, item); host < whole(field.firstHost, item + 1); host++) {
      const cost = costUnder(field, host, set, Infinity)
      if (cost < best) {
        best = cost
        unit = field.hostUnit[host] ?? -1
      }
    }
  }
  return unit
}
