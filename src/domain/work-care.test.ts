import { describe, expect, it } from 'vitest'
import { countsWith, factsWith, policyWith } from '../../test/facts.ts'
import type { Day } from './day.ts'
import { standingTimeline, type Counts, type OrganizationFacts } from './standing.ts'
import { careOn, workCareOf } from './work-care.ts'

describe('contacts', () => {
  it.each<[string, readonly Day[], readonly [number, Day], readonly [boolean, Day | null]]>([
    ['none', [], [1, '2024-05-01'], [false, null]],
    ['on the day itself', ['2024-05-01'], [1, '2024-05-01'], [true, '2024-10-01']],
    ['before the day of it', ['2024-05-02'], [1, '2024-05-01'], [false, null]],
    ['in this quarter', ['2024-04-01'], [1, '2024-06-30'], [true, '2024-10-01']],
    ['in the previous quarter', ['2024-01-01'], [1, '2024-06-30'], [true, '2024-07-01']],
    ['two quarters ago', ['2024-01-01'], [1, '2024-07-01'], [false, null]],
    ['over the turn of the year', ['2023-12-31'], [1, '2024-03-31'], [true, '2024-04-01']],
    ['the last of several counts', ['2023-08-01', '2024-05-01', '2024-02-01'], [1, '2024-06-01'], [true, '2024-10-01']],
    ['one where the pack asks two', ['2024-05-01'], [2, '2024-05-02'], [false, null]],
    ['two in one quarter', ['2024-05-01', '2024-06-01'], [2, '2024-06-01'], [true, '2024-10-01']],
    ['two on one day', ['2024-05-01', '2024-05-01'], [2, '2024-05-01'], [true, '2024-10-01']],
    ['two in two quarters', ['2024-03-31', '2024-04-01'], [2, '2024-04-02'], [false, null]],
  ])('%s', (_what, contacts, [perQuarter, day], [isActive, activeUntil]) => {
    const care = workCareOf({ contacts, officers: [] }, perQuarter)
    expect(careOn(care, false, day)).toEqual({ isActive, activeUntil, officerValid: false })
  })
})

describe('the answer of the return', () => {
  it.each<[string, readonly Day[], Day, readonly [boolean, Day | null]]>([
    ['counts while no contact is on record', [], '2024-05-01', [true, null]],
    ['counts before the first contact, whatever came after', ['2024-06-01'], '2024-05-01', [true, null]],
    ['counts to the end of the quarter after the first contact', ['2024-01-10'], '2024-06-30', [true, '2024-07-01']],
    ['counts no longer once contacts have stopped', ['2024-01-10'], '2024-07-01', [false, null]],
  ])('%s', (_what, contacts, day, [counts, activeUntil]) => {
    const care = workCareOf({ contacts, officers: [] }, 1)
    expect(careOn(care, true, day)).toEqual({ isActive: counts, activeUntil, officerValid: counts })
  })

  it('bridges the quarter in which the first of two contacts is made', () => {
    const care = workCareOf({ contacts: ['2024-05-01'], officers: [] }, 2)
    expect(careOn(care, true, '2024-06-01').isActive).toBe(true)
    expect(careOn(care, true, '2024-10-01').isActive).toBe(false)
  })
})

describe('an officer', () => {
  const officers = [
    { from: '2024-01-01', to: '2024-03-01' },
    { from: '2024-04-01', to: null },
  ]

  it.each<[Day, boolean]>([
    ['2023-12-31', false],
    ['2024-01-01', true],
    ['2024-03-01', false],
    ['2024-04-01', true],
  ])('is valid on the days of the assignment: %s %s', (day, officerValid) => {
    expect(careOn(workCareOf({ contacts: [], officers }, 1), false, day)).toEqual({
      isActive: false,
      activeUntil: null,
      officerValid,
    })
  })
})

describe('in the timeline', () => {
  const told = (counts: Partial<Counts>) => ({ from: '2020-01-01', to: null, ...countsWith(counts) })
  const storyOf = (facts: Partial<OrganizationFacts>) =>
    standingTimeline(factsWith(facts), policyWith()).map((row) => [
      row.from,
      row.standing,
      row.workCovered,
      row.officerValid,
      row.nextChange,
    ])

  it('time alone ends work coverage at the end of the quarter, and the next contact begins it again', () => {
    const contacts: Day[] = ['2020-02-10', '2020-11-30']
    expect(storyOf({ counts: [told({ fullMembers: 1 })], contacts })).toEqual([
      ['2020-01-01', 'fewMembers', false, false, null],
      ['2020-02-10', 'workOnly', true, false, '2020-07-01'],
      ['2020-07-01', 'fewMembers', false, false, null],
      ['2020-11-30', 'workOnly', true, false, '2021-04-01'],
      ['2021-04-01', 'fewMembers', false, false, null],
    ])
  })

  it('an officer without a contact fills K12 and is no work coverage', () => {
    const officers = [{ from: '2020-03-01', to: null }]
    expect(storyOf({ counts: [told({ fullMembers: 0 })], officers })).toEqual([
      ['2020-01-01', 'noMembers', false, false, null],
      ['2020-03-01', 'noMembers', false, true, null],
    ])
  })

  it('contacts change nothing about who should build a Party organization', () => {
    const contacts: Day[] = ['2020-02-10']
    const rows = storyOf({ counts: [told({ fullMembers: 3 })], contacts })
    expect(rows.map(([from, standing, work]) => [from, standing, work])).toEqual([
      ['2020-01-01', 'shouldBeBuiltWithinGrace', false],
      ['2020-02-10', 'shouldBeBuiltWithinGrace', true],
      ['2020-03-31', 'shouldBeBuilt', true],
      ['2020-07-01', 'shouldBeBuilt', false],
    ])
  })
})
