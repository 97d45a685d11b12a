import { findColumn, type Column, type Sheet } from '../../domain/sheet.ts'

/** What was pasted from a spreadsheet, as far as the page has to know it: the server reads it like a file. */
export type Pasted = {
  readonly rows: number
  /** The first rows, as wide as the widest of them. */
  readonly sample: readonly (readonly string[])[]
  /** Whether the first row holds headers that the sheet knows. */
  readonly hasHeader: boolean
}

const SAMPLE_ROWS = 4

/** Looks at a pasted block; undefined where it holds nothing. */
export function lookAt(text: string, sheet: Sheet): Pasted | undefined {
  const lines = linesOf(text)
  if (lines.length === 0) return undefined
  const cells = lines.slice(0, SAMPLE_ROWS).map((line) => line.split('\t').map(unquoted))
  const width = Math.max(...cells.map((row) => row.length))
  const sample = cells.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ''))
  const hasHeader = (sample[0] ?? []).some((cell) => cell !== '' && findColumn(sheet, cell) !== undefined)
  return { rows: lines.length - (hasHeader ? 1 : 0), sample, hasHeader }
}

/** Lines of cells; a cell in quotes may hold line breaks. Blank lines at the end are none. */
function linesOf(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const part of text.replace(/\r\n?/g, '\n').split('\n')) {
    line = line === '' ? part : `${line}\n${part}`
    if (isOpen(line)) continue
    lines.push(line)
    line = ''
  }
  if (line !== '') lines.push(line)
  while (lines.length > 0 && (lines.at(-1) ?? '').trim() === '') lines.pop()
  return lines
}

/** Whether a cell that begins with a quote has not ended with one yet. */
function isOpen(line: string): boolean {
  const last = line.split('\t').at(-1) ?? ''
  return last.startsWith('"') && (last.match(/"/g)?.length ?? 0) % 2 === 1
}

function unquoted(cell: string): string {
  return cell.startsWith('"') && cell.endsWith('"') && cell.length > 1
    ? cell.slice(1, -1).replaceAll('""', '"')
    : cell.trim()
}

/** The block with the header row that was chosen for it; a column that nothing was chosen for is kept out. */
export function withHeader(text: string, keys: readonly string[]): string {
  return `${keys.join('\t')}\n${text}`
}

/** The columns that were chosen twice. */
export function chosenTwice(keys: readonly string[]): readonly string[] {
  return [...new Set(keys.filter((key, at) => key !== '' && keys.indexOf(key) !== at))]
}

/** Whether enough is said: one column alone would be taken for a title. */
export function isChosen(sheet: Sheet, keys: readonly string[]): boolean {
  const filled = keys.filter((key) => key !== '')
  return filled.length > 1 && filled.includes(sheet.key) && chosenTwice(keys).length === 0
}

/** Blocks without headers come mostly from a template: its columns in order, as many as were pasted. */
export function guessedKeys(sheet: Sheet, width: number): string[] {
  return Array.from({ length: width }, (_, at) =>
    width === sheet.columns.length ? (sheet.columns[at]?.key ?? '') : '',
  )
}

export function labelOf(column: Column, language: 'zh' | 'en'): string {
  return language === 'zh' ? column.label : column.en
}
