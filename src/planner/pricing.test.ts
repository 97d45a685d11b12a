import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyInput } from '../../test/planner-inputs.ts'
import { blocksOf } from './blocks.ts'
import { groundOf } from './components.ts'
import { FAR } from './field.ts'
import type { Field } from './field.ts'
import { priceHost, pricingOf } from './pricing.ts'

/** The cheapest branch under a host by trying every subset of its arcs; undefined where there is none. */
function bruteForce(field: Field, host: number, duals: Float64Array): number | undefined {
  const own = field.hostItem[host] ?? 0
  const from = field.start[host] ?? 0
  const count = (field.start[host + 1] ?? 0) - from
  let best: number | undefined
  for (let mask = 0; mask < 1 << count; mask++) {
    const arcs = Array.from({ length: count }, (_, at) => from + at).filter((arc) => (mask & (1 << (arc - from))) !== 0)
    const items = [own, ...arcs.map((arc) => field.arcItem[arc] ?? 0)]
    const sum = (of: (item: number) => number): number => items.reduce((total, item) => total + of(item), 0)
    const members = sum((item) => field.members[item] ?? 0)
    if (sum((item) => field.size[item] ?? 0) > field.limits.maxUnits) continue
    if (members < field.limits.minMembers || members > field.limits.maxMembers) continue
    const cost = arcs.reduce((total, arc) => total + (field.arcCost[arc] ?? 0), field.base[host] ?? 0)
    const value = cost - sum((item) => duals[item] ?? 0)
    if (best === undefined || value < best) best = value
  }
  return best
}

/** On this rests the word "proven": a price that is too high by a metre would make a bound that does not hold. */
test('the price of a host is the cheapest of all subsets around it, and the chosen items make it', () => {
  const shape = { least: 2, most: 11, width: 2500, members: fc.constantFrom(1, 1, 2, 2, 3) }
  const multipliers = fc.array(fc.integer({ min: -2000, max: 14_000 }), { minLength: 12, maxLength: 12 })
  let priced = 0
  fc.assert(
    fc.property(anyInput(shape), multipliers, (drawn, values) => {
      const input = { ...drawn, fixed: [] }
      for (const field of groundOf(input, blocksOf(input)).fields) {
        const pricing = pricingOf(field)
        for (let item = 0; item < field.items; item++) pricing.duals[item] = values[item] ?? 0
        pricing.highest = Math.max(...values)
        for (let host = 0; host < field.hosts; host++) {
          if ((field.base[host] ?? FAR) >= FAR) continue
          const expected = bruteForce(field, host, pricing.duals)
          const value = priceHost(field, host, pricing)
          expect(value).toBe(expected ?? Infinity)
          if (expected === undefined) continue
          priced++
          const chosen = [...pricing.chosen.subarray(0, pricing.count)]
          expect(new Set(chosen).size).toBe(chosen.length)
          expect(rebuilt(field, host, chosen, pricing.duals)).toBe(expected)
        }
      }
    }),
    { numRuns: 600 },
  )
  expect(priced).toBeGreaterThan(500)
})

function rebuilt(field: Field, host: number, chosen: readonly number[], duals: Float64Array): number {
  const start = (field.base[host] ?? 0) - (duals[field.hostItem[host] ?? 0] ?? 0)
  return chosen.reduce((sum, item) => {
    const arcs = [...field.arcItem.subarray(field.start[host], field.start[host + 1])]
    const cost = field.arcCost[(field.start[host] ?? 0) + arcs.indexOf(item)] ?? Infinity
    return sum + cost - (duals[item] ?? 0)
  }, start)
}
