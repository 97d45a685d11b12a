import { expect, test } from 'vitest'
import { inputOf, unitAt } from '../../test/planner-inputs.ts'
import type { PlanInput } from '../domain/plan.ts'
import { refuseInfeasible } from './infeasible.ts'

const units = [
  unitAt('a', 1, 0),
  unitAt('b', 30, 100),
  unitAt('c', 30, 200),
  unitAt('d', 1, 9000),
  unitAt('e', 1, 300, { line: 'industry' }),
  unitAt('f', 1, 400),
  unitAt('g', 1, 500),
  unitAt('h', 1, 600),
]

const refused: readonly (readonly [string, Partial<PlanInput>, string])[] = [
  [
    'too many members',
    {
      together: [
        ['a', 'b'],
        ['b', 'c'],
        ['f', 'g'],
      ],
    },
    'together b, c have 60 members, at most 50',
  ],
  [
    'too many members through one entry',
    { together: [['a', 'b', 'c']] },
    'together a, b, c have 61 members, at most 50',
  ],
  [
    'two lines',
    {
      together: [
        ['a', 'f'],
        ['a', 'e'],
      ],
    },
    'together a, e: a is of line civil, e of line industry',
  ],
  [
    'apart and together',
    {
      together: [
        ['a', 'f'],
        ['f', 'g'],
        ['g', 'h'],
      ],
      apart: [['a', 'g']],
    },
    'together a, f, g: a, g are to be apart',
  ],
  [
    'too many units',
    { together: [['a', 'f', 'g', 'h']], limits: { ...inputOf([]).limits, maxUnits: 3 } },
    'are 4 units, at most 3',
  ],
  ['too far', { together: [['a', 'd']] }, 'together a, d: no host is within 3000 m of all of them'],
  ['fixed with too few members', { fixed: [['a', 'f']] }, 'fixed a, f: 2 members, at least 3'],
  ['fixed alone with too few members', { fixed: [['a']] }, 'fixed a: 1 members, at least 3'],
  ['fixed too far', { fixed: [['a', 'f', 'd']] }, 'fixed a, f, d: no host is within 3000 m'],
  [
    'fixed twice',
    {
      fixed: [
        ['a', 'f', 'g'],
        ['g', 'h', 'f'],
      ],
    },
    'g is in two fixed branches',
  ],
  [
    'torn out of a fixed branch',
    { fixed: [['a', 'f', 'g']], together: [['g', 'h']] },
    'the fixed branch a, f, g does not hold h',
  ],
]

test.each(refused)('%s is refused with the least set that conflicts', (_name, more, words) => {
  expect(() => refuseInfeasible(inputOf(units, more))).toThrow(words)
})

test.each([
  ['nothing tied', {}],
  ['an independent unit fixed by itself', { fixed: [['b']] }],
  ['a branch that can be kept', { fixed: [['a', 'f', 'g']], together: [['a', 'f']] }],
  ['a pair with a host between them', { together: [['a', 'g']] }],
])('%s is not refused', (_name, more) => {
  expect(() => refuseInfeasible(inputOf(units, more))).not.toThrow()
})
