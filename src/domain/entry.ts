import { creditCodeFaults } from './identifier.ts'
import { problemText, type Problem } from './problem.ts'
import { cellText, creditCodeProblem, type CellValue } from './sheet-read.ts'
import { CLEAR_WORDS, SHEETS } from './sheet.ts'

/** A row as a clerk reads and types it: machine names of columns to cell texts, blank where nothing is known. */
export type Cells = Readonly<Record<string, string>>

/** The cells of an organization as the exchange sheet writes them. */
export function cellsOf(values: Readonly<Record<string, CellValue | null>>): Cells {
  return Object.fromEntries(
    SHEETS.organizations.columns.map((column) => [column.key, cellText(column, values[column.key] ?? null)]),
  )
}

/** What an entry changes: only cells that differ, a cell that was emptied cleared. The code names the row. */
export function entryRow(
  code: string,
  before: Cells,
  given: Cells,
): { readonly row: Cells; readonly changed: string[] } {
  const keys = SHEETS.organizations.columns.map((column) => column.key).filter((key) => key !== 'code')
  const [clear = ''] = CLEAR_WORDS
  const changed = keys.filter((key) => key in given && given[key]?.trim() !== (before[key] ?? ''))
  const said = changed.map((key) => [key, given[key]?.trim() || clear] as const)
  return { row: { code, ...Object.fromEntries(said) }, changed }
}

/** A problem of an entry, at the cell that it is about. */
export type EntryProblem = Pick<Problem, 'column' | 'code' | 'severity' | 'message' | 'suggestion'>

/**
 * What a new entry lacks. A code that fails its check is a warning on old files, for some were issued wrong, and an
 * error on a new entry (domain.md 3.1); organizations on file and those that incubate have file numbers instead.
 */
export function newEntryProblems(code: string, cells: Cells): EntryProblem[] {
  const wrong = newCodeProblem(code, cells)
  const blank = SHEETS.organizations.columns.filter(
    ({ key, needed }) => needed && key !== 'code' && !cells[key]?.trim(),
  )
  return [
    ...(wrong === undefined ? [] : [wrong]),
    ...blank.map(({ key, label }): EntryProblem => {
      return {
        column: key,
        code: 'needed',
        severity: 'error',
        message: problemText('needed', { label }),
        suggestion: null,
      }
    }),
  ]
}

function newCodeProblem(code: string, cells: Cells): EntryProblem | undefined {
  const isWithoutCode = ['filed', '备案社区社会组织'].includes(cells['kind'] ?? '') || isIncubating(cells)
  if (isWithoutCode && !/^[0-9A-Z]{18}$/.test(code)) return undefined
  if (creditCodeFaults(code).length === 0) return undefined
  const found = creditCodeProblem(code, 'association')
  const which = found?.details?.['which'] ?? 'GB 32100 / 18'
  return {
    column: 'code',
    code: 'codeCheckEntry',
    severity: 'error',
    message: problemText('codeCheckEntry', { which }),
    suggestion: found?.suggestion ?? null,
  }
}

function isIncubating(cells: Cells): boolean {
  return ['incubating', '孵化'].includes(cells['status'] ?? '')
}

/** What holds an entry: every error, and each warning that the clerk has not said to have looked at. */
export function holdsOf(problems: readonly EntryProblem[], accepted: readonly string[]): readonly EntryProblem[] {
  return problems.filter((one) => one.severity === 'error' || !accepted.includes(warningKey(one)))
}

/** Names a warning for the tick beside it. */
export function warningKey({ column, code }: Pick<EntryProblem, 'column' | 'code'>): string {
  return `${column ?? ''}.${code}`
}

/** One field of two versions and what the editor wants: who changed what. */
export type FieldDifference = {
  readonly key: string
  readonly seen: string
  readonly now: string
  readonly mine: string
}

/** Fields that somebody else has changed since they were read, beside what the editor has typed. */
export function differencesOf(seen: Cells, now: Cells, mine: Cells): FieldDifference[] {
  return SHEETS.organizations.columns
    .map(({ key }) => ({ key, seen: seen[key] ?? '', now: now[key] ?? '', mine: mine[key] ?? '' }))
    .filter((one) => one.seen !== one.now)
}

/** The editor's own changes laid over what is on record now; where both changed a field, as was chosen. */
export function rebased(seen: Cells, now: Cells, mine: Cells, keepMine: ReadonlySet<string>): Cells {
  return Object.fromEntries(
    SHEETS.organizations.columns.map(({ key }) => {
      const [was, is, wanted] = [seen[key] ?? '', now[key] ?? '', mine[key] ?? '']
      const isMine = wanted !== was && (is === was || keepMine.has(key))
      return [key, isMine ? wanted : is]
    }),
  )
}
