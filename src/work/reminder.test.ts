import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CODES, LOGINS, smallCity, type City } from '../../test/city.ts'
import { ask as asAdmin } from '../../test/embedded/children.ts'
import { Refusal } from '../domain/refusal.ts'
import { asActor } from '../store/connection.ts'
import { postReminders } from '../store/reminder.ts'
import { actInCase } from './case.ts'
import { requestCorrection } from './correction.ts'
import { reading, writing, type Desk } from './desk.ts'
import { listLastReminded, notify, sweepReminders, type Notified } from './reminder.ts'

let city: City
let desks: Record<'city' | 'first' | 'second' | 'reader' | 'organization', Desk>
let organizations: Record<'own' | 'canary', { id: number; scope: number }>
beforeAll(async () => {
  city = await smallCity()
  const deskOf = (name: keyof typeof LOGINS) => city.deskOf(LOGINS[name])
  desks = {
    city: await deskOf('city'),
    first: await deskOf('first'),
    second: await deskOf('second'),
    reader: await deskOf('reader'),
    organization: await deskOf('organization'),
  }
  const idOf = async (code: string) => {
    const [row] = await asAdmin(city.adminUrl, `select id, scope from trefoil.organization where code = '${code}'`)
    return { id: Number(row?.['id']), scope: Number(row?.['scope']) }
  }
  organizations = { own: await idOf(CODES.own), canary: await idOf(CODES.canary) }
})
afterAll(() => city.drop())

const keyed = (desk: Desk): Desk => ({ ...desk, key: randomUUID() })
const sweep = () => sweepReminders(keyed(city.desk))
const correct = (desk: Desk, code: string) =>
  requestCorrection(keyed(desk), { code, fields: [{ key: 'address', to: '一号' }], reason: '门牌有误' })

/** What the holder of a desk finds in the own list. */
async function unreadOf(desk: Desk): Promise<{ topic: string; count: number | null; name: string }[]> {
  return asActor(desk.db, desk.token, async (tx) => {
    const { rows } = await sql<{ topic: string; count: number | null; name: string }>`
      select r.topic, r.count, r.params ->> 'name' as name from trefoil.notice n
      join trefoil.reminder r on r.id = n.reminder_id where n.read_at is null and r.settled_at is null order by n.id`.execute(
      tx,
    )
    return rows
  })
}

test('a case that comes in is told once to whoever serves its desk, and to nobody else', async () => {
  const { id } = await correct(desks.organization, CODES.own)
  expect(await sweep()).toMatchObject({ told: 1, unheard: 0 })
  expect(await sweep()).toEqual({ told: 0, unheard: 0, settled: 0 })
  expect(await unreadOf(desks.city)).toEqual([{ topic: 'arrived', count: 1, name: '市民政局党委' }])
  for (const other of ['first', 'second', 'reader', 'organization'] as const) {
    expect(await unreadOf(desks[other]), other).toEqual([])
  }
  await actInCase(keyed(desks.city), id, { action: 'ask', form: { reason: '请附证明' }, seen: 1 })
  expect(await unreadOf(desks.city)).toEqual([])
  await sweep()
  expect(await unreadOf(desks.organization)).toEqual([{ topic: 'arrived', count: 1, name: '甲协会1' }])
  await actInCase(keyed(desks.organization), id, { action: 'withdraw', form: {}, seen: 2 })
  expect(await unreadOf(desks.organization)).toEqual([])
  expect((await sweep()).told).toBe(0)
})

test('more cases at the same desk on the same day grow the one message, and make it unread again', async () => {
  const first = await correct(desks.organization, CODES.own)
  await correct(desks.city, CODES.due)
  await sweep()
  expect(await unreadOf(desks.city)).toEqual([{ topic: 'arrived', count: 2, name: '市民政局党委' }])
  await asActor(desks.city.db, desks.city.token, async (tx) => {
    await sql`update trefoil.notice set read_at = now()`.execute(tx)
  })
  await sweep()
  expect(await unreadOf(desks.city)).toEqual([])
  await correct(desks.organization, CODES.own)
  await sweep()
  expect(await unreadOf(desks.city)).toEqual([{ topic: 'arrived', count: 3, name: '市民政局党委' }])
  await actInCase(keyed(desks.organization), first.id, { action: 'withdraw', form: {}, seen: 1 })
  await sweep()
  expect(await unreadOf(desks.city)).toEqual([{ topic: 'arrived', count: 2, name: '市民政局党委' }])
})

test('what is due soon and what is overdue is told at its desk; a day that is moved ends the message', async () => {
  const days = (from: string, due: string) =>
    asAdmin(
      city.adminUrl,
      `update trefoil.case_file set waiting_since = trefoil.today() + ${from}, due_on = trefoil.today() + ${due} where closed_on is null`,
    )
  await days('-10', '2')
  await sweep()
  expect(await unreadOf(desks.city)).toEqual([{ topic: 'dueSoon', count: 2, name: '市民政局党委' }])
  await days('-10', '9')
  expect(await unreadOf(desks.city)).toEqual([])
  await days('-30', '-2')
  expect(await sweep()).toMatchObject({ told: 1 })
  expect(await sweep()).toMatchObject({ told: 0 })
  expect(await unreadOf(desks.city)).toEqual([{ topic: 'overdue', count: 2, name: '市民政局党委' }])
  await asAdmin(city.adminUrl, "update trefoil.reminder set on_day = on_day - 3, event = event || ' then'")
  expect(await sweep()).toMatchObject({ told: 1 })
})

function remind(
  desk: Desk,
  to: readonly { organizationId: number; name: string }[],
  words?: string,
): Promise<Notified> {
  return writing(keyed(desk), 'test.remind', [], async (tx, clock) => {
    const asking = { kind: null, campaign: { id: 'c1', title: '2026年摸底' }, due: '2026-12-31', words, to }
    return { reply: await notify(tx, desk, clock, asking), subject: 'test' }
  })
}

test('an officer reminds the silent by hand, once in the days of the policy', async () => {
  const own = { organizationId: organizations.own.id, name: '甲协会1' }
  expect(await remind(desks.first, [own], '请尽快填报。')).toEqual({ told: 1, tooSoon: [], unheard: 0 })
  expect(await remind(desks.first, [own])).toEqual({ told: 0, tooSoon: [own], unheard: 0 })
  expect(await unreadOf(desks.organization)).toEqual([{ topic: 'asked', count: null, name: '甲协会1' }])
  const last = await reading(desks.first, (tx) => listLastReminded(tx, 'c1', [own, { organizationId: 999_999 }]))
  expect([...last.keys()]).toEqual([`organization ${own.organizationId}`])
})

test('a desk that nobody serves is heard by the nearest one above it that somebody serves', async () => {
  const [first, second, township] = await Promise.all(
    ['320402', '320404', '320402003'].map(async (code) => {
      const [row] = await asAdmin(city.adminUrl, `select id from trefoil.place where code = '${code}'`)
      return Number(row?.['id'])
    }),
  )
  const tell = (place: number, event: string) =>
    asActor(city.db, city.desk.token, (tx) =>
      postReminders(tx, [
        {
          event,
          thing: event,
          topic: 'arrived',
          to: { scope: place * 64 + 2 },
          kind: null,
          campaign: '',
          state: null,
          since: null,
          due: null,
          count: 1,
          caseId: null,
          params: { name: event },
        },
      ]),
    )
  const heard = async (event: string) =>
    (
      await asAdmin(
        city.adminUrl,
        `select a.login from trefoil.notice n join trefoil.reminder r on r.id = n.reminder_id
         join trefoil.account a on a.id = n.account_id where r.event = '${event}' order by 1`,
      )
    ).map((row) => row['login'])
  expect(await tell(township ?? 0, 'township')).toEqual({ put: 1, unheard: 0 })
  expect(await heard('township')).toEqual([LOGINS.first])
  await tell(first ?? 0, 'district')
  expect(await heard('district')).toEqual([LOGINS.first])
  expect(await tell(0, 'nowhere')).toEqual({ put: 1, unheard: 0 })
  expect(await heard('nowhere')).toContain(LOGINS.city)
  expect(await heard('nowhere')).not.toContain(LOGINS.first)
  await asAdmin(city.adminUrl, `update trefoil.account set disabled_at = now() where login = '${LOGINS.second}'`)
  expect(await tell(second ?? 0, 'left')).toEqual({ put: 1, unheard: 0 })
  await asAdmin(city.adminUrl, `update trefoil.account set disabled_at = null where login = '${LOGINS.second}'`)
  expect(await heard('left')).toContain(LOGINS.city)
})

test('an organization without an account is told to nobody, and the count says so', async () => {
  const canary = { organizationId: organizations.canary.id, name: '乙' }
  expect(await remind(desks.second, [canary])).toEqual({ told: 1, tooSoon: [], unheard: 1 })
})

test('nobody reminds outside what they write, and a reader reminds nobody', async () => {
  const canary = { organizationId: organizations.canary.id, name: '乙' }
  const refused = remind(desks.first, [{ ...canary }])
  await expect(refused).rejects.toMatchObject({ code: '42501' })
  await expect(remind(desks.reader, [canary])).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  await expect(remind(desks.first, [], '三名党员未报')).rejects.toThrow(Refusal)
})

test('nobody reads or marks another’s notices, and the sweep is the operator’s', async () => {
  const seen = async (desk: Desk) =>
    asActor(desk.db, desk.token, async (tx) => {
      const { rows } = await sql<{ accounts: number; all: number }>`
        select count(distinct account_id)::integer as accounts, count(*)::integer as all from trefoil.notice`.execute(
        tx,
      )
      const { numAffectedRows } =
        await sql`update trefoil.notice set read_at = now() where account_id <> trefoil.actor_id()`.execute(tx)
      return { ...rows[0], marked: Number(numAffectedRows) }
    })
  expect(await seen(desks.city)).toMatchObject({ accounts: 1, marked: 0 })
  expect(await seen(desks.second)).toEqual({ accounts: 0, all: 0, marked: 0 })
  await expect(sweepReminders(keyed(desks.first))).rejects.toMatchObject({ code: '42501' })
  await expect(sweepReminders(keyed(desks.reader))).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
})

test('a parameter that is not of the list is refused by the database itself', async () => {
  const params = { name: '甲', member: '某人' }
  const reminder = {
    event: 'x',
    thing: 'x',
    topic: 'asked' as const,
    to: { scope: organizations.own.scope },
    kind: null,
    campaign: '',
    state: null,
    since: null,
    due: null,
    count: null,
    caseId: null,
    params,
  }
  await expect(asActor(city.db, city.desk.token, (tx) => postReminders(tx, [reminder]))).rejects.toMatchObject({
    code: '23514',
  })
})

test('a district officer sees no reminder of the other district', async () => {
  const names = await asActor(desks.first.db, desks.first.token, async (tx) => {
    const { rows } = await sql<{ name: string }>`select params ->> 'name' as name from trefoil.reminder`.execute(tx)
    return rows.map((row) => row.name)
  })
  expect(names).toContain('甲协会1')
  expect(names).not.toContain('乙')
})
