import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CODES, LOGINS } from '../../test/city.ts'
import { clientOf, signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'
import { registered } from '../../test/systems.ts'
import { ROUTE_NAMES, routeOf } from './routes.ts'
import type { Route } from '../contract/route.ts'

const DOCUMENT = readFileSync('docs/api/decision-service.md', 'utf8')
const EXAMPLES = [...DOCUMENT.matchAll(/```sh\n(curl [\s\S]*?)```\n```json\n([\s\S]*?)```/g)].map(
  ([, curl = '', reply = '']) => ({
    curl: curl.replaceAll('\\\n', ' '),
    reply,
  }),
)

let server: TestServer
let client: Client
const values: Record<string, string> = { HOST: '', CODE: CODES.due }
beforeAll(async () => {
  server = await startTestServer()
  values['TOKEN'] = (await registered(server.app, await signedIn(server.app, LOGINS.city))).token
  client = clientOf(server.app)
})
afterAll(() => server.stop())

/** The request that the line of a shell would send. */
function requestOf(curl: string) {
  values['KEY'] = randomUUID()
  const line = curl.replaceAll(/\$([A-Z]+)/g, (_, name: string) => values[name] ?? '')
  const headers = Object.fromEntries(
    [...line.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name = '', value = '']) => [name.toLowerCase(), value]),
  )
  const method = /-X POST/.test(line) ? 'POST' : 'GET'
  const url = /(\/api\/\S+)/.exec(line)?.[1] ?? ''
  const body = /-d '(.*)'/.exec(line)?.[1]
  return { method, url, ask: { headers, key: null, ...(body === undefined ? {} : { body }) } } as const
}

test('the page has an example of every route that a token may ask, and of one that it may not', () => {
  const open = ROUTE_NAMES.map((name): Route => routeOf(name)).filter(({ permit }) => permit !== undefined)
  for (const { path } of open) expect(DOCUMENT).toContain(path.replace('/:id', ''))
  expect(EXAMPLES).toHaveLength(open.length + 1)
})

test.each(EXAMPLES.map((one) => [one.curl.split('\n')[0]?.trim() ?? '', one] as const))(
  '%s is answered as the page says',
  async (_title, { curl, reply }) => {
    const { method, url, ask } = requestOf(curl)
    const answer = await client(method, url, ask)
    const told = answer.json()
    expect({ told }).toMatchObject({ told: expectedOf(JSON.parse(reply)) })
    if (typeof told.id === 'string') values['ID'] = told.id
    expect(answer.headers['trefoil-contract']).toBe('1')
    if (answer.statusCode === 200) expect(answer.headers['trefoil-policy']).toBe(told.policy)
    expect(answer.headers['ratelimit-limit']).toBe('600')
  },
)

test('the refusals of the page are those of the interface, with their status', async () => {
  const { REFUSALS } = await import('../domain/refusal.ts')
  const rows = [...DOCUMENT.matchAll(/^\| (\d{3}) \| `([A-Z_]+)` \|/gm)].map(([, status, code]) => [
    code,
    Number(status),
  ])
  expect(rows.length).toBeGreaterThan(7)
  const known = new Map<string, number>(Object.entries(REFUSALS).map(([code, { status }]) => [code, status]))
  expect(rows).toEqual(rows.map(([code]) => [code, known.get(String(code))]))
})

/** What the page shows, where "…" is something that is there. */
function expectedOf(value: unknown): unknown {
  if (value === '…') return expect.anything()
  if (Array.isArray(value)) return value.includes('…') ? expect.any(Array) : value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expectedOf(one)]))
}
