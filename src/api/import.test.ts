import { afterAll, beforeAll, expect, test } from 'vitest'
import { CANARY, CODES, creditCode, csvOf, FIRST, LOGINS, ORGANIZATIONS, type Row } from '../../test/city.ts'
import { formOf, signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'

let server: TestServer
let first: Client
let city: Client
beforeAll(async () => {
  server = await startTestServer()
  first = await signedIn(server.app, LOGINS.first)
  city = await signedIn(server.app, LOGINS.city)
})
afterAll(() => server.stop())

const base: Row = { ...ORGANIZATIONS[1] }
const fresh = (number: number, more: Row = {}): Row => ({
  ...base,
  code: creditCode(FIRST.district, number),
  name: `新会${number}`,
  ...more,
})

/** The files checked, once the check has ended. */
async function checked(client: Client, rows: readonly Row[], name = 'organizations.csv', fields = {}) {
  const reply = await client('POST', '/api/imports', formOf({ [name]: csvOf(rows) }, { asOf: '2026-02-01', ...fields }))
  expect(reply.statusCode).toBe(202)
  return settled(client, reply.json().id)
}

/** A batch once nobody works on it. */
async function settled(client: Client, id: string) {
  for (;;) {
    const reply = (await client('GET', `/api/imports/${id}`)).json()
    if (!['checking', 'importing'].includes(reply.batch.state)) return reply
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const totalOf = async (client: Client) => (await client('GET', '/api/organizations?asOf=2026-02-02')).json().total

test('a dry run tells what would happen and writes nothing; the import does it; the undo takes it back', async () => {
  const before = await totalOf(first)
  const { batch, problems } = await checked(first, [fresh(101), fresh(102, { fullMembers: 'many' }), base])
  expect(batch).toMatchObject({ state: 'checked', files: ['organizations.csv'], asOf: '2026-02-01', mayUndo: false })
  expect(batch.sheets).toMatchObject([{ sheet: 'organizations', rows: 3, created: 1, rejected: 1 }])
  expect(problems[0]).toMatchObject({
    code: 'notCount',
    row: 3,
    column: 'fullMembers',
    read: 'many',
    severity: 'error',
  })
  expect(await totalOf(first)).toBe(before)

  const commit = await first('POST', `/api/imports/${batch.id}/commit`)
  expect([commit.statusCode, commit.json().state]).toEqual([202, 'importing'])
  const done = await settled(first, batch.id)
  expect(done.batch).toMatchObject({ state: 'done', mayUndo: true, problemCount: 1 })
  expect(done.batch.sheets).toEqual(batch.sheets)
  expect(await totalOf(first)).toBe(before + 1)

  const undone = await first('POST', `/api/imports/${batch.id}/undo`)
  expect([undone.statusCode, undone.json().state]).toEqual([200, 'undone'])
  expect(await totalOf(first)).toBe(before)
})

test('the marked copy is a workbook, and the user’s file name never becomes a path', async () => {
  const { batch } = await checked(first, [fresh(110, { staff: 'x' })], '../../organizations.csv')
  expect(batch.files).toEqual(['organizations.csv'])
  const copy = await first('GET', `/api/imports/${batch.id}/marked`)
  expect(copy.statusCode).toBe(200)
  expect(copy.rawPayload.subarray(0, 2).toString()).toBe('PK')
  expect(copy.headers['content-disposition']).toContain('attachment')
})

test('a file that does not name its noun is read as the sheet that was chosen', async () => {
  const { batch } = await checked(first, [fresh(120)], 'list.csv', { sheet: 'organizations' })
  expect(batch.sheets).toMatchObject([{ sheet: 'organizations', created: 1 }])
})

test('a mapping of foreign headers is checked again and remembered for the next file', async () => {
  const rows = [{ 单位代号: creditCode(FIRST.district, 130), 名字: '映射会', 类: '社团', 哪里: FIRST.community }]
  const before = await checked(first, rows)
  expect(before.batch.unknownColumns).toMatchObject([{ headers: ['单位代号', '名字', '类', '哪里'] }])
  const columns = { 单位代号: 'code', 名字: 'name', 类: 'kind', 哪里: 'placeCode' }
  const mapping = { sheet: 'organizations', columns, words: {}, constants: { registeredOn: '2020-01-01' } }
  const mapped = await first('PUT', `/api/imports/${before.batch.id}/mapping`, { body: mapping })
  expect(mapped.statusCode).toBe(202)
  const after = await settled(first, before.batch.id)
  expect(after.batch).toMatchObject({ state: 'checked', sheets: [{ created: 1, rejected: 0 }] })
  const next = await checked(first, rows)
  expect(next.batch.sheets).toMatchObject([{ created: 1, rejected: 0 }])
  expect(next.batch.mapping).toMatchObject({ sheet: 'organizations', columns })
})

test('a row of the other district is refused without a word of what is there', async () => {
  const reply = await checked(first, [{ ...base, code: CODES.canary, name: '占用' }])
  expect(reply.problems[0]).toMatchObject({ code: 'outOfScope' })
  expect(JSON.stringify(reply)).not.toContain(CANARY)
})

test('a batch belongs to who made it', async () => {
  const { batch } = await checked(first, [fresh(140)])
  for (const [method, path] of [
    ['GET', ''],
    ['POST', '/commit'],
    ['POST', '/undo'],
    ['GET', '/marked'],
  ] as const) {
    expect((await city(method, `/api/imports/${batch.id}${path}`)).statusCode).toBe(404)
  }
  expect((await city('GET', '/api/imports')).body).not.toContain(batch.id)
})

test('only what has been checked is imported, and only what has been imported is undone', async () => {
  const { batch } = await checked(first, [fresh(150)])
  const undo = await first('POST', `/api/imports/${batch.id}/undo`)
  expect([undo.statusCode, undo.json().code]).toEqual([409, 'BATCH_NOT_READY'])
  await first('POST', `/api/imports/${batch.id}/commit`)
  await settled(first, batch.id)
  const again = await first('POST', `/api/imports/${batch.id}/commit`)
  expect([again.statusCode, again.json().code]).toEqual([409, 'BATCH_NOT_READY'])
})

test.each([
  ['no file', {}, {}, 'BAD_REQUEST'],
  ['a day that is none', { 'organizations.csv': 'code' }, { asOf: '2026-02-30' }, 'BAD_REQUEST'],
  ['a sheet that is none', { 'organizations.csv': 'code' }, { sheet: 'people' }, 'BAD_REQUEST'],
  ['a field that is none', { 'organizations.csv': 'code' }, { colour: 'red' }, 'BAD_REQUEST'],
] as const)('an upload with %s is refused and leaves no file', async (_what, files, fields, code) => {
  const before = (await first('GET', '/api/imports')).json().batches.length
  const reply = await first('POST', '/api/imports', formOf(files, fields))
  expect([reply.statusCode, reply.json().code]).toEqual([400, code])
  expect((await first('GET', '/api/imports')).json().batches).toHaveLength(before)
})

test('more than eight files together are refused', async () => {
  const files = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`organizations${at}.csv`, 'code']))
  const reply = await first('POST', '/api/imports', formOf(files))
  expect(reply.statusCode).toBeGreaterThanOrEqual(400)
  expect(reply.statusCode).toBeLessThan(500)
  expect(reply.json().messages.zh).toContain('8')
})

test('a workbook that is none is told as a problem of that file', async () => {
  const reply = await first('POST', '/api/imports', formOf({ 'organizations.xlsx': 'no workbook at all' }))
  const { batch, problems } = await settled(first, reply.json().id)
  expect(batch.problemCount).toBeGreaterThan(0)
  expect(problems[0]).toMatchObject({ file: 'organizations.xlsx', severity: 'error' })
})

test('what is exported and uploaded again changes nothing', async () => {
  const sheet = await first('GET', '/api/export/organizations?format=csv')
  expect(sheet.headers['content-type']).toContain('text/csv')
  const reply = await first('POST', '/api/imports', formOf({ 'organizations.csv': sheet.rawPayload }))
  const { batch } = await settled(first, reply.json().id)
  expect(batch.sheets).toMatchObject([{ changed: 0, created: 0, rejected: 0 }])
  expect(batch.sheets[0].unchanged).toBeGreaterThan(5)
})

test('templates are given for each sheet, and for no other word', async () => {
  const template = await first('GET', '/api/import-template/partyOrganizations')
  expect(template.rawPayload.subarray(0, 2).toString()).toBe('PK')
  expect((await first('GET', '/api/import-template/people')).statusCode).toBe(404)
})
