import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  contentHash,
  errorsOf,
  importSheets,
  openTestDesk,
  organization,
  parsed,
  SMALL_CITY,
  tallyOf,
  type Sheets,
  type TestDesk,
} from '../../test/import-desk.ts'
import type { Day } from '../domain/day.ts'
import { NOUNS, SHEETS, type Noun } from '../domain/sheet.ts'
import { scratchFolder } from '../store/workbook-fixture.ts'
import { csvLine } from '../store/workbook-text.ts'
import { writeWorkbook } from '../store/workbook-write.ts'
import type { SourceFile } from '../store/workbook.ts'
import { analyseCoverage, analyseOfficial } from './analysis.ts'
import type { Desk } from './desk.ts'
import { reading } from './desk.ts'
import { EXPORT_FORMATS, writeExport } from './export.ts'
import { readFiles } from './import-read.ts'
import { performImport, undoImport } from './import.ts'
import { getPolicy } from './policy.ts'
import { listWrongStandings } from './standing.ts'

let city: TestDesk
const scratch = scratchFolder()

beforeEach(async () => {
  city = await openTestDesk()
})
afterEach(() => city.close())
afterAll(() => scratch.remove())

async function importFiles(files: readonly SourceFile[], asOf: Day, desk: Desk = city.desk) {
  const read = await readFiles(files, { mappingFor: () => undefined })
  const order = { batchId: randomUUID(), files: files.map((one) => one.name), asOf }
  return performImport({ ...desk, key: randomUUID() }, read, order)
}

function rowsOf(noun: Noun, sheets: Sheets): string[][] {
  const keys = SHEETS[noun].columns.map((column) => column.key)
  return (sheets[noun] ?? []).map((row) => keys.map((key) => row[key] ?? ''))
}

function csvOf(noun: Noun, sheets: Sheets): SourceFile {
  const path = scratch.path(`${noun}.csv`)
  const keys = SHEETS[noun].columns.map((column) => column.key)
  writeFileSync(path, [keys, ...rowsOf(noun, sheets)].map(csvLine).join(''))
  return { path, name: `${noun}.csv` }
}

async function wrongStandings(): Promise<number[]> {
  return reading(city.desk, async (tx, clock) =>
    listWrongStandings(tx, await getPolicy(tx, city.desk.packs, { day: clock.today })),
  )
}

const undo = (id: string, desk: Desk = city.desk) => undoImport({ ...desk, key: randomUUID() }, id)

/** What is on record of the counts of an organization: first day, members. */
async function membersOf(code: string): Promise<[Day, number | null][]> {
  const rows = await city.ask<{ from: Day; full: number | null }>(
    `select lower(c.valid)::text as "from", c.full_members as "full" from count_fact c
     join organization o on o.id = c.organization_id where o.code = $1 and upper_inf(c.known) order by 1`,
    [code],
  )
  return rows.map((row) => [row.from, row.full])
}

describe('files given together are one import', () => {
  test('whatever their order, as CSV files or as one workbook of four sheets', async () => {
    const hashes: string[] = []
    for (const order of [
      NOUNS,
      NOUNS.toReversed(),
      ['organizations', 'places', 'partyOrganizations', 'bodies'] as const,
    ]) {
      const other = await openTestDesk()
      await importFiles(
        order.map((noun) => csvOf(noun, SMALL_CITY)),
        '2024-01-01',
        other.desk,
      )
      hashes.push(await contentHash(other.ask))
      await other.close()
    }
    const path = scratch.path('all.xlsx')
    const tables = NOUNS.toReversed().map((noun) => ({
      name: SHEETS[noun].name.zh,
      columns: SHEETS[noun].columns.map(({ key, label }) => ({ key, label, kind: 'text' as const })),
      rows: rowsOf(noun, SMALL_CITY).map((row) => row.map((cell) => cell || null)),
    }))
    await writeWorkbook(path, tables)
    const result = await importFiles([{ path, name: 'all.xlsx' }], '2024-01-01')
    expect(errorsOf(result)).toEqual([])
    expect(tallyOf(result)).toEqual({ created: 18, changed: 0, unchanged: 0, rejected: 0 })
    hashes.push(await contentHash(city.ask))
    expect(new Set(hashes).size).toBe(1)
    expect(await wrongStandings()).toEqual([])
  })

  test.each(EXPORT_FORMATS.filter((format) => format !== 'jsonl'))(
    'what is exported as %s comes in again and changes nothing',
    async (format) => {
      await importSheets(city.desk, SMALL_CITY, '2023-01-01')
      await importSheets(
        city.desk,
        {
          places: [
            { code: '320404001', name: '乙一街道（新名）' },
            { code: '320402002', validTo: '2024-01-01' },
          ],
          organizations: [
            organization('A1', { name: '=SUM(1,2)', endedOn: '2024-01-15', longitude: '119.123456789' }),
            organization('A2', { name: '\'引号\n换行"，,', notBuiltReason: '-暂无', staff: '5', partyGroup: '否' }),
            organization('A3', { status: '孵化', instructor: '是', instructorSince: '2023-02-01', grade: '3A' }),
            organization('X1', { registeredOn: '' }),
          ],
          partyOrganizations: [
            { id: 'PC', name: '区域支部', level: '党支部', formation: '区域', nature: '临时', covers: 'A1;A2;B1' },
          ],
        },
        '2023-06-01',
      )
      const before = await contentHash(city.ask)
      for (const asOf of ['2023-03-01', '2023-06-01', '2024-02-01']) {
        const files: SourceFile[] = []
        for (const noun of NOUNS) {
          const path = scratch.path(`${noun}.${format}`)
          await writeExport(city.desk, { noun, question: { asOf }, filters: {}, format }, path)
          files.push({ path, name: `${noun}.${format}` })
        }
        const result = await importFiles(files, asOf)
        expect(errorsOf(result), asOf).toEqual([])
        expect(tallyOf(result), asOf).toMatchObject({ created: 0, changed: 0, rejected: 0 })
        expect(result.sheets.length).toBe(4)
        expect(await contentHash(city.ask), asOf).toBe(before)
      }
    },
  )
})

describe('statements of days', () => {
  const said = (full: string, asOf: Day, more: Readonly<Record<string, string>> = {}) =>
    importSheets(city.desk, { organizations: [organization('A1', { fullMembers: full, ...more })] }, asOf)

  test('the first return also speaks for the time before it, later ones from their day, in whatever order they come', async () => {
    await said('3', '2021-01-01')
    await said('5', '2023-01-01')
    await said('4', '2022-01-01')
    expect(await membersOf('A1')).toEqual([
      ['2018-03-01', 3],
      ['2022-01-01', 4],
      ['2023-01-01', 5],
    ])
    await said('2', '2020-01-01')
    expect(await membersOf('A1')).toEqual([
      ['2018-03-01', 2],
      ['2021-01-01', 3],
      ['2022-01-01', 4],
      ['2023-01-01', 5],
    ])
  })

  test('a second statement of the same day corrects the first; blank is no change, #CLEAR clears', async () => {
    await said('3', '2021-01-01', { staff: '9' })
    await said('5', '2021-01-01')
    expect(await membersOf('A1')).toEqual([['2018-03-01', 5]])
    await said('#CLEAR', '2022-01-01')
    expect(await membersOf('A1')).toEqual([
      ['2018-03-01', 5],
      ['2022-01-01', null],
    ])
    const [row] = await city.ask(
      'select array_agg(staff order by valid) as staff from count_fact where upper_inf(known)',
    )
    expect(row).toEqual({ staff: [9, 9] })
  })

  test('an end that is reported late stays, also when a later file does not mention it', async () => {
    await said('3', '2021-01-01')
    await said('3', '2024-06-01', { endedOn: '2024-03-15' })
    await said('3', '2024-07-01')
    await said('4', '2024-02-01')
    const days = () =>
      city.ask<{ from: Day; to: Day | null }>(`select min(lower(valid))::text as "from",
        nullif(max(coalesce(upper(valid), 'infinity')), 'infinity')::text as "to" from standing where upper_inf(known)`)
    expect(await days()).toEqual([{ from: '2018-03-01', to: '2024-03-15' }])
    await said('4', '2024-07-02', { endedOn: '#清空' })
    expect(await days()).toEqual([{ from: '2018-03-01', to: null }])
    expect(await wrongStandings()).toEqual([])
  })

  test('an end that was a mistake and is taken back leaves the coverage as it was', async () => {
    await importSheets(city.desk, SMALL_CITY, '2023-01-01')
    const covered = () =>
      city.ask(`select o.code, p.key, c.valid, c."primary" from coverage c join organization o on o.id = c.organization_id
        join party_organization p on p.id = c.party_organization_id where upper_inf(c.known) order by 1, 2, 3`)
    const before = await covered()
    await importSheets(
      city.desk,
      {
        organizations: [organization('A1', { endedOn: '2022-01-01' })],
        partyOrganizations: [{ id: 'PB', endedOn: '2022-06-01', foundedOn: '2021-01-01' }],
      },
      '2023-02-01',
    )
    expect(await covered()).not.toEqual(before)
    await importSheets(
      city.desk,
      {
        organizations: [organization('A1', { endedOn: '#CLEAR' })],
        partyOrganizations: [{ id: 'PB', endedOn: '#CLEAR', foundedOn: '2020-05-01' }],
      },
      '2023-02-02',
    )
    expect(await covered()).toEqual(before)
    expect(await wrongStandings()).toEqual([])
  })

  test('a return that comes late about whom a Party organization covers changes nothing stated for later days', async () => {
    await importSheets(city.desk, SMALL_CITY, '2020-01-01')
    const covers = (text: string, asOf: Day) =>
      importSheets(city.desk, { partyOrganizations: [{ id: 'PA', covers: text }] }, asOf)
    const spans = async () => {
      const rows = await city.ask<{ code: string; span: string }>(`select o.code, c.valid::text as span from coverage c
        join organization o on o.id = c.organization_id where upper_inf(c.known) and o.code like 'A%' order by 1, c.valid`)
      return rows.map((row) => `${row.code} ${row.span}`)
    }
    await covers('A1;A2;A3', '2021-01-01')
    await covers('A1', '2022-01-01')
    await covers('A1;A3', '2020-06-01')
    expect(await spans()).toEqual(['A1 [2019-05-01,)', 'A2 [2019-05-01,2020-06-01)', 'A3 [2020-06-01,2022-01-01)'])
  })

  test('as known before a correction, the figures are what they were', async () => {
    await importSheets(city.desk, SMALL_CITY, '2023-01-01')
    const asOf = '2023-03-01'
    const knownAt = await now()
    const before = await analyseCoverage(city.desk, { asOf, knownAt }, ['township'])
    const table = await analyseOfficial(city.desk, { asOf, knownAt })
    await importSheets(
      city.desk,
      {
        places: [{ code: '320402001', name: '改名街道' }],
        organizations: [organization('A1', { fullMembers: '0', placeCode: '320404001', kind: '基金会' })],
        partyOrganizations: [{ id: 'PB', covers: '#CLEAR' }],
      },
      '2023-01-01',
    )
    expect(await analyseCoverage(city.desk, { asOf, knownAt }, ['township'])).toEqual(before)
    expect(await analyseOfficial(city.desk, { asOf, knownAt })).toEqual(table)
    const after = await analyseCoverage(city.desk, { asOf }, ['township'])
    expect(after.indicators).not.toEqual(before.indicators)
  })
})

async function now(): Promise<string> {
  const [row] = await city.ask<{ now: string }>(
    `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
  )
  return row?.now ?? ''
}

describe('a batch is taken back whole', () => {
  const change: Sheets = {
    places: [{ code: '320405', name: '丙区', parentCode: '320400' }],
    bodies: [{ id: 'NEW', name: '新党委', line: '行业' }],
    organizations: [
      organization('A1', { fullMembers: '1' }),
      organization('N1', { placeCode: '320405', bodyId: 'NEW' }),
    ],
    partyOrganizations: [
      { id: 'PB', level: '党委' },
      { id: 'PN', name: '新', level: '党支部', formation: '联合', covers: 'A3;N1' },
    ],
  }

  test('with analyses and exports as before it, once only', async () => {
    await importSheets(city.desk, SMALL_CITY, '2023-01-01')
    const asOf = '2023-06-01'
    const all = async () => ({
      content: await contentHash(city.ask),
      coverage: (await analyseCoverage(city.desk, { asOf }, ['district', 'kind'])).rows,
      official: (await analyseOfficial(city.desk, { asOf })).rows,
    })
    const before = await all()
    const id = randomUUID()
    expect(tallyOf(await importSheets(city.desk, change, '2023-02-01', id))).toMatchObject({ created: 4, changed: 2 })
    expect(await all()).not.toEqual(before)
    await undo(id)
    expect(await all()).toEqual(before)
    expect(await wrongStandings()).toEqual([])
    await expect(undo(id)).rejects.toMatchObject({ code: 'BATCH_NOT_READY' })
    await expect(importSheets(city.desk, change, '2023-02-01', id)).rejects.toMatchObject({ code: 'BATCH_NOT_READY' })
    await importSheets(city.desk, change, '2023-02-01')
    expect(await wrongStandings()).toEqual([])
  })

  test('what it brought in and took back is unknown to the next file', async () => {
    await importSheets(city.desk, SMALL_CITY, '2023-01-01')
    const id = randomUUID()
    await importSheets(city.desk, change, '2023-02-01', id)
    await undo(id)
    const result = await importSheets(
      city.desk,
      {
        places: [{ code: '320405001', name: '街道', parentCode: '320405' }],
        bodies: [{ id: 'SUB', name: '下级', line: '行业', parentId: 'NEW' }],
        organizations: [
          organization('X1', { placeCode: '320405' }),
          organization('X2', { bodyId: 'NEW' }),
          { code: 'N1', staff: '3' },
        ],
        partyOrganizations: [
          { id: 'PX', name: '甲', level: '党支部', formation: '联合', covers: 'N1' },
          { id: 'PN', covers: 'A1' },
        ],
      },
      '2023-03-01',
    )
    expect(errorsOf(result).toSorted()).toEqual([
      'bodyUnknown',
      'needed',
      'needed',
      'organizationUnknown',
      'parentUnknown',
      'parentUnknown',
      'placeUnknown',
    ])
    expect(tallyOf(result)).toMatchObject({ created: 0, changed: 0 })
  })

  test.each<[string, Sheets]>([
    ['changed the same counts', { organizations: [organization('A1', { fullMembers: '2' })] }],
    ['wrote counts of an organization that only it brought', { organizations: [{ code: 'N1', staff: '7' }] }],
    [
      'put an organization into a place that only it brought',
      { organizations: [organization('B3', { placeCode: '320405' })] },
    ],
    ['gave an organization to a body that only it brought', { organizations: [organization('B3', { bodyId: 'NEW' })] }],
    ['put a body below one that only it brought', { bodies: [{ id: 'HEA', parentId: 'NEW' }] }],
    [
      'covered more by a Party organization that only it brought',
      { partyOrganizations: [{ id: 'PN', covers: 'A3;N1;B3' }] },
    ],
  ])('unless a later one %s; that one taken back, it can be', async (_what, later) => {
    await importSheets(city.desk, SMALL_CITY, '2023-01-01')
    const before = await contentHash(city.ask)
    const [first, second] = [randomUUID(), randomUUID()]
    await importSheets(city.desk, change, '2023-02-01', first)
    const between = await contentHash(city.ask)
    expect(errorsOf(await importSheets(city.desk, later, '2023-03-01', second))).toEqual([])
    const after = await contentHash(city.ask)
    await expect(undo(first)).rejects.toMatchObject({ code: 'BATCH_TOUCHED' })
    expect(await contentHash(city.ask)).toBe(after)
    await undo(second)
    expect(await contentHash(city.ask)).toBe(between)
    await undo(first)
    expect(await contentHash(city.ask)).toBe(before)
  })

  test('by an officer of a district as by the whole', async () => {
    await importSheets(city.desk, SMALL_CITY, '2023-01-01')
    const officer = await city.deskOf([{ role: 'officer', place: '320402' }])
    const before = await contentHash(city.ask)
    const id = randomUUID()
    await importSheets(
      officer,
      {
        organizations: [
          organization('A1', { placeCode: '320402002', fullMembers: '1' }),
          organization('N2', { placeCode: '320402' }),
        ],
      },
      '2023-02-01',
      id,
    )
    await undo(id, officer)
    expect(await contentHash(city.ask)).toBe(before)
  })
})

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
    expect(await wrongStandings()).toEqual([])
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
    expect(await wrongStandings()).toEqual([])
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
    expect(await wrongStandings()).toEqual([])
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
    const ends = await Promise.allSettled([undo(id), undo(id)])
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
