import type { Flaw, SourceFile, TableEvent, WorkbookLimits } from './workbook.ts'

/** A bad cell: `row` is 1-based as the clerk sees it, `column` 0-based; the text becomes a comment on the cell. */
export type CellMark = { readonly sheet: string; readonly row: number; readonly column: number; readonly text: string }

export type ProblemRow = {
  readonly cells: readonly string[]
  /** the cell that the first column leads to */
  readonly link?: { readonly sheet: string; readonly row: number; readonly column: number }
}

/** The first sheet of a marked copy. */
export type ProblemsSheet = {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly ProblemRow[]
}

/** Texts that stand behind the clerk's own columns: the headers, and those of the rows that have some. */
export type AddedColumns = {
  readonly sheet: string
  readonly headerRow: number
  readonly column: number
  readonly headers: readonly string[]
  readonly rows: readonly { readonly row: number; readonly texts: readonly string[] }[]
}

export type MarkJob = {
  readonly source: SourceFile
  readonly target: string
  readonly marks: readonly CellMark[]
  readonly problems: ProblemsSheet
  readonly columns?: readonly AddedColumns[]
  readonly limits: Partial<WorkbookLimits>
}

/** What the parent asks of a reading process. */
export type ChildJob =
  | { readonly kind: 'read'; readonly source: SourceFile; readonly limits: Partial<WorkbookLimits> }
  | ({ readonly kind: 'mark' } & MarkJob)

/** What a reading process tells. */
export type ChildMessage =
  | { readonly kind: 'events'; readonly events: readonly TableEvent[] }
  | { readonly kind: 'flaw'; readonly flaw: Flaw }
  | { readonly kind: 'done' }
