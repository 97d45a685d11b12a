import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CODES, LOGINS } from '../../test/city.ts'
import { ask as asAdmin } from '../../test/embedded/children.ts'
import { clientOf, signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'
import { MAIL_PASSWORD, MAIL_USER, openMailHost, type Arrived, type MailHost } from '../../test/smtp.ts'
import { examineMail, sendDigests } from '../work/digest.ts'
import { openMailRoom } from '../work/mail-room.ts'
import { sweepReminders } from '../work/reminder.ts'
import { findMailFault, mailConfigOf, type MailConfig } from '../store/mail.ts'
import { buildApp } from './app.ts'

let server: TestServer
let host: MailHost
let room: MailConfig
let app: FastifyInstance
let clients: Record<'city' | 'organization' | 'reader', Client>

/** The settings of a server at a port, with the test's own authority and little patience. */
function roomAt(port: number, ca: string, patienceMs = 2_000): MailConfig {
  const config = mailConfigOf({
    TREFOIL_SMTP_URL: `smtp://${MAIL_USER}:${encodeURIComponent(MAIL_PASSWORD)}@localhost:${port}`,
    TREFOIL_MAIL_FROM: '三叶 <trefoil@city.test>',
    TREFOIL_PUBLIC_URL: 'https://city.test/',
  })
  if (config === undefined) throw new Error('Mail is off.')
  return { ...config, ca, patienceMs }
}

beforeAll(async () => {
  server = await startTestServer()
  host = await openMailHost()
  room = roomAt(host.port, host.ca)
  app = await buildApp({
    db: server.city.db,
    packs: server.city.desk.packs,
    demo: false,
    dataDir: '/tmp/trefoil-notice-test',
    mail: room,
    log: { write: (line) => void server.log.push(line) },
  })
  clients = {
    city: await signedIn(app, LOGINS.city),
    organization: await signedIn(app, LOGINS.organization),
    reader: await signedIn(app, LOGINS.reader),
  }
})
afterAll(async () => {
  await app.close()
  await server.stop()
  await host.stop()
})

const sweep = () => sweepReminders({ ...server.city.desk, key: randomUUID() })
const sql = (statement: string) => asAdmin(server.city.adminUrl, statement)
const choice = { language: 'zh', byMail: true, rhythm: 'daily', hour: 8, weekday: 0 }
/** The wish of every account is due at this hour of the city. */
const dueNow = () =>
  sql("update trefoil.mail_setting set hour = extract(hour from now() at time zone 'Asia/Shanghai')::smallint")
const mailRows = async () =>
  (await sql("select state, fault, code, tries from trefoil.mail where topic = 'digest' order by id")) as object[]

async function openCase(code: string = CODES.own): Promise<string> {
  const body = { fields: [{ key: 'address', to: '一号' }], reason: '门牌有误' }
  return (await clients.organization('POST', `/api/organizations/${code}/corrections`, { body })).json().id
}

async function noticesOf(client: Client, query = '') {
  return (await client('GET', `/api/notices${query}`)).json()
}

describe('my notices', () => {
  test('an empty list, then one of what came to my desk; the bell counts the list of the unread', async () => {
    expect(await noticesOf(clients.city)).toEqual({ unread: 0, notices: [], next: null })
    const id = await openCase()
    await sweep()
    const { notices, unread } = await noticesOf(clients.city)
    expect(unread).toBe(1)
    expect(notices).toMatchObject([
      { topic: 'arrived', isRead: false, isSettled: false, opens: { case: id, kind: 'correction' } },
    ])
    expect(notices[0].text.zh).toMatch(/^市民政局党委：新到“更正申请”1 件（待审核），最早一件须在\d{4}年/)
    expect((await clients.city('GET', '/api/notices/unread')).json()).toEqual({ unread: 1 })
    expect((await noticesOf(clients.reader)).notices).toEqual([])
  })

  test('marking one, taking it back, and marking all up to what was seen', async () => {
    const [{ id }] = (await noticesOf(clients.city)).notices
    const mark = async (body: object) => (await clients.city('POST', '/api/notices/read', { body })).json()
    expect(await mark({ ids: [id], read: true })).toEqual({ unread: 0, changed: [id] })
    expect(await mark({ ids: [id], read: true })).toEqual({ unread: 0, changed: [] })
    expect((await noticesOf(clients.city, '?box=unread')).notices).toEqual([])
    expect(await mark({ ids: [id], read: false })).toEqual({ unread: 1, changed: [id] })
    expect(await mark({ upTo: id - 1, read: true })).toEqual({ unread: 1, changed: [] })
    expect(await mark({ upTo: id, read: true })).toEqual({ unread: 0, changed: [id] })
    await mark({ ids: [id], read: false })
  })

  test('another’s notice cannot be marked', async () => {
    const [{ id }] = (await noticesOf(clients.city)).notices
    const reply = await clients.reader('POST', '/api/notices/read', { body: { ids: [id], read: true } })
    expect(reply.json()).toEqual({ unread: 0, changed: [] })
    expect((await noticesOf(clients.city)).unread).toBe(1)
  })
})

/** The token after the # of a link in a mail. */
function tokenIn(mail: Arrived | undefined, path: string): string {
  return new RegExp(`https://city\\.test${path}#([\\w-]+)`).exec(mail?.parts.get('text/plain') ?? '')?.[1] ?? ''
}

describe('an address', () => {
  test('mail is not chosen without one, nor where the instance sends none', async () => {
    const refused = await clients.city('PUT', '/api/notice-settings', { body: choice })
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'MAIL_NO_ADDRESS'])
    const without = await signedIn(server.app, LOGINS.city)
    expect((await without('GET', '/api/notice-settings')).json()).toMatchObject({ isOffered: false, byMail: false })
    for (const [url, body] of [
      ['/api/notice-settings', choice],
      ['/api/notice-settings/address', { address: 'a@city.test' }],
    ] as const) {
      expect((await without('PUT', url, { body })).json().code).toBe('MAIL_OFF')
    }
  })

  test('counts only once its link was followed, once, by whoever holds it', async () => {
    const reply = await clients.city('PUT', '/api/notice-settings/address', { body: { address: ' clerk@city.test ' } })
    expect(reply.json()).toEqual({ isSent: true })
    const mail = host.arrived.at(-1)
    expect(mail).toMatchObject({ from: 'trefoil@city.test', to: ['clerk@city.test'], user: MAIL_USER, isSecure: true })
    expect(mail?.headers.get('subject')).toBe('三叶：请确认邮箱地址')
    const before = (await clients.city('GET', '/api/notice-settings')).json()
    expect(before).toMatchObject({
      isLinkSent: true,
      address: null,
      pendingAddress: 'clerk@city.test',
      byMail: false,
      isOffered: true,
    })
    const follow = (token: string) => clientOf(app)('POST', '/api/mail/confirm', { body: { token } })
    expect((await follow('x'.repeat(43))).json().code).toBe('MAIL_LINK')
    const token = tokenIn(mail, '/mail/confirm')
    expect((await follow(token)).json()).toEqual({ isDone: true })
    expect((await follow(token)).statusCode).toBe(404)
    const after = (await clients.city('GET', '/api/notice-settings')).json()
    expect(after).toMatchObject({ address: 'clerk@city.test', pendingAddress: null, byMail: true })
  })

  test('is kept where its letter could not leave, and the page is told so', async () => {
    const down = await buildApp({
      db: server.city.db,
      packs: server.city.desk.packs,
      demo: false,
      dataDir: '/tmp/trefoil-notice-test',
      mail: roomAt(1, host.ca),
    })
    const client = await signedIn(down, LOGINS.first)
    const reply = await client('PUT', '/api/notice-settings/address', { body: { address: 'first@city.test' } })
    expect([reply.statusCode, reply.json().code]).toEqual([502, 'MAIL_NOT_SENT'])
    const kept = (await client('GET', '/api/notice-settings')).json()
    expect(kept).toMatchObject({ pendingAddress: 'first@city.test', isLinkSent: false, address: null })
    await down.close()
  })

  test('that is none is refused, and the sixth letter of a day is not sent', async () => {
    const put = (address: string) => clients.reader('PUT', '/api/notice-settings/address', { body: { address } })
    expect((await put('nobody at home')).json()).toMatchObject({ code: 'MAIL_ADDRESS', pointer: '/body/address' })
    const replies = []
    for (let at = 1; at <= 6; at += 1) replies.push((await put(`reader${at}@city.test`)).statusCode)
    expect(replies).toEqual([200, 200, 200, 200, 200, 429])
    await clients.reader('DELETE', '/api/notice-settings/address')
    expect((await clients.reader('GET', '/api/notice-settings')).json()).toMatchObject({ pendingAddress: null })
  })
})

describe('the digest', () => {
  beforeEach(async () => {
    host.arrived.length = 0
    await sql('update trefoil.notice set mailed_at = null, mail_id = null, read_at = null')
    await sql('delete from trefoil.mail')
    await sql('update trefoil.mail_setting set by_mail = true where address is not null')
    await dueNow()
  })
  const send = (to: MailConfig = room) => sendDigests(server.city.desk, to)

  test('comes once, in the language that was chosen, with every unread reminder and both links', async () => {
    expect(await send()).toMatchObject({ sent: 1, failed: 0 })
    expect(await send()).toMatchObject({ sent: 0 })
    expect(host.arrived).toHaveLength(1)
    const [mail] = host.arrived
    expect(mail).toMatchObject({ to: ['clerk@city.test'], isSecure: true })
    expect(mail?.headers.get('from')).toBe('三叶 <trefoil@city.test>')
    expect(mail?.headers.get('subject')).toBe('三叶：1 条提醒')
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail?.parts.get('text/plain')).toContain('市民政局党委：新到“更正申请”1 件')
    expect(mail?.parts.get('text/html')).toContain('https://city.test/notices')
    expect(mail?.headers.get('list-unsubscribe')).toBe(`<https://city.test/mail/stop#${tokenIn(mail, '/mail/stop')}>`)
    await sql('update trefoil.notice set mailed_at = null')
    expect(await send()).toMatchObject({ sent: 0 })
  })

  test('in English for who chose it', async () => {
    await clients.city('PUT', '/api/notice-settings', { body: { ...choice, language: 'en' } })
    await dueNow()
    await send()
    expect(host.arrived[0]?.headers.get('subject')).toBe('Trefoil: reminders (1)')
    expect(host.arrived[0]?.parts.get('text/plain')).toContain('new, request for correction (to be decided): 1')
    await clients.city('PUT', '/api/notice-settings', { body: choice })
  })

  test('leaves out what was read, and comes not at all with nothing to say, before its hour, or where mail is off', async () => {
    await sql('update trefoil.mail_setting set hour = (hour + 12) % 24')
    expect(await send()).toMatchObject({ sent: 0 })
    await dueNow()
    await sql('update trefoil.notice set read_at = now()')
    expect(await send()).toMatchObject({ sent: 0 })
    expect(await sendDigests(server.city.desk, null)).toMatchObject({ isOn: false, sent: 0 })
    expect(host.arrived).toEqual([])
  })

  test('two runs at the same moment send one mail', async () => {
    const runs = await Promise.all([send(), send(), send()])
    expect(runs.reduce((sum, { sent }) => sum + sent, 0)).toBe(1)
    expect(host.arrived).toHaveLength(1)
  })

  test('the link in it stops the mails without signing in, and twice is as good as once', async () => {
    await send()
    const token = tokenIn(host.arrived[0], '/mail/stop')
    expect(token.length).toBeGreaterThan(42)
    for (let times = 0; times < 2; times += 1) {
      expect((await clientOf(app)('POST', '/api/mail/stop', { body: { token } })).json()).toEqual({ isDone: true })
    }
    expect((await clients.city('GET', '/api/notice-settings')).json()).toMatchObject({
      byMail: false,
      address: 'clerk@city.test',
    })
    await sql('update trefoil.mail set day = day - 1')
    await sql('update trefoil.notice set mailed_at = null')
    expect(await send()).toMatchObject({ sent: 0 })
    expect((await clientOf(app)('POST', '/api/mail/stop', { body: { token: 'x'.repeat(64) } })).json().code).toBe(
      'MAIL_LINK',
    )
  })

  test('a server that is down: tried again with patience, and given up in the end; the person sees it', async () => {
    const down = roomAt(1, host.ca)
    for (const tries of [1, 2, 3, 4]) {
      expect(await send(down)).toMatchObject({ waiting: 1 })
      expect(await mailRows()).toEqual([{ state: 'waiting', fault: 'unreachable', code: null, tries }])
      expect(await send(down)).toMatchObject({ waiting: 0 })
      await sql('update trefoil.mail set next_try_at = now()')
    }
    expect(await send(down)).toMatchObject({ failed: 1 })
    const { last } = (await clients.city('GET', '/api/notice-settings')).json()
    expect(last).toMatchObject({ state: 'failed', fault: 'unreachable' })
    expect((await examineMail(server.city.desk, down)).fault).toBe('unreachable')
    expect((await noticesOf(clients.city)).unread).toBe(1)
  })

  test('a server that comes back gets the mail at the next try, once, without what was done meanwhile', async () => {
    await send(roomAt(1, host.ca))
    await sql('update trefoil.mail set next_try_at = now()')
    expect(await send()).toMatchObject({ sent: 1 })
    expect(host.arrived).toHaveLength(1)
    expect(host.arrived[0]?.headers.get('message-id')).toMatch(/^<digest-\d+@city\.test>$/)
  })

  test('a mail that waits and has nothing left to say is dropped', async () => {
    await send(roomAt(1, host.ca))
    await sql('update trefoil.mail set next_try_at = now()')
    await sql('update trefoil.notice set read_at = now()')
    expect(await send()).toMatchObject({ sent: 0 })
    expect(await mailRows()).toMatchObject([{ state: 'dropped' }])
  })

  test.each([
    [550, { failed: 1 }, 'failed'],
    [451, { waiting: 1 }, 'waiting'],
  ])('a server that refuses the address with %i', async (code, tally, state) => {
    const refusing = await openMailHost({
      onRcptTo: (_address, _session, answer) =>
        answer(Object.assign(new Error('no such box clerk@city.test'), { responseCode: code })),
    })
    expect(await send(roomAt(refusing.port, refusing.ca))).toMatchObject(tally)
    expect(await mailRows()).toEqual([{ state, fault: 'refused', code, tries: 1 }])
    await refusing.stop()
  })

  test('a wrong password is the operator’s to mend: the mail waits', async () => {
    const wrong = { ...room, password: 'wrong' }
    expect(await send(wrong)).toMatchObject({ waiting: 1 })
    expect(await findMailFault(wrong)).toBe('refused')
  })

  test('a server that took the mail and never says so: not sent again, and counted as unknown', async () => {
    const breaking = await openMailHost({ onData: (stream) => void stream.resume() })
    const slow = roomAt(breaking.port, breaking.ca, 700)
    expect(await send(slow)).toMatchObject({ unknown: 1 })
    await sql('update trefoil.mail set next_try_at = now()')
    expect(await send()).toMatchObject({ sent: 0 })
    expect(await mailRows()).toMatchObject([{ state: 'unknown', fault: 'unsure' }])
    await breaking.stop()
  })

  test('a server that is silent is left after the time of patience, and tried again', async () => {
    const silent: Server = createServer(() => undefined)
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(await send(roomAt(port, host.ca, 500))).toMatchObject({ waiting: 1 })
    expect(await mailRows()).toMatchObject([{ state: 'waiting', fault: 'slow' }])
    silent.close()
  })

  test('a process that died between claim and sending: the mail is not sent again, and counted', async () => {
    await sql(
      `insert into trefoil.mail (account_id, topic, day, state, claimed_at)
       select account_id, 'digest', trefoil.today(), 'claimed', now() - interval '1 hour' from trefoil.mail_setting where by_mail`,
    )
    expect(await send()).toMatchObject({ sent: 0 })
    const { counts, fault } = await examineMail(server.city.desk, room)
    expect(fault).toBeNull()
    expect(counts).toContainEqual({ state: 'unknown', fault: 'unsure', count: 1 })
  })

  test('a certificate that is not known is not trusted', async () => {
    expect(await findMailFault({ ...room, ca: undefined })).toBe('unreachable')
  })
})

test('an officer of the whole city sends no mail and reads no address', async () => {
  const desk = await server.city.deskOf(LOGINS.city)
  await expect(sendDigests(desk, room)).rejects.toMatchObject({ code: '42501' })
  expect((await examineMail(desk, null)).counts).toEqual([])
})

test('neither log nor audit nor kept replies hold an address or a token', async () => {
  const kept = JSON.stringify([
    server.log,
    await sql('select * from trefoil.audit'),
    await sql('select act, reply from trefoil.command'),
  ])
  expect(kept).toContain('notice.address')
  expect(kept).not.toContain('clerk@city.test')
  expect(kept).not.toContain('reader1@city.test')
})

test.each([
  [{ TREFOIL_SMTP_URL: 'http://mail.test' }, 'TREFOIL_SMTP_URL'],
  [{ TREFOIL_SMTP_URL: 'smtp://mail.test' }, 'TREFOIL_MAIL_FROM'],
  [{ TREFOIL_SMTP_URL: 'smtp://mail.test', TREFOIL_MAIL_FROM: 'a@b.test' }, 'TREFOIL_PUBLIC_URL'],
])('a half setting of mail is refused by the name that is wrong: %j', (env, name) => {
  expect(() => openMailRoom(env)).toThrow(name)
  expect(openMailRoom({})).toBeNull()
})
