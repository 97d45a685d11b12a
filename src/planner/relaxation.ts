import type { PlanGroup, PlanInput, PlanUnit } from '../domain/plan.ts'
import { findDistance, unlikenessOf } from '../domain/plan-cost.ts'

/** What would give a left-over unit a branch: a wider radius in its line, or a branch of another line. */
export type Relaxation =
  | { readonly kind: 'radius'; readonly radius: number; readonly cost: number; readonly host: string }
  | { readonly kind: 'line'; readonly line: string; readonly cost: number; readonly host: string }

export type Standing = {
  readonly input: PlanInput
  readonly unitOf: ReadonlyMap<string, PlanUnit>
  readonly groups: readonly PlanGroup[]
  /** Units with few members that have no branch. */
  readonly over: readonly PlanUnit[]
}

/** The nearest relaxation against the plan as it stands; undefined where nothing has room. */
export function findRelaxation(standing: Standing, unit: PlanUnit): Relaxation | undefined {
  const other = findOtherLine(standing, unit)
  if (other) return other
  const joined = findWiderGroup(standing, unit)
  const founded = findNewGroup(standing, unit)
  if (!joined || !founded) return joined ?? founded
  return joined.radius <= founded.radius ? joined : founded
}

function hasRoom(standing: Standing, group: PlanGroup, unit: PlanUnit): boolean {
  const { limits, fixed, apart, together } = standing.input
  if (group.units.length >= limits.maxUnits || group.members + unit.members > limits.maxMembers) return false
  if (fixed.some((entry) => entry.includes(group.host))) return false
  const meets = apart.some((entry) => entry.includes(unit.id) && entry.some((id) => group.units.includes(id)))
  return !meets && !together.some((entry) => entry.includes(unit.id))
}

type Offer = { readonly group: PlanGroup; readonly host: PlanUnit; readonly metres: number }

/** The nearest host with room among the groups whose line suits. */
function findOffer(standing: Standing, unit: PlanUnit, suits: (line: string) => boolean): Offer | undefined {
  let best: Offer | undefined
  for (const group of standing.groups) {
    const host = standing.unitOf.get(group.host)
    if (!host || !suits(host.line)) continue
    const metres = findDistance(unit, host)
    if (metres === undefined || (best && metres >= best.metres)) continue
    if (hasRoom(standing, group, unit)) best = { group, host, metres }
  }
  return best
}

function findOtherLine(standing: Standing, unit: PlanUnit): Relaxation | undefined {
  const { limits, weights } = standing.input
  const offer = findOffer(standing, unit, (line) => line !== unit.line)
  if (!offer || offer.metres > limits.radius) return undefined
  const cost = offer.metres + unlikenessOf(unit, offer.host, weights)
  return { kind: 'line', line: offer.host.line, cost, host: offer.host.id }
}

type Wider = Extract<Relaxation, { kind: 'radius' }>

function findWiderGroup(standing: Standing, unit: PlanUnit): Wider | undefined {
  const offer = findOffer(standing, unit, (line) => line === unit.line)
  if (!offer) return undefined
  const cost = offer.metres + unlikenessOf(unit, offer.host, standing.input.weights)
  return { kind: 'radius', radius: offer.metres, cost, host: offer.host.id }
}

/** A new branch under this unit with the nearest others that are left over, until the members suffice. */
function findNewGroup(standing: Standing, unit: PlanUnit): Wider | undefined {
  const { limits, weights, apart, together } = standing.input
  const bound = new Set([...apart, ...together].flat())
  const near = standing.over
    .filter((other) => other.id !== unit.id && other.line === unit.line && !bound.has(other.id))
    .map((other) => ({ other, metres: findDistance(unit, other) ?? Infinity }))
    .sort((a, b) => a.metres - b.metres)
  let members = unit.members
  let cost = weights.branch
  for (const { other, metres } of near.slice(0, limits.maxUnits - 1)) {
    members += other.members
    cost += metres + unlikenessOf(other, unit, weights)
    if (!Number.isFinite(metres) || members > limits.maxMembers) return undefined
    if (members >= limits.minMembers) return { kind: 'radius', radius: metres, cost, host: unit.id }
  }
  return undefined
}
