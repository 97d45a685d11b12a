import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCity, anyDay, PARAMETERS, policyWith, rowsOn } from '../../test/facts.ts'
import { indicatorsOf, percentText, populationConditions, shareOf, sharesOf } from './indicator.ts'
import { holds } from './measure.ts'

const POLICY = policyWith()

describe('a share', () => {
  it('of nothing is null, never 0', () => {
    expect(shareOf('K1', 0, 0)).toEqual({ id: 'K1', numerator: 0, denominator: 0, value: null })
    expect(shareOf('K1', 0, 4).value).toBe(0)
    expect(shareOf('K1', 1, 4).value).toBe(0.25)
  })

  it('of an empty city is null for every indicator', () => {
    const shares = sharesOf([], PARAMETERS)
    expect(shares.map((share) => share.id)).toEqual(indicatorsOf(PARAMETERS).map((indicator) => indicator.id))
    expect(shares.map((share) => share.value)).toEqual(shares.map(() => null))
  })
})

describe('a rate as printed', () => {
  it.each([
    [5, 11, '45.5%'],
    [1, 3, '33.3%'],
    [2, 3, '66.7%'],
    [1, 8, '12.5%'],
    [1, 16, '6.3%'],
    [1, 2000, '0.1%'],
    [1, 2001, '0.0%'],
    [1999, 2000, '100.0%'],
    [1998, 2000, '99.9%'],
    [0, 7, '0.0%'],
    [7, 7, '100.0%'],
    [1005, 100_000, '1.0%'],
    [1050, 100_000, '1.1%'],
  ])('%d of %d is %s', (numerator, denominator, text) => {
    expect(percentText(numerator, denominator)).toBe(text)
  })

  it('is none of nothing', () => {
    expect(percentText(0, 0)).toBeNull()
  })

  it('is half-up to one decimal, checked in whole numbers', () => {
    fc.assert(
      fc.property(fc.nat(900_000), fc.integer({ min: 1, max: 900_000 }), (part, whole) => {
        const printed = percentText(part, whole) ?? ''
        expect(printed).toMatch(/^\d+\.\d%$/)
        const tenths = BigInt(printed.replace(/[.%]/g, ''))
        const twice = 2n * (1000n * BigInt(part) - tenths * BigInt(whole))
        expect(twice >= -BigInt(whole)).toBe(true)
        expect(twice < BigInt(whole)).toBe(true)
      }),
    )
  })
})

describe('the indicators of any city on any day', () => {
  const sharesOn = fc.tuple(anyCity, anyDay).map(([city, day]) => {
    const rows = rowsOn(day, city, POLICY)
    const shares = new Map(sharesOf(rows, PARAMETERS).map((share) => [share.id, share]))
    const top = (id: string) => shares.get(id)?.numerator ?? Number.NaN
    const bottom = (id: string) => shares.get(id)?.denominator ?? Number.NaN
    return { rows, shares, top, bottom }
  })

  it('are shares: never more than the whole', () => {
    fc.assert(
      fc.property(sharesOn, ({ shares }) => {
        for (const { numerator, denominator, value } of shares.values()) {
          expect(numerator).toBeLessThanOrEqual(denominator)
          expect(value === null).toBe(denominator === 0)
        }
      }),
    )
  })

  it('eligible = K3 + to split + K4 + within grace (domain.md 4.5)', () => {
    fc.assert(
      fc.property(sharesOn, ({ top, bottom }) => {
        expect(top('K3') + top('K3/split') + top('K4') + top('K4/grace')).toBe(bottom('K3'))
      }),
    )
  })

  it('without organization coverage in the wide reading = K4 + within grace + those who need not', () => {
    fc.assert(
      fc.property(sharesOn, ({ rows, top, bottom }) => {
        const others = rows.filter(
          (row) => row.population === 'registered' && ['workOnly', 'fewMembers', 'noMembers'].includes(row.standing),
        )
        expect(bottom('K1b') - top('K1b')).toBe(top('K4') + top('K4/grace') + others.length)
        expect(bottom('K12')).toBe(bottom('K1b') - top('K1b'))
        expect(others.filter((row) => row.eligible)).toEqual([])
      }),
    )
  })

  it('K1 <= K1b <= K5, K2 of those of K1, and K10 in its three parts', () => {
    fc.assert(
      fc.property(sharesOn, ({ top, bottom }) => {
        expect(top('K1')).toBeLessThanOrEqual(top('K1b'))
        expect(top('K1b')).toBeLessThanOrEqual(top('K5'))
        expect(bottom('K2')).toBe(top('K1'))
        expect(top('K10/0') + top('K10/1')).toBe(top('K10'))
        expect(top('K10') + top('K10/3')).toBe(bottom('K10'))
        expect(top('K1b') + top('K12')).toBeLessThanOrEqual(bottom('K5'))
      }),
    )
  })

  it('count firms only where the pack says so', () => {
    fc.assert(
      fc.property(sharesOn, ({ rows }) => {
        const firms = rows.filter((row) => row.population === 'firm').length
        const sizeOf = (includeFirms: boolean) => {
          const { P0 } = populationConditions({ ...PARAMETERS, includeFirms })
          return rows.filter((row) => holds(P0, row)).length
        }
        expect(sizeOf(true) - sizeOf(false)).toBe(firms)
      }),
    )
  })

  it('leave liquidation and dormancy out of P1, and nothing else', () => {
    fc.assert(
      fc.property(sharesOn, ({ rows, bottom }) => {
        const idle = rows.filter(
          (row) => row.population === 'registered' && (row.status === 'liquidating' || row.status === 'dormant'),
        )
        expect(bottom('K1') - bottom('K1/P1')).toBe(idle.length)
      }),
    )
  })

  it('put each organization into one population', () => {
    fc.assert(
      fc.property(sharesOn, ({ rows }) => {
        const { P0, P2, P3 } = populationConditions({ ...PARAMETERS, includeFirms: true })
        for (const row of rows) expect([P0, P2, P3].filter((one) => holds(one, row))).toHaveLength(1)
      }),
    )
  })
})
