import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOGINS, PASSWORD } from '../../test/city.ts'
import { clientOf, cookieOf, startTestServer, type TestServer } from '../../test/server.ts'

let server: TestServer
let cookie: string
beforeAll(async () => {
  server = await startTestServer()
  cookie = cookieOf(
    await clientOf(server.app)('POST', '/api/session', { body: { login: LOGINS.city, password: PASSWORD } }),
  )
})
afterAll(() => server.stop())

const KEY = '6f1c2b1e-0000-4000-8000-000000000001'

/** A write as some page or program would send it; 404 is what an own page gets for this plan. */
async function codeOf(headers: Readonly<Record<string, string>>, payload?: string): Promise<string> {
  const reply = await server.app.inject({
    method: 'POST',
    url: '/api/plans/none/stop',
    headers: { host: 'trefoil.test', cookie, ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  return reply.json().code
}

const JSON_TYPE = { 'content-type': 'application/json' }
const KEYED = { 'idempotency-key': KEY }

test.each([
  ['the own page', { 'sec-fetch-site': 'same-origin', ...JSON_TYPE, ...KEYED }, '{}', 'NOT_FOUND'],
  ['an address typed by hand', { 'sec-fetch-site': 'none', ...KEYED }, undefined, 'NOT_FOUND'],
  ['an older browser on the own page', { origin: 'http://trefoil.test', ...KEYED }, undefined, 'NOT_FOUND'],
  ['a program', { ...KEYED }, undefined, 'NOT_FOUND'],
  ['a program without a key', { ...JSON_TYPE }, '{}', 'KEY_MISSING'],
  ['a page of another site', { 'sec-fetch-site': 'cross-site', ...JSON_TYPE, ...KEYED }, '{}', 'CROSS_SITE'],
  ['a page of a sibling host', { 'sec-fetch-site': 'same-site', ...JSON_TYPE, ...KEYED }, '{}', 'CROSS_SITE'],
  ['an older browser elsewhere', { origin: 'http://evil.test', ...JSON_TYPE, ...KEYED }, '{}', 'CROSS_SITE'],
  ['a sandboxed page', { origin: 'null', ...JSON_TYPE, ...KEYED }, '{}', 'CROSS_SITE'],
  ['a form as text', { 'content-type': 'text/plain' }, '{}', 'CROSS_SITE'],
  [
    'a form as text that says same origin',
    { 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain', ...KEYED },
    '{}',
    'CROSS_SITE',
  ],
  ['a plain form', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=b', 'CROSS_SITE'],
  ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--', 'CROSS_SITE'],
  ['a request that says nothing', {}, undefined, 'CROSS_SITE'],
  ['the own page without a key', { 'sec-fetch-site': 'same-origin', ...JSON_TYPE }, '{}', 'KEY_MISSING'],
  [
    'the own page with a key that is none',
    { 'sec-fetch-site': 'same-origin', 'idempotency-key': '1' },
    undefined,
    'KEY_MISSING',
  ],
] as const)('a write of %s', async (_who, headers, payload, code) => {
  expect(await codeOf(headers, payload)).toBe(code)
})

test('a read of another site is answered without a header that lets its page see the answer', async () => {
  const reply = await server.app.inject({
    method: 'GET',
    url: '/api/session',
    headers: { cookie, origin: 'http://evil.test', 'sec-fetch-site': 'cross-site' },
  })
  expect(reply.headers['access-control-allow-origin']).toBeUndefined()
  expect(reply.headers['cross-origin-resource-policy']).toBe('same-origin')
})

test('every answer carries the security headers', async () => {
  for (const url of ['/api/session', '/api/nothing', '/']) {
    const { headers } = await server.app.inject({ method: 'GET', url })
    const policy = String(headers['content-security-policy'])
    for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(part)
    }
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['strict-transport-security']).toContain('max-age=31536000')
  }
})
