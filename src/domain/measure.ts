import type { StandingRow } from './standing.ts'

/** Columns of a standing row that a condition may name, by the kind of their value. */
export type WordColumn =
  | 'population'
  | 'kind'
  | 'status'
  | 'standing'
  | 'coverageClass'
  | 'partyLevel'
  | 'line'
  | 'industry'
  | 'supervisingUnit'
  | 'grade'
export type FlagColumn =
  | 'eligible'
  | 'covered'
  | 'coveredWide'
  | 'workCovered'
  | 'partyGroup'
  | 'instructor'
  | 'officerValid'
export type CountColumn =
  | 'staff'
  | 'staffFullTime'
  | 'fullMembers'
  | 'probationaryMembers'
  | 'otherMembers'
  | 'relationElsewhere'

/** A sum of count columns, each with its sign; blank counts are 0. */
export type Sum = readonly (CountColumn | `-${CountColumn}`)[]

/**
 * A condition on one standing row, as data: the same definition is judged here, counted in the database, and opens the
 * list behind a figure.
 */
export type Condition =
  | { readonly word: WordColumn; readonly in: readonly string[] }
  | { readonly flag: FlagColumn }
  | { readonly sum: Sum; readonly from?: number; readonly below?: number }
  | { readonly has: 'bodyId' | 'staff' | 'fullMembers' }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }

export function holds(condition: Condition, row: StandingRow): boolean {
  if ('word' in condition) return condition.in.includes(row[condition.word] ?? '')
  if ('flag' in condition) return row[condition.flag]
  if ('has' in condition) return row[condition.has] !== null
  if ('all' in condition) return condition.all.every((one) => holds(one, row))
  if ('any' in condition) return condition.any.some((one) => holds(one, row))
  if ('not' in condition) return !holds(condition.not, row)
  const sum = sumOf(condition.sum, row)
  return sum >= (condition.from ?? -Infinity) && sum < (condition.below ?? Infinity)
}

export function sumOf(sum: Sum, row: StandingRow): number {
  return sum.reduce((total, term) => total + valueOf(term, row), 0)
}

function valueOf(term: CountColumn | `-${CountColumn}`, row: StandingRow): number {
  const column = columnOf(term)
  return term === column ? (row[column] ?? 0) : -(row[column] ?? 0)
}

const COUNT_COLUMNS: readonly CountColumn[] = [
  'staff',
  'staffFullTime',
  'fullMembers',
  'probationaryMembers',
  'otherMembers',
  'relationElsewhere',
]

/** The count column that a term of a sum names, without its sign. */
export function columnOf(term: CountColumn | `-${CountColumn}`): CountColumn {
  const found = COUNT_COLUMNS.find((column) => term === column || term === `-${column}`)
  if (found === undefined) throw new Error(`No count column in ${term}.`)
  return found
}

/** Both conditions at once. */
export function both(...conditions: readonly Condition[]): Condition {
  return { all: conditions }
}
