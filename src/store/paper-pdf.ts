import Pdf from 'pdfkit'
import {
  AREA,
  brokenLines,
  checkLines,
  headOf,
  LETTER_SPACING,
  LINE_PITCH,
  LINES_ON_PAGE,
  PAGE,
  PAGE_NUMBER_DROP,
  paragraphsOf,
  POINTS_IN_MILLIMETRE as MM,
  recordOf,
  SIZES,
  type PaperParagraph,
  type PaperRole,
  type PaperSheet,
} from '../domain/paper-layout.ts'
import { FACE_NAME } from './font-face.ts'
import { codeModules } from './paper-code.ts'
import { openPen, type Pen } from './paper-pen.ts'

/** A line of a page: its letters, where it begins, and what is spread between its letters. */
type Row = {
  readonly text: string
  readonly isBold: boolean
  readonly size: number
  readonly x: number
  readonly spacing: number
  /** Stays on one page with the row before. */
  readonly clings?: boolean
}

const LEFT = PAGE.left * MM
const TOP = PAGE.top * MM
const EM = SIZES.body + LETTER_SPACING

/**
 * A paper as PDF in the layout of GB/T 9704, with an embedded open face in place of the official ones. Refused where a
 * character is in no face at hand: a box in a letter would say nothing.
 */
export async function paperPdf(sheet: PaperSheet): Promise<Uint8Array> {
  const { model } = sheet
  const doc = new Pdf({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: model.language === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
    info: {
      Title: model.title,
      Author: model.office,
      Creator: 'Trefoil 三叶',
      Subject: `字体：${FACE_NAME}（代替仿宋_GB2312、方正小标宋简体）`,
    },
  })
  const bytes = collected(doc)
  const pen = await openPen(doc, textOf(sheet))
  const pages = pagesOf(rowsOf(sheet, pen))
  for (const [index, rows] of pages.entries()) {
    doc.addPage()
    drawPage(pen, sheet, rows)
    drawNumber(pen, index + 1)
    if (index === pages.length - 1) drawEnd(doc, pen, sheet, rows.length)
  }
  doc.end()
  return bytes
}

function collected(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
}

/** Every letter that will be drawn. */
function textOf(sheet: PaperSheet): string {
  const record = recordOf(sheet.model).map(({ left, right }) => left + right)
  const all = [
    ...paragraphsOf(sheet.model).map(({ text }) => text),
    ...record,
    ...checkLines(sheet),
    headOf(sheet) ?? '',
  ]
  return all.join('')
}

function rowsOf(sheet: PaperSheet, pen: Pen): Row[] {
  const paragraphs = paragraphsOf(sheet.model)
  const day = paragraphs.find(({ role }) => role === 'day')
  return paragraphs.flatMap((one, index) => [
    ...(BLANK_BEFORE[one.role] ?? []),
    ...(one.role === 'office' || one.role === 'day'
      ? [signatureRow(one, day, pen)]
      : paragraphRows(one, pen, { isBroad: sheet.model.language === 'zh' })),
    ...(one.role === 'title' && paragraphs[index + 1] !== undefined ? [BLANK] : []),
  ])
}

const BLANK: Row = { text: '', isBold: false, size: SIZES.body, x: LEFT, spacing: 0 }
const BLANK_BEFORE: Partial<Record<PaperRole, readonly Row[]>> = {
  title: [BLANK],
  office: [BLANK, BLANK],
}

/** A paragraph in lines. Full lines are spread to the edge; first lines of the body are indented by two letters. */
function paragraphRows({ role, text }: PaperParagraph, pen: Pen, { isBroad }: { readonly isBroad: boolean }): Row[] {
  const isTitle = role === 'title'
  const isCentred = isTitle || role === 'number'
  const isBold = isTitle || role === 'heading1'
  const size = isTitle ? SIZES.title : SIZES.body
  const spacing = isTitle || !isBroad ? 0 : LETTER_SPACING
  const indent = isCentred || role === 'addressee' ? 0 : 2 * EM
  const widthOf = (letter: string) => pen.widthOf(letter, { isBold, size }) + spacing
  const lines = brokenLines(text, { widthOf, width: AREA.width, indent })
  return lines.map((line, index) => {
    const room = AREA.width - (index === 0 ? indent : 0)
    const letters = Array.from(line)
    const free = room - letters.reduce((sum, letter) => sum + widthOf(letter), 0)
    const isFull = !isCentred && isBroad && index < lines.length - 1 && free < 3 * EM
    const more = isFull && letters.length > 1 ? free / letters.length : 0
    const x = isCentred ? LEFT + free / 2 : LEFT + (AREA.width - room)
    return { text: line, isBold, size, x, spacing: spacing + more, clings: index > 0 && isTitle }
  })
}

/** The day ends four letters from the right edge; the office stands above its middle (a seal goes over both). */
function signatureRow({ role, text }: PaperParagraph, day: PaperParagraph | undefined, pen: Pen): Row {
  const sizeOf = (words: string) =>
    Array.from(words).reduce((sum, one) => sum + pen.widthOf(one, { isBold: false, size: SIZES.body }), 0)
  const right = LEFT + AREA.width - 4 * EM
  const middle = right - sizeOf(day?.text ?? '2000年12月12日') / 2
  const width = sizeOf(text)
  const x = role === 'day' ? right - width : Math.min(middle - width / 2, LEFT + AREA.width - width)
  return { text, isBold: false, size: SIZES.body, x: Math.max(LEFT, x), spacing: 0, clings: role === 'day' }
}

/** Rows by page, 22 to each; what clings to the row before goes with it. */
function pagesOf(rows: readonly Row[]): Row[][] {
  const pages: Row[][] = [[]]
  for (const row of rows) {
    const page = pages.at(-1) ?? []
    if (page.length < LINES_ON_PAGE) page.push(row)
    else pages.push(row.clings === true ? [...page.splice(-1), row] : [row])
  }
  return pages
}

function drawPage(pen: Pen, sheet: PaperSheet, rows: readonly Row[]): void {
  const head = headOf(sheet)
  if (head !== null) pen.write(head, { x: LEFT, base: TOP - 12 * MM, size: SIZES.small, isBold: true, spacing: 0 })
  for (const [index, { text, isBold, size, x, spacing }] of rows.entries()) {
    pen.write(text, { x, base: TOP + index * LINE_PITCH + LINE_PITCH / 2 + size * 0.36, size, isBold, spacing })
  }
}

/** A dash on both sides, at the outer edge, one letter in. */
function drawNumber(pen: Pen, number: number): void {
  const text = `— ${number} —`
  const size = SIZES.small
  const width = Array.from(text).reduce((sum, one) => sum + pen.widthOf(one, { isBold: false, size }), 0)
  const base = (PAGE.height - PAGE.bottom + PAGE_NUMBER_DROP) * MM
  const x = number % 2 === 1 ? LEFT + AREA.width - size - width : LEFT + size
  pen.write(text, { x, base, size, isBold: false, spacing: 0 })
}

const CODE_SIZE = 20 * MM

/** The picture of the code with its words below the signature, and the record block at the foot of the last page. */
function drawEnd(doc: PDFKit.PDFDocument, pen: Pen, sheet: PaperSheet, rows: number): void {
  const record = recordOf(sheet.model)
  const footTop = TOP + AREA.height - record.length * LINE_PITCH
  const size = SIZES.small
  for (const [index, { left, right }] of record.entries()) {
    const top = footTop + index * LINE_PITCH
    doc
      .moveTo(LEFT, top)
      .lineTo(LEFT + AREA.width, top)
      .lineWidth(0.7)
      .stroke()
    const base = top + LINE_PITCH / 2 + size * 0.36
    pen.write(left, { x: LEFT + size, base, size, isBold: false, spacing: 0 })
    const width = Array.from(right).reduce((sum, one) => sum + pen.widthOf(one, { isBold: false, size }), 0)
    pen.write(right, { x: LEFT + AREA.width - size - width, base, size, isBold: false, spacing: 0 })
  }
  if (record.length > 0) {
    const bottom = TOP + AREA.height
    doc
      .moveTo(LEFT, bottom)
      .lineTo(LEFT + AREA.width, bottom)
      .lineWidth(0.7)
      .stroke()
  }
  if (sheet.check === null) return
  const isRoom = rows * LINE_PITCH + CODE_SIZE < footTop - TOP
  drawCode(doc, pen, { sheet, top: isRoom ? footTop - CODE_SIZE - 3 * MM : TOP - CODE_SIZE - 3 * MM })
}

type CodePlace = { readonly sheet: PaperSheet; readonly top: number }

function drawCode(doc: PDFKit.PDFDocument, pen: Pen, { sheet, top }: CodePlace): void {
  const modules = codeModules(sheet.check?.address ?? '')
  const side = CODE_SIZE / modules.length
  for (const [row, cells] of modules.entries()) {
    for (const [column, isDark] of cells.entries()) {
      if (isDark) doc.rect(LEFT + column * side, top + row * side, side, side)
    }
  }
  doc.fill('black')
  for (const [index, text] of checkLines(sheet).entries()) {
    const base = top + CODE_SIZE / 2 + index * 16
    pen.write(text, { x: LEFT + CODE_SIZE + 3 * MM, base, size: 10, isBold: false, spacing: 0 })
  }
}
