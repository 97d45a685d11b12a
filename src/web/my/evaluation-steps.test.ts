import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { selfFaults } from '../../domain/score.ts'
import type { ScoreSheet } from '../../domain/score-sheet.ts'
import {
  answersWith,
  answerWith,
  bothChanged,
  changesOf,
  groupAfter,
  groupState,
  namedBy,
  namedIn,
  nextStep,
  stepOf,
} from './evaluation-steps.ts'

const SHEET: ScoreSheet = JSON.parse(readFileSync('score-sheets/jiangsu-example-2022.json', 'utf8'))
const [basis] = SHEET.indicators
if (basis === undefined) throw new Error('The sheet is empty.')
const saved = { points: 8, note: '见章程', documents: ['a'] }

describe('an answer as it is typed', () => {
  test.each([
    ['nothing', {}, saved],
    ['points', { 'charter.points': 9.5 }, { ...saved, points: 9.5 }],
    ['points taken back', { 'charter.points': null }, { ...saved, points: null }],
    ['points that are none', { 'charter.points': '九' }, { ...saved, points: -1 }],
    ['a note taken back', { 'charter.note': null }, { ...saved, note: '' }],
    ['papers', { 'charter.documents': ['a', 'b'] }, { ...saved, documents: ['a', 'b'] }],
    ['another indicator', { 'filings.points': 1 }, saved],
  ])('stands over what was saved: %s', (_what, typed, answer) => {
    expect(answerWith(saved, typed, 'charter')).toEqual(answer)
  })

  test('is sent where it was touched and its points can be', () => {
    const typed = { 'charter.points': 11, 'filings.points': 15, 'reports.note': '合格' }
    expect(Object.keys(changesOf(SHEET, { charter: saved }, typed))).toEqual(['filings', 'reports'])
    expect(Object.keys(answersWith(SHEET, { charter: saved }, typed))).toEqual(['charter', 'filings', 'reports'])
  })
})

describe('what two have changed at once', () => {
  const now = { charter: { ...saved, points: 7 }, filings: { ...saved, points: 12 } }
  const bothOf = (typed: Parameters<typeof bothChanged>[2]) =>
    bothChanged(SHEET, { before: { charter: saved }, now }, typed).map(({ id }) => id)

  test('is named where it was typed here and saved there, and they differ', () => {
    expect(bothOf({ 'charter.points': 9, 'reports.points': 3 })).toEqual(['charter'])
    expect(bothOf({ 'charter.points': 9, 'filings.points': 3 })).toEqual(['charter', 'filings'])
  })

  test('is nothing where one of them left it, or both say the same', () => {
    expect(bothOf({ 'reports.note': '合格' })).toEqual([])
    expect(bothOf({ 'charter.points': 7 })).toEqual([])
  })
})

describe('a part of the sheet', () => {
  const standing = (stands: Parameters<typeof selfFaults>[1], seen: readonly string[]) => ({
    stands,
    faults: selfFaults(SHEET, stands),
    typed: {},
    seen: new Set(seen),
  })
  const all = Object.fromEntries(
    ['legalPerson', 'charter', 'filings', 'reports'].map((id) => [id, { ...saved, points: 1 }]),
  )
  test.each([
    ['untouched', {}, [], 'notStarted'],
    ['with an answer', { charter: saved }, [], 'inProgress'],
    ['looked through with gaps', { charter: saved }, ['basis'], 'incomplete'],
    ['complete', all, ['basis'], 'done'],
    ['complete and not looked through', all, [], 'inProgress'],
  ])('%s', (_what, stands, seen, state) => {
    expect(groupState(basis, standing(stands, seen))).toBe(state)
  })

  test('of the bonus is done when it was looked through, for nobody has to claim it', () => {
    const bonus = SHEET.indicators.find((one) => one.isBonus === true)
    expect(bonus === undefined ? '' : groupState(bonus, standing({}, ['bonus']))).toBe('done')
  })
})

test('a page is a part, or one indicator of it wherever it lies', () => {
  expect(stepOf(SHEET, 'basis')?.leaves).toHaveLength(4)
  expect(stepOf(SHEET, 'i.partyRecords')).toMatchObject({ group: { id: 'party' }, leaves: [{ id: 'partyRecords' }] })
  expect([stepOf(SHEET, 'none'), stepOf(SHEET, 'i.none'), stepOf(SHEET, 'i.basis')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect([groupAfter(SHEET, 'party'), groupAfter(SHEET, 'bonus'), groupAfter(SHEET, 'x')]).toEqual([
    'bonus',
    undefined,
    undefined,
  ])
})

test('indicators that were named by id or title lead to their pages', () => {
  expect(namedIn(SHEET, ['charter', '年度报告', '别的']).map(({ id }) => id)).toEqual(['charter', 'reports'])
})

test('one goes on at what was named, else at the first part that is not done, else at the check', () => {
  const back = (indicators: unknown) => ({ action: 'returnFiling', form: { indicators } })
  const named = namedBy(SHEET, [back(['reports']), { action: 'file', form: {} }, back(['charter', 'x'])])
  expect(named.map(({ id }) => id)).toEqual(['charter'])
  expect(namedBy(SHEET, [back(null)])).toEqual([])
  expect(nextStep(SHEET, [], named)).toEqual({ step: 'i.charter', from: 'check' })
  expect(nextStep(SHEET, ['done', 'incomplete'], [])).toEqual({ step: 'governance' })
  expect(
    nextStep(
      SHEET,
      SHEET.indicators.map(() => 'done'),
      [],
    ),
  ).toEqual({ step: 'check' })
})
