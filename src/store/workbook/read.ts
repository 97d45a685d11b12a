import { faultOf, flawError, flawOf, isOwnSheet, WORKBOOK_LIMITS } from './workbook.ts'
import type { SourceFile, TableEvent, WorkbookLimits } from './workbook.ts'
import { readBook, readDayStyles, readStrings, type BookSheet } from './book.ts'
import { readTextFile } from './csv.ts'
import { guardZip, sniffFile } from './guard.ts'
import { mergeSweep } from './merge.ts'
import { rowListener, type RowContext } from './rows.ts'
import { tableShaper } from './shape.ts'
import { xmlScanner } from './xml.ts'
import { damaged, textOf, type Zip } from './zip.ts'

/**
 * Reads one file into table events. Whatever is wrong with it ends in exactly one fatal fault, never in a throw.
 * It runs in a process of its own (workbook-open.ts), because a hostile file may still exhaust memory.
 */
export async function* readWorkbook(
  source: SourceFile,
  given: Partial<WorkbookLimits> = {},
): AsyncGenerator<TableEvent> {
  const limits = { ...WORKBOOK_LIMITS, ...given }
  try {
    const kind = await sniffFile(source.path, source.name, limits)
    yield* kind === 'book' ? readBookEvents(source, limits) : readTextFile(source, limits)
  } catch (error) {
    const flaw = flawOf(error) ?? { code: 'READER_FAILED' as const, details: { detail: String(error).slice(0, 200) } }
    yield { kind: 'fault', fault: faultOf(source.name, flaw) }
  }
}

async function* readBookEvents(source: SourceFile, limits: WorkbookLimits): AsyncGenerator<TableEvent> {
  const { zip, merges } = await guardZip(source.path, limits)
  const book = await readBook(zip)
  for (const sheet of book.sheets.filter((one) => one.hidden && !isOwnSheet(one.name))) {
    yield { kind: 'fault', fault: faultOf(source.name, { code: 'HIDDEN_SHEET', sheet: sheet.name }, false) }
  }
  const dayStyles = await readDayStyles(zip, book.stylesPart)
  const strings = await readStrings(zip, book.stringsPart, limits)
  let any = false
  for (const sheet of book.sheets.filter((one) => !one.hidden && !isOwnSheet(one.name))) {
    const mergesAt = mergeSweep(merges.get(sheet.part ?? '') ?? [], limits.maxColumns)
    const context = { strings, dayStyles, is1904: book.is1904, mergesAt, limits }
    any = (yield* readSheet({ source, zip, sheet, context })) || any
  }
  if (!any) throw flawError({ code: 'EMPTY_WORKBOOK' })
}

type SheetJob = {
  readonly source: SourceFile
  readonly zip: Zip
  readonly sheet: BookSheet
  readonly context: RowContext
}

async function* readSheet(job: SheetJob): AsyncGenerator<TableEvent, boolean> {
  const { zip, sheet, context } = job
  const entry = sheet.part === undefined ? undefined : zip.entries.get(sheet.part)
  if (!entry) throw damaged(`“${sheet.name}”`)
  const shaper = tableShaper({ file: job.source.name, sheet: sheet.name }, context.limits)
  const scanner = xmlScanner(rowListener(context, shaper.push))
  try {
    for await (const chunk of textOf(zip, entry)) {
      scanner.push(chunk)
      yield* shaper.take()
    }
    scanner.end()
  } catch (error) {
    const flaw = flawOf(error)
    throw flaw ? flawError({ ...flaw, sheet: sheet.name }) : error
  }
  const any = shaper.finish()
  yield* shaper.take()
  return any
}
