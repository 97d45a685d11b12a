import type { Reply } from '../shared/ask.ts'

export type Batch = Reply<'GET /api/imports'>['batches'][number]
export type SheetResult = Batch['sheets'][number]
export type ProblemRow = Reply<'GET /api/imports/:id'>['problems'][number]

/** Rows of a batch by what would become, or became, of them. */
export type Tally = Omit<SheetResult, 'sheet'>

export function tallyOf(sheets: readonly SheetResult[]): Tally {
  const sum = (part: keyof Tally) => sheets.reduce((total, sheet) => total + sheet[part], 0)
  return {
    rows: sum('rows'),
    unchanged: sum('unchanged'),
    changed: sum('changed'),
    created: sum('created'),
    rejected: sum('rejected'),
    hidden: sum('hidden'),
  }
}

/** Rows that an import would write: the good ones that are not already so. */
export function toImport({ changed, created }: Tally): number {
  return changed + created
}

export function isUnderWay({ state }: Pick<Batch, 'state'>): boolean {
  return state === 'checking' || state === 'importing'
}

/** Milliseconds from one look at work under way to the next. */
export const LOOK_EVERY = 700

/** Whether a mapping can help: a column was not known, or one that is needed is missing. */
export function wantsMapping(batch: Batch, problems: readonly Pick<ProblemRow, 'code'>[]): boolean {
  const open = batch.state === 'checked' || batch.state === 'failed'
  return open && (batch.unknownColumns.length > 0 || problems.some(({ code }) => code === 'columnMissing'))
}

/** How many of the problems shown are of cells of the same column that say the same. */
export function sameWords(problem: ProblemRow, problems: readonly ProblemRow[]): number {
  const { sheet, column, read, suggestion } = problem
  return problems.filter(
    (one) => one.sheet === sheet && one.column === column && one.read === read && one.suggestion === suggestion,
  ).length
}
