import { describe, expect, test } from 'vitest'
import { GATES, PARAMETERS } from '../../test/facts.ts'
import { ANNUAL_REPORT } from './annual-report.ts'
import { decisionName, standingOfCase, type CaseAction, type CaseDecision, type CaseTime } from './case.ts'
import { dueWordOf } from './due.ts'
import { LISTING } from './listing.ts'
import { isInFavour, medianOf, passFigureOf, type PassCase } from './passes.ts'
import { REGISTRATION } from './registration.ts'
import { DRAWS, isDrawn } from './second-look.ts'
import { WEEKENDS_ONLY, workingDaysBetween } from './working-day.ts'

const time: CaseTime = { parameters: PARAMETERS, gates: GATES, calendar: WEEKENDS_ONLY }

function act(action: string, day: string, form: CaseAction['form'] = {}): CaseAction {
  return { action, party: '', by: 1, day, form }
}

const NOTICE = act('notify', '2026-03-03', { outcome: 'rectify' })
const AGAINST = [
  act('receive', '2026-03-02'),
  NOTICE,
  act('respond', '2026-03-04'),
  act('decide', '2026-03-09'),
  act('serve', '2026-03-10'),
]

describe('the decision of a case', () => {
  test.each([
    ['is none before anything is decided', ANNUAL_REPORT, AGAINST.slice(0, 3), null],
    [
      'is the action in favour, with working days since the opening',
      ANNUAL_REPORT,
      [act('receive', '2026-03-06'), act('pass', '2026-03-09')],
      { on: '2026-03-09', outcome: 'pass', days: 1, appealedOn: null, overturnedOn: null },
    ],
    [
      'is the outcome that the notice named',
      ANNUAL_REPORT,
      AGAINST,
      { on: '2026-03-09', outcome: 'rectify', days: 5, appealedOn: null, overturnedOn: null },
    ],
    [
      'stays the first when it was put right',
      ANNUAL_REPORT,
      [...AGAINST, act('cure', '2026-03-20'), act('acceptCure', '2026-03-21')],
      { on: '2026-03-09', outcome: 'rectify', days: 5, appealedOn: null, overturnedOn: null },
    ],
    [
      'tells of an appeal and that it was overturned',
      ANNUAL_REPORT,
      [...AGAINST, act('appeal', '2026-03-20'), act('overturn', '2026-04-01')],
      { on: '2026-03-09', outcome: 'rectify', days: 5, appealedOn: '2026-03-20', overturnedOn: '2026-04-01' },
    ],
    [
      'of an appeal that was not granted has nothing overturned',
      ANNUAL_REPORT,
      [...AGAINST, act('appeal', '2026-03-20'), act('uphold', '2026-04-01')],
      { on: '2026-03-09', outcome: 'rectify', days: 5, appealedOn: '2026-03-20', overturnedOn: null },
    ],
    [
      'of a proposal that was given up is that',
      LISTING,
      [act('propose', '2026-03-02'), NOTICE, act('drop', '2026-03-04')],
      { on: '2026-03-04', outcome: 'drop', days: 2, appealedOn: null, overturnedOn: null },
    ],
    [
      'of a report is none when the proposal goes back to the examiner',
      ANNUAL_REPORT,
      [...AGAINST.slice(0, 3), act('drop', '2026-03-05')],
      null,
    ],
  ] as const)('%s', (_what, definition, actions, decision: CaseDecision | null) => {
    expect(standingOfCase(definition, actions, time).decision).toEqual(decision)
  })

  test('has its words from the action or from what can be proposed', () => {
    expect(decisionName(ANNUAL_REPORT, 'pass').zh).toBe('合格')
    expect(decisionName(ANNUAL_REPORT, 'rectify').zh).toBe('责令限期整改')
    expect(decisionName(REGISTRATION, 'refuse').zh).toBe('不予登记')
    expect(decisionName(LISTING, 'list').zh).toBe('列入活动异常名录')
  })

  test('is in favour only where whoever it is about passed', () => {
    expect(isInFavour('annualReport', 'pass')).toBe(true)
    expect(['advise', 'rectify', 'excuse'].map((one) => isInFavour('annualReport', one))).toEqual([false, false, false])
    expect(isInFavour('listing', 'drop')).toBe(false)
  })
})

const SPAN = { from: '2026-01-01', to: '2026-06-30', today: '2026-07-01', remindBeforeDays: 3 }
const made = (outcome: string, days: number, more: Partial<CaseDecision> = {}): PassCase => ({
  due: null,
  closedOn: '2026-05-01',
  decision: { on: '2026-05-01', outcome, days, appealedOn: null, overturnedOn: null, ...more },
})
const open = (due: string | null): PassCase => ({ due, closedOn: null, decision: null })
const NOTHING = {
  open: 0,
  soon: 0,
  overdue: 0,
  decided: 0,
  medianDays: null,
  appealed: 0,
  overturned: 0,
  outcomes: [],
}

describe('K14', () => {
  test.each([
    ['of nothing has no median', [], NOTHING],
    [
      'has open cases apart, by their clocks; the day itself is in time',
      [open('2026-06-30'), open('2026-07-01'), open('2026-07-04'), open('2026-07-05'), open(null)],
      { ...NOTHING, open: 5, soon: 2, overdue: 1 },
    ],
    [
      'counts decided cases by outcome, with the median of their days',
      [made('pass', 1), made('pass', 9), made('rectify', 4)],
      {
        ...NOTHING,
        decided: 3,
        medianDays: 4,
        outcomes: [
          { outcome: 'pass', count: 2 },
          { outcome: 'rectify', count: 1 },
        ],
      },
    ],
    [
      'leaves out what was decided outside of the span, both its ends within',
      [
        made('pass', 2, { on: '2025-12-31' }),
        made('pass', 4, { on: '2026-01-01' }),
        made('pass', 7, { on: '2026-06-30' }),
        made('pass', 2, { on: '2026-07-01' }),
      ],
      { ...NOTHING, decided: 2, medianDays: 5.5, outcomes: [{ outcome: 'pass', count: 2 }] },
    ],
    [
      'counts appeals and overturned decisions of the decided cases, though they stay open',
      [
        {
          ...made('rectify', 3, { appealedOn: '2026-05-20', overturnedOn: '2026-06-20' }),
          closedOn: null,
          due: '2026-08-01',
        },
        made('rectify', 3, { appealedOn: '2026-08-20' }),
      ],
      {
        ...NOTHING,
        open: 1,
        decided: 2,
        medianDays: 3,
        appealed: 2,
        overturned: 1,
        outcomes: [{ outcome: 'rectify', count: 2 }],
      },
    ],
  ] as const)('%s', (_what, cases: readonly PassCase[], figure) => {
    expect(passFigureOf(cases, SPAN)).toEqual(figure)
  })

  test('has the median between the two in the middle', () => {
    expect([medianOf([]), medianOf([3]), medianOf([5, 1]), medianOf([9, 1, 2])]).toEqual([null, 3, 3, 2])
  })
})

test.each([
  [null, 'none'],
  ['2026-06-30', 'overdue'],
  ['2026-07-01', 'soon'],
  ['2026-07-04', 'soon'],
  ['2026-07-05', 'later'],
] as const)('a clock that ends on %s is %s', (due, word) => {
  expect(dueWordOf(due, '2026-07-01', 3)).toBe(word)
})

test.each([
  ['2026-03-06', '2026-03-06', 0],
  ['2026-03-06', '2026-03-09', 1],
  ['2026-03-02', '2026-03-08', 4],
  ['2026-03-09', '2026-03-02', 0],
] as const)('from %s to %s there are %i working days', (from, to, days) => {
  expect(workingDaysBetween(from, to, WEEKENDS_ONLY)).toBe(days)
})

test('a share of nothing draws none, a whole share all, and five of a hundred the first five hundred numbers', () => {
  const numbers = Array.from({ length: DRAWS }, (_, index) => index)
  const drawn = (percent: number) => numbers.filter((draw) => isDrawn(draw, percent)).length
  expect([drawn(0), drawn(5), drawn(100)]).toEqual([0, 500, DRAWS])
})
