import { describe, expect, test } from 'vitest'
import type { CaseRow } from '../shared/case-words.ts'
import { byClosing, byDue, isChoice, pageOfTask, takesPart, taskTitle } from './tasks.ts'

const ROW: CaseRow = {
  id: '1',
  kind: 'evaluation',
  subject: { name: '甲', code: 'A1', callTitle: '年度评估' },
  state: 'assessing',
  waits: 'organization',
  waitsFor: '甲',
  mine: true,
  openedOn: '2026-01-01',
  since: '2026-01-01',
  due: null,
  isOverdue: false,
  closedOn: null,
  version: 1,
}

test.each([
  ['a census return', 'censusReturn', true],
  ['an annual report', 'annualReport', true],
  ['a registration', 'registration', true],
  ['an evaluation', 'evaluation', true],
  ['a correction that it asked for', 'correction', true],
  ['the founding of its branch', 'foundParty', true],
  ['the proposal to list it', 'listing', true],
  ['a gap between bodies', 'assignment', false],
  ['a follow-up of its body', 'followUp', false],
  ['a kind that the page does not know', 'tomorrow', false],
])('an organization takes part in %s: %s %s', (_what, kind, takes) => {
  expect(takesPart({ kind })).toBe(takes)
})

test.each([
  ['censusReturn', 'returned', 'return'],
  ['evaluation', 'assessing', 'evaluation'],
  ['evaluation', 'publicNotice', 'evaluation'],
  ['evaluation', 'vetoServed', 'case'],
  ['evaluation', 'noticed', 'case'],
  ['registration', 'mending', 'case'],
] as const)('a %s that is %s is done on the page of the %s', (kind, state, page) => {
  expect(pageOfTask({ kind, state })).toBe(page)
})

test.each([
  ['evaluation', 'assessing', 'organization', false],
  ['evaluation', 'publicNotice', 'organization', true],
  ['evaluation', 'noticed', 'organization', true],
  ['evaluation', 'served', 'organization', true],
  ['evaluation', 'vetoNoticed', 'organization', true],
  ['evaluation', 'vetoServed', 'organization', false],
  ['evaluation', 'vetoFinal', 'organization', false],
  ['correction', 'refused', 'requester', true],
  ['censusReturn', 'notStarted', 'organization', false],
] as const)('%s in %s, where %s is waited for, is a choice: %s', (kind, state, waits, choice) => {
  expect(isChoice({ kind, state, waits })).toBe(choice)
})

describe('the list', () => {
  test('calls a return and an evaluation by what they are for, others by their case', () => {
    expect(taskTitle(ROW).zh).toBe('年度评估')
    expect(taskTitle({ kind: 'censusReturn', subject: { campaignTitle: '2025 年度报告' } }).zh).toBe('2025 年度报告')
    expect(taskTitle({ kind: 'correction', subject: { name: '甲' } })).toEqual({
      zh: '更正申请',
      en: 'Request for correction',
    })
  })

  test('goes by due day, and by closing', () => {
    const rows = [
      { ...ROW, id: 'late', due: '2026-02-01' },
      { ...ROW, id: 'none' },
      { ...ROW, id: 'first', due: '2025-12-01', isOverdue: true },
    ]
    expect(byDue(rows).map(({ id }) => id)).toEqual(['first', 'late', 'none'])
    const closed = ['2026-01-05', '2026-03-01'].map((closedOn) => ({ ...ROW, id: closedOn, closedOn }))
    expect(byClosing(closed).map(({ id }) => id)).toEqual(['2026-03-01', '2026-01-05'])
  })
})
