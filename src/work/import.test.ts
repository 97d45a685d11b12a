import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  contentHash,
  errorsOf,
  importSheets,
  openTestDesk,
  organization,
  SMALL_CITY,
  tallyOf,
  type Sheets,
  wrongStandings,
  type TestDesk,
} from '../../test/import-desk.ts'
import type { Day } from '../domain/day.ts'
import { NOUNS, SHEETS, type Noun } from '../domain/sheet.ts'
import { scratchFolder } from '../store/workbook/fixture.ts'
import { csvLine } from '../store/workbook/text.ts'
import { writeWorkbook } from '../store/workbook/write.ts'
import type { SourceFile } from '../store/workbook/workbook.ts'
import { analyseCoverage, analyseOfficial } from './analysis.ts'
import type { Desk } from './desk.ts'
import { EXPORT_FORMATS, writeExport } from './export.ts'
import { readFiles } from './import-read.ts'
import { performImport } from './import.ts'

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
    expect(await wrongStandings(city)).toEqual([])
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
    expect(await wrongStandings(city)).toEqual([])
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
    expect(await wrongStandings(city)).toEqual([])
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
