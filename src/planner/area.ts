import type { AreaEntry, PlanInput, PlanUnit } from '../domain/plan.ts'
import { fullLimitsOf } from '../domain/plan.ts'
import { findDistance, hasLocation } from '../domain/plan-cost.ts'
import { NO_SEAT, seatUnits } from './transport.ts'
import type { Assignment, Choices } from './transport.ts'

/** A unit looks at this many of the nearest seats first; more where that could matter. */
const FIRST_LOOK = 16

/**
 * The regional catch-all (area): every unit without a branch gets a seat (host of a group or independent unit) of its
 * own line, or of any line where its own has none; within the load limit, with the least metres in sum.
 */
export function areaOf(input: PlanInput, units: readonly PlanUnit[], seats: readonly PlanUnit[]): readonly AreaEntry[] {
  const placed = units.filter(hasLocation)
  const usable = seats.filter(hasLocation)
  const load = fullLimitsOf(input.limits).areaLoad
  const room = new Map(usable.map((seat) => [seat.id, load]))
  const lines = new Set(usable.map((seat) => seat.line))
  const entries = [...lines].flatMap((line) =>
    shareOut(
      placed.filter((unit) => unit.line === line),
      usable.filter((seat) => seat.line === line),
      room,
    ),
  )
  const homeless = placed.filter((unit) => !lines.has(unit.line))
  return [...entries, ...shareOut(homeless, usable, room)].sort(byId)
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1
}

function shareOut(
  units: readonly PlanUnit[],
  seats: readonly PlanUnit[],
  room: Map<string, number>,
): readonly AreaEntry[] {
  const places = Int32Array.from(seats, (seat) => room.get(seat.id) ?? 0)
  const assignment = assign(units, seats, places)
  const entries: AreaEntry[] = []
  units.forEach((unit, at) => {
    const seat = seats[assignment.seatOf[at] ?? -1]
    if (!seat) return
    room.set(seat.id, (room.get(seat.id) ?? 0) - 1)
    entries.push({ id: unit.id, assignedTo: seat.id, distance: assignment.paid[at] ?? 0 })
  })
  return entries
}

/** Looks at the nearest seats only, and further for those units that a seat beyond their horizon might serve better. */
function assign(units: readonly PlanUnit[], seats: readonly PlanUnit[], places: Int32Array): Assignment {
  const looks = units.map(() => Math.min(FIRST_LOOK, seats.length))
  const choices = units.map((unit) => nearestOf(unit, seats, FIRST_LOOK))
  for (;;) {
    const assignment = seatUnits(choices, places)
    const cheapest = assignment.price.reduce((a, b) => Math.min(a, b), NO_SEAT)
    const short = units.flatMap((_, at) => (mightGain(choices[at], at, { assignment, cheapest, seats }) ? [at] : []))
    if (short.length === 0) return assignment
    for (const at of short) {
      looks[at] = (looks[at] ?? 1) * 4
      choices[at] = nearestOf(units[at] ?? {}, seats, looks[at] ?? 1)
    }
  }
}

type Outlook = { readonly assignment: Assignment; readonly cheapest: number; readonly seats: readonly PlanUnit[] }

/** No seat beyond the horizon is nearer than the last one seen, nor cheaper than the cheapest of all. */
function mightGain(choices: Choices | undefined, at: number, outlook: Outlook): boolean {
  const { assignment, cheapest, seats } = outlook
  if (!choices || choices.seats.length >= seats.length) return false
  const horizon = choices.metres.at(-1) ?? 0
  const seat = assignment.seatOf[at] ?? -1
  const pays = seat < 0 ? NO_SEAT : (assignment.paid[at] ?? 0) + (assignment.price[seat] ?? 0)
  return horizon + cheapest < pays
}

function nearestOf(unit: Parameters<typeof findDistance>[0], seats: readonly PlanUnit[], look: number): Choices {
  const metres = Float64Array.from(seats, (seat) => findDistance(unit, seat) ?? NO_SEAT)
  const limit = metres.toSorted()[look - 1] ?? NO_SEAT
  const near = [...metres.keys()].filter((seat) => (metres[seat] ?? 0) <= limit)
  near.sort((a, b) => (metres[a] ?? 0) - (metres[b] ?? 0) || a - b)
  const seen = near.slice(0, look)
  return { seats: seen, metres: seen.map((seat) => metres[seat] ?? 0) }
}
