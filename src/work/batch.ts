import { join } from 'node:path'
import type { Problem } from '../domain/problem.ts'
import { Refusal } from '../domain/refusal.ts'
import { readMapping } from '../domain/sheet-read.ts'
import { findSheet } from '../domain/sheet.ts'
import {
  findBatch,
  findBatchForUpdate,
  listBatches as listBatchRows,
  saveBatch,
  type Batch,
  type BatchState,
} from '../store/batch.ts'
import type { Tx } from '../store/connection.ts'
import { askToStop, listProgress, resetProgress } from '../store/job-progress.ts'
import { FILES_GONE, keptOf } from './batch-job.ts'
import {
  findChanges,
  findProblems,
  findSources,
  listAllProblems,
  listTables,
  type BatchOffice,
} from './batch-office.ts'
import { isUnderWay, resultOf, viewOfBatch, type AcceptedWord, type BatchView } from './batch-view.ts'
import { reading, writing, type Desk } from './desk.ts'
import type { RowChange } from './import-changes.ts'
import { writeMarkedCopy } from './import-marked.ts'
import { undoImport } from './import.ts'

const LATEST = 20
const PROBLEMS_A_PAGE = 200
const CHANGES_A_PAGE = 50

/** The actor's latest imports; those under way say how far they are. */
export function listMyBatches(desk: Desk): Promise<BatchView[]> {
  return reading(desk, async (tx) => {
    const batches = await listBatchRows(tx, LATEST)
    const running = batches.filter(isUnderWay).map(({ id }) => id)
    const progress = new Map((await listProgress(tx, running)).map((row) => [row.batchId, row]))
    return batches.map((batch) => viewOfBatch(batch, progress.get(batch.id)))
  })
}

export type BatchPage = {
  readonly batch: BatchView
  readonly problems: readonly Problem[]
  readonly nextProblem: number | null
}

/** How a batch of the actor stands, with a page of its problems. */
export async function getBatch(desk: Desk, office: BatchOffice, id: string, from: number): Promise<BatchPage> {
  const { batch, view } = await reading(desk, async (tx) => {
    const found = await demandBatch(tx, id)
    const [progress] = isUnderWay(found) ? await listProgress(tx, [id]) : []
    return { batch: found, view: viewOfBatch(found, progress) }
  })
  const page = { from, limit: PROBLEMS_A_PAGE }
  const kept = resultOf(batch).problems?.slice(from, from + PROBLEMS_A_PAGE) ?? []
  const problems = (await findProblems(office, id, page)) ?? kept
  const next = from + problems.length
  const isMore = problems.length === PROBLEMS_A_PAGE && next < view.problemCount
  return { batch: view, problems, nextProblem: isMore ? next : null }
}

export type ChangePage = {
  readonly changes: readonly RowChange[]
  readonly total: number
  readonly next: number | null
}

/** A page of what a batch would change, or has changed, cell by cell. */
export async function listBatchChanges(desk: Desk, office: BatchOffice, id: string, from: number): Promise<ChangePage> {
  const batch = await reading(desk, (tx) => demandBatch(tx, id))
  const total = resultOf(batch).changeCount ?? 0
  const changes = (await findChanges(office, id, { from, limit: CHANGES_A_PAGE })) ?? []
  const next = from + changes.length
  return { changes, total, next: changes.length === CHANGES_A_PAGE && next < total ? next : null }
}

async function demandBatch(tx: Tx, id: string): Promise<Batch> {
  const batch = await findBatch(tx, id)
  if (batch === undefined) throw new Refusal('NOT_FOUND', { what: '导入批次 / import batch', id })
  return batch
}

/** Checks the same files again with a mapping. */
export async function mapBatch(desk: Desk, office: BatchOffice, id: string, given: unknown): Promise<BatchView> {
  const mapping = readMapping(given)
  if (typeof mapping === 'string') throw new Refusal('BAD_REQUEST', { detail: `mapping: ${mapping}` })
  if (findSheet(mapping.sheet) === undefined)
    throw new Refusal('BAD_REQUEST', { detail: `mapping.sheet “${mapping.sheet}”` })
  await demandSources(desk, office, id)
  return starting(desk, office, id, {
    act: 'import.mapping',
    request: [id, mapping],
    from: ['checked', 'failed', 'stopped'],
    to: 'checking',
    mapping,
  })
}

/** Checks the same files again: after a stop, or when what they are compared with has changed. */
export async function checkAgain(desk: Desk, office: BatchOffice, id: string): Promise<BatchView> {
  await demandSources(desk, office, id)
  return starting(desk, office, id, {
    act: 'import.checkAgain',
    request: [id],
    from: ['checked', 'failed', 'stopped'],
    to: 'checking',
  })
}

/** Checks the same files again with these words, and no others, in place of what was read. */
export async function acceptWords(
  desk: Desk,
  office: BatchOffice,
  id: string,
  words: readonly AcceptedWord[],
): Promise<BatchView> {
  await demandSources(desk, office, id)
  return starting(desk, office, id, {
    act: 'import.words',
    request: [id, words],
    from: ['checked', 'failed', 'stopped'],
    to: 'checking',
    overrides: words,
  })
}

/** Starts the import of a checked batch: of its good rows or, where asked, of all or none. */
export async function commitBatch(desk: Desk, office: BatchOffice, id: string, whole = false): Promise<BatchView> {
  await demandSources(desk, office, id)
  return starting(desk, office, id, {
    act: 'import.commit',
    request: whole ? [id, 'whole'] : [id],
    from: ['checked'],
    to: 'importing',
    whole,
  })
}

type Start = {
  readonly act: string
  readonly request: unknown
  readonly from: readonly BatchState[]
  readonly to: BatchState
  readonly mapping?: unknown
  readonly overrides?: unknown
  readonly whole?: boolean
}

/** Moves a batch on and orders its work in one write. */
async function starting(desk: Desk, office: BatchOffice, id: string, start: Start): Promise<BatchView> {
  const view = await writing(desk, start.act, start.request, async (tx) => {
    const batch = await demandBatchForUpdate(tx, id)
    const { state } = batch
    if (!start.from.includes(state)) throw new Refusal('BATCH_NOT_READY', { state })
    if (start.to === 'importing') demandGood(batch, start.whole === true)
    const result = start.to === 'checking' ? keptOf(batch) : { ...resultOf(batch), whole: start.whole }
    await saveBatch(tx, id, { state: start.to, result, mapping: start.mapping, overrides: start.overrides })
    await resetProgress(tx, id)
    await office.jobs.send(tx, 'batches', id)
    return { reply: viewOfBatch(await demandBatch(tx, id)), subject: `batch ${id}` }
  })
  office.jobs.wake('batches')
  return view
}

/** An import that would write nothing is not begun; neither is one of all rows where some were rejected. */
function demandGood(batch: Batch, whole: boolean): void {
  const sheets = resultOf(batch).sheets ?? []
  const sum = (part: 'rows' | 'rejected' | 'created' | 'changed') => sheets.reduce((all, one) => all + one[part], 0)
  if (whole && sum('rejected') > 0) throw new Refusal('IMPORT_NOT_WHOLE', { rejected: sum('rejected') })
  if (sum('created') + sum('changed') === 0) throw new Refusal('NOTHING_TO_IMPORT', { rows: sum('rows') })
}

/** Stops a check or import under way: nothing of it stays, and what was checked can be imported later. */
export function stopBatch(desk: Desk, id: string): Promise<BatchView> {
  return writing(desk, 'import.stop', [id], async (tx) => {
    const batch = await demandBatchForUpdate(tx, id)
    if (!isUnderWay(batch)) throw new Refusal('BATCH_NOT_READY', { state: batch.state })
    await saveBatch(tx, id, { state: batch.state === 'importing' ? 'checked' : 'stopped' })
    await askToStop(tx, id)
    return { reply: viewOfBatch(await demandBatch(tx, id)), subject: `batch ${id}` }
  })
}

async function demandBatchForUpdate(tx: Tx, id: string): Promise<Batch> {
  const batch = await findBatchForUpdate(tx, id)
  if (batch === undefined) throw new Refusal('NOT_FOUND', { what: '导入批次 / import batch', id })
  return batch
}

/** Takes back a whole batch. */
export async function undoBatch(desk: Desk, office: BatchOffice, id: string): Promise<BatchView> {
  await undoImport(desk, id)
  return (await getBatch(desk, office, id, 0)).batch
}

/** Writes the clerk's own file with the bad cells marked into the batch's folder, and gives its path. */
export async function writeMarked(desk: Desk, office: BatchOffice, id: string): Promise<string> {
  const sources = await demandSources(desk, office, id)
  const path = join(office.folder, id, `marked-${crypto.randomUUID()}.xlsx`)
  await writeMarkedCopy(sources, await listAllProblems(office, id), path, await listTables(office, id))
  return path
}

async function demandSources(desk: Desk, office: BatchOffice, id: string) {
  const batch = await reading(desk, (tx) => demandBatch(tx, id))
  const sources = await findSources(office, id, batch.files)
  if (sources === undefined) throw new Refusal('FILE_REFUSED', FILES_GONE)
  return sources
}
