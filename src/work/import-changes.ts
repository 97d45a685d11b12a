import { cellText } from '../domain/sheet-read.ts'
import { NOUNS, SHEETS, type Noun } from '../domain/sheet.ts'
import type { Day } from '../domain/day.ts'
import type { Tx } from '../store/connection.ts'
import { listExportRows, type ExportRow } from '../store/export.ts'
import { textOf, type ParsedFiles, type ParsedRow } from './import-run.ts'

/** What a row would change, cell by cell, in the words of the sheet. */
export type RowChange = {
  readonly file: string
  readonly sheet: string
  readonly noun: Noun
  readonly row: number
  readonly key: string
  readonly name: string
  readonly kind: 'created' | 'changed'
  readonly cells: readonly { readonly column: string; readonly old: string; readonly new: string }[]
}

/** More rows of one sheet are not shown cell by cell: nobody reads them, and the file itself can be compared. */
const ROWS_SHOWN = 20_000

export type Shown = ReadonlyMap<Noun, ReadonlyMap<string, ExportRow>>

/** What the sheets would say of the rows of these files at this moment of the transaction. */
export async function rowsNow(tx: Tx, parsed: ParsedFiles, at: { asOf: Day; knownAt: string }): Promise<Shown> {
  const shown = new Map<Noun, ReadonlyMap<string, ExportRow>>()
  for (const noun of NOUNS) {
    const rows = parsed.rows[noun]
    if (rows.length === 0 || rows.length > ROWS_SHOWN) continue
    const keys = rows.map((row) => keyOf(noun, row))
    const found = await listExportRows(tx, noun, at, keys)
    shown.set(noun, new Map(found.map((row) => [String(row[SHEETS[noun].key]), row])))
  }
  return shown
}

/** The rows that differ before and after, in the order of the files. */
export function changesOf(parsed: ParsedFiles, before: Shown, after: Shown): RowChange[] {
  return NOUNS.flatMap((noun) =>
    parsed.rows[noun].flatMap((row) => {
      const change = changeOf(noun, row, before.get(noun), after.get(noun))
      return change === undefined ? [] : [change]
    }),
  )
}

function changeOf(
  noun: Noun,
  row: ParsedRow,
  before: ReadonlyMap<string, ExportRow> | undefined,
  after: ReadonlyMap<string, ExportRow> | undefined,
): RowChange | undefined {
  const key = keyOf(noun, row)
  const [old, now] = [before?.get(key), after?.get(key)]
  if (now === undefined) return undefined
  const cells = SHEETS[noun].columns.flatMap((column) => {
    const [was, is] = [cellText(column, old?.[column.key] ?? null), cellText(column, now[column.key] ?? null)]
    return was === is ? [] : [{ column: column.key, old: was, new: is }]
  })
  if (cells.length === 0) return undefined
  const { file, sheetName } = row.layout
  const kind = old === undefined ? 'created' : 'changed'
  return { file, sheet: sheetName, noun, row: row.row, key, name: String(now['name'] ?? ''), kind, cells }
}

function keyOf(noun: Noun, row: ParsedRow): string {
  return textOf(row, SHEETS[noun].key) ?? ''
}
