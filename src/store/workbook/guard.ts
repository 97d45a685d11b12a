import { open } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { flawError, type WorkbookLimits } from './workbook.ts'
import { damaged, inflated, openZip, tooLarge, type Zip, type ZipEntry } from './zip.ts'

/** 'book' is a zip that may be a workbook; 'text' may be a CSV. Everything else is refused with advice. */
export type FileKind = 'book' | 'text'

/** What the first pass over a workbook has learned about its parts. */
export type GuardedZip = { readonly zip: Zip; readonly merges: ReadonlyMap<string, readonly string[]> }

const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')
const OTHER_MAGIC: readonly (readonly [string, Buffer])[] = [
  ['PDF', Buffer.from('%PDF')],
  ['RTF', Buffer.from('{\\rtf')],
  ['RAR', Buffer.from('Rar!')],
  ['7z', Buffer.from([0x37, 0x7a, 0xbc, 0xaf])],
  ['gzip', Buffer.from([0x1f, 0x8b])],
  ['PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ['JPEG', Buffer.from([0xff, 0xd8, 0xff])],
]

/** Tells by its first bytes what a file is; its name only decides between text and nothing. */
export async function sniffFile(path: string, name: string, limits: WorkbookLimits): Promise<FileKind> {
  const head = await headOf(path)
  if (head.length === 0) throw flawError({ code: 'EMPTY_FILE' })
  if (head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))) return 'book'
  if (head.subarray(0, 8).equals(OLE)) {
    throw flawError({ code: (await fileHolds(path, ENCRYPTED)) ? 'PASSWORD' : 'OLD_FORMAT' })
  }
  // A bare BIFF stream (Excel 2 to 4) has no OLE container.
  if (head[0] === 9 && (head[1] ?? 0xff) <= 8 && head[1] !== 1) throw flawError({ code: 'OLD_FORMAT' })
  const other = OTHER_MAGIC.find(([, magic]) => head.subarray(0, magic.length).equals(magic))
  if (other) throw flawError({ code: 'OTHER_FORMAT', details: { detail: other[0] } })
  if (/^\s*<(\?xml|html|!doctype|table)/i.test(head.toString('latin1'))) {
    throw flawError({ code: 'OTHER_FORMAT', details: { detail: 'HTML/XML' } })
  }
  if (!/\.(csv|tsv|txt)$/i.test(name)) throw flawError({ code: 'NOT_A_WORKBOOK' })
  await refuseLargeText(path, limits)
  return 'text'
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch(() => undefined)
  if (!file) throw flawError({ code: 'FILE_MISSING' })
  try {
    const head = Buffer.alloc(512)
    const { bytesRead } = await file.read(head, 0, 512, 0)
    return head.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function refuseLargeText(path: string, limits: WorkbookLimits): Promise<void> {
  const file = await open(path, 'r')
  const { size } = await file.stat().finally(() => file.close())
  if (size > limits.maxBytes) throw tooLarge(`${size} B`, `${limits.maxBytes} B`)
}

async function fileHolds(path: string, needle: Buffer): Promise<boolean> {
  let carry = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { end: 64 * 1024 * 1024 })) {
    const bytes = Buffer.concat([carry, chunk])
    if (bytes.includes(needle)) return true
    carry = bytes.subarray(Math.max(0, bytes.length - needle.length))
  }
  return false
}

/** Below this a high ratio is harmless. */
const RATIO_FROM = 16 * 1024 * 1024
const MAX_RATIO = 250

/**
 * Opens a workbook only after counting what it really unpacks to: first what it declares, then its true bytes, part
 * by part. The same pass finds document types (billion laughs) and the merged ranges, which stand behind the rows.
 */
export async function guardZip(path: string, limits: WorkbookLimits): Promise<GuardedZip> {
  const zip = await openZip(path, limits.maxEntries)
  refuseForeign(zip)
  let declared = 0
  let packed = 0
  for (const entry of zip.entries.values()) {
    refuseEntry(entry)
    declared += entry.size
    packed += entry.packed
  }
  if (declared > RATIO_FROM && declared > packed * MAX_RATIO) {
    throw flawError({ code: 'BOMB', details: { detail: `${packed} B → ${declared} B` } })
  }
  if (declared > limits.maxBytes) throw tooLarge(`${declared} B`, `${limits.maxBytes} B`)
  const merges = new Map<string, readonly string[]>()
  for (const entry of zip.entries.values()) {
    const found = await inspect(zip, entry)
    if (found.length > 0) merges.set(entry.name, found)
  }
  return { zip, merges }
}

function refuseForeign(zip: Zip): void {
  if (zip.entries.has('xl/workbook.bin')) throw flawError({ code: 'OTHER_FORMAT', details: { detail: '.xlsb' } })
  if (zip.entries.has('content.xml')) throw flawError({ code: 'OTHER_FORMAT', details: { detail: '.ods' } })
  if (zip.entries.has('word/document.xml')) throw flawError({ code: 'OTHER_FORMAT', details: { detail: '.docx' } })
  if (!zip.entries.has('[Content_Types].xml')) throw flawError({ code: 'NOT_A_WORKBOOK' })
}

function refuseEntry(entry: ZipEntry): void {
  if ((entry.flags & 1) !== 0) throw flawError({ code: 'PASSWORD' })
  if (entry.method !== 0 && entry.method !== 8) throw damaged(`zip method ${entry.method}`)
  if (/(^|\/)\.\.(\/|$)|^\//.test(entry.name)) throw flawError({ code: 'UNSAFE', details: { detail: entry.name } })
}

const OVERLAP = 128
const MAX_MERGES = 100_000

async function inspect(zip: Zip, entry: ZipEntry): Promise<string[]> {
  const xml = /\.(xml|rels|vml)$/i.test(entry.name)
  const sheet = /^xl\/worksheets\/[^/]+\.xml$/i.test(entry.name)
  const merges: string[] = []
  let carry = ''
  let first = true
  for await (const bytes of inflated(zip, entry)) {
    if (!xml) continue
    if (first && bytes.includes(0)) throw damaged(`${entry.name}: encoding`)
    first = false
    const text = carry + bytes.toString('latin1')
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw flawError({ code: 'UNSAFE', details: { detail: 'DOCTYPE' } })
    carry = sheet ? collectMerges(text, merges) : text.slice(-OVERLAP)
  }
  return merges
}

/** Gathers the ranges and gives back the tail that the next chunk may complete. */
function collectMerges(text: string, merges: string[]): string {
  let done = 0
  for (let at = text.indexOf('mergeCell '); at >= 0; at = text.indexOf('mergeCell ', done)) {
    const end = text.indexOf('>', at)
    if (end < 0) return text.slice(Math.max(at, text.length - 512))
    const range = /\sref\s*=\s*["']([A-Z]+\d+:[A-Z]+\d+)["']/.exec(text.slice(at, end))
    if (range?.[1] !== undefined) merges.push(range[1])
    if (merges.length > MAX_MERGES) throw tooLarge('mergeCells', MAX_MERGES)
    done = end
  }
  return text.slice(Math.max(done, text.length - OVERLAP))
}
