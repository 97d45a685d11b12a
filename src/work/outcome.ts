import { actionOf, formList, formText, type CaseAction, type Form } from '../domain/case.ts'
import { getCaseDefinition } from '../domain/case-definitions.ts'
import type { Day } from '../domain/day.ts'
import { appealByOnPaper } from '../domain/letter-ground.ts'
import { onPath } from '../domain/outcome-path.ts'
import { lastDayOf, remediesOf, type Judgement } from '../domain/outcome.ts'
import { isServiceWay } from '../domain/paper.ts'
import { Refusal } from '../domain/refusal.ts'
import { findActor, listActions, type CaseFile } from '../store/case.ts'
import {
  listJudgements,
  listOutcomes,
  markOutcome,
  recordJudgement,
  recordOutcome,
  type OutcomeRow,
} from '../store/outcome.ts'
import { findLetter, listLetters, markServed } from '../store/paper.ts'
import type { Act, CaseEffects } from './case-act.ts'
import { SERVE, withdrawLetters, wrongState } from './paper-write.ts'

export type OutcomePlan = {
  /** Asks the rules again on the day of the notice. */
  readonly judge: (act: Act) => Promise<Judgement>
  /** Grounds of law beside the rules, by their ids; closed. */
  readonly grounds?: readonly string[]
  /** The year that the case is about. */
  readonly yearOf?: (file: CaseFile) => number | null
  /** Of a definition that has taken the way twice, which of the two. */
  readonly prefix?: string
}

/** The effects of the actions of `outcomePath`, the same for every definition that takes it. */
export function outcomeEffects(plan: OutcomePlan): CaseEffects {
  const named = (name: string) => onPath(plan.prefix, name)
  const judged = {
    judge: plan.judge,
    before: async (act: Act) => demandRules(act, plan),
    after: keepJudgement,
  }
  return {
    [named('notify')]: judged,
    [named('decide')]: {
      before: async ({ form, clock, file }) =>
        demandLaterDay(form, { key: 'cureBy', today: clock.today, kind: file.kind, action: named('decide') }),
      after: (act) => keepOutcome(act, plan, 'decide'),
    },
    [named('drop')]: { after: (act) => withdrawNotice(act, named('notify')) },
    [named('serve')]: { before: demandServedDay, after: keepServed },
    [named('appeal')]: { before: demandAppealInTime },
    [named('recordAppeal')]: { before: demandAppealInTime },
    [named('uphold')]: {
      before: (act) => setCureDay(act, named('uphold')),
      after: (act) => keepOutcome(act, plan, 'uphold'),
    },
    [named('overturn')]: { after: overturnOutcome },
    [named('refuseCure')]: { before: (act) => setCureDay(act, named('refuseCure')) },
  }
}

/** Every rule that a notice names was found to fail on the day of the notice, or is a ground of law. */
function demandRules(act: Act, { grounds = [] }: OutcomePlan): void {
  const { findings } = judgementOf(act)
  const known = [...findings.filter((one) => one.result === 'fail').map((one) => one.rule), ...grounds]
  const rule = formList(act.form, 'rules').find((one) => !known.includes(one))
  if (rule === undefined) return
  throw new Refusal('OUTCOME_RULE', { rule, known: known.join(', ') || '—', pointer: '/body/form/rules' })
}

async function keepJudgement(act: Act): Promise<void> {
  await recordJudgement(act.tx, act.file.id, act.file.version, judgementOf(act))
}

function judgementOf({ file, judgement }: Act): Judgement {
  if (judgement === undefined) throw new Error(`The rules were not asked in the case ${file.id}.`)
  return judgement
}

/** Refuses a day of the form that is not after today. */
function demandLaterDay(
  form: Form,
  {
    key,
    today,
    kind,
    action,
  }: { readonly key: string; readonly today: Day; readonly kind: string; readonly action: string },
): void {
  const day = form[key]
  if (typeof day !== 'string' || day > today) return
  const label = actionOf(getCaseDefinition(kind), action).form.find((one) => one.key === key)?.label
  const named = { field: label?.zh ?? key, fieldEn: label?.en ?? key }
  throw new Refusal('CASE_DAY_PAST', { ...named, day, today, pointer: `/body/form/${key}` })
}

/** The day to put things right is the clock of the state that follows. */
async function setCureDay({ form, clock, file }: Act, action: string) {
  demandLaterDay(form, { key: 'cureBy', today: clock.today, kind: file.kind, action })
  const cureBy = form['cureBy']
  return typeof cureBy === 'string' ? { form: { ...form, dueOn: cureBy } } : undefined
}

async function keepOutcome(act: Act, plan: OutcomePlan, action: 'decide' | 'uphold'): Promise<void> {
  const { tx, file, form, clock } = act
  const definition = getCaseDefinition(file.kind)
  const actions = await listActions(tx, [file.id])
  const noticeAt = actions.findLastIndex((one) => one.action === onPath(plan.prefix, 'notify'))
  const notice = actions[noticeAt]
  if (notice === undefined) throw new Error(`The case ${file.id} has no notice before its outcome.`)
  const judgement = (await listJudgements(tx, file.id)).at(-1)
  const me = await findActor(tx)
  const order = definition.legalOrder ?? 'state'
  const before = action === 'uphold' ? await lastOutcome(act) : undefined
  await recordOutcome(tx, {
    file,
    seq: file.version,
    year: plan.yearOf?.(file) ?? null,
    outcome: String(notice.form['outcome']),
    isAdverse: true,
    legalOrder: order,
    rules: formList(notice.form, 'rules'),
    reasons: formText(form, 'reason'),
    evidence: formText(form, 'evidence'),
    cureBy: typeof form['cureBy'] === 'string' ? form['cureBy'] : (before?.cureBy ?? null),
    appealBy: appealByOf(act, action),
    remedies: remediesOf(order),
    noticeSeq: noticeAt + 1,
    judgementSeq: judgement?.seq ?? null,
    proposedBy: notice.by,
    decidedBy: me.id,
    decidedOn: clock.today,
  })
}

/** What the paper of a decision says; an appeal that was decided is followed by the courts. */
function appealByOf({ file, clock, time }: Act, action: 'decide' | 'uphold'): Day | null {
  return action === 'decide' ? appealByOnPaper(file.dueOn ?? clock.today, time.gates.appealDays) : null
}

async function demandServedDay(act: Act) {
  const { form, clock, time } = act
  const day = formText(form, 'servedOn')
  const outcome = await lastOutcome(act)
  if (day < outcome.decidedOn || day > clock.today) {
    throw new Refusal('SERVED_DAY', {
      day,
      from: outcome.decidedOn,
      today: clock.today,
      pointer: '/body/form/servedOn',
    })
  }
  return { form: { ...form, dueOn: outcome.cureBy ?? lastDayOf({ ...outcome, servedOn: day }, time.gates.appealDays) } }
}

/** The decision and its paper are served on one day, by one way: recorded once, here. */
async function keepServed({ tx, file, form, ...act }: Act): Promise<void> {
  const { seq } = await lastOutcome({ tx, file, form, ...act })
  const day = formText(form, 'servedOn')
  await markOutcome(tx, file.id, seq, { servedOn: day })
  const paper = await findLetter(tx, file.id, seq)
  const way = formText(form, 'way')
  if (paper === undefined || !isServiceWay(way)) return
  if (!(await markServed(tx, paper.id, { day, way }))) throw wrongState(paper, SERVE)
}

/** What was decided last no longer holds, nor does its paper. */
export async function overturnOutcome(act: Act): Promise<void> {
  const { seq } = await lastOutcome(act)
  await markOutcome(act.tx, act.file.id, seq, { overturnedOn: act.clock.today })
  await withdrawLetters(
    act,
    (await listLetters(act.tx, act.file.id)).filter((one) => one.caseSeq === seq),
  )
}

/** A notice of what is given up is no longer in force. */
async function withdrawNotice(act: Act, notify: string): Promise<void> {
  const actions = await listActions(act.tx, [act.file.id])
  const seq = actions.findLastIndex((one) => one.action === notify) + 1
  await withdrawLetters(
    act,
    (await listLetters(act.tx, act.file.id)).filter((one) => one.caseSeq === seq),
  )
}

/** The last day of an appeal against what was decided last; null before it was served. */
async function appealEndsOn(act: Act): Promise<Day | null> {
  return lastDayOf(await lastOutcome(act), act.time.gates.appealDays)
}

async function demandAppealInTime(act: Act): Promise<void> {
  const last = await appealEndsOn(act)
  if (last !== null && act.clock.today > last) throw new Refusal('APPEAL_LATE', { day: last })
}

/** Nothing may follow from a decision while an appeal against it is still possible (domain.md 5.4). */
export async function demandAppealOver(act: Act, prefix?: string): Promise<void> {
  const actions: readonly CaseAction[] = await listActions(act.tx, [act.file.id])
  const appeals = ['appeal', 'recordAppeal'].map((name) => onPath(prefix, name))
  if (actions.some((one) => appeals.includes(one.action))) return
  const last = await appealEndsOn(act)
  if (last !== null && act.clock.today <= last) throw new Refusal('APPEAL_RUNNING', { day: last })
}

async function lastOutcome({ tx, file }: Act): Promise<OutcomeRow> {
  const outcome = (await listOutcomes(tx, file.id)).findLast((one) => one.isAdverse)
  if (outcome === undefined) throw new Error(`The case ${file.id} has no outcome.`)
  return outcome
}

type Favour = {
  readonly outcome: string
  readonly reasons?: string
  readonly evidence?: string
  readonly year?: number | null
}

/** A favourable end: kept like any outcome, with the judgement that stands in the case. */
export async function favourableOutcome({ tx, file, clock }: Act, favour: Favour): Promise<void> {
  await recordOutcome(tx, {
    file,
    seq: file.version,
    year: null,
    reasons: '',
    evidence: '',
    ...favour,
    isAdverse: false,
    legalOrder: getCaseDefinition(file.kind).legalOrder ?? 'state',
    rules: [],
    cureBy: null,
    appealBy: null,
    remedies: [],
    noticeSeq: null,
    judgementSeq: (await listJudgements(tx, file.id)).at(-1)?.seq ?? null,
    proposedBy: null,
    decidedBy: (await findActor(tx)).id,
    decidedOn: clock.today,
  })
}
