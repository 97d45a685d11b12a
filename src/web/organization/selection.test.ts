import { expect, test } from 'vitest'
import { NOTHING_SELECTED, pageToggled, ranged, toggled } from './selection.ts'

const PAGE = ['a', 'b', 'c', 'd']
const codes = (selection: { codes: ReadonlySet<string> }) => [...selection.codes].toSorted()

test('a row is selected and let go', () => {
  const one = toggled(NOTHING_SELECTED, 'b')
  expect(codes(one)).toEqual(['b'])
  expect(codes(toggled(one, 'b'))).toEqual([])
})

test('a range goes from the row that was selected last, up or down, and keeps what was selected', () => {
  const from = toggled(toggled(NOTHING_SELECTED, 'z'), 'c')
  expect(codes(ranged(from, 'a', PAGE))).toEqual(['a', 'b', 'c', 'z'])
  expect(codes(ranged(from, 'd', PAGE))).toEqual(['c', 'd', 'z'])
})

test('a range whose beginning is on another page is the row alone', () => {
  expect(codes(ranged(toggled(NOTHING_SELECTED, 'z'), 'b', PAGE))).toEqual(['b', 'z'])
})

test('a page is selected whole and, where it is, let go whole', () => {
  const all = pageToggled(toggled(NOTHING_SELECTED, 'z'), PAGE)
  expect(codes(all)).toEqual(['a', 'b', 'c', 'd', 'z'])
  expect(codes(pageToggled(all, PAGE))).toEqual(['z'])
})
