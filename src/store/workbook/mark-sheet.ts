import { attributeOf, columnIndex, columnLetters, prefixOf, withAttribute, withoutAttribute } from './xml.ts'
import type { XmlEdits } from './xml.ts'
import { inlineText } from './write.ts'

/** The marked columns of each row, rows and columns ascending. */
export type MarkedRows = ReadonlyMap<number, readonly number[]>

/** A cell of a column that is added: its text stands in place of what was there. */
export type PutCell = { readonly text: string; readonly style: number }

export type SheetEdit = {
  readonly marked: MarkedRows
  /** by 'row,column' */
  readonly texts: ReadonlyMap<string, PutCell>
  /** the columns that are added */
  readonly added: ReadonlySet<number>
  /** the marked twin of style n is n + shift */
  readonly shift: number
  /** the relation of a new drawing of comments; absent where the sheet has one */
  readonly drawing?: string
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** What the schema puts behind the drawing of comments. */
const BEHIND_DRAWING = new Set([
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
  'AlternateContent',
])

type Progress = {
  readonly edit: SheetEdit
  readonly rows: readonly number[]
  prefix: string
  nextRow: number
  row: number
  /** marked columns of the open row that have not come yet */
  waiting: readonly number[]
  column: number
  drawn: boolean
}

/** The edits that mark the cells of one sheet and leave everything else as it is. */
export function sheetEdits(edit: SheetEdit): XmlEdits {
  const drawn = edit.drawing === undefined
  const at: Progress = {
    edit,
    rows: [...edit.marked.keys()],
    prefix: '',
    nextRow: 0,
    row: 0,
    waiting: [],
    column: -1,
    drawn,
  }
  return {
    before(name, raw, depth) {
      if (depth === 0) at.prefix = prefixOf(raw)
      if (depth === 1 && BEHIND_DRAWING.has(name)) return drawing(at)
      if (name === 'row') return beforeRow(at, raw)
      return name === 'c' && (at.waiting.length > 0 || at.edit.added.size > 0) ? beforeCell(at, raw) : ''
    },
    open(name, raw, empty) {
      if (name === 'sheetView') return withoutAttribute(raw, 'tabSelected')
      if (name === 'row') return openRow(at, raw, empty)
      return name === 'c' && at.waiting.length > 0 ? openCell(at, raw) : raw
    },
    // What stood in an added column goes; its new text comes before the next cell or at the end of the row.
    drop: (name) => name === 'c' && at.edit.added.has(at.column),
    beforeClose(name) {
      if (name === 'row') return rest(at)
      if (name === 'sheetData') return missingRows(at, Number.POSITIVE_INFINITY)
      return name === 'worksheet' ? drawing(at) : ''
    },
  }
}

function blanks(at: Progress, row: number, columns: readonly number[]): string {
  return columns.map((one) => blank(at, row, one)).join('')
}

function blank(at: Progress, row: number, column: number): string {
  const put = at.edit.texts.get(`${row},${column}`)
  const start = `<${at.prefix}c r="${columnLetters(column)}${row}" s="${put?.style ?? at.edit.shift}"`
  if (put === undefined || put.text === '') return `${start}/>`
  return `${start} t="inlineStr">${inlineText(put.text).replace(/<(\/?)(?=\w)/g, `<$1${at.prefix}`)}</${at.prefix}c>`
}

/** Marked rows that the file does not hold, up to the given one. */
function missingRows(at: Progress, before: number): string {
  let xml = ''
  for (let row = at.rows[at.nextRow]; row !== undefined && row < before; row = at.rows[at.nextRow]) {
    xml += `<${at.prefix}row r="${row}">${blanks(at, row, at.edit.marked.get(row) ?? [])}</${at.prefix}row>`
    at.nextRow += 1
  }
  return xml
}

function beforeRow(at: Progress, raw: string): string {
  at.row = Number(attributeOf(raw, 'r') ?? at.row + 1)
  at.column = -1
  return missingRows(at, at.row)
}

function openRow(at: Progress, raw: string, empty: boolean): string {
  if (at.rows[at.nextRow] !== at.row) return raw
  at.nextRow += 1
  at.waiting = at.edit.marked.get(at.row) ?? []
  const tag = withoutAttribute(raw, 'spans')
  return empty ? `${tag.slice(0, -2)}>${rest(at)}</${at.prefix}row>` : tag
}

function beforeCell(at: Progress, raw: string): string {
  const reference = attributeOf(raw, 'r')
  at.column = reference === undefined ? at.column + 1 : columnIndex(reference)
  const missing = at.waiting.filter((one) => one < at.column)
  at.waiting = at.waiting.filter((one) => one >= at.column)
  return blanks(at, at.row, missing)
}

function openCell(at: Progress, raw: string): string {
  if (at.waiting[0] !== at.column) return raw
  at.waiting = at.waiting.slice(1)
  return withAttribute(raw, 's', Number(attributeOf(raw, 's') ?? '0') + at.edit.shift)
}

function rest(at: Progress): string {
  const xml = blanks(at, at.row, at.waiting)
  at.waiting = []
  return xml
}

function drawing(at: Progress): string {
  if (at.drawn) return ''
  at.drawn = true
  return `<${at.prefix}legacyDrawing xmlns:r="${RELATIONS}" r:id="${at.edit.drawing}"/>`
}
