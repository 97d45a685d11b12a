import type { Day } from '../domain/day.ts'
import type { Problem } from '../domain/problem.ts'
import type { Mapping } from '../domain/sheet-read.ts'
import type { Text } from '../domain/refusal.ts'
import type { Noun } from '../domain/sheet.ts'
import type { Batch, BatchState } from '../store/batch.ts'
import type { ProgressRow } from '../store/job-progress.ts'
import { progressView, type ProgressView } from './batch-progress.ts'
import type { SheetResult } from './import.ts'

export type UnknownColumns = { readonly file: string; readonly sheet: string; readonly headers: readonly string[] }

/** What the row of a batch keeps of its result. */
export type KeptResult = {
  /** The noun of files that do not name it. */
  readonly sheet?: Noun
  readonly sheets?: readonly SheetResult[]
  readonly problemCount?: number
  readonly changeCount?: number
  /** Nothing unless all rows are good. */
  readonly whole?: boolean
  readonly unknownColumns?: readonly UnknownColumns[]
  readonly failure?: Text
  /** The remembered mapping by which the files were read, where none was given for them. */
  readonly remembered?: Mapping
  /** The first problems, kept with an import that is done. */
  readonly problems?: readonly Problem[]
}

export type BatchView = {
  readonly id: string
  readonly createdAt: string
  readonly asOf: Day
  readonly state: BatchState
  readonly files: readonly string[]
  readonly sheets: readonly SheetResult[]
  readonly problemCount: number
  /** Rows that would change, or have changed, something that the sheet shows. */
  readonly changeCount: number
  /** Words that were accepted in place of what was read. */
  readonly overrides: readonly AcceptedWord[]
  readonly failure: Text | null
  readonly unknownColumns: readonly UnknownColumns[]
  readonly mapping: Readonly<Record<string, unknown>>
  readonly mayUndo: boolean
  /** When it was put on record; null before. */
  readonly doneAt: string | null
  /** The batch whose files came again, mended, with this one. */
  readonly corrects: string | null
  /** The latest batch with the mended files of this one. */
  readonly correctedBy: string | null
  /** How far the work is, while it is under way. */
  readonly progress: ProgressView | null
}

export type AcceptedWord = {
  readonly sheet: string
  readonly column: string
  readonly read: string
  readonly value: string
}

/** The words of a batch; they were written by us, in this form. */
export function acceptedWords({ overrides }: Pick<Batch, 'overrides'>): readonly AcceptedWord[] {
  return Array.isArray(overrides) ? overrides : []
}

export function resultOf(batch: Pick<Batch, 'result'>): KeptResult {
  const { result } = batch
  return typeof result === 'object' && result !== null ? result : {}
}

function isFilled(mapping: unknown): mapping is Record<string, unknown> {
  return typeof mapping === 'object' && mapping !== null && Object.keys(mapping).length > 0
}

export function isUnderWay({ state }: Pick<Batch, 'state'>): boolean {
  return state === 'checking' || state === 'importing'
}

/** A batch as the page shows it. */
export function viewOfBatch(batch: Batch, progress?: ProgressRow): BatchView {
  const kept = resultOf(batch)
  const { mapping, state } = batch
  return {
    id: batch.id,
    createdAt: batch.createdAt,
    asOf: batch.asOf,
    state,
    files: batch.files,
    sheets: kept.sheets ?? [],
    problemCount: kept.problemCount ?? 0,
    changeCount: kept.changeCount ?? 0,
    overrides: acceptedWords(batch),
    failure: state === 'failed' ? (kept.failure ?? null) : null,
    unknownColumns: kept.unknownColumns ?? [],
    mapping: isFilled(mapping) ? { ...mapping } : { ...kept.remembered },
    mayUndo: state === 'done',
    doneAt: batch.doneAt,
    corrects: batch.corrects,
    correctedBy: batch.correctedBy,
    progress: progress !== undefined && isUnderWay(batch) ? progressView(progress) : null,
  }
}
