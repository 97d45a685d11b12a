import type { Day, Span } from '../domain/day.ts'
import type { Problem, ProblemCode } from '../domain/problem.ts'
import type { RefusalDetails } from '../domain/refusal.ts'
import { problemOf, type Layout, type SheetRow } from '../domain/sheet-read.ts'
import type { Noun } from '../domain/sheet.ts'
import type { Tx } from '../store/connection.ts'
import type { Reach } from '../store/entity.ts'

/** A row that was read without errors, and the table that it stands in. */
export type ParsedRow = SheetRow & { readonly layout: Layout }

/** What the files say, by noun, with everything that was wrong in reading them. */
export type ParsedFiles = {
  readonly rows: Readonly<Record<Noun, readonly ParsedRow[]>>
  readonly tallies: Readonly<Record<Noun, Tally>>
  readonly problems: readonly Problem[]
  readonly unknown: readonly { readonly file: string; readonly sheet: string; readonly headers: readonly string[] }[]
  readonly headers: readonly { readonly noun: Noun; readonly headers: readonly string[] }[]
  /** Where the tables stand in their files; nowhere where they come from no file. */
  readonly tables?: readonly TablePlace[]
}

/** A table of a file: the row of its headers, and how many columns it fills. */
export type TablePlace = { readonly file: string; readonly sheet: string; readonly headerRow: number; width: number }

/** How the rows of a noun ended; every row is counted once. */
export type Tally = {
  rows: number
  hidden: number
  unchanged: number
  changed: number
  created: number
  rejected: number
}

export function emptyTallies(): Record<Noun, Tally> {
  const empty = () => ({ rows: 0, hidden: 0, unchanged: 0, changed: 0, created: 0, rejected: 0 })
  return { places: empty(), bodies: empty(), organizations: empty(), partyOrganizations: empty() }
}

/** One import while it runs: where it writes, what it found, and which organizations it has touched. */
export type ImportRun = {
  readonly tx: Tx
  readonly batchId: string
  readonly asOf: Day
  readonly today: Day
  readonly reach: Reach
  readonly tallies: Record<Noun, Tally>
  readonly problems: Problem[]
  /** Organizations whose standing is to be judged again. */
  readonly touched: Set<number>
  /** Organizations whose first or last day has changed, with the days until now: their coverage is laid out again. */
  readonly lives: Map<number, Span>
  readonly progress: (step: string, done: number, of: number) => void
}

/** Problems kept of one import; the tallies count all rows whatever is kept. */
export const PROBLEMS_KEPT = 100_000

export function addProblem(problems: Problem[], problem: Problem): void {
  if (problems.length < PROBLEMS_KEPT) problems.push(problem)
}

type Told = RefusalDetails & { readonly key?: string; readonly read?: string; readonly suggestion?: string }

/** Tells a problem of a row; an error counts the row as rejected, which the caller then leaves out. */
export function tell(run: ImportRun, row: ParsedRow, code: ProblemCode, told: Partial<Told>): void {
  addProblem(run.problems, problemOf(row.layout, code, row.row, told))
}

export function reject(run: ImportRun, row: ParsedRow, code: ProblemCode, told: Partial<Told>): void {
  tell(run, row, code, told)
  run.tallies[row.layout.sheet.noun].rejected += 1
}

export function textOf(row: ParsedRow, key: string): string | undefined {
  const value = row.values[key]
  return typeof value === 'string' ? value : undefined
}

/** The row numbers of a list in chunks. */
export function* chunksOf<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size)
}
