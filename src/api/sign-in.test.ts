import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CANARY, LOGINS, PASSWORD } from '../../test/city.ts'
import { ask } from '../../test/embedded/children.ts'
import { clientOf, cookieOf, signedIn, startTestServer, type TestServer } from '../../test/server.ts'
import { buildApp } from './app.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const SECOND = `login = '${LOGINS.second}'`

/** Each test signs in from an address of its own, because an address that errs has to wait too. */
function enter(login: string, password: string, more: { readonly from?: string; readonly cookie?: string } = {}) {
  return server.app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: more.from ?? '10.0.0.1',
    headers: { 'sec-fetch-site': 'same-origin', ...(more.cookie === undefined ? {} : { cookie: more.cookie }) },
    payload: { login, password },
  })
}

const statusWith = async (cookie: string) => (await clientOf(server.app, cookie)('GET', '/api/session')).statusCode

test('who signs in is told who they are, what for, and with how many organizations', async () => {
  const reply = await enter(LOGINS.first, PASSWORD)
  expect(reply.statusCode).toBe(200)
  expect(reply.json()).toMatchObject({
    login: LOGINS.first,
    roles: ['officer'],
    mayWrite: true,
    demo: false,
    synthetic: false,
    grants: [{ role: 'officer', placeCode: '320402', placeName: '甲区', lines: null }],
    menu: { organizations: 6 },
  })
})

test.each([
  [LOGINS.city, 9, true],
  [LOGINS.reader, 9, false],
  [LOGINS.organization, 1, false],
] as const)('%s has %i organizations in the menu, as many as the register lists', async (login, count, mayWrite) => {
  const client = await signedIn(server.app, login)
  expect((await client('GET', '/api/session')).json()).toMatchObject({ mayWrite, menu: { organizations: count } })
  expect((await client('GET', '/api/organizations')).json()).toMatchObject({ total: count })
})

test('the cookie is out of reach of scripts and of other sites', async () => {
  const reply = await enter(LOGINS.city, PASSWORD)
  expect(String(reply.headers['set-cookie'])).toMatch(/^trefoil=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(reply.headers['cache-control']).toBe('no-store')
})

test('a wrong password, an unknown account, one without a password and a disabled one are told alike', async () => {
  await ask(server.city.adminUrl, `update trefoil.account set disabled_at = now() where ${SECOND}`)
  const replies = [
    await enter(LOGINS.first, 'wrong', { from: '10.0.0.2' }),
    await enter('nobody-here', PASSWORD, { from: '10.0.0.2' }),
    await enter('operator', PASSWORD, { from: '10.0.0.2' }),
    await enter(LOGINS.second, PASSWORD, { from: '10.0.0.2' }),
  ]
  await ask(server.city.adminUrl, `update trefoil.account set disabled_at = null where ${SECOND}`)
  expect(replies.map((reply) => reply.statusCode)).toEqual([401, 401, 401, 401])
  expect(new Set(replies.map((reply) => reply.body)).size).toBe(1)
  expect(replies[0]?.json()).toMatchObject({ code: 'SIGN_IN_FAILED' })
  expect(replies.map((reply) => reply.headers['set-cookie'])).toEqual([undefined, undefined, undefined, undefined])
})

test('after five wrong tries an account waits, from whatever address and with whatever password', async () => {
  for (let at = 0; at < 5; at += 1) {
    expect((await enter('guessed', 'wrong', { from: `10.1.0.${at}` })).statusCode).toBe(401)
  }
  const reply = await enter('guessed', PASSWORD, { from: '10.1.0.9' })
  expect(reply.statusCode).toBe(429)
  expect(reply.json()).toMatchObject({ code: 'TOO_MANY_TRIES' })
  expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
})

test('after five wrong tries an address waits, whatever account it names', async () => {
  for (const login of ['a1', 'a2', 'a3', 'a4', 'a5']) await enter(login, 'wrong', { from: '10.2.0.1' })
  expect((await enter(LOGINS.first, PASSWORD, { from: '10.2.0.1' })).statusCode).toBe(429)
  expect((await enter(LOGINS.first, PASSWORD, { from: '10.2.0.2' })).statusCode).toBe(200)
})

test('the session changes at sign-in, and the one before it is over', async () => {
  const before = cookieOf(await enter(LOGINS.first, PASSWORD))
  const planted = `trefoil=${'A'.repeat(43)}`
  const again = await enter(LOGINS.first, PASSWORD, { cookie: before })
  const afterPlanted = await enter(LOGINS.first, PASSWORD, { cookie: planted })
  expect(cookieOf(again)).not.toBe(before)
  expect(cookieOf(afterPlanted)).not.toBe(planted)
  expect([await statusWith(before), await statusWith(planted)]).toEqual([401, 401])
  expect([await statusWith(cookieOf(again)), await statusWith(cookieOf(afterPlanted))]).toEqual([200, 200])
})

test('signing out ends the session in the database', async () => {
  const cookie = cookieOf(await enter(LOGINS.first, PASSWORD))
  const out = await clientOf(server.app, cookie)('DELETE', '/api/session', { key: null })
  expect([out.statusCode, out.body]).toEqual([204, ''])
  expect(await statusWith(cookie)).toBe(401)
})

const SECOND_ID = `(select id from trefoil.account where ${SECOND})`

test.each([
  ['that has expired', `update trefoil.session set expires_at = now() where account_id = ${SECOND_ID}`, 401],
  ['of a disabled account', `update trefoil.account set disabled_at = now() where ${SECOND}`, 401],
  [
    'without a grant today',
    `update trefoil.grant_of set valid = '[2001-01-01,2001-01-02)' where account_id = ${SECOND_ID}`,
    200,
  ],
] as const)('a session %s shows nothing, at once', async (_name, change, status) => {
  await ask(server.city.adminUrl, `update trefoil.account set disabled_at = null where ${SECOND}`)
  const cookie = cookieOf(await enter(LOGINS.second, PASSWORD))
  const list = () => clientOf(server.app, cookie)('GET', '/api/organizations')
  expect((await list()).json()).toMatchObject({ total: 3 })
  await ask(server.city.adminUrl, change)
  const reply = await list()
  expect(reply.statusCode).toBe(status)
  expect(reply.body).not.toContain(CANARY)
})

test('the demo accounts are offered only where the flag is set and the instance holds the demo city', async () => {
  const reply = await clientOf(server.app)('GET', '/api/demo-accounts')
  expect(reply.json()).toEqual({ accounts: [], password: null })
})

test('behind a proxy that ends TLS the cookie is bound to this host and to TLS', async () => {
  const { city } = server
  const dataDir = mkdtempSync(join(tmpdir(), 'trefoil-tls-'))
  const app = await buildApp({ db: city.db, packs: city.desk.packs, demo: false, dataDir, trustProxy: 'loopback' })
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.9.0.1', 'sec-fetch-site': 'same-origin' }
  const payload = { login: LOGINS.city, password: PASSWORD }
  const reply = await app.inject({ method: 'POST', url: '/api/session', headers, payload })
  expect(String(reply.headers['set-cookie'])).toMatch(
    /^__Host-trefoil=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  )
  const plain = { ...headers, cookie: cookieOf(reply).replace('__Host-', '') }
  expect((await app.inject({ method: 'GET', url: '/api/session', headers: plain })).statusCode).toBe(401)
  await app.close()
  rmSync(dataDir, { recursive: true, force: true })
})
