import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Header,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TabStopType,
  TextRun,
  type IParagraphOptions,
  type IRunOptions,
  type IStylesOptions,
} from 'docx'
import {
  AREA,
  checkLines,
  headOf,
  LETTER_SPACING,
  LINE_PITCH,
  PAGE,
  PAGE_NUMBER_DROP,
  paragraphsOf,
  recordOf,
  SIZES,
  type PaperParagraph,
  type PaperRole,
  type PaperSheet,
} from '../domain/paper-layout.ts'
import type { PaperModel } from '../domain/paper.ts'
import { codePicture } from './paper-code.ts'

/** Twentieths of a point, as Word counts: 37 mm are 2,098 of them (1,570 would be 27.7 mm). */
function twips(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 1440)
}

/** Rounded down: 22 lines of 580 would be a hair more than the type area, and Word would put 21. */
const PITCH = Math.floor(LINE_PITCH * 20)
/**
 * What each letter gives up so that 28 fill the line. It stands at the letters: a character grid does the same in Word, but
 * other programs give a letter that is wider than its cell two of them.
 */
const SPACING = Math.floor(LETTER_SPACING * 20)
const EM = SIZES.body * 20 + SPACING

/** The official faces by name; none of them is shipped. What stands in for one is in the font table. */
const FACES = {
  body: '仿宋_GB2312',
  title: '方正小标宋简体',
  heading1: '黑体',
  heading2: '楷体_GB2312',
  number: '宋体',
} as const
const STAND_INS: Readonly<Record<string, string>> = {
  仿宋_GB2312: '仿宋,FangSong,STFangsong,FandolFang R,Noto Serif CJK SC',
  方正小标宋简体: '方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif CJK SC',
  楷体_GB2312: '楷体,KaiTi,STKaiti,Noto Serif CJK SC',
  黑体: 'SimHei,STHeiti,Noto Sans CJK SC',
  宋体: 'SimSun,STSong,Noto Serif CJK SC',
}

/** A paper as a Word file that clerks edit, in the layout of GB/T 9704. */
export function paperDocx(sheet: PaperSheet): Promise<Uint8Array> {
  return packed(sheet)
}

async function packed(sheet: PaperSheet): Promise<Uint8Array> {
  const { model } = sheet
  const paragraphs = paragraphsOf(model)
  const day = paragraphs.find(({ role }) => role === 'day')
  const head = headOf(sheet)
  const document = new Document({
    title: model.title,
    creator: model.office,
    lastModifiedBy: 'Trefoil 三叶',
    evenAndOddHeaderAndFooters: true,
    styles: stylesOf(model.language),
    sections: [
      {
        properties: PROPERTIES,
        headers: head === null ? {} : { default: headerOf(head), even: headerOf(head) },
        footers: { default: footerOf(AlignmentType.RIGHT), even: footerOf(AlignmentType.LEFT) },
        children: [
          ...paragraphs.flatMap((one) => paragraphOf(one, day)),
          ...(await codeOf(sheet)),
          ...recordOf(model).map((row, index) => recordParagraph(row, index)),
        ],
      },
    ],
  })
  return Packer.toBuffer(document, undefined, [{ path: 'word/fontTable.xml', data: FONT_TABLE }])
}

/** The language keeps the faces that stand in from being those of another script. */
function stylesOf(language: PaperModel['language']): IStylesOptions {
  const run = { ...face('body'), size: SIZES.body * 2, ...(language === 'zh' ? { characterSpacing: SPACING } : {}) }
  const languages = { value: language === 'zh' ? 'zh-CN' : 'en-GB', eastAsia: 'zh-CN' }
  return {
    default: { document: { run: { ...run, language: languages } } },
    paragraphStyles: [{ id: 'Normal', name: 'Normal', quickFormat: true, run }],
  }
}

const PROPERTIES = {
  page: {
    size: { width: twips(PAGE.width), height: twips(PAGE.height) },
    margin: {
      top: twips(PAGE.top),
      bottom: twips(PAGE.bottom),
      left: twips(PAGE.left),
      right: twips(PAGE.right),
      header: twips(PAGE.top - 16),
      footer: twips(PAGE.bottom - PAGE_NUMBER_DROP - 5),
    },
  },
  grid: { type: DocumentGridType.LINES, linePitch: PITCH },
} as const

function face(of: keyof typeof FACES): Pick<IRunOptions, 'font'> {
  return { font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: FACES[of], hint: 'eastAsia' } }
}

/** Lines of an exact height, whatever face a machine has. */
const LINE = { line: PITCH, lineRule: LineRuleType.EXACT, before: 0, after: 0 } as const

type Look = { readonly run: IRunOptions; readonly paragraph: IParagraphOptions; readonly blank?: number }

const INDENTED = { indent: { firstLine: 2 * EM } } as const
const LOOKS: Readonly<Record<PaperRole, Look>> = {
  number: { run: {}, paragraph: { alignment: AlignmentType.CENTER } },
  title: {
    run: { ...face('title'), size: SIZES.title * 2, characterSpacing: 0 },
    paragraph: { alignment: AlignmentType.CENTER, keepNext: true },
    blank: 1,
  },
  addressee: { run: {}, paragraph: { alignment: AlignmentType.LEFT } },
  heading1: { run: face('heading1'), paragraph: { ...INDENTED, keepNext: true } },
  heading2: { run: face('heading2'), paragraph: { ...INDENTED, keepNext: true } },
  body: { run: {}, paragraph: { ...INDENTED, alignment: AlignmentType.BOTH } },
  attachment: { run: {}, paragraph: INDENTED },
  office: { run: {}, paragraph: { alignment: AlignmentType.RIGHT, keepNext: true }, blank: 2 },
  day: { run: {}, paragraph: { alignment: AlignmentType.RIGHT, indent: { right: 4 * EM } } },
}

function paragraphOf(one: PaperParagraph, day: PaperParagraph | undefined): Paragraph[] {
  const { run, paragraph, blank = 0 } = LOOKS[one.role]
  const place =
    one.role === 'office' ? { indent: { right: officeIndent(one.text, day?.text ?? '2000年12月12日') } } : {}
  return [
    ...Array.from({ length: blank }, () => new Paragraph({ spacing: LINE })),
    new Paragraph({ ...paragraph, ...place, spacing: LINE, children: [new TextRun({ ...run, text: one.text })] }),
    ...(one.role === 'title' ? [new Paragraph({ spacing: LINE })] : []),
  ]
}

/** The office stands above the middle of the day, which ends four letters from the edge. */
function officeIndent(office: string, day: string): number {
  const letters = (text: string) =>
    Array.from(text).reduce((sum, one) => sum + (/[\u0020-\u007e]/.test(one) ? 0.5 : 1), 0)
  return Math.max(0, Math.round((4 + (letters(day) - letters(office)) / 2) * EM))
}

function headerOf(text: string): Header {
  const run = new TextRun({ ...face('heading1'), size: SIZES.small * 2, text })
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.LEFT, children: [run] })] })
}

/** — 1 — in 4号, one letter in from the outer edge: right on odd pages, left on even ones. */
function footerOf(alignment: typeof AlignmentType.RIGHT | typeof AlignmentType.LEFT): Footer {
  const look = { ...face('number'), size: SIZES.small * 2 }
  const indent = alignment === AlignmentType.RIGHT ? { right: SIZES.small * 20 } : { left: SIZES.small * 20 }
  const children = [new TextRun({ ...look, children: ['— ', PageNumber.CURRENT, ' —'] })]
  return new Footer({ children: [new Paragraph({ alignment, indent, children })] })
}

const CODE_PIXELS = 76
const CODE_LINE = { spacing: { line: 320, lineRule: LineRuleType.EXACT }, snapToGrid: false } as const

async function codeOf(sheet: PaperSheet): Promise<Paragraph[]> {
  if (sheet.check === null) return []
  const data = await codePicture(sheet.check.address)
  const picture = new ImageRun({
    type: 'png',
    data,
    transformation: { width: CODE_PIXELS, height: CODE_PIXELS },
    altText: { name: 'code', title: '核验码 / verification code', description: sheet.check.code },
  })
  const words = checkLines(sheet).map((text) => new TextRun({ text, size: 20, break: 0 }))
  return [
    new Paragraph({ spacing: LINE }),
    new Paragraph({ spacing: { before: 0, after: 0 }, keepNext: true, children: [picture] }),
    ...words.map((run) => new Paragraph({ ...CODE_LINE, children: [run] })),
  ]
}

/** 抄送 and 印发 between rules, in 4号. */
function recordParagraph({ left, right }: { readonly left: string; readonly right: string }, index: number): Paragraph {
  const rule = { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' }
  const run = (text: string) => new TextRun({ text, size: SIZES.small * 2 })
  return new Paragraph({
    spacing: { ...LINE, before: index === 0 ? PITCH : 0 },
    border: { top: rule, bottom: rule },
    indent: { left: SIZES.small * 20, right: SIZES.small * 20 },
    tabStops: [{ type: TabStopType.RIGHT, position: Math.round(AREA.width * 20) - SIZES.small * 20 }],
    children: right === '' ? [run(left)] : [run(left), new TextRun({ text: `\t${right}`, size: SIZES.small * 2 })],
  })
}

/** Faces that Word takes where an official one is not installed. */
const FONT_TABLE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${[
  ...Object.entries(STAND_INS).map(
    ([name, others]) =>
      `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
  ),
  '<w:font w:name="Times New Roman"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>',
].join('')}</w:fonts>`
