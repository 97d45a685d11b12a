import { createHash } from 'node:crypto'
import { effectiveAnswers, faultsOf, hindrances, isSame, prefillOf, type Notes } from '../domain/answers.ts'
import type { Known } from '../domain/known.ts'
import { questionsOf, type Answers, type AnswerValue, type QuestionSet } from '../domain/question-set.ts'
import { Refusal } from '../domain/refusal.ts'
import { holdCampaign, type Campaign } from '../store/census.ts'
import { saveAnswers, type ReturnRow } from '../store/census-return.ts'
import type { Act, CaseEffects } from './case-act.ts'
import { demandCampaign, refuseState } from './census.ts'
import { receiveReport } from './annual-report-flow.ts'
import { stateRows, type EntryRow } from './entry.ts'
import { judgedReturn, type Judged } from './judged-return.ts'

export const CENSUS_RETURN_EFFECTS: CaseEffects = {
  submit: { before: demandWhole, after: recordSubmission },
  confirm: { before: demandUnfrozen, after: confirmed },
  return: { before: demandFields },
  extend: { before: demandLater },
  extendStarted: { before: demandLater },
  extendReturned: { before: demandLater },
  readmit: { before: demandLater },
  reopen: { before: demandFields },
  miss: { before: demandUnfrozen },
}

/** Holds the campaign, so that no freeze passes between the look and the act. */
async function demandUnfrozen({ tx, file }: Act): Promise<void> {
  const id = String(file.subject['campaign'])
  await holdCampaign(tx, id)
  const campaign = await demandCampaign(tx, id)
  if (campaign.state === 'frozen') throw refuseState(campaign.state, 'answer')
}

async function demandLater(act: Act): Promise<void> {
  await demandUnfrozen(act)
  const day = String(act.form['dueOn'] ?? '')
  const { today } = act.clock
  if (day !== '' && day <= today) throw new Refusal('CENSUS_DUE_PAST', { day, today, pointer: '/body/form/dueOn' })
}

/** Fields that are named exist in the form. */
async function demandFields(act: Act): Promise<void> {
  await demandUnfrozen(act)
  const { set } = await judgedReturn(act.tx, act.file.id)
  const named = act.form['fields']
  const ids = questionsOf(set).map((question) => question.id)
  const unknown = Array.isArray(named) ? named.find((one) => !ids.includes(String(one))) : undefined
  if (unknown !== undefined) throw new Refusal('CENSUS_FIELD_UNKNOWN', { field: String(unknown) })
}

/** A return is submitted whole: no hard fault, and a note for every soft one. */
async function demandWhole(act: Act): Promise<void> {
  await demandUnfrozen(act)
  const { row, set, known } = await judgedReturn(act.tx, act.file.id)
  const open = hindrances(faultsOf(set, row.answers, known, row.notes))
  const [first] = open
  if (first === undefined) return
  const pointer = `/answers/${first.questions[0] ?? ''}`
  throw new Refusal('CENSUS_FAULTS', { count: open.length, first: first.text.zh, firstEn: first.text.en, pointer })
}

/** What stands in the form is kept whole with its hash; late is what comes after the day on which it was due. */
async function recordSubmission({ tx, clock, file }: Act): Promise<void> {
  const { row, set, known, campaign } = await judgedReturn(tx, file.id)
  const answers = effectiveAnswers(set, row.answers, known)
  const saved = await saveAnswers(tx, {
    caseId: file.id,
    seen: row.version,
    act: 'submit',
    answers,
    notes: row.notes,
    changed: changedIn(row.answers, answers),
    hash: contentHash(campaign, row.code, { answers, notes: row.notes }),
    submitted: {
      on: clock.today,
      isLate: row.isLate ?? clock.today > row.answerDueOn,
      isUnchanged: isUnchanged(set, answers, known),
    },
  })
  if (!saved) throw new Refusal('STALE', { now: row.version + 1, seen: row.version })
}

/** Nothing says otherwise than what was known. */
function isUnchanged(set: QuestionSet, answers: Answers, known: Known): boolean {
  const prefill = prefillOf(set, known)
  return questionsOf(set).every(({ id }) => answers[id] === undefined || isSame(prefill[id]?.value, answers[id]))
}

export function changedIn(before: Answers, after: Answers): Record<string, AnswerValue | null> {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return Object.fromEntries(ids.filter((id) => !isSame(before[id], after[id])).map((id) => [id, after[id] ?? null]))
}

/** The hash of what was handed in: the same answers to the same form give the same hash. */
export function contentHash(campaign: Campaign, code: string, said: { answers: Answers; notes: Notes }): string {
  const inOrder = (record: Readonly<Record<string, unknown>>) =>
    Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const content = [
    campaign.id,
    campaign.questionSet,
    campaign.setVersion,
    code,
    inOrder(said.answers),
    inOrder(said.notes),
  ]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

/** What is confirmed goes on record; an annual report goes on to the authority. */
async function confirmed(act: Act): Promise<void> {
  const judged = await putOnRecord(act)
  if (judged.campaign.purpose === 'annualReport') await receiveReport(act, judged)
}

/** The counts of a confirmed return go on record as of the cut-off day, by the same import as any sheet. */
async function putOnRecord({ tx, desk, file }: Act): Promise<Judged> {
  const judged = await judgedReturn(tx, file.id)
  const { row, set, campaign } = judged
  const entry = entryOf(set, row)
  if (Object.keys(entry).length === 1) return judged
  const title = `${campaign.title} ${row.code}`
  await stateRows(tx, desk, { origin: 'census', title, asOf: campaign.cutOff, rows: { organizations: [entry] } })
  return judged
}

/** The row of the sheet that a return states. A choice goes in as its label, as the sheet has text there. */
export function entryOf(set: QuestionSet, row: Pick<ReturnRow, 'code' | 'answers'>): EntryRow {
  const cells = questionsOf(set).flatMap(({ id, records, choices }) => {
    const value = row.answers[id]
    if (records === undefined || value === undefined) return []
    const text = typeof value === 'string' ? (choices?.[value]?.zh ?? value) : cellOf(value)
    return [[records, text] as const]
  })
  return { code: row.code, ...Object.fromEntries(cells) }
}

function cellOf(value: Exclude<AnswerValue, string>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}
