import type { Line } from '../../domain/organization.ts'
import type { Reply } from '../shared/ask.ts'

export type Progress = Reply<'GET /api/census/:id/progress'>
export type Campaign = Reply<'GET /api/census/:id'>
export type Counts = Progress['whole']

/** A row of the progress: its counts, the list that it opens, and the rows under it. */
export type GridRow = {
  readonly key: string
  readonly name: string
  readonly counts: Counts
  /** The filter of the list of returns behind the row. */
  readonly opens: { readonly place?: string; readonly line?: Line; readonly body?: string } | undefined
  readonly below: readonly GridRow[]
}
