import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findCreditCheck, findOrganizationCheck } from '../domain/identifier.ts'
import {
  contentHash,
  importSheets,
  openTestDesk,
  SMALL_CITY,
  undoBatch,
  type TestDesk,
} from '../../test/import-desk.ts'
import type { Desk } from './desk.ts'
import { enterOrganization, getEntryForm, type EntryGiven } from './organization-entry.ts'

let city: TestDesk
let officer: Desk
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  officer = await city.deskOf([{ role: 'officer', place: '320402' }])
})
afterAll(() => city.close())

let before: string
beforeEach(async () => {
  before = await contentHash(city.ask)
})

const keyed = (desk: Desk): Desk => ({ ...desk, key: randomUUID() })
const enter = (desk: Desk, given: Partial<EntryGiven> & Pick<EntryGiven, 'code'>) =>
  enterOrganization(keyed(desk), { asOf: '2024-01-01', cells: {}, seen: null, accepted: [], note: '', ...given })

let number = 100
function freshCode(): string {
  const body = String((number += 1)).padStart(8, '0')
  const first17 = `52320499${body}${findOrganizationCheck(body)}`
  return first17 + findCreditCheck(first17)
}
const FRESH = { name: '新书院', kind: '社会服务机构', registeredOn: '2023-05-01', placeCode: '320402001', staff: '3' }

test('a new organization is entered, can be read back as typed, and taken back whole', async () => {
  const code = freshCode()
  const saved = await enter(officer, { code: code.toLowerCase(), cells: FRESH, note: '登记证书' })
  expect(saved).toMatchObject({ code, isSaved: true, problems: [] })
  const form = await getEntryForm(officer, code, '2024-02-01')
  expect(form).toMatchObject({ isOnRecord: true, version: saved.version, from: '2023-05-01', cells: FRESH })
  await undoBatch(officer, saved.batch ?? '')
  expect(await contentHash(city.ask)).toBe(before)
  const [audit] = await city.ask<{ why: string }>(`select why from audit where act = 'organization.enter' order by seq`)
  expect(audit?.why).toBe('登记证书')
})

test('a code that fails its check holds a new entry, and changes nothing', async () => {
  const held = await enter(officer, { code: '523204020000001699', cells: FRESH })
  expect(held).toMatchObject({ isSaved: false, batch: null, problems: [{ code: 'codeCheckEntry', severity: 'error' }] })
  expect(await contentHash(city.ask)).toBe(before)
})

test('a warning holds until it was looked at; errors are all told at once', async () => {
  const code = freshCode()
  const held = await enter(city.desk, { code, cells: { ...FRESH, placeCode: '' } })
  expect(held.problems).toMatchObject([{ column: 'placeCode', code: 'placeBlank', severity: 'warning' }])
  expect(await contentHash(city.ask)).toBe(before)
  const wrong = await enter(city.desk, { code, cells: { ...FRESH, staff: 'many', registeredOn: '2023-02-30' } })
  expect(wrong.problems.map((one) => [one.column, one.code])).toEqual([
    ['registeredOn', 'notDay'],
    ['staff', 'notCount'],
  ])
  const accepted = ['placeCode.placeBlank']
  const saved = await enter(city.desk, { code, cells: { ...FRESH, placeCode: '' }, accepted })
  expect(saved.isSaved).toBe(true)
  await undoBatch(city.desk, saved.batch ?? '')
})

test('a change states only what differs, and an emptied cell is cleared', async () => {
  const { version, cells } = await getEntryForm(officer, 'A1', '2024-01-01')
  const saved = await enter(officer, { code: 'A1', seen: version, cells: { ...cells, staff: '11', fullMembers: '' } })
  expect(saved).toMatchObject({ isSaved: true, changed: ['staff', 'fullMembers'] })
  const after = await getEntryForm(officer, 'A1', '2024-01-01')
  expect(after.cells).toMatchObject({ staff: '11', fullMembers: '', name: cells['name'] })
  expect((await getEntryForm(officer, 'A1', '2023-12-31')).cells).toEqual(cells)
  const nothing = await enter(officer, { code: 'A1', seen: after.version, cells: after.cells })
  expect(nothing).toMatchObject({ isSaved: false, problems: [], changed: [] })
  await undoBatch(officer, saved.batch ?? '')
  expect(await contentHash(city.ask)).toBe(before)
})

test('of two who read the same, the second is told and overwrites nothing', async () => {
  const { version, cells } = await getEntryForm(officer, 'A2', undefined)
  const one = await enter(officer, { code: 'A2', seen: version, cells: { ...cells, staff: '6' } })
  await expect(enter(city.desk, { code: 'A2', seen: version, cells: { ...cells, staff: '7' } })).rejects.toMatchObject({
    code: 'STALE',
    details: { seen: version, now: one.version },
  })
  expect((await getEntryForm(officer, 'A2', undefined)).cells['staff']).toBe('6')
})

test('two who save at the same moment do not both succeed', async () => {
  const { version, cells } = await getEntryForm(officer, 'A3', undefined)
  const tries = ['4', '5', '6'].map((staff) =>
    enter(officer, { code: 'A3', seen: version, cells: { ...cells, staff } }).then(
      (reply) => reply.isSaved,
      (error: { code: string }) => error.code,
    ),
  )
  expect((await Promise.all(tries)).map(String).toSorted()).toEqual(['STALE', 'STALE', 'true'])
})

test('the same submission twice is one', async () => {
  const { version, cells } = await getEntryForm(officer, 'A1', undefined)
  const desk = keyed(officer)
  const given = {
    code: 'A1',
    asOf: '2024-01-01',
    seen: version,
    cells: { ...cells, staff: '12' },
    accepted: [],
    note: '',
  }
  expect(await enterOrganization(desk, given)).toEqual(await enterOrganization(desk, given))
})

test.each([
  ['a code on record', { code: 'A1', cells: FRESH }, 'CODE_ON_RECORD'],
  ['a day to come', { code: 'A1', seen: 0, asOf: '2999-01-01' }, 'ENTRY_DAY'],
  ['a change of what is not seen', { code: 'B1', seen: 1, cells: FRESH }, 'NOT_FOUND'],
])('%s is refused', async (_what, given, code) => {
  await expect(enter(officer, given)).rejects.toMatchObject({ code })
})

test('a code of another district tells nothing of it', async () => {
  const held = await enter(officer, { code: 'B1', cells: { ...FRESH, kind: '备案社区社会组织' } })
  expect(held).toMatchObject({ isSaved: false, problems: [{ code: 'outOfScope' }] })
  await expect(getEntryForm(officer, 'B1', undefined)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
