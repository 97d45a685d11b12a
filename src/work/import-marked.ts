import type { Problem } from '../domain/problem.ts'
import { Refusal } from '../domain/refusal.ts'
import { RESULT_COLUMNS } from '../domain/sheet.ts'
import { markWorkbook } from '../store/workbook/open.ts'
import type { AddedColumns } from '../store/workbook/wire.ts'
import { PROBLEMS_SHEET, type SourceFile } from '../store/workbook/workbook.ts'
import type { TablePlace } from './import-run.ts'

const HEADER = ['单元格 cell', '行 row', '列 column', '问题', 'problem', '读到 read', '建议 suggestion'] as const

/**
 * The clerk's own file with the bad cells filled and commented, and a first sheet of problems with links. Of several
 * files the first that has problems is marked.
 */
export async function writeMarkedCopy(
  sources: readonly SourceFile[],
  problems: readonly Problem[],
  target: string,
  tables: readonly TablePlace[],
): Promise<void> {
  const source = sources.find((one) => problems.some((problem) => problem.file === one.name)) ?? sources[0]
  if (source === undefined) return
  const own = problems.filter((problem) => problem.file === source.name && problem.row > 0)
  const marks = own.flatMap((problem) => {
    const column = columnOf(problem)
    const text = [problem.message.zh, problem.message.en, problem.suggestion ?? '']
      .filter((part) => part !== '')
      .join('\n')
    return [{ sheet: problem.sheet, row: problem.row, column: column ?? 0, text }]
  })
  const rows = own.map((problem) => ({
    cells: [
      problem.cell ?? '',
      String(problem.row),
      problem.column ?? '',
      problem.message.zh,
      problem.message.en,
      problem.read ?? '',
      problem.suggestion ?? '',
    ],
    link: { sheet: problem.sheet, row: problem.row, column: columnOf(problem) ?? 0 },
  }))
  const columns = tables
    .filter((table) => table.file === source.name)
    .map((table) =>
      addedColumns(
        table,
        own.filter((problem) => problem.sheet === table.sheet),
      ),
    )
  const fault = await markWorkbook(source, target, marks, { name: PROBLEMS_SHEET, header: [...HEADER], rows, columns })
  if (fault !== undefined) throw new Refusal('FILE_REFUSED', { detail: `${fault.message.zh} ${fault.message.en}` })
}

/** Result, reason and suggested value behind the rows that have a problem, where a filter finds them. */
function addedColumns({ sheet, headerRow, width }: TablePlace, problems: readonly Problem[]): AddedColumns {
  const byRow = new Map<number, Problem[]>()
  for (const problem of problems) {
    if (problem.row > headerRow) byRow.set(problem.row, [...(byRow.get(problem.row) ?? []), problem])
  }
  const rows = [...byRow].map(([row, own]) => {
    const result = own.some((problem) => problem.severity === 'error') ? '拒绝 rejected' : '提醒 warning'
    const reason = own.map(({ cell, message }) => `${cell ?? ''} ${message.zh} ${message.en}`.trim()).join('\n')
    const suggested = own.flatMap(({ cell, suggestion }) =>
      suggestion === null ? [] : [`${cell ?? ''} ${suggestion}`.trim()],
    )
    return { row, texts: [result, reason, suggested.join('\n')] }
  })
  return { sheet, headerRow, column: width, headers: [...RESULT_COLUMNS], rows }
}

/** The 0-based column of a cell name such as "AB12". */
function columnOf(problem: Problem): number | undefined {
  const letters = /^[A-Z]+/.exec(problem.cell ?? '')?.[0]
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
