import { Refusal } from '../domain/refusal.ts'
import { findSystemFace, loadFace, SYSTEM_FACE_NAME } from './font-face.ts'

export type Letter = { readonly isBold: boolean; readonly size: number }
export type Stroke = Letter & {
  readonly x: number
  /** Where the letters stand. */
  readonly base: number
  readonly spacing: number
}

/** Measures and writes letters of a PDF, each in the face that has it. */
export type Pen = {
  readonly widthOf: (letter: string, of: Letter) => number
  readonly write: (text: string, stroke: Stroke) => void
}

type Face = 'regular' | 'bold' | 'system'

/** A pen for what will be written. Refused where a letter is in no face at hand. */
export async function openPen(doc: PDFKit.PDFDocument, text: string): Promise<Pen> {
  doc.registerFont('regular', await loadFace(400))
  doc.registerFont('bold', await loadFace(700))
  const lacking = [...new Set(Array.from(text))].filter((letter) => !isIn(doc, 'regular', letter))
  const path = lacking.length === 0 ? undefined : findSystemFace()
  if (path !== undefined) doc.registerFont('system', path, SYSTEM_FACE_NAME)
  const missing = path === undefined ? lacking : lacking.filter((letter) => !isIn(doc, 'system', letter))
  if (missing.length > 0) throw new Refusal('PAPER_GLYPHS', { characters: missing.join(' ') })
  const rare = new Set(lacking)
  const faceOf = (letter: string, isBold: boolean): Face => {
    if (rare.has(letter)) return 'system'
    return isBold ? 'bold' : 'regular'
  }
  const widths = new Map<string, number>()
  return {
    widthOf: (letter, { isBold, size }) => {
      const key = `${isBold ? 'b' : 'r'}${letter}`
      const known = widths.get(key) ?? doc.font(faceOf(letter, isBold)).fontSize(1000).widthOfString(letter)
      widths.set(key, known)
      return (known * size) / 1000
    },
    write: (words, stroke) => writeRuns(doc, runsOf(words, stroke, faceOf), stroke),
  }
}

/** The one look into the library: whether its open face has a letter. */
function isIn(doc: PDFKit.PDFDocument, face: Face, letter: string): boolean {
  const { _font: open } = doc.font(face) as unknown as Opened
  return open.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)
}

type Opened = { readonly _font: { readonly font: { readonly hasGlyphForCodePoint: (code: number) => boolean } } }

type Run = { readonly face: Face; readonly text: string }

function runsOf(words: string, { isBold }: Letter, faceOf: (letter: string, isBold: boolean) => Face): Run[] {
  const runs: Run[] = []
  for (const letter of words) {
    const face = faceOf(letter, isBold)
    const last = runs.at(-1)
    if (last?.face === face) runs[runs.length - 1] = { face, text: last.text + letter }
    else runs.push({ face, text: letter })
  }
  return runs
}

function writeRuns(doc: PDFKit.PDFDocument, runs: readonly Run[], { x, base, size, spacing }: Stroke): void {
  let at = x
  for (const { face, text } of runs) {
    doc.font(face).fontSize(size)
    doc.text(text, at, base, { lineBreak: false, characterSpacing: spacing, baseline: 'alphabetic' })
    at += doc.widthOfString(text) + Array.from(text).length * spacing
  }
}
