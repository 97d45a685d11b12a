import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inputOf, unitAt } from '../../test/planner-inputs.ts'
import { areaOf } from './area.ts'
import { NO_SEAT, seatUnits } from './transport.ts'

/** The least metres by trying every way; NO_SEAT for each unit that stays without a seat. */
function bruteForce(metres: readonly (readonly number[])[], room: readonly number[]): number {
  const [first, ...rest] = metres
  if (!first) return 0
  const options = room.map((places, seat) => {
    if (places === 0) return Infinity
    const left = room.map((count, at) => (at === seat ? count - 1 : count))
    return (first[seat] ?? 0) + bruteForce(rest, left)
  })
  return Math.min(NO_SEAT + bruteForce(rest, room), ...options)
}

test('as many units as can be are seated, with the least metres in sum', () => {
  const drawn = fc.integer({ min: 1, max: 4 }).chain((seats) =>
    fc.record({
      room: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: seats, maxLength: seats }),
      metres: fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: seats, maxLength: seats }), {
        maxLength: 5,
      }),
    }),
  )
  fc.assert(
    fc.property(drawn, ({ room, metres }) => {
      const choices = metres.map((row) => {
        const seats = [...row.keys()].sort((a, b) => (row[a] ?? 0) - (row[b] ?? 0))
        return { seats, metres: seats.map((seat) => row[seat] ?? 0) }
      })
      const { seatOf, paid } = seatUnits(choices, Int32Array.from(room))
      const loads = room.map((_, seat) => seatOf.filter((one) => one === seat).length)
      expect(loads.every((load, seat) => load <= (room[seat] ?? 0))).toBe(true)
      expect(paid.reduce((a, b) => a + b, 0)).toBe(bruteForce(metres, room))
    }),
    { numRuns: 400 },
  )
})

test('looking at the nearest seats first gives the same sum as looking at all', () => {
  const place = fc.integer({ min: 0, max: 400 })
  fc.assert(
    fc.property(
      fc.array(place, { minLength: 30, maxLength: 60 }),
      fc.array(place, { minLength: 20, maxLength: 30 }),
      (units, seats) => {
        const input = inputOf([], { limits: { maxUnits: 5, minMembers: 3, maxMembers: 50, radius: 0, areaLoad: 2 } })
        const over = units.map((x, at) => unitAt(`u${at}`, 0, x))
        const branches = seats.map((x, at) => unitAt(`s${at}`, 3, x * x))
        const rows = over.map((unit) => {
          const metres = branches.map((seat) => Math.abs((unit.x ?? 0) - (seat.x ?? 0)))
          const order = [...metres.keys()].sort((a, b) => (metres[a] ?? 0) - (metres[b] ?? 0))
          return { seats: order, metres: order.map((seat) => metres[seat] ?? 0) }
        })
        const all = seatUnits(rows, new Int32Array(branches.length).fill(2)).paid.filter((metres) => metres < NO_SEAT)
        const entries = areaOf(input, over, branches)
        expect(entries.reduce((sum, entry) => sum + entry.distance, 0)).toBe(all.reduce((a, b) => a + b, 0))
      },
    ),
    { numRuns: 60 },
  )
})

test('a unit goes to a seat of its line, or to any where its line has none', () => {
  const seats = [unitAt('s1', 3, 0), unitAt('s2', 3, 1000, { line: 'industry' })]
  const units = [
    unitAt('u1', 0, 10, { line: 'industry' }),
    unitAt('u2', 0, 20, { line: 'community' }),
    unitAt('u3', 0, 900),
  ]
  expect(areaOf(inputOf([]), units, seats)).toEqual([
    { id: 'u1', assignedTo: 's2', distance: 990 },
    { id: 'u2', assignedTo: 's1', distance: 20 },
    { id: 'u3', assignedTo: 's1', distance: 900 },
  ])
})
