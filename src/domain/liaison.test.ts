import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day } from './day.ts'
import {
  assignmentOn,
  handedOver,
  isAtWork,
  loadWordOf,
  maskedPhone,
  proposedTakers,
  quarterOf,
  replaced,
  returned,
  type Assignment,
} from './liaison.ts'

const START: Day = '2026-01-01'
const HERS: Assignment = { from: START, to: null, officerId: 1, standsInFor: null }

function day(number: number): Day {
  return addDays(START, number)
}

/** Who looks after the organization on each of some days, as numbers; 0 is nobody. */
function ownersOf(assignments: readonly Assignment[], days = 60): number[] {
  return Array.from({ length: days }, (_, index) => assignmentOn(assignments, day(index))?.officerId ?? 0)
}

describe('who looks after an organization', () => {
  test('a change of officer is a new row from its day on', () => {
    expect(replaced([HERS], { from: day(10), to: null }, { officerId: 2, standsInFor: null })).toEqual([
      { ...HERS, to: day(10) },
      { from: day(10), to: null, officerId: 2, standsInFor: null },
    ])
  })

  test('while an officer is away another stands in, and then it is hers again', () => {
    const span = { from: day(5), to: day(8) }
    expect(handedOver([HERS], { officerId: 1, isAway: true }, span, 2)).toEqual([
      { ...HERS, to: day(5) },
      { ...span, officerId: 2, standsInFor: 1 },
      { ...HERS, from: day(8) },
    ])
  })

  test('an officer who is back early has hers again from that day', () => {
    const away = handedOver([HERS], { officerId: 1, isAway: true }, { from: day(5), to: day(20) }, 2)
    expect(returned(away, 1, { from: day(9), to: day(20) })).toEqual([
      { ...HERS, to: day(5) },
      { from: day(5), to: day(9), officerId: 2, standsInFor: 1 },
      { ...HERS, from: day(9) },
    ])
  })

  test('whoever takes over from a stand-in stands in for the same officer', () => {
    const away = handedOver([HERS], { officerId: 1, isAway: true }, { from: day(5), to: day(20) }, 2)
    const ill = handedOver(away, { officerId: 2, isAway: true }, { from: day(6), to: day(7) }, 3)
    expect(assignmentOn(ill, day(6))).toMatchObject({ officerId: 3, standsInFor: 1 })
    expect(assignmentOn(ill, day(7))).toMatchObject({ officerId: 2, standsInFor: 1 })
  })

  test('an officer who leaves while away hands over what others have for her, too', () => {
    const away = handedOver([HERS], { officerId: 1, isAway: true }, { from: day(5), to: day(20) }, 2)
    const left = handedOver(away, { officerId: 1, isAway: false }, { from: day(6), to: null }, 3)
    expect(ownersOf(left, 30)).toEqual([...Array(5).fill(1), 2, ...Array(24).fill(3)])
    expect(left.every((one) => one.standsInFor === null || one.from < day(6))).toBe(true)
  })
})

type Step = {
  readonly by: number
  readonly to: number
  readonly from: number
  readonly days: number
  readonly isAway: boolean
}
const anyStep: fc.Arbitrary<Step> = fc.record({
  by: fc.integer({ min: 1, max: 4 }),
  to: fc.integer({ min: 1, max: 4 }),
  from: fc.nat(50),
  days: fc.integer({ min: 1, max: 20 }),
  isAway: fc.boolean(),
})

test('after any list of absences, hand-overs and returns exactly one officer has each day, and only the days named change', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 12 }), (steps) => {
      let now: Assignment[] = [HERS]
      for (const { by, to, from, days, isAway } of steps.filter((one) => one.by !== one.to)) {
        const span = { from: day(from), to: isAway ? day(from + days) : null }
        const before = ownersOf(now)
        now = handedOver(now, { officerId: by, isAway }, span, to)
        for (const [index, owner] of ownersOf(now).entries()) {
          const isInside = index >= from && (!isAway || index < from + days)
          if (!isInside || (isAway && before[index] !== by)) expect(owner).toBe(before[index])
          if (isInside && before[index] === by) expect(owner).toBe(to)
        }
        expect(ownersOf(now)).not.toContain(0)
        expect(now.filter((one) => one.to === null)).toHaveLength(1)
        expect(now.every((one, index) => index === 0 || now[index - 1]?.to === one.from)).toBe(true)
        expect(now.every((one) => one.standsInFor !== one.officerId)).toBe(true)
      }
    }),
  )
})

test.each([
  ['2026-01-01', '2026-01-01', '2026-04-01'],
  ['2026-03-31', '2026-01-01', '2026-04-01'],
  ['2026-06-15', '2026-04-01', '2026-07-01'],
  ['2026-12-31', '2026-10-01', '2027-01-01'],
])('%s is in the quarter from %s to before %s', (one, from, to) => {
  expect(quarterOf(one)).toEqual({ from, to })
})

test.each([
  [0, 'within'],
  [9, 'within'],
  [10, 'full'],
  [11, 'over'],
] as const)('%i of 10 is %s', (load, word) => {
  expect(loadWordOf(load, 10)).toBe(word)
})

test.each([
  ['13800001234', '138******34'],
  ['0519-8888 1234', '051*********34'],
  ['110', '***'],
])('the telephone number %s is shown as %s', (phone, masked) => {
  expect(maskedPhone(phone)).toBe(masked)
})

describe('who could take over', () => {
  test('the least loaded takes the next, of equals the one who stands first', () => {
    const takers = proposedTakers(
      [1, 2, 3, 4],
      [
        { id: 7, load: 2 },
        { id: 8, load: 0 },
        { id: 9, load: 1 },
      ],
    )
    expect([...takers.values()]).toEqual([8, 8, 9, 7])
  })

  test('nobody, where there is nobody', () => {
    expect(proposedTakers([1], []).size).toBe(0)
  })

  test('loads never differ by more than one more than they did', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.array(fc.nat(5), { minLength: 1, maxLength: 6 }), (count, loads) => {
        const officers = loads.map((load, id) => ({ id, load }))
        const takers = proposedTakers(
          Array.from({ length: count }, (_, index) => index),
          officers,
        )
        const after = officers.map(({ id, load }) => load + [...takers.values()].filter((taker) => taker === id).length)
        expect(takers.size).toBe(count)
        expect(Math.max(...after)).toBeLessThanOrEqual(Math.max(...loads, Math.min(...after) + 1))
      }),
    )
  })

  test.each([
    ['before she begins', { from: '2025-12-01', to: null }, false],
    ['while she is away', { from: '2026-02-03', to: '2026-02-04' }, false],
    ['over an absence', { from: '2026-01-05', to: null }, false],
    ['between', { from: '2026-01-05', to: '2026-02-01' }, true],
    ['after', { from: '2026-03-01', to: null }, true],
  ])('whether she works %s', (_when, span, expected) => {
    const busy = [{ from: '2026-02-01', to: '2026-03-01' }]
    expect(isAtWork({ active: { from: START, to: null }, busy }, span)).toBe(expected)
  })
})
