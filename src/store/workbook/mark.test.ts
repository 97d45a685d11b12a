import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { readXlsx, writeXlsx } from 'hucre'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookParts, buildReader, gathered, scratchFolder, sheetXml, textRow, writeParts } from './fixture.ts'
import { markWorkbook, openTables } from './open.ts'
import type { CellMark } from './wire.ts'
import { openZip, wholeText } from './zip.ts'

const scratch = scratchFolder()
beforeAll(buildReader)
afterAll(scratch.remove)

const PROBLEMS = 'Problems 问题'

async function library(path: string) {
  return readXlsx(new Uint8Array(readFileSync(path)), { readStyles: true })
}

type LibraryBook = Awaited<ReturnType<typeof library>>

function sheetOf(book: LibraryBook, at: number): LibraryBook['sheets'][number] {
  const sheet = book.sheets[at]
  if (!sheet) throw new Error(`no sheet ${at}`)
  return sheet
}

async function marked(source: string, marks: readonly CellMark[], name = '名册.xlsx', to = 'marked.xlsx') {
  const target = scratch.path(to)
  const rows = marks.map((mark) => ({ cells: [`${mark.sheet} ${mark.row}`, mark.text], link: mark }))
  const fault = await markWorkbook({ path: source, name }, target, marks, {
    name: PROBLEMS,
    header: ['位置', '问题'],
    rows,
  })
  expect(fault).toBeUndefined()
  return target
}

/** The clerk's own file, with much that must survive. */
async function clerksFile(): Promise<string> {
  const path = scratch.path('clerk.xlsx')
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '名册',
        columns: [{ width: 31 }, { width: 12 }, { width: 9 }],
        rows: [
          ['代码', '状态', '合计'],
          ['1', '正常', null],
          ['2', '未知', 3],
        ],
        cells: new Map([
          ['1,2', { formula: 'SUM(1,2)', formulaResult: 3, style: { font: { bold: true }, numFmt: '0.00' } }],
          ['2,1', { value: '未知', comment: { text: '旧批注', author: '甲' } }],
        ]),
        dataValidations: [{ type: 'list', formula1: 'states', range: 'B2:B99' }],
        conditionalRules: [
          {
            type: 'cellIs',
            operator: 'greaterThan',
            formula: '2',
            priority: 1,
            range: 'C2:C99',
            style: { font: { bold: true } },
          },
        ],
        freezePane: { rows: 1 },
        merges: [{ startRow: 5, startCol: 0, endRow: 5, endCol: 2 }],
      },
      { name: '字典', veryHidden: true, rows: [['正常'], ['清算']] },
      { name: '说明', rows: [['说明', '无']] },
    ],
    namedRanges: [
      { name: 'states', range: "'字典'!$A$1:$A$2" },
      { name: 'here', range: "'说明'!$A$1", scope: '说明' },
    ],
    activeSheet: 2,
  })
  writeFileSync(path, bytes)
  return path
}

const MARKS: readonly CellMark[] = [
  { sheet: '名册', row: 2, column: 2, text: '合计不符 <&>' },
  { sheet: '名册', row: 3, column: 1, text: '状态“未知”不在字典中' },
  { sheet: '名册', row: 3, column: 5, text: '缺少代码' },
  { sheet: '名册', row: 9, column: 0, text: '缺少整行' },
]

describe("a marked copy of the clerk's own file", () => {
  test('marked again has one sheet of problems, the new one, in the place of the old', async () => {
    const once = await marked(await clerksFile(), MARKS)
    const again = { sheet: '名册', row: 3, column: 1, text: '只剩这一处' }
    const { sheets } = await library(await marked(once, [again], '名册.xlsx', 'again.xlsx'))
    expect(sheets.map((sheet) => sheet.name)).toEqual([PROBLEMS, '名册', '字典', '说明'])
    expect(sheets[0]?.rows).toEqual([
      ['位置', '问题'],
      ['名册 3', '只剩这一处'],
    ])
    expect(sheets[1]?.rows.slice(0, 3).map((row) => row.slice(0, 2))).toEqual([
      ['代码', '状态'],
      ['1', '正常'],
      ['2', '未知'],
    ])
  })

  test('keeps formulas, widths, hidden sheets, drop-downs, conditional formats, merges and frozen rows', async () => {
    const source = await clerksFile()
    const before = await library(source)
    const after = await library(await marked(source, MARKS))
    const sheets = after.sheets.slice(1)
    expect(after.sheets.map((sheet) => sheet.name)[0]).toBe(PROBLEMS)
    expect(sheets.map((sheet) => [sheet.name, sheet.veryHidden])).toEqual(
      before.sheets.map((sheet) => [sheet.name, sheet.veryHidden]),
    )
    const [was, is] = [sheetOf(before, 0), sheetOf(after, 1)]
    expect(is.cells?.get('1,2')).toMatchObject({
      formula: 'SUM(1,2)',
      formulaResult: 3,
      style: { font: { bold: true }, numFmt: '0.00' },
    })
    expect(is.rows.slice(0, 3).map((row) => row.slice(0, 3))).toEqual(was.rows.slice(0, 3))
    for (const kept of ['dataValidations', 'conditionalRules', 'merges', 'freezePane'] as const) {
      expect(was[kept]).toBeDefined()
      expect(is[kept]).toEqual(was[kept])
    }
    expect(is.columns?.map((column) => column.width)).toEqual([31, 12, 9])
    expect(after.namedRanges).toEqual(before.namedRanges)
    expect(sheetOf(after, 2).rows).toEqual([['正常'], ['清算']])
  })

  test('fills the bad cells, also those that were empty, and no other', async () => {
    const sheet = (await library(await marked(await clerksFile(), MARKS))).sheets[1]
    const hatched = [...(sheet?.cells ?? [])].filter(([, cell]) =>
      JSON.stringify(cell.style?.fill ?? '').includes('lightUp'),
    )
    expect(hatched.map(([place]) => place).sort()).toEqual(['1,2', '2,1', '2,5', '8,0'])
  })

  test('comments on each bad cell, and lengthens a comment that was there', async () => {
    const { cells } = sheetOf(await library(await marked(await clerksFile(), MARKS)), 1)
    expect(cells?.get('1,2')?.comment?.text).toBe('合计不符 <&>')
    expect(cells?.get('2,1')?.comment?.text).toBe('旧批注\n状态“未知”不在字典中')
    expect(cells?.get('8,0')?.comment?.text).toBe('缺少整行')
  })

  test('opens on a list of problems that leads to the cells', async () => {
    const path = await marked(await clerksFile(), MARKS)
    const problems = sheetOf(await library(path), 0)
    expect(problems.rows[1]).toEqual(['名册 2', '合计不符 <&>'])
    expect(problems.cells?.get('3,0')?.hyperlink?.location).toBe("'名册'!F3")
    const zip = await openZip(path, 100)
    expect(await wholeText(zip, 'xl/workbook.xml')).toMatch(/activeTab="0"/)
    const texts = await Promise.all([...zip.entries.keys()].map((part) => wholeText(zip, part)))
    expect(texts.join('').split('tabSelected="1"')).toHaveLength(2)
  })

  test('parts without marks are the same bytes, also those that no library knows', async () => {
    const xml = sheetXml(
      `${textRow(1, ['代码', '名称'])}${textRow(2, ['1', '甲'])}`,
      '<extLst><ext uri="{x}"><odd xmlns="urn:odd">甲</odd></ext></extLst>',
    )
    const parts = bookParts([{ name: '名册', xml }], { 'xl/odd.bin': 'kept', 'customXml/item1.xml': '<odd/>' })
    const path = await marked(await writeParts(scratch.path('odd.xlsx'), parts), [
      { sheet: '名册', row: 2, column: 1, text: '名称' },
    ])
    const zip = await openZip(path, 100)
    expect(await wholeText(zip, 'xl/odd.bin')).toBe('kept')
    const sheet = (await wholeText(zip, 'xl/worksheets/sheet1.xml')) ?? ''
    expect(sheet).toContain('<odd xmlns="urn:odd">甲</odd>')
    expect(sheet).toMatch(/<\/sheetData><legacyDrawing [^>]*\/><extLst>/)
    expect(sheet).toContain('<c r="B2" t="inlineStr" s="6">')
  })

  test('reads again as the same table, so that the mended copy can be handed in', async () => {
    const source = await clerksFile()
    const [before, after] = [
      await gathered(openTables([{ path: source, name: 'a.xlsx' }])),
      await gathered(openTables([{ path: await marked(source, MARKS), name: 'a.xlsx' }])),
    ]
    const rowsOf = (told: typeof before) => told.rows.filter((row) => row.cells.length >= 2)
    expect(after.sheets.map((sheet) => sheet.sheet)).toEqual([PROBLEMS, ...before.sheets.map((sheet) => sheet.sheet)])
    expect(rowsOf(after).slice(-rowsOf(before).length)).toEqual(rowsOf(before))
  })
})

test('a CSV becomes a workbook with its rows where they were', async () => {
  const path = scratch.path('社团.csv')
  writeFileSync(path, "代码,名称\n\n911310000000123456,'=1+1\n")
  const target = await marked(path, [{ sheet: '社团', row: 3, column: 1, text: '名称' }], '社团.csv')
  const [problems, sheet] = (await library(target)).sheets
  expect(sheet?.name).toBe('社团')
  expect(sheet?.rows[2]).toEqual(['911310000000123456', '=1+1'])
  expect(sheet?.cells?.get('2,1')).toMatchObject({ comment: { text: '名称' } })
  expect(sheet?.cells?.get('2,1')?.formula).toBeUndefined()
  expect(problems?.cells?.get('1,0')?.hyperlink?.location).toBe("'社团'!B3")
})

test('a file that cannot be read gives its fault, and no copy', async () => {
  const path = scratch.path('bad.xlsx')
  writeFileSync(path, 'PK\u0003\u0004')
  const before = readdirSync(scratch.folder)
  const fault = await markWorkbook({ path, name: 'bad.xlsx' }, scratch.path('none.xlsx'), [], {
    name: PROBLEMS,
    header: [],
    rows: [],
  })
  expect(fault?.code).toBe('DAMAGED')
  expect(readdirSync(scratch.folder)).toEqual(before)
})
