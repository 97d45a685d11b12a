import { createHash } from 'node:crypto'
import type { CallTerms } from '../domain/evaluation-call.ts'
import { TOLD_STATES } from '../domain/evaluation.ts'
import { gradeAfterVeto } from '../domain/evaluation-grade.ts'
import { reviewResult, type Ballot } from '../domain/evaluation-panel.ts'
import type { Grade } from '../domain/organization.ts'
import { selfFaults, type ScoreFault, type SelfAssessment } from '../domain/score.ts'
import type { ScoreSheet } from '../domain/score-sheet.ts'
import type { Text } from '../domain/refusal.ts'
import { FROM_REGISTER, standsOf, type Filled } from '../domain/self-assessment.ts'
import { isOwnOrganization } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { countEvaluations, listEvaluationRows, type EvaluationRow, type ListedEvaluation } from '../store/evaluation.ts'
import type { CallRow } from '../store/evaluation-call.ts'
import { listExperts, type ExpertRow } from '../store/evaluation-expert.ts'
import { listJudgements, listOutcomes, type JudgementRow, type OutcomeRow } from '../store/outcome.ts'
import { getCaseTime } from './case-open.ts'
import { getCaseWithin, type CaseView } from './case.ts'
import { reading, type Clock, type Desk } from './desk.ts'
import { powerOf } from './evaluation-effects.ts'
import { demandCall, sheetOfCall } from './evaluation-call.ts'
import { judgeEvaluation, judgeVeto, type Sight } from './evaluation-judge.ts'
import { demandEvaluation, filledOf } from './evaluation-self.ts'

export type EvaluationQuestion = {
  readonly call?: string | undefined
  readonly state?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export type EvaluationPage = {
  readonly total: number
  readonly states: readonly { readonly state: string; readonly count: number }[]
  readonly evaluations: readonly ListedEvaluation[]
  readonly next: string | null
}

const PAGE = 50

/** Evaluations within the scope by the code of the organization: words and states, never points side by side. */
export function listEvaluations(desk: Desk, question: EvaluationQuestion): Promise<EvaluationPage> {
  return reading(desk, async (tx) => {
    const { call, state, after, limit = PAGE } = question
    const rows = await listEvaluationRows(tx, { call, state }, { after: after ?? null, limit: limit + 1 })
    const states = await countEvaluations(tx, { call })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const counted = states.filter((one) => state === undefined || one.state === state)
    return {
      total: counted.reduce((sum, one) => sum + one.count, 0),
      states,
      evaluations: shown,
      next: rows.length > limit && last !== undefined ? `${last.code} ${last.caseId}` : null,
    }
  })
}

export type FoundScore = {
  readonly score: number
  readonly partyScore: number
  readonly means: Readonly<Record<string, number>>
  /** Why points were taken off or given, by indicator; of whom is not said. */
  readonly reasons: Readonly<Record<string, readonly string[]>>
  readonly gradeByScore: Grade | null
  readonly panelGrade: Grade | null
  readonly grade: Grade | null
  readonly isVetoed: boolean
}

export type Seat = {
  readonly title: Text
  readonly panel: 'first' | 'review'
  readonly isDeclared: boolean
  readonly isRecused: boolean
  readonly isDone: boolean
  /** Why she stands back, by her own word. */
  readonly recusal: 'interest' | 'served' | null
}

export type BallotCount = Readonly<Record<Ballot, number>> & {
  /** All who do not stand back, whether they have voted or not: more than half of them decide. */
  readonly members: number
  readonly result: ReturnType<typeof reviewResult>
}

export type EvaluationView = Pick<
  EvaluationRow,
  'code' | 'name' | 'kind' | 'answersVersion' | 'filedOn' | 'grade' | 'gradeValidTo' | 'announcedOn'
> & {
  readonly case: CaseView
  readonly call: Pick<CallRow, 'id' | 'title' | 'year' | 'applyBy' | 'vetoOn' | 'officeName'>
  readonly sheet: ScoreSheet
  readonly terms: CallTerms
  readonly answers: SelfAssessment
  readonly filled: Filled
  readonly faults: readonly ScoreFault[]
  readonly isOwn: boolean
  /** What was filed, when, and its hash; null before. */
  readonly receipt: { readonly at: string; readonly version: number; readonly hash: string } | null
  /** What was found; of the organization's own, from the public notice on. */
  readonly found: FoundScore | null
  /** What the rules say now: of the authority alone. */
  readonly rules: {
    readonly asOf: string
    readonly policy: string
    readonly findings: JudgementRow['findings']
    readonly veto: 'off' | 'falls' | 'unknown' | 'early'
  } | null
  readonly judgements: readonly JudgementRow[]
  readonly outcomes: readonly OutcomeRow[]
  /** The highest grade that the authority grants itself. */
  readonly power: Grade
  /** Who is on the panels, and how far each is; never whose score is which. Told to the authority alone. */
  readonly seats: readonly Seat[]
  /** How the review panel has voted so far, by counts; null where there is none. Told to the authority alone. */
  readonly ballots: BallotCount | null
}

/** One evaluation: the sheet, the evidence, what was found, what the rules say, and what can be done. */
export function getEvaluation(desk: Desk, id: string): Promise<EvaluationView> {
  return reading(desk, (tx, clock) => viewOfEvaluation(tx, desk, clock, id))
}

async function viewOfEvaluation(tx: Tx, desk: Desk, clock: Clock, id: string): Promise<EvaluationView> {
  const row = await demandEvaluation(tx, id)
  const call = await demandCall(tx, row.callId)
  const sheet = sheetOfCall(call)
  if (call.terms === null) throw new Error(`The call ${call.id} was never published.`)
  const time = await getCaseTime(tx, desk, clock)
  const file = await getCaseWithin(tx, desk, clock, id)
  const isOwn = await isOwnOrganization(tx, row.organizationId)
  const filled =
    file.state === 'assessing' || file.state === 'returned' ? await filledOf(tx, desk, { code: row.code, sheet }) : {}
  const stands = standsOf(row.answers, filled, FROM_REGISTER)
  const experts = [...(await listExperts(tx, id, 'first')), ...(await listExperts(tx, id, 'review'))]
  const isTold = !isOwn || TOLD_STATES.includes(file.state)
  return {
    case: file,
    call: pickCall(call),
    sheet,
    terms: call.terms,
    code: row.code,
    name: row.name,
    kind: row.kind,
    answers: row.answers,
    answersVersion: row.answersVersion,
    filled,
    faults: selfFaults(sheet, stands),
    filedOn: row.filedOn,
    grade: row.grade,
    gradeValidTo: row.gradeValidTo,
    announcedOn: row.announcedOn,
    isOwn,
    receipt: receiptOf(row, file),
    found: isTold ? foundOf(row) : null,
    rules: isOwn ? null : await rulesOf({ tx, desk, clock, time }, { row, call, state: file.state }),
    judgements: await listJudgements(tx, id),
    outcomes: await listOutcomes(tx, id),
    power: await powerOf({ tx, time }, row.desk),
    seats: isOwn ? [] : experts.map(seatOf),
    ballots: isOwn ? null : ballotsOf(experts),
  }
}

/** The answers as they were filed do not change any more, unless they were returned. */
function receiptOf({ caseId, answers, answersVersion: version }: EvaluationRow, { actions, state }: CaseView) {
  const filed = actions.findLast((one) => one.action === 'file')
  if (filed === undefined || state === 'returned') return null
  const hash = createHash('sha256')
    .update(JSON.stringify([caseId, version, answers]))
    .digest('hex')
  return { at: filed.at, version, hash }
}

function pickCall({ id, title, year, applyBy, vetoOn, officeName }: CallRow) {
  return { id, title, year, applyBy, vetoOn, officeName }
}

export function foundOf(row: EvaluationRow): FoundScore | null {
  const { score, partyScore, means, gradeByScore, panelGrade } = row
  if (score === null || partyScore === null || means === null) return null
  const veto = row.veto === null || row.vetoCap === null ? null : { effect: row.veto, capAt: row.vetoCap }
  return {
    score,
    partyScore,
    means,
    reasons: row.reasons ?? {},
    gradeByScore,
    panelGrade,
    grade: gradeAfterVeto(panelGrade, veto),
    isVetoed: veto !== null,
  }
}

type Looked = { readonly row: EvaluationRow; readonly call: CallRow; readonly state: string }

/** Before the panel the rules of eligibility as of today; after the vote the veto, on its day and today. */
async function rulesOf(sight: Sight, { row, call, state }: Looked): Promise<EvaluationView['rules']> {
  const about = { ...row, policy: call.terms?.policy }
  if (state === 'voted' || state.startsWith('veto')) {
    const isEarly = sight.clock.today < call.vetoOn
    const asOf = isEarly ? sight.clock.today : call.vetoOn
    const { fixed, stands } = await judgeVeto(sight, about, asOf)
    return { asOf, policy: fixed.policy, findings: fixed.findings, veto: isEarly ? 'early' : stands }
  }
  const { asOf, policy, findings } = await judgeEvaluation(sight, about, sight.clock.today)
  return { asOf, policy, findings, veto: 'early' }
}

function ballotsOf(experts: readonly ExpertRow[]): BallotCount | null {
  const panel = experts.filter((one) => one.panel === 'review' && !one.isRecused).map((one) => one.ballot)
  if (panel.length === 0) return null
  const countOf = (wanted: Ballot) => panel.filter((one) => one === wanted).length
  const counts = { uphold: countOf('uphold'), change: countOf('change'), abstain: countOf('abstain') }
  return { ...counts, members: panel.length, result: reviewResult(panel) }
}

function seatOf(one: ExpertRow): Seat {
  const isDone = one.panel === 'first' ? one.handedInAt !== null : one.ballot !== null
  return {
    title: { zh: one.titleZh, en: one.titleEn },
    panel: one.panel,
    isDeclared: one.declaredAt !== null,
    isRecused: one.isRecused,
    isDone,
    recusal: one.isRecused ? (one.hasInterest === true ? 'interest' : 'served') : null,
  }
}
