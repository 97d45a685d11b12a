import { formList, formText } from '../domain/case.ts'
import type { FollowUpTask } from '../domain/pass-follow-up.ts'
import { rulesWith, type Finding } from '../domain/gate.ts'
import { Refusal } from '../domain/refusal.ts'
import { addDays, type Day } from '../domain/day.ts'
import { papersOfAct } from '../domain/registration-paper.ts'
import type { BodyWay } from '../domain/registration.ts'
import { REFUSAL_GROUNDS } from '../domain/registration-ground.ts'
import { listActions } from '../store/case.ts'
import { findScope, takeOver } from '../store/question.ts'
import { listGivenPapers } from '../store/registration.ts'
import { putBody } from './assignment.ts'
import type { Act, CaseChange, CaseEffects } from './case-act.ts'
import { favourableOutcome, outcomeEffects } from './outcome.ts'
import { openFollowUps } from './pass-follow-up.ts'
import { demandBody, demandReach, partyOf } from './question.ts'
import { actOf, judgeCase, keepJudgement } from './registration-judge.ts'
import { draftGapNotice, draftHandOverSlip } from './registration-letter.ts'
import { certify, demandCertificate, stateChange, stateEnd } from './registration-register.ts'

const OUTCOME_EFFECTS = outcomeEffects({
  judge: (act) => judgeCase(act, act.file, 'beforeApproval'),
  grounds: Object.keys(REFUSAL_GROUNDS),
})

/** What the actions of a registration do beside the case; the way to a refusal is that of every outcome. */
export const REGISTRATION_EFFECTS: CaseEffects = {
  ...OUTCOME_EFFECTS,
  drop: { ...OUTCOME_EFFECTS['drop'], before: keepDecideDay },
  overturn: { ...OUTCOME_EFFECTS['overturn'], before: keepDecideDay },
  submit: { after: (act) => keep(act) },
  tellGaps: { before: demandGaps, after: tellGaps },
  admit: { before: demandVerdict, after: (act) => keep(act) },
  deemAdmitted: { before: setDecideDay, after: (act) => keep(act) },
  approve: { after: async (act) => void (await decided(act, 'approve')) },
  approveChange: { before: demandDayOf('effectiveOn'), after: approveChange },
  confirmEnd: { after: (act) => keep(act) },
  approveEnd: { before: demandDayOf('endedOn'), after: approveEnd },
  receiveSurvey: { before: demandSurvey, after: (act) => keep(act, 'afterApproval') },
  certify: { before: demandCertificate, after: handOut },
  passPapers: { before: nameBody, after: draftHandOverSlip },
  takePapers: { before: demandBodyStill, after: takePapers },
}

async function keep(act: Act, stage: 'beforeApproval' | 'afterApproval' = 'beforeApproval'): Promise<void> {
  await keepJudgement(act, stage)
}

/** At least one gap; each was found to be missing; a second notice adds nothing to the first (Licensing Law art. 32). */
async function demandGaps(act: Act): Promise<void> {
  const rules = formList(act.form, 'rules')
  if (rules.length === 0 && String(act.form['others'] ?? '').trim() === '') throw new Refusal('GAP_NONE')
  const { findings } = await judgeCase(act, act.file, 'beforeApproval')
  const missing = rulesWith(findings, 'fail', 'unknown')
  const met = rules.find((rule) => !missing.includes(rule))
  if (met !== undefined) throw new Refusal('GAP_MET', { rule: met, pointer: '/body/form/rules' })
  const first = (await listActions(act.tx, [act.file.id])).find((one) => one.action === 'tellGaps')
  if (first === undefined) return
  const told = formList(first.form, 'rules')
  const added = rules.find((rule) => !told.includes(rule))
  if (added !== undefined) throw new Refusal('GAP_NEW', { rule: added, pointer: '/body/form/rules' })
}

async function tellGaps(act: Act): Promise<void> {
  const judgement = await keepJudgement(act, 'beforeApproval')
  const named = formList(act.form, 'rules')
  await draftGapNotice(act, judgement, (finding: Finding) => named.includes(finding.rule))
}

async function demandVerdict(act: Act): Promise<CaseChange> {
  const brings = papersOfAct(actOf(act.file)).includes('charter')
  const isNone = act.form['charterVerdict'] === 'none'
  if (brings === isNone && act.form['charterVerdict'] !== undefined) {
    const needs = brings ? { needs: '涉及', needsEn: 'brings' } : { needs: '不涉及', needsEn: 'brings no' }
    throw new Refusal('CHARTER_VERDICT', { ...needs, pointer: '/body/form/charterVerdict' })
  }
  return setDecideDay(act)
}

/** A filing has days of its own; all others those of the regulations. */
async function setDecideDay(act: Act): Promise<CaseChange> {
  return { form: { ...act.form, dueOn: decideDay(act, act.clock.today) } }
}

function decideDay({ time, file }: Act, from: Day): Day {
  return addDays(from, actOf(file) === 'filing' ? time.gates.filingDecideDays : time.gates.decideDays)
}

/** A proposal that is given up, or a refusal that is overturned, does not begin the days anew where some are left. */
async function keepDecideDay(act: Act): Promise<CaseChange> {
  const actions = await listActions(act.tx, [act.file.id])
  const admitted = actions.findLast((one) => one.action === 'admit' || one.action === 'deemAdmitted')
  const first = decideDay(act, admitted?.day ?? act.clock.today)
  const least = addDays(act.clock.today, act.time.gates.formalCheckDays)
  return { form: { ...act.form, dueOn: first > least ? first : least } }
}

/** Refuses a day of the form that has not come yet. */
function demandDayOf(key: string) {
  return async ({ form, clock }: Act): Promise<void> => {
    const day = String(form[key])
    if (day > clock.today) throw new Refusal('DAY_AHEAD', { day, today: clock.today, pointer: `/body/form/${key}` })
  }
}

/** What was decided in favour, with what the rules found then. */
async function decided(act: Act, outcome: string, stage: 'beforeApproval' | 'afterApproval' = 'beforeApproval') {
  const judgement = await keepJudgement(act, stage)
  await favourableOutcome(act, { outcome, reasons: formText(act.form, 'note') })
  return judgement
}

async function approveChange(act: Act): Promise<void> {
  await stateChange(act)
  const { proposal } = await decided(act, 'approveChange')
  const assign = proposal.followUps.filter((one) => one.kind === 'assignBody')
  await openFollowUps(
    act,
    assign.map(({ kind, due }) => ({ task: kind, due })),
  )
}

/** What nobody confirmed follows the organization: a task of its body, never a bar to its end. */
async function approveEnd(act: Act): Promise<void> {
  const { findings } = await decided(act, 'approveEnd')
  const open = findings.filter((one) => /^D\d$/.test(one.rule) && one.result !== 'ok')
  if (open.length > 0) {
    const due = addDays(act.clock.today, act.time.gates.rectifyDays)
    await openFollowUps(act, [{ task: 'closeParty', due, what: open.map((one) => one.text.zh).join('') }])
  }
  await stateEnd(act)
}

async function handOut(act: Act): Promise<void> {
  await certify(act)
  await keep(act, 'afterApproval')
}

async function demandSurvey({ tx, file }: Act): Promise<void> {
  const papers = await listGivenPapers(tx, file.id)
  if (!papers.some(({ kind }) => kind === 'survey')) throw new Refusal('SURVEY_MISSING')
}

async function nameBody({ tx, clock, file, form }: Act): Promise<CaseChange> {
  const key = String(form['bodyId'])
  const body = await demandBody(tx, key, clock.today)
  await demandReach(tx, body, await placeIdOf(tx, file.organizationId))
  return { parties: { ...file.parties, body: await partyOf(tx, key) } }
}

async function placeIdOf(tx: Act['tx'], organizationId: number | null): Promise<number> {
  const scope = await findScope(tx, organizationId ?? 0)
  return Math.floor((scope ?? 0) / 64)
}

async function demandBodyStill({ tx, clock, file }: Act): Promise<void> {
  await demandBody(tx, file.parties['body']?.body ?? '', clock.today)
}

/** The body answers from now on; what it undertakes and what the rules ask for become tasks at its desk. */
async function takePapers(act: Act): Promise<void> {
  await takeOver(act.tx, act.file.id)
  await putBody(act, act.file.parties['body']?.body ?? '')
  const { proposal } = await keepJudgement(act, 'afterApproval')
  const chosen = TASK_OF[String(act.form['way']) as BodyWay]
  const dueOf = (task: FollowUpTask) => proposal.followUps.find((one) => one.kind === task)?.due ?? null
  const byRule = proposal.followUps.map((one) => one.kind).filter((kind) => LASTING.includes(kind))
  const tasks = new Set<FollowUpTask>([...byRule, ...(chosen === null ? [] : [chosen])])
  const recheckOn = addDays(act.clock.today, act.time.gates.recheckMonths * DAYS_OF_MONTH)
  await openFollowUps(
    act,
    [...tasks].map((task) => ({ task, due: dueOf(task) ?? recheckOn })),
  )
}

const DAYS_OF_MONTH = 30
/** Tasks that the rules ask for whatever the body undertakes beside them. */
const LASTING: readonly string[] = ['foundPartyOrganization', 'recheck']
const TASK_OF: Readonly<Record<BodyWay, FollowUpTask | null>> = {
  found: 'foundPartyOrganization',
  join: 'joinJointBranch',
  officer: 'assignOfficer',
  recheck: 'recheck',
  covered: null,
}
