import { isDay } from './day.ts'
import { creditCodeFaults, normalCode, suggestCreditCode } from './identifier.ts'
import { isPlaceCode } from './place.ts'
import { cellName, problemText, PROBLEMS, type Problem, type ProblemCode } from './problem.ts'
import type { RefusalDetails } from './refusal.ts'
import {
  CLEAR_WORDS,
  findColumn,
  headerForm,
  LIST_SEPARATOR,
  RESULT_COLUMNS,
  type Column,
  type Sheet,
  SYNTHETIC_COLUMN,
} from './sheet.ts'

/** A row as it stands in the file; `row` is the number the clerk sees, flags are by 0-based column. */
export type FileRow = {
  readonly row: number
  readonly cells: readonly (string | null)[]
  readonly hidden?: true
  readonly flags?: Readonly<Record<number, string>>
}

export type CellValue = string | number | boolean | readonly string[]

/** What a row says: a column that is blank is absent, one that is cleared is null. */
export type SheetRow = {
  readonly row: number
  readonly values: Readonly<Record<string, CellValue | null>>
}

/** How foreign headers and words are read, and values for columns the file does not have. */
export type Mapping = {
  readonly sheet: string
  readonly columns: Readonly<Record<string, string>>
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly constants: Readonly<Record<string, string>>
}

export const NO_MAPPING: Mapping = { sheet: '', columns: {}, words: {}, constants: {} }

/** Where a table stands, its columns by position, and what its mapping adds. */
export type Layout = {
  readonly file: string
  readonly sheetName: string
  readonly sheet: Sheet
  readonly columns: readonly (Column | undefined)[]
  readonly mapping: Mapping
  readonly headerRow: number
}

/** The header read: which column each cell names, what is unknown, missing or twice. */
export function readHeader(layout: Omit<Layout, 'columns'>, header: readonly (string | null)[]) {
  const columns = header.map((cell) => (cell === null ? undefined : columnOf(layout, cell)))
  const problems: Problem[] = []
  const at = { ...layout, columns }
  for (const [index, cell] of header.entries()) {
    const column = columns[index]
    if (cell === null || cell.trim() === '' || isOwnMark(cell)) continue
    if (column === undefined)
      problems.push(problemAt(at, 'columnUnknown', layout.headerRow, { index, read: cell, header: cell }))
    else if (columns.indexOf(column) !== index) {
      problems.push(problemAt(at, 'columnTwice', layout.headerRow, { index, read: cell, header: cell }))
    }
  }
  const key = layout.sheet.columns.find((one) => one.key === layout.sheet.key)
  const given = (one: Column) => columns.includes(one) || layout.mapping.constants[one.key] !== undefined
  if (key !== undefined && !given(key)) {
    problems.push(problemAt(at, 'columnMissing', layout.headerRow, { label: key.label, key: key.key }))
  }
  return { layout: at, problems }
}

const OWN_MARKS = [SYNTHETIC_COLUMN.header, ...RESULT_COLUMNS].map(headerForm)

/** Whether a header is one that we write and never read: the mark of synthetic rows, the results of a marked copy. */
export function isOwnMark(header: string): boolean {
  return OWN_MARKS.includes(headerForm(header))
}

function columnOf(layout: Omit<Layout, 'columns'>, header: string): Column | undefined {
  const mapped = layout.mapping.columns[headerForm(header)]
  if (mapped !== undefined) return layout.sheet.columns.find((one) => one.key === mapped)
  return findColumn(layout.sheet, header)
}

type At = { readonly index?: number; readonly read?: string; readonly suggestion?: string } & RefusalDetails

/** A problem of a cell (`index` is its 0-based column) or of a whole row. */
export function problemAt(layout: Layout, code: ProblemCode, row: number, at: Partial<At>): Problem {
  const { index, read, suggestion, ...details } = at
  return {
    file: layout.file,
    sheet: layout.sheetName,
    row,
    cell: index === undefined ? null : cellName(index, row),
    column: index === undefined ? null : (layout.columns[index]?.key ?? null),
    code,
    severity: PROBLEMS[code].severity,
    read: read ?? null,
    message: problemText(code, { ...details, read: read ?? '' }),
    suggestion: suggestion ?? null,
  }
}

/** A problem of the named column of a row, or of the row where the file lacks the column. */
export function problemOf(
  layout: Layout,
  code: ProblemCode,
  row: number,
  at: Partial<At> & { readonly key?: string },
): Problem {
  const { key, ...rest } = at
  const index = layout.columns.findIndex((one) => one?.key === key)
  return problemAt(layout, code, row, index < 0 ? rest : { ...rest, index })
}

/** One row read cell by cell: all problems at once. */
export function readRow(
  layout: Layout,
  raw: FileRow,
): { readonly row: SheetRow; readonly problems: readonly Problem[] } {
  const values: Record<string, CellValue | null> = {}
  const problems: Problem[] = []
  for (const [key, text] of Object.entries(layout.mapping.constants)) {
    const column = layout.sheet.columns.find((one) => one.key === key)
    if (column !== undefined) readInto(values, problems, { layout, column, index: -1, row: raw.row }, text)
  }
  for (const [index, column] of layout.columns.entries()) {
    if (column === undefined || layout.columns.indexOf(column) !== index) continue
    const at = { layout, column, index, row: raw.row }
    const cell = raw.cells[index] ?? null
    const flagged = flagProblem(at, cell, raw.flags?.[index])
    if (flagged !== undefined) problems.push(flagged)
    if (cell !== null && flagged?.severity !== 'error') readInto(values, problems, at, cell)
  }
  return { row: { row: raw.row, values }, problems }
}

type CellAt = { readonly layout: Layout; readonly column: Column; readonly index: number; readonly row: number }

function flagProblem(at: CellAt, cell: string | null, flag: string | undefined): Problem | undefined {
  const code = flagCode(at.column, cell, flag)
  if (code === undefined) return undefined
  return problemAt(at.layout, code, at.row, { index: at.index, ...(cell === null ? {} : { read: cell }) })
}

function flagCode(column: Column, cell: string | null, flag: string | undefined): ProblemCode | undefined {
  if (flag === 'merged') return cell === null ? 'cellMerged' : undefined
  if (flag === 'error') return 'cellError'
  if (flag === 'formula') return 'cellFormula'
  const isCode = column.kind === 'code' || column.kind === 'codes' || column.kind === 'placeCode'
  return isCode && (flag === 'rounded' || flag === 'exponent') ? 'codeRounded' : undefined
}

function readInto(values: Record<string, CellValue | null>, problems: Problem[], at: CellAt, cell: string): void {
  const { column, layout } = at
  const text = (layout.mapping.words[column.key]?.[cell.trim()] ?? cell).trim()
  if (text === '') return
  if (CLEAR_WORDS.includes(text.toUpperCase())) {
    values[column.key] = null
    return
  }
  const read = READERS[column.kind](column, text)
  for (const finding of read.problems) problems.push(findingAt(at, finding, text))
  if (read.value !== undefined) values[column.key] = read.value
}

function findingAt(at: CellAt, finding: Finding, read: string): Problem {
  const { code, details = {}, suggestion } = finding
  const named = { ...details, read, ...(suggestion === undefined ? {} : { suggestion }) }
  return problemAt(at.layout, code, at.row, at.index < 0 ? named : { ...named, index: at.index })
}

/** What is to be said of a value, before it is known in which cell it stands. */
export type Finding = {
  readonly code: ProblemCode
  readonly details?: RefusalDetails
  readonly suggestion?: string | undefined
}

type Reading = { readonly value?: CellValue; readonly problems: readonly Finding[] }

/** How the text of a cell is read, by the kind of its column. */
const READERS: Readonly<Record<Column['kind'], (column: Column, text: string) => Reading>> = {
  text: readText,
  code: readCode,
  codes: (_column, text) =>
    fine(
      text
        .split(LIST_SEPARATOR)
        .map(normalCode)
        .filter((one) => one !== ''),
    ),
  placeCode: readPlaceCode,
  day: readDay,
  count: readCount,
  decimal: readDecimal,
  yesNo: readYesNo,
  choice: readChoice,
}

function fine(value: CellValue): Reading {
  return { value, problems: [] }
}

function wrong(code: ProblemCode, details: RefusalDetails = {}): Reading {
  return { problems: [{ code, details }] }
}

function readText(column: Column, text: string): Reading {
  const max = column.kind === 'text' ? column.max : 0
  return text.length > max ? wrong('tooLong', { max }) : fine(text)
}

/** Ids keep their case; credit codes are normalised, and every change beyond white space is said. */
function readCode(column: Column, text: string): Reading {
  if (text.length > 60) return wrong('tooLong', { max: 60 })
  if (column.key !== 'code') return fine(text.normalize('NFKC'))
  const code = normalCode(text)
  return code === text.replace(/\s/g, '')
    ? fine(code)
    : { value: code, problems: [{ code: 'codeNormalised', details: { normal: code } }] }
}

/** A place as a drop-down gives it is its code with its name behind. */
const NAMED_PLACE = /^(\d{6}|\d{9}|\d{12})\s+\D/

function readPlaceCode(_column: Column, text: string): Reading {
  const code = NAMED_PLACE.exec(text.normalize('NFKC'))?.[1] ?? normalCode(text)
  return isPlaceCode(code) ? fine(code) : wrong('notPlaceCode')
}

/** A day as people write it: 2024-03-01, 2024/3/1, 2024.3.1, 20240301, 2024年3月1日. */
function readDay(_column: Column, text: string): Reading {
  const plain = text.normalize('NFKC').replace(/[T ]00:00(:00(\.0+)?)?Z?$/, '')
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (parts === null) return wrong('notDay')
  const day = `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`
  return isDay(day) ? fine(day) : wrong('notDay')
}

function readCount(column: Column, text: string): Reading {
  const plain = text.normalize('NFKC').replace(/,(?=\d{3}\b)/g, '')
  const count = /^\d{1,9}(\.0+)?$/.test(plain) ? Number(plain) : Number.NaN
  const max = column.kind === 'count' ? column.max : 0
  return count <= max ? fine(count) : wrong('notCount')
}

function readDecimal(column: Column, text: string): Reading {
  const plain = text.normalize('NFKC')
  const [min, max] = column.kind === 'decimal' ? [column.min, column.max] : [0, 0]
  const number = /^-?\d{1,4}(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
  return number >= min && number <= max ? fine(number) : wrong('notDecimal', { min, max })
}

const YES: readonly string[] = ['yes', 'y', 'true', '1', '是', '有', '√']
const NO: readonly string[] = ['no', 'n', 'false', '0', '否', '无', '×']

function readYesNo(_column: Column, text: string): Reading {
  const word = text.normalize('NFKC').toLowerCase()
  if (YES.includes(word)) return fine(true)
  return NO.includes(word) ? fine(false) : wrong('notYesNo')
}

function readChoice(column: Column, text: string): Reading {
  const choices = column.kind === 'choice' ? column.choices : []
  const wanted = headerForm(text)
  const found = choices.find((one) => [one.word, ...one.zh].some((word) => headerForm(word) === wanted))
  if (found !== undefined) return fine(found.word)
  const near = choices.find((one) => one.zh.some((word) => word.includes(text) || text.includes(word)))
  const details = { choices: choices.map((one) => one.zh[0]).join('、') }
  return { problems: [{ code: 'notChoice', details, suggestion: near?.zh[0] }] }
}

/**
 * What the checks of GB 32100 say of an organization's code: a warning on the import of old data, an error on entry.
 * A code on file (BA-…) and the codes of other countries are kept as they are, with a word where the form is not known.
 */
export function creditCodeProblem(code: string, kind: string): Finding | undefined {
  if (kind === 'filed' && !/^[0-9A-Z]{18}$/.test(code)) return undefined
  const faults = creditCodeFaults(code)
  if (faults.length === 0) return undefined
  if (faults.includes('length')) return { code: 'codeForm' }
  const which = faults.map((fault) => CODE_FAULTS[fault]).join('、')
  return { code: 'codeCheck', details: { which }, suggestion: suggestCreditCode(code) }
}

const CODE_FAULTS = {
  length: 'GB 32100 / length',
  charset: 'GB 32100 / characters',
  organizationCheck: 'GB 11714, 17',
  creditCheck: 'GB 32100, 18',
} as const

/** The text of a value as the sheet writes it, so that what is exported is read back as the same. */
export function cellText(column: Column, value: CellValue | null): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.join(';')
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (column.kind === 'choice') return column.choices.find((one) => one.word === value)?.zh[0] ?? String(value)
  return typeof value === 'number' ? numberText(value) : String(value)
}

/** A number in plain digits: nobody writes 1e-7 into a cell, and it would not be read back. */
function numberText(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

/** A mapping from a file or a request; a sentence where it is none. Headers are kept in the form they compare in. */
export function readMapping(raw: unknown): Mapping | string {
  if (!isRecord(raw)) return 'a mapping is an object with sheet, columns, words and constants'
  const { sheet, columns = {}, words = {}, constants = {} } = raw
  if (typeof sheet !== 'string') return 'sheet names the noun'
  if (!isTexts(columns)) return 'columns: header to column'
  if (!isTexts(constants)) return 'constants: column to text'
  if (!isRecord(words)) return 'words: column to words'
  const checked = Object.entries(words).flatMap(([key, map]) => (isTexts(map) ? [[key, map] as const] : []))
  if (checked.length !== Object.keys(words).length) return 'words: for each column, the word read to the word meant'
  const byForm = Object.entries(columns).map(([header, key]) => [headerForm(header), key] as const)
  return { sheet, columns: Object.fromEntries(byForm), words: Object.fromEntries(checked), constants }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((one) => typeof one === 'string')
}
