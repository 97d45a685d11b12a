import { faultsOf, isSame, isValueOf, type AnswerFault, type Notes } from '../domain/answers.ts'
import { CENSUS_RETURN, type ReturnState } from '../domain/census-return.ts'
import { questionsOf, type Answers, type AnswerValue, type Question } from '../domain/question-set.ts'
import { Refusal } from '../domain/refusal.ts'
import { findCase, listServedParties, type CaseFile } from '../store/case.ts'
import { findReturn, listSubmissions, listVersions, saveAnswers } from '../store/census-return.ts'
import type { Tx } from '../store/connection.ts'
import { appendAction, getCaseTime } from './case-open.ts'
import { actWithin } from './case.ts'
import { changedIn } from './census-effects.ts'
import { judgedReturn, type Judged } from './judged-return.ts'
import { refuseState } from './census.ts'
import { takingPart, type Clock, type Desk } from './desk.ts'

/** What a page sends: fields that were typed since the version that it saw; null takes an answer back. */
export type Saving = {
  readonly seen: number
  readonly answers: Readonly<Record<string, AnswerValue | null>>
  readonly notes?: Readonly<Record<string, string | null>> | undefined
}

export type Saved = {
  readonly version: number
  readonly state: ReturnState
  readonly answers: Answers
  readonly notes: Notes
  readonly faults: readonly AnswerFault[]
}

/** Saves fields of a return: by the organization, or by its responsible body on its behalf. */
export function saveReturn(desk: Desk, id: string, saving: Saving): Promise<Saved> {
  return takingPart(desk, 'census.save', [id, saving], async (tx, clock) => {
    const reply = await saveWithin(tx, desk, clock, { id, saving })
    return {
      reply,
      subject: `case ${id}`,
      facts: { version: reply.version, fields: Object.keys(saving.answers).length },
    }
  })
}

type Within = { readonly id: string; readonly saving: Saving }

/** The same within a transaction that does more. */
export async function saveWithin(tx: Tx, desk: Desk, clock: Clock, { id, saving }: Within): Promise<Saved> {
  const judged = await judgedReturn(tx, id)
  const file = await demandAnswerable(tx, judged)
  demandValues(judged, saving)
  await demandFresh(tx, judged, saving)
  const { row, set, known } = judged
  const answers = laidOver(row.answers, saving.answers)
  const notes = laidOver(row.notes, saving.notes ?? {})
  const isSaved = await saveAnswers(tx, {
    caseId: id,
    seen: row.version,
    act: 'save',
    answers,
    notes,
    changed: changedIn(row.answers, answers),
  })
  if (!isSaved) throw new Refusal('STALE', { now: row.version + 1, seen: saving.seen })
  const state = await startedState(tx, desk, clock, file)
  return { version: row.version + 1, state, answers, notes, faults: faultsOf(set, answers, known, notes) }
}

/** The first thing saved starts the return. */
async function startedState(tx: Tx, desk: Desk, clock: Clock, file: CaseFile): Promise<ReturnState> {
  if (file.state !== 'notStarted') return file.state as ReturnState
  const party = await partyOf(tx, file)
  await appendAction(tx, await getCaseTime(tx, desk, clock), file, {
    action: 'start',
    party,
    day: clock.today,
    form: {},
  })
  return 'inProgress'
}

/** For whom the actor answers: the organization itself, else its body. */
async function partyOf(tx: Tx, file: CaseFile): Promise<string> {
  const served = await listServedParties(tx, file.parties)
  return CENSUS_RETURN.actions.submit.by.find((one) => served.includes(one)) ?? ''
}

const ANSWERABLE: readonly string[] = CENSUS_RETURN.actions.submit.from

/** The case of a return that the actor may fill in now. */
export async function demandAnswerable(tx: Tx, { row, campaign }: Judged): Promise<CaseFile> {
  const file = await findCase(tx, row.caseId)
  if (file === undefined) throw new Refusal('NOT_FOUND', { what: '填报 / return', id: row.caseId })
  const { name } = CENSUS_RETURN.actions.submit
  if ((await partyOf(tx, file)) === '') {
    const { name: kind } = CENSUS_RETURN
    throw new Refusal('CASE_NOT_YOURS', { kind: kind.zh, kindEn: kind.en, action: name.zh, actionEn: name.en })
  }
  if (campaign.state === 'frozen') throw refuseState(campaign.state, 'answer')
  if (!ANSWERABLE.includes(row.state)) {
    const state = CENSUS_RETURN.states[row.state].name
    throw new Refusal('CENSUS_LOCKED', { state: state.zh, stateEn: state.en })
  }
  return file
}

function demandValues({ set }: Judged, saving: Saving): void {
  const questions = new Map(questionsOf(set).map((question) => [question.id, question]))
  for (const [id, value] of Object.entries(saving.answers)) {
    const question = questions.get(id)
    if (question === undefined) throw new Refusal('CENSUS_FIELD_UNKNOWN', { field: id, pointer: `/body/answers/${id}` })
    if (value !== null && !isValueOf(question, value)) throw refuseValue(question)
  }
  const rules = set.rules.map((rule) => rule.id)
  const stray = Object.keys(saving.notes ?? {}).find((id) => !rules.includes(id))
  if (stray !== undefined) throw new Refusal('CENSUS_FIELD_UNKNOWN', { field: stray, pointer: `/body/notes/${stray}` })
}

function refuseValue({ id, label, kind }: Question): Refusal {
  return new Refusal('CENSUS_VALUE', { label: label.zh, labelEn: label.en, kind, pointer: `/body/answers/${id}` })
}

/** Fields that somebody else changed to something else since the version that was seen are named; others pass. */
async function demandFresh(tx: Tx, { row, set }: Judged, saving: Saving): Promise<void> {
  if (saving.seen >= row.version) return
  const later = await listVersions(tx, row.caseId, saving.seen)
  const touched = new Set(later.flatMap((version) => Object.keys(version.changed)))
  const clashing = questionsOf(set).filter(({ id }) => {
    const sent = saving.answers[id]
    return sent !== undefined && touched.has(id) && !isSame(row.answers[id], sent ?? undefined)
  })
  const names = (language: 'zh' | 'en') => clashing.map((one) => one.label[language]).join('、')
  if (clashing.length === 0) return
  throw new Refusal('CENSUS_FIELDS_STALE', {
    now: row.version,
    seen: saving.seen,
    fields: names('zh'),
    fieldsEn: names('en'),
    pointer: `/body/answers/${clashing[0]?.id ?? ''}`,
  })
}

function laidOver<T>(before: Readonly<Record<string, T>>, sent: Readonly<Record<string, T | null>>): Record<string, T> {
  const after: Record<string, T> = { ...before }
  for (const [key, value] of Object.entries(sent)) {
    if (value === null) delete after[key]
    else after[key] = value
  }
  return after
}

export type Receipt = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly campaign: string
  readonly version: number
  readonly at: string
  readonly hash: string
  readonly isLate: boolean
}

/** Hands a return in. The same key again gives the same receipt: three presses are one submission. */
export function submitReturn(desk: Desk, id: string, seen: number): Promise<Receipt> {
  return takingPart(desk, 'census.submit', [id, seen], async (tx, clock) => {
    const reply = await submitWithin(tx, desk, clock, { id, seen })
    return { reply, subject: `case ${id}`, facts: { version: reply.version, hash: reply.hash } }
  })
}

export async function submitWithin(
  tx: Tx,
  desk: Desk,
  clock: Clock,
  { id, seen }: { readonly id: string; readonly seen: number },
): Promise<Receipt> {
  const judged = await judgedReturn(tx, id)
  const file = await demandAnswerable(tx, judged)
  if (judged.row.version !== seen) throw new Refusal('STALE', { now: judged.row.version, seen })
  await actWithin(tx, desk, { file, clock, command: { action: 'submit', form: {} } })
  const row = await findReturn(tx, id)
  const [last] = await listSubmissions(tx, id)
  const { campaign } = judged
  return {
    id,
    code: judged.row.code,
    name: judged.row.name,
    campaign: campaign.title,
    version: last?.version ?? 0,
    at: last?.at ?? clock.now,
    hash: last?.hash ?? '',
    isLate: row?.isLate ?? false,
  }
}
