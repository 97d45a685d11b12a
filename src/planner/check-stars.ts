// Part of the checker, which shares no code with the solver: only the domain's types, costs and distances.
import { consentedOf, mayBeGrouped } from '../domain/plan.ts'
import type { PlanInput, PlanUnit } from '../domain/plan.ts'
import { findDistance, hasLocation, unlikenessOf } from '../domain/plan-cost.ts'

/** Units that go together, mostly one. */
export type Bundle = { readonly units: readonly PlanUnit[]; readonly members: number }
/** A bundle that may join a host, with all its units, and what that costs. */
export type Joiner = { readonly bundle: Bundle; readonly cost: number }
/** Everything that one host may gather around it; `base` is the branch with the host's own bundle alone. */
export type Star = {
  readonly host: PlanUnit
  readonly bundle: Bundle
  readonly base: number
  readonly joiners: readonly Joiner[]
}

/** The bundles that may be grouped anew: neither fixed, nor without a place. */
export function bundlesOf(input: PlanInput): readonly Bundle[] {
  const consented = consentedOf(input)
  const fixed = new Set(input.fixed.filter((entry) => entry.length > 1).flat())
  const free = input.units.filter((unit) => !fixed.has(unit.id) && mayBeGrouped(unit, input, consented))
  const bundleOf = new Map(free.map((unit) => [unit.id, new Set([unit])]))
  for (const entry of input.together) {
    const merged = new Set(entry.flatMap((id) => [...(bundleOf.get(id) ?? [])]))
    for (const unit of merged) bundleOf.set(unit.id, merged)
  }
  return [...new Set(bundleOf.values())]
    .map((units) => ({ units: [...units], members: membersOf([...units]) }))
    .filter((bundle) => bundle.units.every(hasLocation))
}

function membersOf(units: readonly PlanUnit[]): number {
  return units.reduce((sum, unit) => sum + unit.members, 0)
}

/** The star of every unit that may host: its own bundle must be in its reach. */
export function starsOf(input: PlanInput, bundles: readonly Bundle[]): readonly Star[] {
  const byLine = groupedBy(bundles, (bundle) => bundle.units[0]?.line ?? '')
  const apart = apartOf(input)
  return bundles.flatMap((bundle) => {
    const others = byLine.get(bundle.units[0]?.line ?? '') ?? []
    return bundle.units.flatMap((host) => {
      const own = joinCost(input, bundle, host)
      if (own === undefined) return []
      const joiners = others.flatMap((other) => {
        if (other === bundle || !mayMeet(input, bundle, other)) return []
        const cost = joinCost(input, other, host)
        return cost === undefined || areApart(apart, bundle, other) ? [] : [{ bundle: other, cost }]
      })
      return [{ host, bundle, base: input.weights.branch + own, joiners }]
    })
  })
}

export function groupedBy<K, V>(values: readonly V[], keyOf: (value: V) => K): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>()
  for (const value of values) {
    const same = groups.get(keyOf(value))
    if (same) same.push(value)
    else groups.set(keyOf(value), [value])
  }
  return groups
}

/** What the bundle costs under the host; undefined where a unit of it is out of reach. */
function joinCost(input: PlanInput, bundle: Bundle, host: PlanUnit): number | undefined {
  let cost = 0
  for (const unit of bundle.units) {
    if (unit.id === host.id) continue
    const metres = findDistance(unit, host)
    if (metres === undefined || metres > input.limits.radius) return undefined
    cost += metres + unlikenessOf(unit, host, input.weights)
  }
  return cost
}

function mayMeet(input: PlanInput, a: Bundle, b: Bundle): boolean {
  const { maxUnits, maxMembers } = input.limits
  return a.units.length + b.units.length <= maxUnits && a.members + b.members <= maxMembers
}

export type Apart = ReadonlySet<string>

/** Forbidden pairs, both ways, as one text for each. */
export function apartOf(input: PlanInput): Apart {
  const pairs = input.apart.flatMap((entry) => entry.flatMap((a) => entry.map((b) => JSON.stringify([a, b]))))
  return new Set(pairs)
}

export function areApart(apart: Apart, a: Bundle, b: Bundle): boolean {
  if (apart.size === 0) return false
  return a.units.some((one) => b.units.some((other) => apart.has(JSON.stringify([one.id, other.id]))))
}
