import { real, whole } from './arrays.ts'
import { emptyQueue, popLeast, push } from './queue.ts'
import type { Queue } from './queue.ts'

/** A unit may go to any of these seats: numbers of seats and whole metres, nearest first. */
export type Choices = { readonly seats: readonly number[]; readonly metres: readonly number[] }

/** Where each unit goes (-1: nowhere) and how far; the price of each seat (what one more place there would save). */
export type Assignment = {
  readonly seatOf: Int32Array
  readonly paid: Float64Array
  readonly price: Float64Array
}

/** The price of leaving a unit without a seat: more than any chain of metres, so that as many as can be are seated. */
export const NO_SEAT = 2 ** 40

/** One transport problem: the choices of each unit, the places at each seat. */
type Transport = Assignment & {
  readonly choices: readonly Choices[]
  readonly room: Int32Array
  readonly seated: readonly number[][]
  /** Of the search in hand: least cost to come to a seat, and the unit that would move there. */
  readonly label: Float64Array
  readonly via: Int32Array
}

/**
 * Seats as many units as can be, with the least metres in sum: successive shortest paths on prices, one unit at a time
 * (integers, so exact). Units compete for places; a newcomer may push others along.
 */
export function seatUnits(choices: readonly Choices[], room: Int32Array): Assignment {
  const transport: Transport = {
    choices,
    room,
    seatOf: new Int32Array(choices.length).fill(-1),
    paid: new Float64Array(choices.length).fill(NO_SEAT),
    price: new Float64Array(room.length),
    seated: Array.from(room, () => []),
    label: new Float64Array(room.length),
    via: new Int32Array(room.length),
  }
  for (let unit = 0; unit < choices.length; unit++) seatOne(transport, unit)
  return transport
}

/** Where a search ends: a seat with a free place, or (seat -1) the unit that stays without one. */
type End = { readonly seat: number; readonly unit: number; readonly cost: number }

function seatOne(transport: Transport, unit: number): void {
  const { price, label } = transport
  const settled = new Set<number>()
  const queue = emptyQueue()
  label.fill(Infinity)
  relax(transport, unit, 0, queue)
  let end: End = { seat: -1, unit, cost: NO_SEAT }
  for (let seat = popLeast(queue); seat >= 0; seat = popLeast(queue)) {
    const cost = label[seat] ?? Infinity
    if (settled.has(seat)) continue
    if (cost >= end.cost) break
    if ((transport.seated[seat]?.length ?? 0) < whole(transport.room, seat)) {
      end = { seat, unit: -1, cost }
      break
    }
    settled.add(seat)
    end = pushOn(transport, seat, end, queue)
  }
  for (const seat of settled) price[seat] = real(price, seat) + end.cost - real(label, seat)
  moveAlong(transport, unit, end)
}

/** Offers the unit each of its seats, at a price that starts from the offset. */
function relax(transport: Transport, unit: number, offset: number, queue: Queue): void {
  const choices = transport.choices[unit]
  if (!choices) return
  for (let at = 0; at < choices.seats.length; at++) {
    const seat = choices.seats[at] ?? 0
    const cost = offset + (choices.metres[at] ?? 0) + real(transport.price, seat)
    if (cost >= real(transport.label, seat)) continue
    transport.label[seat] = cost
    transport.via[seat] = unit
    push(queue, cost, seat)
  }
}

/** A full seat: each of its units might move on to another seat, or lose its place altogether. */
function pushOn(transport: Transport, seat: number, end: End, queue: Queue): End {
  let best = end
  for (const unit of transport.seated[seat] ?? []) {
    const own = real(transport.paid, unit) + real(transport.price, seat)
    const offset = real(transport.label, seat) - own
    if (offset + NO_SEAT < best.cost) best = { seat: -1, unit, cost: offset + NO_SEAT }
    relax(transport, unit, offset, queue)
  }
  return best
}

/** Moves the units of the path, from its end back to the newcomer. */
function moveAlong(transport: Transport, newcomer: number, end: End): void {
  let unit = end.seat < 0 ? end.unit : (transport.via[end.seat] ?? newcomer)
  let target = end.seat
  for (;;) {
    const left = transport.seatOf[unit] ?? -1
    sit(transport, unit, target)
    if (unit === newcomer) return
    target = left
    unit = transport.via[target] ?? newcomer
  }
}

function sit(transport: Transport, unit: number, seat: number): void {
  const old = transport.seated[transport.seatOf[unit] ?? -1]
  if (old) old.splice(old.indexOf(unit), 1)
  transport.seatOf[unit] = seat
  const choices = transport.choices[unit]
  transport.paid[unit] = seat < 0 ? NO_SEAT : (choices?.metres[choices.seats.indexOf(seat)] ?? NO_SEAT)
  transport.seated[seat]?.push(unit)
}
