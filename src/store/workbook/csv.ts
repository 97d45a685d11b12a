import { createReadStream } from 'node:fs'
import { basename, extname } from 'node:path'
import { parse, type CsvError, type Options } from 'csv-parse'
import { parse as parseAll } from 'csv-parse/sync'
import { flawError } from './workbook.ts'
import type { Cell, RawRow, SourceFile, TableEvent, TextEncoding, WorkbookLimits } from './workbook.ts'
import { textFlag } from './cell.ts'
import { tableShaper } from './shape.ts'

export type Delimiter = ',' | '\t' | ';'

/** The characters by which a spreadsheet takes a text for a formula, also in full width. */
const DANGEROUS = /^'*[=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]/

/** A text as it may stand in a CSV: what a spreadsheet would run gets a leading apostrophe. */
export function guardFormula(text: string): string {
  const plain = text.includes('\0') ? text.replaceAll('\0', '') : text
  return DANGEROUS.test(plain) ? `'${plain}` : plain
}

/** Undoes guardFormula; every other apostrophe belongs to the text. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && DANGEROUS.test(text) ? text.slice(1) : text
}

/** Reads a text file (CSV, TSV) into table events; its one sheet is named after the file. */
export async function* readTextFile(source: SourceFile, limits: WorkbookLimits): AsyncGenerator<TableEvent> {
  const found = await detectEncoding(source.path)
  const shaper = tableShaper({ file: source.name, sheet: sheetNameOf(source), encoding: found.encoding }, limits)
  let row = 0
  for await (const record of csvRecords(source.path, found, limits)) {
    row += 1
    shaper.push(rawRowOf(row, record, limits))
    if (row % 500 === 0) yield* shaper.take()
  }
  if (!shaper.finish()) throw flawError({ code: 'EMPTY_FILE' })
  yield* shaper.take()
}

/** A text file has one sheet, named as the file without its ending. */
export function sheetNameOf(source: SourceFile): string {
  return basename(source.name, extname(source.name))
}

/** Every record of a text file as it stands, blank lines too; the rows of its copy as a workbook. */
export async function* readTextRows(source: SourceFile, limits: WorkbookLimits): AsyncGenerator<readonly Cell[]> {
  const found = await detectEncoding(source.path)
  let row = 0
  for await (const record of csvRecords(source.path, found, limits)) {
    row += 1
    yield rawRowOf(row, record, limits).cells
  }
}

type Detected = { readonly encoding: TextEncoding; readonly head: string }

async function* csvRecords(path: string, found: Detected, limits: WorkbookLimits): AsyncGenerator {
  const parser = parse(csvOptions(delimiterOf(found.head)))
  const input = createReadStream(path)
  const feed = feedParser(input, found.encoding, parser)
  let row = 0
  try {
    for await (const record of parser) {
      row += 1
      yield record
    }
    await feed
  } catch (error) {
    throw csvFlaw(error, row + 1, limits)
  } finally {
    input.destroy()
    parser.destroy()
  }
}

/** A pasted or delimited text as raw rows, numbered as a spreadsheet would number them. */
export function readDelimited(text: string, limits: WorkbookLimits): TableEvent[] {
  if (text.includes('\0')) throw flawError({ code: 'BINARY' })
  const shaper = tableShaper({ file: '', sheet: '' }, limits)
  let records: unknown
  try {
    records = parseAll(text, csvOptions(delimiterOf(text.slice(0, HEAD))))
  } catch (error) {
    throw csvFlaw(error, 1, limits)
  }
  if (Array.isArray(records)) records.forEach((record, index) => shaper.push(rawRowOf(index + 1, record, limits)))
  if (!shaper.finish()) throw flawError({ code: 'EMPTY_FILE' })
  return shaper.take()
}

function csvOptions(delimiter: Delimiter): Options {
  return {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 1024 * 1024,
    record_delimiter: ['\r\n', '\n', '\r'],
  }
}

function rawRowOf(row: number, record: unknown, limits: WorkbookLimits): RawRow {
  const fields: readonly unknown[] = Array.isArray(record) ? record : []
  const cells = fields.map((field) => (typeof field === 'string' && field !== '' ? unguardFormula(field) : null))
  let flags: Record<number, 'exponent' | 'rounded' | 'error'> | undefined
  cells.forEach((text, column) => {
    if (text === null) return
    if (text.length > limits.maxCell)
      throw flawError({ code: 'CELL_TOO_LARGE', details: { row, limit: limits.maxCell } })
    const flag = /^#(REF|N\/A|VALUE|NAME|DIV\/0|NUM|NULL)[!?]?$/.test(text) ? 'error' : textFlag(text)
    if (flag === 'exponent' || flag === 'rounded' || flag === 'error') flags = { ...flags, [column]: flag }
  })
  return { row, cells, ...(flags ? { flags } : {}) }
}

function csvFlaw(error: unknown, row: number, limits: WorkbookLimits): unknown {
  const code = isCsvError(error) ? error.code : ''
  if (code === 'CSV_MAX_RECORD_SIZE')
    return flawError({ code: 'CELL_TOO_LARGE', details: { row, limit: limits.maxCell } })
  if (code.includes('QUOTE')) return flawError({ code: 'QUOTES', details: { detail: `${row}` } })
  return error
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')
}

const HEAD = 65_536

async function feedParser(input: AsyncIterable<Buffer>, encoding: TextEncoding, parser: ReturnType<typeof parse>) {
  const decoder = new TextDecoder(LABELS[encoding])
  try {
    for await (const bytes of input) {
      const text = decoder.decode(bytes, { stream: true })
      if (!parser.write(text)) await drained(parser)
      if (parser.destroyed) return
    }
    parser.end(decoder.decode())
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

function drained(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    parser.once('drain', resolve)
    parser.once('close', resolve)
  })
}

const LABELS: Readonly<Record<TextEncoding, string>> = { utf8: 'utf-8', gb18030: 'gb18030', utf16le: 'utf-16le' }

/** The first encoding in which the whole file is valid; the beginning of its text tells the delimiter. */
async function detectEncoding(path: string): Promise<Detected> {
  for (const encoding of ['utf16le', 'utf8', 'gb18030'] as const) {
    const head = await validHead(path, encoding)
    if (head !== undefined) return { encoding, head }
  }
  throw flawError({ code: 'ENCODING' })
}

async function validHead(path: string, encoding: TextEncoding): Promise<string | undefined> {
  const decoder = new TextDecoder(LABELS[encoding], { fatal: true })
  let head = ''
  let first = true
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes = Buffer.from(chunk)
      if (first && encoding === 'utf16le' && !(bytes[0] === 0xff && bytes[1] === 0xfe)) return undefined
      first = false
      const text = decoder.decode(bytes, { stream: true })
      if (text.includes('\0')) throw flawError({ code: 'BINARY' })
      if (head.length < HEAD) head += text
    }
    decoder.decode()
    return head
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** The delimiter that the first lines use most, quoted parts left out. */
function delimiterOf(head: string): Delimiter {
  const counts: Record<Delimiter, number> = { ',': 0, '\t': 0, ';': 0 }
  const lines = head
    .slice(0, 8_192)
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/)
    .slice(0, 5)
  for (const line of lines) {
    counts[','] += line.split(',').length - 1
    counts['\t'] += line.split('\t').length - 1
    counts[';'] += line.split(';').length - 1
  }
  if (counts['\t'] > 0 && counts['\t'] >= counts[',']) return '\t'
  return counts[';'] > counts[','] ? ';' : ','
}
