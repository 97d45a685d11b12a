import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyed, OURS, openLiaisonCity, THEIRS, type LiaisonCity } from '../../test/liaison-desk.ts'
import type { UploadPart } from './batch-upload.ts'
import { takeLiaisonBook, writeLiaisonBook } from './liaison-book.ts'
import { undoLiaison } from './liaison-assign.ts'
import { listCaredOrganizations } from './liaison.ts'

let city: LiaisonCity
beforeAll(async () => {
  city = await openLiaisonCity()
})
afterAll(() => city.close())

const HEADER = '统一社会信用代码,名称,角色,联络员,岗位,责任主体,起始日期,结束日期'

async function* partsOf(bytes: Uint8Array, name: string, fields: Readonly<Record<string, string>>) {
  for (const [field, value] of Object.entries(fields)) yield { kind: 'field', name: field, value } as const
  yield { kind: 'file', name, stream: Readable.from([Buffer.from(bytes)]) } as const
}

function take(rows: readonly string[], fields: Readonly<Record<string, string>> = {}) {
  const bytes = Buffer.from([HEADER, ...rows].join('\n'))
  const parts: AsyncIterable<UploadPart> = partsOf(bytes, 'list.csv', fields)
  return takeLiaisonBook(keyed(city.first), parts)
}

const row = (code: string, officer: string, more = ',,,') => `${code},,,${officer},${more}`

async function officersNow(): Promise<Record<string, string | null>> {
  const { organizations } = await listCaredOrganizations(city.first, {}, { limit: 500 })
  return Object.fromEntries(organizations.map(({ code, officerName }) => [code, officerName]))
}

test('a list is tried without a trace, taken in as one act, says nothing new the second time, and is taken back', async () => {
  const rows = [row('C1', '联络员甲01'), row('C2', '联络员甲02')]
  const before = await officersNow()
  expect(await take(rows)).toMatchObject({ dryRun: true, rows: 2, changed: 2, rejected: 0, act: null })
  expect(await officersNow()).toEqual(before)

  const done = await take(rows, { commit: 'yes' })
  expect(done).toMatchObject({ dryRun: false, changed: 2, rejected: 0, act: expect.any(String) })
  expect(await officersNow()).toMatchObject({ C1: '联络员甲01', C2: '联络员甲02' })
  expect(await take(rows, { commit: 'yes' })).toMatchObject({ changed: 0, unchanged: 2, act: null })

  await undoLiaison(keyed(city.first), done.act ?? '')
  expect(await officersNow()).toEqual(before)
})

test('what is exported comes back as no change, assistants and blanks too', async () => {
  const assisting = `${OURS[0]},,协助,联络员甲02,,,2024-02-01,2099-01-01`
  const { act } = await take([row(OURS[0], '联络员甲01'), assisting], { commit: 'yes' })
  const folder = await mkdtemp(join(tmpdir(), 'trefoil-test-'))
  const path = join(folder, 'list.xlsx')
  const count = await writeLiaisonBook(city.first, {}, path)
  const parts = partsOf(await readFile(path), 'list.xlsx', {})
  expect(await takeLiaisonBook(keyed(city.first), parts)).toMatchObject({
    rows: count,
    unchanged: count,
    changed: 0,
    rejected: 0,
    problems: [],
  })
  await rm(folder, { recursive: true })
  await undoLiaison(keyed(city.first), act ?? '')
})

test.each([
  ['no code', row('', '联络员甲01'), 'keyMissing'],
  ['an organization of another district', row(THEIRS[0], '联络员甲01'), 'careUnknown'],
  ['an officer of another district', row('C1', '联络员乙01'), 'officerUnknown'],
  ['an officer before her first day', row('C1', '联络员甲01', ',,2023-01-01,'), 'officerAway'],
  ['an end of a primary officer', row('C1', '联络员甲01', ',,2024-05-01,2024-06-01'), 'careEnds'],
])('a row with %s is kept out and told in its cell; the others come in', async (_what, bad, code) => {
  const tried = await take([bad, row('C3', '联络员甲02')])
  expect(tried).toMatchObject({ rows: 2, changed: 1, rejected: 1 })
  expect(tried.problems.map((one) => [one.code, one.row])).toEqual([[code, 2]])
})
