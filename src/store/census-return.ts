import { sql, type RawBuilder } from 'kysely'
import type { ReturnState } from '../domain/census-return.ts'
import type { Notes } from '../domain/answers.ts'
import type { Day } from '../domain/day.ts'
import type { Answers, AnswerValue } from '../domain/question-set.ts'
import type { Tx } from './connection.ts'
import { insertRows } from './fact.ts'
import { isUuid } from './uuid.ts'

export type ReturnRow = {
  readonly caseId: string
  readonly campaignId: string
  readonly organizationId: number
  readonly code: string
  readonly name: string
  readonly line: string | null
  readonly kind: string
  readonly bodyKey: string | null
  readonly bodyName: string
  readonly desk: number
  readonly state: ReturnState
  readonly dueOn: Day | null
  /** The day by which it comes in on time: the campaign's, or that of an extension. */
  readonly answerDueOn: Day
  readonly startedAt: string | null
  readonly firstSubmittedOn: Day | null
  readonly isLate: boolean | null
  readonly isUnchanged: boolean | null
  readonly answers: Answers
  readonly notes: Notes
  readonly version: number
  readonly remindedAt: string | null
}

const LIST = sql`case_id, campaign_id, organization_id, code, name, line, kind, body_key, body_name, desk, state, due_on,
  answer_due_on, started_at, first_submitted_on, is_late, is_unchanged, version, reminded_at`

export type FreshReturn = Readonly<Record<string, unknown>>

/** Puts the expected returns of a campaign on record. */
export function createReturns(tx: Tx, rows: readonly FreshReturn[]): Promise<void> {
  const columns =
    'case_id campaign_id organization_id scope district_id township_id line kind code name body_key body_name desk state answers notes version due_on answer_due_on'
  return insertRows(tx, 'trefoil.census_return', columns.split(' '), rows)
}

export async function findReturn(tx: Tx, id: string): Promise<ReturnRow | undefined> {
  if (!isUuid(id)) return undefined
  const { rows } = await sql<ReturnRow>`
    select ${LIST}, answers, notes from trefoil.census_return where case_id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The returns of a campaign of organizations with these codes, with their answers. */
export async function listReturnsByCode(
  tx: Tx,
  campaign: string,
  codes: readonly string[] | null,
): Promise<ReturnRow[]> {
  const { rows } = await sql<ReturnRow>`select ${LIST}, answers, notes from trefoil.census_return
    where campaign_id = ${campaign}::uuid and (${codes}::text[] is null or code = any(${codes}::text[])) order by code`.execute(
    tx,
  )
  return rows
}

export type ReturnFilter = {
  readonly campaignId?: string | undefined
  readonly state?: string | undefined
  /** Nothing saved yet, and still waited for. */
  readonly silent?: boolean | undefined
  readonly late?: boolean | undefined
  readonly unchanged?: boolean | undefined
  /** A place of the managing tree, with all below. */
  readonly place?: string | undefined
  readonly body?: string | undefined
  readonly line?: string | undefined
  /** Waits at my desk, or is my organization's. */
  readonly mine?: boolean | undefined
  readonly q?: string | undefined
}

const MINE = sql<boolean>`(case when state in ('notStarted', 'inProgress', 'returned')
    then coalesce(organization_id = any((select trefoil.my_organizations())::integer[]), false)
    when state = 'submitted' then coalesce(desk = any((select trefoil.my_desks())::integer[]), false) else false end)`

export type ListedReturn = Omit<ReturnRow, 'answers' | 'notes'> & {
  readonly mine: boolean
  readonly campaignTitle: string
}

/** A page of returns by due day and code. */
export async function listReturns(
  tx: Tx,
  filter: ReturnFilter,
  page: { readonly after: readonly [string, string] | null; readonly limit: number },
): Promise<ListedReturn[]> {
  const after = page.after === null ? sql`true` : sql`(code, case_id) > (${page.after[0]}, ${page.after[1]}::uuid)`
  const { rows } = await sql<ListedReturn>`
    select ${LIST}, ${MINE} as mine, (select c.title from trefoil.campaign c where c.id = campaign_id) as campaign_title
    from trefoil.census_return where ${filterSql(filter)} and ${after} order by code, case_id limit ${page.limit}`.execute(
    tx,
  )
  return rows
}

export async function countReturns(tx: Tx, filter: ReturnFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from trefoil.census_return where ${filterSql(filter)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** The organization is waited for. */
export const WAITED = sql<boolean>`(state in ('notStarted', 'inProgress', 'returned'))`
/** It has not saved a single field yet. */
export const SILENT = sql<boolean>`(started_at is null and state in ('notStarted', 'inProgress', 'returned'))`

function filterSql(filter: ReturnFilter): RawBuilder<boolean> {
  const { campaignId, state, silent, late, unchanged, place, body, line, mine, q } = filter
  const within = sql`scope_place in (select p.id from trefoil.place home join trefoil.place p on p.lo between home.lo and home.hi
    where home.code = ${place ?? ''})`
  return sql<boolean>`${sql.join(
    [
      sql`true`,
      ...(campaignId === undefined ? [] : [sql`campaign_id = ${campaignId}::uuid`]),
      ...(state === undefined ? [] : [sql`state = ${state}`]),
      ...(silent === true ? [SILENT] : []),
      ...(late === undefined ? [] : [sql`is_late = ${late}`]),
      ...(unchanged === undefined ? [] : [sql`is_unchanged = ${unchanged}`]),
      ...(place === undefined ? [] : [within]),
      ...(body === undefined ? [] : [sql`body_key = ${body}`]),
      ...(line === undefined ? [] : [sql`line = ${line}`]),
      ...(mine === true ? [MINE] : []),
      ...(q === undefined ? [] : [sql`(position(${q} in name) > 0 or code = ${q})`]),
    ],
    sql` and `,
  )}`
}

export type Waiting = {
  readonly caseId: string
  readonly organizationId: number
  readonly code: string
  readonly name: string
  readonly dueOn: Day | null
  readonly mayRemind: boolean
}

/**
 * Returns that are waited for: the silent ones, the ones named, or all; with whether a reminder is due again. Only those
 * that the actor may write to.
 */
export async function listWaitingReturns(
  tx: Tx,
  campaign: string,
  {
    only,
    since,
    all = false,
  }: { readonly only: readonly string[] | null; readonly since: number; readonly all?: boolean },
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select case_id, organization_id, code, name, due_on,
      reminded_at is null or reminded_at < now() - make_interval(days => ${since}) as may_remind
    from trefoil.census_return
    where campaign_id = ${campaign}::uuid and ${WAITED}
      and (${only}::text[] is null or case_id::text = any(${only}::text[]))
      and (${all || only !== null} or ${SILENT})
      and ((select trefoil.writes_all()) or scope_place = any((select trefoil.my_written_places())::integer[])
        or scope = any((select trefoil.my_written_scopes())::integer[])
        or desk / 64 = any((select trefoil.my_written_places())::integer[])
        or desk = any((select trefoil.my_written_scopes())::integer[]))
    order by code`.execute(tx)
  return rows
}

export async function markReminded(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`update trefoil.census_return set reminded_at = now() where case_id = any(${[...ids]}::uuid[])`.execute(tx)
}

export type Saving = {
  readonly caseId: string
  readonly seen: number
  readonly act: 'save' | 'submit'
  readonly answers: Answers
  readonly notes: Notes
  readonly changed: Readonly<Record<string, AnswerValue | null>>
  readonly hash?: string
  readonly submitted?: { readonly on: Day; readonly isLate: boolean; readonly isUnchanged: boolean }
}

/** Puts a version on record on the one that was read; false where another came between. */
export async function saveAnswers(tx: Tx, saving: Saving): Promise<boolean> {
  const { caseId, seen, act, answers, notes, changed, hash, submitted } = saving
  const { numAffectedRows } = await sql`update trefoil.census_return set version = version + 1,
      answers = ${JSON.stringify(answers)}::jsonb, notes = ${JSON.stringify(notes)}::jsonb,
      started_at = coalesce(started_at, now()),
      first_submitted_on = coalesce(first_submitted_on, ${submitted?.on ?? null}::date),
      is_late = coalesce(is_late, ${submitted?.isLate ?? null}::boolean),
      is_unchanged = coalesce(${submitted?.isUnchanged ?? null}::boolean, is_unchanged)
    where case_id = ${caseId}::uuid and version = ${seen}`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await sql`insert into trefoil.census_answer (case_id, version, act, changed, notes, answers, hash, account_id, actor_zh, actor_en)
    select ${caseId}::uuid, ${seen + 1}, ${act}, ${JSON.stringify(changed)}::jsonb, ${JSON.stringify(notes)}::jsonb,
      ${act === 'submit' ? JSON.stringify(answers) : null}::jsonb, ${hash ?? null}, a.id, a.title_zh, a.title_en
    from trefoil.my_account() a`.execute(tx)
  return true
}

export type Version = {
  readonly version: number
  readonly act: 'save' | 'submit'
  readonly changed: Readonly<Record<string, AnswerValue | null>>
  readonly answers: Answers | null
  readonly hash: string | null
  readonly at: string
  readonly actorZh: string
  readonly actorEn: string
}

/** The versions of a return after one, oldest first. */
export async function listVersions(tx: Tx, caseId: string, after: number): Promise<Version[]> {
  const { rows } = await sql<Version>`select version, act, changed, answers, hash, at, actor_zh, actor_en
    from trefoil.census_answer where case_id = ${caseId}::uuid and version > ${after} order by version`.execute(tx)
  return rows
}

/** The submissions of a return, the last first. */
export async function listSubmissions(tx: Tx, caseId: string): Promise<Version[]> {
  const { rows } = await sql<Version>`select version, act, changed, answers, hash, at, actor_zh, actor_en
    from trefoil.census_answer where case_id = ${caseId}::uuid and act = 'submit' order by version desc`.execute(tx)
  return rows
}
