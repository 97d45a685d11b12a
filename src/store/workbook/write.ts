import { rm, rename, writeFile } from 'node:fs/promises'
import { dateToSerial, writeXlsx, type ConditionalRule, type NamedRange, type WriteSheet } from 'hucre'
import { LISTS_SHEET, MARKS_SHEET, type Cell } from './workbook.ts'
import { openZip, createZip, wholeText, type Zip } from './zip.ts'
import { attributeOf, columnLetters, escapeCell, xmlScanner } from './xml.ts'
import { readBook } from './book.ts'

/** 'text' and 'code' are stored as text, 'date' as a real day, 'count' as a number where it is one. */
export type ColumnKind = 'text' | 'date' | 'count' | 'code'

export type WriteColumn = {
  readonly key: string
  readonly label: string
  /** in characters */
  readonly width?: number
  readonly kind: ColumnKind
  /** the values of the drop-down; other values stay possible after a warning */
  readonly list?: readonly string[]
  /** what a spreadsheet says while a cell of the column is chosen */
  readonly prompt?: { readonly title: string; readonly text: string }
}

/** Cells of a row that are coloured while a formula about the row is true. */
export type WriteCondition = {
  /** 0-based */
  readonly columns: readonly number[]
  readonly rows: number
  readonly formulaAt: (row: number) => string
}

export type WriteRows = AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>

export type WriteTable = {
  readonly name: string
  readonly columns: readonly WriteColumn[]
  readonly rows: WriteRows
  readonly conditions?: readonly WriteCondition[]
}

export type WriteFrame = {
  readonly title?: string
  readonly note?: string
  /** words and values on a very hidden sheet */
  readonly marks?: readonly (readonly [string, string])[]
}

const NUMBER_FORMAT: Readonly<Record<ColumnKind, string>> = { text: '@', code: '@', date: 'yyyy-mm-dd', count: '0' }
const MAX_ROW = 1_048_576

/**
 * Writes a workbook with bounded memory. The library writes the frame (styles, header, drop-downs by named ranges on
 * a very hidden sheet); its streaming writer knows none of these, so the rows are streamed into the frame here.
 */
export async function writeWorkbook(
  path: string,
  tables: readonly WriteTable[],
  frame: WriteFrame = {},
): Promise<void> {
  const shellPath = `${path}.shell`
  const partial = `${path}.new`
  try {
    await writeFile(shellPath, await shellOf(tables, frame))
    const shell = await openZip(shellPath, 2_000)
    await fillShell(shell, partial, tables)
    await rename(partial, path)
  } finally {
    await Promise.all([rm(shellPath, { force: true }), rm(partial, { force: true })])
  }
}

async function shellOf(tables: readonly WriteTable[], frame: WriteFrame): Promise<Uint8Array> {
  const lists = listsOf(tables)
  const sheets: WriteSheet[] = tables.map((table) => shellSheet(table, frame, lists))
  if (lists.length > 0) sheets.push(listsSheet(lists))
  if (frame.marks !== undefined)
    sheets.push({ name: MARKS_SHEET, veryHidden: true, rows: frame.marks.map((mark) => [...mark]) })
  const namedRanges: NamedRange[] = lists.map((list, index) => {
    const column = columnLetters(index)
    return { name: list.name, range: `'${LISTS_SHEET}'!$${column}$1:$${column}$${list.values.length}` }
  })
  return writeXlsx({ sheets, namedRanges, defaultFont: { name: '宋体', size: 11 } })
}

/** Writes rows as they are into one sheet, all of them text, from the first row on. */
export async function writePlainSheet(path: string, name: string, rows: WriteRows): Promise<void> {
  const shellPath = `${path}.shell`
  const cells: WriteSheet['cells'] = new Map([['0,0', { value: '?', style: { numFmt: '@' } }]])
  try {
    await writeFile(shellPath, await writeXlsx({ sheets: [{ name, rows: [], cells }] }))
    await fillShell(await openZip(shellPath, 2_000), path, [{ name, columns: [], rows }])
  } finally {
    await rm(shellPath, { force: true })
  }
}

type ListRange = { readonly name: string; readonly key: string; readonly values: readonly string[] }

function listsOf(tables: readonly WriteTable[]): ListRange[] {
  const lists: ListRange[] = []
  const columns = tables.flatMap((table) => table.columns.map((column) => ({ table, column })))
  for (const { table, column } of columns) {
    if (!column.list || column.list.length === 0) continue
    lists.push({ name: `list_${lists.length + 1}`, key: listKey(table, column), values: column.list })
  }
  return lists
}

function listKey(table: WriteTable, column: WriteColumn): string {
  return `${table.name}\n${column.key}`
}

function listsSheet(lists: readonly ListRange[]): WriteSheet {
  const height = Math.max(...lists.map((list) => list.values.length))
  const rows = Array.from({ length: height }, (_, row) => lists.map((list) => list.values[row] ?? null))
  return { name: LISTS_SHEET, veryHidden: true, rows }
}

/** The sheet with one sample row behind the header, from which the style numbers are read back. */
function shellSheet(table: WriteTable, frame: WriteFrame, lists: readonly ListRange[]): WriteSheet {
  const above = [frame.title, frame.note].filter((line) => line !== undefined)
  const headerRow = above.length
  const cells: WriteSheet['cells'] = new Map()
  const last = Math.max(table.columns.length - 1, 0)
  above.forEach((line, row) => {
    cells.set(`${row},0`, { value: line, style: line === frame.title ? { font: { bold: true, size: 16 } } : {} })
  })
  table.columns.forEach((column, index) => {
    cells.set(`${headerRow},${index}`, { value: column.label, style: HEADER_STYLE })
    cells.set(`${headerRow + 1},${index}`, { value: '?', style: { numFmt: NUMBER_FORMAT[column.kind] } })
  })
  const merges = last === 0 ? [] : above.map((_, row) => ({ startRow: row, startCol: 0, endRow: row, endCol: last }))
  return {
    name: table.name,
    columns: table.columns.map((column) => ({
      width: column.width ?? Math.max(10, column.label.length * 2 + 4),
      style: { numFmt: NUMBER_FORMAT[column.kind] },
    })),
    rows: [],
    cells,
    merges,
    freezePane: { rows: headerRow + 1 },
    ...(table.conditions === undefined ? {} : { conditionalRules: conditionalRules(table, headerRow + 2) }),
    dataValidations: table.columns.flatMap((column, index) =>
      validation(
        column,
        `${columnLetters(index)}${headerRow + 2}:${columnLetters(index)}${MAX_ROW}`,
        lists.find((list) => list.key === listKey(table, column)),
      ),
    ),
  }
}

const HEADER_STYLE = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F0F0F0' } },
  alignment: { vertical: 'center', wrapText: true },
  border: { bottom: { style: 'thin' } },
  numFmt: '@',
} as const

/** A drop-down, or what the kind of the column allows; other values stay possible after a warning. */
function validation(column: WriteColumn, range: string, list: ListRange | undefined) {
  const { prompt } = column
  if (list === undefined && prompt === undefined) return []
  const shown =
    prompt === undefined
      ? {}
      : { showInputMessage: true, inputTitle: prompt.title.slice(0, 32), inputMessage: prompt.text.slice(0, 255) }
  const allowed = list === undefined ? ALLOWED[column.kind] : ({ type: 'list', formula1: list.name } as const)
  const warned = { allowBlank: true, showErrorMessage: true, errorStyle: 'warning' } as const
  return [{ ...allowed, range, ...warned, ...shown }]
}

const FREE = { type: 'textLength', operator: 'lessThanOrEqual', formula1: '32767' } as const
const ALLOWED = {
  text: FREE,
  code: FREE,
  date: { type: 'date', operator: 'greaterThanOrEqual', formula1: '1' },
  count: { type: 'decimal', operator: 'greaterThanOrEqual', formula1: '0' },
} as const

function conditionalRules({ conditions = [] }: WriteTable, firstRow: number): ConditionalRule[] {
  return conditions.flatMap(({ columns, rows, formulaAt }, index) =>
    columns.map((column) => ({
      type: 'expression' as const,
      priority: index + 1,
      formula: formulaAt(firstRow),
      range: `${columnLetters(column)}${firstRow}:${columnLetters(column)}${firstRow + rows}`,
      style: CONTRADICTS,
    })),
  )
}

const CONTRADICTS = {
  font: { bold: true, color: { rgb: '9C0006' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFC7CE' }, bgColor: { rgb: 'FFC7CE' } },
} as const

async function fillShell(shell: Zip, path: string, tables: readonly WriteTable[]): Promise<void> {
  const book = await readBook(shell)
  const target = createZip(path)
  try {
    for (const entry of shell.entries.values()) {
      const table = tables[book.sheets.findIndex((sheet) => sheet.part === entry.name)]
      if (table) await target.add(entry.name, filledSheet(await partText(shell, entry.name), table))
      else await target.copy(shell, entry)
    }
    await target.finish()
  } catch (error) {
    target.abandon()
    throw error
  }
}

async function partText(zip: Zip, name: string): Promise<string> {
  const text = await wholeText(zip, name)
  if (text === undefined) throw new Error(`the frame has no part ${name}`)
  return text
}

/** Puts the rows where the sample row stands. */
async function* filledSheet(shell: string, table: WriteTable): AsyncGenerator<string> {
  const at = shell.lastIndexOf('<row ')
  const end = shell.indexOf('</sheetData>')
  const sample = shell.slice(at, end)
  const first = Number(attributeOf(sample, 'r'))
  const styles = styleNumbers(sample)
  yield shell.slice(0, at)
  let row = first
  for await (const cells of table.rows) {
    if (row > MAX_ROW) throw new Error(`the sheet “${table.name}” is full: ${MAX_ROW} rows`)
    yield rowXml(row, cells, (column) => ({
      kind: table.columns[column]?.kind ?? 'text',
      style: styles[column] ?? styles[0] ?? 0,
    }))
    row += 1
  }
  yield shell.slice(end)
}

function styleNumbers(sample: string): number[] {
  const styles: number[] = []
  const scanner = xmlScanner({
    open: (name, raw) => {
      if (name === 'c') styles.push(Number(attributeOf(raw, 's') ?? '0'))
    },
  })
  scanner.push(sample)
  return styles
}

type CellForm = { readonly kind: ColumnKind; readonly style: number }

/** One row of a sheet. A text never becomes a formula: it is stored as a string, whatever it begins with. */
export function rowXml(row: number, cells: readonly Cell[], formOf: (column: number) => CellForm): string {
  let xml = `<row r="${row}">`
  cells.forEach((text, column) => {
    if (text === null || text === '') return
    const form = formOf(column)
    const start = `<c r="${columnLetters(column)}${row}" s="${form.style}"`
    const number = numberOf(text, form.kind)
    xml += number === undefined ? `${start} t="inlineStr">${inlineText(text)}</c>` : `${start}><v>${number}</v></c>`
  })
  return `${xml}</row>`
}

export function inlineText(text: string): string {
  return `<is><t xml:space="preserve">${escapeCell(text)}</t></is>`
}

/** The day after which the two ways of counting the leap year 1900 agree. */
const FIRST_SAFE_DAY = '1900-03-01'

function numberOf(text: string, kind: ColumnKind): number | string | undefined {
  if (kind === 'count')
    return /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/.test(text) && text !== '-0' && !tooFine(text) ? text : undefined
  if (kind !== 'date' || !/^\d{4}-\d\d-\d\d$/.test(text) || text < FIRST_SAFE_DAY) return undefined
  const day = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text ? undefined : dateToSerial(day)
}

/** A decimal that would not come back as it is written (trailing zeros, more digits than a number keeps). */
function tooFine(text: string): boolean {
  return String(Number(text)) !== text || text.replace(/\D/g, '').length > 15
}
