import { afterAll, beforeAll, expect, test } from 'vitest'
import { CANARY, creditCode, FIRST, importSheets, LOGINS, ORGANIZATIONS } from '../../test/city.ts'
import { signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'

let server: TestServer
let first: Client
beforeAll(async () => {
  server = await startTestServer()
  first = await signedIn(server.app, LOGINS.first)
})
afterAll(() => server.stop())

const host = (number: number) => creditCode(FIRST.district, number)

/** Orders a plan and hears it out. */
async function solved(client: Client, body: object) {
  const order = await client('POST', '/api/plans', { body })
  expect(order.statusCode).toBe(202)
  const { id } = order.json()
  const events = await client('GET', `/api/plans/${id}/events`)
  return { id, order: order.json(), events, reply: (await client('GET', `/api/plans/${id}`)).json() }
}

test('a plan of the scope is made beside the request, told by events, and shown with its terms', async () => {
  const { order, events, reply } = await solved(first, { asOf: '2026-01-02', seconds: 5 })
  expect(order).toMatchObject({ state: 'solving', asOf: '2026-01-02', units: 5, groups: 0, cost: null })
  expect(events.headers['content-type']).toContain('text/event-stream')
  expect(events.body).toMatch(/data: \{"state":"solved"\}\n\n$/)
  expect(reply.plan).toMatchObject({ state: 'solved', groups: 1, independent: 1, provenMaximal: true, gap: 0 })
  expect(reply.groups).toHaveLength(1)
  expect(reply.groups[0].units.toSorted()).toEqual([host(3), host(4)])
  expect(reply.groups[0].terms).toEqual([
    { id: expect.any(String), distance: 0, sameIndustry: true, sameSuperior: true },
  ])
  expect(reply.independent).toEqual([{ id: host(2), level: 'branch' }])
  expect(reply.unassigned.map((one: { id: string }) => one.id).toSorted()).toEqual([host(5), host(6)])
  expect(reply.units.find((unit: { id: string }) => unit.id === host(3))).toMatchObject({
    name: '甲协会3',
    members: 2,
    placeName: '甲社区',
    x: 0,
    y: 0,
  })
  expect(reply.assumed).toContain('committeeFrom')
  expect(JSON.stringify(reply)).not.toContain(CANARY)
})

test('events of a plan that is solved tell its state at once', async () => {
  const { id } = await solved(first, { asOf: '2026-01-02', seconds: 5 })
  const again = await first('GET', `/api/plans/${id}/events`)
  expect(again.body).toBe('data: {"state":"solved"}\n\n')
})

test('a plan is its maker’s: another person is told that it is not there', async () => {
  const { id } = await solved(first, { asOf: '2026-01-02', seconds: 5 })
  const city = await signedIn(server.app, LOGINS.city)
  for (const path of ['', '/events', '/plan.xlsx']) {
    expect((await city('GET', `/api/plans/${id}${path}`)).statusCode).toBe(404)
  }
  expect((await city('GET', '/api/plans')).json()).toEqual({ plans: [] })
  expect((await first('GET', '/api/plans')).json().plans.map((plan: { id: string }) => plan.id)).toContain(id)
})

test('the workbook of a plan is one', async () => {
  const { id } = await solved(first, { asOf: '2026-01-02', seconds: 5 })
  const file = await first('GET', `/api/plans/${id}/plan.xlsx`)
  expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK')
})

test('a scope without units, an unknown pack and an unknown place are refused in words', async () => {
  const codeFor = async (body: object) => (await first('POST', '/api/plans', { body })).json().code
  expect(await codeFor({ asOf: '2026-01-02', place: FIRST.district, line: 'civil', policy: 'none' })).toBe(
    'POLICY_UNKNOWN',
  )
  expect(await codeFor({ asOf: '2026-01-02', place: '999999' })).toBe('NOT_FOUND')
  expect(await codeFor({ asOf: '2026-01-02', place: '320404' })).toBe('EMPTY_SCOPE')
  expect(await codeFor({ asOf: '1999-01-01' })).toBe('BEFORE_FIRST_FACT')
})

test('the same question and seed give the same plan, and a plan counts what has changed in the register since', async () => {
  const before = await solved(first, { asOf: '2026-01-02', seed: 7, seconds: 5 })
  const again = await solved(first, { asOf: '2026-01-02', seed: 7, seconds: 5 })
  expect(again.reply.groups).toEqual(before.reply.groups)
  expect(again.reply.plan.cost).toBe(before.reply.plan.cost)
  expect(before.reply.stale).toBe(0)
  await importSheets(server.city.desk, { organizations: [{ ...ORGANIZATIONS[3], fullMembers: 2 }] }, '2026-02-01')
  const later = (await first('GET', `/api/plans/${before.id}`)).json()
  expect(later.stale).toBe(1)
  expect(later.units).toEqual(before.reply.units)
})

test('stopping a plan that is solved leaves it as it is', async () => {
  const { id, reply } = await solved(first, { asOf: '2026-01-02', seconds: 5 })
  const stopped = await first('POST', `/api/plans/${id}/stop`)
  expect([stopped.statusCode, stopped.json()]).toEqual([200, reply.plan])
})
