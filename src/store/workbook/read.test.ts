import { afterAll, describe, expect, test } from 'vitest'
import { readWorkbook } from './read.ts'
import {
  bookParts,
  gathered,
  scratchFolder,
  sheetXml,
  textRow,
  writeParts,
  writeSheet,
  type Part,
  type Parts,
} from './fixture.ts'

const scratch = scratchFolder()
afterAll(scratch.remove)

const HEAD = textRow(1, ['代码', '名称'])
let files = 0

async function readRows(rows: string, over: Parts = {}) {
  files += 1
  const path = await writeSheet(scratch.path(`${files}.xlsx`), rows, over)
  return gathered(readWorkbook({ path, name: '名册.xlsx' }))
}

function textOfPart(part: Part | undefined): string {
  return typeof part === 'string' ? part : ''
}

/** Reads one cell, put in B2 beside a text in A2. */
async function readCell(cell: string, over: Parts = {}) {
  const told = await readRows(`${HEAD}<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c>${cell}</row>`, over)
  expect(told.faults).toEqual([])
  return [told.rows[0]?.cells[1] ?? null, told.rows[0]?.flags?.[1]] as const
}

describe('a cell is read as the clerk sees it', () => {
  test.each([
    ['a whole number', '<c r="B2"><v>42</v></c>', '42'],
    ['a number written with a decimal point', '<c r="B2"><v>42.0</v></c>', '42'],
    ['a decimal without the noise of binary fractions', '<c r="B2"><v>0.30000000000000004</v></c>', '0.3'],
    ['a longitude', '<c r="B2"><v>116.3974589</v></c>', '116.3974589'],
    ['a very small number in plain decimals', '<c r="B2"><v>1.5E-7</v></c>', '0.00000015'],
    ['a number in exponents that is short', '<c r="B2"><v>1.2E+3</v></c>', '1200'],
    ['true', '<c r="B2" t="b"><v>1</v></c>', 'true'],
    ['false', '<c r="B2" t="b"><v>0</v></c>', 'false'],
    ['a number in a text cell', '<c r="B2" s="3" t="str"><v>007</v></c>', '007'],
    ['a day', '<c r="B2" s="1"><v>45473</v></c>', '2024-06-30'],
    ['a day with a time', '<c r="B2" s="1"><v>45473.75</v></c>', '2024-06-30'],
    ['a day in a Chinese format', '<c r="B2" s="2"><v>45473</v></c>', '2024-06-30'],
    ['a day before the false leap day of 1900', '<c r="B2" s="1"><v>59</v></c>', '1900-02-28'],
    ['a day after it', '<c r="B2" s="1"><v>61</v></c>', '1900-03-01'],
    ['a negative number under a day format', '<c r="B2" s="1"><v>-1</v></c>', '-1'],
    ['a number whose format holds the word day in quotes', '<c r="B2" s="4"><v>5</v></c>', '5'],
    ['a time of day', '<c r="B2" s="5"><v>0.5</v></c>', '0.5'],
    ['an ISO day', '<c r="B2" t="d"><v>2024-06-30T00:00:00</v></c>', '2024-06-30'],
    ['rich text', '<c r="B2" t="inlineStr"><is><r><t>党</t></r><r><t>支部</t></r></is></c>', '党支部'],
    [
      'text without its phonetic reading',
      '<c r="B2" t="inlineStr"><is><t>社团</t><rPh sb="0" eb="1"><t>shetuan</t></rPh></is></c>',
      '社团',
    ],
    ['entities and escapes', '<c r="B2" t="inlineStr"><is><t>A&amp;B &#x7532;_x000D_&lt;</t></is></c>', 'A&B 甲\r<'],
    ['full-width digits as they are', '<c r="B2" t="inlineStr"><is><t>１２</t></is></c>', '１２'],
    ['a cell without a reference', '<c t="inlineStr"><is><t>乙</t></is></c>', '乙'],
    ['attributes on lines of their own', "<c\n r='B2'\n t='inlineStr'><is><t>乙</t></is></c>", '乙'],
    ['text in CDATA', '<c r="B2" t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>', 'a<b'],
  ])('%s', async (_what, cell, text) => {
    expect(await readCell(cell)).toEqual([text, undefined])
  })

  test.each([
    ['a formula gives the value last computed', '<c r="B2"><f>1+1</f><v>2</v></c>', '2', 'formula'],
    ['a formula never computed is empty, and flagged', '<c r="B2"><f>1+1</f></c>', null, 'formula'],
    ['an error', '<c r="B2" t="e"><f>A9</f><v>#REF!</v></c>', '#REF!', 'error'],
    [
      'a code of 18 digits stored as a number',
      '<c r="B2"><v>911310000000123000</v></c>',
      '911310000000123000',
      'rounded',
    ],
    ['such a code in exponents', '<c r="B2"><v>9.1131000000012301E+17</v></c>', '911310000000123010', 'rounded'],
    [
      'the rounded code pasted as text',
      '<c r="B2" t="str"><v>911310000000123000</v></c>',
      '911310000000123000',
      'rounded',
    ],
    ['exponent text', '<c r="B2" t="str"><v>9.1E+17</v></c>', '9.1E+17', 'exponent'],
  ] as const)('%s', async (_what, cell, text, flag) => {
    const [read, told] = await readCell(cell)
    expect(told).toBe(flag)
    if (text === '911310000000123010') expect(read).toMatch(/^9113100000001230\d\d$/)
    else expect(read).toBe(text)
  })

  test('a workbook that counts from 1904 gives the same days', async () => {
    const book = bookParts([{ name: '名册', xml: '' }])['xl/workbook.xml']
    const over = { 'xl/workbook.xml': textOfPart(book).replace('<bookViews>', '<workbookPr date1904="1"/><bookViews>') }
    expect(await readCell('<c r="B2" s="1"><v>44011</v></c>', over)).toEqual(['2024-06-30', undefined])
  })

  test('shared strings', async () => {
    const parts = bookParts([{ name: '名册', xml: '' }])
    const over = {
      'xl/_rels/workbook.xml.rels': textOfPart(parts['xl/_rels/workbook.xml.rels']).replace(
        '</Relationships>',
        '<Relationship Id="rIdT" Type="x/sharedStrings" Target="/xl/strings.xml"/></Relationships>',
      ),
      'xl/strings.xml': '<sst><si><t>零</t></si><si><r><t>一</t></r><r><t>二</t></r></si><si/></sst>',
    }
    expect(await readCell('<c r="B2" t="s"><v>1</v></c>', over)).toEqual(['一二', undefined])
    expect(await readCell('<c r="B2" t="s"><v>2</v></c>', over)).toEqual([null, undefined])
  })
})

describe('the table in a sheet', () => {
  test('the header is the first row with two filled cells: titles and blank rows above are passed over', async () => {
    const told = await readRows(
      `${textRow(2, ['全市社会组织名册'])}${textRow(4, ['代码', '名称'])}${textRow(5, ['1', '甲'])}`,
    )
    expect(told.sheets).toEqual([{ file: '名册.xlsx', sheet: '名册', header: ['代码', '名称'], headerRow: 4 }])
    expect(told.rows).toEqual([{ row: 5, cells: ['1', '甲'] }])
  })

  test('a sheet of one column is headed by its first row', async () => {
    const told = await readRows(`${textRow(1, ['代码'])}${textRow(2, ['1'])}${textRow(3, ['2'])}`)
    expect(told.sheets[0]?.header).toEqual(['代码'])
    expect(told.rows.map((row) => row.row)).toEqual([2, 3])
  })

  test('rows without text are left out, rows keep their numbers, blanks at the end are cut', async () => {
    const told = await readRows(
      `${HEAD}${textRow(3, ['1', '甲', ''])}${textRow(4, ['　', ' '])}<row r="900"><c r="A900" s="2"/></row>`,
    )
    expect(told.rows).toEqual([{ row: 3, cells: ['1', '甲'] }])
    expect(told.ends).toEqual([{ kind: 'end', sheet: '名册', rows: 1, hidden: 0 }])
  })

  test('hidden rows are read and counted', async () => {
    const told = await readRows(
      `${HEAD}${textRow(2, ['1', '甲'], ' hidden="1"')}${textRow(3, ['2', '乙'], ' hidden="0"')}`,
    )
    expect(told.rows.map((row) => row.hidden)).toEqual([true, undefined])
    expect(told.ends[0]).toMatchObject({ rows: 2, hidden: 1 })
  })

  test('every cell under a merged range is flagged, and a doubtful value keeps its own flag', async () => {
    const rows = `${HEAD}${textRow(2, ['1', '甲'])}<row r="3"><c r="B3"><v>911310000000123000</v></c></row>${textRow(4, ['3', '丙'])}`
    const xml = sheetXml(rows, '<mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>')
    const path = await writeParts(scratch.path('merged.xlsx'), bookParts([{ name: '名册', xml }]))
    const told = await gathered(readWorkbook({ path, name: 'a.xlsx' }))
    expect(told.rows.map((row) => row.flags)).toEqual([
      { 0: 'merged', 1: 'merged' },
      { 0: 'merged', 1: 'rounded' },
      undefined,
    ])
  })

  test('all visible sheets are read, hidden ones are named, empty ones pass in silence', async () => {
    const table = sheetXml(`${HEAD}${textRow(2, ['1', '甲'])}`)
    const parts = bookParts([
      { name: '一', xml: table },
      { name: '藏', xml: table, state: 'hidden' },
      { name: '深藏', xml: table, state: 'veryHidden' },
      { name: '空', xml: sheetXml('') },
      { name: '二', xml: table },
    ])
    const told = await gathered(
      readWorkbook({ path: await writeParts(scratch.path('many.xlsx'), parts), name: 'a.xlsx' }),
    )
    expect(told.ends.map((end) => [end.sheet, end.rows])).toEqual([
      ['一', 1],
      ['二', 1],
    ])
    expect(told.faults.map((fault) => [fault.code, fault.sheet, fault.fatal])).toEqual([
      ['HIDDEN_SHEET', '藏', false],
      ['HIDDEN_SHEET', '深藏', false],
    ])
  })

  test('elements under a prefix are read as well', async () => {
    const xml = sheetXml(`${HEAD}${textRow(2, ['1', '甲'])}`)
      .replace(/<(\/?)(?=[a-z])/g, '<$1x:')
      .replace('xmlns=', 'xmlns:x=')
    const path = await writeParts(scratch.path('prefix.xlsx'), bookParts([{ name: '名册', xml }]))
    const told = await gathered(readWorkbook({ path, name: 'a.xlsx' }))
    expect(told.rows).toEqual([{ row: 2, cells: ['1', '甲'] }])
  })
})
