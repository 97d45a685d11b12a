import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOGINS } from '../../test/city.ts'
import { signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'

let server: TestServer
let clients: Record<'first' | 'again' | 'second' | 'city' | 'reader', Client>
beforeAll(async () => {
  server = await startTestServer()
  clients = {
    first: await signedIn(server.app, LOGINS.first),
    again: await signedIn(server.app, LOGINS.first),
    second: await signedIn(server.app, LOGINS.second),
    city: await signedIn(server.app, LOGINS.city),
    reader: await signedIn(server.app, LOGINS.reader),
  }
})
afterAll(() => server.stop())

let drafts = 0
const fresh = () => `/api/drafts/return.test-${(drafts += 1)}`
const save = (client: Client, url: string, fields: object) => client('PUT', url, { body: { fields } })
const contentOf = async (client: Client, url: string) => (await client('GET', url)).json().content

test('a draft that nobody has begun is empty, of version 0', async () => {
  expect((await clients.first('GET', fresh())).json()).toEqual({ content: {}, version: 0, updatedAt: null })
})

test('fields are laid over the draft, and those not named stay', async () => {
  const url = fresh()
  await save(clients.first, url, { staff: 8, address: '一号' })
  const reply = await save(clients.first, url, { staff: 9, note: null })
  expect(reply.json()).toMatchObject({ version: 2 })
  expect(await contentOf(clients.first, url)).toEqual({ staff: 9, address: '一号', note: null })
})

test('the same account finds its draft on another machine', async () => {
  const url = fresh()
  await save(clients.first, url, { staff: 8 })
  expect(await contentOf(clients.again, url)).toEqual({ staff: 8 })
})

test('nobody else sees a draft, whatever their rights, nor changes it', async () => {
  const url = fresh()
  await save(clients.first, url, { staff: 8 })
  for (const other of [clients.second, clients.city, clients.reader]) expect(await contentOf(other, url)).toEqual({})
  await save(clients.city, url, { staff: 1 })
  await clients.city('DELETE', url)
  expect(await contentOf(clients.first, url)).toEqual({ staff: 8 })
})

test('a draft that was given up is empty', async () => {
  const url = fresh()
  await save(clients.first, url, { staff: 8 })
  expect((await clients.first('DELETE', url)).statusCode).toBe(204)
  expect(await contentOf(clients.first, url)).toEqual({})
})

test('saves at the same time lose nothing', async () => {
  const url = fresh()
  const replies = await Promise.all(
    Array.from({ length: 6 }, (_, field) => save(clients.first, url, { [`f${field}`]: field })),
  )
  expect(replies.map((reply) => reply.statusCode)).toEqual([200, 200, 200, 200, 200, 200])
  expect(await contentOf(clients.first, url)).toEqual({ f0: 0, f1: 1, f2: 2, f3: 3, f4: 4, f5: 5 })
})

test('who only reads keeps no draft; what is too large or named wrongly is refused', async () => {
  const url = fresh()
  expect((await save(clients.reader, url, { staff: 8 })).json().code).toBe('NOT_ALLOWED')
  const large = Object.fromEntries(Array.from({ length: 80 }, (_, field) => [`f${field}`, '长'.repeat(4000)]))
  const reply = await save(clients.first, url, large)
  expect([reply.statusCode, reply.json().code]).toEqual([413, 'DRAFT_TOO_LARGE'])
  expect((await clients.first('GET', '/api/drafts/王某某')).statusCode).toBe(404)
})

test('the key for copies on a machine is one for a session, and another for the next', async () => {
  const sealOf = async (client: Client) => (await client('GET', '/api/draft-seal')).json().seal
  const seal = await sealOf(clients.first)
  expect(Buffer.from(seal, 'base64')).toHaveLength(32)
  expect(await sealOf(clients.first)).toBe(seal)
  expect(await sealOf(clients.again)).not.toBe(seal)
  expect(await sealOf(clients.second)).not.toBe(seal)
})
