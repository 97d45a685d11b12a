import { createHash, randomUUID } from 'node:crypto'
import { Refusal, refusalText, type Text } from '../domain/refusal.ts'
import { readMapping, type Mapping } from '../domain/sheet-read.ts'
import { findSheet } from '../domain/sheet.ts'
import { findBatchForUpdate, saveBatch, type Batch, type BatchState } from '../store/batch.ts'
import { asActor, isDatabaseGone } from '../store/connection.ts'
import { findSources, writeFindings, type BatchOffice } from './batch-office.ts'
import { progressOf } from './batch-progress.ts'
import { acceptedWords, isUnderWay, resultOf, type KeptResult } from './batch-view.ts'
import { tryingAgain, type Desk } from './desk.ts'
import { mappingsOf, rememberMapping } from './import-mapping.ts'
import { readFiles, signatureOf, type Overrides } from './import-read.ts'
import type { ParsedFiles } from './import-run.ts'
import { openMissingAssignments } from './gap.ts'
import { withSuggestions } from './import-suggest.ts'
import { performImport, rehearseWithChanges, type ImportOrder, type Progress } from './import.ts'

/** The dry run of a batch, with its outcome in the row of the batch. */
export function checkBatch(desk: Desk, office: BatchOffice, batch: Batch): Promise<void> {
  return telling(desk, batch, async (progress) => {
    const { id } = batch
    const { parsed, mapping, remembered } = await readBatch(desk, office, batch, progress)
    const { result, changes } = await rehearseWithChanges(desk, parsed, { ...orderOf(batch), progress })
    const suggested = await withSuggestions(desk, result.problems)
    await writeFindings(office, id, { problems: suggested, changes, tables: parsed.tables ?? [] })
    if (mapping !== undefined) await rememberFor(desk, parsed, mapping)
    const { sheets, problems } = result
    const counts = { problemCount: problems.length, changeCount: changes.length }
    const counted = { sheets, ...counts, unknownColumns: parsed.unknown }
    const kept = { ...keptOf(batch), ...counted, ...(remembered === undefined ? {} : { remembered }) }
    await endCheck(desk, id, 'checked', kept)
  })
}

/** The import of a checked batch: the same files through the same reading, once for each batch. */
export function importBatch(desk: Desk, office: BatchOffice, batch: Batch): Promise<void> {
  return telling(desk, batch, async (progress) => {
    const { parsed } = await readBatch(desk, office, batch, progress)
    const order = { ...orderOf(batch), whole: resultOf(batch).whole === true, progress }
    const result = await performImport({ ...desk, key: importKeyOf(batch.id) }, parsed, order)
    const problems = await withSuggestions(desk, result.problems)
    await writeFindings(office, batch.id, { problems, tables: parsed.tables ?? [] })
    await openMissingAssignments({ ...desk, key: randomUUID() })
  })
}

/** The key of the import of a batch: however often it is taken up, it is one write. */
function importKeyOf(id: string): string {
  const hex = createHash('sha256').update(`import ${id}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

/**
 * Leaves in the row of the batch why its work failed. A batch that was stopped, or done by another, has nothing to be
 * told; one whose database has gone stays as it is and is taken up again.
 */
async function telling(desk: Desk, batch: Batch, work: (progress: Progress) => Promise<void>): Promise<void> {
  try {
    await work(progressOf(desk, batch.id))
  } catch (error) {
    if (error instanceof Refusal && error.code === 'BATCH_NOT_READY') return
    if (isDatabaseGone(error)) throw error
    const failure = failureText(error)
    await endCheck(desk, batch.id, 'failed', { ...keptOf(batch), failure })
    if (!(error instanceof Refusal)) throw error
  }
}

const ACCOUNT_ENDED: Text = {
  zh: '下达导入的账号已停用，或登录已结束；没有写入任何数据。',
  en: 'The account that ordered the import is disabled or its session ended; nothing was written.',
}
const BROKEN: Text = {
  zh: '检查或导入时系统出错，没有写入任何数据；请重新上传，仍不成功请联系管理员。',
  en: 'The check or import failed inside the system; nothing was written. Upload again, or ask the administrator.',
}

function failureText(error: unknown): Text {
  if (!(error instanceof Refusal)) return BROKEN
  return error.code === 'NOT_SIGNED_IN' ? ACCOUNT_ENDED : refusalText(error)
}

/** What a new outcome does not replace. */
export function keptOf(batch: Batch): KeptResult {
  const { sheet } = resultOf(batch)
  return sheet === undefined ? {} : { sheet }
}

/** Ends work that is still wanted; a batch that was stopped or done meanwhile stays as it is. */
function endCheck(desk: Desk, id: string, state: BatchState, result: KeptResult): Promise<void> {
  return tryingAgain(() =>
    asActor(desk.db, desk.token, async (tx) => {
      const batch = await findBatchForUpdate(tx, id)
      if (batch !== undefined && isUnderWay(batch)) await saveBatch(tx, id, { state, result })
    }),
  )
}

function orderOf(batch: Batch): ImportOrder {
  return { batchId: batch.id, files: batch.files, asOf: batch.asOf }
}

export const FILES_GONE = {
  detail: '上传的文件已按期清除，请重新上传 / the uploaded files have been removed; upload them again',
} as const

type ReadBatch = {
  readonly parsed: ParsedFiles
  /** The mapping that was given for this batch. */
  readonly mapping: Mapping | undefined
  /** Where none was given: the one that is remembered for the headers of a table, which then was in force. */
  readonly remembered: Mapping | undefined
}

async function readBatch(desk: Desk, office: BatchOffice, batch: Batch, progress: Progress): Promise<ReadBatch> {
  const sources = await findSources(office, batch.id, batch.files)
  if (sources === undefined) throw new Refusal('FILE_REFUSED', FILES_GONE)
  const mappings = await mappingsOf(desk)
  const read = (mappingFor: (signature: string) => Mapping | undefined) =>
    readFiles(sources, {
      noun: resultOf(batch).sheet,
      overrides: overridesOf(batch),
      mappingFor,
      progress: (rows) => progress('reading', rows, 0),
    })
  const parsed = await read((signature) => mappings.get(signature))
  const mapping = mappingOf(batch)
  if (mapping === undefined) {
    const signatures = parsed.headers.map((table) => signatureOf(table.headers))
    const used = signatures.find((signature) => mappings.has(signature))
    return { parsed, mapping, remembered: used === undefined ? undefined : mappings.get(used) }
  }
  const others = othersOf(parsed, mapping)
  return {
    parsed: await read((signature) => (others.has(signature) ? mappings.get(signature) : mapping)),
    mapping,
    remembered: undefined,
  }
}

/** The accepted words by sheet and column, as the reading asks for them. */
function overridesOf(batch: Batch): Overrides {
  const overrides: Record<string, Record<string, Record<string, string>>> = {}
  for (const { sheet, column, read, value } of acceptedWords(batch)) {
    const columns = (overrides[sheet] ??= {})
    const words = (columns[column] ??= {})
    words[read.trim()] = value
  }
  return overrides
}

function mappingOf(batch: Batch): Mapping | undefined {
  const mapping = readMapping(batch.mapping)
  return typeof mapping === 'string' ? undefined : mapping
}

/** Tables that are surely of another noun than the mapping is for; where that is all of them, it is for all. */
function othersOf(parsed: ParsedFiles, mapping: Mapping): ReadonlySet<string> {
  const noun = findSheet(mapping.sheet)?.noun
  const others = parsed.headers.filter((table) => table.noun !== noun)
  const isForNone = others.length === parsed.headers.length && parsed.unknown.length === 0
  return new Set(isForNone ? [] : others.map((table) => signatureOf(table.headers)))
}

async function rememberFor(desk: Desk, parsed: ParsedFiles, mapping: Mapping): Promise<void> {
  const noun = findSheet(mapping.sheet)?.noun
  const headers = parsed.headers.filter((table) => table.noun === noun)
  await rememberMapping(desk, { ...parsed, headers }, mapping)
}
