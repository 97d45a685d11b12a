import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isDay, type Day } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'
import { findSheet, type Noun } from '../domain/sheet.ts'
import { createBatch, findBatch, saveBatch } from '../store/batch.ts'
import { resetProgress } from '../store/job-progress.ts'
import { makeBatchFolder, removeBatchFolder, uploadPath, type BatchOffice } from './batch-office.ts'
import { viewOfBatch, type BatchView } from './batch-view.ts'
import { writing, type Desk } from './desk.ts'

/** One part of an upload, in the order in which they come; a file's stream must be read before the next part. */
export type UploadPart =
  | { readonly kind: 'field'; readonly name: string; readonly value: string }
  | { readonly kind: 'file'; readonly name: string; readonly stream: Readable }

export const MAX_FILES = 8
export const MAX_FILE_BYTES = 64 * 1024 * 1024

type Upload = { readonly name: string; readonly digest: string }
type Order = {
  asOf: Day | undefined
  noun: Noun | undefined
  /** The batch whose mended files these are. */
  corrects: string | undefined
  readonly files: Upload[]
}

/** Takes files given together into a new batch and has them checked beside the request. */
export async function takeUpload(
  desk: Desk,
  office: BatchOffice,
  parts: AsyncIterable<UploadPart>,
): Promise<BatchView> {
  const id = randomUUID()
  await makeBatchFolder(office, id)
  try {
    const order = await receive(office, id, parts)
    const view = await openBatch(desk, office, id, order)
    if (view.id === id) office.jobs.wake('batches')
    else await removeBatchFolder(office, id)
    return view
  } catch (error) {
    await removeBatchFolder(office, id)
    throw error
  }
}

async function receive(office: BatchOffice, id: string, parts: AsyncIterable<UploadPart>): Promise<Order> {
  const order: Order = { asOf: undefined, noun: undefined, corrects: undefined, files: [] }
  for await (const part of parts) {
    if (part.kind === 'field') takeField(order, part.name, part.value)
    else order.files.push(await receiveFile(part, uploadPath(office, id, order.files.length)))
  }
  if (order.files.length === 0) throw new Refusal('BAD_REQUEST', { detail: 'files' })
  return order
}

const FIELDS = ['asOf', 'sheet', 'corrects']

function takeField(order: Order, name: string, value: string): void {
  if (name === 'asOf' && value !== '') {
    if (!isDay(value)) throw new Refusal('BAD_REQUEST', { detail: `asOf “${value}” → YYYY-MM-DD` })
    order.asOf = value
  } else if (name === 'sheet' && value !== '') {
    order.noun = findSheet(value)?.noun
    if (order.noun === undefined) throw new Refusal('BAD_REQUEST', { detail: `sheet “${value}”` })
  } else if (name === 'corrects' && value !== '') {
    order.corrects = value
  } else if (!FIELDS.includes(name)) throw new Refusal('BAD_REQUEST', { detail: `“${name}”` })
}

async function receiveFile(part: { readonly name: string; readonly stream: Readable }, path: string): Promise<Upload> {
  const hash = createHash('sha256')
  const digesting = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(part.stream, digesting, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  return { name: shownName(part.name), digest: hash.digest('hex') }
}

/** The last part of the name, without what a page or a sheet could not show. */
export function shownName(name: string): string {
  const plain = (name.split(/[\\/]/).at(-1) ?? '').replace(/\p{Cc}/gu, '')
  return plain.slice(-150) || 'file'
}

/** The same key with the same files is the same batch; with other files it is refused. */
function openBatch(desk: Desk, office: BatchOffice, id: string, order: Order): Promise<BatchView> {
  const { asOf, noun, corrects, files } = order
  const request = [asOf ?? null, noun ?? null, files, ...(corrects === undefined ? [] : [corrects])]
  return writing(desk, 'import.check', request, async (tx, clock) => {
    const names = files.map((file) => file.name)
    if (corrects !== undefined && (await findBatch(tx, corrects)) === undefined) {
      throw new Refusal('NOT_FOUND', { what: '导入批次 / import batch', id: corrects })
    }
    await createBatch(tx, { id, asOf: asOf ?? clock.today, state: 'checking', files: names, corrects })
    if (noun !== undefined) await saveBatch(tx, id, { state: 'checking', result: { sheet: noun } })
    await resetProgress(tx, id)
    await office.jobs.send(tx, 'batches', id)
    const batch = await findBatch(tx, id)
    if (batch === undefined) throw new Error('A batch was not found in the transaction that made it.')
    return { reply: viewOfBatch(batch), subject: `batch ${id}`, facts: { files: files.length } }
  })
}
