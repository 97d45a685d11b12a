import { afterAll, beforeAll, expect, test } from 'vitest'
import { CANARY, CODES, LOGINS } from '../../test/city.ts'
import { addressOf, READS, ROUTES, type NamedRoute } from '../../test/routes.ts'
import { signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'

let server: TestServer
let clients: Record<'first' | 'second' | 'city' | 'reader' | 'own', Client>
let campaign: string
/** The return of an organization of the second district, and of the first. */
let theirs: string
let mine: string
beforeAll(async () => {
  server = await startTestServer()
  clients = {
    first: await signedIn(server.app, LOGINS.first),
    second: await signedIn(server.app, LOGINS.second),
    city: await signedIn(server.app, LOGINS.city),
    reader: await signedIn(server.app, LOGINS.reader),
    own: await signedIn(server.app, LOGINS.organization),
  }
  const plan = {
    title: '年中摸底',
    questionSet: 'members-brief',
    cutOff: '2026-06-30',
    dueOn: '2999-01-10',
    closesOn: '2999-02-10',
    scope: { places: [], lines: [], kinds: ['association', 'service'] },
  }
  campaign = (await clients.city('POST', '/api/census', { body: plan })).json().id
  await clients.city('POST', `/api/census/${campaign}/opening`)
  const { returns } = (await clients.city('GET', `/api/census/${campaign}/returns?limit=200`)).json()
  const idOf = (code: string) => returns.find((one: { code: string }) => one.code === code).id
  theirs = idOf(CODES.canary)
  mine = idOf(CODES.own)
})
afterAll(() => server.stop())

const BODIES: Partial<Record<NamedRoute['name'], object>> = {
  saveReturn: { seen: 0, answers: { staff: 1 } },
  submitReturn: { seen: 0 },
  actOnReturn: { action: 'confirm', form: {}, seen: 1 },
}
const titled = (routes: readonly NamedRoute[]) =>
  routes.map((one) => [`${one.route.method} ${one.route.path}`, one] as const)
const OF_RETURNS = ROUTES.filter(({ route }) => route.path.startsWith('/api/returns/'))
const READ_ABOUT = READS.filter(({ route }) => /^\/api\/(census|returns|my\/returns|cases|queues)/.test(route.path))

test.each(titled(OF_RETURNS))('%s: the return of another district is not there', async (_title, one) => {
  const body = BODIES[one.name]
  for (const client of [clients.first, clients.own]) {
    const reply = await client(one.route.method, addressOf(one, theirs), body === undefined ? {} : { body })
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'NOT_FOUND'])
  }
})

test.each(titled(READ_ABOUT))('%s shows a district nothing of another', async (_title, one) => {
  for (const id of [campaign, mine, theirs]) {
    for (const client of [clients.first, clients.own]) {
      const reply = await client('GET', addressOf(one, id))
      expect(reply.statusCode).toBeLessThan(500)
      expect(reply.body).not.toContain(CANARY)
      expect(reply.body).not.toContain(CODES.canary)
    }
  }
})

test('those who may see it see it, and who only reads writes nothing', async () => {
  expect((await clients.second('GET', `/api/returns/${theirs}`)).body).toContain(CANARY)
  expect((await clients.reader('GET', `/api/census/${campaign}/returns?limit=200`)).body).toContain(CANARY)
  const reply = await clients.reader('PUT', `/api/returns/${mine}/answers`, {
    body: { seen: 0, answers: { staff: 1 } },
  })
  expect([reply.statusCode, reply.json().code]).toEqual([403, 'NOT_ALLOWED'])
})

test('the form comes whole through the wire: questions, choices and rules, and what arrived filled', async () => {
  const form = (await clients.own('GET', `/api/returns/${mine}`)).json()
  const questions = form.set.sections.flatMap((section: { questions: object[] }) => section.questions)
  expect(questions.find((one: { id: string }) => one.id === 'notBuiltReason').choices.noMember.zh).toBe('没有党员')
  expect(form.set.rules[0].check).toEqual({ kind: 'atMost', left: 'staffFullTime', right: 'staff' })
  expect(form.known.facts.fullMembers).toBe(5)
  expect(form.prefill.fullMembers.source).toEqual({ kind: 'register', title: null, day: '2026-01-01' })
  expect(form.mayAnswer).toBe(true)
})

test('a workbook goes out over HTTP with the returns of the scope only', async () => {
  const reply = await clients.first('GET', `/api/census/${campaign}/workbook`)
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, expect.stringContaining('spreadsheetml')])
})
