import { afterAll, beforeAll, expect, test } from 'vitest'
import { CODES, LOGINS } from '../../test/city.ts'
import { ask as asAdmin } from '../../test/embedded/children.ts'
import { signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'
import { addDays, type Day } from '../domain/day.ts'

let server: TestServer
let clients: Record<'city' | 'first' | 'reader' | 'organization', Client>
beforeAll(async () => {
  server = await startTestServer()
  const of = (name: keyof typeof LOGINS) => signedIn(server.app, LOGINS[name])
  clients = {
    city: await of('city'),
    first: await of('first'),
    reader: await of('reader'),
    organization: await of('organization'),
  }
})
afterAll(() => server.stop())

const setDay = async (day: Day, works: boolean) =>
  (await clients.city('PUT', '/api/calendar', { body: { day, works, source: '市政府通知' } })).json()
const withdraw = (day: Day) => clients.city('POST', '/api/calendar/withdrawals', { body: { day } })

async function openCase(): Promise<{ id: string; due: Day; openedOn: Day }> {
  const body = { fields: [{ key: 'address', to: '一号' }], reason: '门牌有误' }
  const reply = await clients.organization('POST', `/api/organizations/${CODES.own}/corrections`, { body })
  return (await clients.city('GET', `/api/cases/${reply.json().id}`)).json()
}

const dueOf = async (id: string): Promise<Day> => (await clients.city('GET', `/api/cases/${id}`)).json().due

test('a day of rest that is set moves a running deadline and those to come, and taking it back moves them back', async () => {
  const before = await openCase()
  expect(await setDay(before.due, false)).toEqual({ moved: 1 })
  const moved = await dueOf(before.id)
  expect(moved > before.due).toBe(true)
  expect((await openCase()).due).toBe(moved)
  const { overruled } = (await clients.city('GET', `/api/calendar?year=${before.due.slice(0, 4)}`)).json()
  expect(overruled).toEqual([{ day: before.due, works: false, usually: true, source: '市政府通知' }])
  expect((await withdraw(before.due)).json()).toEqual({ moved: 2 })
  expect(await dueOf(before.id)).toBe(before.due)
  expect((await withdraw(before.due)).statusCode).toBe(404)
})

test('a day outside the running deadlines moves none', async () => {
  const { due } = await openCase()
  expect(await setDay(addDays(due, 400), false)).toEqual({ moved: 0 })
})

test('a weekend that is worked brings a deadline forward', async () => {
  const { id, due, openedOn } = await openCase()
  const days = Array.from({ length: 14 }, (_, at) => addDays(openedOn, at + 1))
  const weekend = days.find((day) => day < due && new Date(day).getUTCDay() === 6) ?? ''
  await setDay(weekend, true)
  expect((await dueOf(id)) < due).toBe(true)
})

test('a deadline that runs into a year without a list of holidays is told', async () => {
  const { id } = await openCase()
  expect((await clients.city('GET', '/api/calendar')).json().uncovered).not.toContain(2098)
  await asAdmin(server.city.adminUrl, `update trefoil.case_file set due_on = '2098-06-01' where id = '${id}'`)
  const { uncovered, isListed } = (await clients.city('GET', '/api/calendar?year=2098')).json()
  expect(uncovered).toContain(2098)
  expect(isListed).toBe(false)
})

test.each(['first', 'reader', 'organization'] as const)('%s neither reads nor sets the calendar', async (who) => {
  const day = '2026-10-08'
  const replies = [
    await clients[who]('GET', '/api/calendar'),
    await clients[who]('PUT', '/api/calendar', { body: { day, works: false, source: '通知' } }),
    await clients[who]('POST', '/api/calendar/withdrawals', { body: { day } }),
  ]
  for (const reply of replies) expect([reply.statusCode, reply.json().code]).toEqual([403, 'NOT_ALLOWED'])
})

test.each([
  [{ day: '2026-02-30', works: false, source: '通知' }, '/body/day'],
  [{ day: '2026-10-08', works: false, source: '  ' }, '/body/source'],
])('%j is refused by its field', async (body, pointer) => {
  const reply = await clients.city('PUT', '/api/calendar', { body })
  expect([reply.statusCode, reply.json().pointer]).toEqual([400, pointer])
})
