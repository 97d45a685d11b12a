import type { PaperModel, PaperState } from './paper.ts'
import type { Text } from './refusal.ts'

/** The page of GB/T 9704-2012: A4, type area 156 x 225 mm, 22 lines of 28 characters. Millimetres; sizes in points. */
export const PAGE = { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 } as const
export const LINES_ON_PAGE = 22
export const LETTERS_ON_LINE = 28
/** 2号, 3号 and 4号. */
export const SIZES = { title: 22, body: 16, small: 14 } as const
/** How far the page number stands below the type area. */
export const PAGE_NUMBER_DROP = 7

export const POINTS_IN_MILLIMETRE = 72 / 25.4
export const AREA = {
  width: (PAGE.width - PAGE.left - PAGE.right) * POINTS_IN_MILLIMETRE,
  height: (PAGE.height - PAGE.top - PAGE.bottom) * POINTS_IN_MILLIMETRE,
} as const

/**
 * Points added to each letter of the body so that 28 of them fill the line: 28 at 16 pt are 158.0 mm, the area is 156 mm
 * wide, so each gives up 0.2 pt.
 */
export const LETTER_SPACING = AREA.width / LETTERS_ON_LINE - SIZES.body
export const LINE_PITCH = AREA.height / LINES_ON_PAGE

/** What a paper is printed with beside its words. */
export type PaperSheet = {
  readonly model: PaperModel
  readonly state: PaperState
  /** The day of the withdrawal in words. */
  readonly withdrawn: string | null
  /** The code as it is printed, and the address at which it is checked; null for a draft. */
  readonly check: { readonly code: string; readonly address: string } | null
}

/** The part that a paragraph plays, which gives its face, size and place. */
export type PaperRole =
  | 'number'
  | 'title'
  | 'addressee'
  | 'heading1'
  | 'heading2'
  | 'body'
  | 'attachment'
  | 'office'
  | 'day'
export type PaperParagraph = { readonly role: PaperRole; readonly text: string }

const WORDS = {
  zh: { colon: '：', attachments: '附件：', copies: '抄送：', printed: '印发', gap: '' },
  en: { colon: ':', attachments: 'Attachments: ', copies: 'Copies: ', printed: 'issued', gap: ' ' },
} as const

/** The paragraphs of a paper from number line to day. The number of a draft stays blank. */
export function paragraphsOf(model: PaperModel): PaperParagraph[] {
  const words = WORDS[model.language]
  const maybe = (role: PaperRole, text: string | null): PaperParagraph[] => (text === null ? [] : [{ role, text }])
  return [
    ...maybe('number', model.number),
    { role: 'title', text: model.title },
    ...maybe('addressee', model.addressee === null ? null : `${model.addressee}${words.colon}`),
    ...model.lines.map(({ level, mark, text }) => ({
      role: level === 1 ? ('heading1' as const) : level === 2 ? ('heading2' as const) : ('body' as const),
      text: mark === '' ? text : `${mark}${words.gap}${text}`,
    })),
    ...maybe('body', model.closing),
    ...attachmentsOf(model.attachments, words.attachments),
    { role: 'office', text: model.office },
    ...maybe('day', model.day),
  ]
}

function attachmentsOf(attachments: readonly string[], head: string): PaperParagraph[] {
  const lead = (index: number) => (index === 0 ? head : '\u3000'.repeat(head.length))
  return attachments.map((text, index) => ({
    role: 'attachment',
    text: `${lead(index)}${attachments.length === 1 ? '' : `${index + 1}. `}${text}`,
  }))
}

/** The record block: who gets a copy, and who issued it when. Empty where nobody gets one. */
export function recordOf({
  copies,
  office,
  day,
  language,
}: PaperModel): { readonly left: string; readonly right: string }[] {
  if (copies === null) return []
  const words = WORDS[language]
  const printed = day === null ? '' : language === 'zh' ? `${day}${words.printed}` : `${words.printed} ${day}`
  return [
    { left: `${words.copies}${copies}${language === 'zh' ? '。' : ''}`, right: '' },
    { left: office, right: printed },
  ]
}

/** What stands above every page of a paper that is not in force; null for an issued one. */
export function headOf({ state, withdrawn, model }: PaperSheet): string | null {
  if (state === 'issued') return null
  if (state === 'withdrawn') return `已撤回 WITHDRAWN${withdrawn === null ? '' : `　${withdrawn}`}`
  return `草稿 DRAFT${model.isExample ? `　${EXAMPLE[model.language]}` : ''}`
}

const EXAMPLE: Text = { zh: '文字为示例，请核对', en: 'example text, to be checked' }

/** What is said beside the picture of the code. */
export function checkLines({ check, model }: PaperSheet): string[] {
  if (check === null) return []
  const { code, address } = check
  return model.language === 'zh' ? [`核验码：${code}`, `核验：${address}`] : [`Code: ${code}`, `Check: ${address}`]
}

/** Characters that begin no line, and those that end none. */
const NO_START = '，。、；：？！）》」』】〕”’…—·％‰℃,.;:?!)]}%'
const NO_END = '（《「『【〔“‘([{'

type Room = {
  /** The width of a letter, spacing included. */
  readonly widthOf: (letter: string) => number
  readonly width: number
  /** What the first line gives up. */
  readonly indent: number
}

/**
 * Breaks a paragraph into lines: no line begins with a closing mark or ends with an opening one, and words and numbers
 * in Latin letters are not broken unless they are longer than a line.
 */
export function brokenLines(text: string, { widthOf, width, indent }: Room): string[] {
  const lines: string[] = []
  let line = ''
  let left = width - indent
  const put = (part: string, size: number) => {
    line += part
    left -= size
  }
  const turn = () => {
    lines.push(line.trimEnd())
    line = ''
    left = width
  }
  // What is wider than a whole line is broken after all, letter by letter.
  const pieces = clustersOf(text).flatMap((one) => (sizeOf(one, widthOf) > width ? Array.from(one) : [one]))
  for (const piece of pieces) {
    const size = sizeOf(piece, widthOf)
    if (size > left + SLACK && line !== '') turn()
    if (line !== '' || lines.length === 0 || piece.trim() !== '') put(piece, size)
  }
  return [...lines, line.trimEnd()]
}

const SLACK = 0.01

function sizeOf(text: string, widthOf: Room['widthOf']): number {
  let sum = 0
  for (const letter of text) sum += widthOf(letter)
  return sum
}

/** Pieces that stay together: a Latin word, or a letter with the marks that cling to it. */
function clustersOf(text: string): string[] {
  const clusters: string[] = []
  let isOpen = false
  for (const piece of text.match(/[A-Za-z0-9][A-Za-z0-9./@_+-]*|[\s\S]/gu) ?? []) {
    const last = clusters.at(-1)
    const clings = last !== undefined && last.trim() !== '' && (isOpen || NO_START.includes(piece))
    if (clings) clusters[clusters.length - 1] = last + piece
    else clusters.push(piece)
    isOpen = NO_END.includes(piece)
  }
  return clusters
}
