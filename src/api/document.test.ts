import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CODES, LOGINS } from '../../test/city.ts'
import { ask as askDatabase } from '../../test/embedded/children.ts'
import { formOf, signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'

let server: TestServer
let clients: Record<'first' | 'second' | 'city' | 'reader' | 'organization', Client>
beforeAll(async () => {
  server = await startTestServer()
  const { app } = server
  clients = {
    first: await signedIn(app, LOGINS.first),
    second: await signedIn(app, LOGINS.second),
    city: await signedIn(app, LOGINS.city),
    reader: await signedIn(app, LOGINS.reader),
    organization: await signedIn(app, LOGINS.organization),
  }
})
afterAll(() => server.stop())

const PDF = '%PDF-1.7 minutes'
const about = (id: string, kind = 'organization') => ({ kind, id })
const add = (client: Client, name: string, subject: Record<string, string>, content: string | Buffer = PDF) =>
  client('POST', '/api/documents', formOf({ [name]: content }, subject))
const list = async (client: Client, id: string) =>
  (await client('GET', `/api/documents?kind=organization&id=${id}`)).json().documents

test('a paper is kept with its name and bytes, and handed out as an attachment that nobody sniffs', async () => {
  const added = await add(clients.first, '成立批复〔2024〕3号.pdf', about(CODES.own))
  expect([added.statusCode, added.json().name]).toEqual([201, '成立批复〔2024〕3号.pdf'])
  const file = await clients.first('GET', `/api/documents/${added.json().id}/file`)
  expect(file.body).toBe(PDF)
  expect(file.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' })
  expect(file.headers['content-disposition']).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('成立批复〔2024〕3号.pdf')}`,
  )
  expect(await list(clients.first, CODES.own)).toMatchObject([
    { name: '成立批复〔2024〕3号.pdf', bytes: PDF.length, by: { zh: LOGINS.first }, mayWithdraw: true },
  ])
})

test('a PDF is shown by the browser where that is asked; what could act in a page never is', async () => {
  const disposition = async (name: string, content: string | Buffer) => {
    const { id } = (await add(clients.first, name, about(CODES.own), content)).json()
    const shown = await clients.first('GET', `/api/documents/${id}/file?shown=true`)
    return String(shown.headers['content-disposition']).split(';')[0]
  }
  const book = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.from('xl/workbook.xml')])
  expect([await disposition('a.pdf', PDF), await disposition('a.xlsx', book)]).toEqual(['inline', 'attachment'])
})

test('a path in a name is cut off, and the log tells nothing of either', async () => {
  const added = await add(clients.first, '../../etc/secret-name.txt', about(CODES.own), 'text')
  expect(added.json().name).toBe('secret-name.txt')
  expect(server.log.join('\n')).not.toContain('secret-name')
})

test.each([
  ['a page that calls itself a picture', 'a.png', '<html>', '422 DOCUMENT_TYPE'],
  ['a file of a kind that is not kept', 'a.html', '<html>', '422 DOCUMENT_TYPE'],
  ['an empty file', 'a.txt', '', '422 DOCUMENT_EMPTY'],
  ['a file over 20 MB', 'a.txt', Buffer.alloc(20 * 1024 * 1024 + 2, 'a'), '413 DOCUMENT_TOO_LARGE'],
] as const)('%s is refused', async (_what, name, content, told) => {
  const reply = await add(clients.first, name, about(CODES.own), content)
  expect(`${reply.statusCode} ${reply.json().code}`).toBe(told)
})

test('papers are seen and written only where their organization is', async () => {
  const added = await add(clients.second, 'b.pdf', about(CODES.canary))
  const path = `/api/documents/${added.json().id}`
  for (const [method, url, body] of [
    ['GET', `/api/documents?kind=organization&id=${CODES.canary}`, undefined],
    ['GET', `${path}/file`, undefined],
    ['POST', `${path}/withdrawal`, { why: 'x' }],
  ] as const) {
    const reply = await clients.first(method, url, body === undefined ? {} : { body })
    expect([method, url, reply.statusCode]).toEqual([method, url, 404])
  }
  expect((await add(clients.first, 'c.pdf', about(CODES.canary))).statusCode).toBe(404)
  expect((await add(clients.reader, 'c.pdf', about(CODES.own))).statusCode).toBe(403)
  expect((await clients.city('GET', `${path}/file`)).statusCode).toBe(200)
})

test('an organization attaches papers to itself and to its cases, and to nothing else', async () => {
  expect((await add(clients.organization, 'own.pdf', about(CODES.own))).statusCode).toBe(201)
  expect((await add(clients.organization, 'own.pdf', about(CODES.due))).statusCode).toBe(404)
  const asked = { fields: [{ key: 'address', to: '二号' }], reason: '搬迁' }
  const opened = await clients.organization('POST', `/api/organizations/${CODES.own}/corrections`, { body: asked })
  const { id } = opened.json()
  expect((await add(clients.organization, 'proof.pdf', about(id, 'case'))).statusCode).toBe(201)
  const seen = (client: Client) => client('GET', `/api/documents?kind=case&id=${id}`)
  expect((await seen(clients.first)).json().documents).toHaveLength(1)
  expect((await seen(clients.second)).statusCode).toBe(404)
})

test('a paper follows its organization to another district', async () => {
  const added = await add(clients.first, 'moved.pdf', about(CODES.due))
  const path = `/api/documents/${added.json().id}/file`
  const row = `code,placeCode\n${CODES.due},320404001001`
  const batch = await clients.city('POST', '/api/imports', formOf({ 'organizations.csv': row }))
  const address = `/api/imports/${batch.json().id}`
  const until = async (state: string) => {
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await clients.city('GET', address)).json().batch.state === state) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  await until('checked')
  await clients.city('POST', `${address}/commit`)
  await until('done')
  expect((await clients.first('GET', path)).statusCode).toBe(404)
  expect((await clients.second('GET', path)).statusCode).toBe(200)
})

test('a withdrawn paper stays listed with who and when for those who take part, and gives no bytes', async () => {
  const { id } = (await add(clients.first, 'wrong.pdf', about(CODES.own))).json()
  expect(
    (await clients.organization('POST', `/api/documents/${id}/withdrawal`, { body: { why: 'x' } })).json().code,
  ).toBe('NOT_ALLOWED')
  const key = randomUUID()
  const withdraw = () => clients.first('POST', `/api/documents/${id}/withdrawal`, { body: { why: '传错了' }, key })
  const withdrawn = await withdraw()
  expect(withdrawn.json()).toMatchObject({
    withdrawnWhy: '传错了',
    withdrawnBy: { zh: LOGINS.first },
    mayWithdraw: false,
  })
  expect((await withdraw()).json()).toEqual(withdrawn.json())
  const file = await clients.first('GET', `/api/documents/${id}/file`)
  expect([file.statusCode, file.json().code]).toEqual([410, 'DOCUMENT_WITHDRAWN'])
  const ids = async (client: Client) => (await list(client, CODES.own)).map((one: { id: string }) => one.id)
  expect(await ids(clients.first)).toContain(id)
  expect(await ids(clients.reader)).not.toContain(id)
  expect((await clients.reader('GET', `/api/documents/${id}/file`)).statusCode).toBe(404)
})

test('the same submission twice is one paper', async () => {
  const key = randomUUID()
  const form = formOf({ 'once.pdf': PDF }, about(CODES.own))
  const replies = [await clients.first('POST', '/api/documents', { ...form, key })]
  replies.push(await clients.first('POST', '/api/documents', { ...form, key }))
  expect(new Set(replies.map((reply) => reply.json().id)).size).toBe(1)
  const other = formOf({ 'once.pdf': '%PDF-other' }, about(CODES.own))
  expect((await clients.first('POST', '/api/documents', { ...other, key })).json().code).toBe('KEY_REUSED')
})

test('the minutes of a conference are kept with it, for those who see it', async () => {
  const id = randomUUID()
  const where = `from trefoil.organization where code = '${CODES.own}'`
  await askDatabase(
    server.city.adminUrl,
    `insert into trefoil.conference (id, day, place, convenor_scope, convenor_name, scopes, places, account_id)
     select '${id}', '2026-03-01', '会议室', scope, '甲区', array[scope], array[scope_place],
       (select min(id) from trefoil.account) ${where}`,
  )
  expect((await add(clients.first, 'minutes.pdf', about(id, 'conference'))).statusCode).toBe(201)
  const seen = (client: Client) => client('GET', `/api/documents?kind=conference&id=${id}`)
  expect((await seen(clients.first)).json().documents).toMatchObject([{ name: 'minutes.pdf' }])
  expect((await seen(clients.second)).statusCode).toBe(404)
  expect((await add(clients.second, 'x.pdf', about(id, 'conference'))).statusCode).toBe(404)
})
