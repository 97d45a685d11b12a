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
}

const missing = { code: 'columnMissing', sheet: 'organizations', column: 'kind', read: null }
const foreign = { code: 'notChoice', sheet: 'organizations', column: '类别', read: '民非企业' }

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
    words: [{ key: 'kind', theirs: '民非企业', ours: '' }],
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
