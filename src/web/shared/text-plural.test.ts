import { expect, test } from 'vitest'
import { en } from './text-en.ts'

test('whatever English says of a number has its words for one', () => {
  const keys = new Set(Object.keys(en))
  const ofNumbers = [...keys].filter((key) => key.endsWith('_other'))
  expect(ofNumbers.length).toBeGreaterThan(10)
  expect(ofNumbers.filter((key) => !keys.has(key.replace(/_other$/, '_one')))).toEqual([])
})
