import { proposalOf, wordsOf, type AnsweringBody, type AssignmentFacts, type Proposal } from '../domain/assignment.ts'
import { standingOfCase, type CaseTime } from '../domain/case.ts'
import { getCaseDefinition } from '../domain/case-definitions.ts'
import { addDays, type Day } from '../domain/day.ts'
import { grouped } from '../domain/grouped.ts'
import { Refusal } from '../domain/refusal.ts'
import { addWorkingDays } from '../domain/working-day.ts'
import { listBodiesOnRecord } from '../store/body.ts'
import { listActions, listCasesById, type CaseFile } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { listGapOwners, listGaps, listPlacesAbove, type GapFilter, type GapRow } from '../store/gap.ts'
import { appendSteps, listOpenQuestions, mapHolders, showQuestions, type Step } from '../store/question.ts'
import { listWrittenOrganizations } from '../store/standing.ts'
import { getCaseTime, openCases } from './case-open.ts'
import { writing, type Clock, type Desk } from './desk.ts'

/** A gap with what the rule proposes for it. */
export type Gap = GapRow & { readonly proposal: Proposal }

type GapPage = { readonly after: readonly [string, string] | null; readonly limit: number }

export async function readGaps(tx: Tx, clock: Clock, filter: GapFilter, page: GapPage): Promise<Gap[]> {
  const rows = await listGaps(tx, filter, page)
  const proposalFor = await proposer(tx, clock, rows)
  return rows.map((row) => ({ ...row, proposal: proposalFor(row) }))
}

type ProposalFacts = Omit<AssignmentFacts, 'places' | 'isPastCatchAll'> & {
  readonly placeId: number
  readonly case: { readonly due: Day | null } | null
}

/** What the rule proposes for organizations, by the bodies and places of today. */
export async function proposer(tx: Tx, clock: Clock, about: readonly { readonly placeId: number }[]) {
  const bodies = await listAnsweringBodies(tx, clock.today)
  const above = await listPlacesAbove(tx, [...new Set(about.map((one) => one.placeId))])
  const places = grouped(above, (place) => place.home)
  return (one: ProposalFacts): Proposal => {
    const due = one.case?.due ?? null
    const isPastCatchAll = due !== null && due < clock.today
    return proposalOf({ ...one, places: places.get(one.placeId) ?? [], isPastCatchAll }, bodies)
  }
}

/** The bodies that are there today. */
export async function listAnsweringBodies(tx: Tx, today: Day): Promise<AnsweringBody[]> {
  const bodies = await listBodiesOnRecord(tx)
  return bodies
    .filter((body) => body.endedOn === null || body.endedOn > today)
    .map(({ key, name, line, placeCode, industries, units }) => ({
      key,
      name,
      line,
      placeCode,
      industries: wordsOf(industries),
      units: wordsOf(units),
    }))
}

const OPENED_AT_ONCE = 5_000

/** Lists every gap of the scope about which no question is open, each with its owner and its clock. */
export function openMissingAssignments(desk: Desk): Promise<{ opened: number }> {
  return writing(desk, 'assignment.list', [], async (tx, clock) => {
    const opened = await openMissing(tx, desk, clock, {})
    return { reply: { opened }, subject: 'assignments', facts: { opened } }
  })
}

/** The same within a transaction, for some organizations or all. */
export async function openMissing(tx: Tx, desk: Desk, clock: Clock, filter: GapFilter): Promise<number> {
  const found = await listGaps(tx, { ...filter, unasked: true }, { after: null, limit: OPENED_AT_ONCE })
  const mine = new Set(
    await listWrittenOrganizations(
      tx,
      found.map((gap) => gap.organizationId),
    ),
  )
  const gaps = found.filter((gap) => mine.has(gap.organizationId))
  if (gaps.length === 0) return 0
  const owners = new Map((await listGapOwners(tx, [...mine])).map((one) => [one.organizationId, one]))
  const time = await getCaseTime(tx, desk, clock)
  const openings = gaps.map((gap) => {
    const owner = owners.get(gap.organizationId)
    if (owner === undefined) throw new Error(`No desk owns the gap of organization ${gap.organizationId}.`)
    const { code, name, kind, industry, supervisingUnit, placeName, since } = gap
    return {
      kind: 'assignment',
      organizationId: gap.organizationId,
      organizationScope: gap.scope,
      subject: { code, name, kind, industry, supervisingUnit, placeName, since },
      parties: { owner: { scope: owner.scope, name: owner.name, body: owner.key, follows: true } },
      action: 'list',
      party: 'owner',
      form: { dueOn: catchAllDay(since, clock.today, time) },
    }
  })
  await openCases(tx, time, clock.today, openings)
  return gaps.length
}

/**
 * Clause (e) counts from the day on which the gap began; one that comes to light late still leaves its owner the days
 * that a body has to answer.
 */
export function catchAllDay(since: Day, today: Day, { parameters, calendar }: CaseTime): Day {
  const counted = addDays(since, parameters.catchAllDays)
  const answered = addWorkingDays(today, parameters.acceptDays, calendar)
  return counted > answered ? counted : answered
}

/**
 * After facts of organizations have changed: questions that the record has answered are closed, and gaps that came about
 * are listed. An import of a whole register lists them afterwards, in one go.
 */
export async function tendQuestions(
  tx: Tx,
  desk: Desk,
  clock: Clock,
  about: { readonly ids: readonly number[]; readonly opens: boolean },
): Promise<void> {
  if (about.ids.length === 0) return
  await showQuestions(tx, about.ids)
  await settleAnswered(tx, desk, clock, about.ids)
  if (about.opens) await openMissing(tx, desk, clock, { ids: about.ids })
}

async function settleAnswered(tx: Tx, desk: Desk, clock: Clock, ids: readonly number[]): Promise<void> {
  const files = await listCasesById(tx, await listOpenQuestions(tx, ids))
  if (files.length === 0) return
  const holders = await mapHolders(tx, ids)
  const answered = files.filter((file) => isAnswered(file, holders.get(file.organizationId ?? 0) ?? null))
  const formOf = (file: CaseFile) => ({ bodyId: holders.get(file.organizationId ?? 0) ?? null })
  await appendToMany(tx, desk, clock, { files: answered, action: 'settle', party: 'system', formOf })
}

/** Whether what is on record has answered a question: a gap is closed, the giver no longer holds, the claimant does. */
function isAnswered({ kind, parties, subject }: CaseFile, holder: string | null): boolean {
  if (kind === 'assignment') return holder !== null
  if (kind === 'handOver') return holder !== (parties['giver']?.body ?? null)
  if (kind === 'claim') return holder !== null && holder === parties['claimant']?.body
  return holder !== (subject['holder'] ?? null)
}

export type ManySteps = {
  readonly files: readonly CaseFile[]
  readonly action: string
  readonly party: string
  readonly formOf: (file: CaseFile) => Readonly<Record<string, string | null>>
}

/** One action in each of many cases, which the caller has found to be allowed. */
export async function appendToMany(tx: Tx, desk: Desk, clock: Clock, many: ManySteps): Promise<void> {
  const { files, action, party, formOf } = many
  if (files.length === 0) return
  const done = grouped(
    await listActions(
      tx,
      files.map((file) => file.id),
    ),
    (one) => one.caseId,
  )
  const time = await getCaseTime(tx, desk, clock)
  const steps = files.map((file): Step => {
    const one = { action, party, day: clock.today, form: formOf(file) }
    const actions = [...(done.get(file.id) ?? []), { ...one, by: 0 }]
    return { file, one, standing: standingOfCase(getCaseDefinition(file.kind), actions, time) }
  })
  const count = await appendSteps(tx, steps)
  if (count !== steps.length) throw new Refusal('STALE', { now: '—', seen: '—' })
}
