import { isDay, type Day } from '../domain/day.ts'
import { cellsOf, entryRow, holdsOf, newEntryProblems, type Cells, type EntryProblem } from '../domain/entry.ts'
import { normalCode } from '../domain/identifier.ts'
import { Refusal } from '../domain/refusal.ts'
import { saveBatch } from '../store/batch.ts'
import type { Tx } from '../store/connection.ts'
import { findEntryHead, giveBack, hold, type EntryHead } from '../store/entry.ts'
import { listExportRows } from '../store/export.ts'
import { listRetired } from '../store/life.ts'
import { findOrganizationName } from '../store/record.ts'
import { reading, writing, type Clock, type Desk } from './desk.ts'
import { runRows } from './entry.ts'

export type EntryForm = {
  readonly code: string
  readonly asOf: Day
  readonly version: number
  /** Whether something is on record of the day; else the cells are those of the nearest day of which something is. */
  readonly isOnRecord: boolean
  readonly from: Day | null
  readonly to: Day | null
  readonly cells: Cells
}

/** What is on record of an organization on a day, cell by cell as the sheet writes it, to be changed and sent back. */
export function getEntryForm(desk: Desk, code: string, asOf: string | undefined): Promise<EntryForm> {
  return reading(desk, async (tx, clock) => {
    const wanted = normalCode(code)
    const head = await findEntryHead(tx, wanted)
    if (head === undefined || head.from === null) {
      throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: code })
    }
    const day = demandEntryDay(asOf ?? clock.today, clock)
    const cells = await getCells(tx, wanted, day)
    const { version, from, to } = head
    return { code: wanted, asOf: day, version, isOnRecord: cells !== undefined, from, to, cells: cells ?? {} }
  })
}

async function getCells(tx: Tx, code: string, asOf: Day): Promise<Cells | undefined> {
  const [row] = await listExportRows(tx, 'organizations', { asOf, knownAt: 'now' }, [code])
  return row === undefined ? undefined : cellsOf(row)
}

function demandEntryDay(day: string, { today }: Clock): Day {
  if (!isDay(day) || day > today) throw new Refusal('ENTRY_DAY', { day, today, pointer: '/body/asOf' })
  return day
}

export type EntryGiven = {
  readonly code: string
  readonly asOf: Day
  readonly cells: Cells
  /** The version that was read; null for an organization that is new. */
  readonly seen: number | null
  /** Warnings that the clerk has looked at, by `warningKey`. */
  readonly accepted: readonly string[]
  readonly note: string
}

/** Saved with a batch that can be taken back, or held with what is to be mended or looked at; then nothing is written. */
export type EntryReply = {
  readonly code: string
  readonly isSaved: boolean
  readonly problems: readonly EntryProblem[]
  readonly changed: readonly string[]
  readonly batch: string | null
  readonly version: number | null
}

/** States what a clerk has typed about one organization, by the same rules as a file. */
export function enterOrganization(desk: Desk, given: EntryGiven): Promise<EntryReply> {
  return writing(desk, 'organization.enter', given, async (tx, clock) => {
    const code = normalCode(given.code)
    const asOf = demandEntryDay(given.asOf, clock)
    const head = await findEntryHead(tx, code)
    await demandInUse(tx, code, head, asOf)
    await demandVersion(tx, code, head, given.seen)
    const before = (await getCells(tx, code, asOf)) ?? {}
    const { row, changed } = entryRow(code, before, given.cells)
    const reply = changed.length === 0 ? NOTHING : await enterRow(tx, desk, { given, asOf, row })
    const version = (await findEntryHead(tx, code))?.version ?? null
    const why = given.note.trim()
    return {
      reply: { ...reply, code, changed, version },
      subject: `organization ${code}`,
      ...(why === '' ? {} : { why }),
      facts: { isSaved: reply.isSaved, changed, accepted: given.accepted, batch: reply.batch },
    }
  })
}

/** A code that another has taken over is refused, with the one that goes on. */
export async function demandInUse(tx: Tx, code: string, head: EntryHead | undefined, asOf: Day): Promise<void> {
  const retired = head === undefined ? undefined : (await listRetired(tx, [head.id])).get(head.id)
  if (retired === undefined || (!retired.isMerged && asOf < retired.day)) return
  const successor = retired.successors.join('、') || '—'
  throw new Refusal('CODE_RETIRED', { code, day: retired.day, successor, pointer: '/body/code' })
}

/** An organization that is new must be new; one that is changed must be as it was read. */
async function demandVersion(tx: Tx, code: string, head: EntryHead | undefined, seen: number | null): Promise<void> {
  const isOnRecord = head !== undefined && head.from !== null
  if (seen === null && isOnRecord) {
    const { name } = (await findOrganizationName(tx, code)) ?? { name: '' }
    throw new Refusal('CODE_ON_RECORD', { code, name, pointer: '/body/code' })
  }
  if (seen === null) return
  if (!isOnRecord) throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: code })
  if (head.version !== seen) throw new Refusal('STALE', { now: head.version, seen })
}

type Outcome = Pick<EntryReply, 'isSaved' | 'problems' | 'batch'>
const NOTHING: Outcome = { isSaved: false, problems: [], batch: null }
type Asked = { readonly given: EntryGiven; readonly asOf: Day; readonly row: Cells }

async function enterRow(tx: Tx, desk: Desk, { given, asOf, row }: Asked): Promise<Outcome> {
  const name = row['name'] ?? given.cells['name'] ?? ''
  const title = given.seen === null ? `新增 / new：${name}` : `修改 / change：${name}`
  await hold(tx)
  const result = await runRows(tx, desk, { origin: 'entry', title, asOf, rows: { organizations: [row] } })
  const isNew = given.seen === null
  const problems = [
    ...(isNew ? newEntryProblems(row['code'] ?? '', given.cells) : []),
    ...result.problems.filter((one) => isTold(one, row, isNew)).map(entryProblem),
  ]
  if (holdsOf(problems, given.accepted).length > 0) {
    await giveBack(tx)
    return { isSaved: false, problems, batch: null }
  }
  await saveBatch(tx, result.batch, { state: 'done', result: { sheets: result.sheets } })
  return { isSaved: true, problems, batch: result.batch }
}

/** On a new entry the check of the code is an error of its own; on a change it was told when the code came in. */
const CODE_CHECKS: readonly string[] = ['codeCheck', 'codeForm']

/** A change is told of what it changes, not of all that was odd before. */
function isTold({ column, code, severity }: EntryProblem, row: Cells, isNew: boolean): boolean {
  if (CODE_CHECKS.includes(code) || (isNew && code === 'needed')) return false
  return isNew || severity === 'error' || column === null || column in row
}

function entryProblem({ column, code, severity, message, suggestion }: EntryProblem): EntryProblem {
  return { column, code, severity, message, suggestion }
}
