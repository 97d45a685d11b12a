import { flawError, type WorkbookLimits } from './workbook.ts'
import { attributeOf, decodeXml, prefixedAttributeOf, unescapeCell, xmlScanner, type XmlListener } from './xml.ts'
import { damaged, textOf, tooLarge, wholeText, type Zip } from './zip.ts'
import { showsDay } from './cell.ts'

export type BookSheet = { readonly name: string; readonly hidden: boolean; readonly part: string | undefined }

export type Book = {
  readonly part: string
  readonly sheets: readonly BookSheet[]
  readonly is1904: boolean
  readonly stylesPart: string | undefined
  readonly stringsPart: string | undefined
}

export type Relation = { readonly id: string; readonly type: string; readonly target: string }

/** The list of sheets of a workbook and where their parts are. */
export async function readBook(zip: Zip): Promise<Book> {
  const root = await relationsOf(zip, '')
  const part = root.find((relation) => relation.type === 'officeDocument')?.target
  if (part === undefined) throw flawError({ code: 'NOT_A_WORKBOOK' })
  const text = await wholeText(zip, part)
  if (text === undefined) throw damaged(part)
  const relations = await relationsOf(zip, part)
  const sheets: BookSheet[] = []
  let is1904 = false
  scanText(text, {
    open(name, raw) {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributeOf(raw, 'date1904') ?? '')
      if (name === 'sheet') sheets.push(...sheetOf(raw, relations))
    },
  })
  if (sheets.length === 0) throw flawError({ code: 'EMPTY_WORKBOOK' })
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.target
  return { part, sheets, is1904, stylesPart: partOf('styles'), stringsPart: partOf('sharedStrings') }
}

/** Chart and macro sheets hold no rows and are left out. */
function sheetOf(raw: string, relations: readonly Relation[]): BookSheet[] {
  const id = prefixedAttributeOf(raw, 'id')
  const relation = relations.find((one) => one.id === id)
  if (relation && relation.type !== 'worksheet') return []
  const state = attributeOf(raw, 'state') ?? 'visible'
  return [{ name: attributeOf(raw, 'name') ?? '', hidden: state !== 'visible', part: relation?.target }]
}

export function scanText(text: string, listener: XmlListener): void {
  const scanner = xmlScanner(listener)
  scanner.push(text)
  scanner.end()
}

/** The relations of a part ('' is the package), with targets as paths in the zip; outside links are left out. */
export async function relationsOf(zip: Zip, part: string): Promise<Relation[]> {
  const text = await wholeText(zip, relationsPart(part))
  if (text === undefined) return []
  const relations: Relation[] = []
  scanText(text, {
    open(name, raw) {
      if (name !== 'Relationship' || attributeOf(raw, 'TargetMode') === 'External') return
      const type = (attributeOf(raw, 'Type') ?? '').replace(/^.*\//, '')
      relations.push({
        id: attributeOf(raw, 'Id') ?? '',
        type,
        target: resolvePart(part, attributeOf(raw, 'Target') ?? ''),
      })
    },
  })
  return relations
}

export function relationsPart(part: string): string {
  const slash = part.lastIndexOf('/') + 1
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
}

function resolvePart(base: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const path = base.split('/').slice(0, -1)
  for (const step of target.split('/')) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  return path.join('/')
}

/** For each cell style, whether it shows its number as a day. */
export async function readDayStyles(zip: Zip, part: string | undefined): Promise<boolean[]> {
  const text = part === undefined ? undefined : await wholeText(zip, part, 32 * 1024 * 1024)
  if (text === undefined) return []
  const codes = new Map<number, string>()
  const formats: number[] = []
  let inCells = false
  scanText(text, {
    open(name, raw) {
      if (name === 'cellXfs') inCells = true
      else if (name === 'numFmt') codes.set(Number(attributeOf(raw, 'numFmtId')), attributeOf(raw, 'formatCode') ?? '')
      else if (name === 'xf' && inCells) formats.push(Number(attributeOf(raw, 'numFmtId') ?? '0'))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  const known = new Map<number, boolean>()
  return formats.map((id) => {
    const known0 = known.get(id) ?? showsDay(id, codes.get(id))
    known.set(id, known0)
    return known0
  })
}

/** The table of shared strings; readings beside Chinese characters (phonetic runs) are no part of the text. */
export async function readStrings(zip: Zip, part: string | undefined, limits: WorkbookLimits): Promise<string[]> {
  const entry = part === undefined ? undefined : zip.entries.get(part)
  if (!entry) {
    if (part !== undefined) throw damaged(part)
    return []
  }
  const strings: string[] = []
  let total = 0
  const text = textCollector((value) => {
    if (value.length > limits.maxCell)
      throw flawError({ code: 'CELL_TOO_LARGE', details: { limit: limits.maxCell, row: '?' } })
    total += value.length + 8
    if (total > limits.maxStrings) throw tooLarge('shared strings', limits.maxStrings)
    strings.push(value)
  }, 'si')
  const scanner = xmlScanner(text)
  for await (const chunk of textOf(zip, entry)) scanner.push(chunk)
  scanner.end()
  return strings
}

const MAX_TEXT = 1_000_000

/** Gathers the <t> texts inside an element (<si>, <is>) and tells them when it closes. */
export function textCollector(tell: (value: string) => void, element: string): XmlListener {
  let value = ''
  let inText = false
  let phonetic = false
  return {
    open(name, _raw, empty) {
      if (name === element) value = ''
      else if (name === 'rPh') phonetic = !empty
      else if (name === 't') inText = !empty && !phonetic
    },
    text(raw) {
      if (!inText) return
      value += raw
      if (value.length > MAX_TEXT) throw flawError({ code: 'CELL_TOO_LARGE', details: { limit: MAX_TEXT, row: '?' } })
    },
    close(name) {
      if (name === element) tell(unescapeCell(decodeXml(value)))
      else if (name === 'rPh') phonetic = false
      else if (name === 't') inText = false
    },
  }
}
