import { actionFault, actionOf, standingOfCase, type CaseAction, type Form } from '../domain/case.ts'
import { getCaseDefinition } from '../domain/case-definitions.ts'
import { letterValues, templatesOfLetter } from '../domain/letter.ts'
import { outcomeOfLetter, type LetterGround } from '../domain/letter-ground.ts'
import { namesOf, type Judgement } from '../domain/outcome.ts'
import { valueFaults, type PaperValues } from '../domain/paper.ts'
import { paperKindOf, type PaperKindName } from '../domain/paper-kind.ts'
import type { PaperTemplate } from '../domain/paper-template.ts'
import { Refusal } from '../domain/refusal.ts'
import { findCase, listActions, type CaseFile } from '../store/case.ts'
import { listJudgements, listOutcomes } from '../store/outcome.ts'
import { findLetter, findOrganizationOfPaper } from '../store/paper.ts'
import type { Act } from './case-act.ts'
import { CASE_EFFECTS } from './case-effects.ts'
import { getCaseTime } from './case-open.ts'
import { demandAnyone, reading, type Desk } from './desk.ts'
import { findGradesOfLetter } from './evaluation-letter.ts'
import { getTemplateInForce } from './paper-template.ts'
import { demandOffice, draftPaper, issuePaper, valuesOf } from './paper-write.ts'

/** An action whose letter is written: on record already, or as it would stand. */
type Lettered = { readonly act: Act; readonly name: string; readonly actions: readonly CaseAction[] }

/** Issues the papers of an action that is on record, in its transaction; nothing where the action has none. */
export async function issueLetters(act: Act, name: string): Promise<void> {
  const { tx, file, clock } = act
  if (actionOf(getCaseDefinition(file.kind), name).paper === undefined) return
  const actions = (await listActions(tx, [file.id])).slice(0, -1)
  const judgement = (await listJudgements(tx, file.id)).at(-1)
  for (const { template, office, values } of await lettersOf({ act, name, actions }, judgement)) {
    const order = { template, office, values, caseId: file.id, caseSeq: file.version }
    const { id } = await draftPaper(tx, { ...order, organizationId: file.organizationId })
    await issuePaper(tx, clock, id)
  }
}

type Letter = { readonly template: string; readonly office: string; readonly values: PaperValues }

async function lettersOf(lettered: Lettered, judgement: Judgement | undefined): Promise<Letter[]> {
  const { act, name, actions } = lettered
  const { tx, file, form } = act
  const definition = getCaseDefinition(file.kind)
  const action = actionOf(definition, name)
  const templates = templatesOfLetter(action, outcomeOfLetter({ action, form, definition, actions }))
  if (templates.length === 0) return []
  const party = file.parties[action.by[0] ?? '']
  if (party?.body == null) throw new Refusal('LETTER_OFFICE', { desk: party?.name ?? '—' })
  const office = await demandOffice(tx, party.body)
  const ground = await groundOf(lettered, judgement)
  const letters: Letter[] = []
  for (const template of templates) {
    const { kind } = (await getTemplateInForce(tx, office, template)).template
    const values = letterValues(kind, ground)
    if (values !== undefined)
      letters.push({ template, office: party.body, values: { ...named(file, kind), ...values } })
  }
  return letters
}

async function groundOf({ act, name, actions }: Lettered, judgement: Judgement | undefined): Promise<LetterGround> {
  const { tx, desk, file, form, time, clock } = act
  const definition = getCaseDefinition(file.kind)
  return {
    definition,
    action: actionOf(definition, name),
    form,
    actions,
    judgement,
    policyTitle: desk.packs.find((pack) => pack.id === judgement?.policy)?.title ?? { zh: '', en: '' },
    subject: file.subject,
    names: Object.fromEntries(Object.entries(file.parties).map(([party, one]) => [party, one.name])),
    decided: (await listOutcomes(tx, file.id)).findLast((one) => one.isAdverse),
    noticeServedOn: await noticeServedOn(act, actions),
    appealDays: time.gates.appealDays,
    certificates: time.gates,
    today: clock.today,
    dueOn: file.dueOn,
    evaluation: await findGradesOfLetter(act),
  }
}

/** Whoever is not in the register yet is named by the case. */
function named({ organizationId, subject }: CaseFile, kind: PaperKindName): PaperValues {
  const { name } = subject
  return organizationId === null && paperKindOf(kind).isOfOrganization && typeof name === 'string'
    ? { 'organization.name': name }
    : {}
}

async function noticeServedOn({ tx, file }: Act, actions: readonly CaseAction[]) {
  const notices = namesOf(getCaseDefinition(file.kind), 'notice')
  const at = actions.findLastIndex((one) => notices.includes(one.action))
  return at < 0 ? null : ((await findLetter(tx, file.id, at + 1))?.servedOn ?? null)
}

export type LetterView = {
  readonly template: PaperTemplate
  readonly values: PaperValues
  /** Fields that the form does not say yet. */
  readonly missing: readonly string[]
}

export type LetterPreview = { readonly letters: readonly LetterView[] }

export type LetterQuestion = { readonly action: string; readonly form: Form }

/** What the letters of an action would say with the form as it stands. Nothing is written; none where it issues none. */
export function previewLetters(desk: Desk, id: string, { action: name, form }: LetterQuestion): Promise<LetterPreview> {
  return reading(desk, async (tx, clock) => {
    await demandAnyone(tx)
    const file = await findCase(tx, id)
    if (file === undefined) throw new Refusal('NOT_FOUND', { what: '事项 / case', id })
    const definition = getCaseDefinition(file.kind)
    const told = { kind: definition.name.zh, kindEn: definition.name.en, action: name }
    if (definition.actions[name] === undefined) throw new Refusal('CASE_ACTION_UNKNOWN', told)
    if (actionOf(definition, name).paper === undefined || actionFault(definition, file.state, name) !== undefined) {
      return { letters: [] }
    }
    const time = await getCaseTime(tx, desk, clock)
    const actions = await listActions(tx, [file.id])
    const party = actionOf(definition, name).by[0] ?? ''
    const doing = { action: name, party, by: 0, day: clock.today, form }
    const { due } = standingOfCase(definition, [...actions, doing], time)
    const act: Act = { tx, desk, clock, time, file: { ...file, dueOn: due }, form }
    const judge = CASE_EFFECTS[file.kind]?.[name]?.judge
    const judgement = judge === undefined ? (await listJudgements(tx, id)).at(-1) : await judge(act)
    const letters: LetterView[] = []
    for (const one of await lettersOf({ act, name, actions }, judgement)) letters.push(await viewOf(act, one))
    return { letters }
  })
}

async function viewOf({ tx, file }: { tx: Act['tx']; file: CaseFile }, letter: Letter): Promise<LetterView> {
  const office = await demandOffice(tx, letter.office)
  const { template } = await getTemplateInForce(tx, office, letter.template)
  const { organizationId } = file
  const organization = organizationId === null ? undefined : await findOrganizationOfPaper(tx, organizationId)
  const values = valuesOf({ template, office, organization }, letter.values)
  return { template, values, missing: valueFaults(template.kind, values).map(({ field }) => field) }
}
