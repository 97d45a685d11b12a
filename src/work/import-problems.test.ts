import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  contentHash,
  importSheets,
  openTestDesk,
  organization,
  SMALL_CITY,
  type TestDesk,
} from '../../test/import-desk.ts'
import { findCreditCheck, findOrganizationCheck } from '../domain/identifier.ts'
import { cellName, PROBLEMS, type Problem, type ProblemCode } from '../domain/problem.ts'
import { SHEETS, type Noun } from '../domain/sheet.ts'
import { bookParts, scratchFolder, sheetXml, writeParts } from '../store/workbook/fixture.ts'
import { csvLine } from '../store/workbook/text.ts'
import type { SourceFile } from '../store/workbook/workbook.ts'
import { readFiles } from './import-read.ts'
import { performImport, rehearseImport } from './import.ts'
import type { Desk } from './desk.ts'

/** A row that brings one problem: where it stands, what it says, and the column that is named (null: the whole row). */
type Example = {
  readonly noun: Noun
  readonly row: Readonly<Record<string, string>>
  readonly column: string | null
  readonly read?: string
  readonly suggestion?: string
  /** Read by an officer of one district. */
  readonly isOfficer?: true
}

/** Said of files and whole sheets, not of a row that a table of examples could hold; each has a test below or elsewhere. */
type OfFiles =
  | 'columnMissing'
  | 'columnTwice'
  | 'columnUnknown'
  | 'sheetUnknown'
  | 'sheetHidden'
  | 'sheetEmpty'
  | 'cellMerged'
  | 'cellError'
  | 'cellFormula'
  | 'codeRounded'
/** An import warns with codeCheck where entry by hand refuses; a code is retired by an event of its life (life.test.ts). */
type OfEntry = 'codeCheckEntry' | 'codeRetired'
/** Said of a list of liaison assignments, which is tested beside it. */
type OfLiaison = 'careUnknown' | 'officerUnknown' | 'officerMany' | 'officerAway' | 'careEnds'
/** Said of a workbook of census returns, which is tested beside it. */
type OfCensus = 'censusPeriod' | 'censusUnknown' | 'censusRule'

const VALID = validCode('5132040050990000')

/** A credit code with both check characters. */
function validCode(first16: string): string {
  const first17 = `${first16}${findOrganizationCheck(first16.slice(8))}`
  return `${first17}${findCreditCheck(first17)}`
}

const party = (row: Readonly<Record<string, string>>) => ({
  name: '支部',
  level: '党支部',
  formation: '联合',
  foundedOn: '2020-01-01',
  ...row,
})
const at = (noun: Noun, row: Readonly<Record<string, string>>, column: string | null, read?: string): Example => ({
  noun,
  row,
  column,
  ...(read === undefined ? {} : { read }),
})
const unit = (row: Readonly<Record<string, string>>, column: string | null, read?: string) =>
  at('organizations', { ...organization('', { placeCode: '320402' }), ...row }, column, read)

/** One example for each thing that an import can say of a row. */
const EXAMPLES: Readonly<
  Record<Exclude<ProblemCode, OfFiles | OfEntry | OfCensus | OfLiaison>, readonly [Example, ...Example[]]>
> = {
  needed: [
    unit({ code: 'X1', name: '' }, 'name'),
    at('places', { code: '320999' }, 'name'),
    at('bodies', { id: 'NEW', name: '新' }, 'line'),
    at('partyOrganizations', { id: 'X1', name: '支部', level: '党支部' }, 'formation'),
  ],
  keyMissing: [unit({ code: '' }, 'code')],
  keyTwice: [unit({ code: 'A3' }, 'code', 'A3')],
  keyClear: [unit({ code: '#CLEAR' }, 'code')],
  needClear: [
    unit({ code: 'A2', name: '#清空' }, 'name'),
    at('places', { code: '320402002', name: '#CLEAR' }, 'name'),
    at('bodies', { id: 'MZ', line: '#CLEAR' }, 'line'),
    at('partyOrganizations', { id: 'PA', level: '#CLEAR' }, 'level'),
  ],
  tooLong: [unit({ code: 'X2', name: '长'.repeat(201) }, 'name', '长'.repeat(201))],
  notDay: [unit({ code: 'X3', registeredOn: '2024-02-30' }, 'registeredOn', '2024-02-30')],
  notCount: [unit({ code: 'X4', staff: '三人' }, 'staff', '三人'), unit({ code: 'X4b', staff: '-1' }, 'staff', '-1')],
  notDecimal: [unit({ code: 'X5', longitude: '181' }, 'longitude', '181')],
  notYesNo: [unit({ code: 'X6', partyGroup: '也许' }, 'partyGroup', '也许')],
  notChoice: [{ ...unit({ code: 'X7', kind: '社会服务' }, 'kind', '社会服务'), suggestion: '社会服务机构' }],
  notPlaceCode: [unit({ code: 'X8', placeCode: '32040' }, 'placeCode', '32040')],
  codeNormalised: [unit({ code: 'ｘ9' }, 'code', 'ｘ9')],
  codeForm: [unit({ code: 'X10' }, 'code', 'X10')],
  codeCheck: [
    unit({ code: `${VALID.slice(0, 17)}${VALID.endsWith('M') ? 'N' : 'M'}` }, 'code'),
    { ...unit({ code: VALID.replace('0', 'O') }, 'code', VALID.replace('0', 'O')), suggestion: VALID },
  ],
  placeUnknown: [
    unit({ code: 'X11', placeCode: '999999' }, 'placeCode', '999999'),
    at('bodies', { id: 'NEW2', name: '新', line: '民政', placeCode: '999999' }, 'placeCode', '999999'),
  ],
  placeBlank: [unit({ code: 'X12', placeCode: '' }, 'placeCode')],
  parentUnknown: [
    at('places', { code: '320998', name: '无', parentCode: '999999' }, 'parentCode', '999999'),
    at('places', { code: '320998001', name: '无', parentCode: '320998' }, 'parentCode', '320998'),
    at('bodies', { id: 'NEW3', name: '新', line: '民政', parentId: 'NONE' }, 'parentId', 'NONE'),
    at('bodies', { id: 'NEW4', name: '新', line: '民政', parentId: 'NEW3' }, 'parentId', 'NEW3'),
  ],
  parentCircle: [
    at('places', { code: '320402', parentCode: '320402001' }, 'parentCode', '320402'),
    at('places', { code: '320402001', parentCode: '320402' }, 'parentCode', '320402001'),
    at('bodies', { id: 'EDU', parentId: 'HEA' }, 'parentId', 'EDU'),
    at('bodies', { id: 'HEA', parentId: 'EDU' }, 'parentId', 'HEA'),
  ],
  ownSuperior: [
    at('bodies', { id: 'SQ', parentId: 'SQ' }, 'parentId', 'SQ'),
    at('bodies', { id: 'NEW5', name: '新', line: '民政', endedOn: '2024-01-01', successorId: 'NEW5' }, 'successorId'),
  ],
  bodyRetired: [
    unit({ code: 'X20', bodyId: 'GONE' }, 'bodyId', 'GONE'),
    at('bodies', { id: 'NEW6', name: '新', line: '民政', parentId: 'GONE' }, 'parentId', 'GONE'),
  ],
  bodyReplaced: [{ ...unit({ code: 'X21', bodyId: 'OLD' }, 'bodyId', 'OLD'), suggestion: 'MZ' }],
  successorAlone: [at('bodies', { id: 'NEW7', name: '新', line: '民政', successorId: 'MZ' }, 'endedOn')],
  placeRetired: [unit({ code: 'X22', placeCode: '320408' }, 'placeCode', '320408')],
  placeReplaced: [{ ...unit({ code: 'X23', placeCode: '320409' }, 'placeCode', '320409'), suggestion: '320402' }],
  bodyUnknown: [unit({ code: 'X13', bodyId: 'NONE' }, 'bodyId', 'NONE')],
  bodyLine: [unit({ code: 'X14', bodyId: 'MZ', line: '行业' }, 'bodyId', 'MZ')],
  organizationUnknown: [
    at('partyOrganizations', party({ id: 'X2', covers: 'A1;NONE' }), 'covers', 'NONE'),
    // The row of X7 is refused in the same file.
    at('partyOrganizations', party({ id: 'X3', covers: 'X7' }), 'covers', 'X7'),
  ],
  coverTwice: [at('partyOrganizations', party({ id: 'X4', covers: 'A1;A1' }), 'covers', 'A1')],
  superiorUnknown: [at('partyOrganizations', party({ id: 'X5', superiorId: 'NONE' }), 'superiorId', 'NONE')],
  membersExceedStaff: [
    unit({ code: 'X15', staff: '2', fullMembers: '3' }, 'fullMembers', '3 / 2'),
    unit({ code: 'A1', staff: '3' }, 'fullMembers', '4 / 3'),
  ],
  fullTimeExceedsStaff: [unit({ code: 'X16', staff: '2', staffFullTime: '3' }, 'staffFullTime', '3 / 2')],
  elsewhereExceedsMembers: [
    unit({ code: 'X17', fullMembers: '1', relationElsewhere: '2' }, 'relationElsewhere', '2 / 1'),
  ],
  endBeforeStart: [
    unit({ code: 'X18', endedOn: '2018-03-01' }, 'endedOn', '2018-03-01'),
    unit({ code: 'B2', registeredOn: '', endedOn: '2017-01-01' }, 'endedOn', '2017-01-01'),
    at(
      'places',
      { code: '320997', name: '无', validFrom: '2020-01-01', validTo: '2019-01-01' },
      'validTo',
      '2019-01-01',
    ),
    at('places', { code: '320404001', validTo: '1899-01-01' }, 'validTo', '1899-01-01'),
    at('partyOrganizations', party({ id: 'X6', endedOn: '2019-01-01' }), 'endedOn', '2019-01-01'),
    at('partyOrganizations', { id: 'PB', endedOn: '2019-01-01' }, 'endedOn', '2019-01-01'),
  ],
  countBeforeStart: [unit({ code: 'X19', registeredOn: '2024-01-01', staff: '3' }, 'registeredOn')],
  jointUnits: [at('partyOrganizations', party({ id: 'X7', covers: 'A1;A2;A3;B1;B2;B3' }), 'covers', '6')],
  independentUnits: [at('partyOrganizations', party({ id: 'X8', formation: '单独', covers: 'A1;B1' }), 'covers', '2')],
  termExpired: [at('partyOrganizations', party({ id: 'X9', termEndsOn: '2022-01-01' }), 'termEndsOn', '2022-01-01')],
  coveredOutsideLife: [
    at(
      'partyOrganizations',
      party({ id: 'X10', foundedOn: '2010-01-01', endedOn: '2011-01-01', covers: 'A1' }),
      'covers',
      'A1',
    ),
  ],
  outOfScope: [
    { ...unit({ code: 'Y1', placeCode: '320404' }, null), isOfficer: true },
    { ...unit({ code: 'B1' }, null), isOfficer: true },
    { ...unit({ code: 'A2', placeCode: '320404001' }, null), isOfficer: true },
    { ...at('places', { code: '320402', name: '甲' }, null), isOfficer: true },
    { ...at('bodies', { id: 'MZ', name: '甲' }, null), isOfficer: true },
    { ...at('partyOrganizations', { id: 'PB', name: '甲' }, null), isOfficer: true },
    { ...at('partyOrganizations', party({ id: 'Y2' }), null), isOfficer: true },
  ],
}

/** Codes that were retired, with and without one that took over. */
const RETIRED = {
  places: [
    { code: '320408', name: '丁区', parentCode: '320400', validTo: '2022-01-01' },
    { code: '320409', name: '戊区', parentCode: '320400', validTo: '2022-01-01', successorCode: '320402' },
  ],
  bodies: [
    { id: 'GONE', name: '旧党委', line: '民政', endedOn: '2022-01-01' },
    { id: 'OLD', name: '原党委', line: '民政', endedOn: '2022-01-01', successorId: 'MZ' },
  ],
}

let city: TestDesk
let officer: Desk
const scratch = scratchFolder()
const AS_OF = '2023-06-01'

beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  await importSheets(city.desk, RETIRED, '2023-01-02')
  officer = await city.deskOf([{ role: 'officer', place: '320402' }])
})
afterAll(async () => {
  scratch.remove()
  await city.close()
})

type Placed = Example & { readonly code: ProblemCode; readonly line: number }

/** The examples of a noun as one file, with the row each stands in; A3 stands first, so that it can stand twice. */
function placed(noun: Noun, isOfficer: boolean): Placed[] {
  const all = Object.keys(EXAMPLES).flatMap((code) => {
    const known = Object.keys(PROBLEMS).find((one): one is keyof typeof EXAMPLES => one === code && one in EXAMPLES)
    return known === undefined ? [] : EXAMPLES[known].map((one) => ({ ...one, code: known }))
  })
  const own = all.filter((one) => one.noun === noun && (one.isOfficer === true) === isOfficer)
  return own.map((one, index) => ({ ...one, line: index + (noun === 'organizations' ? 3 : 2) }))
}

function fileOf(noun: Noun, rows: readonly Placed[], name: string): SourceFile {
  const keys = SHEETS[noun].columns.map((column) => column.key)
  const first = noun === 'organizations' ? [organization('A3', { fullMembers: '#CLEAR', staff: '5' })] : []
  const lines = [...first, ...rows.map((one) => one.row)].map((row: Readonly<Record<string, string>>) =>
    keys.map((key) => row[key] ?? ''),
  )
  const path = scratch.path(name)
  writeFileSync(path, [keys, ...lines].map(csvLine).join(''))
  return { path, name }
}

const NOUN_NAMES = ['places', 'bodies', 'organizations', 'partyOrganizations'] as const

test.each([
  ['the operator', false],
  ['an officer of a district', true],
])(
  'each problem of a row is told with file, sheet, row, cell, what was read and the mend: %s',
  async (_who, isOfficer) => {
    const placedBy = new Map(NOUN_NAMES.map((noun) => [noun, placed(noun, isOfficer)]))
    const files = NOUN_NAMES.map((noun) => fileOf(noun, placedBy.get(noun) ?? [], `${noun}.csv`))
    const parsed = await readFiles(files, { mappingFor: () => undefined })
    const order = { batchId: randomUUID(), files: files.map((one) => one.name), asOf: AS_OF }
    const { problems, sheets } = await rehearseImport(isOfficer ? officer : city.desk, parsed, order)
    for (const [noun, rows] of placedBy) {
      for (const { code, line, column, read, suggestion } of rows) {
        const told = problems.filter((one) => one.sheet === noun && one.row === line)
        const one = told.find((problem) => problem.code === code)
        const index = SHEETS[noun].columns.findIndex((each) => each.key === column)
        expect(one, `${noun} row ${line}: ${code} among ${told.map((each) => each.code).join()}`).toMatchObject({
          file: `${noun}.csv`,
          column,
          cell: column === null ? null : cellName(index, line),
          severity: PROBLEMS[code].severity,
          suggestion: suggestion ?? null,
          ...(read === undefined ? {} : { read }),
        })
        expect(`${one?.message.zh}${one?.message.en}`, code).not.toMatch(/[{}]|undefined/)
      }
      const isError = (problem: Problem) => problem.sheet === noun && problem.severity === 'error'
      const rejected = new Set(problems.filter(isError).map((problem) => problem.row)).size
      expect(sheets.find((one) => one.sheet === noun)?.rejected ?? 0, noun).toBe(rejected)
    }
  },
)

test('a refused row changes nothing while the good rows of the same file come in', async () => {
  const before = await contentHash(city.ask)
  const bad = placed('organizations', false).filter((one) => PROBLEMS[one.code].severity === 'error')
  const file = fileOf('organizations', bad, 'organizations.csv')
  const parsed = await readFiles([file], { mappingFor: () => undefined })
  const order = { batchId: randomUUID(), files: [file.name], asOf: AS_OF }
  const result = await performImport({ ...city.desk, key: randomUUID() }, parsed, order)
  expect(result.sheets).toMatchObject([{ rows: bad.length + 1, rejected: bad.length, changed: 1, created: 0 }])
  expect(await contentHash(city.ask)).not.toBe(before)
  const [alone] = placed('organizations', false)
  expect(alone).toBeDefined()
  const other = await openTestDesk()
  try {
    await importSheets(other.desk, SMALL_CITY, '2023-01-01')
    await importSheets(other.desk, RETIRED, '2023-01-02')
    await importSheets(
      other.desk,
      { organizations: [organization('A3', { fullMembers: '#CLEAR', staff: '5' })] },
      AS_OF,
    )
    expect(await contentHash(city.ask)).toBe(await contentHash(other.ask))
  } finally {
    await other.close()
  }
})

function csv(name: string, lines: readonly (readonly string[])[]): SourceFile {
  const path = scratch.path(name)
  writeFileSync(path, lines.map(csvLine).join(''))
  return { path, name }
}

test('problems of a header name the header cell, and a table without its key column brings in no row', async () => {
  const files = [
    csv('organizations.csv', [
      ['名称', '* 类别 ', '备注', '名称'],
      ['甲', '基金会', '', ''],
    ]),
    csv('新表.csv', [['a'], ['1']]),
    csv('bodies.csv', [['编号', '名称', '条线']]),
  ]
  const { problems, tallies, rows } = await readFiles(files, { mappingFor: () => undefined })
  expect(problems.map(({ file, row, cell, code, severity }) => [file, row, cell, code, severity])).toEqual([
    ['organizations.csv', 1, 'C1', 'columnUnknown', 'warning'],
    ['organizations.csv', 1, 'D1', 'columnTwice', 'error'],
    ['organizations.csv', 1, null, 'columnMissing', 'error'],
    ['新表.csv', 1, null, 'sheetUnknown', 'error'],
    ['bodies.csv', 1, null, 'sheetEmpty', 'warning'],
  ])
  expect(tallies.organizations).toMatchObject({ rows: 1, rejected: 1 })
  expect(rows.organizations).toEqual([])
})

test('merged, formula, error and rounded cells of a workbook are told where they stand', async () => {
  const cells = (row: number, ...given: string[]) => `<row r="${row}">${given.join('')}</row>`
  const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`
  const header = cells(1, text('A1', 'code'), text('B1', 'name'), text('C1', 'kind'), text('D1', 'staff'))
  const rows = [
    header,
    cells(2, '<c r="A2"><v>913204005090000090</v></c>', text('B2', '甲'), text('C2', '基金会')),
    cells(3, text('A3', 'Z3'), text('B3', '乙'), text('C3', '基金会'), '<c r="D3"><f>1+2</f><v>3</v></c>'),
    cells(4, text('A4', 'Z4'), text('B4', '丙'), text('C4', '基金会'), '<c r="D4" t="e"><v>#REF!</v></c>'),
    cells(5, text('A5', 'Z5'), text('B5', '丁'), text('C5', '基金会')),
    cells(6, text('A6', 'Z6'), text('C6', '基金会')),
  ]
  const xml = sheetXml(rows.join(''), '<mergeCells count="1"><mergeCell ref="B5:B6"/></mergeCells>')
  const path = await writeParts(scratch.path('flags.xlsx'), bookParts([{ name: '社会组织', xml }]))
  const { problems, tallies } = await readFiles([{ path, name: 'flags.xlsx' }], { mappingFor: () => undefined })
  expect(problems.map(({ sheet, cell, code, severity }) => [sheet, cell, code, severity])).toEqual([
    ['社会组织', 'A2', 'codeRounded', 'error'],
    ['社会组织', 'D3', 'cellFormula', 'warning'],
    ['社会组织', 'D4', 'cellError', 'error'],
    ['社会组织', 'B6', 'cellMerged', 'error'],
  ])
  expect(tallies.organizations).toMatchObject({ rows: 5, rejected: 3 })
})
