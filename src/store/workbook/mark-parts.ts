import {
  attributeOf,
  columnLetters,
  editXml,
  encodeXml,
  escapeCell,
  prefixOf,
  withAttribute,
  withoutAttribute,
} from './xml.ts'
import { inlineText } from './write.ts'
import type { ProblemsSheet } from './wire.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

export const EMPTY_STYLES = `<styleSheet xmlns="${MAIN}"><fonts><font/></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs></styleSheet>`

/** Hatched as well as coloured, so that a mark does not hang on colour. */
const FILL =
  '<fill><patternFill patternType="lightUp"><fgColor rgb="FFC0392B"/><bgColor rgb="FFFDEDEC"/></patternFill></fill>'
const FONTS = '<font><b/><sz val="11"/></font><font><u/><sz val="11"/><color rgb="FF0563C1"/></font>'

export type MarkedStyles = {
  readonly xml: string
  readonly shift: number
  readonly header: number
  readonly link: number
}

/** The styles with a marked twin of every cell style, and two for the sheet of problems. */
export async function markStyles(text: string): Promise<MarkedStyles> {
  const counts = { font: 0, fill: 0, xf: 0 }
  let list = ''
  let twins = ''
  let prefix = ''
  const added = (xml: string) => xml.replace(/<(\/?)(?=\w)/g, `<$1${prefix}`)
  const edits = {
    before(name: string, raw: string, depth: number) {
      if (depth === 0) prefix = prefixOf(raw)
      if (depth === 1) list = name
      const element = depth === 2 ? COUNTED[list] : undefined
      if (element !== undefined && element === name) counts[element] += 1
      if (list === 'cellXfs' && depth >= 2) twins += name === 'xf' ? twinOf(raw, counts.fill) : raw
      return ''
    },
    open(name: string, raw: string) {
      return ['fonts', 'fills', 'cellXfs'].includes(name) ? withoutAttribute(raw, 'count') : raw
    },
    beforeClose(name: string) {
      if (list === 'cellXfs' && name !== 'cellXfs') twins += `</${prefix}${name}>`
      if (name === 'fonts' && list === 'fonts') return added(FONTS)
      if (name === 'fills' && list === 'fills') return added(FILL)
      if (name !== 'cellXfs') return ''
      const own = (font: number) =>
        `<xf numFmtId="49" fontId="${font}" fillId="0" borderId="0" applyFont="1" applyNumberFormat="1"/>`
      return twins + added(own(counts.font) + own(counts.font + 1))
    },
  }
  const xml = await collected(editXml([text], edits))
  return { xml, shift: counts.xf, header: counts.xf * 2, link: counts.xf * 2 + 1 }
}

const COUNTED: Readonly<Record<string, 'font' | 'fill' | 'xf'>> = { fonts: 'font', fills: 'fill', cellXfs: 'xf' }

function twinOf(raw: string, fill: number): string {
  return withAttribute(withAttribute(raw, 'fillId', fill), 'applyFill', 1)
}

async function collected(chunks: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += chunk
  return text
}

/** Where the sheet of problems comes: as a new first sheet, or in the place of that of an earlier marked copy. */
export type ProblemsPlace = { readonly part: string; readonly name: string } | { readonly at: number }

/** The workbook with the sheet of problems open; where it is new, what counts sheets by position moves on by one. */
export async function markBook(text: string, place: ProblemsPlace, relation: string): Promise<string> {
  const ids = [...text.matchAll(/sheetId\s*=\s*["'](\d+)["']/g)].map((match) => Number(match[1]))
  const id = Math.max(0, ...ids) + 1
  return collected(
    editXml([text], {
      open(tag, raw) {
        const at = 'at' in place ? place.at : 0
        if (tag === 'workbookView') return withAttribute(withoutAttribute(raw, 'firstSheet'), 'activeTab', at)
        if ('at' in place) return raw
        const local = tag === 'definedName' ? attributeOf(raw, 'localSheetId') : undefined
        if (local !== undefined) return withAttribute(raw, 'localSheetId', Number(local) + 1)
        if (tag !== 'sheets') return raw
        return `${raw}<${prefixOf(raw)}sheet xmlns:r="${RELATIONS}" name="${encodeXml(place.name)}" sheetId="${id}" r:id="${relation}"/>`
      },
    }),
  )
}

/** A part's relations with more of them; `type` is the last word of the relation's type. */
export async function addRelations(
  text: string | undefined,
  added: readonly { readonly id: string; readonly type: string; readonly target: string }[],
): Promise<string> {
  const xml = added
    .map((one) => `<Relationship Id="${one.id}" Type="${RELATIONS}/${one.type}" Target="${encodeXml(one.target)}"/>`)
    .join('')
  if (text === undefined) return `<Relationships xmlns="${PACKAGE}/relationships">${xml}</Relationships>`
  return beforeEnd(text, 'Relationships', xml)
}

/** The content types with those of new parts; comments need the ending .vml as well. */
export async function addContentTypes(
  text: string,
  parts: readonly (readonly [part: string, type: string])[],
): Promise<string> {
  const vml = /Extension\s*=\s*["']vml["']/i.test(text)
    ? ''
    : '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
  const overrides = parts.map(
    ([part, type]) =>
      `<Override PartName="/${encodeXml(part)}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
  )
  return beforeEnd(text, 'Types', vml + overrides.join(''))
}

/** Puts XML before the end of the root element, under the prefix that the root uses. */
async function beforeEnd(text: string, root: string, xml: string): Promise<string> {
  let prefix = ''
  return collected(
    editXml([text], {
      before(_name, raw, depth) {
        if (depth === 0) prefix = prefixOf(raw)
        return ''
      },
      open: (name, raw, empty) => (name === root && empty ? `${raw.slice(0, -2)}>${xml}</${prefix}${root}>` : raw),
      beforeClose: (name) => (name === root ? xml.replace(/<(?=\w)/g, `<${prefix}`) : ''),
    }),
  )
}

const AUTHOR = 'Trefoil 三叶'

/** The comments part with one comment for each reference; a comment that is there already is lengthened. */
export async function addComments(text: string | undefined, comments: ReadonlyMap<string, string>): Promise<string> {
  const base = text ?? `<comments xmlns="${MAIN}"><authors></authors><commentList></commentList></comments>`
  const left = new Map(comments)
  let prefix = ''
  let authors = 0
  let lengthen = ''
  const run = (words: string) =>
    `<${prefix}r><${prefix}t xml:space="preserve">${escapeCell(words)}</${prefix}t></${prefix}r>`
  return collected(
    editXml([base], {
      before(name, raw, depth) {
        if (depth === 0) prefix = prefixOf(raw)
        if (name === 'author') authors += 1
        if (name !== 'comment') return ''
        const reference = attributeOf(raw, 'ref') ?? ''
        lengthen = left.get(reference) ?? ''
        left.delete(reference)
        return ''
      },
      open: (name, raw, empty) =>
        empty && name === 'authors'
          ? `${raw.slice(0, -2)}><${prefix}author>${AUTHOR}</${prefix}author></${raw.slice(1, -2).split(' ')[0]}>`
          : raw,
      beforeClose(name) {
        if (name === 'authors') return `<${prefix}author>${AUTHOR}</${prefix}author>`
        if (name === 'text' && lengthen !== '') return run(`\n${lengthen}`)
        if (name !== 'commentList') return ''
        return [...left]
          .map(
            ([ref, words]) =>
              `<${prefix}comment ref="${ref}" authorId="${authors}"><${prefix}text>${run(words)}</${prefix}text></${prefix}comment>`,
          )
          .join('')
      },
    }),
  )
}

const VML_OPEN =
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
const VML_NOTE =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'

/** The drawing with a hidden note for each cell. It is no clean XML, so it is edited as text. */
export function addNotes(
  text: string | undefined,
  cells: readonly { readonly row: number; readonly column: number }[],
): string {
  const base = text ?? `${VML_OPEN}<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>`
  const end = base.lastIndexOf('</xml>')
  if (end < 0) return base
  const taken = [...base.matchAll(/_x0000_s(\d{1,9})/g)].reduce((most, match) => Math.max(most, Number(match[1])), 1024)
  const notes = cells.map((cell, index) => noteShape(taken + 1 + index, cell.row, cell.column))
  const shapetype = base.includes('id="_x0000_t202"') ? '' : VML_NOTE
  return base.slice(0, end) + shapetype + notes.join('') + base.slice(end)
}

function noteShape(id: number, row: number, column: number): string {
  const anchor = [column + 1, 15, row - 1, 2, column + 4, 15, row + 4, 4].join(',')
  return (
    `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;width:160pt;height:75pt;visibility:hidden" ` +
    `fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox/>` +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>` +
    `<x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  )
}

/** A spreadsheet opens at most this many links in one sheet. */
const MAX_LINKS = 65_000

/** The sheet of problems: the first column of each row leads to its cell. */
export function* problemsXml(problems: ProblemsSheet, styles: MarkedStyles, sheetName: (name: string) => string) {
  yield `<worksheet xmlns="${MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
  yield `<cols>${columnWidths(problems)}</cols><sheetData>`
  yield textRow(1, problems.header, () => styles.header)
  let row = 1
  for (const problem of problems.rows) {
    row += 1
    yield textRow(row, problem.cells, (column) => (column === 0 && problem.link ? styles.link : 0))
  }
  yield '</sheetData>'
  const links = problems.rows.slice(0, MAX_LINKS).flatMap(({ link }, index) => {
    if (!link) return []
    const place = `'${sheetName(link.sheet).replaceAll("'", "''")}'!${columnLetters(link.column)}${link.row}`
    return [`<hyperlink ref="A${index + 2}" location="${encodeXml(place)}"/>`]
  })
  if (links.length > 0) yield `<hyperlinks>${links.join('')}</hyperlinks>`
  yield '</worksheet>'
}

const WIDEST = 60
const LOOKED_AT = 200

/** Columns as wide as what they hold, as far as a screen goes; a Chinese character is as wide as two others. */
function columnWidths({ header, rows }: ProblemsSheet): string {
  const widthOf = (text: string) => text.length + text.replace(/[^\u2E81-\uFFFF]/g, '').length + 2
  return (header.length === 0 ? [''] : header)
    .map((head, at) => {
      const widths = rows.slice(0, LOOKED_AT).map(({ cells }) => widthOf(cells[at] ?? ''))
      const width = Math.min(WIDEST, Math.max(widthOf(head), ...widths))
      return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`
    })
    .join('')
}

function textRow(row: number, cells: readonly string[], styleOf: (column: number) => number): string {
  const xml = cells.map((text, column) => {
    return text === ''
      ? ''
      : `<c r="${columnLetters(column)}${row}" s="${styleOf(column)}" t="inlineStr">${inlineText(text)}</c>`
  })
  return `<row r="${row}">${xml.join('')}</row>`
}
