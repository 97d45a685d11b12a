import { afterEach, expect, test, vi } from 'vitest'
import { addressOf, ask } from './ask.ts'
import { isAskError } from './ask-error.ts'

afterEach(() => vi.unstubAllGlobals())

test.each([
  ['/api/organizations/:id', { id: 'a/b 1' }, {}, '/api/organizations/a%2Fb%201'],
  ['/api/places', {}, { to: 'district', asOf: undefined }, '/api/places?to=district'],
  ['/api/organizations', {}, { q: '协会', after: '' }, '/api/organizations?q=%E5%8D%8F%E4%BC%9A'],
])('the address of %s', (path, params, query, address) => {
  expect(addressOf(path, params, query)).toBe(address)
})

function answering(answer: Response): { readonly sent: Request[] } {
  const sent: Request[] = []
  vi.stubGlobal('fetch', async (address: string, request: RequestInit) => {
    sent.push(new Request(new URL(address, 'http://trefoil.test'), request))
    return answer
  })
  return { sent }
}

test('a write carries one idempotency key, that of the caller where there is one', async () => {
  const { sent } = answering(Response.json({}))
  await ask('POST /api/plans/:id/stop', { params: { id: '7' }, key: 'mine' })
  expect(sent[0]?.headers.get('idempotency-key')).toBe('mine')
  expect(sent[0]?.url).toBe('http://trefoil.test/api/plans/7/stop')
})

test('a read carries none', async () => {
  const { sent } = answering(Response.json({ accounts: [], password: null }))
  await ask('GET /api/demo-accounts', {})
  expect(sent[0]?.headers.has('idempotency-key')).toBe(false)
})

test('a problem body becomes an error with its code, both languages and the wait', async () => {
  const body = { code: 'TOO_MANY_TRIES', messages: { zh: '请稍候。', en: 'Please wait.' } }
  answering(Response.json(body, { status: 429, headers: { 'retry-after': '30' } }))
  const error: unknown = await ask('GET /api/session', {}).catch((one: unknown) => one)
  expect(isAskError(error) && [error.status, error.code, error.messages.zh, error.wait]).toEqual([
    429,
    'TOO_MANY_TRIES',
    '请稍候。',
    30,
  ])
})

test('an answer that is no problem body still says its status in words', async () => {
  answering(new Response('<html>', { status: 502 }))
  const error: unknown = await ask('GET /api/session', {}).catch((one: unknown) => one)
  expect(isAskError(error) && error.messages.en).toContain('502')
})

test('no answer at all is told as such', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('failed to fetch')
  })
  const error: unknown = await ask('GET /api/session', {}).catch((one: unknown) => one)
  expect(isAskError(error) && error.code).toBe('NO_ANSWER')
})
