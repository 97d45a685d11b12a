import { expect, test } from 'vitest'
import { nextStepOf } from './next-step.ts'

const none = { P0: 0, P1: 0, P2: 0, P3: 0 }
const some = { P0: 12, P1: 10, P2: 0, P3: 0 }
const due = [{ id: 'K4', numerator: 3, denominator: 5, value: 0.6 }]

test.each([
  {
    why: 'an empty scope of a clerk wants its register',
    populations: none,
    indicators: [],
    mayWrite: true,
    step: 'import',
  },
  {
    why: 'an empty scope of a reader has nothing to do',
    populations: none,
    indicators: [],
    mayWrite: false,
    step: 'empty',
  },
  {
    why: 'who has not what they should comes first',
    populations: some,
    indicators: due,
    mayWrite: true,
    step: 'found',
  },
  {
    why: 'where nothing is due look at the coverage',
    populations: some,
    indicators: [],
    mayWrite: true,
    step: 'coverage',
  },
])('$why', ({ populations, indicators, mayWrite, step }) => {
  expect(nextStepOf({ populations, indicators }, mayWrite)).toBe(step)
})
