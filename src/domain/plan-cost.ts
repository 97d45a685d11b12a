import type { PlanUnit, PlanWeights } from './plan.ts'

/** Mean radius of the Earth in metres (IUGG), as design.md 7 fixes it. */
export const EARTH_RADIUS = 6371008.8
const RADIANS = Math.PI / 180

export type Place = Pick<PlanUnit, 'x' | 'y' | 'longitude' | 'latitude'>

export function hasLocation(place: Place): boolean {
  return place.x !== undefined || place.longitude !== undefined
}

/** Whole metres between two places: in the plane or by the haversine formula; undefined where one is unknown. */
export function findDistance(a: Place, b: Place): number | undefined {
  if (a.x !== undefined && a.y !== undefined && b.x !== undefined && b.y !== undefined) {
    return planeDistance(a.x - b.x, a.y - b.y)
  }
  if (a.longitude === undefined || a.latitude === undefined) return undefined
  if (b.longitude === undefined || b.latitude === undefined) return undefined
  return sphereDistance([a.longitude, a.latitude], [b.longitude, b.latitude])
}

export function planeDistance(dx: number, dy: number): number {
  return Math.round(Math.sqrt(dx * dx + dy * dy))
}

/** Haversine distance of two [longitude, latitude] in degrees. */
export function sphereDistance(a: readonly [number, number], b: readonly [number, number]): number {
  const north = Math.sin(((b[1] - a[1]) * RADIANS) / 2)
  const east = Math.sin(((b[0] - a[0]) * RADIANS) / 2)
  const chord = north * north + Math.cos(a[1] * RADIANS) * Math.cos(b[1] * RADIANS) * east * east
  return Math.round(2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(chord))))
}

/** What it costs that a unit joins a host, besides the metres between them. */
export function unlikenessOf(unit: PlanUnit, host: PlanUnit, weights: PlanWeights): number {
  const industry = unit.industry === host.industry ? 0 : weights.industry
  const superior = unit.superior === host.superior ? 0 : weights.superior
  const change = unit.group === undefined || unit.group === host.group ? 0 : weights.change
  return industry + superior + change
}

/** The cost of a group under a host (planner.md 1); undefined where a place is unknown. */
export function findGroupCost(host: PlanUnit, units: readonly PlanUnit[], weights: PlanWeights): number | undefined {
  let cost = weights.branch
  for (const unit of units) {
    if (unit.id === host.id) continue
    const metres = findDistance(unit, host)
    if (metres === undefined) return undefined
    cost += metres + unlikenessOf(unit, host, weights)
  }
  return cost
}
