import { expect, test } from 'vitest'
import { clearedFilters, figurePartOf, isFiltered } from './filters.ts'

test('the day alone is no filter', () => {
  expect(isFiltered({ asOf: '2026-06-30' })).toBe(false)
  expect(isFiltered({ asOf: '2026-06-30', place: '320402' })).toBe(true)
})

test('clearing takes out every filter and leaves the day', () => {
  expect(clearedFilters()).toHaveProperty('figure', undefined)
  expect(Object.keys(clearedFilters())).not.toContain('asOf')
})

test.each([
  ['K4/grace.numerator', { of: 'indicator', id: 'K4/grace', side: 'numerator' }],
  ['K1.denominator', { of: 'indicator', id: 'K1', side: 'denominator' }],
  ['official.8.service', { of: 'official', row: 8, column: 'service' }],
  ['class.joint', { of: 'class', word: 'joint' }],
  ['sums', { of: 'other' }],
])('the figure %s is understood', (figure, part) => expect(figurePartOf(figure)).toEqual(part))
