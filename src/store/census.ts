import { sql } from 'kysely'
import type { CampaignPlan, CampaignPurpose, CampaignState, ProgressCell } from '../domain/census.ts'
import type { Day } from '../domain/day.ts'
import type { Kind, Line } from '../domain/organization.ts'
import type { QuestionSet } from '../domain/question-set.ts'
import type { Tx } from './connection.ts'
import { SILENT, WAITED } from './census-return.ts'
import { isUuid } from './uuid.ts'

export type Campaign = Omit<CampaignPlan, 'scope'> & {
  readonly id: string
  readonly version: number
  readonly purpose: CampaignPurpose
  /** The year that is reported on; null of a census. */
  readonly year: number | null
  readonly state: CampaignState
  readonly setVersion: number
  readonly questions: QuestionSet | null
  readonly places: readonly string[]
  readonly lines: readonly Line[]
  readonly kinds: readonly Kind[]
  readonly policy: string | null
  readonly officeScope: number
  readonly officeName: string
  readonly expected: number | null
  readonly openedAt: string | null
  readonly closedAt: string | null
  readonly frozenAt: string | null
  readonly freezeReason: string | null
  readonly createdAt: string
  /** Whether the actor may run it: edit, open, remind, close, freeze. */
  readonly mayRun: boolean
}

const CAMPAIGN = sql`select id, version, purpose, year, title, question_set, set_version, questions, cut_off, due_on, closes_on, places,
  lines, kinds, state, policy, office_scope, office_name, expected, opened_at, closed_at, frozen_at, freeze_reason,
  created_at, (select trefoil.may_write()) and trefoil.serves_queue(office_scope, null) as may_run from trefoil.campaign`

/** Campaigns of one purpose that the actor may see, the newest first. */
export async function listCampaigns(tx: Tx, purpose: CampaignPurpose): Promise<Campaign[]> {
  const { rows } = await sql<Campaign>`${CAMPAIGN} where purpose = ${purpose} order by created_at desc, id`.execute(tx)
  return rows
}

export async function findCampaign(tx: Tx, id: string): Promise<Campaign | undefined> {
  if (!isUuid(id)) return undefined
  const { rows } = await sql<Campaign>`${CAMPAIGN} where id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Whether a desk has sent out the annual reports of a year. */
export async function isYearSentOut(tx: Tx, officeScope: number, year: number): Promise<boolean> {
  const { rows } = await sql<{ sent: boolean }>`
    select exists (select from trefoil.campaign where office_scope = ${officeScope} and purpose = 'annualReport'
      and year = ${year} and state <> 'draft') as sent`.execute(tx)
  return rows[0]?.sent === true
}

type Row = CampaignPlan & { readonly id: string; readonly setVersion: number; readonly year?: number }

export async function createCampaign(tx: Tx, row: Row, office: { scope: number; name: string }): Promise<void> {
  const { scope } = row
  await sql`insert into trefoil.campaign (id, account_id, purpose, year, title, question_set, set_version, cut_off, due_on, closes_on,
      places, lines, kinds, state, office_scope, office_name)
    values (${row.id}::uuid, trefoil.actor_id(), ${row.year === undefined ? 'census' : 'annualReport'},
      ${row.year ?? null}, ${row.title}, ${row.questionSet}, ${row.setVersion}, ${row.cutOff}::date,
      ${row.dueOn}::date, ${row.closesOn}::date, ${[...scope.places]}::text[], ${[...scope.lines]}::text[],
      ${[...scope.kinds]}::text[], 'draft', ${office.scope}, ${office.name})`.execute(tx)
}

/** Changes a draft on the version that was seen; false where it has moved on. */
export async function saveCampaign(tx: Tx, row: Row, seen: number): Promise<boolean> {
  const { scope } = row
  const { numAffectedRows } = await sql`update trefoil.campaign set version = version + 1, title = ${row.title},
      question_set = ${row.questionSet}, set_version = ${row.setVersion}, cut_off = ${row.cutOff}::date,
      due_on = ${row.dueOn}::date, closes_on = ${row.closesOn}::date, places = ${[...scope.places]}::text[],
      lines = ${[...scope.lines]}::text[], kinds = ${[...scope.kinds]}::text[]
    where id = ${row.id}::uuid and version = ${seen} and state = 'draft'`.execute(tx)
  return numAffectedRows === 1n
}

export type Opened = {
  readonly questions: QuestionSet
  readonly policy: string
  readonly expected: number
  readonly reach: readonly number[]
}

export async function openCampaignRow(tx: Tx, id: string, opened: Opened): Promise<boolean> {
  const places = [...new Set(opened.reach.map((scope) => Math.floor(scope / 64)))]
  const { numAffectedRows } = await sql`update trefoil.campaign set version = version + 1, state = 'open',
      opened_at = now(), questions = ${JSON.stringify(opened.questions)}::jsonb, policy = ${opened.policy},
      expected = ${opened.expected}, reach = ${[...opened.reach]}::integer[], reach_places = ${places}::integer[]
    where id = ${id}::uuid and state = 'draft'`.execute(tx)
  return numAffectedRows === 1n
}

export async function closeCampaignRow(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update trefoil.campaign
    set version = version + 1, state = 'closed', closed_at = now() where id = ${id}::uuid and state = 'open'`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** The instant is taken after what was still being decided has been waited for, so that nothing slips in behind it. */
export async function freezeCampaignRow(tx: Tx, id: string, reason: string | null): Promise<string | undefined> {
  const { rows } = await sql<{ frozenAt: string }>`update trefoil.campaign
    set version = version + 1, state = 'frozen', frozen_at = clock_timestamp(), freeze_reason = ${reason}
    where id = ${id}::uuid and state = 'closed' returning frozen_at`.execute(tx)
  return rows[0]?.frozenAt
}

/** The state of a campaign, held until the transaction ends: nobody freezes or closes it meanwhile. */
export async function holdCampaign(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ state: string | null }>`select trefoil.hold_campaign(${id}::uuid) as state`.execute(tx)
  return rows[0]?.state ?? undefined
}

/** The desk from which the actor runs a campaign: the widest place, civil affairs before another line. */
export async function findOffice(tx: Tx): Promise<{ scope: number; name: string } | undefined> {
  const { rows } = await sql<{ scope: number; name: string }>`
    select d as scope, a.title_zh as name from trefoil.my_account() a, unnest(trefoil.my_desks()) d
    join trefoil.place p on p.id = d / 64 where d % 64 > 0
    order by p.hi - p.lo desc, (d % 64 = 1) desc, d limit 1`.execute(tx)
  return rows[0]
}

/** Returns of a campaign counted by place, line and body. */
export async function listProgress(tx: Tx, id: string, today: Day): Promise<ProgressCell[]> {
  const { rows } = await sql<ProgressCell>`
    select district_id as district, township_id as township, line, body_key as body, max(body_name) as body_name,
      count(*)::integer as expected,
      (count(*) filter (where state = 'notStarted'))::integer as not_started,
      (count(*) filter (where state = 'inProgress'))::integer as in_progress,
      (count(*) filter (where state = 'submitted'))::integer as submitted,
      (count(*) filter (where state = 'returned'))::integer as returned,
      (count(*) filter (where state = 'confirmed'))::integer as confirmed,
      (count(*) filter (where state = 'missing'))::integer as missing,
      (count(*) filter (where state = 'merged'))::integer as merged,
      (count(*) filter (where is_late = false and state <> 'merged'))::integer as on_time,
      (count(*) filter (where is_late and state <> 'merged'))::integer as late,
      (count(*) filter (where ${SILENT}))::integer as silent,
      (count(*) filter (where ${WAITED} and due_on < ${today}::date))::integer as overdue
    from trefoil.census_return where campaign_id = ${id}::uuid
    group by district_id, township_id, line, body_key order by 1, 2, 3, 4`.execute(tx)
  return rows
}

export type PlaceName = { readonly id: number; readonly code: string; readonly name: string }

/** Names of places as of a day, by id. */
export async function mapPlaceNames(tx: Tx, ids: readonly number[], asOf: Day): Promise<Map<number, PlaceName>> {
  const { rows } = await sql<PlaceName>`
    select distinct on (p.id) p.id, p.code, f.name from trefoil.place p
    join trefoil.place_fact f on f.place_id = p.id and upper_inf(f.known)
    where p.id = any(${[...ids]}::integer[])
    order by p.id, (f.valid @> ${asOf}::date) desc, upper(f.valid) desc`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Has the server look at the tables of a census again, after many returns were sent out. */
export async function refreshCensus(tx: Tx): Promise<void> {
  await sql`select trefoil.refresh_census()`.execute(tx)
}
