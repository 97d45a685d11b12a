import { randomUUID } from 'node:crypto'
import { effectiveAnswers, faultsOf, hindrances } from '../domain/answers.ts'
import { CENSUS_KINDS } from '../domain/census.ts'
import { addDays } from '../domain/day.ts'
import { NOTHING_KNOWN, type Known } from '../domain/known.ts'
import { questionsOf, type Answers, type Question, type QuestionSet } from '../domain/question-set.ts'
import { findCase } from '../store/case.ts'
import { mapKnown } from '../store/census-known.ts'
import { findReturn, listReturnsByCode, type ReturnRow } from '../store/census-return.ts'
import { getClock, type Tx } from '../store/connection.ts'
import { saveWithin, submitWithin } from './census-answer.ts'
import { openCensus } from './census-open.ts'
import { draftCensus, getQuestionSet } from './census.ts'
import { actWithin } from './case.ts'
import { writing, type Clock, type Desk } from './desk.ts'

/** Where the demo's census asks: two townships whose officers have accounts, and that of the demo organization. */
const TOWNSHIPS = ['320404001', '320412100'] as const

/** What is done with the first returns of each body, in this order: some of every state. */
const STEPS = ['submit', 'submit', 'return', 'confirm', 'confirm', 'save', 'submit'] as const
const BODIES = 8

/** Opens a census in the demo city and moves some of its returns, all by the work of the house itself. */
export async function openDemoCensus(
  desk: Desk,
  own: { readonly code: string; readonly placeCode: string },
): Promise<void> {
  const { today } = await getClock(desk.db)
  const keyed = (): Desk => ({ ...desk, key: randomUUID() })
  const set = getQuestionSet('members-brief')
  const { id } = await draftCensus(keyed(), {
    title: `${today.slice(0, 4)} 年党员和党组织情况摸底`,
    questionSet: set.id,
    cutOff: `${today.slice(0, 7)}-01`,
    dueOn: addDays(today, 20),
    closesOn: addDays(today, 30),
    scope: { places: [...new Set([...TOWNSHIPS, own.placeCode.slice(0, 9)])], lines: [], kinds: CENSUS_KINDS },
  })
  await openCensus(keyed(), id)
  await writing(keyed(), 'census.demo', [id], async (tx, clock) => {
    const returns = (await listReturnsByCode(tx, id, null)).filter((one) => one.code !== own.code)
    const known = await mapKnown(
      tx,
      returns.map((one) => one.organizationId),
      `${today.slice(0, 7)}-01`,
    )
    let moved = 0
    for (const list of firstOfEachBody(returns)) {
      for (const [index, one] of list.entries()) {
        const step = STEPS[index] ?? 'save'
        await move(tx, desk, clock, { one, step, set, known: known.get(one.organizationId) ?? NOTHING_KNOWN })
        moved += 1
      }
    }
    return { reply: null, subject: `census ${id}`, facts: { moved } }
  })
}

function firstOfEachBody(returns: readonly ReturnRow[]): ReturnRow[][] {
  const lists = new Map<string, ReturnRow[]>()
  for (const one of returns) {
    const list = lists.get(one.bodyName)
    if (list === undefined) lists.set(one.bodyName, [one])
    else if (list.length < STEPS.length) list.push(one)
  }
  return [...lists.values()].toSorted((a, b) => b.length - a.length).slice(0, BODIES)
}

type Move = {
  readonly one: ReturnRow
  readonly step: (typeof STEPS)[number]
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
