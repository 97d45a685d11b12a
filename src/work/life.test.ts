import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  contentHash,
  errorsOf,
  importSheets,
  openTestDesk,
  organization,
  SMALL_CITY,
  undoBatch,
  type TestDesk,
} from '../../test/import-desk.ts'
import type { Desk } from './desk.ts'
import { getLife, recordLifeEvent, type LifeGiven } from './life.ts'
import { enterOrganization } from './organization-entry.ts'

let city: TestDesk
let officer: Desk
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  officer = await city.deskOf([{ role: 'officer', place: '320402' }])
})
afterAll(() => city.close())

const record = async (desk: Desk, code: string, given: Partial<LifeGiven> & Pick<LifeGiven, 'event' | 'day'>) => {
  const { version } = await getLife(desk, code)
  const full = { reason: '决议', document: '常民〔2023〕1号', place: null, successors: [], seen: version, ...given }
  return recordLifeEvent({ ...desk, key: randomUUID() }, code, full)
}

test('an organization is wound up and struck off, each with its paper, and each step can be taken back', async () => {
  const before = await contentHash(city.ask)
  const wound = await record(officer, 'A1', { event: 'liquidate', day: '2024-03-01' })
  expect(wound.life).toMatchObject({ state: 'liquidating', possible: expect.arrayContaining(['deregister']) })
  const ended = await record(officer, 'A1', { event: 'deregister', day: '2024-04-01', document: '注销1号' })
  expect(ended.life.state).toBe('ended')
  expect(ended.life.possible).toEqual([])
  expect(ended.life.events.map(({ event, day, document }) => [event, day, document])).toEqual([
    ['deregister', '2024-04-01', '注销1号'],
    ['liquidate', '2024-03-01', '常民〔2023〕1号'],
  ])
  await undoBatch(officer, ended.batch)
  await undoBatch(officer, wound.batch)
  expect(await contentHash(city.ask)).toBe(before)
  const after = await getLife(officer, 'A1')
  expect(after.state).toBe('active')
  expect(after.events.every((one) => one.withdrawnAt !== null)).toBe(true)
})

test.each([
  [
    'a deregistration without a liquidation',
    'A1',
    { event: 'deregister', day: '2024-01-01' },
    'LIFE_REFUSED',
    '/body/event',
  ],
  [
    'no number of a paper',
    'A1',
    { event: 'liquidate', day: '2024-01-01', document: ' ' },
    'LIFE_REFUSED',
    '/body/document',
  ],
  ['a day to come', 'A1', { event: 'rest', day: '2999-01-01' }, 'LIFE_REFUSED', '/body/day'],
  [
    'a successor that is not there',
    'A1',
    { event: 'merge', day: '2024-01-01', successors: ['NOBODY'] },
    'SUCCESSOR_MISSING',
    '/body/successors',
  ],
  [
    'a successor of another district',
    'A1',
    { event: 'merge', day: '2024-01-01', successors: ['B1'] },
    'SUCCESSOR_MISSING',
    '/body/successors',
  ],
  ['an event that is none', 'A1', { event: 'explode', day: '2024-01-01' }, 'BAD_REQUEST', '/body/event'],
  [
    'what was read before somebody else changed it',
    'A1',
    { event: 'rest', day: '2024-01-01', seen: 0 },
    'STALE',
    undefined,
  ],
  [
    'a move out of one’s scope',
    'A1',
    { event: 'move', day: '2024-01-01', place: '320404001' },
    'ENTRY_REJECTED',
    undefined,
  ],
] as const)('%s is refused, and nothing is written', async (...[, code, given, refusal, pointer]) => {
  const before = await contentHash(city.ask)
  await expect(
    record(officer, code, { ...given, successors: [...('successors' in given ? given.successors : [])] }),
  ).rejects.toMatchObject({
    code: refusal,
    details: pointer === undefined ? {} : { pointer },
  })
  expect(await contentHash(city.ask)).toBe(before)
})

test('what is not seen has no life to be told', async () => {
  await expect(getLife(officer, 'B1')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a merger names who goes on; whoever states the retired code is told', async () => {
  const merged = await record(city.desk, 'A3', { event: 'merge', day: '2024-05-01', successors: ['A2'] })
  expect(merged.life.events[0]?.successors).toMatchObject([{ code: 'A2' }])
  expect((await getLife(city.desk, 'A2')).predecessors).toMatchObject([
    { code: 'A3', event: 'merge', day: '2024-05-01' },
  ])
  const again = await importSheets(city.desk, { organizations: [organization('A3', { staff: '7' })] }, '2024-06-01')
  expect(errorsOf(again)).toEqual(['codeRetired'])
  expect(again.problems[0]?.message.en).toContain('A2')
  await expect(
    enterOrganization(
      { ...city.desk, key: randomUUID() },
      { code: 'A3', asOf: '2024-06-01', cells: { staff: '7' }, seen: null, accepted: [], note: '' },
    ),
  ).rejects.toMatchObject({ code: 'CODE_RETIRED', details: { successor: 'A2', day: '2024-05-01' } })
  const before = await importSheets(city.desk, { organizations: [organization('A3', { staff: '7' })] }, '2024-02-01')
  expect(errorsOf(before)).toEqual([])
})

test('a successor of another district is not told to those who do not see it', async () => {
  await record(city.desk, 'A2', { event: 'merge', day: '2024-06-01', successors: ['B1'] })
  const seen = await getLife(officer, 'A2')
  expect(seen.events[0]).toMatchObject({ event: 'merge', successors: [] })
  const told = await importSheets(officer, { organizations: [organization('A2', { staff: '7' })] }, '2024-07-01')
  expect([errorsOf(told), JSON.stringify(told.problems).includes('B1')]).toEqual([['codeRetired'], false])
})
