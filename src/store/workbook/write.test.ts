import { readFileSync, readdirSync } from 'node:fs'
import * as fc from 'fast-check'
import { readXlsx } from 'hucre'
import { afterAll, describe, expect, test } from 'vitest'
import { gathered, scratchFolder } from './fixture.ts'
import { writeGrid } from './grid.ts'
import { readWorkbook } from './read.ts'
import { writeWorkbook, type WriteColumn } from './write.ts'

const scratch = scratchFolder()
afterAll(scratch.remove)

const COLUMNS: readonly WriteColumn[] = [
  { key: 'code', label: '统一社会信用代码', kind: 'code', width: 22 },
  { key: 'name', label: '名称', kind: 'text' },
  { key: 'registeredOn', label: '成立日期', kind: 'date' },
  { key: 'staff', label: '从业人员', kind: 'count' },
  { key: 'status', label: '状态', kind: 'text', list: ['正常', '清算', '停滞'] },
]
const ROWS = [
  ['911310000000123456', '=HYPERLINK("x")', '2024-06-30', '12', '正常'],
  ['007', null, '1899-12-31', '1.50', null],
  ['@x', '+1', '不详', '约10', '清算'],
]

/** The library's own reader, which shares no code with our writing of rows. */
async function library(path: string) {
  return readXlsx(new Uint8Array(readFileSync(path)), { readStyles: true })
}

describe('a workbook that we write', () => {
  test('reads back as it was, codes as text, days as days, counts as numbers', async () => {
    const path = scratch.path('a.xlsx')
    await writeWorkbook(path, [{ name: '名册', columns: COLUMNS, rows: ROWS }])
    const told = await gathered(readWorkbook({ path, name: 'a.xlsx' }))
    expect(told.faults).toEqual([])
    expect(told.sheets[0]?.header).toEqual(COLUMNS.map((column) => column.label))
    expect(told.rows.map((row) => row.cells)).toEqual([ROWS[0], ['007', null, '1899-12-31', '1.50'], ROWS[2]])
    const rows = (await library(path)).sheets[0]?.rows
    expect(rows?.[1]).toEqual(['911310000000123456', '=HYPERLINK("x")', new Date('2024-06-30T00:00:00Z'), 12, '正常'])
    expect(readdirSync(scratch.folder)).toEqual(['a.xlsx'])
  })

  test('holds no formula, has a frozen header, and offers lists by name from a very hidden sheet', async () => {
    const path = scratch.path('b.xlsx')
    await writeWorkbook(path, [{ name: '名册', columns: COLUMNS, rows: ROWS }], {
      title: '全市名册',
      note: '请勿改动表头',
    })
    const book = await library(path)
    const [sheet, lists] = book.sheets
    expect([...(sheet?.cells?.values() ?? [])].filter((cell) => cell.formula !== undefined)).toEqual([])
    expect(sheet?.freezePane?.rows).toBe(3)
    expect(sheet?.dataValidations).toMatchObject([{ type: 'list', formula1: 'list_1', range: 'E4:E1048576' }])
    expect(book.namedRanges).toMatchObject([{ name: 'list_1', range: "'_lists'!$A$1:$A$3" }])
    expect(lists).toMatchObject({ name: '_lists', veryHidden: true, rows: [['正常'], ['清算'], ['停滞']] })
    expect(sheet?.cells?.get('3,0')?.style?.numFmt).toBe('@')
    const told = await gathered(readWorkbook({ path, name: 'b.xlsx' }))
    expect(told.sheets).toMatchObject([{ headerRow: 3 }])
    expect(told.faults).toEqual([])
  })

  test('may have several tables, and a table without rows keeps its header', async () => {
    const path = scratch.path('c.xlsx')
    await writeWorkbook(path, [
      { name: 'organizations', columns: COLUMNS, rows: ROWS },
      { name: 'bodies', columns: COLUMNS.slice(0, 2), rows: [] },
    ])
    const told = await gathered(readWorkbook({ path, name: 'c.xlsx' }))
    expect(told.ends.map((end) => [end.sheet, end.rows])).toEqual([
      ['organizations', 3],
      ['bodies', 0],
    ])
  })

  test('gives every text back, and none of them as a formula', async () => {
    const path = scratch.path('round.xlsx')
    const text = fc
      .oneof(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '<', '&', '_x0041_', '甲', ' ') }),
        fc.constantFrom('9.5', '12', '2024-06-30', '9.1E+17', '0x1F', '1e5', 'true', '2024-02-30', '-0', '00'),
      )
      .map((one) => Buffer.from(one.replaceAll('\0', '')).toString())
      .filter((one) => one !== '')
    const columns = (['text', 'code', 'date', 'count'] as const).map((kind) => ({ key: kind, label: kind, kind }))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text, text, text), { minLength: 1, maxLength: 20 }), async (some) => {
        const rows = some.map((row) => ['x', ...row])
        await writeWorkbook(path, [{ name: 's', columns: [{ key: 'k', label: 'k', kind: 'text' }, ...columns], rows }])
        const told = await gathered(readWorkbook({ path, name: 'round.xlsx' }))
        expect(told.rows.map((row) => row.cells)).toEqual(rows)
        expect(told.rows.flatMap((row) => Object.values(row.flags ?? {})).includes('formula')).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  test('a failing source of rows leaves nothing behind', async () => {
    const path = scratch.path('none.xlsx')
    function* rows(): Generator<string[]> {
      yield ['1', '甲']
      throw new Error('the database went away')
    }
    await expect(writeWorkbook(path, [{ name: 's', columns: COLUMNS, rows: rows() }])).rejects.toThrow('went away')
    expect(readdirSync(scratch.folder).filter((name) => name.startsWith('none'))).toEqual([])
  })
})

test('an official table is ruled, its heads are merged, and a text in it is no formula', async () => {
  const path = scratch.path('grid.xlsx')
  await writeGrid(path, {
    name: '附件1',
    widths: [6, 30, 12],
    cells: [
      { row: 0, col: 0, value: '统计表', bold: true, colSpan: 3 },
      { row: 1, col: 0, value: '序号', bold: true, rowSpan: 2 },
      { row: 3, col: 1, value: '=1+1' },
      { row: 3, col: 2, value: 7 },
    ],
  })
  const sheet = (await library(path)).sheets[0]
  expect(sheet?.merges).toEqual([
    { startRow: 0, startCol: 0, endRow: 0, endCol: 2 },
    { startRow: 1, startCol: 0, endRow: 2, endCol: 0 },
  ])
  expect(sheet?.cells?.get('2,0')?.style?.border?.bottom?.style).toBe('thin')
  expect(sheet?.rows[3]).toEqual([null, '=1+1', 7])
  expect(sheet?.cells?.get('3,1')?.formula).toBeUndefined()
})
