import { gradeAfterVeto } from '../domain/evaluation-grade.ts'
import type { EvaluationGround } from '../domain/letter-ground.ts'
import { findEvaluation } from '../store/evaluation.ts'
import { listLetters, listCertificates } from '../store/paper.ts'
import type { Act } from './case-act.ts'
import { demandCall, sheetOfCall } from './evaluation-call.ts'
import { withdrawLetters } from './paper-write.ts'

/** Score and grades of an evaluation as its papers say them; undefined in other cases. */
export async function findGradesOfLetter({
  tx,
  file,
}: Pick<Act, 'tx' | 'file'>): Promise<EvaluationGround | undefined> {
  const row = await findEvaluation(tx, file.id)
  if (row === undefined) return undefined
  const call = await demandCall(tx, row.callId)
  const { terms } = call
  if (terms === null) throw new Error(`The call ${call.id} was never published.`)
  const { panelGrade, veto, vetoCap } = row
  const cap = { effect: terms.veto.effect.value, capAt: terms.veto.capAt.value }
  return {
    year: call.year,
    score: row.score ?? 0,
    maximum: sheetOfCall(call).maximum,
    voted: panelGrade,
    vetoed: gradeAfterVeto(panelGrade, cap),
    announced: gradeAfterVeto(panelGrade, veto === null || vetoCap === null ? null : { effect: veto, capAt: vetoCap }),
    isVetoed: veto !== null,
    validYears: terms.validYears.value,
  }
}

/** What the public was told before is replaced by what it is told now. */
export function replacePublicNotice(act: Act): Promise<void> {
  return withdrawKinds(act, ['evaluationPublicNotice', 'evaluationResult'])
}

/** Notice and decision of a veto hold no longer once it was put right. */
export function withdrawVetoPapers(act: Act): Promise<void> {
  return withdrawKinds(act, ['vetoNotice', 'vetoDecision'])
}

async function withdrawKinds(act: Act, kinds: readonly string[]): Promise<void> {
  const letters = await listLetters(act.tx, act.file.id)
  await withdrawLetters(
    act,
    letters.filter(({ kind }) => kinds.includes(kind)),
  )
}

/** The certificate of a grade that is lowered, cancelled or granted anew is no longer valid. */
export async function endCertificates(act: Act): Promise<void> {
  const { organizationId } = act.file
  if (organizationId !== null) await withdrawLetters(act, await listCertificates(act.tx, organizationId))
}
