import { basename, extname } from 'node:path'

import type { Problem } from '../domain/problem.ts'
import {
  problemAt,
  isOwnMark,
  problemOf,
  readHeader,
  readRow,
  NO_MAPPING,
  type FileRow,
  type Layout,
  type Mapping,
} from '../domain/sheet-read.ts'
import { isExampleKey } from '../domain/sheet-check.ts'
import { findSheet, headerForm, RESULT_COLUMNS, type Noun, type Sheet, SHEETS } from '../domain/sheet.ts'
import { openTables } from '../store/workbook/open.ts'
import type { FileFault, RawSheet, SourceFile, TableEvent } from '../store/workbook/workbook.ts'
import { addProblem, emptyTallies, type ParsedFiles, type ParsedRow, type TablePlace } from './import-run.ts'

export type ReadOptions = {
  /** The noun of tables that do not name one. */
  readonly noun?: Noun | undefined
  /** Finds the mapping that is remembered for a table with these headers. */
  readonly mappingFor: (signature: string) => Mapping | undefined
  /** Words that the clerk accepted in place of what was read: sheet, column, read, meant. */
  readonly overrides?: Overrides | undefined
  readonly maxRows?: number
  readonly progress?: (rows: number) => void
}

/** Words that the clerk accepted in place of what was read. */
export type Overrides = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>

type Reading = {
  readonly options: ReadOptions
  readonly rows: Record<Noun, ParsedRow[]>
  readonly tallies: ParsedFiles['tallies']
  readonly problems: Problem[]
  readonly unknown: { file: string; sheet: string; headers: string[] }[]
  readonly headers: { noun: Noun; headers: string[] }[]
  /** Where each key of a noun stood first. */
  readonly seen: Record<Noun, Map<string, number>>
  readonly tables: TablePlace[]
  /** Whether rows may be wider than the headers: not where the columns of an earlier marked copy stand behind them. */
  widens: boolean
  layout: Layout | undefined
  usable: boolean
  total: number
}

/** Headers of a table in one form and order: the name under which its mapping is remembered. */
export function signatureOf(headers: readonly (string | null)[]): string {
  return headers
    .filter((header) => header !== null && header.trim() !== '')
    .map((header) => headerForm(header ?? ''))
    .toSorted()
    .join('|')
}

/** Reads files given together, in any order, to their last row: all problems at once, nothing written. */
export async function readFiles(files: readonly SourceFile[], options: ReadOptions): Promise<ParsedFiles> {
  const reading: Reading = {
    options,
    rows: { places: [], bodies: [], organizations: [], partyOrganizations: [] },
    tallies: emptyTallies(),
    problems: [],
    unknown: [],
    headers: [],
    seen: { places: new Map(), bodies: new Map(), organizations: new Map(), partyOrganizations: new Map() },
    tables: [],
    widens: true,
    layout: undefined,
    usable: false,
    total: 0,
  }
  for await (const event of openTables(files, { limits: { maxRows: options.maxRows ?? 200_000 } })) take(reading, event)
  const { rows, tallies, problems, unknown, headers, tables } = reading
  return { rows, tallies, problems, unknown, headers, tables }
}

function take(reading: Reading, event: TableEvent): void {
  if (event.kind === 'sheet') openSheet(reading, event.sheet)
  else if (event.kind === 'rows') for (const row of event.rows) takeRow(reading, row)
  else if (event.kind === 'fault') addProblem(reading.problems, faultProblem(event.fault))
  else if (reading.layout !== undefined) {
    reading.tallies[reading.layout.sheet.noun].hidden += event.hidden
    if (event.rows === 0)
      addProblem(
        reading.problems,
        problemAt(reading.layout, 'sheetEmpty', reading.layout.headerRow, { sheet: event.sheet }),
      )
  }
}

/** What the reader says of a file stands as a problem of its first row. */
function faultProblem(fault: FileFault): Problem {
  return {
    file: fault.file,
    sheet: fault.sheet ?? '',
    row: 0,
    cell: null,
    column: null,
    code: fault.code,
    severity: fault.fatal ? 'error' : 'warning',
    read: null,
    message: fault.message,
    suggestion: null,
  }
}

function openSheet(reading: Reading, raw: RawSheet): void {
  const { options } = reading
  const mapping = withOverrides(
    options.mappingFor(signatureOf(raw.header)) ?? NO_MAPPING,
    options.overrides?.[raw.sheet],
  )
  const sheet = sheetOf(raw, options.noun, mapping)
  const at = { file: raw.file, sheetName: raw.sheet, headerRow: raw.headerRow, mapping }
  if (sheet === undefined) {
    const layout = { ...at, sheet: SHEETS.organizations, columns: [] }
    addProblem(reading.problems, problemAt(layout, 'sheetUnknown', raw.headerRow, { sheet: raw.sheet }))
    reading.layout = undefined
    reading.usable = false
    return
  }
  const { layout, problems } = readHeader({ ...at, sheet }, raw.header)
  for (const problem of problems) addProblem(reading.problems, problem)
  const headers = raw.header.filter((header) => header !== null && header.trim() !== '')
  const foreign = headers.filter(
    (header) => layout.columns[raw.header.indexOf(header)] === undefined && !isOwnMark(header ?? ''),
  )
  if (foreign.length > 0) reading.unknown.push({ file: raw.file, sheet: raw.sheet, headers: foreign.map(String) })
  const results = raw.header.findIndex((header) => headerForm(header ?? '') === headerForm(RESULT_COLUMNS[0]))
  reading.widens = results < 0
  const width = results < 0 ? raw.header.length : results
  reading.tables.push({ file: raw.file, sheet: raw.sheet, headerRow: raw.headerRow, width })
  reading.headers.push({ noun: sheet.noun, headers: headers.map(String) })
  reading.layout = layout
  reading.usable = !problems.some((problem) => problem.severity === 'error')
}

/** Accepted words are read like those of a mapping, for this batch alone. */
function withOverrides(mapping: Mapping, own: Overrides[string] | undefined): Mapping {
  if (own === undefined) return mapping
  const keys = new Set([...Object.keys(mapping.words), ...Object.keys(own)])
  const words = [...keys].map((key) => [key, { ...mapping.words[key], ...own[key] }] as const)
  return { ...mapping, words: Object.fromEntries(words) }
}

/** The noun of a table: what the caller says, what its mapping says, the sheet's name, or the file's. */
function sheetOf(raw: RawSheet, noun: Noun | undefined, mapping: Mapping): Sheet | undefined {
  const byName = findSheet(raw.sheet) ?? findSheet(basename(raw.file, extname(raw.file)))
  return findSheet(mapping.sheet) ?? byName ?? (noun === undefined ? undefined : SHEETS[noun])
}

function takeRow(reading: Reading, raw: FileRow): void {
  const { layout } = reading
  if (layout === undefined) return
  if (isExampleKey(raw.cells[layout.columns.findIndex((one) => one?.key === layout.sheet.key)] ?? null)) return
  const table = reading.tables.at(-1)
  if (table !== undefined && reading.widens) table.width = Math.max(table.width, raw.cells.length)
  const { noun } = layout.sheet
  const tally = reading.tallies[noun]
  tally.rows += 1
  reading.total += 1
  if (reading.total % 1_000 === 0) reading.options.progress?.(reading.total)
  if (!reading.usable) {
    tally.rejected += 1
    return
  }
  const { row, problems } = readRow(layout, raw)
  // A key that cannot be read is told once, by what is wrong with its cell.
  const isKeyRead = !problems.some((one) => one.column === layout.sheet.key && one.severity === 'error')
  const all = [...problems, ...(isKeyRead ? keyProblems(reading, layout, row) : [])]
  for (const problem of all) addProblem(reading.problems, problem)
  if (all.some((problem) => problem.severity === 'error')) tally.rejected += 1
  else reading.rows[noun].push({ ...row, layout })
}

/** Each row names one thing, and each thing stands once in the files given together. */
function keyProblems(reading: Reading, layout: Layout, row: { row: number; values: ParsedRow['values'] }): Problem[] {
  const { key: name, noun, columns } = layout.sheet
  const key = row.values[name]
  const label = columns.find((column) => column.key === name)?.label ?? name
  if (key === null) return [problemOf(layout, 'keyClear', row.row, { key: name, label })]
  if (typeof key !== 'string') return [problemOf(layout, 'keyMissing', row.row, { key: name, label })]
  const first = reading.seen[noun].get(key)
  if (first !== undefined) return [problemOf(layout, 'keyTwice', row.row, { key: name, read: key, first })]
  reading.seen[noun].set(key, row.row)
  return []
}
