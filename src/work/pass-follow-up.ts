import { FOLLOW_UP_TASKS, type FollowUpTask } from '../domain/pass-follow-up.ts'
import { addDays, type Day } from '../domain/day.ts'
import { getOrganizationDesk, listCasesById, listServedParties } from '../store/case.ts'
import { findScope } from '../store/question.ts'
import { listOpenOfKinds } from '../store/registration.ts'
import type { Act, CaseEffects } from './case-act.ts'
import { appendAction, openCases, type Opening } from './case-open.ts'
import { recordJudgement } from '../store/outcome.ts'
import { judgeCase } from './registration-judge.ts'

export type FollowUpOrder = { readonly task: FollowUpTask; readonly due: Day | null; readonly what?: string }

/**
 * Tasks that a pass leaves, at the desk of the organization's body; one for each kind. What is to be looked at later
 * rests until then and goes with the organization to the desk that answers for it by that day.
 */
export async function openFollowUps(act: Act, orders: readonly FollowUpOrder[]): Promise<void> {
  const { tx, file, clock, time } = act
  const organizationId = file.organizationId
  if (organizationId === null || orders.length === 0) return
  const open = await listOpenOfKinds(tx, organizationId, ['passFollowUp'])
  const asked = new Set(open.map(({ subject }) => subject['task']))
  const body = await getOrganizationDesk(tx, organizationId)
  const organizationScope = (await findScope(tx, organizationId)) ?? null
  const { code, name } = file.subject
  const openings = orders
    .filter(({ task }) => !asked.has(task))
    .map(({ task, due, what }): Opening => ({
      kind: 'passFollowUp',
      organizationId,
      organizationScope,
      subject: { code, name, task, what: what ?? FOLLOW_UP_TASKS[task].zh, origin: file.id },
      parties: { body: { scope: body.scope, name: body.name, body: body.key, follows: true } },
      action: task === 'recheck' ? 'rest' : 'set',
      party: 'body',
      form: { dueOn: due ?? addDays(clock.today, time.parameters.graceDays) },
    }))
  await openCases(tx, time, clock.today, openings)
}

/** Open tasks of an organization of some kinds, moved on by what happened in the Party-side case. */
export async function moveFollowUps(
  act: Pick<Act, 'tx' | 'clock' | 'time'>,
  organizationId: number,
  { action, tasks }: { readonly action: 'begin' | 'settle' | 'comeBack'; readonly tasks: readonly FollowUpTask[] },
): Promise<void> {
  const { tx, clock, time } = act
  const open = await listOpenOfKinds(tx, organizationId, ['passFollowUp'])
  const wanted = open.filter(({ subject }) => tasks.some((task) => task === subject['task'])).map(({ id }) => id)
  for (const file of await listCasesById(tx, wanted)) {
    const isFrom = action === 'comeBack' ? file.state === 'underWay' : file.closedOn === null
    const isAgain = action === 'begin' && file.state === 'underWay'
    if (!isFrom || isAgain || (await listServedParties(tx, file.parties)).length === 0) continue
    await appendAction(tx, time, file, { action, party: 'body', day: clock.today, form: {} })
  }
}

/** When its day has come the rules are asked again, by the facts of that day. */
export const PASS_FOLLOW_UP_EFFECTS: CaseEffects = {
  wake: { after: lookAgain },
  lookNow: { after: lookAgain },
}

/** Body and founding plan only: the papers of the registration are behind it. */
async function lookAgain(act: Act): Promise<void> {
  const judged = await judgeCase(act, act.file, 'afterApproval')
  const findings = judged.findings.filter(({ rule }) => ['G4', 'G5'].includes(rule))
  const { followUps } = judged.proposal
  const next = followUps.filter(({ kind }) => kind !== 'recheck')
  const text =
    next.length === 0
      ? { zh: '按现有事实无需另行安排。', en: 'By the facts of today nothing more is called for.' }
      : {
          zh: `按现有事实建议：${next.map((one) => one.text.zh).join('、')}。`,
          en: `By the facts of today: ${next.map((one) => one.text.en).join(', ')}.`,
        }
  const proposal = { outcome: 'lookAgain', text, because: [], followUps: next, remedies: [] }
  await recordJudgement(act.tx, act.file.id, act.file.version, { ...judged, findings, proposal })
}
