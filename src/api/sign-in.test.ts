import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOGINS, PASSWORD } from '../../test/city.ts'
import { clientOf, cookieOf, signedIn, startTestServer, type TestServer } from '../../test/server.ts'
import { ask } from '../../test/embedded/children.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const enter = (login: string, password: string, cookie = '') =>
  clientOf(server.app, cookie)('POST', '/api/session', { body: { login, password }, key: null })

test('who signs in is told who they are, what for and with how many organizations', async () => {
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

test('the cookie is out of reach of scripts and of other sites', async () => {
  const reply = await enter(LOGINS.city, PASSWORD)
  expect(String(reply.headers['set-cookie'])).toMatch(/^trefoil=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
})
