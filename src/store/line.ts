import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Line } from '../domain/organization.ts'
import type { Tx } from './connection.ts'

export type LineTotals = { readonly organizations: number; readonly claims: number; readonly handOvers: number }

/** The organizations of P0 and P2 within the scope today, and the open claims and hand-overs that are seen. */
export async function countLines(tx: Tx): Promise<LineTotals> {
  const { rows } = await sql<LineTotals>`
    select (select count(*)::integer from trefoil.standing where upper_inf(known) and begins <= trefoil.today() and ends > trefoil.today()
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
        and begins <= trefoil.today() and ends > trefoil.today() and population in ('registered', 'filed') and body_id is not null
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
