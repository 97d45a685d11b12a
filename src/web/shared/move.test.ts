import { expect, test } from 'vitest'
import { moved } from './move.ts'

test.each([
  ['ArrowDown', -1, 3, 0],
  ['ArrowDown', 2, 3, 2],
  ['ArrowUp', 2, 3, 1],
  ['ArrowUp', -1, 3, 0],
  ['ArrowUp', 0, 3, 0],
  ['ArrowDown', -1, 0, undefined],
  ['Enter', 1, 3, undefined],
])('%s from %i of a list leads there', (key, at, count, there) => expect(moved(key, at, count)).toBe(there))
