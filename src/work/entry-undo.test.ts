import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  contentHash,
  importSheets,
  openTestDesk,
  SMALL_CITY,
  wrongStandings,
  type TestDesk,
} from '../../test/import-desk.ts'
import { writing, type Desk } from './desk.ts'
import { undoEntry } from './entry-undo.ts'
import { stateRows, type Entry } from './entry.ts'

let city: TestDesk
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
})
afterAll(() => city.close())

const keyed = (desk: Desk): Desk => ({ ...desk, key: randomUUID() })

/** States one row of organizations and gives the batch. */
function state(desk: Desk, row: Readonly<Record<string, string>>, origin: Entry['origin'] = 'entry'): Promise<string> {
  return writing(keyed(desk), 'test', row, async (tx) => {
    const entry = { origin, title: 'test', asOf: '2024-05-01', rows: { organizations: [row] } }
    return { reply: (await stateRows(tx, desk, entry)).batch, subject: 'test' }
  })
}

test('an entry is taken back whole, with the standing that it had changed', async () => {
  const before = await contentHash(city.ask)
  const batch = await state(city.desk, { code: 'A3', status: '停滞', fullMembers: '7', staff: '9' })
  expect(await contentHash(city.ask)).not.toBe(before)
  expect(await undoEntry(keyed(city.desk), batch)).toEqual({ batch, organizations: 1 })
  expect(await contentHash(city.ask)).toBe(before)
  expect(await wrongStandings(city)).toEqual([])
})

test('the same submission takes back once; another one is told that it is done', async () => {
  const batch = await state(city.desk, { code: 'A3', industry: '养老' })
  const desk = keyed(city.desk)
  const first = await undoEntry(desk, batch)
  expect(await undoEntry(desk, batch)).toEqual(first)
  await expect(undoEntry(keyed(city.desk), batch)).rejects.toMatchObject({ code: 'BATCH_NOT_READY' })
})

test('where somebody has changed the same facts since, it stays and the refusal says so', async () => {
  const batch = await state(city.desk, { code: 'B1', industry: '养老' })
  await state(city.desk, { code: 'B1', industry: '教育' })
  await expect(undoEntry(keyed(city.desk), batch)).rejects.toMatchObject({ code: 'BATCH_TOUCHED' })
})

test('another person’s entry, an entry of a case, and what is not there are told alike', async () => {
  const other = await city.deskOf([{ role: 'officer' }])
  const mine = await state(city.desk, { code: 'B2', industry: '养老' })
  const ofCase = await state(other, { code: 'B3', industry: '养老' }, 'case')
  for (const batch of [mine, ofCase, randomUUID()]) {
    await expect(undoEntry(keyed(other), batch)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})
