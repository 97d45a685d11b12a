import { expect, test } from 'vitest'
import { clearedFilters, figurePartOf, isFiltered, searchToKeep } from './filters.ts'

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

test('a saved view keeps filters, scope and sorting, and neither the day nor the page', () => {
  const search = { q: '养老', sort: 'members', place: '320402', asOf: '2026-06-30', after: 'x', page: 3 } as const
  expect(searchToKeep(search)).toEqual({ q: '养老', sort: 'members', place: '320402' })
})
