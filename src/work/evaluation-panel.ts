import { isDay, type Day } from '../domain/day.ts'
import type { Text } from '../domain/refusal.ts'
import { Refusal } from '../domain/refusal.ts'
import { isRecused, type Ballot } from '../domain/evaluation-panel.ts'
import { draftFaults, scoreFaults, type ExpertScores, type ScoreFault, type SelfAssessment } from '../domain/score.ts'
import type { ScoreSheet } from '../domain/score-sheet.ts'
import { findCase } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { listDocuments, type DocumentRow } from '../store/document.ts'
import {
  castMyBallot,
  declareMine,
  findMySeat,
  findPanelState,
  findReviewGrounds,
  handInMine,
  listCandidates as listCandidateRows,
  listExperts,
  listMyPanels as listMyPanelRows,
  nameExpert,
  saveMyScores,
  tellExperts,
  type CandidateRow,
  type ExpertRow,
  type MyPanelRow,
  type Panel,
} from '../store/evaluation-expert.ts'
import { getCaseTime } from './case-open.ts'
import { actWithin } from './case.ts'
import { keeping, reading, writing, type Clock, type Desk } from './desk.ts'
import { demandCall, sheetOfCall } from './evaluation-call.ts'
import { demandEvaluation, demandFaultless } from './evaluation-self.ts'
import { foundOf, type FoundScore } from './evaluation.ts'

export type Candidate = {
  readonly id: number
  readonly title: Text
  readonly field: Text
  readonly panel: Panel | null
  /** Has spoken for the organization within the years of the pack. */
  readonly isRecused: boolean
  readonly recusal: 'speaks' | 'spoke' | null
  readonly spokeUntil: Day | null
}

/** Experts of whom the authority may name some, with who stands back already. */
export function listCandidates(
  desk: Desk,
  id: string,
): Promise<{ readonly experts: readonly Candidate[]; readonly least: number }> {
  return reading(desk, async (tx, clock) => {
    await demandEvaluation(tx, id)
    const { gates } = await getCaseTime(tx, desk, clock)
    const experts = (await listCandidateRows(tx, id)).map((one) => candidateOf(one, { ...gates, today: clock.today }))
    return { experts, least: gates.panelExperts }
  })
}

function candidateOf(one: CandidateRow, rule: { readonly recusalYears: number; readonly today: Day }): Candidate {
  const { servedUntil } = one
  const stands = isRecused({ servedUntil, hasInterest: false }, rule)
  const speaks = servedUntil !== null && servedUntil >= rule.today
  return {
    id: one.accountId,
    title: { zh: one.titleZh, en: one.titleEn },
    field: { zh: one.fieldZh, en: one.fieldEn },
    panel: one.panel,
    isRecused: stands,
    recusal: stands ? (speaks ? 'speaks' : 'spoke') : null,
    spokeUntil: stands && !speaks ? servedUntil : null,
  }
}

export type Naming = { readonly panel: Panel; readonly experts: readonly number[]; readonly seen: number }

/** Names the panel that scores, more experts for it, or the panel of others that reviews. */
export function namePanel(desk: Desk, id: string, naming: Naming): Promise<{ readonly id: string }> {
  return writing(desk, 'evaluation.panel', [id, naming], async (tx, clock) => {
    const { name, callId } = await demandEvaluation(tx, id)
    const file = await findCase(tx, id)
    if (file === undefined) throw new Refusal('NOT_FOUND', { what: '评估 / evaluation', id })
    if (file.version !== naming.seen) throw new Refusal('STALE', { now: file.version, seen: naming.seen })
    const { gates } = await getCaseTime(tx, desk, clock)
    const named = await demandCandidates(tx, id, { naming, recusalYears: gates.recusalYears, clock })
    const there = (await listExperts(tx, id, naming.panel)).filter((one) => !one.isRecused).length
    if (there + named.length < gates.panelExperts) {
      throw new Refusal('PANEL_SMALL', {
        least: gates.panelExperts,
        count: there + named.length,
        pointer: '/body/experts',
      })
    }
    for (const one of named) await nameExpert(tx, id, naming.panel, one)
    const action = naming.panel === 'review' ? 'appointReview' : file.state === 'scoring' ? 'replace' : 'appoint'
    await actWithin(tx, desk, { file, clock, command: { action, form: { experts: named.length } } })
    const { title } = await demandCall(tx, callId)
    const accounts = named.map((one) => one.accountId)
    await tellExperts(tx, id, { panel: naming.panel, accounts, params: { name, campaign: title } })
    return { reply: { id }, subject: `evaluation ${id}`, facts: { panel: naming.panel, experts: named.length } }
  })
}

type Choosing = { readonly naming: Naming; readonly recusalYears: number; readonly clock: Clock }

async function demandCandidates(
  tx: Tx,
  id: string,
  { naming, recusalYears, clock }: Choosing,
): Promise<CandidateRow[]> {
  const known = new Map((await listCandidateRows(tx, id)).map((one) => [one.accountId, one]))
  const pointer = '/body/experts'
  return [...new Set(naming.experts)].map((account) => {
    const one = known.get(account)
    if (one === undefined) throw new Refusal('PANEL_UNKNOWN', { id: account, pointer })
    if (one.panel !== null) throw new Refusal('PANEL_TAKEN', { title: one.titleZh, pointer })
    if (isRecused({ servedUntil: one.servedUntil, hasInterest: false }, { recusalYears, today: clock.today })) {
      throw new Refusal('PANEL_RECUSED', { title: one.titleZh, years: recusalYears, pointer })
    }
    return one
  })
}

export function listMyPanels(desk: Desk): Promise<{ readonly panels: readonly MyPanelRow[] }> {
  return reading(desk, async (tx) => ({ panels: await listMyPanelRows(tx) }))
}

export type PanelView = Pick<
  ExpertRow,
  | 'panel'
  | 'isRecused'
  | 'servedUntil'
  | 'hasInterest'
  | 'version'
  | 'handedInAt'
  | 'ballot'
  | 'ballotReason'
  | 'scores'
> & {
  readonly id: string
  readonly isDeclared: boolean
  readonly code: string
  readonly name: string
  readonly callTitle: string
  readonly recusalYears: number
  readonly isOpen: boolean
  /** Shown once it was declared that there is no reason to stand back. */
  readonly evidence: {
    readonly sheet: ScoreSheet
    readonly answers: SelfAssessment
    readonly documents: readonly Pick<DocumentRow, 'id' | 'name' | 'mediaType' | 'bytes'>[]
    readonly faults: readonly ScoreFault[]
  } | null
  /** What is to be reviewed, and why: for the panel of others. */
  readonly review: { readonly grounds: string; readonly found: FoundScore | null } | null
}

/** An expert's own seat: the score sheet beside the evidence, and what she gave. No other expert's points. */
export function getPanel(desk: Desk, id: string): Promise<PanelView> {
  return reading(desk, (tx, clock) => viewOfPanel(tx, desk, clock, id))
}

async function demandSeat(tx: Tx, id: string): Promise<ExpertRow> {
  const seat = await findMySeat(tx, id)
  if (seat === undefined) throw new Refusal('NOT_FOUND', { what: '评审 / panel', id })
  return seat
}

async function viewOfPanel(tx: Tx, desk: Desk, clock: Clock, id: string): Promise<PanelView> {
  const seat = await demandSeat(tx, id)
  const { gates } = await getCaseTime(tx, desk, clock)
  const { panel, servedUntil, hasInterest, version, handedInAt, ballot, ballotReason, scores } = seat
  const own = { panel, servedUntil, hasInterest, version, handedInAt, ballot, ballotReason, scores }
  const told = {
    ...own,
    id,
    isRecused: seat.isRecused,
    isDeclared: seat.declaredAt !== null,
    recusalYears: gates.recusalYears,
  }
  if (seat.isRecused) return { ...told, code: '', name: '', callTitle: '', isOpen: false, evidence: null, review: null }
  const row = await demandEvaluation(tx, id)
  const call = await demandCall(tx, row.callId)
  const sheet = sheetOfCall(call)
  const isOpen = await isOpenFor(tx, seat)
  const about = { ...told, code: row.code, name: row.name, callTitle: call.title, isOpen }
  if (seat.declaredAt === null) return { ...about, evidence: null, review: null }
  const documents = (await listDocuments(tx, 'case', id)).filter((one) => one.withdrawnAt === null)
  const faults = panel === 'first' ? scoreFaults(sheet, scores) : []
  const review = panel === 'review' ? { grounds: (await findReviewGrounds(tx, id)) ?? '', found: foundOf(row) } : null
  return { ...about, review, evidence: { sheet, answers: row.answers, documents: documents.map(fileOf), faults } }
}

function fileOf({ id, name, mediaType, bytes }: DocumentRow) {
  return { id, name, mediaType, bytes }
}

async function isOpenFor(tx: Tx, seat: ExpertRow): Promise<boolean> {
  const state = await findPanelState(tx, seat.caseId)
  return seat.panel === 'first' ? state === 'scoring' && seat.handedInAt === null : state === 'reviewing'
}

export type DeclarationGiven = {
  readonly servedUntil: Day | null
  readonly hasInterest: boolean
  readonly seen: number
}

/** An expert declares; who served there within the years of the pack, or has an interest, stands back from then on. */
export function declareForPanel(desk: Desk, id: string, given: DeclarationGiven): Promise<PanelView> {
  return keeping(desk, 'evaluation.declare', [id, given], async (tx, clock) => {
    const { servedUntil, hasInterest, seen } = given
    if (servedUntil !== null && (!isDay(servedUntil) || servedUntil > clock.today)) {
      throw new Refusal('BAD_REQUEST', { detail: `servedUntil “${servedUntil}”`, pointer: '/body/servedUntil' })
    }
    const seat = await demandSeat(tx, id)
    if (seat.isRecused) throw new Refusal('PANEL_STOOD_BACK')
    const { gates } = await getCaseTime(tx, desk, clock)
    const stands = isRecused({ servedUntil, hasInterest }, { recusalYears: gates.recusalYears, today: clock.today })
    if (seat.declaredAt !== null && (!stands || seat.handedInAt !== null)) throw new Refusal('PANEL_OVER')
    const isDone = await declareMine(tx, id, { seen, servedUntil, hasInterest, isRecused: stands })
    if (!isDone) throw new Refusal('STALE', { now: seat.version, seen })
    return { reply: await viewOfPanel(tx, desk, clock, id), subject: `evaluation ${id}`, facts: { recused: stands } }
  })
}

async function demandOpenSeat(tx: Tx, id: string, panel: Panel): Promise<ExpertRow> {
  const seat = await demandSeat(tx, id)
  if (seat.isRecused) throw new Refusal('PANEL_STOOD_BACK')
  if (seat.declaredAt === null) throw new Refusal('PANEL_UNDECLARED')
  if (seat.panel !== panel || !(await isOpenFor(tx, seat))) throw new Refusal('PANEL_OVER')
  return seat
}

async function sheetOf(tx: Tx, id: string): Promise<ScoreSheet> {
  return sheetOfCall(await demandCall(tx, (await demandEvaluation(tx, id)).callId))
}

export type Scoring = { readonly scores: ExpertScores; readonly seen: number }

/** Keeps points as they are given, indicator by indicator. */
export function saveScores(desk: Desk, id: string, { scores, seen }: Scoring): Promise<PanelView> {
  return keeping(desk, 'evaluation.score', [id, seen, scores], async (tx, clock) => {
    const seat = await demandOpenSeat(tx, id, 'first')
    demandFaultless(draftFaults(await sheetOf(tx, id), scores), 'scores')
    const isDone = await saveMyScores(tx, id, { ...seat.scores, ...scores }, seen)
    if (!isDone) throw new Refusal('STALE', { now: seat.version, seen })
    return { reply: await viewOfPanel(tx, desk, clock, id), subject: `evaluation ${id}` }
  })
}

/** Hands the scores in; they do not change any more. */
export function handInScores(desk: Desk, id: string, seen: number): Promise<PanelView> {
  return keeping(desk, 'evaluation.handIn', [id, seen], async (tx, clock) => {
    const seat = await demandOpenSeat(tx, id, 'first')
    demandFaultless(scoreFaults(await sheetOf(tx, id), seat.scores), 'scores')
    if (!(await handInMine(tx, id, seen))) throw new Refusal('STALE', { now: seat.version, seen })
    return { reply: await viewOfPanel(tx, desk, clock, id), subject: `evaluation ${id}` }
  })
}

export type Casting = { readonly ballot: Ballot; readonly reason: string; readonly seen: number }

/** A signed ballot of the review panel; it can be cast anew until the decision is delivered. */
export function castBallot(desk: Desk, id: string, { ballot, reason, seen }: Casting): Promise<PanelView> {
  return keeping(desk, 'evaluation.ballot', [id, seen, ballot, reason], async (tx, clock) => {
    const seat = await demandOpenSeat(tx, id, 'review')
    if (!(await castMyBallot(tx, id, { seen, ballot, reason }))) throw new Refusal('STALE', { now: seat.version, seen })
    return { reply: await viewOfPanel(tx, desk, clock, id), subject: `evaluation ${id}` }
  })
}
