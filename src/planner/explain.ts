import type { ComponentCertificate, Plan, PlanGroup, PlanInput, PlanUnit } from '../domain/plan.ts'
import { findDistance, unlikenessOf } from '../domain/plan-cost.ts'
import { priceStar } from './check-bound.ts'
import { bundlesOf, starsOf } from './check-stars.ts'
import type { Bundle, Star } from './check-stars.ts'

/** Another host that the unit could have. */
export type OtherHost = {
  readonly host: string
  readonly distance: number
  /** What joining it costs more than joining the present host. */
  readonly extra: number
  /** By at least so much the whole plan would lie above its bound with the unit there; absent in small components. */
  readonly reducedCost?: number
}

/** Why a unit stands where it stands: its host, how near and how like, and who would be next. */
export type Explanation = {
  readonly id: string
  readonly host: string
  readonly distance: number
  readonly sameIndustry: boolean
  readonly sameSuperior: boolean
  readonly cost: number
  readonly nextHost?: OtherHost
}

/** Explains a grouped unit; undefined for one that is not in a group. */
export function explainUnit(plan: Plan, input: PlanInput, id: string): Explanation | undefined {
  const unitOf = new Map(input.units.map((unit) => [unit.id, unit]))
  const group = plan.groups.find((one) => one.units.includes(id))
  const unit = unitOf.get(id)
  const host = unitOf.get(group?.host ?? '')
  if (!group || !unit || !host) return undefined
  const distance = findDistance(unit, host) ?? 0
  const cost = unit.id === host.id ? 0 : distance + unlikenessOf(unit, host, input.weights)
  const nextHost = findNextHost(plan, input, { unit, group, cost })
  return {
    id,
    host: host.id,
    distance,
    sameIndustry: unit.industry === host.industry,
    sameSuperior: unit.superior === host.superior,
    cost,
    ...(nextHost ? { nextHost } : {}),
  }
}

type Seat = { readonly unit: PlanUnit; readonly group: PlanGroup; readonly cost: number }

/** The host of another group of the line, within the radius, that costs least. */
function findNextHost(plan: Plan, input: PlanInput, seat: Seat): OtherHost | undefined {
  const hosts = new Set(plan.groups.filter((group) => group !== seat.group).map((group) => group.host))
  const offers = input.units.flatMap((host) => {
    if (!hosts.has(host.id) || host.line !== seat.unit.line) return []
    const distance = findDistance(seat.unit, host)
    if (distance === undefined || distance > input.limits.radius) return []
    return [{ host: host.id, distance, extra: distance + unlikenessOf(seat.unit, host, input.weights) - seat.cost }]
  })
  const best = offers.reduce<OtherHost | undefined>((a, b) => (a && a.extra <= b.extra ? a : b), undefined)
  if (!best) return undefined
  const reducedCost = findReducedCost(plan, input, seat.unit.id, best.host)
  return reducedCost === undefined ? best : { ...best, reducedCost }
}

/** How much the Lagrangian of the certificate rises if the host must open with the unit in its branch. */
function findReducedCost(plan: Plan, input: PlanInput, id: string, host: string): number | undefined {
  const component = plan.certificate.components.find((one) => one.units.includes(id))
  if (component?.method !== 'dual') return undefined
  const star = findStar(input, host)
  const joiner = star?.joiners.find((one) => one.bundle.units.some((unit) => unit.id === id))
  if (!star || !joiner) return undefined
  const bundle: Bundle = {
    units: [...star.bundle.units, ...joiner.bundle.units],
    members: star.bundle.members + joiner.bundle.members,
  }
  const joiners = star.joiners.filter((one) => one !== joiner)
  const forced = priceOf(input, { ...star, bundle, base: star.base + joiner.cost, joiners }, component)
  return Math.max(0, Math.ceil(forced - Math.min(0, priceOf(input, star, component))))
}

/** The star of one host, built from the bundles around it only. */
function findStar(input: PlanInput, id: string): Star | undefined {
  const host = input.units.find((unit) => unit.id === id)
  if (!host) return undefined
  const isNear = (unit: PlanUnit): boolean => (findDistance(unit, host) ?? Infinity) <= input.limits.radius
  const near = bundlesOf(input).filter((bundle) => bundle.units[0]?.line === host.line && bundle.units.some(isNear))
  return starsOf(input, near).find((star) => star.host.id === id)
}

type DualComponent = Extract<ComponentCertificate, { readonly method: 'dual' }>

function priceOf(input: PlanInput, star: Star, component: DualComponent): number {
  const { duals, branchDual } = component.cost
  const byId = new Map(component.units.map((id, at) => [id, duals[at] ?? 0]))
  const sumOf = (bundle: Bundle): number => bundle.units.reduce((sum, unit) => sum + (byId.get(unit.id) ?? 0), 0)
  const bundles = [star.bundle, ...star.joiners.map((joiner) => joiner.bundle)]
  return priceStar(input, star, new Map(bundles.map((bundle) => [bundle, sumOf(bundle)])), false) - branchDual
}
