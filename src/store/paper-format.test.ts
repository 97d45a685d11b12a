import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { fillPaper, paperText } from '../domain/paper.ts'
import type { PaperSheet } from '../domain/paper-layout.ts'
import { samplePaperValues } from '../domain/paper-sample.ts'
import { loadPaperTemplates } from './paper-template-files.ts'
import { loadFace } from './font-face.ts'
import { paperDocx } from './paper-docx.ts'
import { paperPdf } from './paper-pdf.ts'

const TEMPLATES = loadPaperTemplates()

function sheetOf(id: string, change: Partial<PaperSheet> = {}, values = {}): PaperSheet {
  const template = TEMPLATES.find((one) => one.id === id)
  if (template === undefined) throw new Error(`There is no template ${id}.`)
  const frame = { number: '常民管决〔2024〕3号', issuedOn: '2024-07-11', language: 'zh' as const }
  const model = fillPaper(template, { ...samplePaperValues(template.kind), ...values }, frame)
  const check = { code: 'ABCD-EFGH-JKMN', address: 'https://trefoil.example/verify/ABCD-EFGH-JKMN' }
  return { model, state: 'issued', withdrawn: null, check, ...change }
}

/** The members of a ZIP file by its central directory. */
function membersOf(zip: Uint8Array): Map<string, string> {
  const bytes = Buffer.from(zip)
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  const members = new Map<string, string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, nameLength, extra, note] = [20, 28, 30, 32].map((offset) =>
      offset === 20 ? bytes.readUInt32LE(at + offset) : bytes.readUInt16LE(at + offset),
    ) as [number, number, number, number]
    const local = bytes.readUInt32LE(at + 42)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const body = bytes.subarray(start, start + packed)
    const text = bytes.readUInt16LE(at + 10) === 0 ? body : inflateRawSync(body)
    expect(members.has(name)).toBe(false)
    members.set(name, text.toString('utf8'))
    at += 46 + nameLength + extra + note
  }
  return members
}

describe('the Word file', () => {
  const attribute = (xml: string, element: string, name: string) =>
    Number(new RegExp(`<w:${element}[^>]* w:${name}="(-?\\d+)"`).exec(xml)?.[1])

  test('has the margins of GB/T 9704 within a tenth of a millimetre, and its grid of 22 lines and 28 letters', async () => {
    const members = membersOf(await paperDocx(sheetOf('adverse-decision')))
    const [xml, styles] = [members.get('word/document.xml') ?? '', members.get('word/styles.xml') ?? '']
    for (const [side, millimetres] of Object.entries({ top: 37, bottom: 35, left: 28, right: 26 })) {
      expect(Math.abs((attribute(xml, 'pgMar', side) / 1440) * 25.4 - millimetres), side).toBeLessThanOrEqual(0.1)
    }
    const [pitch, space] = [attribute(xml, 'docGrid', 'linePitch'), attribute(styles, 'spacing', 'val')]
    const height = attribute(xml, 'pgSz', 'h') - attribute(xml, 'pgMar', 'top') - attribute(xml, 'pgMar', 'bottom')
    const width = attribute(xml, 'pgSz', 'w') - attribute(xml, 'pgMar', 'left') - attribute(xml, 'pgMar', 'right')
    expect(Math.floor(height / pitch)).toBe(22)
    expect(Math.floor(width / (16 * 20 + space))).toBe(28)
    // A grid of cells gives a letter that is wider than its cell two of them in some programs.
    expect(xml).toContain('w:type="lines"')
    expect(styles).toContain('w:eastAsia="zh-CN"')
  })

  test('sets body, title and page number in their sizes and faces, and names what may stand in', async () => {
    const members = membersOf(await paperDocx(sheetOf('adverse-decision')))
    const [xml, styles] = [members.get('word/document.xml') ?? '', members.get('word/styles.xml') ?? '']
    expect(styles).toMatch(/<w:docDefaults>.*w:eastAsia="仿宋_GB2312".*<w:sz w:val="32"\/>/s)
    expect(xml).toMatch(/w:eastAsia="方正小标宋简体"[^/]*\/>.*?<w:sz w:val="44"\/>.*?关于成立登记的决定书/s)
    const footers = ['word/footer1.xml', 'word/footer2.xml'].map((name) => members.get(name) ?? '')
    expect(footers.map((one) => [/<w:jc w:val="(\w+)"/.exec(one)?.[1], one.includes('<w:sz w:val="28"/>')])).toEqual([
      ['right', true],
      ['left', true],
    ])
    expect(members.get('word/settings.xml')).toContain('evenAndOddHeaders')
    expect(members.get('word/fontTable.xml')).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong')
  })

  test('holds every word of the paper, and no seal: one picture, that of the code', async () => {
    const sheet = sheetOf('adverse-decision')
    const members = membersOf(await paperDocx(sheet))
    const text = (members.get('word/document.xml') ?? '').replace(/<[^>]+>/g, '')
    for (const line of paperText(sheet.model).split('\n'))
      expect(text.replaceAll(' ', '')).toContain(line.replaceAll(' ', ''))
    expect([...members.keys()].filter((name) => name.endsWith('.png'))).toHaveLength(1)
  })

  test('of a draft is headed so on every page, has no number and no picture', async () => {
    const sheet = sheetOf('adverse-decision')
    const model = { ...sheet.model, number: null, day: null }
    const members = membersOf(await paperDocx({ ...sheet, model, state: 'draft', check: null }))
    for (const name of ['word/header1.xml', 'word/header2.xml']) expect(members.get(name)).toContain('草稿 DRAFT')
    expect(members.get('word/document.xml')).not.toContain('〔2024〕')
    expect([...members.keys()].some((name) => name.startsWith('word/media/'))).toBe(false)
  })
})

const hasReader = spawnSync('pdftotext', ['-v']).status === 0

/** The text of a PDF by an independent reader: where each letter stands, or the lines. */
function readPdf(pdf: Uint8Array, ...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'trefoil-pdf-'))
  try {
    const [from, to] = [join(folder, 'a.pdf'), join(folder, 'a.txt')]
    writeFileSync(from, pdf)
    execFileSync('pdftotext', [...options, from, to])
    return readFileSync(to, 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the PDF', () => {
  const LONG = '党建工作要求写入章程并按规定核准登记后方可办理有关手续'.repeat(6)

  test.skipIf(!hasReader)('is searchable and says all that the paper says', async () => {
    const sheet = sheetOf('adverse-decision')
    const text = readPdf(await paperPdf(sheet)).replace(/\s|— ?\d+ ?—/g, '')
    for (const line of paperText(sheet.model).split('\n')) expect(text).toContain(line.replace(/\s/g, ''))
    expect(text).toContain('核验码：ABCD-EFGH-JKMN')
  })

  test.skipIf(!hasReader)('holds 28 letters on a line of the body, within the type area', async () => {
    const pdf = await paperPdf(sheetOf('letter', {}, { paragraphs: [{ text: LONG }] }))
    const full = readPdf(pdf, '-layout')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.length > 20 && LONG.includes(line))
    expect(full.slice(0, 4).map((line) => line.length)).toEqual([26, 28, 28, 28])
    const boxes = readPdf(pdf, '-bbox').matchAll(/xMin="([\d.]+)" .*?xMax="([\d.]+)"/g)
    const edges = [...boxes].map(([, left, right]) => [Number(left), Number(right)] as const)
    expect(Math.min(...edges.map(([left]) => left))).toBeGreaterThan((28 / 25.4) * 72 - 1)
    expect(Math.max(...edges.map(([, right]) => right))).toBeLessThan(((210 - 26) / 25.4) * 72 + 1)
  })

  test('begins a new page after 22 lines', async () => {
    const pagesOf = async (count: number) => {
      const paragraphs = Array.from({ length: count }, (_, index) => ({ text: `第${index + 1}段` }))
      const pdf = await paperPdf(sheetOf('notice', { check: null }, { paragraphs }))
      return Buffer.from(pdf)
        .toString('latin1')
        .match(/\/Type \/Page\b/g)?.length
    }
    // Number, blank, title, blank, addressee, then the paragraphs, two blanks, office and day.
    expect([await pagesOf(13), await pagesOf(14)]).toEqual([1, 2])
  })

  test('is made of the embedded face, which it names', async () => {
    const pdf = Buffer.from(await paperPdf(sheetOf('evaluation-certificate'))).toString('latin1')
    expect(pdf).toMatch(/\/FontName \/\w+\+NotoSerifSC/)
    expect((await loadFace(400)).readUInt32BE(0)).toBe(0x00010000)
  })

  test('is refused with the characters that no face has', async () => {
    const strange = '\u{1FA80}'
    await expect(paperPdf(sheetOf('letter', {}, { subject: `甲${strange}乙` }))).rejects.toMatchObject({
      code: 'PAPER_GLYPHS',
      details: { characters: strange },
    })
  })
})
