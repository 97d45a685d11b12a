import { createHash, randomUUID } from 'node:crypto'
import type { Day } from '../domain/day.ts'
import { BATCH_FIELDS, type BatchField } from '../domain/register-list.ts'
import { Refusal, refusalText, type Text } from '../domain/refusal.ts'
import { SHEETS } from '../domain/sheet.ts'
import { saveBatch } from '../store/batch.ts'
import { rehearseAsActor, getClock, type Tx } from '../store/connection.ts'
import { listOrganizationsOnRecord } from '../store/entity.ts'
import { listExportRows, type ExportRow } from '../store/export.ts'
import { listRegisterCodes } from '../store/register.ts'
import { viewOf } from './analysis.ts'
import { demandWriter, tryingAgain, writing, type Clock, type Desk } from './desk.ts'
import { parsedEntry, type EntryRow } from './entry.ts'
import { runImport } from './import.ts'
import { filterOf, type Filters } from './register.ts'

type Where = Filters & { readonly place?: string | undefined; readonly line?: string | undefined }

/** The same statement for many organizations: those named, or all that filters find today. */
export type BatchOrder = {
  readonly codes?: readonly string[] | undefined
  readonly filters?: Where | undefined
  readonly asOf: Day
  readonly set: { readonly [F in BatchField]?: string | undefined }
}

type Named = { readonly code: string; readonly name: string }
export type BatchRejected = Named & { readonly reason: Text }

export type BatchPreview = {
  readonly changed: readonly (Named & {
    readonly cells: readonly { readonly key: string; readonly from: string; readonly to: string }[]
  })[]
  readonly unchanged: number
  readonly rejected: readonly BatchRejected[]
  readonly digest: string
}

export type BatchReceipt = {
  readonly batch: string
  readonly changed: number
  readonly unchanged: number
  readonly rejected: readonly BatchRejected[]
}

/** What a batch action would do: it is done and taken back, so the preview is the act's own. */
export function previewBatch(desk: Desk, order: BatchOrder, most: number): Promise<BatchPreview> {
  return tryingAgain(() =>
    rehearseAsActor(desk.db, desk.token, async (tx) => {
      await demandWriter(tx, 'register.batch')
      return (await stateAll(tx, desk, await getClock(tx), { order, most, dryRun: true })).preview
    }),
  )
}

/** Does it, unless what it would change is no longer what was previewed. */
export function stateBatch(desk: Desk, order: BatchOrder & { digest: string }, most: number): Promise<BatchReceipt> {
  return writing(desk, 'register.batch', order, async (tx, clock) => {
    const { preview, batch } = await stateAll(tx, desk, clock, { order, most, dryRun: false })
    const { changed, unchanged, rejected, digest } = preview
    if (digest !== order.digest) throw new Refusal('REGISTER_BATCH_STALE', { count: changed.length })
    const reply = { batch, changed: changed.length, unchanged, rejected }
    const facts = { fields: Object.keys(order.set), asOf: order.asOf, changed: changed.length }
    return { reply, subject: `batch ${batch}`, facts }
  })
}

type Stating = { readonly order: BatchOrder; readonly most: number; readonly dryRun: boolean }

async function stateAll(tx: Tx, desk: Desk, clock: Clock, { order, most, dryRun }: Stating) {
  const codes = await listCodes(order, most, () => findCodes(tx, desk, clock, order.filters ?? {}))
  const at = { asOf: order.asOf, knownAt: clock.now }
  const before = mapRows(await listExportRows(tx, 'organizations', at, codes))
  const seen = new Set((await listOrganizationsOnRecord(tx, codes)).map((one) => one.code))
  const named = codes.filter((code) => seen.has(code))
  const rows = named.map((code): EntryRow => ({ code, ...cellsOf(order.set) }))
  const batch = randomUUID()
  const title = `批量登记 ${codes.length} 家 / ${codes.length} organizations at once`
  const origin = 'entry'
  const parsed = parsedEntry({ rows: { organizations: rows } })
  const done = await runImport(tx, desk, parsed, { batchId: batch, files: [], asOf: order.asOf, origin, title, dryRun })
  await saveBatch(tx, batch, { state: 'done', result: { sheets: done.sheets } })
  const after = mapRows(await listExportRows(tx, 'organizations', at, codes))
  const wrong = done.problems.filter((problem) => problem.severity === 'error')
  const reasons = new Map([
    ...wrong.map((problem) => [named[problem.row - 2] ?? '', problem.message] as const),
    ...codes.filter((code) => !seen.has(code)).map((code) => [code, notThere(code)] as const),
  ])
  return { batch, preview: previewOf(codes, { before, after, reasons }) }
}

function notThere(code: string): Text {
  return refusalText(new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: code }))
}

/** Those named, or found; refused in words where there are none, or more than a page should change at once. */
async function listCodes(order: BatchOrder, most: number, find: () => Promise<string[]>): Promise<string[]> {
  if (Object.keys(cellsOf(order.set)).length === 0)
    throw new Refusal('BAD_REQUEST', { detail: 'set', pointer: '/body/set' })
  const codes = order.codes === undefined ? await find() : [...new Set(order.codes)]
  if (codes.length === 0) throw new Refusal('REGISTER_BATCH_EMPTY')
  if (codes.length > most) throw new Refusal('REGISTER_BATCH_TOO_MANY', { count: codes.length, most })
  return codes
}

async function findCodes(tx: Tx, desk: Desk, clock: Clock, { place, line, ...filters }: Where): Promise<string[]> {
  const { view, policy } = await viewOf(tx, desk, { place, line }, clock)
  return listRegisterCodes(tx, view, await filterOf(tx, filters, policy))
}

function cellsOf(set: BatchOrder['set']): EntryRow {
  const cells = BATCH_FIELDS.flatMap((key) => {
    const value = set[key]
    return value === undefined ? [] : [[key, value.trim() === '' ? '#CLEAR' : value] as const]
  })
  return Object.fromEntries(cells)
}

type Rows = ReadonlyMap<string, ExportRow>
type Outcome = { readonly before: Rows; readonly after: Rows; readonly reasons: ReadonlyMap<string, Text> }

function mapRows(rows: readonly ExportRow[]): Rows {
  return new Map(rows.map((row) => [String(row['code']), row]))
}

function previewOf(codes: readonly string[], { before, after, reasons }: Outcome): BatchPreview {
  const named = (code: string) => ({ code, name: String((after.get(code) ?? before.get(code))?.['name'] ?? code) })
  const accepted = codes.filter((code) => !reasons.has(code))
  const all = accepted.map((code) => ({ ...named(code), cells: changedCells(before.get(code), after.get(code)) }))
  const changed = all.filter((one) => one.cells.length > 0)
  const rejected = codes.flatMap((code) => {
    const reason = reasons.get(code)
    return reason === undefined ? [] : [{ ...named(code), reason }]
  })
  const digest = createHash('sha256')
    .update(JSON.stringify([changed, rejected]))
    .digest('hex')
  return { changed, unchanged: accepted.length - changed.length, rejected, digest }
}

function changedCells(before: ExportRow | undefined, after: ExportRow | undefined) {
  return SHEETS.organizations.columns.flatMap((column) => {
    const [from, to] = [wordOf(before, column.key), wordOf(after, column.key)]
    return from === to ? [] : [{ key: column.key, from, to }]
  })
}

function wordOf(row: ExportRow | undefined, key: string): string {
  const value = row?.[key] ?? null
  return value === null ? '' : String(value)
}
