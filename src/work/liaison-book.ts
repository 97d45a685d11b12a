import { isOn, type Day } from '../domain/day.ts'
import { groupedBy, isAtWork } from '../domain/liaison.ts'
import { CARE_ROLES, LIAISON_SHEET, officersNamed, type CareRole } from '../domain/liaison-sheet.ts'
import type { Problem, ProblemCode } from '../domain/problem.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { cellText, problemOf, type CellValue } from '../domain/sheet-read.ts'
import { getWritingReach, isWithin, listOrganizationEntities, type OrganizationEntity } from '../store/entity.ts'
import { getClock, rehearseAsActor, type Tx } from '../store/connection.ts'
import { listAbsences } from '../store/liaison.ts'
import { listCareFrom, mapOfficerLogins, type CareOn } from '../store/liaison-care.ts'
import { listCared, listOfficers, type OfficerRow } from '../store/liaison-list.ts'
import { writeWorkbook } from '../store/workbook/write.ts'
import type { Question } from './analysis.ts'
import type { UploadPart } from './batch-upload.ts'
import { bookColumn, receiveBook, type Book, type BookRow } from './book.ts'
import { demandWriter, reading, writing, type Clock, type Desk } from './desk.ts'
import { assignWithin, beginAct } from './liaison-assign.ts'
import { liaisonViewOf } from './liaison-view.ts'

const MOST = 20_000

type KnownOfficer = OfficerRow & { readonly login: string | null }

async function listKnownOfficers(tx: Tx, desk: Desk, clock: Clock): Promise<readonly KnownOfficer[]> {
  const { asked } = await liaisonViewOf(tx, desk, {}, clock)
  const logins = await mapOfficerLogins(tx)
  const officers = await listOfficers(tx, asked, undefined)
  return officers.map((one) => ({ ...one, login: logins.get(one.id) ?? null }))
}

/** Writes who looks after each organization of the scope today: a row an officer, a blank officer where there is none. */
export async function writeLiaisonBook(desk: Desk, question: Question, path: string): Promise<number> {
  const rows = await reading(desk, async (tx, clock) => {
    const { asked } = await liaisonViewOf(tx, desk, question, clock)
    const cared = await listCared(tx, asked, { box: 'all' }, { after: null, limit: MOST })
    const officers = new Map((await listKnownOfficers(tx, desk, clock)).map((one) => [one.id, one]))
    const ids = cared.map((one) => one.id)
    const care = groupedBy(await listCareFrom(tx, ids, clock.today), (one) => one.organizationId)
    return cared.flatMap(({ id, ...about }) => {
      const now = (care.get(id) ?? []).filter((one) => isOn(one, clock.today))
      const isHeld = now.some((one) => one.role === 'primary')
      const shown = isHeld ? now : [undefined, ...now]
      return shown.map((one) => rowOf(about, one, one === undefined ? undefined : officers.get(one.officerId)))
    })
  })
  await writeWorkbook(path, [{ name: LIAISON_SHEET.name.zh, columns: LIAISON_SHEET.columns.map(bookColumn), rows }])
  return rows.length
}

type About = { readonly code: string; readonly name: string }

function rowOf({ code, name }: About, one: CareOn | undefined, officer: KnownOfficer | undefined) {
  const { role = 'primary', from = '', to = null } = one ?? {}
  const said = { officer: officer?.name ?? '', desk: officer?.desk ?? '', body: officer?.bodyName ?? '' }
  return cellsOf({ code, name, role, ...said, from, to: to ?? '' })
}

function cellsOf(values: Readonly<Record<string, string>>): (string | null)[] {
  return LIAISON_SHEET.columns.map((column) => {
    const value = values[column.key] ?? ''
    return value === '' ? null : cellText(column, value)
  })
}

export type LiaisonBookResult = {
  readonly dryRun: boolean
  readonly rows: number
  readonly unchanged: number
  /** Rows that change who looks after an organization. */
  readonly changed: number
  readonly rejected: number
  /** What to name to take it back; null where nothing was written. */
  readonly act: string | null
  readonly words: Text
  readonly problems: readonly Problem[]
}

/** Reads a list of assignments: a dry run that writes nothing, or its good rows in one act that can be taken back. */
export async function takeLiaisonBook(desk: Desk, parts: AsyncIterable<UploadPart>): Promise<LiaisonBookResult> {
  if (desk.key === undefined) throw new Refusal('KEY_MISSING')
  const { book, commit, note, digest } = await receiveBook(parts, LIAISON_SHEET)
  if (!commit) {
    return rehearseAsActor(desk.db, desk.token, async (tx) => {
      await demandWriter(tx, 'liaison.book')
      const reply = await runBook(tx, desk, await getClock(tx), { book, note })
      return { ...reply, dryRun: true, act: null, words: wordsOf(reply, true) }
    })
  }
  return writing(desk, 'liaison.book', [digest, note], async (tx, clock) => {
    const reply = await runBook(tx, desk, clock, { book, note })
    const { rows, changed, rejected, act } = reply
    return { reply, subject: `liaison act ${act ?? '—'}`, facts: { rows, changed, rejected } }
  })
}

type Order = { readonly book: Book; readonly note: string }

type Run = {
  readonly clock: Clock
  readonly organizations: ReadonlyMap<string, OrganizationEntity>
  readonly officers: readonly KnownOfficer[]
  readonly absences: Awaited<ReturnType<typeof listAbsences>>
  readonly care: ReadonlyMap<number, readonly CareOn[]>
  readonly seen: Map<string, number>
  readonly problems: Problem[]
}

async function runBook(tx: Tx, desk: Desk, clock: Clock, { book, note }: Order): Promise<LiaisonBookResult> {
  const run = await openRun(tx, desk, clock, book)
  const read = book.rows.map((row) => wantedOf(run, row))
  const wanted = read.flatMap((one) => (typeof one === 'object' ? [one] : []))
  const unchanged = read.filter((one) => one === 'unchanged').length
  const act = wanted.length === 0 ? null : await beginAct(tx, 'assign')
  const groups = groupedBy(wanted, ({ role, from, to }) => `${role} ${from} ${to ?? ''}`)
  for (const group of groups.values()) {
    const [first] = group
    if (act === null || first === undefined) continue
    const { role, from, to } = first
    const plan = [...groupedBy(group, (one) => one.officer)].map(([officer, ones]) => ({
      officer,
      codes: ones.map((one) => one.code),
    }))
    const order = { plan, from, role, replace: true, note, ...(to === null ? {} : { until: to }) }
    await assignWithin(tx, desk, clock, { act, order })
  }
  const rejected = book.count - unchanged - wanted.length
  const counts = { rows: book.count, unchanged, changed: wanted.length, rejected }
  const problems = [...book.problems, ...run.problems].toSorted((a, b) => a.row - b.row)
  return { dryRun: false, ...counts, act, words: wordsOf(counts, false), problems }
}

async function openRun(tx: Tx, desk: Desk, clock: Clock, book: Book): Promise<Run> {
  const codes = book.rows.map((row) => textOf(row, 'code') ?? '')
  const reach = await getWritingReach(tx)
  const found = (await listOrganizationEntities(tx, codes)).filter(({ scope }) => isWithin(reach, scope))
  const officers = (await listKnownOfficers(tx, desk, clock)).filter((one) => one.mayWrite)
  const ids = officers.map((one) => one.id)
  const care = await listCareFrom(
    tx,
    found.map((one) => one.id),
    '1900-01-01',
  )
  return {
    clock,
    organizations: new Map(found.map((one) => [one.code, one])),
    officers,
    absences: await listAbsences(tx, ids, '1900-01-01'),
    care: groupedBy(care, (one) => one.organizationId),
    seen: new Map(),
    problems: [],
  }
}

type Wanted = {
  readonly code: string
  readonly role: CareRole
  readonly officer: number
  readonly from: Day
  readonly to: Day | null
}

/** What a row wants; a row that says what stands, or names nobody, changes nothing. */
function wantedOf(run: Run, row: BookRow): Wanted | 'unchanged' | 'rejected' {
  const code = textOf(row, 'code')
  if (code === undefined) return keepOut(run, row, 'keyMissing', { key: 'code', label: '统一社会信用代码' })
  const organization = run.organizations.get(code)
  if (organization === undefined) return keepOut(run, row, 'careUnknown', { key: 'code', read: code })
  const words = textOf(row, 'officer')
  if (words === undefined) return 'unchanged'
  const officer = officerOf(run, row, words)
  if (officer === undefined) return 'rejected'
  const from = textOf(row, 'from')
  const role = CARE_ROLES.find((one) => one === row.values['role']) ?? 'primary'
  const day = from ?? run.clock.today
  const wanted: Wanted = { code, role, officer: officer.id, from: day, to: textOf(row, 'to') ?? null }
  const first = firstRow(run, row, wanted)
  if (first !== undefined) return keepOut(run, row, 'keyTwice', { key: 'code', read: code, first })
  const care = run.care.get(organization.id) ?? []
  return stands(care, wanted, from !== undefined) ? 'unchanged' : possible(run, row, { wanted, officer, words })
}

/** The row that said the same thing before: one primary officer an organization, and each assistant once. */
function firstRow(run: Run, { row }: BookRow, { code, role, officer }: Wanted): number | undefined {
  const name = role === 'primary' ? `${code} ${role}` : `${code} ${role} ${officer}`
  const first = run.seen.get(name)
  if (first === undefined) run.seen.set(name, row)
  return first
}

type Possible = { readonly wanted: Wanted; readonly officer: KnownOfficer; readonly words: string }

/** A change that can be: a primary officer has no end, and whoever is named works on all of the days. */
function possible(run: Run, row: BookRow, { wanted, officer, words }: Possible): Wanted | 'rejected' {
  const { role, from, to } = wanted
  if (role === 'primary' && to !== null) return keepOut(run, row, 'careEnds', { key: 'to', read: to })
  const busy = run.absences.filter((one) => one.officerId === officer.id)
  const isThere = isAtWork({ active: { from: officer.from, to: officer.to }, busy }, { from, to })
  return isThere ? wanted : keepOut(run, row, 'officerAway', { key: 'officer', read: words, from })
}

/** Whether this officer has the organization already: from that day or, where the row names none, today. */
function stands(care: readonly CareOn[], wanted: Wanted, isDayNamed: boolean): boolean {
  return care.some(
    (one) =>
      one.role === wanted.role &&
      one.officerId === wanted.officer &&
      one.to === wanted.to &&
      (isDayNamed ? one.from === wanted.from : isOn(one, wanted.from)),
  )
}

function officerOf(run: Run, row: BookRow, words: string): KnownOfficer | undefined {
  const [desk, body] = [textOf(row, 'desk'), textOf(row, 'body')]
  const said = { officer: words, ...(desk === undefined ? {} : { desk }), ...(body === undefined ? {} : { body }) }
  const found = officersNamed(said, run.officers)
  if (found.length === 1) return found[0]
  const told = { key: 'officer', read: words, count: found.length }
  keepOut(run, row, found.length === 0 ? 'officerUnknown' : 'officerMany', told)
  return undefined
}

// oxlint-disable-next-line max-params -- where, what, and what is told of it
function keepOut(run: Run, row: BookRow, code: ProblemCode, told: Parameters<typeof problemOf>[3]): 'rejected' {
  run.problems.push(problemOf(row.layout, code, row.row, told))
  return 'rejected'
}

function textOf(row: BookRow, key: string): string | undefined {
  const value: CellValue | null | undefined = row.values[key]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

type Counts = Pick<LiaisonBookResult, 'rows' | 'unchanged' | 'changed' | 'rejected'>

/** The result in words: what would be done, or what was. */
function wordsOf({ rows, unchanged, changed, rejected: out }: Counts, dryRun: boolean): Text {
  const end = dryRun ? { zh: '；尚未保存任何内容。', en: '. Nothing has been saved yet.' } : { zh: '。', en: '.' }
  return {
    zh: `共 ${rows} 行：${changed} 行${dryRun ? '将变更' : '已变更'}指派，${unchanged} 行无变化，${out} 行被拒绝${end.zh}`,
    en: `${rows} rows: ${changed} ${dryRun ? 'would change' : 'changed'} an assignment, ${unchanged} say what stands, ${out} rejected${end.en}`,
  }
}
