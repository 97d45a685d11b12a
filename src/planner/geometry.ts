import { real } from './arrays.ts'
import type { PlanUnit } from '../domain/plan.ts'
import { EARTH_RADIUS, planeDistance, sphereDistance } from '../domain/plan-cost.ts'

/** Places as coordinates side by side: metres in the plane, or degrees on the globe. */
export type Places = {
  readonly count: number
  readonly onGlobe: boolean
  readonly east: Float64Array
  readonly north: Float64Array
  readonly points: readonly (readonly [number, number])[]
}

/** The places of units that all have a location. */
export function placesOf(units: readonly PlanUnit[]): Places {
  const onGlobe = units.some((unit) => unit.longitude !== undefined)
  const points = units.map((unit): readonly [number, number] =>
    onGlobe ? [unit.longitude ?? 0, unit.latitude ?? 0] : [unit.x ?? 0, unit.y ?? 0],
  )
  return {
    count: units.length,
    onGlobe,
    east: Float64Array.from(points, (point) => point[0]),
    north: Float64Array.from(points, (point) => point[1]),
    points,
  }
}

/** Whole metres, the same figure as the domain's `findDistance`. */
export function metresBetween(places: Places, a: number, b: number): number {
  if (!places.onGlobe) {
    return planeDistance(real(places.east, a) - real(places.east, b), real(places.north, a) - real(places.north, b))
  }
  const from = places.points[a]
  const to = places.points[b]
  return from && to ? sphereDistance(from, to) : 0
}

/** A square grid over the places whose cells are at least a radius wide, so that partners lie in adjacent cells. */
export type CellGrid = { readonly columns: number; readonly rows: number; readonly cellOf: Int32Array }

/** A degree of latitude, a little short, so that rounding never makes a cell too narrow. */
const DEGREE = ((EARTH_RADIUS * Math.PI) / 180) * 0.999

export function cellGridOf(places: Places, radius: number): CellGrid {
  const [west, eastmost] = rangeOf(places.east)
  const [south, northmost] = rangeOf(places.north)
  const [wide, high] = cellSizeOf(places, radius + 1)
  const columns = lanesOf(eastmost - west, wide)
  const rows = lanesOf(northmost - south, high)
  const cellOf = new Int32Array(places.count)
  for (let at = 0; at < places.count; at++) {
    const column = Math.min(columns - 1, Math.floor((real(places.east, at) - west) / wide))
    const row = Math.min(rows - 1, Math.floor((real(places.north, at) - south) / high))
    cellOf[at] = row * columns + column
  }
  return { columns, rows, cellOf }
}

function rangeOf(values: Float64Array): readonly [number, number] {
  return values.length === 0
    ? [0, 0]
    : [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
}

/** Near a pole, across the date line or over long ways degrees of longitude say little about metres: one column. */
function cellSizeOf(places: Places, radius: number): readonly [number, number] {
  if (!places.onGlobe) return [radius, radius]
  const [west, eastmost] = rangeOf(places.east)
  const farthest = Math.max(...rangeOf(places.north).map(Math.abs))
  const high = radius / DEGREE
  const unsure = farthest > 80 || eastmost - west > 179 || radius > 100_000
  return [unsure ? Infinity : high / Math.cos(((farthest + high) * Math.PI) / 180), high]
}

/** At most a thousand lanes each way: wider cells are only slower, never wrong. */
function lanesOf(span: number, width: number): number {
  return Math.max(1, Math.min(1000, Math.floor(span / width) + 1))
}
