import type { Form } from '../domain/case.ts'
import { yearsLater, type Day } from '../domain/day.ts'
import { EXEMPTIONS } from '../domain/evaluation.ts'
import { gradeAfterVeto, grantsUpTo, isAtLeast, isInVetoScope } from '../domain/evaluation-grade.ts'
import { reviewResult, voteFault, type Vote } from '../domain/evaluation-panel.ts'
import { gradeOfScore } from '../domain/gate-evaluation.ts'
import { GRADES, type Grade } from '../domain/organization.ts'
import { Refusal } from '../domain/refusal.ts'
import { meanScore, reasonsOf } from '../domain/score.ts'
import { listActions } from '../store/case.ts'
import { findEvaluation, markEvaluation, type EvaluationRow } from '../store/evaluation.ts'
import { isDistrictOffice, type CallRow } from '../store/evaluation-call.ts'
import { listExperts } from '../store/evaluation-expert.ts'
import { recordJudgement } from '../store/outcome.ts'
import type { Act, CaseEffect, CaseEffects } from './case-act.ts'
import { stateRows } from './entry.ts'
import { demandCall, sheetOfCall } from './evaluation-call.ts'
import { endCertificates, replacePublicNotice, withdrawVetoPapers } from './evaluation-letter.ts'
import { judgeEvaluation, judgeVeto } from './evaluation-judge.ts'
import { demandAppealOver, outcomeEffects, overturnOutcome } from './outcome.ts'

type Loaded = {
  readonly row: EvaluationRow
  readonly call: CallRow & { readonly terms: NonNullable<CallRow['terms']> }
}

async function load({ tx, file }: Act): Promise<Loaded> {
  const row = await findEvaluation(tx, file.id)
  if (row === undefined) throw new Error(`The case ${file.id} has no evaluation.`)
  const call = await demandCall(tx, row.callId)
  if (call.terms === null) throw new Error(`The call ${call.id} was never published.`)
  return { row, call: { ...call, terms: call.terms } }
}

function aboutOf({ row, call }: Loaded) {
  return { ...row, policy: call.terms.policy }
}

/** What bars from the evaluation: E1 to E5; the veto only where the pack says that it does. */
async function judgeEligible(act: Act) {
  const loaded = await load(act)
  const answer = await judgeEvaluation(act, aboutOf(loaded), act.clock.today)
  const isVetoLooked = loaded.call.terms.veto.effect.value === 'ineligible'
  return { ...answer, findings: answer.findings.filter((one) => one.rule !== 'V' || isVetoLooked) }
}

async function demandEligible(act: Act): Promise<void> {
  const { findings } = await judgeEligible(act)
  const open = findings.filter((one) => one.result === 'fail' || one.result === 'unknown').map((one) => one.rule)
  if (open.length > 0) throw new Refusal('EVALUATION_NOT_ELIGIBLE', { rules: open.join(', ') })
}

async function keepEligible(act: Act): Promise<void> {
  await recordJudgement(act.tx, act.file.id, act.file.version, await judgeEligible(act))
}

/** The first opinion stands on what all experts handed in who do not stand back. */
async function scoredPanel(act: Act) {
  const experts = (await listExperts(act.tx, act.file.id, 'first')).filter((one) => !one.isRecused)
  const waiting = experts.filter((one) => one.handedInAt === null).length
  if (waiting > 0) throw new Refusal('PANEL_WAITS', { count: waiting })
  const least = act.time.gates.panelExperts
  if (experts.length < least) throw new Refusal('PANEL_SMALL', { least, count: experts.length })
  return experts
}

async function keepScore(act: Act): Promise<void> {
  const { call } = await load(act)
  const experts = await scoredPanel(act)
  const sheet = sheetOfCall(call)
  const given = experts.map((one) => one.scores)
  const mean = meanScore(sheet, given)
  if (mean === undefined) throw new Error(`The evaluation ${act.file.id} was scored by nobody.`)
  await markEvaluation(act.tx, act.file.id, {
    score: mean.total,
    partyScore: mean.party,
    means: mean.byIndicator,
    reasons: reasonsOf(sheet, given),
    gradeByScore: gradeOfScore(mean.total, { ...act.time.gates, scoreBands: call.terms.bands.value }),
  })
}

function countIn(form: Form, key: string): number {
  const value = form[key]
  return typeof value === 'number' ? value : 0
}

/** The grade of a form; null where it says that there is none. */
function gradeIn(form: Form): Grade | null {
  return GRADES.find((grade) => grade === form['grade']) ?? null
}

async function demandVote(act: Act): Promise<void> {
  const { form, time } = act
  const { row } = await load(act)
  const vote: Vote = {
    members: countIn(form, 'members'),
    present: countIn(form, 'present'),
    inFavour: countIn(form, 'inFavour'),
    against: countIn(form, 'against'),
    abstained: countIn(form, 'abstained'),
  }
  const thirds = time.gates.voteQuorumThirds
  const fault = voteFault(vote, thirds)
  const pointer = '/body/form/inFavour'
  if (fault === 'counts') throw new Refusal('VOTE_COUNTS', { pointer })
  if (fault === 'quorum') throw new Refusal('VOTE_QUORUM', { ...vote, thirds, pointer: '/body/form/present' })
  if (fault === 'majority') throw new Refusal('VOTE_MAJORITY', { ...vote, pointer })
  const grade = gradeIn(form)
  if (grade !== null && (row.gradeByScore === null || !isAtLeast(row.gradeByScore, grade))) {
    throw new Refusal('VOTE_GRADE', { grade, byScore: row.gradeByScore ?? '—', pointer: '/body/form/grade' })
  }
}

async function keepVote(act: Act): Promise<void> {
  await replaceVeto(act)
  const { tx, file, form } = act
  await markEvaluation(tx, file.id, { panelGrade: gradeIn(form), veto: null, vetoCap: null })
}

function demandDayCome(call: CallRow, today: Day): void {
  if (today < call.vetoOn) throw new Refusal('VETO_EARLY', { day: call.vetoOn })
}

async function demandClear(act: Act): Promise<void> {
  const loaded = await load(act)
  demandDayCome(loaded.call, act.clock.today)
  if (!isInScope(loaded)) return
  const { stands } = await judgeVeto(act, aboutOf(loaded), loaded.call.vetoOn)
  if (stands === 'unknown') throw new Refusal('VETO_UNKNOWN')
  if (stands === 'falls') throw new Refusal('VETO_STANDS')
}

function isInScope({ row, call }: Loaded): boolean {
  const { fromGrade, effect } = call.terms.veto
  return isInVetoScope(row.panelGrade, { vetoFromGrade: fromGrade.value, vetoEffect: effect.value })
}

async function keepClear(act: Act): Promise<void> {
  const loaded = await load(act)
  const judged = await judgeEvaluation(act, aboutOf(loaded), loaded.call.vetoOn)
  await recordJudgement(act.tx, act.file.id, act.file.version, judged)
  await liftVeto(act)
}

async function liftVeto({ tx, file }: Act): Promise<void> {
  await markEvaluation(tx, file.id, { veto: null, vetoCap: null })
}

/** What was put right ends the veto, and with it the papers that told of it. */
async function endVeto(act: Act): Promise<void> {
  await liftVeto(act)
  await withdrawVetoPapers(act)
}

/** A veto that was decided on a vote which is no longer that of the evaluation falls with it. */
async function replaceVeto(act: Act): Promise<void> {
  const { row } = await load(act)
  if (row.veto === null) return
  await overturnOutcome(act)
  await liftVeto(act)
}

/** Everything that keeps a veto off: the day, the scope, an exemption, a fact that is not known, another effect. */
async function demandVeto(act: Act): Promise<void> {
  const loaded = await load(act)
  const { row, call } = loaded
  const { veto } = call.terms
  demandDayCome(call, act.clock.today)
  if (!isInScope(loaded)) {
    throw new Refusal('VETO_OUT_OF_SCOPE', { from: veto.fromGrade.value, grade: row.panelGrade ?? '—' })
  }
  const { exemption, outcome } = act.form
  const told = exemption === 'joined' || exemption === 'officer' ? EXEMPTIONS[exemption] : undefined
  const { stands, isExempt } = await judgeVeto(act, aboutOf(loaded), call.vetoOn)
  if (told !== undefined || isExempt) {
    const which = told ?? { zh: '党员不足三名而有工作覆盖', en: 'few members, with work coverage' }
    throw new Refusal('VETO_EXEMPT', { which: which.zh, whichEn: which.en, pointer: '/body/form/exemption' })
  }
  if (stands === 'unknown') throw new Refusal('VETO_UNKNOWN')
  if (stands === 'off') throw new Refusal('VETO_CURED')
  if ((outcome === 'barred') !== (veto.effect.value === 'ineligible')) {
    const isBarred = veto.effect.value === 'ineligible'
    const effect = isBarred ? { zh: '不予等级', en: 'no grade' } : { zh: '等级受限', en: 'the grade is capped' }
    throw new Refusal('VETO_OUTCOME', { effect: effect.zh, effectEn: effect.en, pointer: '/body/form/outcome' })
  }
}

async function demandNotCured(act: Act): Promise<void> {
  const loaded = await load(act)
  const { stands } = await judgeVeto(act, aboutOf(loaded), loaded.call.vetoOn)
  if (stands !== 'falls') throw new Refusal('VETO_CURED')
}

async function keepVeto(act: Act): Promise<void> {
  const { veto } = (await load(act)).call.terms
  await markEvaluation(act.tx, act.file.id, { veto: veto.effect.value, vetoCap: veto.capAt.value })
}

async function demandCured(act: Act): Promise<void> {
  const loaded = await load(act)
  const { stands } = await judgeVeto(act, aboutOf(loaded), loaded.call.vetoOn)
  if (stands !== 'off') throw new Refusal(stands === 'falls' ? 'VETO_STANDS' : 'VETO_UNKNOWN')
}

function demandReview(wanted: 'upheld' | 'changed'): NonNullable<CaseEffect['before']> {
  return async ({ tx, file }) => {
    const panel = (await listExperts(tx, file.id, 'review')).filter((one) => !one.isRecused)
    if (reviewResult(panel.map((one) => one.ballot)) === wanted) return
    const word = wanted === 'upheld' ? { zh: '维持', en: 'uphold' } : { zh: '变更', en: 'change' }
    throw new Refusal('REVIEW_OPEN', { wanted: word.zh, wantedEn: word.en })
  }
}

/** The grade that would be announced. */
export function announcedGrade(row: Pick<EvaluationRow, 'panelGrade' | 'veto' | 'vetoCap'>): Grade | null {
  const veto = row.veto === null || row.vetoCap === null ? null : { effect: row.veto, capAt: row.vetoCap }
  return gradeAfterVeto(row.panelGrade, veto)
}

export async function powerOf(act: Pick<Act, 'tx' | 'time'>, desk: number): Promise<Grade> {
  return grantsUpTo(await isDistrictOffice(act.tx, desk), act.time.gates)
}

/** Nothing is announced of a vetoed grade while the veto can be appealed against, unless it was accepted or reviewed. */
async function demandRemediesOver(act: Act, row: EvaluationRow): Promise<void> {
  if (row.veto === null) return
  const done = (await listActions(act.tx, [act.file.id])).map((one) => one.action)
  if (['vetoAccept', 'requestReview', 'recordReview'].some((one) => done.includes(one))) return
  await demandAppealOver(act, 'veto')
}

async function demandOwnPower(act: Act): Promise<void> {
  const { row } = await load(act)
  await demandRemediesOver(act, row)
  const grade = announcedGrade(row)
  const power = await powerOf(act, row.desk)
  if (grade !== null && grade !== power && isAtLeast(grade, power)) throw new Refusal('GRADE_ABOVE', { grade, power })
}

async function demandAbovePower(act: Act): Promise<void> {
  const { row } = await load(act)
  await demandRemediesOver(act, row)
  const grade = announcedGrade(row)
  const power = await powerOf(act, row.desk)
  if (grade === null || isAtLeast(power, grade)) throw new Refusal('GRADE_OWN', { grade: grade ?? '—', power })
}

async function demandResult(act: Act): Promise<void> {
  const recommended = announcedGrade((await load(act)).row)
  const grade = gradeIn(act.form)
  if (grade !== null && (recommended === null || !isAtLeast(recommended, grade))) {
    throw new Refusal('GRADE_HIGHER', { grade, recommended: recommended ?? '—', pointer: '/body/form/grade' })
  }
}

/** The grade and its last day go on the register through the import, as of the day of the announcement. */
async function announce(act: Act, grade: Grade | null, day: Day): Promise<void> {
  const { tx, desk, file } = act
  const { row, call } = await load(act)
  const validTo = yearsLater(day, call.terms.validYears.value)
  await endCertificates(act)
  await markEvaluation(tx, file.id, { grade, gradeValidTo: grade === null ? null : validTo, announcedOn: day })
  if (grade === null) return
  const title = `评估等级 ${row.code} ${grade} / grade ${grade} of ${row.code}`
  const rows = { organizations: [{ code: row.code, grade, gradeValidTo: validTo }] }
  await stateRows(tx, desk, { origin: 'case', title, asOf: day, rows })
}

function dayIn(form: Form, key: string, today: Day): Day {
  const day = form[key]
  return typeof day === 'string' && day <= today ? day : today
}

/** Both effects of one action, one after the other. */
function both(first: CaseEffect | undefined, then: CaseEffect): CaseEffect {
  return {
    ...first,
    before: async (act) => {
      await then.before?.(act)
      return first?.before?.(act)
    },
    after: async (act) => {
      await first?.after?.(act)
      await then.after?.(act)
    },
  }
}

const ELIGIBLE = outcomeEffects({ judge: judgeEligible })
const VETO = outcomeEffects({
  prefix: 'veto',
  judge: async (act) => {
    const loaded = await load(act)
    return (await judgeVeto(act, aboutOf(loaded), loaded.call.vetoOn)).fixed
  },
})

export const EVALUATION_EFFECTS: CaseEffects = {
  ...ELIGIBLE,
  ...VETO,
  admit: { before: demandEligible, after: keepEligible },
  opine: { before: async (act) => void (await scoredPanel(act)), after: keepScore },
  vote: { before: demandVote, after: keepVote },
  clear: { before: demandClear, after: keepClear },
  vetoNotify: both(VETO['vetoNotify'], { before: demandVeto }),
  vetoDecide: both(VETO['vetoDecide'], { before: demandNotCured, after: keepVeto }),
  vetoOverturn: both(VETO['vetoOverturn'], { after: liftVeto }),
  vetoAcceptCure: { before: demandCured, after: endVeto },
  recheck: { after: replaceVeto },
  publish: { after: replacePublicNotice },
  publishVeto: { after: replacePublicNotice },
  upholdReview: { before: demandReview('upheld') },
  grantReview: { before: demandReview('changed') },
  confirm: {
    before: demandOwnPower,
    after: async (act) => announce(act, announcedGrade((await load(act)).row), act.clock.today),
  },
  recommend: { before: demandAbovePower },
  recordResult: {
    before: demandResult,
    after: (act) => announce(act, gradeIn(act.form), dayIn(act.form, 'announcedOn', act.clock.today)),
  },
}
