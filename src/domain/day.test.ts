import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, earlierEnd, isDay, isOn, overlapOf, type Day } from './day.ts'

const anyDay: fc.Arbitrary<Day> = fc
  .record({ year: fc.integer({ min: 1800, max: 2999 }), month: fc.integer({ min: 1, max: 12 }), day: fc.nat(31) })
  .map(({ year, month, day }) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
  .filter(isDay)

describe('a day', () => {
  it.each(['2024-02-29', '2000-02-29', '2023-12-31', '1800-01-01', '2999-12-31', '1986-05-04'])('%s exists', (day) => {
    expect(isDay(day)).toBe(true)
  })

  it.each([
    ['2023-02-29', 'no leap year'],
    ['1900-02-29', 'a century is no leap year'],
    ['2023-02-30', 'February is short'],
    ['2023-04-31', 'April has 30 days'],
    ['2023-00-10', 'there is no month 0'],
    ['2023-13-01', 'nor a month 13'],
    ['2023-01-00', 'nor a day 0'],
    ['2023-1-1', 'months and days have two digits'],
    ['2023/01/01', 'the separator is a hyphen'],
    ['2023-01-01T00:00:00Z', 'an instant is no day'],
    ['２０２３-01-01', 'digits are half-width'],
    ['1799-12-31', 'before any register'],
    ['3000-01-01', 'after any plan'],
    ['', 'blank'],
  ])('%s does not: %s', (day) => {
    expect(isDay(day)).toBe(false)
  })
})

describe('reckoning with days', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-02-29', 1, '2024-03-01'],
    ['2023-02-28', 1, '2023-03-01'],
    ['1900-02-28', 1, '1900-03-01'],
    ['2000-02-28', 2, '2000-03-01'],
    ['2023-12-31', 1, '2024-01-01'],
    ['2024-01-01', -1, '2023-12-31'],
    ['1970-01-01', 0, '1970-01-01'],
    ['1969-12-31', 1, '1970-01-01'],
    ['2023-12-01', 90, '2024-02-29'],
    ['2024-01-01', 366, '2025-01-01'],
    ['2000-01-01', 146097, '2400-01-01'],
  ])('%s and %d days is %s', (from, days, to) => {
    expect(addDays(from, days)).toBe(to)
    expect(daysBetween(from, to)).toBe(days)
  })

  it('agrees with the calendar of the platform', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, days) => {
        const instant = new Date(`${day}T00:00:00Z`)
        instant.setUTCDate(instant.getUTCDate() + days)
        expect(addDays(day, days)).toBe(instant.toISOString().slice(0, 10))
      }),
    )
  })

  it('goes there and back, and keeps the order', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(addDays(a, daysBetween(a, b))).toBe(b)
        expect(daysBetween(a, b)).toBe(0 - daysBetween(b, a))
        expect(a < b).toBe(daysBetween(a, b) > 0)
      }),
    )
  })

  it('takes no instant for a day', () => {
    expect(() => addDays('2023-01-01T00:00:00Z', 1)).toThrow('Not a day: 2023-01-01T00:00:00Z')
  })
})

describe('a span', () => {
  const year = { from: '2023-01-01', to: '2024-01-01' }

  it.each([
    ['2022-12-31', false],
    ['2023-01-01', true],
    ['2023-12-31', true],
    ['2024-01-01', false],
  ])('holds on %s: %s', (day, holds) => {
    expect(isOn(year, day)).toBe(holds)
  })

  it('holds for ever where it is open', () => {
    expect(isOn({ from: '2023-01-01', to: null }, '2999-12-31')).toBe(true)
  })

  it.each([
    ['inside', { from: '2023-03-01', to: '2023-04-01' }, { from: '2023-03-01', to: '2023-04-01' }],
    ['across the start', { from: '2022-01-01', to: '2023-02-01' }, { from: '2023-01-01', to: '2023-02-01' }],
    ['open', { from: '2023-06-01', to: null }, { from: '2023-06-01', to: '2024-01-01' }],
    ['just before', { from: '2022-01-01', to: '2023-01-01' }, undefined],
    ['just after', { from: '2024-01-01', to: null }, undefined],
  ])('shares with another that lies %s', (_where, other, shared) => {
    expect(overlapOf(year, other)).toEqual(shared)
    expect(overlapOf(other, year)).toEqual(shared)
  })

  it('ends before an open one', () => {
    expect(earlierEnd('2023-01-01', null)).toBe('2023-01-01')
    expect(earlierEnd(null, '2023-01-01')).toBe('2023-01-01')
    expect(earlierEnd('2023-01-01', '2022-01-01')).toBe('2022-01-01')
    expect(earlierEnd(null, null)).toBeNull()
  })
})
