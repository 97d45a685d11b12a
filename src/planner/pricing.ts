import { real, whole } from './arrays.ts'
import { FAR } from './field.ts'
import type { Field } from './field.ts'

/**
 * The pricing question of one host: which items, each at its cost less its multiplier, make the cheapest branch under
 * it? The answer is exact for the limits on units and members. Pairs that must stay apart are forbidden between host
 * and item only, not between two items: a relaxation, so that a bound built on it holds all the same.
 */
export type Pricing = {
  /** One for each item; a last one, not used here, for the number of branches. */
  readonly duals: Float64Array
  /** The largest of the items; arcs are sorted by cost, so a scan can stop early. */
  highest: number
  /** Values from here on do not matter: the branch stays closed. */
  enough: number
  /** The answer: the items that join the host. */
  readonly chosen: Int32Array
  count: number
  readonly reduced: Float64Array
  /** The most members of any item. */
  readonly richest: number
}

export function pricingOf(field: Field): Pricing {
  return {
    duals: new Float64Array(field.items + 1),
    highest: 0,
    enough: Infinity,
    chosen: new Int32Array(field.limits.maxUnits + 1),
    count: 0,
    reduced: new Float64Array(field.limits.maxUnits + 1),
    richest: field.members.reduce((a, b) => Math.max(a, b), 0),
  }
}

/** The least reduced cost of a branch under the host, or any figure not below `enough` where it is not below it. */
export function priceHost(field: Field, host: number, pricing: Pricing): number {
  const own = whole(field.hostItem, host)
  const base = field.base[host] ?? FAR
  pricing.count = 0
  if (base >= FAR) return Infinity
  const start = base - real(pricing.duals, own)
  const room = field.limits.maxUnits - whole(field.size, own)
  const value = start + takeCheapest(field, host, room, pricing)
  if (value >= pricing.enough || keepsLimits(field, own, pricing)) return value
  return start + packExactly(field, host, pricing)
}

/** The most negative items, at most `room` of them; their sum. */
function takeCheapest(field: Field, host: number, room: number, pricing: Pricing): number {
  const { duals, reduced, highest } = pricing
  const end = whole(field.start, host + 1)
  let count = 0
  let worst = room > 0 ? 0 : -Infinity
  for (let at = whole(field.start, host); at < end; at++) {
    const cost = whole(field.arcCost, at)
    if (cost - highest >= worst) break
    const item = whole(field.arcItem, at)
    const value = cost - real(duals, item)
    if (value >= worst) continue
    if (count < room) count++
    insert(pricing, count - 1, item, value)
    if (count === room) worst = real(reduced, room - 1)
  }
  pricing.count = count
  let sum = 0
  for (let slot = 0; slot < count; slot++) sum += real(reduced, slot)
  return sum
}

/** Puts the item in its place among the cheapest; what stood at the last place falls out. */
function insert(pricing: Pricing, last: number, item: number, value: number): void {
  const { chosen, reduced } = pricing
  let slot = last
  for (; slot > 0 && real(reduced, slot - 1) > value; slot--) {
    reduced[slot] = real(reduced, slot - 1)
    chosen[slot] = whole(chosen, slot - 1)
  }
  reduced[slot] = value
  chosen[slot] = item
}

function keepsLimits(field: Field, own: number, pricing: Pricing): boolean {
  let size = whole(field.size, own)
  let members = whole(field.members, own)
  for (let at = 0; at < pricing.count; at++) {
    size += whole(field.size, whole(pricing.chosen, at))
    members += whole(field.members, whole(pricing.chosen, at))
  }
  const { maxUnits, minMembers, maxMembers } = field.limits
  return size <= maxUnits && members >= minMembers && members <= maxMembers
}

/** A knapsack over units and members: states are units * lane + members. */
type Pack = {
  readonly best: Float64Array
  readonly taken: Uint8Array
  readonly states: number
  readonly lane: number
}

/** Rarely needed: exact under every limit; Infinity where nothing fits. */
function packExactly(field: Field, host: number, pricing: Pricing): number {
  const own = whole(field.hostItem, host)
  const from = whole(field.start, host)
  const end = whole(field.start, host + 1)
  const units = field.limits.maxUnits - whole(field.size, own)
  const most = Math.min(field.limits.maxMembers - whole(field.members, own), units * pricing.richest)
  pricing.count = 0
  if (units < 0 || most < 0) return Infinity
  const states = (units + 1) * (most + 1)
  const best = new Float64Array(states).fill(Infinity)
  best[0] = 0
  const pack: Pack = { best, taken: new Uint8Array((end - from) * states), states, lane: most + 1 }
  for (let arc = from; arc < end; arc++) {
    const item = whole(field.arcItem, arc)
    offer(pack, arc - from, whole(field.size, item) * pack.lane + whole(field.members, item), {
      members: whole(field.members, item),
      value: whole(field.arcCost, arc) - real(pricing.duals, item),
    })
  }
  const state = cheapestState(best, pack.lane, field.limits.minMembers - whole(field.members, own))
  if (state >= 0) readPack(field, host, pricing, { ...pack, end: state })
  return state < 0 ? Infinity : real(best, state)
}

type Joining = { readonly members: number; readonly value: number }

/** Takes an item into every state that has room for it, where that is cheaper. */
function offer(pack: Pack, arc: number, shift: number, joining: Joining): void {
  const { best, lane, states, taken } = pack
  for (let state = states - 1; state >= shift; state--) {
    if (state % lane < joining.members) continue
    const joined = real(best, state - shift) + joining.value
    if (joined >= real(best, state)) continue
    best[state] = joined
    taken[arc * states + state] = 1
  }
}

/** The cheapest state with enough members; -1 where there is none. */
function cheapestState(best: Float64Array, lane: number, least: number): number {
  let end = -1
  for (let state = 0; state < best.length; state++) {
    if (state % lane < least) continue
    if (real(best, state) < (end < 0 ? Infinity : real(best, end))) end = state
  }
  return end
}

function readPack(field: Field, host: number, pricing: Pricing, pack: Pack & { readonly end: number }): void {
  const from = whole(field.start, host)
  let state = pack.end
  for (let arc = pack.taken.length / pack.states - 1; arc >= 0; arc--) {
    if (pack.taken[arc * pack.states + state] !== 1) continue
    const item = whole(field.arcItem, from + arc)
    pricing.chosen[pricing.count++] = item
    state -= whole(field.size, item) * pack.lane + whole(field.members, item)
  }
}
