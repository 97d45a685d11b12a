import { sql } from 'kysely'
import type { ReminderParams } from '../domain/reminder.ts'
import type { Day } from '../domain/day.ts'
import type { Ballot } from '../domain/evaluation-panel.ts'
import type { ExpertScores } from '../domain/score.ts'
import type { Tx } from './connection.ts'
import { isUuid } from './uuid.ts'

export type Panel = 'first' | 'review'

export type ExpertRow = {
  readonly caseId: string
  readonly accountId: number
  readonly panel: Panel
  readonly titleZh: string
  readonly titleEn: string
  readonly declaredAt: string | null
  readonly servedUntil: Day | null
  readonly hasInterest: boolean | null
  readonly isRecused: boolean
  readonly scores: ExpertScores
  readonly version: number
  readonly handedInAt: string | null
  readonly ballot: Ballot | null
  readonly ballotReason: string | null
}

const EXPERT = sql`select case_id, account_id, panel, title_zh, title_en, declared_at, served_until, has_interest, is_recused,
  scores, version, handed_in_at, ballot, ballot_reason from trefoil.evaluation_expert`

/** Whoever is on the panels of an evaluation, as far as the actor may see them. */
export async function listExperts(tx: Tx, caseId: string, panel: Panel): Promise<ExpertRow[]> {
  const { rows } = await sql<ExpertRow>`
    ${EXPERT} where case_id = ${caseId}::uuid and panel = ${panel} order by account_id`.execute(tx)
  return rows
}

/** The actor's own seat on a panel. */
export async function findMySeat(tx: Tx, caseId: string): Promise<ExpertRow | undefined> {
  if (!isUuid(caseId)) return undefined
  const { rows } = await sql<ExpertRow>`
    ${EXPERT} where case_id = ${caseId}::uuid and account_id = (select trefoil.actor_id())`.execute(tx)
  return rows[0]
}

export type CandidateRow = {
  readonly accountId: number
  readonly titleZh: string
  readonly titleEn: string
  readonly fieldZh: string
  readonly fieldEn: string
  /** Until when the account spoke for the organization; far off where it does today; null where it never did. */
  readonly servedUntil: Day | null
  readonly panel: Panel | null
}

/** Experts of whom the authority of an evaluation may name some. */
export async function listCandidates(tx: Tx, caseId: string): Promise<CandidateRow[]> {
  const { rows } = await sql<CandidateRow>`
    select account_id, title_zh, title_en, field_zh, field_en,
      case when served_until = 'infinity' then '2999-12-31'::date else served_until end as served_until, panel
    from trefoil.experts_for(${caseId}::uuid)`.execute(tx)
  return rows
}

export async function nameExpert(tx: Tx, caseId: string, panel: Panel, one: CandidateRow): Promise<void> {
  await sql`insert into trefoil.evaluation_expert (case_id, account_id, panel, title_zh, title_en, named_by)
    values (${caseId}::uuid, ${one.accountId}, ${panel}, ${one.titleZh}, ${one.titleEn}, trefoil.actor_id())`.execute(
    tx,
  )
}

export type Telling = {
  readonly panel: Panel
  readonly accounts: readonly number[]
  readonly params: ReminderParams
}

/** Tells those who were just named, once for each naming. */
export async function tellExperts(tx: Tx, caseId: string, { panel, accounts, params }: Telling): Promise<void> {
  await sql`select trefoil.tell_experts(${caseId}::uuid, ${panel}, ${[...accounts]}::integer[],
    ${JSON.stringify(params)}::jsonb)`.execute(tx)
}

/** What an expert says or gives herself; false where nothing was hers to write, or it moved on since the version seen. */
async function updateMine(tx: Tx, caseId: string, seen: number, set: ReturnType<typeof sql>): Promise<boolean> {
  const { numAffectedRows } = await sql`update trefoil.evaluation_expert set version = version + 1, ${set}
    where case_id = ${caseId}::uuid and account_id = (select trefoil.actor_id()) and version = ${seen}`.execute(tx)
  return numAffectedRows === 1n
}

export function declareMine(
  tx: Tx,
  caseId: string,
  said: {
    readonly seen: number
    readonly servedUntil: Day | null
    readonly hasInterest: boolean
    readonly isRecused: boolean
  },
): Promise<boolean> {
  return updateMine(
    tx,
    caseId,
    said.seen,
    sql`declared_at = coalesce(declared_at, now()), served_until = ${said.servedUntil}::date,
      has_interest = ${said.hasInterest}, is_recused = ${said.isRecused}`,
  )
}

export function saveMyScores(tx: Tx, caseId: string, scores: ExpertScores, seen: number): Promise<boolean> {
  return updateMine(tx, caseId, seen, sql`scores = ${JSON.stringify(scores)}::jsonb`)
}

export function handInMine(tx: Tx, caseId: string, seen: number): Promise<boolean> {
  return updateMine(tx, caseId, seen, sql`handed_in_at = now()`)
}

export function castMyBallot(
  tx: Tx,
  caseId: string,
  cast: { readonly seen: number; readonly ballot: Ballot; readonly reason: string },
): Promise<boolean> {
  return updateMine(tx, caseId, cast.seen, sql`ballot = ${cast.ballot}, ballot_reason = ${cast.reason}`)
}

export type MyPanelRow = Pick<ExpertRow, 'caseId' | 'panel' | 'isRecused' | 'declaredAt' | 'handedInAt' | 'ballot'> & {
  readonly code: string
  readonly name: string
  readonly callTitle: string
  readonly state: string | null
}

/** The panels of the actor, the newest first. One from which she stands back keeps the name alone. */
export async function listMyPanels(tx: Tx): Promise<MyPanelRow[]> {
  const { rows } = await sql<MyPanelRow>`
    select x.case_id, x.panel, x.is_recused, x.declared_at, x.handed_in_at, x.ballot, coalesce(e.code, '') as code,
      coalesce(e.name, '') as name, coalesce(k.title, '') as call_title, trefoil.panel_state(x.case_id) as state
    from trefoil.evaluation_expert x left join trefoil.evaluation e on e.case_id = x.case_id
    left join trefoil.evaluation_call k on k.id = e.call_id
    where x.account_id = (select trefoil.actor_id()) order by x.case_id`.execute(tx)
  return rows
}

/** How many panels wait for the actor; null where she is no expert and sits on none. */
export async function countOpenPanels(tx: Tx): Promise<number | null> {
  const { rows } = await sql<{ count: number | null }>`
    select case when exists (select from trefoil.expert where account_id = (select trefoil.actor_id()))
      or exists (select from trefoil.evaluation_expert where account_id = (select trefoil.actor_id()))
      then trefoil.open_panels() end as count`.execute(tx)
  return rows[0]?.count ?? null
}

/** Where the case of one's panel stands; null where one is on none. */
export async function findPanelState(tx: Tx, caseId: string): Promise<string | null> {
  const { rows } = await sql<{ state: string | null }>`
    select trefoil.panel_state(${caseId}::uuid) as state`.execute(tx)
  return rows[0]?.state ?? null
}

/** Why a review was asked for; told to its panel alone, once it has declared. */
export async function findReviewGrounds(tx: Tx, caseId: string): Promise<string | null> {
  const { rows } = await sql<{ grounds: string | null }>`
    select trefoil.review_grounds(${caseId}::uuid) as grounds`.execute(tx)
  return rows[0]?.grounds ?? null
}
