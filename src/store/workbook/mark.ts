import { rm } from 'node:fs/promises'
import { WORKBOOK_LIMITS, type WorkbookLimits } from './workbook.ts'
import { readBook, relationsOf, relationsPart, type Book, type BookSheet } from './book.ts'
import { readTextRows, sheetNameOf } from './csv.ts'
import { guardZip, sniffFile } from './guard.ts'
import { sheetEdits, type PutCell } from './mark-sheet.ts'
import {
  EMPTY_STYLES,
  addComments,
  addContentTypes,
  addNotes,
  addRelations,
  markBook,
  markStyles,
  problemsXml,
  type ProblemsPlace,
} from './mark-parts.ts'
import { attributeOf, prefixedAttributeOf, columnLetters, editXml } from './xml.ts'
import type { AddedColumns, CellMark, MarkJob } from './wire.ts'
import { writePlainSheet } from './write.ts'
import { createZip, textOf, wholeText, type Zip, type ZipTarget } from './zip.ts'

/** Beyond this a spreadsheet program becomes slow; the further cells are filled but carry no comment. */
const MAX_COMMENTS = 10_000
const PROBLEMS_RELATION = 'rIdTrefoilProblems'
const STYLES_RELATION = 'rIdTrefoilStyles'

/**
 * Writes the marked copy of a workbook by editing only the parts that carry marks: all others are copied byte for
 * byte, so formulas, widths, hidden sheets, drop-downs and pictures stay as they are. A text file becomes a workbook
 * first. Runs in a process of its own, as reading does.
 */
export async function writeMarkedCopy(job: MarkJob): Promise<void> {
  const limits = { ...WORKBOOK_LIMITS, ...job.limits }
  if ((await sniffFile(job.source.path, job.source.name, limits)) === 'book') {
    return markBookFile(job.source.path, job, limits)
  }
  const plain = `${job.target}.plain`
  const name =
    sheetNameOf(job.source)
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'|'$/g, '')
      .slice(0, 31) || 'Sheet1'
  const moved = <T extends { readonly sheet: string }>(one: T): T => ({ ...one, sheet: name })
  const rows = job.problems.rows.map((row) => (row.link ? { ...row, link: moved(row.link) } : row))
  try {
    await writePlainSheet(plain, name, readTextRows(job.source, limits))
    const columns = (job.columns ?? []).map(moved)
    await markBookFile(
      plain,
      { ...job, marks: job.marks.map(moved), columns, problems: { ...job.problems, rows } },
      limits,
    )
  } finally {
    await rm(plain, { force: true })
  }
}

/** New texts of parts, by name; what is not named is copied. */
type Edited = Map<string, () => AsyncIterable<string> | Iterable<string>>

async function markBookFile(path: string, job: MarkJob, limits: WorkbookLimits): Promise<void> {
  const { zip } = await guardZip(path, limits)
  const book = await readBook(zip)
  const edited: Edited = new Map()
  const types: [string, string][] = []
  const styles = await editStyles(zip, book, { edited, types })
  let comments = MAX_COMMENTS
  for (const sheet of book.sheets) {
    const marks = job.marks.filter((mark) => mark.sheet === sheet.name)
    if (sheet.part === undefined || sheet.hidden || !zip.entries.has(sheet.part)) continue
    const commented = marks.slice(0, comments)
    comments -= commented.length
    const added = (job.columns ?? []).filter((one) => one.sheet === sheet.name)
    const { shift, header } = styles
    await editSheet({ zip, sheet, part: sheet.part, marks, commented, added, shift, header }, { edited, types })
  }
  const old = earlierProblems(zip, book, job.problems.name)
  const part = old?.part ?? freeName(zip, 'xl/worksheets/trefoil-problems', '.xml')
  if (old === undefined) types.push([part, 'worksheet'])
  edited.set(part, () => problemsXml(job.problems, styles, (name) => name))
  const place = old === undefined ? { part, name: freeSheetName(book, job.problems.name) } : { at: old.at }
  await editBook({ zip, book, place }, edited)
  // What hung on the earlier sheet, as a note of the clerk's, goes with it.
  const hung = relationsPart(part)
  if (old !== undefined && zip.entries.has(hung)) edited.set(hung, await addedNone())
  edited.set(
    '[Content_Types].xml',
    await edit(zip, '[Content_Types].xml', (text) => addContentTypes(text ?? '<Types/>', types)),
  )
  await writeEdited(zip, createZip(job.target), edited)
}

type Changes = { readonly edited: Edited; readonly types: [string, string][] }

async function edit(zip: Zip, part: string, change: (text: string | undefined) => Promise<string> | string) {
  const text = await change(await wholeText(zip, part, 64 * 1024 * 1024))
  return () => [text]
}

async function editStyles(zip: Zip, book: Book, changes: Changes) {
  const part = book.stylesPart ?? 'xl/trefoil-styles.xml'
  const styles = await markStyles((await wholeText(zip, part, 32 * 1024 * 1024)) ?? EMPTY_STYLES)
  if (book.stylesPart === undefined) changes.types.push([part, 'styles'])
  changes.edited.set(part, () => [styles.xml])
  return styles
}

/** The sheet of problems of an earlier marked copy and its place among the sheets: the new one takes its place. */
function earlierProblems(zip: Zip, { sheets }: Book, name: string) {
  const isOurs = (one: string) =>
    one === name || (one.startsWith(`${name} `) && /^\d+$/.test(one.slice(name.length + 1)))
  const at = sheets.findIndex((one) => isOurs(one.name) && one.part !== undefined && zip.entries.has(one.part))
  const part = sheets[at]?.part
  return part === undefined ? undefined : { at, part }
}

async function addedNone() {
  const text = await addRelations(undefined, [])
  return () => [text]
}

type BookJob = { readonly zip: Zip; readonly book: Book; readonly place: ProblemsPlace }

async function editBook({ zip, book, place }: BookJob, edited: Edited): Promise<void> {
  const relations = relationsPart(book.part)
  const added = 'at' in place ? [] : [{ id: PROBLEMS_RELATION, type: 'worksheet', target: `/${place.part}` }]
  if (book.stylesPart === undefined)
    added.push({ id: STYLES_RELATION, type: 'styles', target: '/xl/trefoil-styles.xml' })
  edited.set(book.part, await edit(zip, book.part, (text) => markBook(text ?? '', place, PROBLEMS_RELATION)))
  if (added.length > 0) edited.set(relations, await edit(zip, relations, (text) => addRelations(text, added)))
}

type SheetJob = {
  readonly zip: Zip
  readonly sheet: BookSheet
  readonly part: string
  readonly marks: readonly CellMark[]
  readonly commented: readonly CellMark[]
  readonly added: readonly AddedColumns[]
  readonly shift: number
  readonly header: number
}

async function editSheet(job: SheetJob, changes: Changes): Promise<void> {
  const { zip, part } = job
  const drawing = job.commented.length > 0 ? await editComments(job, changes) : undefined
  const puts = putCells(job)
  const marked = markedRows([...job.marks, ...puts.keys()])
  const added = new Set(job.added.flatMap(({ column, headers }) => headers.map((_, at) => column + at)))
  const texts = new Map([...puts].map(([{ row, column }, xml]) => [`${row},${column}`, xml]))
  const entry = zip.entries.get(part)
  if (!entry) return
  const edits = () =>
    sheetEdits({ marked, texts, added, shift: job.shift, ...(drawing === undefined ? {} : { drawing }) })
  changes.edited.set(part, () => editXml(textOf(zip, entry), edits()))
}

type Place = { readonly row: number; readonly column: number }

/** The cells of added columns, each with its text and style. */
function putCells({ added, header }: SheetJob): Map<Place, PutCell> {
  const puts = new Map<Place, PutCell>()
  for (const { headerRow, column, headers, rows } of added) {
    headers.forEach((text, at) => puts.set({ row: headerRow, column: column + at }, { text, style: header }))
    for (const { row, texts } of rows)
      texts.forEach((text, at) => puts.set({ row, column: column + at }, { text, style: 0 }))
  }
  return puts
}

function markedRows(marks: readonly Place[]): Map<number, number[]> {
  const rows = new Map<number, Set<number>>()
  for (const mark of marks) rows.set(mark.row, (rows.get(mark.row) ?? new Set<number>()).add(mark.column))
  const ascending = (a: number, b: number) => a - b
  return new Map([...rows].sort(([a], [b]) => a - b).map(([row, columns]) => [row, [...columns].sort(ascending)]))
}

/** Adds the comments of a sheet; gives the relation of its new drawing, if it had none. */
async function editComments(job: SheetJob, { edited, types }: Changes): Promise<string | undefined> {
  const { zip, part } = job
  const relations = await relationsOf(zip, part)
  const drawingId = relations.some((one) => one.type === 'vmlDrawing') ? await legacyDrawingOf(zip, part) : undefined
  const commentsPart = relations.find((one) => one.type === 'comments')?.target
  const vmlPart = relations.find((one) => one.id === drawingId)?.target
  const comments = commentPart(commentsPart, 'xl/trefoil-comments', '.xml')
  const drawing = commentPart(vmlPart, 'xl/drawings/trefoil-notes', '.vml')
  const words = wordsOf(job.commented)
  const had = commentsPart === undefined ? '' : ((await wholeText(zip, commentsPart, 64 * 1024 * 1024)) ?? '')
  const cells = [...words.values()].filter((one) => !had.includes(`ref="${one.reference}"`))
  const texts = new Map([...words].map(([reference, one]) => [reference, one.text]))
  edited.set(comments, await edit(zip, comments, (text) => addComments(text, texts)))
  edited.set(drawing, await edit(zip, drawing, (text) => addNotes(text, cells)))
  const added: { id: string; type: string; target: string }[] = []
  if (commentsPart === undefined) {
    types.push([comments, 'comments'])
    added.push({ id: 'rIdTrefoilComments', type: 'comments', target: `/${comments}` })
  }
  if (vmlPart === undefined) added.push({ id: 'rIdTrefoilNotes', type: 'vmlDrawing', target: `/${drawing}` })
  if (added.length > 0)
    edited.set(relationsPart(part), await edit(zip, relationsPart(part), (text) => addRelations(text, added)))
  return vmlPart === undefined ? 'rIdTrefoilNotes' : undefined

  function commentPart(existing: string | undefined, stem: string, end: string): string {
    return existing ?? freeName(zip, stem, end, edited)
  }
}

function wordsOf(marks: readonly CellMark[]) {
  const words = new Map<string, { reference: string; text: string; row: number; column: number }>()
  for (const mark of marks) {
    const reference = `${columnLetters(mark.column)}${mark.row}`
    const text = [words.get(reference)?.text, mark.text].filter((one) => one !== undefined).join('\n')
    words.set(reference, { reference, text, row: mark.row, column: mark.column })
  }
  return words
}

/** The relation of the sheet's drawing of comments; a drawing for header pictures is another thing. */
async function legacyDrawingOf(zip: Zip, part: string): Promise<string | undefined> {
  const entry = zip.entries.get(part)
  let id: string | undefined
  if (!entry) return id
  const edits = { open: (name: string, raw: string) => (name === 'legacyDrawing' ? note(raw) : '') }
  function note(raw: string): string {
    id = prefixedAttributeOf(raw, 'id') ?? attributeOf(raw, 'id')
    return ''
  }
  for await (const _ of editXml(textOf(zip, entry), edits)) continue
  return id
}

function freeName(zip: Zip, stem: string, end: string, edited?: Edited): string {
  for (let number = 1; ; number += 1) {
    const name = `${stem}${number}${end}`
    if (!zip.entries.has(name) && !edited?.has(name)) return name
  }
}

function freeSheetName(book: Book, wanted: string): string {
  const taken = new Set(book.sheets.map((sheet) => sheet.name.toLowerCase()))
  const base = wanted.slice(0, 28)
  let name = base
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base} ${number}`
  return name
}

async function writeEdited(zip: Zip, target: ZipTarget, edited: Edited): Promise<void> {
  try {
    for (const entry of zip.entries.values()) {
      const text = edited.get(entry.name)
      if (text) await target.add(entry.name, text())
      else if (!entry.name.endsWith('/')) await target.copy(zip, entry)
    }
    for (const [name, text] of edited) if (!zip.entries.has(name)) await target.add(name, text())
    await target.finish()
  } catch (error) {
    target.abandon()
    throw error
  }
}
