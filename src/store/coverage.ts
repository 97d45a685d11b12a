import { sql } from 'kysely'
import type { Day, Span } from '../domain/day.ts'
import type { PartyTimeline } from '../domain/membership.ts'
import type { Tx } from './connection.ts'

/** Whom Party organizations cover by what is on record now. */
export async function listCoveredBy(
  tx: Tx,
  parties: readonly number[],
): Promise<
  {
    readonly organizationId: number
    readonly scope: number
    readonly partyOrganizationId: number
    readonly statedOn: Day
  }[]
> {
  const { rows } = await sql<{ organizationId: number; scope: number; partyOrganizationId: number; statedOn: Day }>`
    select organization_id, scope, party_organization_id, stated_on from trefoil.coverage
    where party_organization_id = any(${[...parties]}::integer[]) and upper_inf(known)`.execute(tx)
  return rows
}

/** The first and last day of each organization, as on record now. */
export async function listLives(tx: Tx, ids: readonly number[]): Promise<Map<number, Span>> {
  const { rows } = await sql<Span & { id: number }>`
    select organization_id as id, min(lower(valid)) as "from",
           case when bool_or(upper_inf(valid)) then null else max(upper(valid)) end as "to"
    from trefoil.organization_fact where organization_id = any(${[...ids]}::integer[]) and upper_inf(known)
    group by 1`.execute(tx)
  return new Map(rows.map((row) => [row.id, { from: row.from, to: row.to }]))
}

export async function listScopes(tx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; scope: number }>`
    select id, scope from trefoil.organization where id = any(${[...ids]}::integer[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.scope]))
}

/** What each Party organization is over its days. */
export async function listPartyTimelines(tx: Tx, ids: readonly number[]): Promise<Map<number, PartyTimeline>> {
  const { rows } = await sql<PartyTimeline[number]>`
    select party_organization_id, lower(valid) as "from", upper(valid) as "to", level, formation, nature,
           approval is not null as approved
    from trefoil.party_organization_fact
    where party_organization_id = any(${[...ids]}::integer[]) and upper_inf(known) order by 1, 2`.execute(tx)
  const map = new Map<number, PartyTimeline[number][]>()
  for (const row of rows) {
    const list = map.get(row.partyOrganizationId)
    if (list === undefined) map.set(row.partyOrganizationId, [row])
    else list.push(row)
  }
  return map
}
