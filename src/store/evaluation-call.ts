import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { CallPlan, CallState, CallTerms } from '../domain/evaluation-call.ts'
import type { ScoreSheet } from '../domain/score-sheet.ts'
import type { Tx } from './connection.ts'
import { isUuid } from './uuid.ts'

export type CallRow = CallPlan & {
  readonly id: string
  readonly version: number
  readonly state: CallState
  /** The sheet and the terms as they were published; null of a draft. */
  readonly published: ScoreSheet | null
  readonly terms: CallTerms | null
  readonly officeScope: number
  readonly officeName: string
  readonly publishedOn: Day | null
  readonly closedOn: Day | null
  /** Whether the actor may run it. */
  readonly mayRun: boolean
}

const CALL = sql`select id, version, title, year, sheet_id as sheet, sheet as published, terms, apply_by, veto_on, kinds,
  state, office_scope, office_name, published_on, closed_on,
  (select trefoil.may_write()) and trefoil.serves_queue(office_scope, null) as may_run from trefoil.evaluation_call`

/** Calls that the actor may see, the newest first. */
export async function listCalls(tx: Tx): Promise<CallRow[]> {
  const { rows } = await sql<CallRow>`${CALL} order by created_at desc, id`.execute(tx)
  return rows
}

export async function findCall(tx: Tx, id: string): Promise<CallRow | undefined> {
  if (!isUuid(id)) return undefined
  const { rows } = await sql<CallRow>`${CALL} where id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export async function createCall(
  tx: Tx,
  id: string,
  plan: CallPlan,
  office: { readonly scope: number; readonly name: string },
): Promise<void> {
  await sql`insert into trefoil.evaluation_call (id, account_id, title, year, sheet_id, apply_by, veto_on, kinds, state,
      office_scope, office_name)
    values (${id}::uuid, trefoil.actor_id(), ${plan.title}, ${plan.year}, ${plan.sheet}, ${plan.applyBy}::date,
      ${plan.vetoOn}::date, ${[...plan.kinds]}::text[], 'draft', ${office.scope}, ${office.name})`.execute(tx)
}

/** Changes a draft on the version that was seen; false where it has moved on. */
export async function saveCall(tx: Tx, id: string, plan: CallPlan, seen: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update trefoil.evaluation_call set version = version + 1, title = ${plan.title},
      year = ${plan.year}, sheet_id = ${plan.sheet}, apply_by = ${plan.applyBy}::date, veto_on = ${plan.vetoOn}::date,
      kinds = ${[...plan.kinds]}::text[]
    where id = ${id}::uuid and version = ${seen} and state = 'draft'`.execute(tx)
  return numAffectedRows === 1n
}

export async function publishCallRow(
  tx: Tx,
  id: string,
  at: { readonly seen: number; readonly sheet: ScoreSheet; readonly terms: CallTerms; readonly today: Day },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update trefoil.evaluation_call set version = version + 1, state = 'published',
      sheet = ${JSON.stringify(at.sheet)}::jsonb, terms = ${JSON.stringify(at.terms)}::jsonb, published_on = ${at.today}::date
    where id = ${id}::uuid and version = ${at.seen} and state = 'draft'`.execute(tx)
  return numAffectedRows === 1n
}

export async function closeCallRow(tx: Tx, id: string, seen: number, today: Day): Promise<boolean> {
  const { numAffectedRows } = await sql`update trefoil.evaluation_call set version = version + 1, state = 'closed',
      closed_on = ${today}::date where id = ${id}::uuid and version = ${seen} and state = 'published'`.execute(tx)
  return numAffectedRows === 1n
}

/** Whether the division of an office is a district or below, and not the city. */
export async function isDistrictOffice(tx: Tx, officeScope: number): Promise<boolean> {
  const { rows } = await sql<{ code: string }>`
    select code from trefoil.place where id = ${Math.floor(officeScope / 64)}`.execute(tx)
  const code = rows[0]?.code ?? ''
  return code !== '' && !code.endsWith('00')
}

/** Whether an organization is registered by an office, or by one below it; where nobody is known to register it, by its place. */
export async function isRegisteredUnder(tx: Tx, organizationId: number, officeScope: number): Promise<boolean> {
  const { rows } = await sql<{ under: boolean }>`
    select exists (select from trefoil.organization o left join trefoil.registration_desk(o.id) d on true
      join trefoil.place home on home.id = coalesce(d.scope / 64, o.scope_place)
      join trefoil.place office on office.id = ${Math.floor(officeScope / 64)}
      where o.id = ${organizationId} and home.lo between office.lo and office.hi) as under`.execute(tx)
  return rows[0]?.under === true
}

/** Organizations of which an office could evaluate some: of these kinds, registered by it or below, standing today. */
export async function countCallable(tx: Tx, officeScope: number, kinds: readonly string[], day: Day): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from trefoil.organization o
    join trefoil.organization_fact f on f.organization_id = o.id and f.valid @> ${day}::date and upper_inf(f.known)
    join trefoil.place home on home.id = o.scope_place
    join trefoil.place office on office.id = ${Math.floor(officeScope / 64)}
    where f.kind = any(${[...kinds]}::text[]) and home.lo between office.lo and office.hi`.execute(tx)
  return rows[0]?.count ?? 0
}

export type OwnOrganization = { readonly organizationId: number; readonly code: string; readonly name: string }

/** The organizations that the actor's account is of, as they are called today. */
export async function listOwnOrganizations(tx: Tx): Promise<OwnOrganization[]> {
  const { rows } = await sql<OwnOrganization>`
    select o.id as organization_id, o.code, f.name from trefoil.organization o
    join trefoil.organization_fact f on f.organization_id = o.id and upper_inf(f.known) and f.valid @> trefoil.today()
    where o.id = any((select trefoil.my_organizations())::integer[]) order by o.code`.execute(tx)
  return rows
}
