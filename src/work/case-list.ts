import type { Day } from '../domain/day.ts'
import { soonUntil } from '../domain/due.ts'
import { Refusal } from '../domain/refusal.ts'
import { findCase } from '../store/case.ts'
import {
  countCases,
  countMine,
  findNeighbours,
  listCases as listCaseFiles,
  type CaseCursor,
  type CaseFilter,
  type DaySpan,
  type Neighbours,
} from '../store/case-list.ts'
import type { Tx } from '../store/connection.ts'
import { findOrganizationId } from '../store/record.ts'
import { listAuthorities } from './authority.ts'
import { rowOf, type CaseRow } from './case.ts'
import { reading, type Clock, type Desk } from './desk.ts'
import { getPolicy } from './policy.ts'

export type CaseQuestion = {
  readonly box?: CaseFilter['box'] | undefined
  readonly kind?: string | undefined
  readonly state?: string | undefined
  readonly organization?: string | undefined
  readonly overdue?: boolean | undefined
  /** The clock ends within the days of the policy. */
  readonly soon?: boolean | undefined
  /** The body at whose desk a pass is decided; or all of those seated in a place or below it, or of a line. */
  readonly body?: string | undefined
  readonly at?: string | undefined
  readonly line?: string | undefined
  readonly openedFrom?: Day | undefined
  readonly openedTo?: Day | undefined
  readonly decidedFrom?: Day | undefined
  readonly decidedTo?: Day | undefined
  readonly decision?: string | undefined
  readonly appealed?: boolean | undefined
  readonly overturned?: boolean | undefined
  readonly pass?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export type CasePage = { readonly total: number; readonly cases: readonly CaseRow[]; readonly next: string | null }

const PAGE = 50

/** A page of the cases that wait for me, for others, or are closed; what is due first stands first. */
export function listCases(desk: Desk, question: CaseQuestion): Promise<CasePage> {
  return reading(desk, async (tx, clock) => {
    const filter = await filterOf(tx, desk, question, clock)
    if (filter === undefined) return { total: 0, cases: [], next: null }
    const limit = question.limit ?? PAGE
    const rows = await listCaseFiles(tx, filter, { after: cursorOf(question.after), limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      total: await countCases(tx, filter),
      cases: shown.map((file) => rowOf(file, clock.today)),
      next: rows.length > limit && last !== undefined ? `${last.dueOn ?? ''}~${last.id}` : null,
    }
  })
}

/** Where a case stands in the queue of mine from which it was opened, and which come before and after it. */
export function findCaseNeighbours(desk: Desk, id: string, question: CaseQuestion): Promise<Neighbours> {
  return reading(desk, async (tx, clock) => {
    const file = await findCase(tx, id)
    if (file === undefined) throw new Refusal('NOT_FOUND', { what: '事项 / case', id })
    const filter = await filterOf(tx, desk, { ...question, box: 'mine' }, clock)
    if (filter === undefined) return { position: null, total: 0, previous: null, next: null }
    return findNeighbours(tx, filter, [file.dueOn, file.id])
  })
}

async function filterOf(tx: Tx, desk: Desk, question: CaseQuestion, clock: Clock): Promise<CaseFilter | undefined> {
  const { box = 'mine', kind, state, organization, overdue, soon, decision, appealed, overturned, pass } = question
  const organizationId = organization === undefined ? undefined : await findOrganizationId(tx, organization)
  if (organization !== undefined && organizationId === undefined) return undefined
  return {
    box,
    kind,
    state,
    organizationId,
    overdueOn: overdue === true ? clock.today : undefined,
    due: soon === true ? await soonSpan(tx, desk, clock) : undefined,
    authorities: await authoritiesOf(tx, question, clock),
    opened: spanOf(question.openedFrom, question.openedTo),
    decided: spanOf(question.decidedFrom, question.decidedTo),
    decision,
    isAppealed: appealed,
    isOverturned: overturned,
    pass,
  }
}

async function soonSpan(tx: Tx, desk: Desk, { today }: Clock): Promise<DaySpan> {
  const { parameters } = await getPolicy(tx, desk.packs, { day: today })
  return { from: today, to: soonUntil(today, parameters.remindBeforeDays) }
}

async function authoritiesOf(
  tx: Tx,
  { body, at, line }: CaseQuestion,
  clock: Clock,
): Promise<readonly string[] | undefined> {
  if (body !== undefined) return [body]
  if (at === undefined && line === undefined) return undefined
  return (await listAuthorities(tx, { place: at, line }, clock)).map(({ key }) => key)
}

const EVER: DaySpan = { from: '0001-01-01', to: '9999-12-31' }

function spanOf(from: Day | undefined, to: Day | undefined): DaySpan | undefined {
  return from === undefined && to === undefined ? undefined : { from: from ?? EVER.from, to: to ?? EVER.to }
}

function cursorOf(after: string | undefined): CaseCursor | null {
  if (after === undefined) return null
  const [, due = '', id] = /^(\d{4}-\d{2}-\d{2})?~([0-9a-f-]{36})$/.exec(after) ?? []
  if (id === undefined) throw new Refusal('BAD_REQUEST', { detail: 'after', pointer: '/query/after' })
  return [due === '' ? null : due, id]
}

export type Queue = { readonly kind: string; readonly state: string; readonly count: number; readonly overdue: number }

/** My queues: what waits at my desks, by kind and state. Each count is the length of the list that it opens. */
export function listQueues(
  desk: Desk,
): Promise<{ readonly queues: readonly Queue[]; readonly mine: number; readonly overdue: number }> {
  return reading(desk, async (tx, clock) => {
    const queues = await countMine(tx, clock.today)
    const sum = (pick: (queue: Queue) => number) => queues.reduce((total, queue) => total + pick(queue), 0)
    return { queues, mine: sum((queue) => queue.count), overdue: sum((queue) => queue.overdue) }
  })
}
