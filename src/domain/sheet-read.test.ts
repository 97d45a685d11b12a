import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './day.ts'
import { findCreditCheck, findOrganizationCheck } from './identifier.ts'
import {
  cellText,
  creditCodeProblem,
  NO_MAPPING,
  readHeader,
  readMapping,
  readRow,
  type CellValue,
  type Mapping,
} from './sheet-read.ts'
import { findColumn, findSheet, NOUNS, SHEETS, type Column } from './sheet.ts'

const AT = { file: 'f.csv', sheetName: '社会组织', headerRow: 1, mapping: NO_MAPPING }

/** What one cell of the organizations is read as, with the codes of what is said of it. */
function read(key: string, text: string | null, flag?: string, mapping: Mapping = NO_MAPPING) {
  const { layout } = readHeader({ ...AT, mapping, sheet: SHEETS.organizations }, ['code', key])
  const flags = flag === undefined ? {} : { flags: { 1: flag } }
  const { row, problems } = readRow(layout, { row: 7, cells: ['X', text], ...flags })
  const own = problems.filter((one) => one.column === key)
  return {
    value: row.values[key],
    said: own.map((one) => one.code),
    suggestion: own[0]?.suggestion,
    cell: own[0]?.cell,
  }
}

describe('a day', () => {
  it.each([
    '2024-03-01',
    '2024/3/1',
    '2024.3.1',
    '2024.03.01',
    '20240301',
    '2024年3月1日',
    '２０２４－０３－０１',
    ' 2024-03-01 ',
    '2024-03-01 00:00:00',
    '2024-03-01T00:00:00.000Z',
  ])('is read from “%s”', (text) => expect(read('registeredOn', text)).toMatchObject({ value: '2024-03-01', said: [] }))

  it.each([
    '2024-02-30',
    '2023-02-29',
    '24-3-1',
    '2024-13-01',
    '3/1/2024',
    '2024年3月',
    '45352',
    '昨天',
    '2024-03-01 12:30',
  ])('is not read from “%s”', (text) =>
    expect(read('registeredOn', text)).toMatchObject({ value: undefined, said: ['notDay'], cell: 'B7' }),
  )
})

describe('a count', () => {
  it.each<[string, number]>([
    ['12', 12],
    ['１２', 12],
    ['1,234', 1234],
    ['1，234，567'.replace('，567', ''), 1234],
    ['12.0', 12],
    ['0', 0],
    ['007', 7],
  ])('“%s” is %i', (text, count) => expect(read('staff', text)).toMatchObject({ value: count, said: [] }))

  it.each(['-1', '1.5', '12人', '1,23', '1e3', '1 234', '１．５', '1000001', '∞', '三'])('“%s” is none', (text) =>
    expect(read('staff', text)).toMatchObject({ value: undefined, said: ['notCount'] }),
  )
})

describe('a credit code', () => {
  const valid = codeFor('5132040050990000')
  function codeFor(first16: string): string {
    const first17 = `${first16}${findOrganizationCheck(first16.slice(8))}`
    return `${first17}${findCreditCheck(first17)}`
  }
  const codeCell = (text: string) => {
    const { layout } = readHeader({ ...AT, sheet: SHEETS.organizations }, ['code'])
    const { row, problems } = readRow(layout, { row: 2, cells: [text] })
    return [row.values['code'], problems.map((one) => [one.code, one.severity])]
  }

  it.each<[string, string, boolean]>([
    ['as it is', valid, false],
    ['with spaces, without a word', ` ${valid.slice(0, 6)} ${valid.slice(6)} `, false],
    ['in small letters', valid.toLowerCase(), /[A-Z]/.test(valid)],
    ['in full width', valid.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)), true],
  ])('is read %s; every change beyond white space is said', (_name, text, isSaid) => {
    expect(codeCell(text)).toEqual([valid, isSaid ? [['codeNormalised', 'warning']] : []])
  })

  it('with look-alike letters is kept, and the right one suggested, never applied', () => {
    const wrong = valid.replace('0', 'O')
    expect(codeCell(wrong)[0]).toBe(wrong)
    expect(creditCodeProblem(wrong, 'service')).toMatchObject({ code: 'codeCheck', suggestion: valid })
  })

  it.each<[string, string, string | undefined]>([
    ['a valid one', valid, undefined],
    ['one whose check fails', `${valid.slice(0, 17)}${valid.endsWith('1') ? '2' : '1'}`, 'codeCheck'],
    ['one that is too short', valid.slice(1), 'codeForm'],
    ['a code of another country', 'SC012345', 'codeForm'],
  ])('of a registered organization: %s', (_name, code, problem) => {
    expect(creditCodeProblem(code, 'service')?.code).toBe(problem)
  })

  it('is not asked of an organization on file, unless it looks like one', () => {
    expect(creditCodeProblem('BA-320402001001-7', 'filed')).toBeUndefined()
    expect(creditCodeProblem(`${valid.slice(0, 17)}${valid.endsWith('1') ? '2' : '1'}`, 'filed')?.code).toBe(
      'codeCheck',
    )
  })

  it.each(['rounded', 'exponent'])('that a spreadsheet has %s is refused', (flag) => {
    const { layout } = readHeader({ ...AT, sheet: SHEETS.organizations }, ['code', 'bodyId', 'staff'])
    const flags = { 0: flag, 1: flag, 2: flag }
    const { row, problems } = readRow(layout, { row: 2, cells: ['913204000000000000', '1E+17', '3'], flags })
    expect(row.values).toEqual({ staff: 3 })
    expect(problems.map((one) => [one.cell, one.code])).toEqual([
      ['A2', 'codeRounded'],
      ['B2', 'codeRounded'],
    ])
  })
})

describe('other cells', () => {
  it.each<[string, string, CellValue | null | undefined]>([
    ['placeCode', '320402000000', '320402000000'],
    ['placeCode', ' ３２０４０２ ', '320402'],
    ['placeCode', 'cz-jkq', 'CZ-JKQ'],
    ['longitude', '-0.5', -0.5],
    ['latitude', '３１．８', 31.8],
    ['partyGroup', '是', true],
    ['partyGroup', 'No', false],
    ['partyGroup', '√', true],
    ['kind', '民办非企业单位', 'service'],
    ['kind', ' 社 团 ', 'association'],
    ['kind', 'LawFirm', 'lawFirm'],
    ['line', '行业线', 'industry'],
    ['grade', '３Ａ', '3A'],
    ['bodyId', 'ＥＤＵ１', 'EDU1'],
    ['name', '  甲  乙 ', '甲  乙'],
    ['name', '=1+1', '=1+1'],
    ['notBuiltReason', '#清空', null],
    ['staff', '#clear', null],
    ['name', '   ', undefined],
  ])('%s “%s” is %j', (key, text, value) => expect(read(key, text)).toMatchObject({ value, said: [] }))

  it.each<[string, string, string, string | null]>([
    ['kind', '社会服务', 'notChoice', '社会服务机构'],
    ['kind', '公司', 'notChoice', null],
    ['line', '行业条', 'notChoice', '行业'],
    ['partyGroup', '可能', 'notYesNo', null],
    ['placeCode', '32040', 'notPlaceCode', null],
    ['placeCode', '常州', 'notPlaceCode', null],
    ['latitude', '91', 'notDecimal', null],
    ['latitude', '31°48', 'notDecimal', null],
    ['name', '长'.repeat(201), 'tooLong', null],
  ])('%s “%s” is refused: %s', (key, text, code, suggestion) => {
    expect(read(key, text)).toMatchObject({ value: undefined, said: [code], suggestion, cell: 'B7' })
  })

  it.each<[string, string | null, string, CellValue | undefined]>([
    ['merged', null, 'cellMerged', undefined],
    ['error', '#REF!', 'cellError', undefined],
    ['formula', '5', 'cellFormula', 5],
  ])('a cell that is %s', (flag, text, code, value) => {
    expect(read('staff', text, flag)).toMatchObject({ value, said: [code], cell: 'B7' })
  })

  it('the first of merged cells is read', () =>
    expect(read('staff', '5', 'merged')).toMatchObject({ value: 5, said: [] }))

  it('a list is split at half and full semicolons, its codes made normal', () => {
    const { layout } = readHeader({ ...AT, sheet: SHEETS.partyOrganizations }, ['id', 'covers'])
    const { row } = readRow(layout, { row: 2, cells: ['P1', ' a1；A 2;;Ａ3 ; '] })
    expect(row.values['covers']).toEqual(['A1', 'A2', 'A3'])
  })

  it('a word of a mapping is read as what it means, a constant where the file has no column', () => {
    const mapping: Mapping = {
      sheet: 'organizations',
      columns: { 类型: 'kind' },
      words: { kind: { Charity: 'foundation' } },
      constants: { status: '正常', staff: '四' },
    }
    const { layout, problems } = readHeader({ ...AT, mapping, sheet: SHEETS.organizations }, ['code', '类型'])
    expect(problems).toEqual([])
    const { row, problems: told } = readRow(layout, { row: 2, cells: ['X1', 'Charity'] })
    expect(row.values).toEqual({ code: 'X1', kind: 'foundation', status: 'active' })
    expect(told).toMatchObject([{ code: 'notCount', cell: null, row: 2 }])
  })
})

describe('a header', () => {
  const header = (...cells: (string | null)[]) => readHeader({ ...AT, sheet: SHEETS.organizations }, cells)
  const keysOf = (...cells: (string | null)[]) => header(...cells).layout.columns.map((one) => one?.key)
  const told = (...cells: (string | null)[]) => header(...cells).problems.map((one) => [one.code, one.cell])

  it('names columns by machine name, Chinese label or a known other spelling, in any order', () => {
    expect(keysOf('staff', '名称', '组织类别', '信用代码')).toEqual(['staff', 'name', 'kind', 'code'])
    expect(keysOf('* 统一社会 信用代码：', 'Full Members', '成立日期*', 'ＮＡＭＥ')).toEqual([
      'code',
      'fullMembers',
      'registeredOn',
      'name',
    ])
  })
  it('says what is unknown, twice or missing', () => {
    expect(told('code', '备注', null, '  ')).toEqual([['columnUnknown', 'B1']])
    expect(told('code', '名称', 'name')).toEqual([['columnTwice', 'C1']])
    expect(told('名称', '类别')).toEqual([['columnMissing', null]])
    expect(told('代码')).toEqual([])
  })
  it('reads over the column that marks synthetic rows', () => {
    expect(told('code', '演示数据 synthetic')).toEqual([])
    expect(keysOf('code', '演示数据 synthetic')).toEqual(['code', undefined])
  })
  it('takes the first of a column that stands twice', () => {
    const { layout } = header('code', 'name', '名称')
    expect(readRow(layout, { row: 2, cells: ['X1', '甲', '乙'] }).row.values['name']).toBe('甲')
  })
  it('has no two columns of a sheet under one spelling', () => {
    for (const noun of NOUNS) {
      const { columns } = SHEETS[noun]
      for (const column of columns) {
        for (const name of [column.key, column.label, ...column.aliases]) {
          expect(findColumn(SHEETS[noun], name)?.key, `${noun} ${name}`).toBe(column.key)
        }
      }
    }
  })
  it.each([
    ['organizations', 'organizations'],
    ['社会组织', 'organizations'],
    ['名册', 'organizations'],
    ['PartyOrganizations', 'partyOrganizations'],
    ['党 组织', 'partyOrganizations'],
    ['区划', 'places'],
    ['责任主体', 'bodies'],
    ['Sheet1', undefined],
  ])('of a sheet “%s” is that of %s', (name, noun) => expect(findSheet(name)?.noun).toBe(noun))
})

/** Values of a column as an import can have stored them. */
function valueOf(column: Column): fc.Arbitrary<CellValue> {
  const text = fc.string({
    minLength: 1,
    maxLength: 20,
    unit: fc.constantFrom('甲', 'a', ' ', '=', "'", '"', ',', ';', '#', '\n', '7'),
  })
  const code = fc.stringMatching(/^[A-Z0-9-]{1,18}$/)
  switch (column.kind) {
    case 'text':
      return text.map((one) => one.trim()).filter((one) => one !== '')
    case 'code':
      return code
    case 'codes':
      return fc.uniqueArray(code, { minLength: 1, maxLength: 4 })
    case 'placeCode':
      return fc.constantFrom('320402', '320402001', '320402001001', 'CZ-JKQ')
    case 'day':
      return fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1900-01-01', days))
    case 'count':
      return fc.nat(column.max)
    case 'decimal':
      return fc
        .double({ min: column.min, max: column.max, noNaN: true })
        .map((one) => (one === 0 ? 0 : Number(one.toFixed(9))))
    case 'yesNo':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...column.choices.map((one) => one.word))
  }
}

const COLUMNS = NOUNS.flatMap((noun) => SHEETS[noun].columns.map((column) => [noun, column.key, column] as const))

it.each(COLUMNS)('what is written of %s %s is read back as the same', (noun, key, column) => {
  const { layout } = readHeader({ ...AT, sheet: SHEETS[noun] }, [column.label])
  fc.assert(
    fc.property(valueOf(column), (value) => {
      const { row, problems } = readRow(layout, { row: 2, cells: [cellText(column, value)] })
      expect(row.values[key]).toEqual(value === 0 ? 0 : value)
      expect(problems).toEqual([])
    }),
    { numRuns: 60 },
  )
})

it.each<[unknown, string]>([
  [[], 'a mapping is an object'],
  [{}, 'sheet names the noun'],
  [{ sheet: 'places', columns: { a: 1 } }, 'columns: header to column'],
  [{ sheet: 'places', constants: 'x' }, 'constants: column to text'],
  [{ sheet: 'places', words: { kind: { a: 1 } } }, 'words: for each column'],
])('%j is no mapping: %s', (raw, sentence) => expect(readMapping(raw)).toContain(sentence))

it('a mapping finds its headers whatever their case, stars and spaces', () => {
  const mapping = readMapping({ sheet: 'organizations', columns: { ' Charity * Name': 'name' } })
  if (typeof mapping === 'string') throw new Error(mapping)
  const { layout } = readHeader({ ...AT, mapping, sheet: SHEETS.organizations }, ['code', 'CHARITY NAME'])
  expect(layout.columns[1]?.key).toBe('name')
})
