import { randomBytes } from 'node:crypto'
import { createWriteStream, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FileFaultCode } from './workbook.ts'
import {
  bookParts,
  buildReader,
  gathered,
  scratchFolder,
  sheetXml,
  textRow,
  writeParts,
  writeSheet,
  type Parts,
} from './fixture.ts'
import { openTables, type OpenOptions } from './open.ts'

const scratch = scratchFolder()
beforeAll(buildReader)
afterAll(scratch.remove)

const HEAD = textRow(1, ['代码', '名称'])
const SOUND = `${HEAD}${textRow(2, ['1', '甲'])}`
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
const MEGABYTE = 'a'.repeat(1024 * 1024)

/** Text that packs about 15 to 1: the guard against bombs lets it through. */
function* bulk(megabytes: number): Generator<string> {
  for (let count = 0; count < megabytes * 16; count += 1) yield 'a'.repeat(61_440) + randomBytes(2_048).toString('hex')
}

function* around(start: string, middle: Iterable<string>, end: string): Generator<string> {
  yield start
  yield* middle
  yield end
}

function sheetAround(middle: Iterable<string>): Iterable<string> {
  const [start = '', end = ''] = sheetXml('|').split('|')
  return around(start, middle, end)
}

function* manyRows(count: number): Generator<string> {
  yield HEAD
  for (let row = 2; row <= count; row += 1) yield `<row r="${row}"><c r="A${row}"><v>${row}</v></c></row>`
}

function* manyMerges(count: number): Generator<string> {
  for (let row = 1; row <= count; row += 1) yield `<mergeCell ref="A${row}:B${row}"/>`
}

function* manyCells(count: number): Generator<string> {
  yield `${HEAD}<row r="2">`
  for (let column = 0; column < count; column += 1) yield '<c><v>1</v></c>'
  yield '</row>'
}

function book(name: string, over: Parts) {
  return writeParts(scratch.path(name), bookParts([{ name: '名册', xml: sheetXml(SOUND) }], over))
}

function sheet(name: string, xml: string | Iterable<string>) {
  return writeParts(scratch.path(name), bookParts([{ name: '名册', xml }]))
}

function bytes(name: string, content: Buffer | string): string {
  writeFileSync(scratch.path(name), content)
  return scratch.path(name)
}

async function streamed(name: string, chunks: Iterable<string>): Promise<string> {
  await pipeline(Readable.from(chunks), createWriteStream(scratch.path(name)))
  return scratch.path(name)
}

/** Writes a sound workbook, then changes its bytes; `at` is the directory entry of the sheet. */
async function tampered(
  name: string,
  change: (file: Buffer, at: number) => Buffer | void,
  xml: string | Iterable<string> = sheetXml(SOUND),
) {
  const path = await sheet(name, xml)
  const file = readFileSync(path)
  const directory = file.readUInt32LE(file.lastIndexOf(Buffer.from('PK\u0005\u0006')) + 16)
  const at = file.indexOf('xl/worksheets/sheet1.xml', directory) - 46
  return bytes(name, change(file, at) ?? file)
}

type Hostile = readonly [
  what: string,
  code: FileFaultCode,
  make: (name: string) => Promise<string> | string,
  end?: string,
  options?: OpenOptions,
]

const FILES: readonly Hostile[] = [
  ['an empty file', 'EMPTY_FILE', (name) => bytes(name, '')],
  ['a file that is not there', 'FILE_MISSING', (name) => scratch.path(name)],
  ['text under the name of a workbook', 'NOT_A_WORKBOOK', (name) => bytes(name, '代码,名称\n1,甲\n')],
  ['a PDF under the name of a workbook', 'OTHER_FORMAT', (name) => bytes(name, '%PDF-1.7 ...')],
  [
    'a web page under the name .xls',
    'OTHER_FORMAT',
    (name) => bytes(name, '<html><table><tr><td>1</td></tr></table></html>'),
    '.xls',
  ],
  ['an .xls file', 'OLD_FORMAT', (name) => bytes(name, Buffer.concat([Buffer.from(OLE), Buffer.alloc(4_096)])), '.xls'],
  [
    'an .xls file of the eighties',
    'OLD_FORMAT',
    (name) => bytes(name, Buffer.from([9, 0, 4, 0, 7, 0, 0x10, 0])),
    '.xls',
  ],
  [
    'a workbook under a password',
    'PASSWORD',
    (name) =>
      bytes(
        name,
        Buffer.concat([
          Buffer.from(OLE),
          Buffer.alloc(70_000),
          Buffer.from('EncryptedPackage', 'utf16le'),
          Buffer.alloc(512),
        ]),
      ),
  ],
  [
    'a zip under a password',
    'PASSWORD',
    (name) => tampered(name, (file, at) => void file.writeUInt16LE(0x809, at + 8)),
  ],
  ['four bytes of a zip', 'DAMAGED', (name) => bytes(name, Buffer.from([0x50, 0x4b, 3, 4]))],
  ['a zip cut in half', 'DAMAGED', (name) => tampered(name, (file) => file.subarray(0, file.length / 2))],
  [
    'a zip without its middle',
    'DAMAGED',
    (name) => tampered(name, (file) => Buffer.concat([file.subarray(0, 300), file.subarray(600)])),
  ],
  [
    'a zip with noise in its packed bytes',
    'DAMAGED',
    (name) => tampered(name, (file) => void file.fill(0xff, 120, 180)),
  ],
  [
    'a zip of a method that no spreadsheet uses',
    'DAMAGED',
    (name) => tampered(name, (file, at) => void file.writeUInt16LE(14, at + 10)),
  ],
  [
    'a zip whose parts lie over one another',
    'DAMAGED',
    (name) => tampered(name, (file, at) => void file.writeUInt32LE(0, at + 42)),
  ],
  ['a zip with a way out of its folder', 'UNSAFE', (name) => book(name, { 'xl/../../x.xml': '<a/>' })],
  [
    'a zip of 2,500 parts',
    'TOO_LARGE',
    (name) => book(name, Object.fromEntries(Array.from({ length: 2_500 }, (_, at) => [`xl/x${at}.xml`, '<a/>']))),
  ],
  ['a zip of something else', 'NOT_A_WORKBOOK', (name) => writeParts(scratch.path(name), { 'readme.txt': 'hello' })],
  ['a text document', 'OTHER_FORMAT', (name) => book(name, { 'word/document.xml': '<a/>' })],
  ['a binary workbook', 'OTHER_FORMAT', (name) => book(name, { 'xl/workbook.bin': 'x' }), '.xlsb'],
  ['a zip without a workbook', 'DAMAGED', (name) => book(name, { 'xl/workbook.xml': undefined })],
  ['a zip without relations', 'NOT_A_WORKBOOK', (name) => book(name, { '_rels/.rels': undefined })],
  ['a workbook without its sheet', 'DAMAGED', (name) => book(name, { 'xl/worksheets/sheet1.xml': undefined })],
  [
    'relations that lead round in a circle',
    'EMPTY_WORKBOOK',
    (name) =>
      book(name, {
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../xl/../xl/workbook.xml"/></Relationships>',
      }),
  ],
  [
    'a workbook without sheets',
    'EMPTY_WORKBOOK',
    (name) => book(name, { 'xl/workbook.xml': '<workbook><sheets/></workbook>' }),
  ],
  [
    'a workbook without a filled cell',
    'EMPTY_WORKBOOK',
    (name) => writeSheet(scratch.path(name), '<row r="1"><c r="A1" s="1"/></row>'),
  ],
  ['a sheet cut in the middle', 'DAMAGED', (name) => sheet(name, sheetXml(SOUND).slice(0, -60))],
  ['a sheet that closes what it never opened', 'DAMAGED', (name) => sheet(name, '</row></row>')],
  [
    'a row number of a billion',
    'DAMAGED',
    (name) => sheet(name, sheetXml(`${HEAD}<row r="1000000000"><c><v>1</v></c></row>`)),
  ],
  [
    'a shared string that is not there',
    'DAMAGED',
    (name) => sheet(name, sheetXml(`${HEAD}<row r="2"><c r="A2" t="s"><v>7</v></c></row>`)),
  ],
  ['a billion laughs', 'UNSAFE', (name) => sheet(name, LAUGHS + sheetXml(SOUND))],
  [
    'an entity from a file, in the workbook part',
    'UNSAFE',
    (name) =>
      book(name, {
        'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook>&x;</workbook>',
      }),
  ],
  ['a part in UTF-16, where a document type could hide', 'DAMAGED', (name) => sheet(name, '\0<\0!\0D')],
  [
    'a bomb that tells its size',
    'BOMB',
    (name) => sheet(name, sheetAround(Array.from({ length: 300 }, () => MEGABYTE))),
  ],
  [
    'a bomb that lies about its size',
    'BOMB',
    (name) =>
      tampered(
        name,
        (file, at) => void file.writeUInt32LE(4_096, at + 24),
        sheetAround(Array.from({ length: 300 }, () => MEGABYTE)),
      ),
  ],
  [
    'more than a workbook may unpack to',
    'TOO_LARGE',
    (name) => sheet(name, sheetAround(bulk(12))),
    '.xlsx',
    { limits: { maxBytes: 10_000_000 } },
  ],
  ['2 million rows', 'TOO_MANY_ROWS', (name) => sheet(name, sheetAround(manyRows(2_000_000)))],
  ['1 million columns', 'TOO_MANY_COLUMNS', (name) => sheet(name, sheetAround(manyCells(1_000_000)))],
  [
    'a cell at the far corner',
    'TOO_MANY_COLUMNS',
    (name) => sheet(name, sheetXml(`${HEAD}<row r="2"><c r="XFD2"><v>1</v></c></row>`)),
  ],
  [
    'a cell of 100 MB',
    'CELL_TOO_LARGE',
    (name) =>
      sheet(name, sheetAround(around('<row r="1"><c r="A1" t="inlineStr"><is><t>', bulk(100), '</t></is></c></row>'))),
  ],
  [
    'an attribute of 50 MB',
    'CELL_TOO_LARGE',
    (name) => sheet(name, sheetAround(around('<row r="1" x="', bulk(50), '"/>'))),
  ],
  ['100 MB of shared strings', 'TOO_LARGE', (name) => sharedStrings(name, 100)],
  [
    'a million merged ranges',
    'TOO_LARGE',
    (name) => sheet(name, sheetAround(around(`${SOUND}</sheetData>`, manyMerges(1_000_000), '<sheetData>'))),
  ],
  [
    'a file that needs more memory than it gets',
    'OUT_OF_MEMORY',
    (name) => sharedStrings(name, 40),
    '.xlsx',
    { heapMegabytes: 32 },
  ],
  ['NUL bytes in text', 'BINARY', (name) => bytes(name, '代码,名称\n1,\0甲\n'), '.csv'],
  [
    'bytes of no encoding',
    'ENCODING',
    (name) => bytes(name, Buffer.from([0x61, 0xff, 0xff, 0x2c, 0xfe, 0x0a])),
    '.csv',
  ],
  ['blank lines', 'EMPTY_FILE', (name) => bytes(name, '\n\n\n,,\n'), '.csv'],
  ['a quotation mark that is never closed', 'QUOTES', (name) => bytes(name, '代码,名称\n1,"甲\n2,乙\n'), '.csv'],
  [
    'one that swallows 3 MB',
    'CELL_TOO_LARGE',
    (name) => bytes(name, `代码,名称\n1,"${'甲\n'.repeat(800_000)}`),
    '.csv',
  ],
  [
    'a text cell of 100 MB',
    'CELL_TOO_LARGE',
    (name) => streamed(name, around('代码,名称\n1,', bulk(100), '\n')),
    '.csv',
  ],
  [
    '300,000 columns of text',
    'TOO_MANY_COLUMNS',
    (name) => bytes(name, `代码,名称\n${'1,'.repeat(300_000)}1\n`),
    '.csv',
  ],
  ['300,000 lines', 'TOO_MANY_ROWS', (name) => bytes(name, `代码,名称\n${'1,2\n'.repeat(300_000)}`), '.csv'],
]

function sharedStrings(name: string, megabytes: number): Promise<string> {
  function* strings(): Generator<string> {
    for (const part of bulk(megabytes)) yield `<si><t>${part}</t></si>`
  }
  const relations =
    '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="strings.xml"/></Relationships>'
  return book(name, { 'xl/_rels/workbook.xml.rels': relations, 'xl/strings.xml': around('<sst>', strings(), '</sst>') })
}

/** The most memory that this process held while the work ran, beyond what it held before. */
async function growthDuring<T>(work: () => Promise<T>): Promise<{ result: T; growth: number }> {
  const before = process.memoryUsage().rss
  let most = before
  const sampler = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 20)
  const result = await work().finally(() => clearInterval(sampler))
  return { result, growth: Math.max(most, process.memoryUsage().rss) - before }
}

describe('a hostile file ends in one clear fault within ten seconds, and the server lives on in its memory', () => {
  const cases = FILES.map(([what, code, make, end = '.xlsx', options = {}], at) => ({
    what,
    code,
    make,
    name: `${at}${end}`,
    options,
  }))

  test.each(cases)('$what: $code', async ({ code, make, name, options }) => {
    const path = await make(name)
    const before = readdirSync(scratch.folder)
    const { result, growth } = await growthDuring(() =>
      gathered(openTables([{ path, name }], { totalSeconds: 10, ...options })),
    )
    expect(result.faults.map((fault) => [fault.code, fault.fatal])).toEqual([[code, true]])
    expect(result.faults[0]?.message.zh).not.toMatch(/\{\w+\}/)
    expect(growth).toBeLessThan(150 * 1024 * 1024)
    expect(readdirSync(scratch.folder)).toEqual(before)
  })
})

describe('the reading process', () => {
  test('a hostile file does not keep the next one from being read', async () => {
    const files = [
      { path: bytes('bad.xlsx', 'x'), name: 'bad.xlsx' },
      { path: await sheet('good.xlsx', sheetXml(SOUND)), name: 'good.xlsx' },
    ]
    const told = await gathered(openTables(files))
    expect(told.faults.map((fault) => fault.file)).toEqual(['bad.xlsx'])
    expect(told.rows).toEqual([{ row: 2, cells: ['1', '甲'] }])
  })

  test('a reader that takes too long is ended', async () => {
    const path = await sheet('slow.xlsx', sheetAround(manyRows(200_000)))
    const told = await gathered(openTables([{ path, name: 'slow.xlsx' }], { totalSeconds: 0.01 }))
    expect(told.faults.map((fault) => fault.code)).toEqual(['TIME_LIMIT'])
  })

  test('a consumer may take its time and may stop early', async () => {
    const path = await sheet('early.xlsx', sheetAround(manyRows(100_000)))
    let rows = 0
    for await (const event of openTables([{ path, name: 'early.xlsx' }], { idleSeconds: 1 })) {
      if (event.kind !== 'rows') continue
      rows += event.rows.length
      if (rows > 3_000) break
      await new Promise((resolve) => setTimeout(resolve, 1_200))
    }
    expect(rows).toBeGreaterThan(3_000)
    expect(rows).toBeLessThan(20_000)
  })

  test('a signal ends it with the reason of the signal', async () => {
    const path = await sheet('signal.xlsx', sheetAround(manyRows(100_000)))
    const stop = new AbortController()
    const reading = (async () => {
      for await (const event of openTables([{ path, name: 'a.xlsx' }], { signal: stop.signal })) {
        if (event.kind === 'rows') stop.abort(new Error('interrupted'))
      }
    })()
    await expect(reading).rejects.toThrow('interrupted')
  })
})
