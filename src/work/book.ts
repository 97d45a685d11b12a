import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Problem } from '../domain/problem.ts'
import { Refusal } from '../domain/refusal.ts'
import { NO_MAPPING, readHeader, readRow, type Layout, type SheetRow } from '../domain/sheet-read.ts'
import type { Column, Sheet } from '../domain/sheet.ts'
import { openTables } from '../store/workbook/open.ts'
import type { RawRow, TableEvent } from '../store/workbook/workbook.ts'
import type { WriteColumn } from '../store/workbook/write.ts'
import { shownName, type UploadPart } from './batch-upload.ts'

/** A workbook or a CSV in the columns of one sheet, read cell by cell: its good rows, and what is wrong with the others. */
export type Book = { readonly rows: readonly BookRow[]; readonly problems: readonly Problem[]; readonly count: number }
export type BookRow = SheetRow & { readonly layout: Layout }

export type ReceivedBook = {
  readonly book: Book
  /** Whether it is meant in earnest, and what else was said with it. */
  readonly commit: boolean
  readonly note: string
  readonly digest: string
}

const MOST_ROWS = 20_000

/** Receives a file as a form is posted, with `commit` = yes where it is meant in earnest, and reads it. */
export async function receiveBook(parts: AsyncIterable<UploadPart>, sheet: Sheet): Promise<ReceivedBook> {
  const folder = await mkdtemp(join(tmpdir(), 'trefoil-book-'))
  try {
    const path = join(folder, 'book')
    const { name, ...got } = await receive(parts, path)
    return { ...got, book: await readBook(sheet, { path, name }) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Received = { name: string; commit: boolean; note: string; digest: string }

async function receive(parts: AsyncIterable<UploadPart>, path: string): Promise<Received> {
  const got: Received = { name: '', commit: false, note: '', digest: '' }
  for await (const part of parts) {
    if (part.kind === 'file') {
      if (got.name !== '') throw new Refusal('BAD_REQUEST', { detail: '一次一个文件 / one file at a time' })
      got.name = shownName(part.name)
      got.digest = await keep(part.stream, path)
    } else if (part.name === 'commit') got.commit = part.value === 'yes'
    else if (part.name === 'note') got.note = part.value.slice(0, 400)
    else throw new Refusal('BAD_REQUEST', { detail: `“${part.name}”` })
  }
  if (got.name === '') throw new Refusal('BAD_REQUEST', { detail: 'files' })
  return got
}

async function keep(stream: Readable, path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(
    stream,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
  )
  return hash.digest('hex')
}

async function readBook(sheet: Sheet, source: { readonly path: string; readonly name: string }): Promise<Book> {
  const got: Got = { problems: [], rows: [], count: 0, layout: undefined }
  for await (const event of openTables([source], { limits: { maxRows: MOST_ROWS } })) takeEvent(got, sheet, event)
  return got
}

type Got = { readonly problems: Problem[]; readonly rows: BookRow[]; count: number; layout: Layout | undefined }

function takeEvent(got: Got, sheet: Sheet, event: TableEvent): void {
  if (event.kind === 'fault' && event.fault.fatal) {
    const { zh, en } = event.fault.message
    throw new Refusal('FILE_REFUSED', { detail: `${zh} ${en}` })
  }
  if (event.kind === 'rows') for (const raw of event.rows) takeRaw(got, raw)
  if (event.kind !== 'sheet') return
  const { file, sheet: sheetName, headerRow, header } = event.sheet
  const { layout, problems } = readHeader({ file, sheetName, headerRow, sheet, mapping: NO_MAPPING }, header)
  got.problems.push(...problems)
  got.layout = problems.some((one) => one.severity === 'error') ? undefined : layout
}

function takeRaw(got: Got, raw: RawRow): void {
  got.count += 1
  const { layout } = got
  if (layout === undefined) return
  const { row, problems } = readRow(layout, raw)
  got.problems.push(...problems)
  if (!problems.some((one) => one.severity === 'error')) got.rows.push({ ...row, layout })
}

const WRITTEN: Partial<Readonly<Record<Column['kind'], WriteColumn['kind']>>> = {
  code: 'code',
  day: 'date',
  count: 'count',
}

/** A column of a sheet as it is written, with the list of its words. */
export function bookColumn(column: Column): WriteColumn {
  const list =
    column.kind === 'choice' ? column.choices.map((one) => one.zh[0]) : column.kind === 'yesNo' ? ['是', '否'] : []
  return { key: column.key, label: column.label, kind: WRITTEN[column.kind] ?? 'text', list }
}
