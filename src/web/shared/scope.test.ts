import { expect, test } from 'vitest'
import { countOf, parseSearch, scopeOf, searchText } from './scope.ts'

test('a place code of digits stays a text', () => {
  expect(parseSearch('?place=320402&line=civil')).toEqual({ place: '320402', line: 'civil' })
})

test('what a URL cannot mean is left out of the scope', () => {
  expect(scopeOf({ place: 'x'.repeat(21), line: 'army', asOf: '2026-02-30' })).toEqual({
    place: undefined,
    line: undefined,
    asOf: undefined,
  })
})

test('a scope goes into the URL and comes back', () => {
  const scope = { place: 'CZ-JKQ', line: 'industry', asOf: '2026-06-30' } as const
  expect(scopeOf(parseSearch(searchText(scope)))).toEqual(scope)
})

test('nothing to say gives no question mark', () => expect(searchText({ place: undefined, q: '' })).toBe(''))

test.each([
  ['12', 12],
  [12, 12],
  [1.5, undefined],
  ['-1', undefined],
  ['1e3', undefined],
  [undefined, undefined],
])('the count in %s is %s', (value, count) => expect(countOf(value)).toBe(count))
