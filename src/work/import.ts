import type { Day } from '../domain/day.ts'
import type { Problem } from '../domain/problem.ts'
import { Refusal } from '../domain/refusal.ts'
import { NOUNS, type Noun } from '../domain/sheet.ts'
import {
  countStranded,
  countTouched,
  createBatch,
  findBatch,
  findBatchForUpdate,
  restoreScopes,
  saveBatch,
  undoFacts,
  type Batch,
  type BatchOrigin,
} from '../store/batch.ts'
import { refollowCases } from '../store/case.ts'
import { asActor, getClock, rehearseAsActor, type Tx } from '../store/connection.ts'
import { getWritingReach, refreshReach, takeOrganizations } from '../store/entity.ts'
import { refreshStatistics } from '../store/history.ts'
import { withdrawLifeEvents } from '../store/life.ts'
import { countMovedSince, findMergeOfBatch } from '../store/record-merge.ts'
import { renumberPlaces } from '../store/place.ts'
import { demandWriter, tryingAgain, writing, type Clock, type Desk } from './desk.ts'
import { importBodies } from './import-bodies.ts'
import { changesOf, rowsNow, type RowChange } from './import-changes.ts'
import { importOrganizations } from './import-organizations.ts'
import { importPartyOrganizations } from './import-party.ts'
import { importPlaces } from './import-places.ts'
import type { ImportRun, ParsedFiles, Tally } from './import-run.ts'
import { tendQuestions } from './gap.ts'
import { giveBackThings } from './merge-things.ts'
import { getPolicy } from './policy.ts'
import { judgeTouched } from './standing.ts'

export type SheetResult = { readonly sheet: Noun } & Readonly<Tally>

/** What an import did or, as a dry run, would do. */
export type ImportResult = {
  readonly dryRun: boolean
  readonly asOf: Day
  readonly sheets: readonly SheetResult[]
  readonly problems: readonly Problem[]
  readonly batch: string
}

export type Progress = (step: string, done: number, of: number) => void

export type ImportOrder = {
  readonly batchId: string
  readonly files: readonly string[]
  readonly asOf?: Day | undefined
  readonly origin?: BatchOrigin
  readonly title?: string | undefined
  /** Nothing unless all rows are good. */
  readonly whole?: boolean
  readonly progress?: Progress
}

/**
 * The dry run: everything the import would do is done and taken back, so its result is the import's own. Nothing stays
 * written, no related record either.
 */
export async function rehearseImport(desk: Desk, parsed: ParsedFiles, order: ImportOrder): Promise<ImportResult> {
  return tryingAgain(() =>
    rehearseAsActor(desk.db, desk.token, async (tx) => {
      await demandWriter(tx, 'import')
      return runImport(tx, desk, parsed, { ...order, dryRun: true })
    }),
  )
}

/** The dry run with what it would change, cell by cell: the same sheets before and after, compared in its transaction. */
export async function rehearseWithChanges(
  desk: Desk,
  parsed: ParsedFiles,
  order: ImportOrder,
): Promise<{ readonly result: ImportResult; readonly changes: readonly RowChange[] }> {
  return tryingAgain(() =>
    rehearseAsActor(desk.db, desk.token, async (tx) => {
      await demandWriter(tx, 'import')
      const { now, today } = await getClock(tx)
      const at = { asOf: order.asOf ?? today, knownAt: now }
      const before = await rowsNow(tx, parsed, at)
      const result = await runImport(tx, desk, parsed, { ...order, dryRun: true })
      return { result, changes: changesOf(parsed, before, await rowsNow(tx, parsed, at)) }
    }),
  )
}

/** Imports the good rows in one transaction: all of them or, after any failure, none. */
export async function performImport(desk: Desk, parsed: ParsedFiles, order: ImportOrder): Promise<ImportResult> {
  const done = await writing(desk, 'import', [order.batchId, order.files, order.asOf ?? null], async (tx) => {
    const ordered = await findBatch(tx, order.batchId)
    // One that was stopped meanwhile is not begun.
    if (ordered !== undefined && ordered.state !== 'importing') throw notReady(ordered)
    const result = await runImport(tx, desk, parsed, { ...order, dryRun: false })
    const rejected = result.sheets.reduce((sum, sheet) => sum + sheet.rejected, 0)
    if (order.whole === true && rejected > 0) throw new Refusal('IMPORT_NOT_WHOLE', { rejected })
    const batch = await findBatchForUpdate(tx, order.batchId)
    if (batch === undefined) throw new Refusal('NOT_FOUND', { what: '导入批次 / import batch', id: order.batchId })
    if (batch.state !== 'importing') throw notReady(batch)
    const kept = { ...result, problems: result.problems.slice(0, 200), problemCount: result.problems.length }
    await saveBatch(tx, order.batchId, { state: 'done', result: kept })
    return { reply: result, subject: `batch ${order.batchId}`, facts: { asOf: result.asOf, sheets: result.sheets } }
  })
  const written = done.sheets.reduce((sum, sheet) => sum + sheet.created + sheet.changed, 0)
  if (written >= MANY_ROWS) await asActor(desk.db, desk.token, refreshStatistics)
  return done
}

function notReady({ state }: Batch): Refusal {
  return new Refusal('BATCH_NOT_READY', { state })
}

/** Rows from which the server's picture of its tables is worth taking anew. */
const MANY_ROWS = 1_000

/** Puts rows on record within a transaction: of files, of a page's single entry, of a case. */
export async function runImport(
  tx: Tx,
  desk: Desk,
  parsed: ParsedFiles,
  order: ImportOrder & { readonly dryRun: boolean },
): Promise<ImportResult> {
  const { today } = await getClock(tx)
  const asOf = order.asOf ?? today
  const { batchId, files, origin = 'import', title } = order
  await createBatch(tx, { id: batchId, asOf, state: 'importing', files, origin, title })
  const run: ImportRun = {
    tx,
    batchId: order.batchId,
    asOf,
    today,
    reach: await getWritingReach(tx),
    tallies: structuredClone(parsed.tallies),
    problems: [...parsed.problems],
    touched: new Set(),
    lives: new Map(),
    progress: order.progress ?? (() => undefined),
  }
  const step = (noun: Noun) => {
    if (parsed.rows[noun].length > 0) run.progress(noun, 0, parsed.rows[noun].length)
  }
  step('places')
  await importPlaces(run, parsed.rows.places)
  step('bodies')
  await importBodies(run, parsed.rows.bodies)
  step('organizations')
  await importOrganizations(run, parsed.rows.organizations)
  step('partyOrganizations')
  await importPartyOrganizations(run, parsed.rows.partyOrganizations)
  if (!order.dryRun) {
    const policy = await getPolicy(tx, desk.packs, { day: today })
    await judgeTouched(tx, policy, run.touched, (done, of) => run.progress('standing', done, of))
    await tendQuestions(tx, desk, await getClock(tx), { ids: [...run.touched], opens: origin !== 'import' })
    await refollowCases(tx, [...run.touched])
  }
  return {
    dryRun: order.dryRun,
    asOf,
    sheets: sheetResults(run),
    problems: inOrder(run.problems),
    batch: order.batchId,
  }
}

function sheetResults(run: ImportRun): SheetResult[] {
  return NOUNS.filter((noun) => run.tallies[noun].rows > 0).map((noun) => ({ sheet: noun, ...run.tallies[noun] }))
}

/** Problems as the clerk reads the files: by file, sheet and row. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map((problem) => problem.file))]
  return problems.toSorted(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || compare(a.sheet, b.sheet) || a.row - b.row,
  )
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Takes back a whole batch, unless something has changed its facts since. */
export async function undoImport(desk: Desk, id: string): Promise<void> {
  await writing(desk, 'import.undo', [id], async (tx, clock) => {
    const organizations = await takeBack(tx, desk, clock, { id })
    return { reply: null, subject: `batch ${id}`, facts: { organizations } }
  })
}

type Taken = { readonly id: string; readonly origins?: readonly BatchOrigin[] }

/** The same within a transaction, for a batch of certain origins; gives how many organizations it touches. */
export async function takeBack(tx: Tx, desk: Desk, clock: Clock, { id, origins }: Taken): Promise<number> {
  const batch = await findBatchForUpdate(tx, id)
  const isMeant = batch !== undefined && origins?.includes(batch.origin) !== false
  if (!isMeant) throw new Refusal('NOT_FOUND', { what: '导入批次 / import batch', id })
  if (batch.state !== 'done') throw notReady(batch)
  const merge = await findMergeOfBatch(tx, id)
  const moved = merge === undefined ? 0 : await countMovedSince(tx, merge.id)
  const count = (await countTouched(tx, id)) + moved
  if (count > 0) throw new Refusal(merge === undefined ? 'BATCH_TOUCHED' : 'MERGE_TOUCHED', { count })
  const facts = await undoFacts(tx, id)
  const touched = merge === undefined ? facts : [...new Set([...facts, merge.keptId, merge.goneId])]
  const stranded = await countStranded(tx)
  if (stranded > 0) throw new Refusal('BATCH_TOUCHED', { count: stranded })
  await takeOrganizations(tx, touched)
  await restoreScopes(tx, touched)
  if (merge !== undefined) await giveBackThings(tx, desk, clock, merge)
  await refreshReach(tx)
  if ((await getWritingReach(tx)).all) await renumberPlaces(tx)
  const policy = await getPolicy(tx, desk.packs, { day: clock.today })
  await judgeTouched(tx, policy, new Set(touched), () => undefined)
  await tendQuestions(tx, desk, clock, { ids: touched, opens: true })
  await refollowCases(tx, touched)
  await withdrawLifeEvents(tx, id)
  await saveBatch(tx, id, { state: 'undone' })
  return touched.length
}
