import { randomUUID } from 'node:crypto'
import { effectiveAnswers, faultsOf, hindrances } from '../domain/answers.ts'
import { CENSUS_KINDS } from '../domain/census.ts'
import { addDays, type Day } from '../domain/day.ts'
import { NOTHING_KNOWN, type Known } from '../domain/known.ts'
import { questionsOf, type Answers, type Question, type QuestionSet } from '../domain/question-set.ts'
import { findCase } from '../store/case.ts'
import { mapKnown } from '../store/census-known.ts'
import { findReturn, listReturnsByCode, type ReturnRow } from '../store/census-return.ts'
import { getClock, type Tx } from '../store/connection.ts'
import { saveWithin, submitWithin } from './census-answer.ts'
import { openCensus } from './census-open.ts'
import { closeCensus, freezeCensus } from './census-run.ts'
import { draftCensus, getQuestionSet } from './census.ts'
import { actWithin } from './case.ts'
import { writing, type Clock, type Desk } from './desk.ts'

/** Where the demo's census asks: two townships whose officers have accounts, and that of the demo organization. */
const TOWNSHIPS = ['320404001', '320412100'] as const

/** What is done with the first returns of each body, in this order: some of every state. */
const STEPS = ['submit', 'submit', 'return', 'confirm', 'confirm', 'save', 'submit'] as const
type Step = (typeof STEPS)[number]
const BODIES = 8
const BODIES_BEFORE = 3

/** What is done with the first returns of each body a year before: all that are asked for are answered. */
const ANSWERED = STEPS.map(() => 'confirm' as const)

type Own = { readonly code: string; readonly placeCode: string }

/**
 * Runs the census of the year before from draft to freeze, then opens one of this year and moves some of its returns, all
 * by the work of the house itself: what an organization said a year ago stands beside what it is asked now.
 */
export async function openDemoCensus(desk: Desk, own: Own): Promise<void> {
  const { today } = await getClock(desk.db)
  const year = Number(today.slice(0, 4))
  const before = await sentOut(desk, own, { year: year - 1, dueOn: today, closesOn: today, today })
  await moveReturns(desk, before, { steps: ANSWERED, bodies: BODIES_BEFORE, first: own.code, left: null })
  await closeCensus(keyed(desk), before.id)
  await freezeCensus(keyed(desk), before.id, '部分单位未在期限内填报，另行补报。')
  const now = await sentOut(desk, own, { year, dueOn: addDays(today, 20), closesOn: addDays(today, 30), today })
  await moveReturns(desk, now, { steps: STEPS, bodies: BODIES, first: null, left: own.code })
}

const keyed = (desk: Desk): Desk => ({ ...desk, key: randomUUID() })

type Campaign = { readonly id: string; readonly cutOff: Day; readonly set: QuestionSet }
type Days = { readonly year: number; readonly today: Day; readonly dueOn: Day; readonly closesOn: Day }

async function sentOut(desk: Desk, own: Own, { year, today, dueOn, closesOn }: Days): Promise<Campaign> {
  const set = getQuestionSet('members-brief')
  const cutOff = `${year}${today.slice(4, 7)}-01`
  const { id } = await draftCensus(keyed(desk), {
    title: `${year} 年党员和党组织情况摸底`,
    questionSet: set.id,
    cutOff,
    dueOn,
    closesOn,
    scope: { places: [...new Set([...TOWNSHIPS, own.placeCode.slice(0, 9)])], lines: [], kinds: CENSUS_KINDS },
  })
  await openCensus(keyed(desk), id)
  return { id, cutOff, set }
}

type Moving = {
  readonly steps: readonly Step[]
  readonly bodies: number
  /** The organization that is asked before others, or is left to its own account. */
  readonly first: string | null
  readonly left: string | null
}

function moveReturns(desk: Desk, { id, cutOff, set }: Campaign, { steps, bodies, first, left }: Moving): Promise<null> {
  return writing(keyed(desk), 'census.demo', [id], async (tx, clock) => {
    const returns = (await listReturnsByCode(tx, id, null)).filter((one) => one.code !== left)
    const ids = returns.map((one) => one.organizationId)
    const known = await mapKnown(tx, ids, { cutOff, purpose: 'census' })
    let moved = 0
    for (const list of firstOfEachBody(returns, bodies, first)) {
      for (const [index, one] of list.entries()) {
        const step = steps[index] ?? 'save'
        await move(tx, desk, clock, { one, step, set, known: known.get(one.organizationId) ?? NOTHING_KNOWN })
        moved += 1
      }
    }
    return { reply: null, subject: `census ${id}`, facts: { moved } }
  })
}

/** The first returns of the bodies that have most of them; the body of an organization that is named stands first. */
function firstOfEachBody(returns: readonly ReturnRow[], bodies: number, first: string | null): ReturnRow[][] {
  const lists = new Map<string, ReturnRow[]>()
  const isFirst = (one: ReturnRow) => one.code === first
  for (const one of [...returns.filter(isFirst), ...returns.filter((other) => !isFirst(other))]) {
    const list = lists.get(one.bodyName)
    if (list === undefined) lists.set(one.bodyName, [one])
    else if (list.length < STEPS.length) list.push(one)
  }
  const weight = (list: readonly ReturnRow[]) => (list.some(isFirst) ? STEPS.length + 1 : list.length)
  return [...lists.values()].toSorted((a, b) => weight(b) - weight(a)).slice(0, bodies)
}

type Move = {
  readonly one: ReturnRow
  readonly step: Step
  readonly set: QuestionSet
  readonly known: Known
}

async function move(tx: Tx, desk: Desk, clock: Clock, { one, step, set, known }: Move): Promise<void> {
  const id = one.caseId
  const answers = filledUp(set, known)
  const saved = await saveWithin(tx, desk, clock, { id, saving: { seen: 0, answers } })
  if (step === 'save' || hindrances(faultsOf(set, answers, known)).length > 0) return
  await submitWithin(tx, desk, clock, { id, seen: saved.version })
  const file = await findCase(tx, id)
  const row = await findReturn(tx, id)
  if (file === undefined || row?.state !== 'submitted' || step === 'submit') return
  const form = step === 'return' ? { fields: ['staff'], comment: '请核对从业人员总数。' } : {}
  await actWithin(tx, desk, { file, clock, command: { action: step, form } })
}

/** What the register does not know, as an organization without anything to add would answer it. */
function filledUp(set: QuestionSet, known: Known): Answers {
  const answers: Record<string, Answers[string]> = {}
  for (const question of questionsOf(set)) {
    const stands = effectiveAnswers(set, answers, known)
    const value = plainAnswer(question)
    if (question.needed && stands[question.id] === undefined && value !== undefined) answers[question.id] = value
  }
  return answers
}

function plainAnswer({ kind, choices }: Question): Answers[string] | undefined {
  if (kind === 'count') return 0
  if (kind === 'yesNo') return false
  return kind === 'choice' ? Object.keys(choices ?? {}).at(-1) : undefined
}
