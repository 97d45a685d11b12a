import type { Problem } from '../domain/problem.ts'
import { Refusal } from '../domain/refusal.ts'
import { markWorkbook } from '../store/workbook/open.ts'
import type { SourceFile } from '../store/workbook/workbook.ts'

const HEADER = ['单元格 cell', '行 row', '列 column', '问题', 'problem', '读到 read', '建议 suggestion'] as const

/**
 * The clerk's own file with the bad cells filled and commented, and a first sheet of problems with links. Of several
 * files the first that has problems is marked.
 */
export async function writeMarkedCopy(
  sources: readonly SourceFile[],
  problems: readonly Problem[],
  target: string,
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
  const fault = await markWorkbook(source, target, marks, { name: '问题 Problems', header: [...HEADER], rows })
  if (fault !== undefined) throw new Refusal('FILE_REFUSED', { detail: `${fault.message.zh} ${fault.message.en}` })
}

/** The 0-based column of a cell name such as "AB12". */
function columnOf(problem: Problem): number | undefined {
  const letters = /^[A-Z]+/.exec(problem.cell ?? '')?.[0]
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
