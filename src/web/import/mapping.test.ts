import { expect, test } from 'vitest'
import { SHEETS } from '../../domain/sheet.ts'
import type { Batch } from './batch.ts'
import { doubledKeys, draftOf, mappingOf, sheetsToMap } from './mapping.ts'

const batch: Batch = {
  id: '1',
  createdAt: '2026-06-30T08:00:00Z',
  asOf: '2026-06-30',
  state: 'checked',
  files: ['街道.xlsx'],
  sheets: [],
  problemCount: 0,
  failure: null,
  unknownColumns: [{ file: '街道.xlsx', sheet: 'organizations', headers: ['机构名', '人数', '单位名称'] }],
  mapping: {
    organizations: { sheet: 'organizations', columns: { 机构名: 'name' }, words: {}, constants: { status: 'active' } },
  },
  mayUndo: false,
  progress: null,
  doneAt: null,
  corrects: null,
  correctedBy: null,
  changeCount: 0,
  overrides: [],
}

const missing = {
  code: 'columnMissing',
  file: '街道.xlsx',
  sheet: 'organizations',
  column: 'kind',
  read: null,
  suggestion: null,
}
const foreign = {
  code: 'notChoice',
  file: '街道.xlsx',
  sheet: 'organizations',
  column: '类别',
  read: '民非企业',
  suggestion: '社会服务机构',
}

test('a draft has what was remembered, what is missing and the words nobody knows', () => {
  expect(draftOf(SHEETS.organizations, batch, [missing, foreign, foreign])).toEqual({
    columns: [
      { header: '机构名', key: 'name' },
      { header: '人数', key: '' },
      { header: '单位名称', key: 'name' },
    ],
    constants: [
      { key: 'status', value: 'active' },
      { key: 'kind', value: '' },
    ],
    words: [{ key: 'kind', theirs: '民非企业', ours: 'service' }],
  })
})

test('rows that are not filled are not sent: such a column is kept out', () => {
  const draft = {
    columns: [
      { header: '机构名', key: 'name' },
      { header: '人数', key: '' },
    ],
    constants: [{ key: 'kind', value: '' }],
    words: [
      { key: 'kind', theirs: '民非企业', ours: 'service' },
      { key: 'kind', theirs: '社团法人', ours: 'association' },
    ],
  }
  expect(mappingOf('organizations', draft)).toEqual({
    sheet: 'organizations',
    columns: { 机构名: 'name' },
    words: { kind: { 民非企业: 'service', 社团法人: 'association' } },
    constants: {},
  })
})

test('one column cannot come from two headers', () => {
  expect(doubledKeys(draftOf(SHEETS.organizations, batch, []))).toEqual(['name'])
})

test('sheets with unknown or missing columns are offered for mapping', () => {
  expect(sheetsToMap(batch, []).map(({ noun }) => noun)).toEqual(['organizations'])
  expect(sheetsToMap({ ...batch, unknownColumns: [] }, [missing]).map(({ noun }) => noun)).toEqual(['organizations'])
  expect(sheetsToMap({ ...batch, unknownColumns: [] }, [foreign])).toEqual([])
})

test('a table called Sheet1 is what its file, the mapping or the result says', () => {
  const table = { file: '街道.xlsx', sheet: 'Sheet1', headers: ['名字'] }
  const nounsOf = (part: Partial<Batch>) =>
    sheetsToMap({ ...batch, mapping: {}, unknownColumns: [table], ...part }, []).map(({ noun }) => noun)
  expect(nounsOf({ unknownColumns: [{ ...table, file: '党组织.csv' }] })).toEqual(['partyOrganizations'])
  expect(nounsOf({ mapping: { sheet: 'bodies', columns: {} } })).toEqual(['bodies'])
  expect(nounsOf({})).toEqual(['organizations'])
})

test('a header is remembered whatever its spaces and stars', () => {
  const stored = { sheet: 'organizations', columns: { 机构名: 'name' }, words: {}, constants: {} }
  const unknownColumns = [{ file: '街道.xlsx', sheet: '社会组织', headers: ['机构 名*'] }]
  expect(draftOf(SHEETS.organizations, { ...batch, mapping: stored, unknownColumns }, []).columns).toEqual([
    { header: '机构 名*', key: 'name' },
  ])
})

test('what was mapped before is sent again', () => {
  const stored = { sheet: 'organizations', columns: { 机构名: 'name' }, words: {}, constants: {} }
  const unknownColumns = [{ file: '街道.xlsx', sheet: '社会组织', headers: ['备注'] }]
  const draft = draftOf(SHEETS.organizations, { ...batch, mapping: stored, unknownColumns }, [])
  expect(mappingOf('organizations', draft).columns).toEqual({ 机构名: 'name' })
})
