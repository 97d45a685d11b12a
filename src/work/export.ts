import { Refusal } from '../domain/refusal.ts'
import { cellText } from '../domain/sheet-read.ts'
import { NOUNS, SHEETS, SYNTHETIC_COLUMN, type Column, type Noun } from '../domain/sheet.ts'
import { listExportRows, type ExportRow } from '../store/export.ts'
import { listRegisterCodes } from '../store/register.ts'
import { writeCsv, writeJsonl } from '../store/workbook/text.ts'
import { writeWorkbook, type WriteColumn } from '../store/workbook/write.ts'
import { viewOf, type Question } from './analysis.ts'
import { reading, type Desk } from './desk.ts'
import { FILTERS, filterOf, type Filters } from './register.ts'

export const EXPORT_FORMATS = ['xlsx', 'csv', 'jsonl'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export type ExportOrder = {
  readonly noun: Noun
  readonly question: Question
  readonly filters: Filters
  readonly format: ExportFormat
}

export function demandNoun(name: string): Noun {
  const noun = NOUNS.find((one) => one === name)
  if (noun === undefined) throw new Refusal('NOT_FOUND', { what: '交换表 / sheet', id: name })
  return noun
}

/** Writes a sheet within the scope as of a day; imported again unchanged it changes nothing. Gives the rows written. */
export async function writeExport(desk: Desk, order: ExportOrder, path: string): Promise<number> {
  const { rows, synthetic } = await reading(desk, async (tx, clock) => {
    const { view, policy, basis } = await viewOf(tx, desk, order.question, clock)
    const filter = isFiltered(order) ? await filterOf(tx, order.filters, policy) : undefined
    const codes = filter === undefined ? null : await listRegisterCodes(tx, view, filter)
    return { rows: await listExportRows(tx, order.noun, basis, codes), synthetic: basis.synthetic }
  })
  await WRITERS[order.format](SHEETS[order.noun].columns, rows, { path, noun: order.noun, synthetic })
  return rows.length
}

function isFiltered({ noun, question, filters }: ExportOrder): boolean {
  const asked = [question.place, question.line, ...FILTERS.map((name) => filters[name])]
  return noun === 'organizations' && asked.some((one) => one !== undefined)
}

type Target = { readonly path: string; readonly noun: Noun; readonly synthetic: boolean }
type Writer = (columns: readonly Column[], rows: readonly ExportRow[], target: Target) => Promise<void>

const WRITERS: Readonly<Record<ExportFormat, Writer>> = {
  xlsx: async (columns, rows, { path, noun, synthetic }) => {
    const table = { name: SHEETS[noun].name.zh, columns: columns.map(writeColumn), rows: cellsOf(columns, rows) }
    await writeWorkbook(path, [table], synthetic ? { note: SYNTHETIC } : {})
  },
  csv: async (columns, rows, { path, synthetic }) => {
    const header = [...columns.map((column) => column.label), ...(synthetic ? [SYNTHETIC_COLUMN.header] : [])]
    await writeCsv(path, header, cellsOf(columns, rows, synthetic), { encoding: 'utf8' })
  },
  jsonl: async (_columns, rows, { path, synthetic }) => {
    await writeJsonl(path, synthetic ? rows.map((row) => ({ ...row, synthetic: true })) : rows)
  },
}

const SYNTHETIC = '演示数据，所有组织均为虚构。Synthetic data: every organization is invented.'

function* cellsOf(
  columns: readonly Column[],
  rows: readonly ExportRow[],
  marked = false,
): Generator<(string | null)[]> {
  const mark = marked ? [SYNTHETIC_COLUMN.value] : []
  for (const row of rows) yield [...columns.map((column) => cellText(column, row[column.key] ?? null) || null), ...mark]
}

const WIDTHS: Readonly<Record<string, number>> = { name: 32, address: 32, covers: 48, code: 22, approval: 20 }

/** A column of a sheet as a workbook shows it. */
export function writeColumn(column: Column): WriteColumn {
  const list =
    column.kind === 'choice'
      ? column.choices.map((one) => one.zh[0])
      : column.kind === 'yesNo'
        ? ['是', '否']
        : undefined
  return {
    key: column.key,
    label: column.label,
    width: WIDTHS[column.key] ?? 14,
    kind: kindOf(column),
    ...(list === undefined ? {} : { list }),
  }
}

function kindOf(column: Column): WriteColumn['kind'] {
  if (column.kind === 'day') return 'date'
  if (column.kind === 'count') return 'count'
  return column.kind === 'code' || column.kind === 'codes' || column.kind === 'placeCode' ? 'code' : 'text'
}
