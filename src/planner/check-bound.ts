import type { DualCertificate, PlanInput } from '../domain/plan.ts'
import { areApart } from './check-stars.ts'
import type { Apart, Bundle, Star } from './check-stars.ts'

/** A component of the certificate, looked up: its bundles and the stars of its hosts. */
export type Part = {
  readonly input: PlanInput
  readonly bundles: readonly Bundle[]
  readonly stars: readonly Star[]
  readonly apart: Apart
}

/** Units left over and cost of the best plan of a part. */
export type Best = { readonly leftOver: number; readonly cost: number }

/** More bundles than this are not searched outright: a certificate that asks for it is not accepted. */
export const SEARCHABLE = 13

/** The best plan of a small part: every possible branch listed, then the best cover of each rest by memory. */
export function searchOutright(part: Part): Best {
  const branches = listBranches(part)
  const memory = new Map<number, Best>()
  const bestOf = (covered: number): Best => {
    const at = part.bundles.findIndex((_, place) => (covered & (1 << place)) === 0)
    if (at < 0) return { leftOver: 0, cost: 0 }
    const known = memory.get(covered)
    if (known) return known
    const rest = bestOf(covered | (1 << at))
    let best: Best = { leftOver: rest.leftOver + (part.bundles[at]?.units.length ?? 0), cost: rest.cost }
    for (const [mask, cost] of branches) {
      if ((mask & (1 << at)) === 0 || (mask & covered) !== 0) continue
      const others = bestOf(covered | mask)
      const whole = { leftOver: others.leftOver, cost: others.cost + cost }
      if (isBetter(whole, best)) best = whole
    }
    memory.set(covered, best)
    return best
  }
  return bestOf(0)
}

function isBetter(a: Best, b: Best): boolean {
  return a.leftOver < b.leftOver || (a.leftOver === b.leftOver && a.cost < b.cost)
}

/** Every set of bundles that may be a branch, as bits, with its least cost over all hosts. */
function listBranches(part: Part): ReadonlyMap<number, number> {
  const { limits } = part.input
  const placeOf = new Map(part.bundles.map((bundle, at) => [bundle, at]))
  const costs = new Map<number, number>()
  const grow = (star: Star, from: number, chosen: readonly Bundle[], cost: number): void => {
    const units = chosen.reduce((sum, bundle) => sum + bundle.units.length, 0)
    const members = chosen.reduce((sum, bundle) => sum + bundle.members, 0)
    if (units > limits.maxUnits || members > limits.maxMembers) return
    const mask = chosen.reduce((bits, bundle) => bits | (1 << (placeOf.get(bundle) ?? 31)), 0)
    if (members >= limits.minMembers) costs.set(mask, Math.min(cost, costs.get(mask) ?? Infinity))
    for (const [at, joiner] of star.joiners.entries()) {
      if (at < from || !placeOf.has(joiner.bundle)) continue
      if (chosen.some((bundle) => areApart(part.apart, bundle, joiner.bundle))) continue
      grow(star, at + 1, [...chosen, joiner.bundle], cost + joiner.cost)
    }
  }
  for (const star of part.stars) grow(star, 0, [star.bundle], star.base)
  return costs
}

/**
 * The Lagrangian of a part at the multipliers of a certificate: a lower bound of cost plus penalty for each unit left
 * over. Without costs (`free`) it bounds the number of units left over alone.
 */
export function lagrangian(part: Part, certificate: DualCertificate, question: Question): number {
  const dualOf = dualsOf(part, certificate, question.ids)
  let value = certificate.branchDual * question.minBranches
  const openings = new Map<Bundle, number>()
  for (const star of part.stars) {
    const price = priceStar(part.input, star, dualOf, question.free) - certificate.branchDual
    openings.set(star.bundle, Math.min(price, openings.get(star.bundle) ?? 0))
  }
  for (const bundle of part.bundles) {
    const dual = dualOf.get(bundle) ?? 0
    const leaving = Math.min(0, certificate.penalty * bundle.units.length - dual)
    value += dual + leaving + Math.min(0, openings.get(bundle) ?? 0)
  }
  return value
}

export type Question = {
  /** The ids that the multipliers stand for, in their order. */
  readonly ids: readonly string[]
  readonly minBranches: number
  readonly free: boolean
}

export function dualsOf(part: Part, certificate: DualCertificate, ids: readonly string[]): ReadonlyMap<Bundle, number> {
  const byId = new Map(ids.map((id, at) => [id, certificate.duals[at] ?? 0]))
  return new Map(
    part.bundles.map((bundle) => [bundle, bundle.units.reduce((sum, unit) => sum + (byId.get(unit.id) ?? 0), 0)]),
  )
}

/**
 * The least cost less multipliers of a branch under the star's host: a knapsack over units and members. That joiners
 * may have to stay apart from each other is left aside, which can only lower the bound.
 */
export function priceStar(input: PlanInput, star: Star, dualOf: ReadonlyMap<Bundle, number>, free: boolean): number {
  const { maxUnits, minMembers } = input.limits
  const all = star.joiners.reduce((sum, joiner) => sum + joiner.bundle.members, star.bundle.members)
  const maxMembers = Math.min(input.limits.maxMembers, all)
  const least = Array.from({ length: maxUnits + 1 }, () => new Float64Array(maxMembers + 1).fill(Infinity))
  const first = least[star.bundle.units.length]
  if (!first || star.bundle.members > maxMembers) return Infinity
  first[star.bundle.members] = (free ? 0 : star.base) - (dualOf.get(star.bundle) ?? 0)
  for (const { bundle, cost } of star.joiners) {
    const value = (free ? 0 : cost) - (dualOf.get(bundle) ?? 0)
    for (let units = maxUnits; units >= bundle.units.length; units--) {
      const from = least[units - bundle.units.length]
      const into = least[units]
      if (from && into) joinInto(into, from, bundle.members, value)
    }
  }
  return Math.min(
    ...least.map((row) => row.reduce((a, b, members) => (members >= minMembers ? Math.min(a, b) : a), Infinity)),
  )
}

function joinInto(into: Float64Array, from: Float64Array, members: number, value: number): void {
  for (let sum = into.length - 1; sum >= members; sum--) {
    into[sum] = Math.min(into[sum] ?? Infinity, (from[sum - members] ?? Infinity) + value)
  }
}
