import { Refusal } from './refusal.ts'

/** What a paper may be attached to. */
export const DOCUMENT_SUBJECTS = ['organization', 'case', 'conference'] as const
export type DocumentSubject = (typeof DOCUMENT_SUBJECTS)[number]

export const MAX_DOCUMENT_BYTES = 20 * 1024 * 1024

/** Kinds of paper by the ending of the name: what is served, and how its first bytes begin. */
const KINDS = {
  pdf: { type: 'application/pdf', starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    starts: [0x50, 0x4b, 0x03, 0x04],
    holds: 'word/document.xml',
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    starts: [0x50, 0x4b, 0x03, 0x04],
    holds: 'xl/workbook.xml',
  },
  png: { type: 'image/png', starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  jpg: { type: 'image/jpeg', starts: [0xff, 0xd8, 0xff] },
  txt: { type: 'text/plain; charset=utf-8', starts: [] },
} as const satisfies Record<
  string,
  { readonly type: string; readonly starts: readonly number[]; readonly holds?: string }
>
type Ending = keyof typeof KINDS

export const DOCUMENT_ENDINGS = Object.keys(KINDS)

/** The media type of a paper by its name, which its bytes must bear out; refused in words where they do not. */
export function demandMediaType(name: string, bytes: Uint8Array): string {
  const ending = endingOf(name)
  const wrong = { name, endings: DOCUMENT_ENDINGS.join('、'), endingsEn: DOCUMENT_ENDINGS.join(', ') }
  if (bytes.length === 0) throw new Refusal('DOCUMENT_EMPTY', { name })
  if (bytes.length > MAX_DOCUMENT_BYTES) throw tooLarge(name)
  if (ending === undefined || !isOfKind(ending, bytes)) throw new Refusal('DOCUMENT_TYPE', wrong)
  return KINDS[ending].type
}

/** Whether a browser shows it by itself, and nothing in it can act. */
export function isShowable(mediaType: string): boolean {
  return SHOWABLE.includes(mediaType)
}

const SHOWABLE: readonly string[] = [KINDS.pdf.type, KINDS.png.type, KINDS.jpg.type, KINDS.txt.type]

export function tooLarge(name: string): Refusal {
  return new Refusal('DOCUMENT_TOO_LARGE', { name, megabytes: MAX_DOCUMENT_BYTES / 1024 / 1024 })
}

function endingOf(name: string): Ending | undefined {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  const known = ending === 'jpeg' ? 'jpg' : ending
  return isEnding(known) && name.includes('.') ? known : undefined
}

function isEnding(ending: string): ending is Ending {
  return DOCUMENT_ENDINGS.includes(ending)
}

function isOfKind(ending: Ending, bytes: Uint8Array): boolean {
  const kind: { readonly starts: readonly number[]; readonly holds?: string } = KINDS[ending]
  if (ending === 'txt') return !bytes.includes(0)
  const begins = kind.starts.every((byte, at) => bytes[at] === byte)
  return begins && (kind.holds === undefined || holds(bytes, kind.holds))
}

/** Whether the bytes hold a name: the directory of a ZIP file tells its members in plain letters. */
function holds(bytes: Uint8Array, name: string): boolean {
  const wanted = Array.from(name, (letter) => letter.charCodeAt(0))
  const [first = 0] = wanted
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true
  }
  return false
}
