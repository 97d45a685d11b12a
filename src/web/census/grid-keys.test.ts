import { expect, test } from 'vitest'
import { NO_RETURNS, shownCounts } from '../../domain/census.ts'
import type { GridRow } from './campaign.ts'
import { keyInGrid, linesOf } from './grid-keys.ts'

const row = (key: string, below: readonly GridRow[] = []): GridRow => ({
  key,
  name: key,
  counts: shownCounts(NO_RETURNS),
  opens: { place: key },
  below,
})
const ROWS = [row('a', [row('a1'), row('a2')]), row('b')]
const shut = linesOf(ROWS, new Set())
const open = linesOf(ROWS, new Set(['a']))

test('rows under an open one stand after it, a level deeper', () => {
  expect(shut.map((line) => line.row.key)).toEqual(['a', 'b'])
  expect(open.map((line) => `${line.row.key}${line.level}`)).toEqual(['a1', 'a12', 'a22', 'b1'])
})

test.each([
  ['ArrowDown', shut, 0, { kind: 'move', to: 1 }],
  ['ArrowDown', shut, 1, { kind: 'move', to: 1 }],
  ['ArrowUp', shut, 0, { kind: 'move', to: 0 }],
  ['End', open, 0, { kind: 'move', to: 3 }],
  ['ArrowRight', shut, 0, { kind: 'turn', key: 'a', isOpen: true }],
  ['ArrowRight', open, 0, { kind: 'move', to: 1 }],
  ['ArrowRight', shut, 1, undefined],
  ['ArrowLeft', open, 0, { kind: 'turn', key: 'a', isOpen: false }],
  ['ArrowLeft', open, 2, { kind: 'move', to: 0 }],
  ['ArrowLeft', shut, 1, undefined],
  ['Enter', shut, 1, { kind: 'open' }],
  ['x', shut, 0, undefined],
])('%s does what a treegrid does', (key, lines, at, act) => {
  expect(keyInGrid(key, lines, at)).toEqual(act)
})
