import { createHash, randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import {
  demandMediaType,
  DOCUMENT_SUBJECTS,
  MAX_DOCUMENT_BYTES,
  tooLarge,
  type DocumentSubject,
} from '../domain/document.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import {
  createDocument,
  findDocument,
  getDocumentBytes,
  listDocuments as listDocumentRows,
  withdrawDocument as markWithdrawn,
  type DocumentRow,
  type SubjectOfDocument,
} from '../store/document.ts'
import { shownName, type UploadPart } from './batch-upload.ts'
import { reading, takingPart, type Desk } from './desk.ts'
import { findDocumentSubject } from './document-subject.ts'

export type SubjectAsked = { readonly kind?: string | undefined; readonly id?: string | undefined }

/** The papers of an organization, a case or a conference, newest first; of what is not seen, it is not found. */
export function listDocuments(
  desk: Desk,
  asked: SubjectAsked,
): Promise<{ readonly documents: readonly DocumentRow[] }> {
  return reading(desk, async (tx) => {
    const { kind, id } = await demandSubject(tx, asked)
    return { documents: await listDocumentRows(tx, kind, id) }
  })
}

async function demandSubject(tx: Tx, { kind, id }: SubjectAsked): Promise<SubjectOfDocument> {
  const known = DOCUMENT_SUBJECTS.find((one) => one === kind)
  if (known === undefined) {
    throw new Refusal('BAD_REQUEST', { detail: `kind: ${DOCUMENT_SUBJECTS.join(', ')}`, pointer: '/query/kind' })
  }
  const found = id === undefined ? undefined : await findDocumentSubject(tx, known, id)
  if (found === undefined) throw new Refusal('NOT_FOUND', { what: NAMES[known], id: id ?? '' })
  return found
}

const NAMES: Readonly<Record<DocumentSubject, string>> = {
  organization: '社会组织 / organization',
  case: '事项 / case',
  conference: '联席会议 / joint conference',
}

/** Puts a paper on file: one file and what it belongs to, as a form is posted. */
export async function takeDocument(desk: Desk, parts: AsyncIterable<UploadPart>): Promise<DocumentRow> {
  const { subject, file } = await receive(parts)
  if (file === undefined) throw new Refusal('BAD_REQUEST', { detail: 'files' })
  const { name, bytes } = file
  const mediaType = demandMediaType(name, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return takingPart(desk, 'document.add', [subject, name, sha256], async (tx) => {
    const about = await demandSubject(tx, subject)
    const id = randomUUID()
    await createDocument(tx, about, { id, name, mediaType, bytes, sha256 })
    const facts = { about: about.kind, mediaType, bytes: bytes.length }
    return { reply: await demandDocument(tx, id), subject: `document ${id}`, facts }
  })
}

type Received = {
  subject: { kind: string | undefined; id: string | undefined }
  file: { readonly name: string; readonly bytes: Uint8Array } | undefined
}

async function receive(parts: AsyncIterable<UploadPart>): Promise<Received> {
  const received: Received = { subject: { kind: undefined, id: undefined }, file: undefined }
  for await (const part of parts) {
    if (part.kind === 'file') {
      if (received.file !== undefined) throw new Refusal('BAD_REQUEST', { detail: 'files: 1' })
      const name = shownName(part.name)
      received.file = { name, bytes: await bytesOf(part.stream, name) }
    } else if (part.name === 'kind' || part.name === 'id') received.subject[part.name] = part.value
    else throw new Refusal('BAD_REQUEST', { detail: `“${part.name}”` })
  }
  return received
}

/** The whole of a small file; reading stops where it grows beyond what is kept. */
async function bytesOf(stream: Readable, name: string): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_DOCUMENT_BYTES) throw tooLarge(name)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function demandDocument(tx: Tx, id: string): Promise<DocumentRow> {
  const found = await findDocument(tx, id)
  if (found === undefined) throw new Refusal('NOT_FOUND', { what: '文件 / document', id })
  return found
}

export type DocumentFile = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }

/** A paper to be handed out. A withdrawn one is not. */
export function getDocumentFile(desk: Desk, id: string): Promise<DocumentFile> {
  return reading(desk, async (tx) => {
    const { name, mediaType, withdrawnAt } = await demandDocument(tx, id)
    if (withdrawnAt !== null) throw new Refusal('DOCUMENT_WITHDRAWN', { day: withdrawnAt.slice(0, 10) })
    return { name, mediaType, bytes: await getDocumentBytes(tx, id) }
  })
}

/** Takes a paper off file: it stays listed with who and when, its bytes are handed out no more. */
export function withdrawDocument(desk: Desk, id: string, why: string): Promise<DocumentRow> {
  return takingPart(desk, 'document.withdraw', [id, why], async (tx) => {
    const { withdrawnAt, mayWithdraw } = await demandDocument(tx, id)
    if (withdrawnAt !== null) throw new Refusal('DOCUMENT_WITHDRAWN', { day: withdrawnAt.slice(0, 10) })
    if (!mayWithdraw || !(await markWithdrawn(tx, id, why)))
      throw new Refusal('NOT_ALLOWED', { act: 'document.withdraw' })
    return { reply: await demandDocument(tx, id), subject: `document ${id}` }
  })
}
