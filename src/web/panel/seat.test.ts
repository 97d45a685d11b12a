import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { leavesOf, type ScoreSheet } from '../../domain/score-sheet.ts'
import { pointsOfText } from '../shared/points.ts'
import { keyLeads, orderedSeats, readDeclaration, seatStep, sumsOf, wantsReason, type SeatRow } from './seat.ts'

const SHEET: ScoreSheet = JSON.parse(readFileSync('score-sheets/jiangsu-example-2022.json', 'utf8'))
const SEAT: SeatRow = {
  caseId: '1',
  panel: 'first',
  code: 'A1',
  name: '甲',
  callTitle: '年度评估',
  state: 'scoring',
  isRecused: false,
  declaredAt: null,
  handedInAt: null,
  ballot: null,
}
const AT = '2026-01-01T00:00:00Z'

describe('a seat', () => {
  test.each<[string, Partial<SeatRow>, string]>([
    ['is declared first', {}, 'declare'],
    ['is scored once declared', { declaredAt: AT }, 'score'],
    ['is done when handed in', { declaredAt: AT, handedInAt: AT, state: 'opined' }, 'done'],
    ['waits where the case has moved on without it', { state: 'opined' }, 'waits'],
    ['is stood back from', { isRecused: true, declaredAt: AT }, 'stoodBack'],
    ['of a review is declared first too', { panel: 'review', state: 'reviewing' }, 'declare'],
    ['of a review is voted', { panel: 'review', state: 'reviewing', declaredAt: AT }, 'vote'],
    [
      'of a review is done with a ballot',
      { panel: 'review', state: 'reviewing', declaredAt: AT, ballot: 'uphold' },
      'done',
    ],
    ['of the first panel is not open in a review', { state: 'reviewing', declaredAt: AT }, 'waits'],
  ])('%s', (_what, change, step) => {
    expect(seatStep({ ...SEAT, ...change })).toBe(step)
  })

  test('that waits for its expert stands before one that is done', () => {
    const done = { ...SEAT, caseId: '0', handedInAt: AT }
    const score = { ...SEAT, caseId: '2', declaredAt: AT }
    expect(orderedSeats([done, score, SEAT]).map((one) => one.caseId)).toEqual(['1', '2', '0'])
  })
})

describe('the sums', () => {
  test('are of tenths without dust, with the Party part and the bonus apart', () => {
    const points = (value: number) => ({ points: value, reason: '' })
    const scores = { charter: points(0.1), filings: points(0.2), partyCharter: points(10), honours: points(1.5) }
    expect(sumsOf(SHEET, scores)).toEqual({ total: 11.8, party: 10, bonus: 1.5, given: 3, needed: 23 })
  })

  test('are nothing of nothing', () => {
    expect(sumsOf(SHEET, {})).toMatchObject({ total: 0, given: 0 })
  })
})

test.each([
  ['９．５', 9.5],
  [' 10 ', 10],
  ['', null],
  ['9.55', '9.55'],
  ['-1', '-1'],
  ['十', '十'],
])('“%s” is read as %s', (text, value) => {
  expect(pointsOfText(text)).toBe(value)
})

test('a reason is wanted for points off, and for points on top', () => {
  const [leaf] = leavesOf(SHEET)
  if (leaf === undefined) throw new Error('The sheet is empty.')
  const { maximum } = leaf
  expect([wantsReason(leaf, false, maximum), wantsReason(leaf, false, maximum - 1)]).toEqual([false, true])
  expect([wantsReason(leaf, true, 0), wantsReason(leaf, true, 1), wantsReason(leaf, false, null)]).toEqual([
    false,
    true,
    false,
  ])
})

describe('a key in the points', () => {
  const at = { ids: ['a', 'b', 'c'], id: 'b', lacksReason: false, isBack: false }
  test.each([
    ['Enter', {}, { field: 'points', id: 'c' }],
    ['Enter', { lacksReason: true }, { field: 'reason', id: 'b' }],
    ['Enter', { isBack: true, lacksReason: true }, { field: 'points', id: 'a' }],
    ['ArrowDown', { lacksReason: true }, { field: 'points', id: 'c' }],
    ['ArrowUp', {}, { field: 'points', id: 'a' }],
    ['ArrowDown', { id: 'c' }, undefined],
    ['5', {}, undefined],
  ] as const)('%s with %o leads to %o', (key, more, to) => {
    expect(keyLeads(key, { ...at, ...more })).toEqual(to)
  })
})

test.each([
  ['nothing said yet', { served: undefined, interest: undefined }, [null, false, false]],
  ['never, no interest', { served: 'never', interest: false }, [null, true, false]],
  ['now', { served: 'now', interest: false }, ['2026-06-01', true, true]],
  ['left long ago', { served: 'until', until: '2020-01-01', interest: false }, ['2020-01-01', true, false]],
  ['left of late', { served: 'until', until: '2025-01-01', interest: false }, ['2025-01-01', true, true]],
  ['left, no day said', { served: 'until', interest: false }, [null, false, false]],
  ['an interest', { served: 'never', interest: true }, [null, true, true]],
  ['a day typed before “never”', { served: 'never', until: '2025-01-01', interest: false }, [null, true, false]],
] as const)('a declaration: %s', (_what, typed, told) => {
  const { servedUntil, isFull, isBack } = readDeclaration({ until: '', today: '2026-06-01', ...typed }, 2)
  expect([servedUntil, isFull, isBack]).toEqual(told)
})
