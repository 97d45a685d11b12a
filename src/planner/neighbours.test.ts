import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlanUnit } from '../domain/plan.ts'
import { findDistance } from '../domain/plan-cost.ts'
import { placesOf } from './geometry.ts'
import { neighboursOf } from './neighbours.ts'

const blank = { members: 1, line: 'l', industry: 'i', superior: 's' }
const degrees = (most: number): fc.Arbitrary<number> => fc.double({ min: -most, max: most, noNaN: true })
const metres = fc.integer({ min: -9000, max: 9000 })

const grounds: Record<string, fc.Arbitrary<PlanUnit[]>> = {
  'in the plane': fc.array(
    fc.record({ x: metres, y: metres }).map((place) => ({ ...blank, id: '', ...place })),
    { maxLength: 40 },
  ),
  'in a city on the globe': fc.array(
    fc
      .record({ east: degrees(0.2), north: degrees(0.2) })
      .map(({ east, north }) => ({ ...blank, id: '', longitude: 119.9 + east, latitude: 31.8 + north })),
    { maxLength: 40 },
  ),
  'anywhere on the globe': fc.array(
    fc.record({ longitude: degrees(180), latitude: degrees(90) }).map((place) => ({ ...blank, id: '', ...place })),
    { maxLength: 25 },
  ),
}

describe('the grid finds exactly the pairs within the radius', () => {
  test.each(Object.keys(grounds))('%s', (name) => {
    const radius = fc.constantFrom(0, 700, 3000, 20_000, 2_000_000)
    fc.assert(
      fc.property(grounds[name] ?? fc.constant([]), radius, (units, reach) => {
        const near = neighboursOf(placesOf(units), reach)
        const found = units.map((_, at) =>
          [...near.partner.subarray(near.start[at], near.start[at + 1])].sort((a, b) => a - b),
        )
        const expected = units.map((unit, a) =>
          [...units.keys()].filter((b) => a !== b && (findDistance(unit, units[b] ?? unit) ?? 0) <= reach),
        )
        expect(found).toEqual(expected)
      }),
    )
  })
})
