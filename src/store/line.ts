import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Line } from '../domain/organization.ts'
import type { Tx } from './connection.ts'

export type LineTotals = { readonly organizations: number; readonly claims: number; readonly handOvers: number }

/** The organizations of P0 and P2 within the scope today, and the open claims and hand-overs that are seen. */
export async function countLines(tx: Tx): Promise<LineTotals> {
  const { rows } = await sql<LineTotals>`
    select (select count(*)::integer from trefoil.standing where upper_inf(known) and valid @> trefoil.today()
            and population in ('registered', 'filed')) as organizations,
      (select count(*)::integer from trefoil.case_file where closed_on is null and kind = 'claim') as claims,
      (select count(*)::integer from trefoil.case_file where closed_on is null and kind = 'handOver') as hand_overs`.execute(
    tx,
  )
  return rows[0] ?? { organizations: 0, claims: 0, handOvers: 0 }
}

/** Organizations of P0 and P2 within the scope today by their body. */
export async function mapLoad(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; count: number }>`
    select b.key, s.count from (
      select body_id, count(*)::integer as count from trefoil.standing where upper_inf(known)
        and valid @> trefoil.today() and population in ('registered', 'filed') and body_id is not null
      group by body_id) s join trefoil.body b on b.id = s.body_id order by b.key`.execute(tx)
  return new Map(rows.map((row) => [row.key, row.count]))
}

/** The bodies whose desks the actor serves. */
export async function listServedBodies(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select b.key from trefoil.body b cross join lateral trefoil.body_desk(b.id) d
    where trefoil.serves_queue(d.scope, null) order by b.key`.execute(tx)
  return rows.map((row) => row.key)
}

export type Held = {
  readonly from: Day | null
  readonly to: Day | null
  readonly line: Line | null
  readonly bodyId: string | null
  readonly bodyName: string | null
  readonly statedOn: Day
}

/** Who answered for an organization on which days, as known now, the latest first. */
export async function listHeld(tx: Tx, organizationId: number): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select nullif(lower(r.valid), '1900-01-01') as "from", upper(r.valid) as "to", r.line, b.key as body_id,
           coalesce(f.name, b.key) as body_name, r.stated_on
    from trefoil.responsibility r left join trefoil.body b on b.id = r.body_id
    left join lateral (select name from trefoil.body_fact f where f.body_id = r.body_id and upper_inf(f.known)
                       order by lower(f.valid) desc limit 1) f on true
    where r.organization_id = ${organizationId} and upper_inf(r.known) order by lower(r.valid) desc`.execute(tx)
  return rows
}

export type Coordination = {
  readonly id: string
  readonly bodyId: string
  readonly bodyName: string
  readonly task: string
  readonly from: Day
  readonly to: Day | null
}

/** Bodies that help beside the one responsible, the latest first. */
export async function listCoordinations(tx: Tx, organizationId: number): Promise<Coordination[]> {
  const { rows } = await sql<Coordination>`
    select c.id, b.key as body_id, coalesce(f.name, b.key) as body_name, c.task, lower(c.valid) as "from",
           upper(c.valid) as "to"
    from trefoil.coordination c join trefoil.body b on b.id = c.body_id
    left join lateral (select name from trefoil.body_fact f where f.body_id = b.id and upper_inf(f.known)
                       order by lower(f.valid) desc limit 1) f on true
    where c.organization_id = ${organizationId} order by lower(c.valid) desc, b.key`.execute(tx)
  return rows
}

type NewCoordination = {
  readonly id: string
  readonly organizationId: number
  readonly scope: number
  readonly bodyKey: string
  readonly task: string
  readonly from: Day
  readonly to: Day | null
}

/** Whether a body already helps an organization on one of these days. */
export async function isCoordinating(tx: Tx, one: NewCoordination): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select c.id from trefoil.coordination c join trefoil.body b on b.id = c.body_id
    where c.organization_id = ${one.organizationId} and b.key = ${one.bodyKey}
      and c.valid && daterange(${one.from}::date, ${one.to}::date)`.execute(tx)
  return rows.length > 0
}

export async function createCoordination(tx: Tx, one: NewCoordination): Promise<void> {
  await sql`insert into trefoil.coordination (id, organization_id, scope, body_id, valid, task)
    select ${one.id}::uuid, ${one.organizationId}, ${one.scope}, b.id, daterange(${one.from}::date, ${one.to}::date), ${one.task}
    from trefoil.body b where b.key = ${one.bodyKey}`.execute(tx)
}

/** Ends the help of a body on a day; false where it is not there or does not begin before. */
export async function endCoordination(tx: Tx, id: string, to: Day): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update trefoil.coordination set valid = daterange(lower(valid), ${to}::date)
    where id::text = ${id} and lower(valid) < ${to}::date`.execute(tx)
  return numAffectedRows === 1n
}
