import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import iconv from 'iconv-lite'
import type { Cell } from './workbook.ts'
import { guardFormula } from './csv.ts'
import type { WriteRows } from './write.ts'

export type CsvOptions = { readonly encoding: 'utf8' | 'gb18030' }

const CHUNK = 65_536

/**
 * Writes a CSV that opens rightly in Excel and WPS: a BOM before UTF-8, CRLF, and an apostrophe before what a
 * spreadsheet would run as a formula; reading it again takes the apostrophe away.
 */
export async function writeCsv(
  path: string,
  header: readonly string[],
  rows: WriteRows,
  options: CsvOptions,
): Promise<void> {
  const lines = csvLines(header, rows)
  await writeWhole(path, options.encoding === 'utf8' ? encoded('\uFEFF', lines, 'utf8') : encoded('', lines, 'gb18030'))
}

async function* csvLines(header: readonly string[], rows: WriteRows): AsyncGenerator<string> {
  yield csvLine(header)
  for await (const row of rows) yield csvLine(row)
}

/** One record of a CSV, with its line end. */
export function csvLine(cells: readonly Cell[]): string {
  const line = cells.map((cell) => csvField(cell ?? '')).join(',')
  return `${line === '' ? '""' : line}\r\n`
}

function csvField(text: string): string {
  const safe = guardFormula(text)
  return /[",;\t\r\n\uFEFF]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Writes one JSON document a line. */
export async function writeJsonl(path: string, rows: AsyncIterable<unknown> | Iterable<unknown>): Promise<void> {
  await writeWhole(path, encoded('', jsonLines(rows), 'utf8'))
}

async function* jsonLines(rows: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`
}

async function* encoded(start: string, lines: AsyncIterable<string>, encoding: string): AsyncGenerator<Buffer> {
  let pending = start
  for await (const line of lines) {
    pending += line
    if (pending.length < CHUNK) continue
    yield iconv.encode(pending, encoding)
    pending = ''
  }
  yield iconv.encode(pending, encoding)
}

/** The file appears whole or not at all. */
async function writeWhole(path: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const partial = `${path}.new`
  try {
    await pipeline(Readable.from(chunks, { objectMode: true }), createWriteStream(partial))
    await rename(partial, path)
  } finally {
    await rm(partial, { force: true })
  }
}
