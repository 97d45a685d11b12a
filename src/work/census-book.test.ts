import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CODES, LOGINS, smallCity, type City } from '../../test/city.ts'
import { bookSheet } from '../domain/census-book.ts'
import { openTables } from '../store/workbook/open.ts'
import { writeWorkbook } from '../store/workbook/write.ts'
import type { UploadPart } from './batch-upload.ts'
import { takeReturns, writeReturns } from './census-book.ts'
import { openCensus } from './census-open.ts'
import { getReturn, listReturns } from './census-return.ts'
import { draftCensus, getQuestionSet } from './census.ts'
import type { Desk } from './desk.ts'

let city: City
let clerk: Desk
let folder: string
let campaign: string
beforeAll(async () => {
  city = await smallCity()
  clerk = await city.deskOf(LOGINS.city)
  folder = await mkdtemp(join(tmpdir(), 'trefoil-book-'))
  const { id } = await draftCensus(keyed(), {
    title: '年中摸底',
    questionSet: 'members-brief',
    cutOff: '2026-06-30',
    dueOn: '2999-01-10',
    closesOn: '2999-02-10',
    scope: { places: [], lines: [], kinds: ['association', 'service'] },
  })
  campaign = (await openCensus(keyed(), id)).id
})
afterAll(async () => {
  await city.drop()
  await rm(folder, { recursive: true, force: true })
})

function keyed(): Desk {
  return { ...clerk, key: randomUUID() }
}

type Cells = (string | null)[]

/** The exported workbook as rows by column key. */
async function exported(): Promise<Map<string, Cells>> {
  const path = join(folder, `${randomUUID()}.xlsx`)
  await writeReturns(clerk, campaign, path)
  const rows = new Map<string, Cells>()
  for await (const event of openTables([{ path, name: 'census.xlsx' }])) {
    if (event.kind === 'rows') for (const row of event.rows) rows.set(String(row.cells[0]), [...row.cells])
  }
  return rows
}

const COLUMNS = bookSheet(getQuestionSet('members-brief')).columns
const at = (key: string) => COLUMNS.findIndex((column) => column.key === key)

/** Hands a workbook with these rows in, as a clerk would. */
async function given(rows: readonly Cells[], commit: boolean) {
  const path = join(folder, `${randomUUID()}.xlsx`)
  await writeWorkbook(path, [
    { name: '摸底', columns: COLUMNS.map((one) => ({ key: one.key, label: one.label, kind: 'text' as const })), rows },
  ])
  async function* parts(): AsyncGenerator<UploadPart> {
    if (commit) yield { kind: 'field', name: 'commit', value: 'yes' }
    yield { kind: 'file', name: '摸底.xlsx', stream: createReadStream(path) }
  }
  return takeReturns(keyed(), campaign, parts())
}

function filled(row: Cells, change: Readonly<Record<string, string>>): Cells {
  const cells: Cells = COLUMNS.map((_, index) => row[index] ?? null)
  for (const [key, value] of Object.entries(change)) cells[at(key)] = value
  return cells
}

const REST = { staffFullTime: '6', probationaryMembers: '0', otherMembers: '0', relationElsewhere: '0' }

test('the workbook has one row an organization, filled as its form is', async () => {
  const rows = await exported()
  expect(rows.size).toBe(9)
  const own = rows.get(CODES.own) ?? []
  expect([own[at('cutOff')], own[at('fullMembers')], own[at('hasPartyOrganization')]]).toEqual([
    '2026-06-30',
    '5',
    '是',
  ])
})

test('a dry run tells all at once and writes nothing; in earnest the good rows are handed in', async () => {
  const rows = await exported()
  const good = filled(rows.get(CODES.own) ?? [], REST)
  const contradicts = filled(rows.get(CODES.due) ?? [], {
    ...REST,
    staffFullTime: '9',
    notBuiltReason: '其他',
    instructor: '否',
  })
  const elsewhen = filled(rows.get(CODES.canary) ?? [], { cutOff: '2025-12-31' })
  const stranger = filled([], { code: 'BA-1', cutOff: '2026-06-30' })
  const unread = filled(rows.get(CODES.canary) ?? [], { staff: '许多' })
  const all = [good, contradicts, elsewhen, stranger, unread]
  const dry = await given(all, false)
  expect(dry).toMatchObject({ dryRun: true, rows: 5, submitted: 1, rejected: 4 })
  expect((await listReturns(clerk, campaign, { state: 'submitted' })).total).toBe(0)
  expect(dry.problems.map((one) => [one.row, one.code, one.cell === null])).toEqual([
    [3, 'censusRule', false],
    [3, 'censusRule', false],
    [4, 'censusPeriod', false],
    [5, 'censusUnknown', false],
    [6, 'notCount', false],
  ])
  expect(dry.problems[2]?.message.zh).toContain('2025-12-31')
  expect(dry.words.zh).toContain('尚未保存')

  const done = await given(all, true)
  expect(done).toMatchObject({ dryRun: false, rows: 5, submitted: 1, rejected: 4 })
  const { returns } = await listReturns(clerk, campaign, { state: 'submitted' })
  expect(returns.map((one) => one.code)).toEqual([CODES.own])
  const own = await getReturn(clerk, returns[0]?.id ?? '')
  expect(own.actions.at(-1)).toMatchObject({ action: 'submit', party: 'body' })
})

test('what was handed in says nothing new when it is given again unchanged', async () => {
  const rows = await exported()
  const again = await given([filled(rows.get(CODES.own) ?? [], {})], true)
  expect(again).toMatchObject({ rows: 1, unchanged: 1, submitted: 0, rejected: 0 })
  const other = await given([filled(rows.get(CODES.own) ?? [], { staff: '30' })], true)
  expect(other.problems.map((one) => one.code)).toEqual(['CENSUS_LOCKED'])
})
