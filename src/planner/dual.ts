import { real, whole } from './arrays.ts'
import { FAR } from './field.ts'
import type { Field } from './field.ts'
import { priceHost, pricingOf } from './pricing.ts'
import type { Pricing } from './pricing.ts'

/**
 * A Lagrangian of one component: a multiplier for each item ("covered once"), and a last one for the component ("at
 * least `minBranches` branches"). Left-over units cost the penalty. Every choice of multipliers gives a valid bound.
 */
export type Dual = {
  readonly penalty: number
  minBranches: number
  readonly pricing: Pricing
  /** 1 for the items whose multipliers may move. */
  readonly active: Uint8Array
  readonly slope: Float64Array
  readonly direction: Float64Array
  /** The best multipliers seen, and their bound. */
  readonly best: Float64Array
  bound: number
  /** Share of the Polyak step, halved when the bound does not rise. */
  pace: number
  stale: number
}

export function dualOf(field: Field, penalty: number, minBranches: number): Dual {
  const dual = idleDual(field, penalty, minBranches)
  dual.pricing.duals.set(startOf(field, penalty))
  dual.best.set(dual.pricing.duals)
  dual.active.fill(1)
  return dual
}

/** All multipliers are zero and none may move yet. */
export function idleDual(field: Field, penalty: number, minBranches: number): Dual {
  const pricing = pricingOf(field)
  return {
    penalty,
    minBranches,
    pricing,
    active: new Uint8Array(field.items + 1),
    slope: new Float64Array(field.items + 1),
    direction: new Float64Array(field.items + 1),
    best: pricing.duals.slice(),
    bound: -Infinity,
    pace: 1,
    stale: 0,
  }
}

/** A share of a full branch and the way to the nearest host. */
function startOf(field: Field, penalty: number): Float64Array {
  const nearest = new Float64Array(field.items).fill(FAR)
  for (let host = 0; host < field.hosts; host++) {
    for (let at = whole(field.start, host); at < whole(field.start, host + 1); at++) {
      const item = whole(field.arcItem, at)
      nearest[item] = Math.min(nearest[item] ?? FAR, whole(field.arcCost, at))
    }
  }
  const share = field.base.reduce((a, b) => Math.min(a, b), FAR) / field.limits.maxUnits
  return nearest.map((cost, item) => (field.size[item] ?? 1) * Math.min(penalty, share + cost))
}

/** The value of the Lagrangian at the present multipliers; leaves its slope behind. */
export function evaluate(field: Field, dual: Dual): number {
  const { pricing, slope } = dual
  const { duals } = pricing
  const branchDual = real(duals, field.items)
  pricing.highest = -Infinity
  pricing.enough = branchDual
  let value = branchDual * dual.minBranches
  for (let item = 0; item < field.items; item++) {
    pricing.highest = Math.max(pricing.highest, real(duals, item))
    value += real(duals, item)
  }
  slope.fill(1)
  slope[field.items] = dual.minBranches
  for (let item = 0; item < field.items; item++) value += openItem(field, item, dual)
  return value
}

/** An item hosts at most one branch: the best of its hosts, if that is worth opening. */
function openItem(field: Field, item: number, dual: Dual): number {
  const { pricing, slope } = dual
  const first = whole(field.firstHost, item)
  const end = whole(field.firstHost, item + 1)
  let best = pricing.enough
  let bestHost = -1
  for (let host = first; host < end; host++) {
    const value = priceHost(field, host, pricing)
    if (value >= best) continue
    best = value
    bestHost = host
  }
  if (bestHost < 0) return 0
  if (bestHost < end - 1) priceHost(field, bestHost, pricing)
  slope[item] = real(slope, item) - 1
  slope[field.items] = real(slope, field.items) - 1
  for (let at = 0; at < pricing.count; at++) {
    const joined = whole(pricing.chosen, at)
    slope[joined] = real(slope, joined) - 1
  }
  return best - pricing.enough
}

/** One step of a deflected subgradient (Camerini, Fratta, Maffioli) with a Polyak length towards the target. */
export function stepDual(field: Field, dual: Dual, target: number): void {
  const value = evaluate(field, dual)
  remember(dual, value)
  const { direction } = dual
  const { duals } = dual.pricing
  const length = deflect(field, dual)
  if (length === 0) return
  const step = (dual.pace * Math.max(1, target - value)) / length
  for (let item = 0; item < field.items; item++) {
    const most = dual.penalty * (field.size[item] ?? 1)
    duals[item] = Math.min(most, real(duals, item) + step * real(direction, item))
  }
  const last = field.items
  duals[last] = Math.max(0, real(duals, last) + step * real(direction, last))
}

/** Turns the direction towards the slope, away from zigzags; gives its square length. */
function deflect(field: Field, dual: Dual): number {
  const { slope, direction } = dual
  const last = field.items
  if (real(dual.pricing.duals, last) <= 0 && real(slope, last) < 0) slope[last] = 0
  dual.active.forEach((active, at) => (slope[at] = active === 0 ? 0 : real(slope, at)))
  let dot = 0
  let square = 0
  for (let at = 0; at <= last; at++) {
    dot += real(slope, at) * real(direction, at)
    square += real(direction, at) * real(direction, at)
  }
  const keep = dot < 0 ? (-1.5 * dot) / square : 0
  let length = 0
  for (let at = 0; at <= last; at++) {
    const towards = real(slope, at) + keep * real(direction, at)
    direction[at] = towards
    length += towards * towards
  }
  return length
}

/** After this many steps without a better bound the pace is cut. */
const PATIENCE = 15

function remember(dual: Dual, value: number): void {
  if (value > dual.bound) {
    dual.bound = value
    dual.best.set(dual.pricing.duals)
    dual.stale = 0
  } else if (++dual.stale >= PATIENCE) {
    dual.pace *= 0.7
    dual.stale = 0
  }
}

/** Takes the best multipliers as whole numbers, as a certificate holds them, and gives the bound they prove. */
export function settleDual(field: Field, dual: Dual): number {
  const { duals } = dual.pricing
  duals.set(dual.best.map((value) => Math.round(value)))
  dual.bound = evaluate(field, dual)
  dual.best.set(duals)
  return dual.bound
}
