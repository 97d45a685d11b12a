import { afterAll, beforeAll, expect, test } from 'vitest'
import { readXlsx, writeXlsx } from 'hucre'
import { creditCode, csvOf, FIRST, LOGINS, ORGANIZATIONS, type Row } from '../../test/city.ts'
import { contentHash, type Asks } from '../../test/content.ts'
import { ask as askDatabase } from '../../test/embedded/children.ts'
import { formOf, signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'
import { SHEETS } from '../domain/sheet.ts'

let server: TestServer
let clerk: Client
beforeAll(async () => {
  server = await startTestServer()
  clerk = await signedIn(server.app, LOGINS.first)
})
afterAll(() => server.stop())

const { columns } = SHEETS.organizations
const base: Row = { ...ORGANIZATIONS[1] }
const rowOf = (number: number, more: Row = {}): Row => ({
  ...base,
  code: creditCode(FIRST.district, number),
  name: `新会${number}`,
  staff: 8,
  fullMembers: 2,
  ...more,
})

/** Forty rows from row 2 on, of which those of the clerk's rows 7, 19 and 33 are wrong. */
function forty(isMended: boolean): Row[] {
  const wrong: Readonly<Record<number, Row>> = {
    7: { staff: 'many' },
    19: { placeCode: '320402999' },
    33: { fullMembers: 6, staff: 4 },
  }
  return Array.from({ length: 40 }, (_, at) => rowOf(600 + at, isMended ? {} : (wrong[at + 2] ?? {})))
}

/** A workbook as a spreadsheet saves it: a formula, a width, a drop-down, a hidden sheet. */
async function workbookOf(rows: readonly Row[]): Promise<Buffer> {
  const used = columns.filter(({ key }) => rows.some((row) => row[key] !== undefined))
  const cells = rows.map((row) => used.map(({ key }) => (row[key] === undefined ? null : String(row[key]))))
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '社会组织',
        columns: used.map(() => ({ width: 17 })),
        rows: [used.map(({ label }) => label), ...cells],
        cells: new Map([['1,30', { formula: 'SUM(1,2)', formulaResult: 3 }]]),
        dataValidations: [{ type: 'list', formula1: 'states', range: 'AA2:AA99' }],
      },
      { name: '字典', veryHidden: true, rows: [['正常'], ['清算']] },
    ],
    namedRanges: [{ name: 'states', range: "'字典'!$A$1:$A$2" }],
  })
  return Buffer.from(bytes)
}

async function checked(file: string | Buffer, name: string, fields = {}) {
  const reply = await clerk('POST', '/api/imports', formOf({ [name]: file }, { asOf: '2026-02-01', ...fields }))
  expect(reply.statusCode).toBe(202)
  return settled(reply.json().id)
}

async function settled(id: string) {
  for (;;) {
    const reply = (await clerk('GET', `/api/imports/${id}`)).json()
    if (!['checking', 'importing'].includes(reply.batch.state)) return reply
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const commit = async (id: string, query = '') => {
  const reply = await clerk('POST', `/api/imports/${id}/commit${query}`)
  return reply.statusCode === 202 ? settled(id) : reply.json()
}
const asks: Asks = async (statement) => {
  const url = new URL(server.city.adminUrl)
  url.searchParams.set('options', '-csearch_path=trefoil,public')
  return (await askDatabase(url.href, statement)) as never[]
}
const totalOf = async () => (await clerk('GET', '/api/organizations?asOf=2026-02-02')).json().total
const exported = async () => (await clerk('GET', '/api/export/organizations?format=csv&asOf=2026-02-02')).body

/** The cells of these rows are hatched, commented, linked to and told behind the table; the rest is the clerk's own. */
async function expectMarks(file: Buffer, rows: readonly number[]) {
  const book = await readXlsx(new Uint8Array(file), { readStyles: true })
  const [problems, sheet] = book.sheets
  if (problems === undefined || sheet === undefined) throw new Error('The marked copy has no two sheets.')
  const hatched = [...(sheet.cells ?? [])].filter(([, cell]) => JSON.stringify(cell.style ?? {}).includes('lightUp'))
  expect([...new Set(hatched.map(([place]) => Number(place.split(',')[0]) + 1))]).toEqual(rows)
  for (const [, cell] of hatched) expect(cell.comment?.text).not.toBe('')
  const links = [...(problems.cells ?? [])].flatMap(([, cell]) => cell.hyperlink?.location ?? [])
  expect(links.map((link) => /\d+$/.exec(link)?.[0])).toEqual(rows.map(String))
  const [header = []] = sheet.rows
  const at = header.indexOf('结果 result')
  expect(header.slice(at, at + 3)).toEqual(['结果 result', '原因 reason', '建议值 suggested value'])
  expect(sheet.rows.flatMap((row, index) => (row[at] ? [index + 1] : []))).toEqual([1, ...rows])
  expect(sheet.rows[6]?.[at]).toBe('拒绝 rejected')
  expect(sheet.cells?.get('1,30')?.formula).toBe('SUM(1,2)')
  expect(book.sheets.at(-1)).toMatchObject({ name: '字典', veryHidden: true })
  expect(book.namedRanges).toMatchObject([{ name: 'states' }])
}

test('forty rows with three bad ones: nothing written by the check, the marked copy leads to them, the mended file adds three', async () => {
  const before = { total: await totalOf(), sheet: await exported(), hash: await contentHash(asks) }
  const first = await checked(await workbookOf(forty(false)), '名册.xlsx')
  expect(first.batch.sheets).toMatchObject([{ rows: 40, created: 37, rejected: 3, unchanged: 0 }])
  const errors = first.problems.filter((one: { severity: string }) => one.severity === 'error')
  expect(errors.map((one: { row: number }) => one.row)).toEqual([7, 19, 33])
  expect({ total: await totalOf(), sheet: await exported(), hash: await contentHash(asks) }).toEqual(before)

  const marked = (await clerk('GET', `/api/imports/${first.batch.id}/marked`)).rawPayload
  await expectMarks(marked, [7, 19, 33])

  // Handed in as it is, the marked copy says just what the first file said, its own sheet and columns unread.
  const copy = await checked(marked, '名册.xlsx')
  expect(copy.batch.sheets).toEqual(first.batch.sheets)
  expect(copy.batch.unknownColumns).toEqual([])
  expect(copy.problems).toEqual(first.problems)

  expect((await commit(first.batch.id)).batch.state).toBe('done')
  const second = await checked(await workbookOf(forty(true)), '名册.xlsx', { corrects: first.batch.id })
  expect(second.batch).toMatchObject({ corrects: first.batch.id, correctedBy: null })
  expect(second.batch.sheets).toMatchObject([{ rows: 40, created: 3, unchanged: 37, changed: 0, rejected: 0 }])
  const done = await commit(second.batch.id)
  expect(done.batch).toMatchObject({ state: 'done', sheets: [{ created: 3, unchanged: 37 }] })
  expect(await totalOf()).toBe(before.total + 40)
  const { batch } = (await clerk('GET', `/api/imports/${first.batch.id}`)).json()
  expect(batch).toMatchObject({ corrects: null, correctedBy: second.batch.id })
})

test('a file corrects an import that is on record, and no other', async () => {
  const fields = { asOf: '2026-02-01', corrects: '00000000-0000-4000-8000-000000000000' }
  const reply = await clerk('POST', '/api/imports', formOf({ 'organizations.csv': csvOf([rowOf(950)]) }, fields))
  expect(reply.statusCode).toBe(404)
  expect(reply.json()).toMatchObject({ code: 'NOT_FOUND' })
})

const pastedOf = (rows: readonly Row[], header: readonly string[], keys: readonly string[]) =>
  [header, ...rows.map((row) => keys.map((key) => String(row[key] ?? '')))].map((line) => line.join('\t')).join('\r\n')

test.each([12, 5_000])(
  '%d rows pasted give the same dry run as uploading them',
  async (count) => {
    const keys = ['code', 'name', 'kind', 'registeredOn', 'placeCode', 'staff', 'fullMembers']
    const rows = Array.from({ length: count }, (_, at) =>
      rowOf(1_000 + at, at % 5 === 3 ? { fullMembers: 90 } : { staff: 12 }),
    ).map((row) => Object.fromEntries(keys.map((key) => [key, row[key] ?? ''])))
    const labels = keys.map((key) => columns.find((column) => column.key === key)?.label ?? '')
    const uploaded = await checked(csvOf(rows), 'organizations.csv')
    const pasted = await checked(pastedOf(rows, labels, keys), '粘贴的内容.txt', { sheet: 'organizations' })
    expect(pasted.batch.sheets).toEqual(uploaded.batch.sheets)
    expect(pasted.batch.problemCount).toBe(uploaded.batch.problemCount)
    const bare = ({ problems }: typeof pasted) =>
      problems.map(({ row, cell, column, code, read }: Record<string, unknown>) => [row, cell, column, code, read])
    expect(bare(pasted)).toEqual(bare(uploaded))
    expect(pasted.batch.sheets[0].rejected).toBeGreaterThanOrEqual(Math.floor(count / 5))
  },
  120_000,
)

test('a suggested word is used for all cells that say the same, for this import alone', async () => {
  const rows = [rowOf(700, { placeCode: '甲街' }), rowOf(701, { placeCode: '甲街' }), rowOf(702, { status: '正' })]
  const { batch, problems } = await checked(csvOf(rows), 'organizations.csv')
  expect(batch.sheets).toMatchObject([{ rows: 3, rejected: 3 }])
  expect(problems.map((one: { suggestion: string }) => one.suggestion)).toEqual([
    `${FIRST.township} 甲街道`,
    `${FIRST.township} 甲街道`,
    '正常',
  ])
  const words = [
    { sheet: 'organizations', column: 'placeCode', read: '甲街', value: `${FIRST.township} 甲街道` },
    { sheet: 'organizations', column: 'status', read: '正', value: '正常' },
  ]
  const put = await clerk('PUT', `/api/imports/${batch.id}/words`, { body: { words } })
  expect([put.statusCode, put.json().state]).toEqual([202, 'checking'])
  const after = await settled(batch.id)
  expect(after.batch).toMatchObject({ sheets: [{ rows: 3, created: 3, rejected: 0 }], overrides: words })
  const again = await checked(csvOf(rows), 'organizations.csv')
  expect(again.batch).toMatchObject({ sheets: [{ rejected: 3 }], overrides: [] })
  const fewer = await clerk('PUT', `/api/imports/${batch.id}/words`, { body: { words: words.slice(0, 1) } })
  expect(fewer.statusCode).toBe(202)
  expect((await settled(batch.id)).batch).toMatchObject({ sheets: [{ created: 2, rejected: 1 }] })
})

test('changes are shown cell by cell before anything is written', async () => {
  const changed = { ...base, staff: 9, address: '甲路 1 号' }
  const { batch } = await checked(csvOf([changed, { ...ORGANIZATIONS[2] }, rowOf(710)]), 'organizations.csv')
  expect(batch).toMatchObject({ changeCount: 2, sheets: [{ changed: 1, created: 1, unchanged: 1 }] })
  const { changes, total, next } = (await clerk('GET', `/api/imports/${batch.id}/changes`)).json()
  expect([total, next]).toEqual([2, null])
  expect(changes[0]).toMatchObject({
    row: 2,
    key: base['code'],
    kind: 'changed',
    cells: [
      { column: 'address', old: '', new: '甲路 1 号' },
      { column: 'staff', old: '8', new: '9' },
    ],
  })
  expect(changes[1]).toMatchObject({ row: 4, kind: 'created', name: '新会710' })
  const city = await signedIn(server.app, LOGINS.city)
  expect((await city('GET', `/api/imports/${batch.id}/changes`)).statusCode).toBe(404)
})

test('nothing unless all rows are good; and nothing at all where none is', async () => {
  const before = await totalOf()
  const mixed = await checked(csvOf([rowOf(720), rowOf(721, { staff: 'x' })]), 'organizations.csv')
  expect(await commit(mixed.batch.id, '?whole=true')).toMatchObject({ code: 'IMPORT_NOT_WHOLE' })
  expect(await totalOf()).toBe(before)
  const bad = await checked(csvOf([rowOf(722, { staff: 'x' })]), 'organizations.csv')
  expect(await commit(bad.batch.id)).toMatchObject({ code: 'NOTHING_TO_IMPORT' })
  const good = await checked(csvOf([rowOf(723)]), 'organizations.csv')
  expect((await commit(good.batch.id, '?whole=true')).batch.state).toBe('done')
  expect(await totalOf()).toBe(before + 1)
})

test('a template comes in as it is without a word, and its example row is no row', async () => {
  for (const name of ['organizations', 'all']) {
    const template = await clerk('GET', `/api/import-template/${name}`)
    const { batch, problems } = await checked(template.rawPayload, `${name}.xlsx`)
    expect(batch.sheets).toEqual([])
    expect(problems.filter((one: { code: string }) => one.code !== 'sheetEmpty')).toEqual([])
  }
})

test('rows that are hidden or filtered out are read, counted and said', async () => {
  const rows = [rowOf(730), rowOf(731)].map((row) => columns.map(({ key }) => String(row[key] ?? '')))
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '社会组织',
        rows: [columns.map(({ label }) => label), ...rows],
        rowDefs: new Map([[1, { hidden: true }]]),
      },
    ],
  })
  const { batch } = await checked(Buffer.from(bytes), '名册.xlsx')
  expect(batch.sheets).toMatchObject([{ rows: 2, created: 2, hidden: 1 }])
})

test.each([
  ['an old workbook', 'list.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'OLD_FORMAT'],
  ['a WPS table', 'list.et', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'OLD_FORMAT'],
] as const)('%s is refused with advice', async (_what, name, bytes, code) => {
  const { batch, problems } = await checked(Buffer.concat([bytes, Buffer.alloc(2_048)]), name)
  expect(problems[0]).toMatchObject({ file: name, code, severity: 'error' })
  expect(problems[0].message.zh).toContain('另存为')
  expect((await commit(batch.id)).code).toBe('NOTHING_TO_IMPORT')
})
