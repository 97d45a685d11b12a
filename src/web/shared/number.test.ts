import { expect, test } from 'vitest'
import { distanceText, gapText, numberText } from './number.ts'

test.each([
  [0, '0'],
  [999, '999'],
  [4786, '4,786'],
  [1234567, '1,234,567'],
])('%d is written %s', (count, text) => expect(numberText(count)).toBe(text))

test.each([
  [0, '0 m'],
  [849.6, '850 m'],
  [1000, '1.0 km'],
  [2149, '2.1 km'],
])('%d metres are %s', (metres, text) => expect(distanceText(metres)).toBe(text))

test('a gap is a percentage with two decimals', () => expect(gapText(0.0431)).toBe('4.31%'))
