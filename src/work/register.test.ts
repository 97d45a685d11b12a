import { afterAll, beforeAll, expect, test } from 'vitest'
import { importSheets, openTestDesk, organization, SMALL_CITY, type TestDesk } from '../../test/import-desk.ts'
import { listOrganizations, type Filters } from './register.ts'

let city: TestDesk
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  const more = [
    organization('A1', { status: '停滞', industry: '养老', grade: '4A' }),
    organization('A2', { industry: '教育', grade: '4A', supervisingUnit: '常州市教育局' }),
    organization('C1', { placeCode: '320402001', industry: '养老' }),
  ]
  await importSheets(city.desk, { organizations: more }, '2023-02-01')
})
afterAll(() => city.close())

async function codes(filters: Filters): Promise<string[]> {
  const { organizations, total } = await listOrganizations(city.desk, {}, filters, {})
  expect(total).toBe(organizations.length)
  return organizations.map(({ code }) => code).toSorted()
}

test.each<[string, Filters, string[]]>([
  ['a responsible body', { body: 'EDU' }, ['A2', 'B2']],
  ['a state', { status: 'dormant' }, ['A1']],
  ['an industry', { industry: '养老' }, ['A1', 'C1']],
  ['a supervising unit', { supervisingUnit: '常州市教育局' }, ['A2']],
  ['a grade', { grade: '4A' }, ['A1', 'A2']],
  ['no responsible body', { without: 'body' }, ['A3', 'C1']],
  ['no answer to the counts', { without: 'counts' }, ['C1']],
  ['two at once', { industry: '养老', without: 'body' }, ['C1']],
])('the register is filtered by %s', async (_what, filters, expected) => {
  expect(await codes(filters)).toEqual(expected)
})

test('a body that is not on record is refused by its key', async () => {
  await expect(codes({ body: 'NONE' })).rejects.toMatchObject({ code: 'NOT_FOUND', details: { id: 'NONE' } })
})
