import { expect, test } from 'vitest'
import { isUnderWay, tallyOf, toImport, wantsMapping, type Batch } from './batch.ts'

const sheet = { sheet: 'organizations', rows: 10, unchanged: 3, changed: 2, created: 4, rejected: 1, hidden: 2 }
const batch: Batch = {
  id: '1',
  createdAt: '2026-06-30T08:00:00Z',
  asOf: '2026-06-30',
  state: 'checked',
  files: ['a.xlsx'],
  sheets: [sheet],
  problemCount: 1,
  failure: null,
  unknownColumns: [],
  mapping: {},
  mayUndo: false,
  progress: null,
  doneAt: null,
  corrects: null,
  correctedBy: null,
  changeCount: 0,
  overrides: [],
}

test('the sheets of a batch are counted together', () => {
  expect(tallyOf([sheet, { ...sheet, rows: 5 }])).toMatchObject({ rows: 15, rejected: 2, hidden: 4 })
  expect(toImport(tallyOf([sheet]))).toBe(6)
})

test.each([
  ['checking', true],
  ['importing', true],
  ['checked', false],
  ['done', false],
] as const)('a batch that is %s is under way: %s', (state, underWay) => expect(isUnderWay({ state })).toBe(underWay))

test('a mapping is offered for columns not known and for needed columns that are missing', () => {
  const unknown = { ...batch, unknownColumns: [{ file: 'a.xlsx', sheet: 'organizations', headers: ['机构名'] }] }
  expect(wantsMapping(batch, [])).toBe(false)
  expect(wantsMapping(unknown, [])).toBe(true)
  expect(wantsMapping(batch, [{ code: 'columnMissing' }])).toBe(true)
  expect(wantsMapping({ ...unknown, state: 'done' }, [])).toBe(false)
})
