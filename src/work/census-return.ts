import {
  askedOf,
  effectiveAnswers,
  faultsOf,
  isSame,
  prefillOf,
  type AnswerFault,
  type Filled,
  type Notes,
} from '../domain/answers.ts'
import { allowedActions } from '../domain/case.ts'
import { CENSUS_RETURN, type ReturnState } from '../domain/census-return.ts'
import type { Day } from '../domain/day.ts'
import type { Known } from '../domain/known.ts'
import { questionsOf, type Answers, type AnswerValue, type Question, type QuestionSet } from '../domain/question-set.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { findActor, findCase, listActions, listServedParties, type ActionRow, type CaseFile } from '../store/case.ts'
import {
  countReturns,
  listReturns as listRows,
  listSubmissions,
  type ListedReturn,
  type ReturnFilter,
  type Version,
} from '../store/census-return.ts'
import type { Tx } from '../store/connection.ts'
import { actWithin, type CaseCommand } from './case.ts'
import { getCaseTime } from './case-open.ts'
import { judgedReturn, type Judged } from './judged-return.ts'
import { demandCampaign } from './census.ts'
import { reading, takingPart, type Clock, type Desk } from './desk.ts'

export type ReturnItem = {
  readonly id: string
  readonly campaign: string
  readonly campaignTitle: string
  readonly code: string
  readonly name: string
  readonly line: string | null
  readonly kind: string
  readonly body: string | null
  readonly bodyName: string
  readonly state: ReturnState
  readonly due: Day | null
  readonly isOverdue: boolean
  readonly mine: boolean
  readonly submittedOn: Day | null
  readonly isLate: boolean | null
  readonly isUnchanged: boolean | null
  readonly version: number
  readonly remindedAt: string | null
}

function itemOf(row: ListedReturn, today: Day): ReturnItem {
  const isClosed = CENSUS_RETURN.states[row.state].waits === null
  return {
    id: row.caseId,
    campaign: row.campaignId,
    campaignTitle: row.campaignTitle,
    code: row.code,
    name: row.name,
    line: row.line,
    kind: row.kind,
    body: row.bodyKey,
    bodyName: row.bodyName,
    state: row.state,
    due: isClosed ? null : row.dueOn,
    isOverdue: !isClosed && row.dueOn !== null && row.dueOn < today,
    mine: row.mine,
    submittedOn: row.firstSubmittedOn,
    isLate: row.isLate,
    isUnchanged: row.isUnchanged,
    version: row.version,
    remindedAt: row.remindedAt,
  }
}

export type ReturnQuestion = Omit<ReturnFilter, 'campaignId'> & {
  readonly after?: string | undefined
  readonly limit?: number | undefined
}
export type ReturnPage = {
  readonly total: number
  readonly returns: readonly ReturnItem[]
  readonly next: string | null
}

const PAGE = 50

/** Returns of a campaign within the scope, or all that wait for me where no campaign is named. */
export function listReturns(desk: Desk, campaign: string | undefined, question: ReturnQuestion): Promise<ReturnPage> {
  return reading(desk, async (tx, clock) => {
    if (campaign !== undefined) await demandCampaign(tx, campaign)
    const { after, limit = PAGE, ...filter } = question
    const wanted = { ...filter, campaignId: campaign }
    const rows = await listRows(tx, wanted, { after: cursorOf(after), limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      total: await countReturns(tx, wanted),
      returns: shown.map((row) => itemOf(row, clock.today)),
      next: rows.length > limit && last !== undefined ? `${last.code}~${last.caseId}` : null,
    }
  })
}

function cursorOf(after: string | undefined): readonly [string, string] | null {
  if (after === undefined) return null
  const [, code, id] = /^(.{1,60})~([0-9a-f-]{36})$/.exec(after) ?? []
  if (code === undefined || id === undefined)
    throw new Refusal('BAD_REQUEST', { detail: 'after', pointer: '/query/after' })
  return [code, id]
}

export type Difference = {
  readonly question: string
  readonly before: AnswerValue | null
  readonly now: AnswerValue | null
}

export type ReturnView = Omit<ReturnItem, 'campaign' | 'campaignTitle'> & {
  readonly campaign: {
    readonly id: string
    readonly title: string
    readonly state: string
    readonly cutOff: Day
    readonly dueOn: Day
    readonly closesOn: Day
    readonly frozenAt: string | null
  }
  /** The whole form with its rules: the page judges by the same function as the server. */
  readonly set: QuestionSet
  readonly known: Known
  readonly prefill: Readonly<Record<string, Filled>>
  /** What was answered, and what stands in the form with what arrived filled. */
  readonly answers: Answers
  readonly stands: Answers
  readonly notes: Notes
  readonly asked: readonly string[]
  readonly faults: readonly AnswerFault[]
  readonly changedSinceLast: readonly Difference[]
  readonly differsFromRegister: readonly Difference[]
  /** What the last submission says otherwise than the one before it. */
  readonly changedSinceReturned: readonly Difference[]
  readonly comment: {
    readonly action: string
    readonly fields: readonly string[]
    readonly text: string
    readonly day: Day
    readonly by: Text
  } | null
  readonly receipt: { readonly version: number; readonly at: string; readonly hash: string } | null
  readonly waits: string | null
  readonly waitsFor: string | null
  readonly since: Day
  readonly caseVersion: number
  readonly mayAnswer: boolean
  /** Who answers where the caller may: the organization itself, or the body on its behalf. */
  readonly as: string | null
  readonly allowed: readonly string[]
  readonly actions: readonly {
    readonly action: string
    readonly party: string
    readonly day: Day
    readonly at: string
    readonly actor: Text
    readonly form: Readonly<Record<string, unknown>>
  }[]
}

/** One return: filled, judged, compared. Outside the scope it is not found. */
export function getReturn(desk: Desk, id: string): Promise<ReturnView> {
  return reading(desk, (tx, clock) => viewOfReturn(tx, desk, clock, id))
}

async function viewOfReturn(tx: Tx, desk: Desk, clock: Clock, id: string): Promise<ReturnView> {
  const judged = await judgedReturn(tx, id)
  const file = await findCase(tx, id)
  if (file === undefined) throw new Refusal('NOT_FOUND', { what: '填报 / return', id })
  const { row, campaign, set, known } = judged
  const actions = await listActions(tx, [id])
  const submissions = await listSubmissions(tx, id)
  const item = itemOf({ ...row, mine: file.mine, campaignTitle: campaign.title }, clock.today)
  const { campaign: _id, campaignTitle: _title, ...shown } = item
  const { id: campaignId, title, state, cutOff, dueOn, closesOn, frozenAt } = campaign
  return {
    ...shown,
    campaign: { id: campaignId, title, state, cutOff, dueOn, closesOn, frozenAt },
    set,
    known,
    ...filledParts(judged),
    ...compared(judged, submissions),
    comment: commentOf(actions),
    receipt: receiptOf(submissions[0]),
    waits: waitsOf(file),
    waitsFor: file.parties[waitsOf(file) ?? '']?.name ?? null,
    since: file.waitingSince,
    caseVersion: file.version,
    ...(await rightsOf(tx, desk, clock, { file, actions, isFrozen: state === 'frozen' })),
    actions: actions.map(({ action, party, day, at, form, actorZh, actorEn }) => ({
      action,
      party,
      day,
      at,
      form,
      actor: { zh: actorZh, en: actorEn },
    })),
  }
}

function filledParts({ row, set, known }: Judged) {
  return {
    prefill: prefillOf(set, known),
    answers: row.answers,
    stands: effectiveAnswers(set, row.answers, known),
    notes: row.notes,
    asked: askedOf(set, row.answers, known).map((question) => question.id),
    faults: faultsOf(set, row.answers, known, row.notes),
  }
}

function compared({ row, set, known }: Judged, [last, before]: readonly Version[]) {
  const stands = effectiveAnswers(set, row.answers, known)
  const { last: lastReturn } = known
  const register = Object.fromEntries(
    Object.entries(prefillOf(set, known)).flatMap(([id, { value, source }]) =>
      source.kind === 'register' ? [[id, value]] : [],
    ),
  )
  const questions = questionsOf(set)
  const held = questions.filter(({ id }) => register[id] !== undefined)
  return {
    changedSinceLast: lastReturn === null ? [] : differences(questions, lastReturn.answers, stands),
    differsFromRegister: differences(held, register, stands),
    changedSinceReturned:
      before?.answers == null || last?.answers == null ? [] : differences(questions, before.answers, last.answers),
  }
}

function differences(questions: readonly Question[], before: Answers, now: Answers): Difference[] {
  return questions
    .filter(({ id }) => !isSame(before[id], now[id]))
    .map(({ id }) => ({ question: id, before: before[id] ?? null, now: now[id] ?? null }))
}

/** The comment with which it was returned or reopened last. */
function commentOf(actions: readonly ActionRow[]): ReturnView['comment'] {
  const last = actions.findLast(({ action }) => action === 'return' || action === 'reopen')
  if (last === undefined) return null
  const { fields, comment } = last.form
  return {
    action: last.action,
    fields: Array.isArray(fields) ? fields.map(String) : [],
    text: String(comment ?? ''),
    day: last.day,
    by: { zh: last.actorZh, en: last.actorEn },
  }
}

function receiptOf(version: Version | undefined): ReturnView['receipt'] {
  return version === undefined ? null : { version: version.version, at: version.at, hash: version.hash ?? '' }
}

function waitsOf(file: CaseFile): string | null {
  return CENSUS_RETURN.states[file.state as ReturnState].waits
}

type Rights = { readonly file: CaseFile; readonly actions: readonly ActionRow[]; readonly isFrozen: boolean }

async function rightsOf(tx: Tx, desk: Desk, clock: Clock, { file, actions, isFrozen }: Rights) {
  const served = await listServedParties(tx, file.parties)
  const me = await findActor(tx)
  const time = await getCaseTime(tx, desk, clock)
  const allowed = isFrozen ? [] : allowedActions(CENSUS_RETURN, actions, { id: me.id, parties: served }, time)
  const as = CENSUS_RETURN.actions.submit.by.find((party) => served.includes(party)) ?? null
  return { mayAnswer: allowed.includes('submit'), as, allowed }
}

/** Confirms, returns, extends, lets in late or reopens one return, on the version of its case that was seen. */
export function actOnReturn(desk: Desk, id: string, command: CaseCommand): Promise<ReturnView> {
  return takingPart(desk, 'census.act', [id, command], async (tx, clock) => {
    await judgedReturn(tx, id)
    const file = await findCase(tx, id)
    if (file === undefined) throw new Refusal('NOT_FOUND', { what: '填报 / return', id })
    if (file.version !== command.seen) throw new Refusal('STALE', { now: file.version, seen: command.seen })
    await actWithin(tx, desk, { file, clock, command })
    const reply = await viewOfReturn(tx, desk, clock, id)
    return { reply, subject: `case ${id}`, facts: { action: command.action } }
  })
}

/** Confirms many at once: those that say nothing but what was known. Others are left, and counted. */
export function confirmUnchanged(
  desk: Desk,
  campaign: string,
): Promise<{ readonly confirmed: number; readonly left: number }> {
  return takingPart(desk, 'census.confirmUnchanged', [campaign], async (tx, clock) => {
    await demandCampaign(tx, campaign)
    const waiting = { campaignId: campaign, state: 'submitted', mine: true }
    const rows = await listRows(tx, { ...waiting, unchanged: true }, { after: null, limit: AT_ONCE })
    for (const { caseId } of rows) {
      const file = await findCase(tx, caseId)
      if (file !== undefined) await actWithin(tx, desk, { file, clock, command: { action: 'confirm', form: {} } })
    }
    const left = await countReturns(tx, waiting)
    return { reply: { confirmed: rows.length, left }, subject: `census ${campaign}`, facts: { confirmed: rows.length } }
  })
}

const AT_ONCE = 200
