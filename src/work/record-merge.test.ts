import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  contentHash,
  errorsOf,
  importSheets,
  openTestDesk,
  organization,
  SMALL_CITY,
  undoBatch,
  wholeHash,
  wrongStandings,
  type TestDesk,
} from '../../test/import-desk.ts'
import { analyseCoverage } from './analysis.ts'
import type { Desk } from './desk.ts'
import { answerNotSame, compareRecords, listAnswers, listDuplicates, takeBackNotSame } from './duplicate.ts'
import { analyseFlow } from './flow.ts'
import { recordLifeEvent } from './life.ts'
import { enterOrganization } from './organization-entry.ts'
import { getOrganization } from './record.ts'
import { listRecordMerges, mergeRecords, previewMerge, undoMerge } from './record-merge.ts'
import { listOrganizations } from './register.ts'

let city: TestDesk
let officer: Desk

/** C1 is A1 once more: without a body, with an address, covered by another branch as well. */
const TWICE = {
  organizations: [
    organization('A1', { address: '演示路1号' }),
    organization('C1', {
      name: '组织（A1）',
      placeCode: '320402001',
      bodyId: 'EDU',
      address: '演示路1号',
      industry: '养老',
      staff: '7',
      fullMembers: '3',
    }),
  ],
  partyOrganizations: [
    { id: 'PC', name: '丙支部', level: '党支部', formation: '单独', foundedOn: '2021-01-01', covers: 'C1' },
  ],
}

beforeEach(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  await importSheets(city.desk, TWICE, '2023-02-01')
  officer = await city.deskOf([{ role: 'officer', place: '320402' }])
})
afterEach(() => city.close())

const keyed = (desk: Desk): Desk => ({ ...desk, key: randomUUID() })

async function merge(desk: Desk, kept: string, gone: string) {
  const { digest } = await previewMerge(desk, { kept, gone })
  return mergeRecords(keyed(desk), { kept, gone, reason: '同一张证书', digest })
}

describe('a pair of records that may be one organization', () => {
  test('is proposed with its signs, and to those only who see both', async () => {
    const { pairs, total } = await listDuplicates(officer, {})
    expect(total).toBe(1)
    expect(pairs.map(({ one, other, signs, mayDecide }) => [one.code, other.code, signs, mayDecide])).toEqual([
      ['C1', 'A1', ['sameName', 'sameAddress'], true],
    ])
    const township = await city.deskOf([{ role: 'officer', place: '320402002' }])
    expect((await listDuplicates(township, {})).total).toBe(0)
    const reader = await city.deskOf([{ role: 'reader', place: '320402' }])
    expect((await listDuplicates(reader, {})).pairs[0]?.mayDecide).toBe(false)
    await importSheets(city.desk, { organizations: [organization('C1', { placeCode: '320404001' })] }, '2023-03-01')
    expect((await listDuplicates(officer, {})).total).toBe(0)
    await expect(compareRecords(officer, { one: 'A1', other: 'C1' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('is compared field by field, with what belongs to each', async () => {
    const { fields, things, mayDecide } = await compareRecords(officer, { one: 'C1', other: 'A1' })
    const of = (key: string) => fields.find((one) => one.key === key)
    expect(of('address')).toMatchObject({ differs: false })
    expect(of('bodyId')).toEqual({ key: 'bodyId', one: 'EDU', other: 'MZ', differs: true })
    expect(things).toEqual([{ what: 'party', one: 1, other: 1 }])
    expect(mayDecide).toBe(true)
  })

  test('that was found not to be the same comes up again by a new sign alone', async () => {
    const answer = { one: 'C1', other: 'A1', reason: '两个分部' }
    await expect(answerNotSame(keyed(officer), { ...answer, reason: ' ' })).rejects.toMatchObject({
      code: 'DUPLICATE_REASON',
    })
    const { id } = await answerNotSame(keyed(officer), answer)
    expect((await listDuplicates(officer, {})).total).toBe(0)
    expect((await listAnswers(officer)).answers).toMatchObject([{ id, reason: '两个分部', one: { code: 'A1' } }])
    await importSheets(city.desk, { organizations: [organization('C1', { name: '组织A1' })] }, '2023-03-01')
    expect((await listDuplicates(officer, {})).total).toBe(0)
    await importSheets(
      city.desk,
      { organizations: ['A1', 'C1'].map((code) => organization(code, { name: '新名养老院' })) },
      '2023-04-01',
    )
    expect((await listDuplicates(officer, {})).total).toBe(1)
    await takeBackNotSame(keyed(officer), id)
    expect((await listAnswers(officer)).answers).toEqual([])
  })

  test('is decided by who writes both', async () => {
    const [reader, one] = [
      await city.deskOf([{ role: 'reader', place: '320402' }]),
      await city.deskOf([
        { role: 'officer', place: '320402', lines: [1] },
        { role: 'reader', place: '320402' },
      ]),
    ]
    const answer = { one: 'A1', other: 'C1', reason: '不同' }
    await expect(answerNotSame(keyed(reader), answer)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(answerNotSame(keyed(one), answer)).rejects.toMatchObject({ code: 'DUPLICATE_NOT_YOURS' })
    await expect(previewMerge(one, { kept: 'A1', gone: 'C1' })).rejects.toMatchObject({ code: 'DUPLICATE_NOT_YOURS' })
    await expect(previewMerge(reader, { kept: 'A1', gone: 'C1' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })
})

describe('a merge of two records', () => {
  test('is previewed with all that it does, and writes nothing by that', async () => {
    const before = await wholeHash(city.ask)
    const preview = await previewMerge(officer, { kept: 'A1', gone: 'C1' })
    expect(preview).toMatchObject({
      kept: { code: 'A1', name: '组织A1' },
      gone: { code: 'C1', name: '组织（A1）' },
      filled: [{ key: 'industry', value: '养老' }],
      moves: [{ what: 'party', count: 1 }],
      ends: [],
    })
    expect(preview.left.map(({ key }) => key).toSorted()).toEqual(['bodyId', 'fullMembers', 'line', 'name', 'staff'])
    expect(await wholeHash(city.ask)).toBe(before)
  })

  test('ends no organization: it was counted twice and is counted once, on every day', async () => {
    const period = { from: '2018-01-01', to: '2024-01-01' }
    const before = (await analyseFlow(city.desk, period, [])).total
    await merge(officer, 'A1', 'C1')
    const after = (await analyseFlow(city.desk, period, ['district'])).total
    expect([before.founded - after.founded, before.close - after.close]).toEqual([1, 1])
    expect([after.deregistered, after.movedOut]).toEqual([before.deregistered, before.movedOut])
    expect((await analyseCoverage(city.desk, { asOf: '2023-06-01' }, [])).populations.P0).toBe(6)
    expect(await wrongStandings(city)).toEqual([])
    expect((await listDuplicates(officer, {})).total).toBe(0)
  })

  test('leaves the gone code answering with the kept one: record, search, entry and import', async () => {
    await merge(officer, 'C1', 'A1')
    const gone = await getOrganization(officer, 'A1', {})
    expect([gone.mergedInto?.code, gone.now, gone.history[0]?.rows.every((row) => row.knownTo !== null)]).toEqual([
      'C1',
      null,
      true,
    ])
    const byName = await listOrganizations(officer, {}, { q: '组织A1' }, {})
    expect(byName.organizations.map(({ code, foundAs }) => [code, foundAs])).toEqual([['C1', '组织A1（A1）']])
    await merge(officer, 'C1', 'A2')
    const byCode = await listOrganizations(officer, {}, { q: 'A2' }, {})
    expect(byCode.organizations.map(({ code, foundAs }) => [code, foundAs])).toEqual([['C1', '组织A2（A2）']])
    const again = await importSheets(officer, { organizations: [organization('A1', { staff: '3' })] }, '2019-01-01')
    expect(errorsOf(again)).toEqual(['codeRetired'])
    expect(again.problems[0]?.message.zh).toContain('C1')
    const cells = { code: 'A1', asOf: '2019-01-01', cells: { staff: '3' }, seen: null, accepted: [], note: '' }
    await expect(enterOrganization(keyed(officer), cells)).rejects.toMatchObject({
      code: 'CODE_RETIRED',
      details: { successor: 'C1' },
    })
    await expect(previewMerge(officer, { kept: 'A3', gone: 'A1' })).rejects.toMatchObject({ code: 'MERGE_RETIRED' })
  })

  test('through two merges the first code answers with the last record, and is undone last first', async () => {
    const first = await merge(officer, 'C1', 'A1')
    const second = await merge(officer, 'A2', 'C1')
    expect((await getOrganization(officer, 'A1', {})).mergedInto?.code).toBe('A2')
    const found = await listOrganizations(officer, {}, { q: '组织A1' }, {})
    expect(found.organizations.map(({ code, foundAs }) => [code, foundAs])).toContainEqual(['A2', '组织A1（A1）'])
    await expect(undoMerge(keyed(officer), first.id)).rejects.toMatchObject({ code: 'MERGE_TOUCHED' })
    await undoMerge(keyed(officer), second.id)
    await undoMerge(keyed(officer), first.id)
    expect(await wrongStandings(city)).toEqual([])
  })

  test('is refused where the preview is no longer true, and done once for a key', async () => {
    const order = { kept: 'A1', gone: 'C1', reason: '同一家' }
    const { digest } = await previewMerge(officer, order)
    await importSheets(city.desk, { organizations: [organization('C1', { staff: '8' })] }, '2023-02-02')
    const before = await contentHash(city.ask)
    await expect(mergeRecords(keyed(officer), { ...order, digest })).rejects.toMatchObject({ code: 'MERGE_STALE' })
    expect(await contentHash(city.ask)).toBe(before)
    const now = (await previewMerge(officer, order)).digest
    const desk = keyed(officer)
    const once = await mergeRecords(desk, { ...order, digest: now })
    expect(await mergeRecords(desk, { ...order, digest: now })).toEqual(once)
    expect((await listRecordMerges(officer, 'A1')).merges).toHaveLength(1)
    const [line] = await city.ask<{ act: string; why: string }>(`select act, why from audit order by seq desc limit 1`)
    expect(line).toEqual({ act: 'record.merge', why: '同一家' })
  })

  test('is undone whole, by another officer too; not where the kept record was changed in what it learned', async () => {
    const before = await contentHash(city.ask)
    const { id, batch } = await merge(officer, 'A1', 'C1')
    expect(await contentHash(city.ask)).not.toBe(before)
    const later = randomUUID()
    await importSheets(city.desk, { organizations: [organization('A1', { industry: '教育' })] }, '2023-05-01', later)
    await expect(undoMerge(keyed(officer), id)).rejects.toMatchObject({ code: 'MERGE_TOUCHED' })
    await undoBatch(city.desk, later)
    const other = await city.deskOf([{ role: 'officer', place: '320402' }])
    const foreign = await city.deskOf([{ role: 'officer', place: '320404' }])
    await expect(undoMerge(keyed(foreign), id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(undoBatch(foreign, batch)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await undoMerge(keyed(other), id)
    expect(await contentHash(city.ask)).toBe(before)
    expect(await wrongStandings(city)).toEqual([])
    await expect(undoMerge(keyed(other), id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await listRecordMerges(officer, undefined)).merges[0]).toMatchObject({ id, mayUndo: false })
    await merge(officer, 'C1', 'A1')
  })

  test('takes over the whole history of counts and bodies where the kept record has none', async () => {
    await importSheets(
      city.desk,
      { organizations: [organization('D1', { name: '组织A3', placeCode: '320402001' })] },
      '2023-02-01',
    )
    await importSheets(city.desk, { organizations: [organization('A3', { staff: '4', bodyId: 'MZ' })] }, '2023-03-01')
    const preview = await previewMerge(officer, { kept: 'D1', gone: 'A3' })
    expect(preview.filled.map(({ key }) => key)).toEqual(['staff', 'fullMembers', 'line', 'bodyId'])
    await merge(officer, 'D1', 'A3')
    const { history } = await getOrganization(officer, 'D1', {})
    const counts = history.find(({ fact }) => fact === 'count')?.rows.filter((row) => row.knownTo === null)
    expect(counts?.map(({ statedOn, values }) => [statedOn, values['staff']]).toSorted()).toEqual([
      ['2023-01-01', 2],
      ['2023-03-01', 4],
    ])
    expect(await wrongStandings(city)).toEqual([])
  })

  test('of a record that has a successor by its life is refused', async () => {
    const { version } = await recordVersion('A3')
    const event = { event: 'merge', day: '2023-06-01', reason: '', document: '文1号', place: null, successors: ['A2'] }
    await recordLifeEvent(keyed(city.desk), 'A3', { ...event, seen: version })
    await expect(previewMerge(officer, { kept: 'A1', gone: 'A3' })).rejects.toMatchObject({
      code: 'MERGE_RETIRED',
      details: { successor: 'A2' },
    })
    const { id } = await merge(officer, 'C1', 'A2')
    const again = await importSheets(officer, { organizations: [organization('A3', { staff: '3' })] }, '2023-07-01')
    expect(again.problems[0]?.message.zh).toContain('C1')
    await undoMerge(keyed(officer), id)
    const then = await importSheets(officer, { organizations: [organization('A3', { staff: '3' })] }, '2023-07-01')
    expect(then.problems[0]?.message.zh).toContain('A2')
  })

  test('of a record with itself, or with one that is not there, is refused', async () => {
    await expect(previewMerge(officer, { kept: 'A1', gone: 'A1' })).rejects.toMatchObject({ code: 'DUPLICATE_ONE' })
    await expect(previewMerge(officer, { kept: 'A1', gone: 'B1' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

async function recordVersion(code: string): Promise<{ version: number }> {
  const { getLife } = await import('./life.ts')
  return getLife(city.desk, code)
}
