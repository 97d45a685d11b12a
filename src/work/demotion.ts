import { DEMOTION_GROUNDS } from '../domain/demotion.ts'
import { loweredGrade } from '../domain/letter-ground.ts'
import { Refusal } from '../domain/refusal.ts'
import { listOutcomes } from '../store/outcome.ts'
import type { Act, CaseEffects } from './case-act.ts'
import { proposeAtAuthority } from './authority-case.ts'
import { demandOrganization } from './demand-organization.ts'
import { writing, type Clock, type Desk } from './desk.ts'
import { stateRows } from './entry.ts'
import { endCertificates } from './evaluation-letter.ts'
import { findRegistered, judgeEvaluation } from './evaluation-judge.ts'
import { outcomeEffects } from './outcome.ts'
import type { Tx } from '../store/connection.ts'

export type DemotionProposal = {
  readonly code: string
  readonly ground: keyof typeof DEMOTION_GROUNDS
  readonly reason: string
}

/** Proposes that a grade be lowered or cancelled (R38): opens a case at the authority, with notice and defence before any outcome. */
export function proposeDemotion(
  desk: Desk,
  { code, ground, reason }: DemotionProposal,
): Promise<{ readonly id: string }> {
  return writing(desk, 'demotion.propose', [code, ground, reason], async (tx, clock) => {
    const about = await demandOrganization(tx, code)
    const subject = await demandGrade(tx, desk, clock, { code, name: about.name })
    const id = await proposeAtAuthority({ tx, desk, clock }, about, { kind: 'demotion', code, subject, ground, reason })
    return { reply: { id }, subject: `organization ${code}`, facts: { ground } }
  })
}

async function demandGrade(tx: Tx, desk: Desk, clock: Clock, { code, name }: { code: string; name: string }) {
  const register = await findRegistered(tx, desk, code)
  const { grade = null, gradeValidTo = null } = register ?? {}
  if (grade === null || (gradeValidTo !== null && gradeValidTo < clock.today)) throw new Refusal('GRADE_NONE', { name })
  return { grade, gradeValidTo }
}

/** One grade down keeps its last day; below the lowest there is none, as where it is cancelled. */
async function enforce(act: Act): Promise<void> {
  const { tx, desk, clock, file } = act
  const code = String(file.subject['code'])
  const outcome = (await listOutcomes(tx, file.id)).findLast((one) => one.isAdverse && one.overturnedOn === null)
  const lower = loweredGrade(String(file.subject['grade']), outcome?.outcome ?? '')
  const row = lower === undefined ? { code, grade: '#CLEAR', gradeValidTo: '#CLEAR' } : { code, grade: lower }
  const title = `评估等级处理 ${code} / grade of ${code} lowered`
  await stateRows(tx, desk, { origin: 'case', title, asOf: clock.today, rows: { organizations: [row] } })
  await endCertificates(act)
}

export const DEMOTION_EFFECTS: CaseEffects = {
  ...outcomeEffects({
    judge: (act) =>
      judgeEvaluation(
        act,
        {
          caseId: act.file.id,
          organizationId: act.file.organizationId ?? 0,
          code: String(act.file.subject['code']),
          score: null,
        },
        act.clock.today,
      ),
    grounds: Object.keys(DEMOTION_GROUNDS),
  }),
  enforce: { after: enforce },
}
