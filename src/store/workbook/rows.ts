import { flawError, type Cell, type CellFlag, type RawRow, type WorkbookLimits } from './workbook.ts'
import { attributeOf, columnIndex, decodeXml, unescapeCell, type XmlListener } from './xml.ts'
import { textCollector } from './book.ts'
import { numberCell, textCell, type ReadCell } from './cell.ts'
import type { MergeSweep } from './merge.ts'

/** What a sheet's cells refer to. */
export type RowContext = {
  readonly strings: readonly string[]
  readonly dayStyles: readonly boolean[]
  readonly is1904: boolean
  readonly mergesAt: MergeSweep
  readonly limits: WorkbookLimits
}

type OpenCell = { column: number; type: string; style: number; value: string; inline: string; formula: boolean }

const MAX_ROW = 1_048_576

/** Listens to the XML of one sheet and tells its rows, one by one. */
export function rowListener(context: RowContext, tell: (row: RawRow) => void): XmlListener {
  let row = 0
  let hidden = false
  let inRow = false
  let cells: Cell[] = []
  let flags: Record<number, CellFlag> | undefined
  const cellXml = cellListener(context, (cell) => {
    const read = cellOf(cell, context)
    if (read.text === null && !cell.formula) return
    if (cell.column > context.limits.maxColumns) throw tooWide(row, context)
    if (read.text !== null && read.text.length > context.limits.maxCell) throw tooLong(row, context)
    while (cells.length < cell.column) cells.push(null)
    cells[cell.column] = read.text
    const flag = read.flag ?? (cell.formula ? 'formula' : undefined)
    if (flag !== undefined) flags = { ...flags, [cell.column]: flag }
  })

  function openRow(raw: string): void {
    row = rowNumber(raw, row)
    hidden = raw.includes('hidden') && ['1', 'true'].includes(attributeOf(raw, 'hidden') ?? '')
    inRow = true
    cells = []
    flags = undefined
    cellXml.restart(row)
  }

  function closeRow(): void {
    inRow = false
    if (cells.length === 0) return
    const covered = context.mergesAt(row)
    const all = covered.size === 0 ? flags : withMerges(flags, covered)
    tell({ row, cells, ...(hidden ? { hidden } : {}), ...(all ? { flags: all } : {}) })
  }

  return {
    open(name, raw, empty) {
      if (name === 'row') openRow(raw)
      else if (inRow) cellXml.open(name, raw, empty)
    },
    text(raw) {
      if (inRow) cellXml.text(raw)
    },
    close(name) {
      if (name === 'row' && inRow) closeRow()
      else if (inRow) cellXml.close(name)
    },
  }
}

function rowNumber(raw: string, before: number): number {
  const given = attributeOf(raw, 'r')
  const row = given === undefined ? before + 1 : Number(given)
  if (row >= 1 && row <= MAX_ROW) return row
  throw flawError({ code: 'DAMAGED', details: { detail: `row ${given}` } })
}

/** Listens to the XML inside one row and tells each cell when it closes. */
function cellListener(context: RowContext, tell: (cell: OpenCell) => void) {
  let row = 0
  let column = -1
  let cell: OpenCell | undefined
  let inValue = false
  const inline = textCollector((text) => {
    if (cell) cell.inline = text
  }, 'is')

  function openCell(raw: string): OpenCell {
    const reference = quick(raw, 'r')
    column = reference === undefined ? column + 1 : columnIndex(reference)
    if (column < 0) throw flawError({ code: 'DAMAGED', details: { detail: `${reference}` } })
    const style = Number(quick(raw, 's') ?? -1)
    return { column, type: quick(raw, 't') ?? 'n', style, value: '', inline: '', formula: false }
  }

  return {
    restart(at: number) {
      row = at
      column = -1
      cell = undefined
    },
    open(name: string, raw: string, empty: boolean) {
      if (name === 'c') cell = openCell(raw)
      else if (name === 'v') inValue = !empty
      else if (name === 'f' && cell) cell.formula = true
      else inline.open?.(name, raw, empty)
    },
    text(raw: string) {
      if (!cell) return
      if (!inValue) return inline.text?.(raw)
      cell.value += raw
      if (cell.value.length > context.limits.maxCell * 6) throw tooLong(row, context)
    },
    close(name: string) {
      if (name === 'v') inValue = false
      else if (name !== 'c') inline.close?.(name, '')
      else if (cell) {
        tell(cell)
        cell = undefined
      }
    },
  }
}

/** An attribute as nearly every program writes it; the slow way where the tag is written otherwise. */
function quick(raw: string, name: 'r' | 's' | 't'): string | undefined {
  const at = raw.indexOf(KEYS[name])
  if (at < 0) return /['\s]\s|['\t\r\n]| =/.test(raw) ? attributeOf(raw, name) : undefined
  return raw.slice(at + 4, raw.indexOf('"', at + 4))
}

const KEYS = { r: ' r="', s: ' s="', t: ' t="' } as const

function cellOf(cell: OpenCell, context: RowContext): ReadCell {
  switch (cell.type) {
    case 's':
      return cell.value === '' ? { text: null } : sharedCell(cell.value, context)
    case 'inlineStr':
      return textCell(cell.inline)
    case 'str':
      return textCell(unescapeCell(decodeXml(cell.value)))
    case 'b':
      return { text: cell.value === '' ? null : String(cell.value === '1' || cell.value === 'true') }
    case 'e':
      return { text: decodeXml(cell.value), flag: 'error' }
    case 'd':
      return { text: cell.value.slice(0, 10) || null }
    default:
      return numberCell(decodeXml(cell.value), context.dayStyles[cell.style] ?? false, context.is1904)
  }
}

function sharedCell(value: string, context: RowContext): ReadCell {
  const text = context.strings[Number(value)]
  if (text === undefined) throw flawError({ code: 'DAMAGED', details: { detail: 'sharedStrings' } })
  return textCell(text)
}

/** A doubtful value weighs more than a merge, and a merge more than a formula. */
function withMerges(
  flags: Record<number, CellFlag> | undefined,
  covered: ReadonlySet<number>,
): Record<number, CellFlag> {
  const all: Record<number, CellFlag> = { ...flags }
  for (const column of covered) {
    const known = all[column]
    if (known === undefined || known === 'formula') all[column] = 'merged'
  }
  return all
}

function tooWide(row: number, context: RowContext): Error {
  return flawError({ code: 'TOO_MANY_COLUMNS', details: { row, limit: context.limits.maxColumns } })
}

function tooLong(row: number, context: RowContext): Error {
  return flawError({ code: 'CELL_TOO_LARGE', details: { row, limit: context.limits.maxCell } })
}
