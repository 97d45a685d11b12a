import { randomUUID } from 'node:crypto'
import type { Day } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'
import { NO_MAPPING, readHeader, readRow } from '../domain/sheet-read.ts'
import { NOUNS, SHEETS, type Noun } from '../domain/sheet.ts'
import { saveBatch, type BatchOrigin } from '../store/batch.ts'
import type { Tx } from '../store/connection.ts'
import type { Desk } from './desk.ts'
import { emptyTallies, type ParsedFiles, type ParsedRow } from './import-run.ts'
import { runImport, type ImportResult } from './import.ts'

/** A row as a clerk would type it into the sheet: machine names of columns, blank = no change, #CLEAR = clear. */
export type EntryRow = Readonly<Record<string, string>>

export type Entry = {
  readonly origin: Exclude<BatchOrigin, 'import'>
  /** What was done, in words of both languages, for the list of what can be taken back. */
  readonly title: string
  readonly asOf: Day
  readonly rows: Partial<Readonly<Record<Noun, readonly EntryRow[]>>>
}

/**
 * States facts from a page or a case through the same reading, rules, rights and judging as a file, in the caller's
 * transaction. All rows or none: the first row that is refused refuses the whole, in the words of the import.
 * The batch it makes can be taken back whole (`undoImport`).
 */
export async function stateRows(tx: Tx, desk: Desk, entry: Entry): Promise<ImportResult> {
  const result = await runRows(tx, desk, entry)
  const wrong = result.problems.find((problem) => problem.severity === 'error')
  if (wrong !== undefined) throw new Refusal('ENTRY_REJECTED', wrong.message)
  await saveBatch(tx, result.batch, { state: 'done', result: { sheets: result.sheets } })
  return result
}

/** The same, as far as it goes: the caller looks at the problems, and closes the batch or gives all of it back. */
export function runRows(tx: Tx, desk: Desk, entry: Entry): Promise<ImportResult> {
  const { origin, title, asOf } = entry
  const order = { batchId: randomUUID(), files: [], asOf, origin, title, dryRun: false }
  return runImport(tx, desk, parsedEntry(entry), order)
}

/** The rows of an entry as if they had been read from a file. */
export function parsedEntry({ rows }: Pick<Entry, 'rows'>): ParsedFiles {
  const tallies = emptyTallies()
  const parsed: Record<Noun, ParsedRow[]> = { places: [], bodies: [], organizations: [], partyOrganizations: [] }
  const problems: ParsedFiles['problems'][number][] = []
  for (const noun of NOUNS) {
    for (const read of readEntryRows(noun, rows[noun] ?? [])) {
      tallies[noun].rows += 1
      problems.push(...read.problems)
      if (read.problems.some((problem) => problem.severity === 'error')) tallies[noun].rejected += 1
      else parsed[noun].push(read.row)
    }
  }
  return { rows: parsed, tallies, problems, unknown: [], headers: [] }
}

/** Rows of a noun, cell by cell as from a file whose header holds the machine names. */
export function readEntryRows(noun: Noun, rows: readonly EntryRow[]) {
  const sheet = SHEETS[noun]
  const header = sheet.columns.map((column) => column.key)
  const at = { file: '—', sheetName: sheet.noun, sheet, mapping: NO_MAPPING, headerRow: 1 }
  const { layout } = readHeader(at, header)
  return rows.map((row, index) => {
    const cells = header.map((key) => row[key] || null)
    const { row: read, problems } = readRow(layout, { row: index + 2, cells })
    return { row: { ...read, layout }, problems }
  })
}
