import { Refusal } from '../domain/refusal.ts'
import { draftFaults, selfFaults, type ScoreFault, type SelfAnswer, type SelfAssessment } from '../domain/score.ts'
import { coverOf, leavesOf, stepOf, type ScoreSheet } from '../domain/score-sheet.ts'
import { FROM_REGISTER, NO_ANSWER, standsOf, type Filled } from '../domain/self-assessment.ts'
import { findCase, isOwnOrganization } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { listDocuments } from '../store/document.ts'
import { findEvaluation, markEvaluation, saveAnswers, type EvaluationRow } from '../store/evaluation.ts'
import { actWithin } from './case.ts'
import { takingPart, type Desk } from './desk.ts'
import { demandCall, sheetOfCall } from './evaluation-call.ts'
import { findRegistered } from './evaluation-judge.ts'

/** Everything that is known arrives filled in; what the organization says itself comes before it. */
export async function filledOf(tx: Tx, desk: Desk, of: { code: string; sheet: ScoreSheet }): Promise<Filled> {
  const register = await findRegistered(tx, desk, of.code)
  const cover = register === undefined ? undefined : coverOf(register)
  const filled = leavesOf(of.sheet).flatMap((leaf) => {
    const step = stepOf(leaf, cover)
    if (step === undefined) return []
    return [[leaf.id, { points: step.points, step: leaf.steps?.indexOf(step) ?? 0 }] as const]
  })
  return Object.fromEntries(filled)
}

export async function demandEvaluation(tx: Tx, id: string): Promise<EvaluationRow> {
  const found = await findEvaluation(tx, id)
  if (found === undefined) throw new Refusal('NOT_FOUND', { what: '评估 / evaluation', id })
  return found
}

/** Refuses the first of some faults and tells how many there are. */
export function demandFaultless(faults: readonly ScoreFault[], place: string): void {
  const [first] = faults
  if (first === undefined) return
  throw new Refusal('EVALUATION_FAULTS', {
    count: faults.length,
    first: first.text.zh,
    firstEn: first.text.en,
    pointer: `/body/${place}/${first.indicator}`,
  })
}

export type SelfSaving = {
  readonly seen: number
  readonly answers: Readonly<Record<string, SelfAnswer | null>>
}

export type Saved = {
  readonly version: number
  readonly answers: SelfAssessment
  readonly faults: readonly ScoreFault[]
}

/** Keeps what was answered so far; null takes an answer back. Only the organization answers for itself. */
export function saveSelf(desk: Desk, id: string, { seen, answers }: SelfSaving): Promise<Saved> {
  return takingPart(desk, 'evaluation.save', [id, seen, answers], async (tx) => {
    const { row, sheet } = await demandOwn(tx, id)
    const changed = Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, value ?? NO_ANSWER]))
    demandFaultless(draftFaults(sheet, changed), 'answers')
    await demandPapers(tx, id, changed)
    const now = Object.fromEntries(
      Object.entries({ ...row.answers, ...changed }).filter(([key]) => answers[key] !== null),
    )
    if (!(await saveAnswers(tx, id, now, seen))) throw new Refusal('STALE', { now: row.answersVersion, seen })
    const filled = await filledOf(tx, desk, { code: row.code, sheet })
    const faults = selfFaults(sheet, standsOf(now, filled, FROM_REGISTER))
    return { reply: { version: seen + 1, answers: now, faults }, subject: `evaluation ${id}` }
  })
}

async function demandOwn(tx: Tx, id: string) {
  const row = await demandEvaluation(tx, id)
  if (!(await isOwnOrganization(tx, row.organizationId))) throw new Refusal('NOT_ALLOWED', { act: 'evaluation.save' })
  const file = await findCase(tx, id)
  if (file === undefined) throw new Refusal('NOT_FOUND', { what: '评估 / evaluation', id })
  if (file.state !== 'assessing' && file.state !== 'returned') throw new Refusal('PANEL_OVER')
  return { row, file, sheet: sheetOfCall(await demandCall(tx, row.callId)) }
}

/** Papers are named by ids of files that are kept with this very case. */
async function demandPapers(tx: Tx, id: string, answers: SelfAssessment): Promise<void> {
  const kept = new Set(
    (await listDocuments(tx, 'case', id)).filter((one) => one.withdrawnAt === null).map((one) => one.id),
  )
  for (const [indicator, { documents }] of Object.entries(answers)) {
    const other = documents.find((one) => !kept.has(one))
    if (other !== undefined) {
      throw new Refusal('EVALUATION_PAPER', { id: other, indicator, pointer: `/body/answers/${indicator}` })
    }
  }
}

/** Files the self-assessment on the version that was seen, with what the register has filled in. */
export function fileSelf(desk: Desk, id: string, seen: number): Promise<{ readonly id: string }> {
  return takingPart(desk, 'evaluation.file', [id, seen], async (tx, clock) => {
    const { row, file, sheet } = await demandOwn(tx, id)
    const filled = await filledOf(tx, desk, { code: row.code, sheet })
    const stands = standsOf(row.answers, filled, FROM_REGISTER)
    demandFaultless(selfFaults(sheet, stands), 'answers')
    if (!(await saveAnswers(tx, id, stands, seen))) throw new Refusal('STALE', { now: row.answersVersion, seen })
    await markEvaluation(tx, id, { filedOn: clock.today })
    await actWithin(tx, desk, { file, clock, command: { action: 'file', form: {} } })
    return { reply: { id }, subject: `evaluation ${id}` }
  })
}
