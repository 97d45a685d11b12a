import { flawError } from './workbook.ts'

/** What the scanner tells: tags with their raw text, and character data still encoded. */
export type XmlListener = {
  /** `name` is without its prefix; an empty element gives open, then close */
  readonly open?: (name: string, raw: string, empty: boolean) => void
  readonly close?: (name: string, raw: string) => void
  readonly text?: (raw: string) => void
  /** every token in order, for those who copy a part */
  readonly other?: (raw: string) => void
}

export type XmlScanner = { readonly push: (chunk: string) => void; readonly end: () => void }

/** One tag or one stretch of text may not be longer: no spreadsheet writes one. */
const MAX_TOKEN = 1024 * 1024
const QUOT = 34
const APOS = 39
const GT = 62

/**
 * Scans the XML of a workbook part chunk by chunk, without a tree and without entities of its own: a document type
 * is refused, and so is a part that ends before its root element is closed (the library's scanner accepts both).
 */
export function xmlScanner(listener: XmlListener): XmlScanner {
  let rest = ''
  let depth = 0
  let rooted = false

  function tag(raw: string): void {
    if (raw.startsWith('</')) {
      depth -= 1
      if (depth < 0) throw flawError({ code: 'DAMAGED', details: { detail: 'XML' } })
      listener.close?.(localName(raw, 2), raw)
      return
    }
    const empty = raw.endsWith('/>')
    const name = localName(raw, 1)
    rooted = true
    if (!empty) depth += 1
    listener.open?.(name, raw, empty)
    if (empty) listener.close?.(name, '')
  }

  function markup(from: number): number {
    const next = rest.charCodeAt(from + 1)
    const special = next === 33 || next === 63
    const end = special ? specialEnd(rest, from) : tagEnd(rest, from)
    if (end < 0) return -1
    const raw = rest.slice(from, end)
    if (!special) tag(raw)
    else if (raw.startsWith('<![CDATA[')) listener.text?.(encodeXml(raw.slice(9, -3)))
    else listener.other?.(raw)
    return end
  }

  function scan(): void {
    let at = 0
    while (at < rest.length) {
      const start = rest.indexOf('<', at)
      if (start < 0) break
      if (start > at) listener.text?.(rest.slice(at, start))
      at = start
      const end = markup(start)
      if (end < 0) break
      at = end
    }
    rest = at === 0 ? rest : rest.slice(at)
    if (rest.length > MAX_TOKEN) throw flawError({ code: 'CELL_TOO_LARGE', details: { limit: MAX_TOKEN, row: '?' } })
  }

  return {
    push(chunk) {
      rest = rest === '' ? chunk : rest + chunk
      scan()
    },
    end() {
      if (!rooted || depth !== 0 || rest.includes('<')) throw flawError({ code: 'DAMAGED', details: { detail: 'XML' } })
    },
  }
}

function specialEnd(text: string, from: number): number {
  if (text.startsWith('<!--', from)) return after(text, '-->', from + 4)
  if (text.startsWith('<![CDATA[', from)) return after(text, ']]>', from + 9)
  if (text.startsWith('<?', from)) return after(text, '?>', from + 2)
  if (text.length - from < 9) return -1
  throw flawError({ code: 'UNSAFE', details: { detail: 'DOCTYPE' } })
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

/** Just behind the '>' that closes the tag; one inside a quoted attribute does not. */
function tagEnd(text: string, from: number): number {
  let quote = 0
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (quote !== 0) quote = code === quote ? 0 : quote
    else if (code === QUOT || code === APOS) quote = code
    else if (code === GT) return at + 1
  }
  return -1
}

function localName(raw: string, from: number): string {
  let start = from
  let at = from
  for (; at < raw.length; at += 1) {
    const code = raw.charCodeAt(at)
    if (code === 58) start = at + 1
    else if (code <= 32 || code === 47 || code === GT) break
  }
  return raw.slice(start, at)
}

/** The value of an attribute in a raw tag, decoded; the name carries its prefix. */
export function attributeOf(raw: string, name: string): string | undefined {
  for (let at = raw.indexOf(name); at > 0; at = raw.indexOf(name, at + 1)) {
    if (raw.charCodeAt(at - 1) > 32) continue
    const match = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(raw.slice(at + name.length))
    if (match) return decodeXml(match[1] ?? match[2] ?? '')
  }
  return undefined
}

/** The attribute whose name without prefix is `local` and that has a prefix (r:id under any prefix). */
export function prefixedAttributeOf(raw: string, local: string): string | undefined {
  const match = new RegExp(`\\s[\\w.-]+:${local}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(raw)
  return match ? decodeXml(match[1] ?? match[2] ?? '') : undefined
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five named entities and numeric ones; anything else stays as it is written. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

export function encodeXml(text: string): string {
  return /[&<>"]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : text
}

/** Decodes the `_xHHHH_` by which spreadsheets write control characters. */
export function unescapeCell(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** What XML cannot hold and spreadsheets write as `_xHHHH_`. A carriage return would be read back as a line feed. */
const UNSAFE_IN_XML = /[^\P{Cc}\t\n\u007F-\u009F]|[\uFFFE\uFFFF]/gu
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g

/** Cell text as a workbook may hold it. NUL is dropped: the database cannot hold it either. */
export function escapeCell(text: string): string {
  const safe = text
    .replaceAll('\0', '')
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(UNSAFE_IN_XML, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
  return encodeXml(safe)
}

/** Column letters of a 0-based index: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  let letters = ''
  for (let left = index + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  }
  return letters
}

/** The 0-based column of a reference such as 'AB12', or -1 where it has no letters. */
export function columnIndex(reference: string): number {
  let index = 0
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at) & ~32
    if (code < 65 || code > 90) break
    index = index * 26 + code - 64
    if (index > 1_000_000) break
  }
  return index - 1
}

/** What a copier of a part may change; everything not named passes as it is. */
export type XmlEdits = {
  /** text put before a tag; `depth` is 0 for the root */
  readonly before?: (name: string, raw: string, depth: number) => string
  /** the tag instead of the one read */
  readonly open?: (name: string, raw: string, empty: boolean) => string
  /** whether a tag is left out with all that it holds; asked after `before` */
  readonly drop?: (name: string, raw: string) => boolean
  /** text put before a closing tag */
  readonly beforeClose?: (name: string) => string
}

/** Copies the XML of a part chunk by chunk with edits. */
export async function* editXml(
  chunks: AsyncIterable<string> | Iterable<string>,
  edits: XmlEdits,
): AsyncGenerator<string> {
  let out = ''
  let depth = 0
  /** Tags open inside one that is left out, itself included. */
  let dropped = 0
  const pass = (raw: string) => {
    if (dropped === 0) out += raw
  }
  const scanner = xmlScanner({
    open(name, raw, empty) {
      if (dropped === 0) out += edits.before?.(name, raw, depth) ?? ''
      if (dropped > 0 || edits.drop?.(name, raw) === true) dropped += empty ? 0 : 1
      else out += edits.open?.(name, raw, empty) ?? raw
      if (!empty) depth += 1
    },
    close(name, raw) {
      if (raw === '') return
      depth -= 1
      if (dropped > 0) dropped -= 1
      else out += (edits.beforeClose?.(name) ?? '') + raw
    },
    text: pass,
    other: pass,
  })
  for await (const chunk of chunks) {
    scanner.push(chunk)
    if (out !== '') yield out
    out = ''
  }
  scanner.end()
}

/** A raw tag with an attribute set anew. */
export function withAttribute(raw: string, name: string, value: string | number): string {
  const bare = withoutAttribute(raw, name)
  const end = bare.endsWith('/>') ? '/>' : '>'
  return `${bare.slice(0, -end.length).trimEnd()} ${name}="${encodeXml(String(value))}"${end}`
}

export function withoutAttribute(raw: string, name: string): string {
  return raw.replace(new RegExp(`\\s${name}\\s*=\\s*("[^"]*"|'[^']*')`), '')
}

/** The prefix with its colon, such as 'x:', that a raw tag carries. */
export function prefixOf(raw: string): string {
  return /^<\/?([\w.-]+:)/.exec(raw)?.[1] ?? ''
}
