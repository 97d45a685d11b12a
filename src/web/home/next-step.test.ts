import { expect, test } from 'vitest'
import { nextStepOf } from './next-step.ts'

const none = { P0: 0, P1: 0, P2: 0, P3: 0 }
const some = { P0: 12, P1: 10, P2: 0, P3: 0 }
const due = [{ id: 'K4', numerator: 3, denominator: 5, value: 0.6 }]

test.each([
  ['an empty scope of a clerk wants its register', none, [], true, 'import'],
  ['an empty scope of a reader has nothing to do', none, [], false, 'empty'],
  ['organizations without what they should have come first', some, due, true, 'found'],
  ['where nothing is due the coverage is worth a look', some, [], true, 'coverage'],
] as const)('%s', (_, populations, indicators, mayWrite, step) => {
  expect(nextStepOf({ populations, indicators: [...indicators] }, mayWrite)).toBe(step)
})
