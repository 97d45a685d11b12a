import { expect, test } from 'vitest'
import { chainOf, placesUnder, type Place } from './places.ts'

const places: readonly Place[] = [
  { code: '320400', name: '常州市', level: 'city', parent: '320000' },
  { code: '320402', name: '天宁区', level: 'district', parent: '320400' },
  { code: '320402001', name: '雕庄街道', level: 'township', parent: '320402' },
]

test('the top of a scope is what has nothing above it in the list', () => {
  expect(placesUnder(places, undefined).map(({ name }) => name)).toEqual(['常州市'])
  expect(placesUnder(places.slice(1), undefined).map(({ name }) => name)).toEqual(['天宁区'])
})

test('a place is known with all above it', () => {
  expect(chainOf(places, '320402001').map(({ name }) => name)).toEqual(['常州市', '天宁区', '雕庄街道'])
  expect(chainOf(places, '999999')).toEqual([])
})
