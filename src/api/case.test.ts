import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CODES, LOGINS, type Login } from '../../test/city.ts'
import { signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'

let server: TestServer
const clients = new Map<Login, Client>()
beforeAll(async () => {
  server = await startTestServer()
  for (const login of Object.values(LOGINS)) clients.set(login, await signedIn(server.app, login))
})
afterAll(() => server.stop())

function as(login: Login): Client {
  const client = clients.get(login)
  if (client === undefined) throw new Error(`${login} is not signed in.`)
  return client
}

const WRONG = { fields: [{ key: 'address', to: '青果巷 1 号' }], reason: '搬迁后未更新' }

async function requested(login: Login = LOGINS.organization): Promise<string> {
  const reply = await as(login)('POST', `/api/organizations/${CODES.own}/corrections`, { body: WRONG })
  expect(reply.statusCode).toBe(201)
  return reply.json().id
}

async function done(login: Login, id: string, action: string, form: object = {}) {
  const seen = (await as(login)('GET', `/api/cases/${id}`)).json().version
  return as(login)('POST', `/api/cases/${id}/actions`, { body: { action, form, seen } })
}

async function addressNow(): Promise<unknown> {
  const record = (await as(LOGINS.city)('GET', `/api/organizations/${CODES.own}`)).json()
  return record.facts.find((fact: { key: string }) => fact.key === 'address').value
}

async function mineOf(login: Login): Promise<{ ids: string[]; total: number; counted: number }> {
  const list = (await as(login)('GET', '/api/cases?box=mine')).json()
  const queues = (await as(login)('GET', '/api/queues')).json()
  return { ids: list.cases.map((one: { id: string }) => one.id), total: list.total, counted: queues.mine }
}

describe('a request for correction', () => {
  test('of an organization for itself waits at its responsible body, and changes the record when it is approved', async () => {
    const id = await requested()
    const waiting = (await as(LOGINS.organization)('GET', `/api/cases/${id}`)).json()
    expect(waiting).toMatchObject({
      state: 'open',
      waits: 'body',
      waitsFor: '市民政局党委',
      mine: false,
      allowed: ['withdraw'],
    })
    expect(waiting.due).not.toBeNull()
    expect((await mineOf(LOGINS.city)).ids).toContain(id)
    expect(await addressNow()).toBeNull()
    const corrected = await done(LOGINS.city, id, 'correct', { note: '核对租赁合同' })
    expect(corrected.json()).toMatchObject({ state: 'corrected', waits: null, closedOn: expect.any(String) })
    expect(await addressNow()).toBe('青果巷 1 号')
    expect((await mineOf(LOGINS.city)).ids).not.toContain(id)
  })

  test('is refused with reasons and evidence only, and the appeal goes to somebody else', async () => {
    const id = await requested()
    const bare = await done(LOGINS.city, id, 'refuse', { reason: ' ' })
    expect([bare.statusCode, bare.json().code, bare.json().pointer]).toEqual([422, 'CASE_FORM', '/body/form/reason'])
    await done(LOGINS.city, id, 'refuse', { reason: '合同未备案', evidence: '登记档案' })
    const appealed = await done(LOGINS.organization, id, 'appeal', { reason: '合同已于三月备案' })
    expect(appealed.json()).toMatchObject({ state: 'appealed', waits: 'superior' })
    const first = await done(LOGINS.city, id, 'uphold', { reason: '同前' })
    expect([first.statusCode, first.json().code]).toEqual([403, 'CASE_SECOND_PERSON'])
  })

  test('is not there for another district, and closed to a reader', async () => {
    const id = await requested()
    const elsewhere = await as(LOGINS.second)('GET', `/api/cases/${id}`)
    expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([404, 'NOT_FOUND'])
    const acted = await as(LOGINS.second)('POST', `/api/cases/${id}/actions`, {
      body: { action: 'correct', form: {}, seen: 1 },
    })
    expect(acted.json().code).toBe('NOT_FOUND')
    const read = await done(LOGINS.reader, id, 'correct')
    expect(read.json().code).toBe('NOT_ALLOWED')
    expect((await as(LOGINS.second)('GET', '/api/cases?box=open')).json().total).toBe(0)
  })

  test('that somebody else has moved is stale, and an action out of order says what the case is', async () => {
    const id = await requested()
    await done(LOGINS.organization, id, 'withdraw')
    const late = await as(LOGINS.city)('POST', `/api/cases/${id}/actions`, {
      body: { action: 'correct', form: {}, seen: 1 },
    })
    expect([late.statusCode, late.json().code]).toEqual([409, 'STALE'])
    const again = await done(LOGINS.organization, id, 'withdraw')
    expect([again.statusCode, again.json().code]).toEqual([409, 'CASE_OUT_OF_ORDER'])
    expect(again.json().messages.zh).toContain('已撤回')
  })

  test('whose value cannot be true changes nothing and stays open', async () => {
    const body = { fields: [{ key: 'kind', to: '星球' }], reason: '类别登记有误' }
    const { id } = (
      await as(LOGINS.organization)('POST', `/api/organizations/${CODES.own}/corrections`, { body })
    ).json()
    const refused = await done(LOGINS.city, id, 'correct')
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'ENTRY_REJECTED'])
    expect((await as(LOGINS.city)('GET', `/api/cases/${id}`)).json()).toMatchObject({ state: 'open', version: 1 })
  })

  test('asked for a field that no sheet has, or of an organization out of sight, is refused', async () => {
    const ask = as(LOGINS.first)
    const field = await ask('POST', `/api/organizations/${CODES.own}/corrections`, {
      body: { fields: [{ key: 'colour', to: 'x' }], reason: 'y' },
    })
    expect(field.json()).toMatchObject({ code: 'BAD_REQUEST' })
    const far = await ask('POST', `/api/organizations/${CODES.canary}/corrections`, { body: WRONG })
    expect([far.statusCode, far.json().code]).toEqual([404, 'NOT_FOUND'])
  })
})

test('counts of the queues are the lengths of the lists, for everyone', async () => {
  await requested(LOGINS.first)
  for (const login of [LOGINS.city, LOGINS.first, LOGINS.second, LOGINS.reader, LOGINS.organization]) {
    const { ids, total, counted } = await mineOf(login)
    expect([total, counted]).toEqual([ids.length, ids.length])
  }
})

test('an action that is sent three times with one key is done once', async () => {
  const id = await requested()
  const key = crypto.randomUUID()
  const body = { action: 'withdraw', form: {}, seen: 1 }
  const replies = await Promise.all(
    [1, 2, 3].map(() => as(LOGINS.organization)('POST', `/api/cases/${id}/actions`, { body, key })),
  )
  expect(replies.map((reply) => reply.statusCode)).toEqual([200, 200, 200])
  expect((await as(LOGINS.city)('GET', `/api/cases/${id}`)).json()).toMatchObject({ version: 2, state: 'withdrawn' })
})
