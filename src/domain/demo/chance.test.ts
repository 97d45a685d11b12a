import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allot, bell, chanceOf, lognormal, pickWeighted, shuffled } from './chance.ts'

describe('seeded chance', () => {
  it('gives the same numbers for a seed and a stream, others for another seed or stream', () => {
    const draw = (seed: number, stream: string): number[] => {
      const chance = chanceOf(seed, stream)
      return Array.from({ length: 20 }, () => chance.below(1000))
    }
    expect(draw(7, 'a')).toEqual(draw(7, 'a'))
    expect(draw(8, 'a')).not.toEqual(draw(7, 'a'))
    expect(draw(7, 'b')).not.toEqual(draw(7, 'a'))
  })

  it('is even: every tenth holds about a tenth', () => {
    const chance = chanceOf(1, 'even')
    const counts = Array.from({ length: 10 }, () => 0)
    for (let round = 0; round < 20_000; round++) {
      const tenth = chance.below(10)
      counts[tenth] = (counts[tenth] ?? 0) + 1
    }
    expect(Math.min(...counts)).toBeGreaterThan(1850)
    expect(Math.max(...counts)).toBeLessThan(2150)
  })

  it('is bell-shaped with deviation 1, and lognormal about its median', () => {
    const chance = chanceOf(2, 'bell')
    const values = Array.from({ length: 5000 }, () => bell(chance))
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length
    expect(variance).toBeGreaterThan(0.93)
    expect(variance).toBeLessThan(1.07)
    const staff = Array.from({ length: 5000 }, () => lognormal(chance, 25, 0.8)).toSorted((a, b) => a - b)
    expect(Math.abs((staff[2500] ?? 0) - 25)).toBeLessThan(2)
    expect(Math.min(...staff)).toBeGreaterThanOrEqual(0)
  })

  it('draws by weight, never what weighs nothing', () => {
    const chance = chanceOf(3, 'weights')
    const drawn = Array.from({ length: 1000 }, () =>
      pickWeighted(chance, ['a', 'b', 'c'], (one) => (one === 'b' ? 0 : 1)),
    )
    expect(new Set(drawn)).toEqual(new Set(['a', 'c']))
  })

  it('shuffles without losing anything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(), (list, seed) => {
        expect(shuffled(chanceOf(seed, 's'), list).toSorted((a, b) => a - b)).toEqual(list.toSorted((a, b) => a - b))
      }),
    )
  })

  it('allots the whole total in parts that differ from the exact ones by less than 1', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(fc.nat(5000), weights, (total, list) => {
        const sum = list.reduce((all, weight) => all + weight, 0)
        const parts = allot(total, list)
        expect(parts.reduce((all, part) => all + part, 0)).toBe(total)
        for (const [index, part] of parts.entries()) {
          expect(Math.abs(part - (total * (list[index] ?? 0)) / sum)).toBeLessThan(1.000001)
        }
      }),
    )
  })
})
