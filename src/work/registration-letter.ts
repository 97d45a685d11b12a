import { REGISTRATION_ACT_NAMES } from '../domain/gate-registration.ts'
import type { Finding } from '../domain/gate.ts'
import type { Judgement } from '../domain/outcome.ts'
import { papersOfAct, REGISTRATION_PAPER_NAMES } from '../domain/registration-paper.ts'
import { addWorkingDays } from '../domain/working-day.ts'
import { listActions } from '../store/case.ts'
import type { Act } from './case-act.ts'
import { draftPaper, type PaperOrder } from './paper-write.ts'
import { actOf } from './registration-judge.ts'

/** Drafts of the letters of a registration, in the act that calls for them; a person looks at each and issues it. */
async function draft(act: Act, template: string, values: PaperOrder['values']): Promise<void> {
  const office = act.file.parties['authority']?.body ?? null
  if (office === null) return
  const named = { 'organization.name': String(act.file.subject['name']), ...values }
  await draftPaper(act.tx, { template, office, values: named, caseId: act.file.id })
}

function matterOf(act: Act): string {
  return REGISTRATION_ACT_NAMES[actOf(act.file)].zh
}

/** One list of all gaps, with the rule of each and how to mend it. */
export async function draftGapNotice(
  act: Act,
  { findings, policy }: Judgement,
  isNamed: (finding: Finding) => boolean,
): Promise<void> {
  const { tx, file, form, desk, clock, time } = act
  const submitted = (await listActions(tx, [file.id])).findLast((one) => ['submit', 'answerGaps'].includes(one.action))
  const others = String(form['others'] ?? '').trim()
  const gaps = [
    ...findings.filter(isNamed).map(({ rule, text, mend }) => ({ text: text.zh, rule, mend: (mend ?? text).zh })),
    ...(others === '' ? [] : [{ text: others, rule: '登记管理条例', mend: '请按要求补交' }]),
  ]
  await draft(act, 'gap-notice', {
    matter: matterOf(act),
    receivedOn: submitted?.day ?? clock.today,
    gaps,
    mendBy: file.dueOn ?? addWorkingDays(clock.today, time.parameters.returnDays, time.calendar),
    policy: desk.packs.find((pack) => pack.id === policy)?.title.zh ?? policy,
  })
}

/** The papers that go to the responsible body, and until when it confirms that it has them. */
export async function draftHandOverSlip(act: Act): Promise<void> {
  const { file, clock, time } = act
  const names = papersOfAct(actOf(file)).map((kind) => ({ name: REGISTRATION_PAPER_NAMES[kind].zh, copies: 1 }))
  await draft(act, 'hand-over-slip', {
    'body.name': file.parties['body']?.name ?? '—',
    papers: names,
    handedOn: clock.today,
    confirmBy: file.dueOn ?? addWorkingDays(clock.today, time.parameters.acceptDays, time.calendar),
  })
}
