import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FileFault, RawRow, RawSheet, TableEvent } from './workbook.ts'
import { createZip } from './zip.ts'

/** Files for the tests of workbooks: written part by part, because no library writes broken ones. */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

export type Part = string | Iterable<string>
export type Parts = Readonly<Record<string, Part | undefined>>
export type FixtureSheet = { readonly name: string; readonly xml: Part; readonly state?: string }

export function scratchFolder(): {
  readonly path: (name: string) => string
  readonly folder: string
  readonly remove: () => void
} {
  const folder = mkdtempSync(join(tmpdir(), 'trefoil-workbook-'))
  return { folder, path: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** The reading process runs from the bundle. */
export function buildReader(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../../scripts/build-server.mjs', import.meta.url))])
}

/** A sheet of rows in SpreadsheetML; what comes behind the rows may be given. */
export function sheetXml(rows: string, behind = '', ahead = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">${ahead}<sheetData>${rows}</sheetData>${behind}</worksheet>`
}

/** A row of inline texts. */
export function textRow(row: number, texts: readonly string[], attributes = ''): string {
  const cells = texts.map(
    (text, column) => `<c r="${String.fromCharCode(65 + column)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`,
  )
  return `<row r="${row}"${attributes}>${cells.join('')}</row>`
}

export const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[Red]0.00&quot; day&quot;"/><numFmt numFmtId="166" formatCode="h:mm"/></numFmts><fonts count="1"><font><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0"><alignment horizontal="center"/></xf><xf numFmtId="49"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`

/** The parts of a sound workbook; `over` replaces parts, or leaves them out where undefined. */
export function bookParts(sheets: readonly FixtureSheet[], over: Parts = {}): Parts {
  const list = sheets.map(
    (sheet, at) =>
      `<sheet name="${sheet.name}" sheetId="${at + 1}"${sheet.state ? ` state="${sheet.state}"` : ''} r:id="rId${at + 1}"/>`,
  )
  const relations = sheets.map(
    (_, at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  )
  return {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${relations.join('')}<Relationship Id="rIdS" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheet.xml])),
    ...over,
  }
}

export async function writeParts(path: string, parts: Parts): Promise<string> {
  const zip = createZip(path)
  for (const [name, part] of Object.entries(parts)) {
    if (part !== undefined) await zip.add(name, typeof part === 'string' ? [part] : part)
  }
  await zip.finish()
  return path
}

/** A workbook of one sheet named 名册 with the given rows. */
export function writeSheet(path: string, rows: string, over: Parts = {}): Promise<string> {
  return writeParts(path, bookParts([{ name: '名册', xml: sheetXml(rows) }], over))
}

export type Told = {
  readonly sheets: readonly RawSheet[]
  readonly rows: readonly RawRow[]
  readonly faults: readonly FileFault[]
  readonly ends: readonly Extract<TableEvent, { kind: 'end' }>[]
}

/** Everything a reader tells, sorted by kind. */
export async function gathered(events: AsyncIterable<TableEvent> | Iterable<TableEvent>): Promise<Told> {
  const sheets: RawSheet[] = []
  const rows: RawRow[] = []
  const faults: FileFault[] = []
  const ends: Extract<TableEvent, { kind: 'end' }>[] = []
  for await (const event of events) {
    if (event.kind === 'sheet') sheets.push(event.sheet)
    else if (event.kind === 'rows') rows.push(...event.rows)
    else if (event.kind === 'fault') faults.push(event.fault)
    else ends.push(event)
  }
  return { sheets, rows, faults, ends }
}
