import { sql } from 'kysely'
import type { Day, Span } from '../domain/day.ts'
import type { Assignment } from '../domain/liaison.ts'
import type { Tx } from './connection.ts'
import { insertRows, rangeText } from './fact.ts'

export type LiaisonActKind = 'assign' | 'absence' | 'return' | 'handover' | 'leave'

export async function createAct(tx: Tx, id: string, kind: LiaisonActKind): Promise<void> {
  await sql`insert into trefoil.liaison_act (id, kind) values (${id}::uuid, ${kind})`.execute(tx)
}

/** An act of the actor's own that was not taken back. */
export async function findOwnAct(tx: Tx, id: string): Promise<{ readonly kind: LiaisonActKind } | undefined> {
  const { rows } = await sql<{ kind: LiaisonActKind }>`
    select kind from trefoil.liaison_act where id::text = ${id} and undone_at is null`.execute(tx)
  return rows[0]
}

export async function markUndone(tx: Tx, id: string): Promise<void> {
  await sql`update trefoil.liaison_act set undone_at = now() where id = ${id}::uuid`.execute(tx)
}

export type OfficerStatement = {
  readonly name: string
  readonly phone: string | null
  readonly desk: string | null
  readonly from: Day
  readonly to: Day | null
  readonly overNote: string | null
  readonly overNotedOn: Day | null
}

/** An officer as she is on record now. */
export type Officer = OfficerStatement & {
  readonly id: number
  readonly bodyId: number
  readonly bodyKey: string
  readonly scope: number
  readonly version: number
  readonly isMe: boolean
  readonly mayWrite: boolean
}

const OFFICER = sql`select o.id, o.body_id, b.key as body_key, o.scope, f.version, f.name, f.phone, f.desk,
    lower(f.valid) as "from", upper(f.valid) as "to", f.over_note, f.over_noted_on,
    coalesce(o.account_id = (select trefoil.actor_id()), false) as is_me,
    trefoil.serves_queue(o.scope, null) as may_write
  from trefoil.liaison_officer o join trefoil.body b on b.id = o.body_id
  join trefoil.liaison_officer_fact f on f.officer_id = o.id and upper_inf(f.known)`

export async function findOfficer(tx: Tx, id: number): Promise<Officer | undefined> {
  const { rows } = await sql<Officer>`${OFFICER} where o.id = ${id}`.execute(tx)
  return rows[0]
}

/** Officers of these bodies who work on or after a day, by name. */
export async function listOfficersOfBodies(tx: Tx, bodies: readonly number[], day: Day): Promise<Officer[]> {
  const { rows } = await sql<Officer>`${OFFICER}
    where o.body_id = any(${[...bodies]}::integer[]) and (upper(f.valid) is null or upper(f.valid) > ${day}::date)
    order by b.key, f.name collate "zh-Hans-CN-x-icu", o.id`.execute(tx)
  return rows
}

/** The entry of an officer who is the actor herself. */
export async function findMyOfficer(tx: Tx): Promise<Officer | undefined> {
  const { rows } =
    await sql<Officer>`${OFFICER} where o.account_id = trefoil.actor_id() order by o.id desc limit 1`.execute(tx)
  return rows[0]
}

/** Puts officers on record and tells their ids in the order given. */
export async function createOfficers(
  tx: Tx,
  officers: readonly { readonly bodyId: number; readonly scope: number; readonly isMe: boolean }[],
): Promise<number[]> {
  const records = officers.map(({ bodyId, scope, isMe }, at) => ({ body_id: bodyId, scope, is_me: isMe, at }))
  const { rows } = await sql<{ id: number }>`
    insert into trefoil.liaison_officer (body_id, scope, account_id)
    select r.body_id, r.scope, case when r.is_me then trefoil.actor_id() end
    from json_to_recordset(${JSON.stringify(records)}::json)
      as r(body_id integer, scope integer, is_me boolean, at integer)
    order by r.at returning id`.execute(tx)
  return rows.map((row) => row.id)
}

export async function setOfficerAccount(tx: Tx, id: number, isMe: boolean): Promise<void> {
  await sql`update trefoil.liaison_officer set account_id = case when ${isMe} then trefoil.actor_id() end
    where id = ${id} and (account_id is null or account_id = trefoil.actor_id())`.execute(tx)
}

export type FreshOfficer = OfficerStatement & { readonly id: number; readonly scope: number; readonly version: number }

export async function openOfficerFacts(tx: Tx, facts: readonly FreshOfficer[], actId: string | null): Promise<void> {
  const columns = 'officer_id scope valid version made_by name phone desk over_note over_noted_on'.split(' ')
  await insertRows(
    tx,
    'trefoil.liaison_officer_fact',
    columns,
    facts.map((one) => ({
      officer_id: one.id,
      scope: one.scope,
      valid: rangeText(one.from, one.to),
      version: one.version,
      made_by: actId,
      name: one.name,
      phone: one.phone,
      desk: one.desk,
      over_note: one.overNote,
      over_noted_on: one.overNotedOn,
    })),
  )
}

/** Writes an officer anew; false where she was changed since the version that was seen. */
export async function restateOfficer(
  tx: Tx,
  now: Officer,
  more: Partial<OfficerStatement>,
  actId: string | null,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update trefoil.liaison_officer_fact set known = tstzrange(lower(known), now()), closed_by = ${actId}::uuid
    where officer_id = ${now.id} and version = ${now.version} and upper_inf(known)`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await openOfficerFacts(tx, [{ ...now, ...more, version: now.version + 1 }], actId)
  return true
}

/**
 * Takes officers for this transaction: of two that give organizations to the same officer, or end her work, at the same
 * time the later fails and is tried again.
 */
export async function takeOfficers(tx: Tx, ids: readonly number[]): Promise<void> {
  await sql`update trefoil.liaison_officer set scope = scope where id = any(${[...ids]}::integer[])`.execute(tx)
}

export type Absence = Span & { readonly id: number; readonly officerId: number }

/** Days on which officers are away, from a day on. */
export async function listAbsences(tx: Tx, officers: readonly number[], day: Day): Promise<Absence[]> {
  const { rows } = await sql<Absence>`
    select id, officer_id, lower(valid) as "from", upper(valid) as "to" from trefoil.liaison_absence
    where officer_id = any(${[...officers]}::integer[]) and upper_inf(known) and (upper(valid) is null or upper(valid) > ${day}::date)
    order by valid`.execute(tx)
  return rows
}

export async function openAbsence(
  tx: Tx,
  officer: Pick<Officer, 'id' | 'scope'>,
  span: Span,
  actId: string,
): Promise<void> {
  await sql`insert into trefoil.liaison_absence (officer_id, scope, valid, made_by)
    values (${officer.id}, ${officer.scope}, ${rangeText(span.from, span.to)}::daterange, ${actId}::uuid)`.execute(tx)
}

export async function closeAbsences(tx: Tx, ids: readonly number[], actId: string): Promise<void> {
  await sql`update trefoil.liaison_absence set known = tstzrange(lower(known), now()), closed_by = ${actId}::uuid
    where id = any(${[...ids]}::bigint[]) and upper_inf(known)`.execute(tx)
}

/** A primary assignment as it is on record now. */
export type OpenAssignment = Assignment & {
  readonly id: number
  readonly organizationId: number
  readonly scope: number
}

const ASSIGNMENT = sql`select a.id, a.organization_id, a.scope, a.officer_id, a.stands_in_for,
    lower(a.valid) as "from", upper(a.valid) as "to" from trefoil.liaison_assignment a
  where a.role = 'primary' and upper_inf(a.known)`

/** Who looks after these organizations, on whichever days. */
export async function listAssignments(tx: Tx, organizations: readonly number[]): Promise<OpenAssignment[]> {
  const { rows } = await sql<OpenAssignment>`${ASSIGNMENT}
    and a.organization_id = any(${[...organizations]}::integer[]) order by a.organization_id, a.valid`.execute(tx)
  return rows
}

/** Organizations that an officer looks after on some day of a span, as the actor sees them. */
export async function listHeldOrganizations(tx: Tx, officerId: number, span: Span): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct organization_id as id from trefoil.liaison_assignment
    where officer_id = ${officerId} and role = 'primary' and upper_inf(known)
      and valid && ${rangeText(span.from, span.to)}::daterange order by 1`.execute(tx)
  return rows.map((row) => row.id)
}

/** Organizations beyond the actor's sight that the officer would still look after from a day on. */
export async function countBeyond(tx: Tx, officerId: number, day: Day): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select trefoil.liaison_beyond(${officerId}, ${day}::date) as count`.execute(tx)
  return rows[0]?.count ?? 0
}

export type FreshAssignment = Assignment & {
  readonly organizationId: number
  readonly scope: number
  readonly role: 'primary' | 'assistant'
}

export async function openAssignments(tx: Tx, rows: readonly FreshAssignment[], actId: string): Promise<void> {
  const columns = 'organization_id scope officer_id role stands_in_for valid made_by'.split(' ')
  await insertRows(
    tx,
    'trefoil.liaison_assignment',
    columns,
    rows.map((one) => ({
      organization_id: one.organizationId,
      scope: one.scope,
      officer_id: one.officerId,
      role: one.role,
      stands_in_for: one.standsInFor,
      valid: rangeText(one.from, one.to),
      made_by: actId,
    })),
  )
}

export async function closeAssignments(tx: Tx, ids: readonly number[], actId: string): Promise<void> {
  if (ids.length === 0) return
  await sql`update trefoil.liaison_assignment set known = tstzrange(lower(known), now()), closed_by = ${actId}::uuid
    where id = any(${[...ids]}::bigint[]) and upper_inf(known)`.execute(tx)
}

export type OpenAssistant = { readonly id: number; readonly organizationId: number; readonly scope: number } & Span

/** Organizations at which an officer assists; of those named, or of all. */
export async function listAssisted(
  tx: Tx,
  officerId: number,
  organizations: readonly number[] | null,
): Promise<OpenAssistant[]> {
  const { rows } = await sql<OpenAssistant>`
    select id, organization_id, scope, lower(valid) as "from", upper(valid) as "to" from trefoil.liaison_assignment
    where officer_id = ${officerId} and role = 'assistant' and upper_inf(known)
      and ${organizations === null ? sql`true` : sql`organization_id = any(${[...organizations]}::integer[])`}
    order by 2, 4`.execute(tx)
  return rows
}

/** Organizations that others look after for an officer within a span. */
export async function listStoodInFor(tx: Tx, officerId: number, span: Span): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct organization_id as id from trefoil.liaison_assignment
    where stands_in_for = ${officerId} and role = 'primary' and upper_inf(known)
      and valid && ${rangeText(span.from, span.to)}::daterange order by 1`.execute(tx)
  return rows.map((row) => row.id)
}

/** Organizations whose assignments an act has written or closed. */
export async function listActOrganizations(tx: Tx, actId: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct organization_id as id from trefoil.liaison_assignment
    where made_by = ${actId}::uuid or closed_by = ${actId}::uuid order by 1`.execute(tx)
  return rows.map((row) => row.id)
}

const UNDONE = [
  ['liaison_officer_fact', 'officer_id, scope, valid, version, made_by, name, phone, desk, over_note, over_noted_on'],
  ['liaison_absence', 'officer_id, scope, valid, made_by'],
  ['liaison_assignment', 'organization_id, scope, officer_id, role, stands_in_for, valid, made_by'],
] as const

/** Rows of an act that were changed since, and days that others have filled since: then it cannot be taken back. */
export async function countChangedSince(tx: Tx, actId: string): Promise<number> {
  const parts = UNDONE.map(
    ([table]) => sql`(select count(*) from ${sql.table(`trefoil.${table}`)}
      where made_by = ${actId}::uuid and not upper_inf(known) and closed_by is distinct from ${actId}::uuid
        and not coalesce(trefoil.is_liaison_act_undone(closed_by), false))`,
  )
  const filled = sql`(select count(*) from trefoil.liaison_assignment gone
    join trefoil.liaison_assignment now on now.organization_id = gone.organization_id and now.role = gone.role
      and now.valid && gone.valid and (now.role = 'primary' or now.officer_id = gone.officer_id)
    where gone.closed_by = ${actId}::uuid and gone.made_by <> ${actId}::uuid
      and upper_inf(now.known) and now.made_by <> ${actId}::uuid and now.id <> gone.id)`
  const { rows } = await sql<{ count: number }>`
    select (${sql.join([...parts, filled], sql` + `)})::integer as count`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Takes back what an act wrote: its rows are no longer known, those that it closed are known again. */
export async function undoAct(tx: Tx, actId: string): Promise<void> {
  for (const [table, columns] of UNDONE) {
    const about = sql.table(`trefoil.${table}`)
    const kept = sql.raw(columns)
    // A version never comes again: whoever saw the one that is taken back is told.
    const again = sql.raw(columns.replace(' version,', ' version + 2,'))
    await sql`update ${about} set known = tstzrange(lower(known), now()), closed_by = ${actId}::uuid
      where made_by = ${actId}::uuid and upper_inf(known)`.execute(tx)
    await sql`insert into ${about} (${kept}) select ${again} from ${about}
      where closed_by = ${actId}::uuid and made_by is distinct from ${actId}::uuid`.execute(tx)
  }
}

export async function hasOfficers(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from trefoil.liaison_officer) as found`.execute(tx)
  return rows[0]?.found ?? false
}

/** Has the server's picture of the tables taken anew after many rows have come in. */
export async function refreshLiaisonStatistics(tx: Tx): Promise<void> {
  await sql`select trefoil.refresh_liaison_statistics()`.execute(tx)
}
