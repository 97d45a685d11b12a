import { randomUUID } from 'node:crypto'
import { CALL_KINDS, callFault, termsOf, type CallPlan, type CallTerms } from '../domain/evaluation-call.ts'
import { Refusal } from '../domain/refusal.ts'
import { findOfficeBody } from '../store/body.ts'
import type { ScoreSheet } from '../domain/score-sheet.ts'
import { sheetBandFaults } from '../domain/score-sheet-read.ts'
import { findOffice } from '../store/census.ts'
import type { Tx } from '../store/connection.ts'
import { countEvaluations } from '../store/evaluation.ts'
import {
  closeCallRow,
  countCallable,
  createCall,
  findCall,
  listCalls as listCallRows,
  publishCallRow,
  saveCall,
  type CallRow,
} from '../store/evaluation-call.ts'
import { loadScoreSheets } from '../store/score-sheet-files.ts'
import { reading, writing, type Clock, type Desk } from './desk.ts'
import { getPolicyWithGates } from './policy.ts'

let sheets: readonly ScoreSheet[] | undefined

/** The score sheets of the house; read once, for they are files that nobody edits. */
export function listScoreSheets(): readonly ScoreSheet[] {
  sheets ??= loadScoreSheets()
  return sheets
}

export function getScoreSheet(id: string): ScoreSheet {
  const found = listScoreSheets().find((sheet) => sheet.id === id)
  if (found !== undefined) return found
  const known = listScoreSheets().map((sheet) => sheet.id)
  throw new Refusal('SHEET_UNKNOWN', { id, known: known.join(', '), pointer: '/body/sheet' })
}

export function viewScoreSheets(desk: Desk): Promise<{ readonly sheets: readonly ScoreSheet[] }> {
  return reading(desk, async () => ({ sheets: listScoreSheets() }))
}

export type CallView = Omit<CallRow, 'published' | 'officeScope' | 'terms'> & {
  readonly states: readonly { readonly state: string; readonly count: number }[]
}

export type CallDetail = CallView & {
  /** As it was published; of a draft, as it would be today. */
  readonly score: ScoreSheet
  readonly terms: CallTerms
  /** Organizations of these kinds in the area of the authority. */
  readonly callable: number
}

/** Calls within the scope, the newest first, with how many evaluations of each stand in which state. */
export function listCalls(desk: Desk): Promise<{ readonly calls: readonly CallView[] }> {
  return reading(desk, async (tx) => {
    const calls = await listCallRows(tx)
    const views: CallView[] = []
    for (const call of calls) views.push(await viewOfCall(tx, call))
    return { calls: views }
  })
}

async function viewOfCall(tx: Tx, call: CallRow): Promise<CallView> {
  const { published: _sheet, officeScope: _scope, terms: _terms, ...rest } = call
  return { ...rest, states: call.state === 'draft' ? [] : await countEvaluations(tx, { call: call.id }) }
}

export function getCall(desk: Desk, id: string): Promise<CallDetail> {
  return reading(desk, async (tx, clock) => detailOfCall(tx, desk, clock, await demandCall(tx, id)))
}

async function detailOfCall(tx: Tx, desk: Desk, clock: Clock, call: CallRow): Promise<CallDetail> {
  const kinds = call.kinds.length === 0 ? CALL_KINDS : call.kinds
  return {
    ...(await viewOfCall(tx, call)),
    score: sheetOfCall(call),
    terms: call.terms ?? (await termsToday(tx, desk, clock, sheetOfCall(call))),
    callable: await countCallable(tx, call.officeScope, kinds, clock.today),
  }
}

/** The sheet as it was published; of a draft, as it is now. */
export function sheetOfCall(call: Pick<CallRow, 'published' | 'sheet'>): ScoreSheet {
  return call.published ?? getScoreSheet(call.sheet)
}

async function termsToday(tx: Tx, desk: Desk, clock: Clock, sheet: ScoreSheet): Promise<CallTerms> {
  const { gates } = await getPolicyWithGates(tx, desk.packs, clock.today)
  const [fault] = sheetBandFaults(sheet, gates.parameters)
  if (fault !== undefined) throw new Refusal('SHEET_BANDS', { detail: fault })
  return termsOf(sheet, gates)
}

export async function demandCall(tx: Tx, id: string): Promise<CallRow> {
  const found = await findCall(tx, id)
  if (found === undefined) throw new Refusal('NOT_FOUND', { what: '评估通知 / call', id })
  return found
}

/** Refuses who does not run the call. */
export async function demandCallOffice(tx: Tx, id: string): Promise<CallRow> {
  const call = await demandCall(tx, id)
  if (!call.mayRun) throw new Refusal('CALL_NOT_YOURS', { office: call.officeName })
  return call
}

function demandPlan(plan: CallPlan, clock: Clock): void {
  getScoreSheet(plan.sheet)
  const fault = callFault(plan, clock.today)
  if (fault !== undefined)
    throw new Refusal('CALL_DAYS', { field: fault, today: clock.today, pointer: `/body/${fault}` })
}

/** A new draft. Nobody sees it but the authority. */
export function draftCall(desk: Desk, plan: CallPlan): Promise<CallDetail> {
  return writing(desk, 'evaluation.call.draft', [plan], async (tx, clock) => {
    demandPlan(plan, clock)
    const office = await findOffice(tx)
    if (office === undefined) throw new Refusal('NOT_ALLOWED', { act: 'evaluation.call.draft' })
    const id = randomUUID()
    const body = await findOfficeBody(tx, office.scope)
    await createCall(tx, id, plan, { scope: office.scope, name: body?.name ?? office.name })
    return { reply: await detailOfCall(tx, desk, clock, await demandCall(tx, id)), subject: `call ${id}` }
  })
}

export function editCall(desk: Desk, id: string, { seen, ...plan }: CallPlan & { readonly seen: number }) {
  return writing(desk, 'evaluation.call.edit', [id, seen, plan], async (tx, clock) => {
    const call = await demandCallOffice(tx, id)
    demandState(call, 'draft', '修改', 'edited')
    demandPlan(plan, clock)
    if (!(await saveCall(tx, id, plan, seen))) throw new Refusal('STALE', { now: call.version, seen })
    return { reply: await detailOfCall(tx, desk, clock, await demandCall(tx, id)), subject: `call ${id}` }
  })
}

/** Publishes the call with the sheet and the terms of the pack as they are today; neither changes any more. */
export function publishCall(desk: Desk, id: string, seen: number): Promise<CallDetail> {
  return writing(desk, 'evaluation.call.publish', [id, seen], async (tx, clock) => {
    const call = await demandCallOffice(tx, id)
    demandState(call, 'draft', '发布', 'published')
    demandPlan(call, clock)
    const sheet = getScoreSheet(call.sheet)
    const terms = await termsToday(tx, desk, clock, sheet)
    const isDone = await publishCallRow(tx, id, { seen, sheet, terms, today: clock.today })
    if (!isDone) throw new Refusal('STALE', { now: call.version, seen })
    return { reply: await detailOfCall(tx, desk, clock, await demandCall(tx, id)), subject: `call ${id}` }
  })
}

/** Ends a call: nobody applies any more; evaluations that are open go on. */
export function closeCall(desk: Desk, id: string, seen: number): Promise<CallDetail> {
  return writing(desk, 'evaluation.call.close', [id, seen], async (tx, clock) => {
    const call = await demandCallOffice(tx, id)
    demandState(call, 'published', '结束', 'closed')
    if (!(await closeCallRow(tx, id, seen, clock.today))) throw new Refusal('STALE', { now: call.version, seen })
    return { reply: await detailOfCall(tx, desk, clock, await demandCall(tx, id)), subject: `call ${id}` }
  })
}

const STATE_WORDS = {
  draft: { zh: '为草稿', en: 'a draft' },
  published: { zh: '发布', en: 'published' },
  closed: { zh: '结束', en: 'closed' },
} as const

export function demandState(call: CallRow, state: CallRow['state'], act: string, actEn: string): void {
  if (call.state === state) return
  const word = STATE_WORDS[call.state]
  throw new Refusal('CALL_STATE', { state: word.zh, stateEn: word.en, act, actEn })
}
