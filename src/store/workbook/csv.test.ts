import { writeFileSync } from 'node:fs'
import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, test } from 'vitest'
import { WORKBOOK_LIMITS } from './workbook.ts'
import { guardFormula, readDelimited, unguardFormula } from './csv.ts'
import { gathered, scratchFolder } from './fixture.ts'
import { readWorkbook } from './read.ts'
import { writeCsv, writeJsonl } from './text.ts'
import { readFileSync } from 'node:fs'

const scratch = scratchFolder()
afterAll(scratch.remove)

async function readBytes(bytes: Buffer | string, name = '名册.csv') {
  const path = scratch.path(name)
  writeFileSync(path, bytes)
  return gathered(readWorkbook({ path, name }))
}

describe('a text file', () => {
  const TABLE = '代码,名称\r\n1,甲\r\n'
  test.each([
    ['UTF-8', Buffer.from(TABLE), 'utf8'],
    ['UTF-8 with a mark at its start', Buffer.from(`\uFEFF${TABLE}`), 'utf8'],
    ['GB18030', iconv.encode(TABLE, 'gb18030'), 'gb18030'],
    ['Unicode text of a spreadsheet', Buffer.from(`\uFEFF${TABLE.replaceAll(',', '\t')}`, 'utf16le'), 'utf16le'],
    ['tabs', Buffer.from(TABLE.replaceAll(',', '\t')), 'utf8'],
    ['semicolons', Buffer.from(TABLE.replaceAll(',', ';')), 'utf8'],
    ['lines ended by LF', Buffer.from(TABLE.replaceAll('\r\n', '\n')), 'utf8'],
    ['no end of line at its end', Buffer.from(TABLE.trimEnd()), 'utf8'],
  ])('%s', async (_what, bytes, encoding) => {
    const told = await readBytes(bytes)
    expect(told.faults).toEqual([])
    expect(told.sheets).toEqual([{ file: '名册.csv', sheet: '名册', header: ['代码', '名称'], headerRow: 1, encoding }])
    expect(told.rows).toEqual([{ row: 2, cells: ['1', '甲'] }])
  })

  test('a rare character of GB18030 survives', async () => {
    const told = await readBytes(iconv.encode('代码,名称\n1,㐂𠮷\n', 'gb18030'))
    expect(told.rows[0]?.cells).toEqual(['1', '㐂𠮷'])
  })

  test('rows are numbered as a spreadsheet shows them: a quoted line break is no row, a blank line is one', async () => {
    const told = await readBytes('代码,名称\n1,"甲\n乙"\n\n2,"说""好"""\n')
    expect(told.rows).toEqual([
      { row: 2, cells: ['1', '甲\n乙'] },
      { row: 4, cells: ['2', '说"好"'] },
    ])
  })

  test('a separator in quotes does not decide the delimiter', async () => {
    const told = await readBytes('代码;名称\n"a,b,c,d";乙\n')
    expect(told.rows[0]?.cells).toEqual(['a,b,c,d', '乙'])
  })

  test('what a spreadsheet has spoilt is flagged', async () => {
    const told = await readBytes('代码,名称,数\n9.1E+17,911310000000123000,#REF!\n')
    expect(told.rows[0]?.flags).toEqual({ 0: 'exponent', 1: 'rounded', 2: 'error' })
  })

  test('pasted cells are read the same way', async () => {
    const told = await gathered(readDelimited('代码\t名称\n1\t甲\n', WORKBOOK_LIMITS))
    expect(told.rows).toEqual([{ row: 2, cells: ['1', '甲'] }])
  })
})

const cellText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', ',', ';', ' ', '＝', '甲', '\0', '_x0041_'),
  }),
)

describe('formulas in exported text', () => {
  test('no text leaves as a formula, and reading gives it back (NUL excepted, which nothing can hold)', () => {
    fc.assert(
      fc.property(cellText, (text) => {
        const safe = guardFormula(text)
        expect(safe).not.toMatch(/^[=+\-@\t\r\n\0]/)
        expect(unguardFormula(safe)).toBe(text.replaceAll('\0', ''))
      }),
    )
  })

  test.each(['utf8', 'gb18030'] as const)('a CSV in %s gives every text back', async (encoding) => {
    const path = scratch.path('round.csv')
    const wellFormed = cellText
      .map((text) => Buffer.from(text.replaceAll('\0', '')).toString())
      .filter((text) => text !== '' && !text.includes('\uFFFD'))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(wellFormed, wellFormed), { minLength: 1, maxLength: 5 }), async (rows) => {
        await writeCsv(
          path,
          ['key', 'a', 'b'],
          rows.map((row) => ['x', ...row]),
          { encoding },
        )
        const told = await gathered(readWorkbook({ path, name: 'round.csv' }))
        expect(told.faults).toEqual([])
        expect(told.rows.map((row) => row.cells.slice(1))).toEqual(rows)
      }),
      { numRuns: 60 },
    )
  })

  test('UTF-8 is marked at its start so that Excel opens it rightly', async () => {
    await writeCsv(scratch.path('bom.csv'), ['名称'], [['=1+1']], { encoding: 'utf8' })
    expect(readFileSync(scratch.path('bom.csv'), 'utf8')).toBe("\uFEFF名称\r\n'=1+1\r\n")
  })

  test('one document a line', async () => {
    await writeJsonl(scratch.path('a.jsonl'), [{ code: '1' }, { code: null }])
    expect(readFileSync(scratch.path('a.jsonl'), 'utf8')).toBe('{"code":"1"}\n{"code":null}\n')
  })
})
