import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  contentHash,
  importSheets,
  openTestDesk,
  organization,
  parsed,
  SMALL_CITY,
  undoBatch,
  wrongStandings,
  type Sheets,
  type TestDesk,
} from '../../test/import-desk.ts'
import { performImport } from './import.ts'

let city: TestDesk

beforeEach(async () => {
  city = await openTestDesk()
})
afterEach(() => city.close())

describe('at the same time', () => {
  test('two imports that overlap end as one after the other', async () => {
    await importSheets(city.desk, SMALL_CITY, '2023-01-01')
    const one: Sheets = {
      organizations: [organization('A3', { fullMembers: '4', staff: '9' }), organization('N1', { staff: '1' })],
    }
    const two: Sheets = {
      organizations: [organization('A3', { otherMembers: '2' }), organization('N1', { fullMembers: '1' })],
      partyOrganizations: [{ id: 'PA', covers: 'A1;A2;A3' }],
    }
    await Promise.all([importSheets(city.desk, one, '2023-02-01'), importSheets(city.desk, two, '2023-02-01')])
    expect(await wrongStandings(city)).toEqual([])
    const content = await contentHash(city.ask)
    const serial: string[] = []
    for (const order of [
      [one, two],
      [two, one],
    ]) {
      const other = await openTestDesk()
      await importSheets(other.desk, SMALL_CITY, '2023-01-01')
      for (const sheets of order) await importSheets(other.desk, sheets, '2023-02-01')
      serial.push(await contentHash(other.ask))
      await other.close()
    }
    expect(serial).toContain(content)
  })

  test('one that counts and one that covers are judged together', async () => {
    const sheets = (index: number): [Sheets, Sheets] => [
      { organizations: [organization(`C${index}`, { fullMembers: '1' })] },
      {
        partyOrganizations: [
          { id: `Q${index}`, name: '区域', level: '党支部', formation: '区域', covers: `C${index}` },
        ],
      },
    ]
    const start = [0, 1, 2].map((index) => organization(`C${index}`, { fullMembers: '0' }))
    await importSheets(city.desk, { ...SMALL_CITY, organizations: start, partyOrganizations: [] }, '2023-01-01')
    for (const index of [0, 1, 2]) {
      await Promise.all(sheets(index).map((one) => importSheets(city.desk, one, '2023-01-01')))
    }
    expect(await wrongStandings(city)).toEqual([])
  })

  test('what two say of one organization is judged together, though neither changes what the other wrote', async () => {
    await importSheets(city.desk, SMALL_CITY, '2023-01-01')
    const left: Sheets = { partyOrganizations: [{ id: 'PB', covers: '#CLEAR' }] }
    const listed: Sheets = {
      partyOrganizations: [{ id: 'PR', name: '区域支部', level: '党支部', formation: '区域', covers: 'B2' }],
    }
    // Both wait at their last step, so that neither has seen the other.
    const held = await city.connect()
    await held.query('begin')
    await held.query('lock table trefoil.audit in share row exclusive mode')
    const both = Promise.all([left, listed].map((sheets) => importSheets(city.desk, sheets, '2023-02-01')))
    for (let waiting = 0; waiting < 2;) {
      const { rows } = await held.query(`select count(distinct pid)::integer as n from pg_locks where not granted
        and (database is null or database = (select oid from pg_database where datname = current_database()))`)
      waiting = rows[0].n
    }
    await held.query('commit')
    held.release()
    await both
    const rows = await city.ask(
      `select c."primary", p.key from coverage c join party_organization p on p.id = c.party_organization_id
       join organization o on o.id = c.organization_id
       where o.code = 'B2' and upper_inf(c.known) and c.valid @> '2023-03-01'::date`,
    )
    expect(rows).toEqual([{ primary: true, key: 'PR' }])
    expect(await wrongStandings(city)).toEqual([])
  })

  test('the same key twice imports once and gives the same answer', async () => {
    const key = randomUUID()
    const order = { batchId: randomUUID(), files: ['test'], asOf: '2023-01-01' }
    const send = () => performImport({ ...city.desk, key }, parsed(SMALL_CITY), order)
    const [a, b] = await Promise.all([send(), send()])
    expect(a).toEqual(b)
    expect(await send()).toEqual(a)
    expect(await city.ask('select count(*)::integer as n from batch')).toEqual([{ n: 1 }])
    expect(await city.ask('select count(*)::integer as n from audit')).toEqual([{ n: 1 }])
  })

  test('of two undos one is done, the other is told that it was', async () => {
    const id = randomUUID()
    await importSheets(city.desk, SMALL_CITY, '2023-01-01', id)
    const ends = await Promise.allSettled([undoBatch(city.desk, id), undoBatch(city.desk, id)])
    expect(ends.map((end) => end.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(ends.find((end) => end.status === 'rejected')?.reason).toMatchObject({ code: 'BATCH_NOT_READY' })
    expect(await city.ask('select count(*)::integer as n from organization_fact where upper_inf(known)')).toEqual([
      { n: 0 },
    ])
  })
})

describe('the database itself refuses', () => {
  test.each([
    ['two responsible bodies on one day', 'responsibility', ''],
    ['two sayings of one organization on one day', 'organization_fact', ''],
    ['two counts on one day', 'count_fact', ''],
    ['two primary coverages on one day', 'coverage', `and "primary"`],
    ['two standings on one day', 'standing', ''],
    ['two names of a place on one day', 'place_fact', ''],
    ['two sayings of a Party organization on one day', 'party_organization_fact', ''],
  ])('%s', async (_what, table, where) => {
    await importSheets(city.desk, SMALL_CITY, '2023-01-01')
    const columns = await city.ask<{ name: string }>(
      `select column_name as name from information_schema.columns where table_schema = 'trefoil' and table_name = $1
       and is_generated = 'NEVER' and is_identity = 'NO' and column_name <> 'valid' order by ordinal_position`,
      [table],
    )
    const names = columns.map((one) => `"${one.name}"`).join(', ')
    const other =
      table === 'coverage'
        ? names.replace('"party_organization_id"', `(select max(id) from party_organization)`)
        : names
    const [row] = await city.ask<{ id: number }>(
      `select min(id) as id from ${table} where upper_inf(known) and upper_inf(valid) ${where}`,
    )
    const insert = (valid: string) =>
      city.ask(`insert into ${table} (${names}, valid) select ${other}, ${valid} from ${table} where id = $1`, [
        row?.id,
      ])
    await expect(insert('daterange(lower(valid) + 30, null)')).rejects.toMatchObject({ code: '23P01' })
    await insert(`'[1700-01-01,1700-02-01)'::daterange`)
  })
})
