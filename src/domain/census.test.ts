import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GATES, PARAMETERS } from '../../test/facts.ts'
import { standingOfCase, type CaseAction } from './case.ts'
import { CENSUS_RETURN, RETURN_STATES } from './census-return.ts'
import {
  cutBy,
  NO_RETURNS,
  partOf,
  planDayFault,
  shownCounts,
  sumOf,
  type CampaignPlan,
  type ProgressCell,
} from './census.ts'
import { LINES } from './organization.ts'
import { WEEKENDS_ONLY } from './working-day.ts'

const PLAN: CampaignPlan = {
  title: '摸底',
  questionSet: 'x',
  cutOff: '2026-06-30',
  dueOn: '2026-07-31',
  closesOn: '2026-08-10',
  scope: { places: [], lines: [], kinds: ['association'] },
}

test.each([
  ['days that follow one another', {}, undefined],
  ['a cut-off day of no calendar', { cutOff: '2026-02-30' }, 'cutOff'],
  ['a due day before today', { dueOn: '2026-06-30' }, 'dueOn'],
  ['a closing before the due day', { closesOn: '2026-07-30' }, 'closesOn'],
  ['all on one day', { dueOn: '2026-07-01', closesOn: '2026-07-01' }, undefined],
] as const)('%s', (_what, change, fault) => {
  expect(planDayFault({ ...PLAN, ...change }, '2026-07-01')).toBe(fault)
})

test('where nothing is expected there is no share, but a reason', () => {
  expect(partOf(0, 0)).toEqual({ count: 0, of: 0, value: null, reason: 'nothingExpected' })
  expect(partOf(1, 4)).toEqual({ count: 1, of: 4, value: 0.25, reason: null })
  expect(shownCounts(NO_RETURNS).completeness.value).toBeNull()
})

const cell = fc
  .record({
    district: fc.option(fc.nat(3)),
    township: fc.option(fc.nat(9)),
    line: fc.option(fc.constantFrom(...LINES)),
    body: fc.option(fc.constantFrom('A', 'B', 'C')),
    counts: fc.tuple(...RETURN_STATES.map(() => fc.nat(50))),
    late: fc.nat(5),
  })
  .map(({ district, township, line, body, counts, late }): ProgressCell => {
    const states = Object.fromEntries(RETURN_STATES.map((state, index) => [state, counts[index] ?? 0]))
    const expected = counts.reduce((sum, count) => sum + count, 0)
    return {
      ...NO_RETURNS,
      ...states,
      expected,
      onTime: 0,
      late,
      district,
      township,
      line,
      body,
      bodyName: '',
      silent: 0,
      overdue: 0,
    }
  })

test('the numbers of progress add up to the whole in every cut', () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
      const whole = sumOf(cells)
      expect(RETURN_STATES.reduce((sum, state) => sum + whole[state], 0)).toBe(whole.expected)
      const cuts = [
        cutBy(cells, (one) => one.district),
        cutBy(cells, (one) => one.line),
        cutBy(cells, (one) => one.body),
        cutBy(cells, (one) => `${one.district}/${one.township}`),
      ]
      for (const cut of cuts) {
        expect(sumOf(cut)).toEqual(whole)
        expect(new Set(cut.map((row) => row.key)).size).toBe(cut.length)
      }
    }),
  )
})

describe('the due day of a return', () => {
  const time = { parameters: PARAMETERS, gates: GATES, calendar: WEEKENDS_ONLY }
  const act = (action: string, day: string, form: CaseAction['form'] = {}): CaseAction => ({
    action,
    party: '',
    by: 1,
    day,
    form,
  })
  const open = act('open', '2026-07-01', { dueOn: '2026-07-31' })

  test('is that of the campaign, whoever starts', () => {
    const started = standingOfCase(CENSUS_RETURN, [open, act('start', '2026-07-05')], time)
    expect(started).toMatchObject({ state: 'inProgress', waits: 'organization', due: '2026-07-31' })
  })

  test('is moved by an extension, which leaves the return where it is', () => {
    const extended = standingOfCase(
      CENSUS_RETURN,
      [open, act('extend', '2026-07-20', { dueOn: '2026-08-05', reason: '装修' })],
      time,
    )
    expect(extended).toMatchObject({ state: 'notStarted', since: '2026-07-01', due: '2026-08-05' })
  })

  test('is the review’s when it was submitted, and the answer’s when it came back', () => {
    const submitted = [open, act('submit', '2026-07-06')]
    expect(standingOfCase(CENSUS_RETURN, submitted, time)).toMatchObject({ waits: 'body', due: '2026-07-13' })
    const returned = [...submitted, act('return', '2026-07-08', { fields: ['staff'], comment: '？' })]
    expect(standingOfCase(CENSUS_RETURN, returned, time)).toMatchObject({ waits: 'organization', due: '2026-07-15' })
  })
})
