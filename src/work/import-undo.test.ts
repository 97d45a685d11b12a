import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  contentHash,
  errorsOf,
  importSheets,
  openTestDesk,
  organization,
  SMALL_CITY,
  tallyOf,
  undoBatch,
  wrongStandings,
  type Sheets,
  type TestDesk,
} from '../../test/import-desk.ts'
import { analyseCoverage, analyseOfficial } from './analysis.ts'

let city: TestDesk

beforeEach(async () => {
  city = await openTestDesk()
})
afterEach(() => city.close())

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
    await undoBatch(city.desk, id)
    expect(await all()).toEqual(before)
    expect(await wrongStandings(city)).toEqual([])
    await expect(undoBatch(city.desk, id)).rejects.toMatchObject({ code: 'BATCH_NOT_READY' })
    await expect(importSheets(city.desk, change, '2023-02-01', id)).rejects.toMatchObject({ code: 'BATCH_NOT_READY' })
    await importSheets(city.desk, change, '2023-02-01')
    expect(await wrongStandings(city)).toEqual([])
  })

  test('what it brought in and took back is unknown to the next file', async () => {
    await importSheets(city.desk, SMALL_CITY, '2023-01-01')
    const id = randomUUID()
    await importSheets(city.desk, change, '2023-02-01', id)
    await undoBatch(city.desk, id)
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
    await expect(undoBatch(city.desk, first)).rejects.toMatchObject({ code: 'BATCH_TOUCHED' })
    expect(await contentHash(city.ask)).toBe(after)
    await undoBatch(city.desk, second)
    expect(await contentHash(city.ask)).toBe(between)
    await undoBatch(city.desk, first)
    expect(await contentHash(city.ask)).toBe(before)
  })

  test('a body that was put into another line takes its organizations along, and back again', async () => {
    await importSheets(city.desk, SMALL_CITY, '2023-01-01')
    const civil = await city.deskOf([{ role: 'reader', place: '320400', lines: [1] }])
    const seen = async () => (await analyseCoverage(civil, { asOf: '2023-06-01' }, [])).populations.P0
    const before = [await contentHash(city.ask), await seen()]
    const id = randomUUID()
    const moved = { bodies: [{ id: 'EDU', line: '民政' }], organizations: [organization('B2', { staff: '9' })] }
    await importSheets(city.desk, moved, '2023-02-01', id)
    expect(await seen()).toBe(Number(before[1]) + 2)
    expect(await wrongStandings(city)).toEqual([])
    const same = await importSheets(
      city.desk,
      { organizations: [{ code: 'A2', line: '民政', bodyId: 'EDU' }] },
      '2023-02-01',
    )
    expect([errorsOf(same), tallyOf(same)['unchanged']]).toEqual([[], 1])
    await undoBatch(city.desk, id)
    expect([await contentHash(city.ask), await seen()]).toEqual(before)
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
    await undoBatch(officer, id)
    expect(await contentHash(city.ask)).toBe(before)
  })
})
