import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  contentHash,
  importSheets,
  openTestDesk,
  SMALL_CITY,
  wholeHash,
  wrongStandings,
  type TestDesk,
} from '../../test/import-desk.ts'
import type { Desk } from './desk.ts'
import { undoEntry } from './entry-undo.ts'
import { previewBatch, stateBatch, type BatchOrder } from './register-batch.ts'
import { listOrganizations } from './register.ts'

const MOST = 500
const TEN: Pick<BatchOrder, 'asOf'> = { asOf: '2024-05-10' }
let city: TestDesk
let first: Desk
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  first = await city.deskOf([{ role: 'officer', place: '320402' }])
})
afterAll(() => city.close())

const keyed = (desk: Desk): Desk => ({ ...desk, key: randomUUID() })
let before = ''
beforeEach(async () => {
  before = await contentHash(city.ask)
})

async function state(desk: Desk, order: BatchOrder) {
  const { digest } = await previewBatch(desk, order, MOST)
  return stateBatch(keyed(desk), { ...order, digest }, MOST)
}

test('a preview says each cell that would change, and writes nothing at all', async () => {
  const whole = await wholeHash(city.ask)
  const order = { ...TEN, codes: ['A1', 'A2', 'A2', 'NONE'], set: { status: '停滞', industry: '养老' } }
  const { changed, unchanged, rejected } = await previewBatch(city.desk, order, MOST)
  expect(changed).toEqual(
    ['A1', 'A2'].map((code) => ({
      code,
      name: `组织${code}`,
      cells: [
        { key: 'status', from: 'active', to: 'dormant' },
        { key: 'industry', from: '', to: '养老' },
      ],
    })),
  )
  expect(unchanged).toBe(0)
  expect(rejected).toMatchObject([{ code: 'NONE' }])
  expect(await wholeHash(city.ask)).toBe(whole)
})

test('what was previewed is stated, judged, and taken back whole', async () => {
  const order = { ...TEN, filters: { place: '320402' }, set: { grade: '4A', gradeValidTo: '2029-05-10' } }
  const { batch, ...receipt } = await state(city.desk, order)
  expect(receipt).toEqual({ changed: 3, unchanged: 0, rejected: [] })
  expect((await listOrganizations(city.desk, {}, { grade: '4A' }, {})).total).toBe(3)
  expect(await wrongStandings(city)).toEqual([])
  const again = await previewBatch(city.desk, order, MOST)
  expect([again.changed.length, again.unchanged]).toEqual([0, 3])
  await undoEntry(keyed(city.desk), batch)
  expect(await contentHash(city.ask)).toBe(before)
})

test('a place moves many, with the desk that answers for them; an empty text clears', async () => {
  const moved = await state(city.desk, { ...TEN, codes: ['A1', 'A3'], set: { placeCode: '320404001' } })
  expect((await listOrganizations(city.desk, { place: '320404' }, {}, {})).total).toBe(5)
  await undoEntry(keyed(city.desk), moved.batch)
  const cleared = await state(city.desk, { ...TEN, codes: ['A1'], set: { placeCode: '' } })
  expect(cleared.changed).toBe(1)
  await undoEntry(keyed(city.desk), cleared.batch)
  expect(await contentHash(city.ask)).toBe(before)
})

test('an officer states for her own district; what is not hers is rejected like what is not there', async () => {
  const order = { ...TEN, codes: ['A1', 'B1', 'NONE'], set: { industry: '养老' } }
  const { changed, rejected } = await previewBatch(first, order, MOST)
  expect(changed.map((one) => one.code)).toEqual(['A1'])
  const [foreign, missing] = rejected
  expect([foreign?.code, missing?.code]).toEqual(['B1', 'NONE'])
  expect(foreign?.reason.zh.replaceAll('B1', 'X')).toBe(missing?.reason.zh.replaceAll('NONE', 'X'))
  expect(foreign?.name).toBe('B1')
})

test('she cannot move one out of her district', async () => {
  const { changed, rejected } = await previewBatch(
    first,
    { ...TEN, codes: ['A1'], set: { placeCode: '320404001' } },
    MOST,
  )
  expect([changed.length, rejected.length]).toEqual([0, 1])
})

test.each<[string, BatchOrder, string]>([
  ['none', { ...TEN, filters: { industry: '无此行业' }, set: { grade: '3A' } }, 'REGISTER_BATCH_EMPTY'],
  ['nothing to say', { ...TEN, codes: ['A1'], set: {} }, 'BAD_REQUEST'],
])('%s is refused', async (_what, order, code) => {
  await expect(previewBatch(city.desk, order, MOST)).rejects.toMatchObject({ code })
})

test('more than a page changes at once is refused by the numbers', async () => {
  const order = { ...TEN, filters: {}, set: { grade: '3A' as const } }
  await expect(previewBatch(city.desk, order, 5)).rejects.toMatchObject({
    code: 'REGISTER_BATCH_TOO_MANY',
    details: { count: 6, most: 5 },
  })
})

test('a word that the sheet does not know is rejected with the words that it knows', async () => {
  const { rejected } = await previewBatch(city.desk, { ...TEN, codes: ['A1'], set: { grade: '9A' } }, MOST)
  expect(rejected).toMatchObject([{ code: 'A1', reason: { zh: expect.stringContaining('9A') } }])
})

test('where the register has changed since the preview, nothing is stated', async () => {
  const order = { ...TEN, codes: ['B1', 'B2'], set: { industry: '养老' } }
  const { digest } = await previewBatch(city.desk, order, MOST)
  const other = await state(city.desk, { ...TEN, codes: ['B1'], set: { industry: '养老' } })
  await expect(stateBatch(keyed(city.desk), { ...order, digest }, MOST)).rejects.toMatchObject({
    code: 'REGISTER_BATCH_STALE',
  })
  await undoEntry(keyed(city.desk), other.batch)
  expect(await contentHash(city.ask)).toBe(before)
})

test('a reader changes nothing', async () => {
  const reader = await city.deskOf([{ role: 'reader' }])
  const order = { ...TEN, codes: ['A1'], set: { grade: '3A' as const } }
  await expect(previewBatch(reader, order, MOST)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
})
