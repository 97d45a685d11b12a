import { expect, test } from 'vitest'
import { addWorkingDays, isWorkingDay, WEEKENDS_ONLY, yearsUncovered, type Calendar } from './working-day.ts'

/** The National Day of 2026: rest from 1 to 7 October, 10 October (a Saturday) is worked. */
const AUTUMN: Calendar = {
  rest: new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']),
  work: new Set(['2026-10-10']),
  years: new Set([2026]),
}

test.each([
  ['2026-10-01', false],
  ['2026-10-03', false],
  ['2026-10-08', true],
  ['2026-10-10', true],
  ['2026-10-11', false],
])('%s is worked: %s', (day, works) => {
  expect(isWorkingDay(day, AUTUMN)).toBe(works)
})

test.each([
  ['2026-09-30', 1, '2026-10-08'],
  ['2026-09-30', 3, '2026-10-10'],
  ['2026-10-09', 1, '2026-10-10'],
  ['2026-09-30', 0, '2026-09-30'],
])('%s and %i working days is %s', (day, days, end) => {
  expect(addWorkingDays(day, days, AUTUMN)).toBe(end)
})

test('a deadline in a year without a list of holidays says so', () => {
  expect(yearsUncovered('2026-12-30', '2027-01-05', AUTUMN)).toEqual([2027])
  expect(yearsUncovered('2026-12-01', '2026-12-05', WEEKENDS_ONLY)).toEqual([2026])
})
