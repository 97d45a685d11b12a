import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '../src/store/connection.ts'
import type { Desk } from '../src/work/desk.ts'
import { undoImport } from '../src/work/import.ts'
import { randomUUID } from 'node:crypto'
import {
  contentHash,
  errorsOf,
  importSheets,
  openTestDesk,
  organization,
  parsed,
  SMALL_CITY,
  tallyOf,
  wrongStandings,
  type TestDesk,
} from './import-desk.ts'
import { performImport } from '../src/work/import.ts'

let city: TestDesk
let districtA: Desk
let townshipA: Desk
let mixed: Desk

beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  districtA = await city.deskOf([{ role: 'officer', place: '320402' }])
  townshipA = await city.deskOf([{ role: 'officer', place: '320402001' }])
  mixed = await city.deskOf([
    { role: 'reader', place: '320402' },
    { role: 'officer', place: '320404001' },
  ])
})
afterAll(() => city.close())

/** How many rows a statement of an actor changed. */
function changedBy(desk: Desk, statement: string): Promise<number> {
  return asActor(desk.db, desk.token, async (tx) => Number((await sql.raw(statement).execute(tx)).numAffectedRows ?? 0))
}

const idOf = (code: string) => `(select id from trefoil.organization where code = '${code}')`
const placeOf = (code: string) => `(select id from trefoil.place where code = '${code}')`

const FORBIDDEN: readonly (readonly [string, string])[] = [
  [
    'an organization elsewhere',
    `insert into trefoil.organization (code, scope) values ('X1', ${placeOf('320404001')} * 64)`,
  ],
  ['an organization of no place', `insert into trefoil.organization (code, scope) values ('X1', 0)`],
  [
    'its own organization moved out',
    `update trefoil.organization set scope = ${placeOf('320404')} * 64 where code = 'A1'`,
  ],
  ['a place', `insert into trefoil.place (code) values ('320499')`],
  ['a body', `insert into trefoil.body (key) values ('NEW')`],
  [
    'a Party organization that reaches elsewhere',
    `insert into trefoil.party_organization (key, reach, reach_places)
     values ('PX', array[${placeOf('320402001')} * 64, ${placeOf('320404')} * 64], array[${placeOf('320402001')}])`,
  ],
  ['a Party organization that reaches nothing', `insert into trefoil.party_organization (key) values ('PX')`],
  ['another account', `insert into trefoil.account (login, title_zh, title_en) values ('mine', 'x', 'x')`],
  ['a grant', `insert into trefoil.grant_of (account_id, role) values (1, 'operator')`],
  ['a session', `insert into trefoil.session (token_hash, account_id, expires_at) values ('x', 1, 'infinity')`],
  [
    'a batch of another',
    `insert into trefoil.batch (id, account_id, as_of, state, files)
     values (gen_random_uuid(), 1, '2024-01-01', 'done', '{}')`,
  ],
  ['an entry of the audit', `insert into trefoil.audit (account_id, roles, act, subject) values (1, '{}', 'x', 'x')`],
  ['a change of the audit', `update trefoil.audit set why = 'x'`],
  ['the end of the audit', `delete from trefoil.audit`],
  ['an empty audit', `truncate trefoil.audit`],
  ['an organization away', `delete from trefoil.organization`],
  ['a standing', `update trefoil.standing set name = 'x'`],
]

test.each(FORBIDDEN)('an officer of a district does not write %s', async (_what, statement) => {
  await expect(changedBy(districtA, statement)).rejects.toMatchObject({ code: '42501' })
})

test('an officer writes standings of her organizations only, in places where they stood', async () => {
  const [row] = await city.ask<{ row: Record<string, unknown> }>(
    `select to_jsonb(s) || '{"valid": "[1700-01-01,1701-01-01)"}' as row from standing s where code = 'A1' limit 1`,
  )
  const [ids] = await city.ask<{ other: number; elsewhere: number }>(
    `select ${idOf('B1')} as other, ${placeOf('320404')} as elsewhere`,
  )
  const open = (change: Record<string, unknown>) =>
    asActor(districtA.db, districtA.token, (tx) =>
      sql`select trefoil.open_standings('x', ${JSON.stringify([{ ...row?.row, ...change }])}::json)`.execute(tx),
    )
  await expect(open({ organization_id: ids?.other })).rejects.toMatchObject({ code: '42501' })
  await expect(open({ place_id: ids?.elsewhere })).rejects.toMatchObject({ code: '42501' })
  await open({})
  expect(await city.ask(`delete from standing where policy = 'x' returning code`)).toEqual([{ code: 'A1' }])
})

test.each(['organization', 'organization_fact', 'count_fact', 'responsibility', 'coverage'])(
  'an update of all of %s changes the rows of the officer’s scope only',
  async (table) => {
    const column = table === 'organization' ? 'code = code' : 'closed_by = closed_by'
    const [seen] = await city.ask<{ own: number }>(
      `select count(*)::integer as own from ${table} t where exists (select from place p join place_fact f on f.place_id = p.id
         left join place a on a.id = f.parent_id where p.id = t.scope_place and '320402' in (p.code, a.code))`,
    )
    const own = seen?.own ?? 0
    expect(own).toBeGreaterThan(0)
    expect(await changedBy(districtA, `update trefoil.${table} set ${column}`)).toBe(own)
    expect(
      await changedBy(districtA, `update trefoil.${table} set ${column} where scope_place = ${placeOf('320404001')}`),
    ).toBe(0)
  },
)

describe('who officers one place and reads another', () => {
  test('writes nothing in what is only read', async () => {
    const before = await contentHash(city.ask)
    expect(await changedBy(mixed, `update trefoil.organization set code = code where code = 'A1'`)).toBe(0)
    expect(await changedBy(mixed, `update trefoil.organization set code = code where code = 'B1'`)).toBe(1)
    await expect(
      changedBy(mixed, `insert into trefoil.organization (code, scope) values ('X1', ${placeOf('320402001')} * 64)`),
    ).rejects.toMatchObject({ code: '42501' })
    const result = await importSheets(
      mixed,
      {
        organizations: [organization('A1', { staff: '99' }), organization('X2', { placeCode: '320402001' })],
        partyOrganizations: [
          { id: 'PA', name: '改名' },
          { id: 'PX', name: '新支部', level: '党支部', formation: '联合', covers: 'A1;B1' },
        ],
      },
      '2023-02-01',
    )
    expect(errorsOf(result)).toEqual(['outOfScope', 'outOfScope', 'outOfScope', 'outOfScope'])
    expect(await contentHash(city.ask)).toBe(before)
  })
})

describe('what an officer learns of a code on record elsewhere', () => {
  test('is no more than of a row whose own place lies elsewhere: one sentence, no cell, no place', async () => {
    const elsewhere = { id: 'PZ', name: '乙区另一支部', level: '党支部', formation: '单独', covers: 'B3' }
    await importSheets(city.desk, { partyOrganizations: [elsewhere] }, '2023-02-01')
    const sheets = {
      organizations: [organization('B1', { placeCode: '320402001' }), organization('X3', { placeCode: '320404001' })],
      partyOrganizations: [
        { id: 'PB', name: '乙区支部', level: '党支部', formation: '单独', covers: 'A1' },
        { id: 'PC', name: '丙支部', level: '党支部', formation: '单独', covers: 'B1' },
        { id: 'PD', name: '丁支部', level: '党支部', formation: '单独', covers: 'X9' },
        { id: 'PE', name: '戊支部', level: '党支部', formation: '单独', covers: 'A3', superiorId: 'PZ' },
        { id: 'PF', name: '己支部', level: '党支部', formation: '单独', covers: 'A3', superiorId: 'X9' },
      ],
    }
    const result = await importSheets(districtA, sheets, '2023-02-01')
    const of = (row: number, sheet: string) =>
      result.problems
        .filter((one) => one.row === row && one.sheet === sheet && one.code !== 'codeForm')
        .map(({ row: _row, cell, read, message, ...rest }) => ({
          ...rest,
          cell: cell?.replace(/\d+/, ''),
          read: read?.replace(/B1|X9|PZ/, '?'),
          message: message.zh.replace(/B1|X9|PZ/, '?'),
        }))
    expect(of(2, 'organizations')).toEqual(of(3, 'organizations'))
    expect(of(2, 'organizations')).toMatchObject([{ code: 'outOfScope', cell: undefined, read: undefined }])
    expect(of(3, 'partyOrganizations')).toEqual(of(4, 'partyOrganizations'))
    expect(of(3, 'partyOrganizations')).toMatchObject([{ code: 'organizationUnknown' }])
    expect(of(5, 'partyOrganizations')).toEqual(of(6, 'partyOrganizations'))
  })
})

describe('an organization that moved to another district', () => {
  test('is kept on by its new officer, whose hands do not reach its days before', async () => {
    await importSheets(city.desk, { organizations: [organization('M1', { placeCode: '320404001' })] }, '2022-01-01')
    await importSheets(city.desk, { organizations: [organization('M1', { placeCode: '320402002' })] }, '2023-01-01')
    const result = await importSheets(
      districtA,
      { organizations: [organization('M1', { fullMembers: '7' })] },
      '2023-03-01',
    )
    expect(errorsOf(result)).toEqual([])
    expect(tallyOf(result)).toMatchObject({ changed: 1 })
    expect(await wrongStandings(city)).toEqual([])
    const days = await asActor(districtA.db, districtA.token, async (tx) => {
      const { rows } = await sql<{ from: string }>`select lower(valid) as "from" from trefoil.standing
        where code = 'M1' and upper_inf(known) order by 1`.execute(tx)
      return rows.map((row) => row.from)
    })
    expect(days[0]).toBe('2023-01-01')
  })
})

describe('a Party organization over two districts', () => {
  test('is seen by both after one of them has written its own units, and changed only by the whole', async () => {
    const branch = { id: 'PAB', name: '两区联合支部', level: '党支部', formation: '联合', foundedOn: '2021-01-01' }
    await importSheets(city.desk, { partyOrganizations: [{ ...branch, covers: 'A3;B3' }] }, '2023-01-01')
    const districtB = await city.deskOf([{ role: 'officer', place: '320404' }])
    const own = await importSheets(districtA, { partyOrganizations: [{ ...branch, covers: 'A3;A2' }] }, '2023-04-01')
    expect([errorsOf(own), tallyOf(own)['changed']]).toEqual([[], 1])
    const seenByB = await importSheets(districtB, { partyOrganizations: [{ id: 'PAB' }] }, '2023-04-01')
    expect([errorsOf(seenByB), tallyOf(seenByB)['unchanged']]).toEqual([[], 1])
    const covered = await city.ask<{ code: string }>(`select distinct o.code from coverage c
      join organization o on o.id = c.organization_id join party_organization p on p.id = c.party_organization_id
      where p.key = 'PAB' and upper_inf(c.known) and upper_inf(c.valid) order by 1`)
    expect(covered.map((row) => row.code)).toEqual(['A2', 'A3', 'B3'])
    const changed = await importSheets(
      districtA,
      { partyOrganizations: [{ ...branch, formation: '单独' }] },
      '2023-05-01',
    )
    expect(errorsOf(changed)).toEqual(['outOfScope'])
    const ended = await importSheets(
      city.desk,
      { partyOrganizations: [{ ...branch, endedOn: '2023-06-01' }] },
      '2023-06-01',
    )
    expect(errorsOf(ended)).toEqual([])
    expect(await wrongStandings(city)).toEqual([])
  })
})

describe('the audit', () => {
  const lines = () =>
    city.ask<{ account_id: number; roles: string[]; act: string; subject: string }>(
      'select account_id, roles, act, subject from audit order by seq',
    )

  test('has one line for each write: the account of the session, its roles of that moment, the act and the subject', async () => {
    const before = (await lines()).length
    const id = randomUUID()
    await importSheets(townshipA, { organizations: [organization('A1', { staff: '12' })] }, '2023-08-01', id)
    await city.ask(
      `update grant_of set role = 'operator' where account_id = (select account_id from audit order by seq desc limit 1)`,
    )
    await undoImport({ ...townshipA, key: randomUUID() }, id)
    const added = (await lines()).slice(before)
    expect(added.map(({ act, subject, roles }) => [act, subject, roles])).toEqual([
      ['import', `batch ${id}`, ['officer']],
      ['import.undo', `batch ${id}`, ['operator']],
    ])
    expect(new Set(added.map((line) => line.account_id)).size).toBe(1)
  })

  test('keeps no line of a write that was refused or sent twice', async () => {
    const before = (await lines()).length
    const id = randomUUID()
    const desk = { ...districtA, key: randomUUID() }
    const order = { batchId: id, files: ['a'], asOf: '2023-09-01' }
    const sheets = parsed({ organizations: [organization('A1', { staff: '13' })] })
    await performImport(desk, sheets, order)
    await performImport(desk, sheets, order)
    await expect(performImport(desk, sheets, { ...order, files: ['b'] })).rejects.toMatchObject({ code: 'KEY_REUSED' })
    await expect(undoImport({ ...districtA, key: randomUUID() }, randomUUID())).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(undoImport({ ...townshipA, key: randomUUID() }, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await lines()).length).toBe(before + 1)
  })

  test.each(['update audit set why = null', 'delete from audit', 'truncate audit'])(
    'refuses even its owner: %s',
    async (statement) => {
      await expect(city.ask(statement)).rejects.toMatchObject({ code: '42501', message: 'The audit is append-only.' })
    },
  )
})

test.each([
  ['nobody', 'NOT_SIGNED_IN', undefined],
  ['a reader', 'NOT_ALLOWED', [{ role: 'reader' as const }]],
  ['an organization', 'NOT_ALLOWED', [{ role: 'organization' as const, organization: 'A1' }]],
  ['an officer whose grant ran out', 'NOT_ALLOWED', [{ role: 'officer' as const, valid: '[2000-01-01,2001-01-01)' }]],
])('%s imports nothing', async (_who, code, grants) => {
  const desk = grants === undefined ? { ...city.desk, token: 'forged' } : await city.deskOf(grants)
  await expect(importSheets(desk, SMALL_CITY)).rejects.toMatchObject({ code })
})

test('a grant for an organization without the organization is no grant for everything', async () => {
  await expect(city.deskOf([{ role: 'organization', organization: 'no such code' }])).rejects.toMatchObject({
    code: '23514',
  })
})
