import { open, type FileHandle } from 'node:fs/promises'
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { once } from 'node:events'
import { crc32, createDeflateRaw, createInflateRaw } from 'node:zlib'
import { Readable } from 'node:stream'
import { flawError } from './workbook.ts'

/** One file inside a workbook, as its central directory declares it. */
export type ZipEntry = {
  readonly name: string
  readonly method: number
  readonly flags: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** byte position of the local header */
  readonly at: number
}

export type Zip = { readonly path: string; readonly entries: ReadonlyMap<string, ZipEntry> }

const MAX_DIRECTORY = 4 * 1024 * 1024

/** Reads the directory of a zip and refuses what no spreadsheet program writes: overlaps, twins, zip64 sizes. */
export async function openZip(path: string, maxEntries: number): Promise<Zip> {
  const file = await open(path, 'r')
  try {
    const size = (await file.stat()).size
    const directory = await readDirectory(file, size, maxEntries)
    const entries = listEntries(directory.bytes, directory.count)
    refuseOverlaps(entries, directory.at)
    const byName = new Map(entries.map((entry) => [entry.name, entry]))
    if (byName.size !== entries.length) throw damaged('zip names')
    return { path, entries: byName }
  } finally {
    await file.close()
  }
}

async function readDirectory(file: FileHandle, size: number, maxEntries: number) {
  const tail = Buffer.alloc(Math.min(size, 65_557))
  await file.read(tail, 0, tail.length, size - tail.length)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > tail.length) throw damaged('zip')
  const count = tail.readUInt16LE(end + 10)
  const length = tail.readUInt32LE(end + 12)
  const at = tail.readUInt32LE(end + 16)
  if (count > maxEntries) throw tooLarge(`${count} parts`, maxEntries)
  if (length > MAX_DIRECTORY || at + length > size) throw damaged('zip')
  const bytes = Buffer.alloc(length)
  await file.read(bytes, 0, length, at)
  return { bytes, count, at }
}

function listEntries(bytes: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged('zip')
    const nameLength = bytes.readUInt16LE(at + 28)
    const next = at + 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    entries.push(entryOf(bytes, at, nameLength))
    at = next
  }
  return entries
}

function entryOf(bytes: Buffer, at: number, nameLength: number): ZipEntry {
  return {
    name: bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/'),
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    packed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    at: bytes.readUInt32LE(at + 42),
  }
}

/** Bombs share one packed block among many names. */
function refuseOverlaps(entries: readonly ZipEntry[], directoryAt: number): void {
  const sorted = [...entries].sort((a, b) => a.at - b.at)
  sorted.forEach((entry, index) => {
    const next = sorted[index + 1]?.at ?? directoryAt
    if (entry.at + 30 + entry.packed > next) throw damaged('zip')
  })
}

/** The packed bytes of an entry, as they lie in the file. */
export async function packedStream(zip: Zip, entry: ZipEntry): Promise<Readable> {
  const file = await open(zip.path, 'r')
  try {
    const header = Buffer.alloc(30)
    await file.read(header, 0, 30, entry.at)
    if (header.readUInt32LE(0) !== 0x04034b50) throw damaged('zip')
    const start = entry.at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    if (entry.packed === 0) return Readable.from([])
    return createReadStream(zip.path, { start, end: start + entry.packed - 1 })
  } finally {
    await file.close()
  }
}

/** The inflated bytes of an entry; it may not hold more than it declares. */
export async function* inflated(zip: Zip, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = await packedStream(zip, entry)
  const source = entry.method === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: 65_536 }))
  if (source !== packed) packed.on('error', (error) => source.destroy(error))
  let seen = 0
  try {
    for await (const chunk of source) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
      seen += bytes.length
      if (seen > entry.size) throw flawError({ code: 'BOMB', details: { detail: `${entry.name} > ${entry.size} B` } })
      yield bytes
    }
  } catch (error) {
    throw isPackingError(error) ? damaged(entry.name) : error
  } finally {
    packed.destroy()
    source.destroy()
  }
  if (seen !== entry.size) throw damaged(entry.name)
}

function isPackingError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}

/** The inflated text of an entry, in chunks that never split a character. */
export async function* textOf(zip: Zip, entry: ZipEntry): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  for await (const bytes of inflated(zip, entry)) yield decoder.decode(bytes, { stream: true })
  const last = decoder.decode()
  if (last !== '') yield last
}

/** The whole text of a small part; a part beyond the limit is refused. */
export async function wholeText(zip: Zip, name: string, limit = 8 * 1024 * 1024): Promise<string | undefined> {
  const entry = zip.entries.get(name)
  if (!entry) return undefined
  if (entry.size > limit) throw tooLarge(name, `${limit} B`)
  let text = ''
  for await (const chunk of textOf(zip, entry)) text += chunk
  return text
}

export type ZipTarget = {
  /** copies the packed bytes of another workbook's part as they are */
  readonly copy: (zip: Zip, entry: ZipEntry) => Promise<void>
  readonly add: (name: string, chunks: AsyncIterable<string> | Iterable<string>) => Promise<void>
  readonly finish: () => Promise<void>
  /** closes the file without finishing it */
  readonly abandon: () => void
}

type Written = Omit<ZipEntry, 'method'> & { readonly method: number }

/** Writes a zip in one pass with bounded memory. */
export function createZip(path: string): ZipTarget {
  const out = createWriteStream(path)
  const failure = once(out, 'close').catch((error: unknown) => error)
  const written: Written[] = []
  let at = 0

  async function put(bytes: Buffer): Promise<void> {
    at += bytes.length
    if (out.errored) throw out.errored
    if (!out.write(bytes)) await Promise.race([once(out, 'drain'), failure])
  }

  async function copy(zip: Zip, entry: ZipEntry): Promise<void> {
    const mine = { ...entry, flags: entry.flags & 0x800, at }
    await put(localHeader(mine))
    for await (const chunk of await packedStream(zip, entry)) await put(Buffer.from(chunk))
    written.push(mine)
  }

  async function add(name: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const start = at
    await put(localHeader({ name, method: 8, flags: 0x808, crc: 0, packed: 0, size: 0, at: start }))
    const body = at
    const sums = { crc: 0, size: 0 }
    const source = Readable.from(counted(chunks, sums), { objectMode: true })
    const pack = source.pipe(createDeflateRaw({ level: 4 }))
    source.on('error', (error) => pack.destroy(error))
    for await (const chunk of pack) await put(Buffer.from(chunk))
    const entry = { name, method: 8, flags: 0x808, ...sums, packed: at - body, at: start }
    await put(dataDescriptor(entry))
    written.push(entry)
  }

  async function finish(): Promise<void> {
    const directoryAt = at
    for (const entry of written) await put(centralHeader(entry))
    await put(endRecord(written.length, at - directoryAt, directoryAt))
    await closed(out)
  }

  return { copy, add, finish, abandon: () => out.destroy() }
}

async function closed(out: WriteStream): Promise<void> {
  out.end()
  if (!out.closed) await once(out, 'close')
  if (out.errored) throw out.errored
}

const CHUNK = 65_536

async function* counted(chunks: AsyncIterable<string> | Iterable<string>, sums: { crc: number; size: number }) {
  let pending = ''
  function take(): Buffer {
    const bytes = Buffer.from(pending)
    pending = ''
    sums.crc = crc32(bytes, sums.crc)
    sums.size += bytes.length
    return bytes
  }
  for await (const chunk of chunks) {
    pending += chunk
    if (pending.length >= CHUNK) yield take()
  }
  if (pending !== '') yield take()
}

/** 1 January 2000: the clock has no place in a file that should be the same each time. */
const DOS_DATE = ((2000 - 1980) << 9) | (1 << 5) | 1

function localHeader(entry: Written): Buffer {
  const name = Buffer.from(entry.name)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeShared(header, 4, entry, name.length)
  return Buffer.concat([header, name])
}

function centralHeader(entry: Written): Buffer {
  const name = Buffer.from(entry.name)
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(20, 4)
  writeShared(header, 6, entry, name.length)
  header.writeUInt32LE(entry.at, 42)
  return Buffer.concat([header, name])
}

function writeShared(header: Buffer, at: number, entry: Written, nameLength: number): void {
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(entry.flags, at + 2)
  header.writeUInt16LE(entry.method, at + 4)
  header.writeUInt16LE(DOS_DATE, at + 8)
  header.writeUInt32LE(entry.crc, at + 10)
  header.writeUInt32LE(entry.packed, at + 14)
  header.writeUInt32LE(entry.size, at + 18)
  header.writeUInt16LE(nameLength, at + 22)
}

function dataDescriptor(entry: Written): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.writeUInt32LE(0x08074b50, 0)
  bytes.writeUInt32LE(entry.crc, 4)
  bytes.writeUInt32LE(entry.packed, 8)
  bytes.writeUInt32LE(entry.size, 12)
  return bytes
}

function endRecord(count: number, length: number, at: number): Buffer {
  const bytes = Buffer.alloc(22)
  bytes.writeUInt32LE(0x06054b50, 0)
  bytes.writeUInt16LE(count, 8)
  bytes.writeUInt16LE(count, 10)
  bytes.writeUInt32LE(length, 12)
  bytes.writeUInt32LE(at, 16)
  return bytes
}

export function damaged(detail: string): Error {
  return flawError({ code: 'DAMAGED', details: { detail } })
}

export function tooLarge(detail: string, limit: string | number): Error {
  return flawError({ code: 'TOO_LARGE', details: { detail, limit } })
}
