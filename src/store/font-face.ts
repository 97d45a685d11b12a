import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'

/** The weights of the embedded face: body, and title with first headings. */
export type FaceWeight = 400 | 700

export const FACE_NAME = 'Noto Serif SC'

const unpacked = new Map<FaceWeight, Promise<Buffer>>()

/** The face as a font library reads it fast: unpacked once, then kept. From WOFF each paper would take seconds. */
export function loadFace(weight: FaceWeight): Promise<Buffer> {
  const kept = unpacked.get(weight)
  if (kept !== undefined) return kept
  const path = createRequire(import.meta.url).resolve(
    `@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-${weight}-normal.woff`,
  )
  const fresh = readFile(path).then(unpackWoff)
  unpacked.set(weight, fresh)
  return fresh
}

type Table = { readonly entry: Buffer; readonly bytes: Buffer }

/** A WOFF 1.0 file as the sfnt that it holds: its tables inflated and laid out again. */
export async function unpackWoff(woff: Buffer): Promise<Buffer> {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('Not a WOFF file.')
  const count = woff.readUInt16BE(12)
  const tables: Table[] = []
  let offset = 12 + count * 16
  for (let index = 0; index < count; index += 1) {
    const at = 44 + index * 20
    const [start, packed, length] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)]
    const bytes = woff.subarray(start, start + packed)
    const entry = Buffer.alloc(16)
    woff.copy(entry, 0, at, at + 4)
    woff.copy(entry, 4, at + 16, at + 20)
    entry.writeUInt32BE(offset, 8)
    entry.writeUInt32BE(length, 12)
    tables.push({ entry, bytes: await padded(packed < length ? await promisify(inflate)(bytes) : bytes) })
    offset += Math.ceil(length / 4) * 4
  }
  return Buffer.concat([headOf(woff, count), ...tables.map(({ entry }) => entry), ...tables.map(({ bytes }) => bytes)])
}

async function padded(bytes: Buffer): Promise<Buffer> {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}

function headOf(woff: Buffer, count: number): Buffer {
  const power = Math.floor(Math.log2(count))
  const head = Buffer.alloc(12)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(2 ** power * 16, 6)
  head.writeUInt16BE(power, 8)
  head.writeUInt16BE(count * 16 - 2 ** power * 16, 10)
  return head
}

/** Where systems keep a face with the rare characters that the embedded one lacks. */
const SYSTEM_FACES = [
  '/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc',
  '/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Regular.ttc',
  '/usr/share/fonts/truetype/noto/NotoSerifCJK-Regular.ttc',
]
export const SYSTEM_FACE_NAME = 'NotoSerifCJKsc-Regular'

/** The path of a system face for rare characters, if there is one. */
export function findSystemFace(): string | undefined {
  return SYSTEM_FACES.find((path) => existsSync(path))
}
