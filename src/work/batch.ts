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
import { checkBatch, FILES_GONE, importBatch, keptOf } from './batch-job.ts'
import { findProblems, findSources, listAllProblems, type BatchOffice } from './batch-office.ts'
import { resultOf, viewOfBatch, type BatchView } from './batch-view.ts'
import { reading, writing, type Desk } from './desk.ts'
import { writeMarkedCopy } from './import-marked.ts'
import { undoImport } from './import.ts'

const LATEST = 20
const PROBLEMS_A_PAGE = 200

/**
 * The actor's latest imports. What is held is asked before the rows are read: a job that ends in between has then told
 * its row.
 */
export async function listMyBatches(desk: Desk, office: BatchOffice): Promise<BatchView[]> {
  const held = office.queue.held()
  const batches = await reading(desk, (tx) => listBatchRows(tx, LATEST))
  return batches.map((batch) => viewOfBatch(batch, held.has(batch.id), office.failures.get(batch.id)))
}

export type BatchPage = {
  readonly batch: BatchView
  readonly problems: readonly Problem[]
  readonly nextProblem: number | null
}

/** How a batch of the actor stands, with a page of its problems. */
export async function getBatch(desk: Desk, office: BatchOffice, id: string, from: number): Promise<BatchPage> {
  const isHeld = office.queue.holds(id)
  const batch = await reading(desk, (tx) => demandBatch(tx, id))
  const view = viewOfBatch(batch, isHeld, office.failures.get(id))
  const page = { from, limit: PROBLEMS_A_PAGE }
  const kept = resultOf(batch).problems?.slice(from, from + PROBLEMS_A_PAGE) ?? []
  const problems = (await findProblems(office, id, page)) ?? kept
  const next = from + problems.length
  const isMore = problems.length === PROBLEMS_A_PAGE && next < view.problemCount
  return { batch: view, problems, nextProblem: isMore ? next : null }
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
    from: ['checked', 'failed'],
    to: 'checking',
    mapping,
    job: () => checkBatch(desk, office, id),
  })
}

/** Starts the import of a checked batch. */
export async function commitBatch(desk: Desk, office: BatchOffice, id: string): Promise<BatchView> {
  await demandSources(desk, office, id)
  return starting(desk, office, id, {
    act: 'import.commit',
    request: [id],
    from: ['checked'],
    to: 'importing',
    job: () => importBatch(desk, office, id),
  })
}

type Start = {
  readonly act: string
  readonly request: unknown
  readonly from: readonly BatchState[]
  readonly to: BatchState
  readonly mapping?: unknown
  readonly job: () => Promise<void>
}

/** Moves a batch on in one write and has the work done beside the request; a second start of the same is left out. */
async function starting(desk: Desk, office: BatchOffice, id: string, start: Start): Promise<BatchView> {
  const isHeld = office.queue.holds(id)
  office.queue.reserve(id)
  try {
    let isMoved = false
    const view = await writing(desk, start.act, start.request, async (tx) => {
      const batch = await demandBatchForUpdate(tx, id)
      const { state } = viewOfBatch(batch, isHeld, undefined)
      if (!start.from.includes(state)) throw new Refusal('BATCH_NOT_READY', { state })
      const result = start.to === 'checking' ? keptOf(batch) : batch.result
      await saveBatch(tx, id, { state: start.to, result, mapping: start.mapping })
      isMoved = true
      const moved = await demandBatch(tx, id)
      return { reply: viewOfBatch(moved, true, undefined), subject: `batch ${id}` }
    })
    if (isMoved) {
      office.failures.delete(id)
      office.queue.add(id, start.job)
    }
    return view
  } finally {
    office.queue.release(id)
  }
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
  await writeMarkedCopy(sources, await listAllProblems(office, id), path)
  return path
}

async function demandSources(desk: Desk, office: BatchOffice, id: string) {
  const batch = await reading(desk, (tx) => demandBatch(tx, id))
  const sources = await findSources(office, id, batch.files)
  if (sources === undefined) throw new Refusal('FILE_REFUSED', FILES_GONE)
  return sources
}
