import { NOTE_COLUMN, PERIOD_COLUMN } from '../domain/census-book.ts'
import { effectiveAnswers, faultsOf, hindrances, isSame, type AnswerFault, type Notes } from '../domain/answers.ts'
import { NOTHING_KNOWN, type Known } from '../domain/known.ts'
import type { Problem, ProblemCode } from '../domain/problem.ts'
import type { AnswerValue, Question, QuestionSet } from '../domain/question-set.ts'
import { Refusal, refusalText } from '../domain/refusal.ts'
import { problemOf, type CellValue } from '../domain/sheet-read.ts'
import type { Campaign } from '../store/census.ts'
import type { ReturnRow } from '../store/census-return.ts'
import type { Tx } from '../store/connection.ts'
import type { BookRow } from './book.ts'
import { saveWithin, submitWithin } from './census-answer.ts'
import type { Clock, Desk } from './desk.ts'

export type BookRun = {
  readonly tx: Tx
  readonly desk: Desk
  readonly clock: Clock
  readonly campaign: Campaign
  readonly set: QuestionSet
  readonly questions: readonly Question[]
  readonly returns: ReadonlyMap<string, ReturnRow>
  readonly known: ReadonlyMap<number, Known>
  readonly seen: Map<string, number>
  readonly problems: Problem[]
  readonly tally: { unchanged: number; changed: number; submitted: number }
}

type Said = { readonly answers: Readonly<Record<string, AnswerValue | null>>; readonly notes: Notes }

/** One row: whose it is, of which period, what it says; refused by the rules of the form, else handed in. */
export async function takeRow(run: BookRun, row: BookRow): Promise<void> {
  const code = String(row.values['code'] ?? '')
  const found = ownOf(run, row, code)
  if (found === undefined) return
  const known = run.known.get(found.organizationId) ?? NOTHING_KNOWN
  const said = saidOf(run, row, { found, known })
  if (isDone(found) && Object.keys(said.answers).length === 0) {
    run.tally.unchanged += 1
    return
  }
  const answers = laidOver(found, said)
  const faults = faultsOf(run.set, answers, known, said.notes)
  const open = hindrances(faults)
  for (const fault of open) run.problems.push(ruleProblem(row, fault))
  if (open.length === 0) await handIn(run, row, { found, said })
}

/** The return that a row is about; undefined where the row had to be rejected. */
function ownOf(run: BookRun, row: BookRow, code: string): ReturnRow | undefined {
  const first = run.seen.get(code)
  const period = row.values[PERIOD_COLUMN]
  if (code === '') return rejected(run, row, 'keyMissing', { key: 'code', label: '统一社会信用代码' })
  if (first !== undefined) return rejected(run, row, 'keyTwice', { key: 'code', read: code, first })
  run.seen.set(code, row.row)
  if (period !== run.campaign.cutOff) {
    const read = typeof period === 'string' ? period : '—'
    return rejected(run, row, 'censusPeriod', { key: PERIOD_COLUMN, read, cutOff: run.campaign.cutOff })
  }
  return run.returns.get(code) ?? rejected(run, row, 'censusUnknown', { key: 'code', read: code })
}

function rejected(run: BookRun, row: BookRow, code: ProblemCode, told: Parameters<typeof problemOf>[3]): undefined {
  run.problems.push(problemOf(row.layout, code, row.row, told))
  return undefined
}

function isDone({ state }: ReturnRow): boolean {
  return state === 'submitted' || state === 'confirmed'
}

/** What the row says otherwise than the form stands. A blank cell says nothing; a cleared one takes an answer back. */
function saidOf(run: BookRun, row: BookRow, { found, known }: { found: ReturnRow; known: Known }): Said {
  const stands = effectiveAnswers(run.set, found.answers, known)
  const answers = run.questions.flatMap(({ id, kind }) => {
    const cell = row.values[id]
    if (cell === undefined) return []
    const value = kind === 'list' && typeof cell === 'string' ? cell.split(/[;；]/) : cell
    return isSame(stands[id], value ?? undefined) ? [] : [[id, value] as const]
  })
  const note = row.values[NOTE_COLUMN]
  const notes =
    typeof note === 'string' && note !== Object.values(found.notes).join('；')
      ? Object.fromEntries(run.set.rules.filter((rule) => rule.severity === 'soft').map((rule) => [rule.id, note]))
      : found.notes
  return { answers: Object.fromEntries(answers), notes }
}

function laidOver(found: ReturnRow, said: Said): Record<string, AnswerValue> {
  const all = Object.entries({ ...found.answers, ...said.answers })
  return Object.fromEntries(all.flatMap(([id, value]) => (value === null ? [] : [[id, value]])))
}

function ruleProblem(row: BookRow, fault: AnswerFault): Problem {
  const [key = 'code'] = fault.questions
  const problem = problemOf(row.layout, 'censusRule', row.row, { key, read: shownOf(row.values[key]) })
  return { ...problem, message: fault.text, suggestion: null }
}

function shownOf(value: CellValue | null | undefined): string {
  if (value == null) return ''
  return typeof value === 'object' ? value.join(';') : String(value)
}

/** Saved and handed in on behalf of the organization; what the form refuses is a problem of the row. */
async function handIn(run: BookRun, row: BookRow, { found, said }: { found: ReturnRow; said: Said }): Promise<void> {
  const { tx, desk, clock } = run
  const id = found.caseId
  try {
    const usedNotes = notesOf(run, found, said)
    const saved = await saveWithin(tx, desk, clock, {
      id,
      saving: { seen: found.version, answers: said.answers, notes: usedNotes },
    })
    await submitWithin(tx, desk, clock, { id, seen: saved.version })
    run.tally.changed += 1
    run.tally.submitted += 1
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const problem = problemOf(row.layout, 'censusRule', row.row, { key: 'code', read: found.code })
    run.problems.push({ ...problem, code: error.code, message: refusalText(error) })
  }
}

/** The note of a row is kept for the soft rules that it answers, not for all. */
function notesOf(run: BookRun, found: ReturnRow, said: Said): Notes {
  const known = run.known.get(found.organizationId) ?? NOTHING_KNOWN
  const broken = faultsOf(run.set, laidOver(found, said), known, said.notes).map((fault) => fault.rule)
  return Object.fromEntries(Object.entries(said.notes).filter(([rule]) => broken.includes(rule)))
}
