import { randomUUID } from 'node:crypto'
import type { Day } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'
import { findActor, findCase, listActions, listCasesById, listServedParties, type CaseFile } from '../store/case.ts'
import {
  addItems,
  createConference,
  findConference,
  listConferences as listConferenceRows,
  listItems,
  listUnplaced,
  saveMinutes,
  type ConferenceRow,
} from '../store/conference.ts'
import type { Tx } from '../store/connection.ts'
import { actWithin, rowOf, type CaseRow } from './case.ts'
import { getCaseTime, openCases } from './case-open.ts'
import { reading, writing, type Clock, type Desk } from './desk.ts'
import { demandBody, partyOf } from './question.ts'

export type ConferenceItem = Omit<ConferenceRow, 'convenorScope' | 'minutes'>

/** A question of the agenda: who is in it, and what was decided. */
export type AgendaItem = CaseRow & {
  readonly parties: readonly { readonly name: string; readonly bodyId: string | null }[]
  readonly decision: { readonly bodyId: string; readonly reason: string; readonly day: Day } | null
}

export type ConferenceView = ConferenceItem & {
  readonly minutes: string
  readonly agenda: readonly AgendaItem[]
  readonly tasks: readonly CaseRow[]
}

/** Conferences within the scope, and the questions at my desks that are on no agenda yet. */
export function listConferences(
  desk: Desk,
): Promise<{ readonly conferences: readonly ConferenceItem[]; readonly unplaced: readonly CaseRow[] }> {
  return reading(desk, async (tx, clock) => {
    const conferences = (await listConferenceRows(tx, 100)).map(itemOf)
    const files = await listCasesById(tx, await listUnplaced(tx, 200))
    return { conferences, unplaced: files.map((file) => rowOf(file, clock.today)) }
  })
}

function itemOf({ convenorScope: _scope, minutes: _minutes, ...item }: ConferenceRow): ConferenceItem {
  return item
}

export function getConference(desk: Desk, id: string): Promise<ConferenceView> {
  return reading(desk, async (tx, clock) => viewOf(tx, await demandConference(tx, id), clock))
}

async function demandConference(tx: Tx, id: string): Promise<ConferenceRow> {
  const found = await findConference(tx, id)
  if (found === undefined) throw new Refusal('NOT_FOUND', { what: '联席会议 / conference', id })
  return found
}

async function viewOf(tx: Tx, row: ConferenceRow, clock: Clock): Promise<ConferenceView> {
  const items = await listItems(tx, row.id)
  const ids = items.map((item) => item.caseId)
  const files = new Map((await listCasesById(tx, ids)).map((file) => [file.id, file]))
  const actions = await listActions(tx, ids)
  const partOf = (part: string) => items.flatMap((item) => (item.part === part ? (files.get(item.caseId) ?? []) : []))
  return {
    ...itemOf(row),
    minutes: row.minutes,
    agenda: partOf('question').map((file) => {
      const decided = actions.find((one) => one.caseId === file.id && one.action === 'decide')
      const { bodyId, reason } = decided?.form ?? {}
      return {
        ...rowOf(file, clock.today),
        parties: partiesOf(file),
        decision: decided === undefined ? null : { bodyId: String(bodyId), reason: String(reason), day: decided.day },
      }
    }),
    tasks: partOf('task').map((file) => rowOf(file, clock.today)),
  }
}

/** Those among whom the conference decides: the body on record and whoever else asks. */
function partiesOf({ parties, subject }: CaseFile) {
  return ['holder', 'first', 'second', 'third'].flatMap((party) => {
    const found = parties[party]
    if (found === undefined) return []
    const isOwnerOfGap = party === 'holder' && subject['holder'] === null
    return [{ name: found.name, bodyId: isOwnerOfGap ? null : (found.body ?? null) }]
  })
}

export type NewMeeting = { readonly day: Day; readonly place: string; readonly cases: readonly string[] }

/** Calls a conference about open questions that one desk convenes. */
export function callConference(desk: Desk, { day, place, cases }: NewMeeting): Promise<{ id: string }> {
  return writing(desk, 'conference.call', [day, place, cases], async (tx) => {
    const first = await demandQuestion(tx, cases[0] ?? '', undefined)
    const convenor = first.parties['convenor']
    const id = randomUUID()
    const scope = convenor?.scope ?? 0
    await createConference(tx, { id, day, place, convenorScope: scope, convenorName: convenor?.name ?? '—' })
    await putOnAgenda(tx, id, scope, cases)
    return { reply: { id }, subject: `conference ${id}`, facts: { questions: cases.length } }
  })
}

/** Puts more questions on the agenda of a conference. */
export function addToAgenda(desk: Desk, id: string, cases: readonly string[]): Promise<ConferenceView> {
  return writing(desk, 'conference.agenda', [id, cases], async (tx, clock) => {
    const row = await demandConvened(tx, id)
    await putOnAgenda(tx, id, row.convenorScope, cases)
    return { reply: await viewOf(tx, row, clock), subject: `conference ${id}`, facts: { questions: cases.length } }
  })
}

async function putOnAgenda(tx: Tx, id: string, scope: number, cases: readonly string[]): Promise<void> {
  for (const one of cases) await demandQuestion(tx, one, scope)
  await addItems(tx, id, 'question', cases)
}

async function demandQuestion(tx: Tx, id: string, scope: number | undefined): Promise<CaseFile> {
  const file = await findCase(tx, id)
  if (file === undefined) throw new Refusal('NOT_FOUND', { what: '议题 / question', id })
  const isMine = (await listServedParties(tx, file.parties)).includes('convenor')
  const isOpen = file.kind === 'dispute' && file.closedOn === null
  const isSame = scope === undefined || file.parties['convenor']?.scope === scope
  if (!isMine || !isOpen || !isSame) throw new Refusal('CONFERENCE_ITEM', { id: nameOf(file) ?? id })
  return file
}

function nameOf({ subject }: CaseFile): string | undefined {
  const name = subject['name']
  return typeof name === 'string' ? name : undefined
}

async function demandConvened(tx: Tx, id: string): Promise<ConferenceRow> {
  const row = await demandConference(tx, id)
  if (!row.mine) throw new Refusal('BODY_NOT_YOURS', { body: row.convenorName })
  return row
}

export type Decision = {
  readonly case: string
  readonly bodyId: string
  readonly reason: string
  readonly seen: number
}

/** Decides a question of the agenda: the case closes, and the body is on record in the same act. */
export function decideQuestion(desk: Desk, id: string, decision: Decision): Promise<ConferenceView> {
  return writing(desk, 'conference.decide', [id, decision], async (tx, clock) => {
    const row = await demandConvened(tx, id)
    const isListed = (await listItems(tx, id)).some((item) => item.caseId === decision.case && item.part === 'question')
    const file = isListed ? await findCase(tx, decision.case) : undefined
    if (file === undefined) throw new Refusal('NOT_FOUND', { what: '议题 / question', id: decision.case })
    if (file.version !== decision.seen) throw new Refusal('STALE', { now: file.version, seen: decision.seen })
    const form = { bodyId: decision.bodyId, reason: decision.reason, conference: id }
    await actWithin(tx, desk, { file, clock, command: { action: 'decide', form } })
    const reply = await viewOf(tx, await demandConference(tx, id), clock)
    return { reply, subject: `conference ${id}`, facts: { case: decision.case, body: decision.bodyId, of: row.day } }
  })
}

export type Minutes = { readonly minutes: string; readonly heldOn: Day | null; readonly seen: number }

/** Keeps the minutes; on a version that somebody else has changed since they are refused, and nothing is lost. */
export function keepMinutes(desk: Desk, id: string, kept: Minutes): Promise<ConferenceView> {
  return writing(desk, 'conference.minutes', [id, kept], async (tx, clock) => {
    const row = await demandConvened(tx, id)
    if (kept.heldOn !== null && kept.heldOn > clock.today) {
      throw new Refusal('BAD_REQUEST', { detail: 'heldOn: 不能晚于今天 / not after today' })
    }
    const isKept = await saveMinutes(tx, id, kept)
    if (!isKept) throw new Refusal('STALE', { now: row.version, seen: kept.seen })
    const reply = await viewOf(tx, await demandConference(tx, id), clock)
    return { reply, subject: `conference ${id}`, facts: { letters: kept.minutes.length } }
  })
}

export type NewTask = { readonly text: string; readonly bodyId: string; readonly dueOn: Day }

/** Gives a desk something to do by a day; it waits in that desk's queue. */
export function giveTask(desk: Desk, id: string, { text, bodyId, dueOn }: NewTask): Promise<ConferenceView> {
  return writing(desk, 'conference.task', [id, text, bodyId, dueOn], async (tx, clock) => {
    const row = await demandConvened(tx, id)
    if (dueOn < clock.today) throw new Refusal('BAD_REQUEST', { detail: 'dueOn: 不能早于今天 / not before today' })
    await demandBody(tx, bodyId, clock.today)
    const opening = {
      kind: 'conferenceTask',
      organizationId: null,
      organizationScope: null,
      subject: { name: text, conference: row.day, place: row.place },
      parties: { convenor: { scope: row.convenorScope, name: row.convenorName }, doer: await partyOf(tx, bodyId) },
      action: 'give',
      party: 'convenor',
      form: { dueOn },
    }
    const cases = await openCases(tx, await getCaseTime(tx, desk, clock), clock.today, [opening])
    await addItems(tx, id, 'task', cases)
    const reply = await viewOf(tx, await demandConference(tx, id), clock)
    return { reply, subject: `conference ${id}`, facts: { body: bodyId, by: (await findActor(tx)).id } }
  })
}
