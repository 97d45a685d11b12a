import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyed, openLiaisonCity, OURS, THEIRS, type LiaisonCity } from '../../test/liaison-desk.ts'
import { addDays } from '../domain/day.ts'
import { getClock } from '../store/connection.ts'
import { actInCase } from './case.ts'
import { listCases } from './case-list.ts'
import type { Desk } from './desk.ts'
import { assignOfficers, endAbsence, handOver, proposeOfficers, undoLiaison } from './liaison-assign.ts'
import { correctOfficer, createOfficer, getLiaisonRecord, nameContact, readPhone } from './liaison-officer.ts'
import { getLiaisonPack } from './liaison-pack.ts'
import { getLiaison, listCaredOrganizations, listLiaisonOfficers } from './liaison.ts'
import { correctVisit, listVisits, logVisit } from './visit.ts'

let city: LiaisonCity
let today: string
beforeAll(async () => {
  city = await openLiaisonCity()
  today = (await getClock(city.db)).today
})
afterAll(() => city.close())

async function codesIn(desk: Desk, box: 'gap' | 'held' | 'due', officer?: number): Promise<string[]> {
  const { organizations } = await listCaredOrganizations(desk, {}, { box, officer, limit: 500 })
  return organizations.map((one) => one.code).toSorted()
}

async function ownerOf(desk: Desk, code: string): Promise<number | null> {
  const { organizations } = await listCaredOrganizations(desk, {}, { q: code })
  return organizations.find((one) => one.code === code)?.officerId ?? null
}

/** Assigns, does the rest of a test, and takes the assignment back so that the next finds the city as it was. */
async function assigned(
  codes: readonly string[],
  officer: number,
  then: (act: string) => Promise<void>,
): Promise<void> {
  const { act } = await assignOfficers(keyed(city.first), { plan: [{ officer, codes: [...codes] }] })
  await then(act)
  await undoLiaison(keyed(city.first), act)
}

test('an organization without an officer is a listed gap with an owner and a day', async () => {
  const { organizations, total } = await listCaredOrganizations(city.first, {}, { box: 'gap' })
  expect(total).toBe(organizations.length)
  const gap = organizations.find((one) => one.code === 'C1')
  expect(gap).toMatchObject({ owner: '甲区综合党委', since: today, isOverdue: false })
  expect((gap?.due ?? '') > today).toBe(true)
})

test('an assignment closes the gap, counts to the load, and can be taken back', async () => {
  await assigned(OURS, city.officers.first, async () => {
    expect(await codesIn(city.first, 'held', city.officers.first)).toEqual([...OURS])
    const { officers } = await listLiaisonOfficers(city.first, {}, {})
    expect(officers.find((one) => one.id === city.officers.first)).toMatchObject({ load: 3, word: 'within' })
    expect(await codesIn(city.first, 'gap')).not.toContain('C1')
  })
  expect(await codesIn(city.first, 'gap')).toEqual(expect.arrayContaining([...OURS]))
})

test('counts equal the lists behind them, for the whole scope and in each cut', async () => {
  await assigned(['C1', 'C2'], city.officers.first, async () => {
    for (const desk of [city.first, city.second, city.desk]) {
      const { whole, districts, bodies } = await getLiaison(desk, {})
      const of = async (box: 'gap' | 'held' | 'due' | 'all') => (await listCaredOrganizations(desk, {}, { box })).total
      expect(whole.organizations).toBe(await of('all'))
      expect(whole.withOfficer).toBe(await of('held'))
      expect(whole.organizations - whole.withOfficer).toBe(await of('gap'))
      expect(whole.due).toBe(await of('due'))
      for (const cut of [districts, bodies]) {
        const sum = (key: 'organizations' | 'withOfficer' | 'due') => cut.reduce((total, row) => total + row[key], 0)
        expect([sum('organizations'), sum('withOfficer'), sum('due')]).toEqual([
          whole.organizations,
          whole.withOfficer,
          whole.due,
        ])
      }
      const { officers } = await listLiaisonOfficers(desk, {}, {})
      for (const one of officers) expect(one.load).toBe((await codesIn(desk, 'held', one.id)).length)
    }
  })
})

test('an organization that has an officer is taken from her only where that is said', async () => {
  await assigned(['C1'], city.officers.first, async () => {
    const order = { plan: [{ officer: city.officers.other, codes: ['C1'] }] }
    await expect(assignOfficers(keyed(city.first), order)).rejects.toMatchObject({ code: 'LIAISON_TAKEN' })
    const { act } = await assignOfficers(keyed(city.first), { ...order, replace: true })
    expect(await ownerOf(city.first, 'C1')).toBe(city.officers.other)
    await undoLiaison(keyed(city.first), act)
    expect(await ownerOf(city.first, 'C1')).toBe(city.officers.first)
  })
})

test('of two editors who give the same organization away at the same time one is refused', async () => {
  const orders = [city.officers.first, city.officers.other].map((officer) =>
    assignOfficers(keyed(city.first), { plan: [{ officer, codes: ['C3'] }] }),
  )
  const results = await Promise.allSettled(orders)
  expect(results.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const refused = results.find((one) => one.status === 'rejected')
  expect(refused).toMatchObject({ reason: { code: 'LIAISON_TAKEN' } })
  const done = results.find((one) => one.status === 'fulfilled')
  if (done?.status === 'fulfilled') await undoLiaison(keyed(city.first), done.value.act)
})

test('the same submission twice is one, and gives the same answer', async () => {
  const desk = keyed(city.first)
  const order = { plan: [{ officer: city.officers.first, codes: ['C2'] }] }
  const once = await assignOfficers(desk, order)
  expect(await assignOfficers(desk, order)).toEqual(once)
  await expect(assignOfficers(desk, { ...order, note: '另一个' })).rejects.toMatchObject({ code: 'KEY_REUSED' })
  await undoLiaison(keyed(city.first), once.act)
})

test('more organizations than the pack allows need a note, which stands with the officer', async () => {
  const codes = Array.from({ length: 11 }, (_, index) => `X${index}`)
  const { importSheets, organization } = await import('../../test/import-desk.ts')
  const rows = codes.map((code) => organization(code, { placeCode: '320402001', bodyId: 'MZA', line: '民政' }))
  await importSheets(city.first, { organizations: rows }, '2025-01-01')
  const order = { plan: [{ officer: city.officers.other, codes }] }
  await expect(assignOfficers(keyed(city.first), order)).rejects.toMatchObject({ code: 'LIAISON_OVER' })
  const { act } = await assignOfficers(keyed(city.first), { ...order, note: '本街道只有一名联络员' })
  const { officers } = await listLiaisonOfficers(city.desk, {}, {})
  expect(officers.find((one) => one.id === city.officers.other)).toMatchObject({
    load: 11,
    word: 'over',
    overNote: '本街道只有一名联络员',
  })
  expect((await getLiaison(city.first, {})).whole.over).toBe(1)
  await undoLiaison(keyed(city.first), act)
})

test('an officer is away only with somebody for each of hers, and has them again afterwards', async () => {
  const { first, other } = city.officers
  await assigned(['C1', 'C2'], first, async () => {
    const order = { mode: 'absence' as const, from: today, until: addDays(today, 10) }
    const half = { ...order, plan: [{ officer: other, codes: ['C1'] }] }
    await expect(handOver(keyed(city.first), String(first), half)).rejects.toMatchObject({ code: 'LIAISON_UNCOVERED' })
    const herself = { ...order, plan: [{ officer: first, codes: ['C1', 'C2'] }] }
    await expect(handOver(keyed(city.first), String(first), herself)).rejects.toMatchObject({
      code: 'LIAISON_NOT_AT_WORK',
    })
    const proposal = await proposeOfficers(city.first, { officer: first, from: order.from, until: order.until })
    expect(proposal.organizations.map((one) => one.officer)).toEqual([other, other])
    const plan = [{ officer: other, codes: ['C1', 'C2'] }]
    const away = await handOver(keyed(city.first), String(first), { ...order, plan })
    expect(await ownerOf(city.first, 'C1')).toBe(other)
    const again = handOver(keyed(city.first), String(first), { ...order, plan: [] })
    await expect(again).rejects.toMatchObject({ code: 'LIAISON_AWAY' })
    const back = await endAbsence(keyed(city.first), String(first), {})
    expect([back.count, await ownerOf(city.first, 'C1')]).toEqual([2, first])
    await undoLiaison(keyed(city.first), back.act)
    await undoLiaison(keyed(city.first), away.act)
  })
})

test('an officer leaves only with somebody for each of hers; nothing can be given to her then', async () => {
  const { id } = await createOfficer(keyed(city.first), { body: 'MZA', name: '联络员甲03', from: '2024-01-01' })
  await assigned(['C1', 'C2'], id, async () => {
    const leave = { mode: 'leave' as const, from: today }
    await expect(handOver(keyed(city.first), String(id), { ...leave, plan: [] })).rejects.toMatchObject({
      code: 'LIAISON_UNCOVERED',
    })
    const plan = [
      { officer: city.officers.first, codes: ['C1'] },
      { officer: city.officers.other, codes: ['C2'] },
    ]
    const left = await handOver(keyed(city.first), String(id), { ...leave, plan })
    expect([await ownerOf(city.first, 'C1'), await ownerOf(city.first, 'C2')]).toEqual([
      city.officers.first,
      city.officers.other,
    ])
    const more = assignOfficers(keyed(city.first), { plan: [{ officer: id, codes: ['C3'] }] })
    await expect(more).rejects.toMatchObject({ code: 'LIAISON_NOT_AT_WORK' })
    await undoLiaison(keyed(city.first), left.act)
    expect(await ownerOf(city.first, 'C1')).toBe(id)
  })
})

test('what was changed since cannot be taken back', async () => {
  const { act } = await assignOfficers(keyed(city.first), { plan: [{ officer: city.officers.first, codes: ['C1'] }] })
  const later = await assignOfficers(keyed(city.first), {
    plan: [{ officer: city.officers.other, codes: ['C1'] }],
    replace: true,
  })
  await expect(undoLiaison(keyed(city.first), act)).rejects.toMatchObject({ code: 'LIAISON_TOUCHED' })
  await undoLiaison(keyed(city.first), later.act)
  await undoLiaison(keyed(city.first), act)
  expect(await ownerOf(city.first, 'C1')).toBe(null)
})

test('a visit of the quarter is due where no Party organization covers, until it is logged', async () => {
  await assigned(['C1'], city.officers.first, async () => {
    expect(await codesIn(city.first, 'due')).toEqual(['C1'])
    const visit = await logVisit(keyed(city.first), {
      code: 'C1',
      kind: 'visit',
      findings: ['mayBuild', 'noVenue'],
      note: '有一间会议室可用',
      followUp: { what: '协调活动场所', due: addDays(today, 14) },
    })
    expect(await codesIn(city.first, 'due')).toEqual([])
    const [logged] = (await listVisits(city.first, { organization: 'C1' })).visits
    expect(logged).toMatchObject({ kind: 'visit', findings: ['mayBuild', 'noVenue'], officer: city.officers.first })
    const { cases } = await listCases(city.first, { box: 'mine', kind: 'followUp' })
    expect(cases).toMatchObject([{ id: visit.followUp, state: 'open', due: addDays(today, 14) }])

    const correction = { kind: 'call' as const, findings: [], seen: 1, why: '是电话，不是走访' }
    expect(await correctVisit(keyed(city.first), visit.id, correction)).toEqual({ version: 2 })
    await expect(correctVisit(keyed(city.first), visit.id, correction)).rejects.toMatchObject({ code: 'STALE' })
    await correctVisit(keyed(city.first), visit.id, { ...correction, seen: 2, why: '重复登记', withdrawn: true })
    const [withdrawn] = (await listVisits(city.first, { officer: city.officers.first })).visits
    expect(withdrawn).toMatchObject({ kind: 'call', withdrawn: true, versions: 3, why: '重复登记' })
    expect(await codesIn(city.first, 'due')).toEqual(['C1'])
    const done = await actInCase(keyed(city.first), visit.followUp ?? '', { action: 'finish', form: {}, seen: 1 })
    expect(done.state).toBe('done')
  })
})

test('a visit is logged on a day that has been, by somebody who was an officer', async () => {
  const visit = { code: 'C2', kind: 'call' as const, findings: [] }
  await expect(logVisit(keyed(city.first), visit)).rejects.toMatchObject({ code: 'LIAISON_NO_OFFICER' })
  const officer = city.officers.first
  for (const day of [addDays(today, 1), '2020-01-01']) {
    await expect(logVisit(keyed(city.first), { ...visit, officer, day })).rejects.toMatchObject({ code: 'LIAISON_DAY' })
  }
})

test('another contact is a new row; a contact that was changed by somebody else is not overwritten', async () => {
  await nameContact(keyed(city.first), 'C1', { name: '联系人甲', phone: '13900000001', from: '2025-01-01', seen: 0 })
  await nameContact(keyed(city.first), 'C1', { name: '联系人乙', post: '会计', from: today, seen: 1 })
  const stale = nameContact(keyed(city.first), 'C1', { name: '联系人丙', seen: 1 })
  await expect(stale).rejects.toMatchObject({ code: 'STALE' })
  const { contact, earlier } = await getLiaisonRecord(city.first, 'C1')
  expect(contact).toMatchObject({ name: '联系人乙', post: '会计', phoneMasked: null, from: today })
  expect(earlier).toMatchObject([{ name: '联系人甲', phoneMasked: '139******01', to: today }])
})

test('an organization names its own contact and nobody else’s', async () => {
  const own = await city.deskOf([{ role: 'organization', organization: 'C2' }])
  expect(await nameContact(keyed(own), 'C2', { name: '联系人丁', seen: 0 })).toEqual({ version: 1 })
  const other = nameContact(keyed(own), 'C1', { name: '联系人丁', seen: 2 })
  await expect(other).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const reader = await city.deskOf([{ role: 'reader', place: '320402' }])
  await expect(nameContact(keyed(reader), 'C2', { name: '无', seen: 1 })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
})

test('a telephone number in full is an act on record, with its purpose and without the number', async () => {
  await nameContact(keyed(city.first), 'C3', { name: '联系人戊', phone: '13700000003', seen: 0 })
  const { contact } = await getLiaisonRecord(city.first, 'C3')
  const id = String(contact?.id)
  expect(contact).toMatchObject({ phoneMasked: '137******03' })
  await expect(readPhone(city.first, id, {})).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(await readPhone(city.first, id, { purpose: 'visit' })).toEqual({ phone: '13700000003' })
  const lines = await city.ask(`select subject, why from audit where act = 'liaison.phone'`)
  expect(lines).toEqual([{ subject: `liaison contact ${id}`, why: 'visit' }])
  await expect(readPhone(city.second, id, { purpose: 'visit' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const reader = await city.deskOf([{ role: 'reader', place: '320402' }])
  await expect(readPhone(reader, id, { purpose: 'visit' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
})

test('no name and no number of a person is in the audit, in a case or in a kept answer', async () => {
  const rows = await city.ask<{ text: string }>(`
    select concat(act, subject, why, facts) as text from audit union all
    select concat(subject, parties) from case_file union all select reply::text from command`)
  for (const { text } of rows) expect(text).not.toMatch(/联络员|联系人|\b1[0-9]{10}\b/)
})

test('the hand-over pack names what goes over, and is on record', async () => {
  await assigned(['C1', 'C3'], city.officers.first, async () => {
    const pack = await getLiaisonPack(city.first, String(city.officers.first))
    expect(pack.organizations.map((one) => one.code).toSorted()).toEqual(['C1', 'C3'])
    expect(pack.organizations.find((one) => one.code === 'C3')?.contact).toMatchObject({ phone: '13700000003' })
    const lines = await city.ask(`select facts from audit where act = 'liaison.pack'`)
    expect(lines).toEqual([{ facts: { organizations: 2 } }])
  })
})

test('an officer is corrected on the version that was seen', async () => {
  const id = String(city.officers.other)
  const { officers } = await listLiaisonOfficers(city.first, {}, {})
  const seen = officers.find((one) => one.id === city.officers.other)?.version ?? 0
  await correctOfficer(keyed(city.first), id, { name: '联络员甲02', phone: '13600000002', seen })
  await expect(correctOfficer(keyed(city.first), id, { name: '联络员甲02', seen })).rejects.toMatchObject({
    code: 'STALE',
  })
})

test.each([
  ['sees no officer', async (desk: Desk) => (await listLiaisonOfficers(desk, {}, {})).officers.map((one) => one.id)],
  [
    'sees no organization',
    async (desk: Desk) => codesIn(desk, 'gap').then((codes) => codes.filter((code) => !/^[BD]/.test(code))),
  ],
  ['sees no visit', async (desk: Desk) => (await listVisits(desk, {})).visits],
])('an officer of another district %s of this one', async (_what, look) => {
  const seen = await look(city.second)
  expect(seen).toEqual(_what === 'sees no officer' ? [city.officers.theirs] : [])
})

const FOREIGN: readonly (readonly [string, (desk: Desk) => Promise<unknown>, string])[] = [
  [
    'assigns an organization',
    (desk) => assignOfficers(desk, { plan: [{ officer: city.officers.theirs, codes: ['C1'] }] }),
    'NOT_FOUND',
  ],
  [
    'assigns to an officer',
    (desk) => assignOfficers(desk, { plan: [{ officer: city.officers.first, codes: ['D1'] }] }),
    'NOT_FOUND',
  ],
  [
    'hands over',
    (desk) => handOver(desk, String(city.officers.first), { mode: 'handover', from: today, plan: [] }),
    'NOT_FOUND',
  ],
  ['ends an absence', (desk) => endAbsence(desk, String(city.officers.first), {}), 'NOT_FOUND'],
  [
    'corrects an officer',
    (desk) => correctOfficer(desk, String(city.officers.first), { name: '甲', seen: 1 }),
    'NOT_FOUND',
  ],
  ['makes an officer', (desk) => createOfficer(desk, { body: 'MZA', name: '甲' }), 'NOT_ALLOWED'],
  ['logs a visit', (desk) => logVisit(desk, { code: 'C1', kind: 'call', findings: [] }), 'NOT_FOUND'],
  ['reads the pack', (desk) => getLiaisonPack(desk, String(city.officers.first)), 'NOT_FOUND'],
  ['reads the record', (desk) => getLiaisonRecord(desk, 'C1'), 'NOT_FOUND'],
]
test.each(FOREIGN)('an officer of another district %s of this one in vain', async (_what, act, code) => {
  await expect(act(keyed(city.second))).rejects.toMatchObject({ code })
})

test('the other district has its own', async () => {
  expect((await codesIn(city.second, 'gap')).filter((code) => code.startsWith('D'))).toEqual([...THEIRS])
})
