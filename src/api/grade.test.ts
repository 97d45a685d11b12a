import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CODES, FIRST, LOGINS } from '../../test/city.ts'
import { ask as askDatabase } from '../../test/embedded/children.ts'
import { signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'
import { registered } from '../../test/systems.ts'

let server: TestServer
let city: Client
let first: Client
let second: Client
let own: Client
let platform: Client
beforeAll(async () => {
  server = await startTestServer()
  city = await signedIn(server.app, LOGINS.city)
  first = await signedIn(server.app, LOGINS.first)
  second = await signedIn(server.app, LOGINS.second)
  own = await signedIn(server.app, LOGINS.organization)
  platform = (await registered(server.app, city, { permits: ['grade:read'], place: FIRST.district })).client
})
afterAll(() => server.stop())

const QUESTION = { organization: CODES.own, purpose: 'purchase', call: '常采公〔2026〕12号', reason: '投标资格审查' }
const ask = (client: Client, more: object = {}) =>
  client('POST', '/api/grades/ask', { body: { ...QUESTION, ...more }, key: randomUUID() })
const inquiries = async (client: Client, code: string = CODES.own) =>
  (await client('GET', `/api/grades/inquiries?organization=${code}`)).json().inquiries

test('a platform is told the grade, and no Party-building factor that it does not name', async () => {
  const reply = await ask(platform)
  expect(reply.statusCode).toBe(200)
  expect(reply.json()).toMatchObject({ grade: null, isValid: false, isUnderObjection: false, factor: null })
  expect(reply.headers['trefoil-policy']).toBe(reply.json().policy)
})

test('a factor is told in the words in which the call prints it', async () => {
  const factor = { fact: 'hasPartyOrganization', printed: '建立党组织的，加 3 分' }
  expect((await ask(platform, { factor })).json().factor).toEqual({ ...factor, value: true, isWithheld: false })
  const due = await ask(platform, { factor, organization: CODES.due })
  expect(due.json().factor).toEqual({ ...factor, value: false, isWithheld: false })
})

test.each([
  ['a reason', { reason: '  ' }, '/body/reason'],
  ['a call', { call: '' }, '/body/call'],
  ['the printed words of a factor', { factor: { fact: 'workCovered', printed: ' ' } }, '/body/factor/printed'],
])('nothing is told, nor put on record, without %s', async (_what, more, pointer) => {
  const before = (await inquiries(own)).length
  const reply = await ask(platform, more)
  expect([reply.statusCode, reply.json().pointer]).toEqual([400, pointer])
  expect(await inquiries(own)).toHaveLength(before)
})

test('an organization outside the grants of the platform is not there', async () => {
  const reply = await ask(platform, { organization: CODES.canary })
  expect([reply.statusCode, reply.json().code]).toEqual([404, 'NOT_FOUND'])
})

test('the organization and its body see who asked, by system or place, day and reason; others see nothing', async () => {
  await ask(platform, { call: '看得见一号' })
  await ask(first, { call: '看得见二号' })
  const mine = await inquiries(own)
  expect(mine.slice(0, 2)).toMatchObject([
    { asker: { zh: '甲区' }, isSystem: false, call: '看得见二号', reason: QUESTION.reason, purpose: 'purchase' },
    { asker: { zh: '登记大厅系统', en: 'registration hall' }, isSystem: true, call: '看得见一号' },
  ])
  expect(JSON.stringify(mine)).not.toContain(LOGINS.first)
  expect(await inquiries(first)).toEqual(mine)
  expect(await inquiries(second)).toEqual([])
  const reader = await signedIn(server.app, LOGINS.reader)
  expect(await inquiries(reader)).toEqual([])
})

test('while an objection to the grade is open it is told so, and the factor is withheld', async () => {
  const factor = { fact: 'hasPartyOrganization', printed: '建立党组织的，加 3 分' }
  const body = { fields: [{ key: 'grade', to: '3A' }], reason: '等级登记有误' }
  const opened = await own('POST', `/api/organizations/${CODES.own}/corrections`, { body })
  expect(opened.statusCode).toBeLessThan(300)
  const during = (await ask(platform, { factor })).json()
  expect(during).toMatchObject({ isUnderObjection: true, factor: { value: null, isWithheld: true } })
  expect(during.note.en).toContain('objection')
  const withdraw = { body: { action: 'withdraw', form: {}, seen: 1 } }
  expect((await own('POST', `/api/cases/${opened.json().id}/actions`, withdraw)).statusCode).toBeLessThan(300)
  expect((await ask(platform, { factor })).json()).toMatchObject({ isUnderObjection: false, factor: { value: true } })
})

test.each(['update trefoil.grade_inquiry set reason = reason', 'delete from trefoil.grade_inquiry'])(
  'what is on record stays: %s',
  async (statement) => {
    await expect(askDatabase(server.city.adminUrl, statement)).rejects.toMatchObject({ code: '42501' })
  },
)

test('every asking has its line in the audit, with the reason', async () => {
  const { inquiry } = (await ask(platform)).json()
  const [line] = await askDatabase(
    server.city.adminUrl,
    `select act, why from trefoil.audit where act = 'grade.ask' and facts ->> 'inquiry' = '${inquiry}'`,
  )
  expect(line).toEqual({ act: 'grade.ask', why: QUESTION.reason })
})
