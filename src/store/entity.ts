import { sql } from 'kysely'
import type { Tx } from './connection.ts'
import { insertRows } from './fact.ts'

/** What a writer may write: everything, whole places, or pairs of place and line packed as place * 64 + line. */
export type Reach = {
  readonly all: boolean
  readonly places: ReadonlySet<number>
  readonly scopes: ReadonlySet<number>
}

export async function getReach(tx: Tx): Promise<Reach> {
  const { rows } = await sql<{ all: boolean; places: number[]; scopes: number[] }>`
    select trefoil.sees_all() as "all", trefoil.my_places() as places, trefoil.my_scopes() as scopes`.execute(tx)
  const row = rows[0]
  return { all: row?.all ?? false, places: new Set(row?.places), scopes: new Set(row?.scopes) }
}

export function isWithin(reach: Reach, scope: number): boolean {
  return reach.all || reach.places.has(Math.floor(scope / 64)) || reach.scopes.has(scope)
}

export type OrganizationEntity = { readonly id: number; readonly code: string; readonly scope: number }

/** The organizations of these codes that the actor may see. */
export async function listOrganizationEntities(tx: Tx, codes: readonly string[]): Promise<OrganizationEntity[]> {
  const { rows } = await sql<OrganizationEntity>`
    select id, code, scope from trefoil.organization where code = any(${[...codes]}::text[])`.execute(tx)
  return rows
}

/** Codes that are on record but not within the actor's scope. */
export async function listForeignCodes(tx: Tx, codes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ code: string }>`
    select code from trefoil.codes_taken(${[...codes]}::text[]) where not mine`.execute(tx)
  return new Set(rows.map((row) => row.code))
}

/** Keys of Party organizations that are on record but not within the actor's scope. */
export async function listForeignPartyKeys(tx: Tx, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select key from trefoil.party_keys_taken(${[...keys]}::text[]) where not mine`.execute(tx)
  return new Set(rows.map((row) => row.key))
}

/** Puts organizations on record and tells their ids by code. */
export async function createOrganizations(
  tx: Tx,
  rows: readonly { readonly code: string; readonly scope: number }[],
): Promise<Map<string, number>> {
  await insertRows(tx, 'trefoil.organization', ['code', 'scope'], rows)
  const created = await listOrganizationEntities(
    tx,
    rows.map((row) => row.code),
  )
  return new Map(created.map((row) => [row.code, row.id]))
}

/** Moves organizations to where they stand now; their facts follow by the foreign keys. */
export async function moveOrganizations(
  tx: Tx,
  moves: readonly { readonly id: number; readonly scope: number }[],
): Promise<void> {
  if (moves.length === 0) return
  await sql`update trefoil.organization o set scope = m.scope
    from json_to_recordset(${JSON.stringify(moves)}::json) as m(id integer, scope integer)
    where o.id = m.id and o.scope <> m.scope`.execute(tx)
}

/** Ids by key of a table of plain entities. */
export async function mapKeys(
  tx: Tx,
  table: 'place' | 'body' | 'party_organization',
  keys: readonly string[],
): Promise<Map<string, number>> {
  const name = sql.ref(table === 'place' ? 'code' : 'key')
  const { rows } = await sql<{ key: string; id: number }>`
    select id, ${name} as key from ${sql.table(`trefoil.${table}`)} where ${name} = any(${[...keys]}::text[])`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.key, row.id]))
}

export async function createBodies(tx: Tx, keys: readonly string[]): Promise<void> {
  await insertRows(
    tx,
    'trefoil.body',
    ['key'],
    keys.map((key) => ({ key })),
  )
}

export async function createPartyOrganizations(
  tx: Tx,
  rows: readonly { readonly key: string; readonly reach: readonly number[] }[],
): Promise<void> {
  const records = rows.map(({ key, reach }) => ({
    key,
    reach,
    reach_places: [...new Set(reach.map((scope) => Math.floor(scope / 64)))],
  }))
  await insertRows(tx, 'trefoil.party_organization', ['key', 'reach', 'reach_places'], records)
}

/** Who sees what a Party organization or one below it covers, sees the Party organization. */
export async function refreshReach(tx: Tx): Promise<void> {
  await sql`
    with recursive named as (
      select p.id, p.key, f.superior from trefoil.party_organization p
      join trefoil.party_organization_fact f on f.party_organization_id = p.id and upper_inf(f.known)
    ), below as (
      select id as top, id from named
      union
      select below.top, n.id from below join named b on b.id = below.id join named n on n.superior = b.key
    ), reached as (
      select below.top as id, array_agg(distinct o.scope order by o.scope) as reach,
             array_agg(distinct o.scope_place order by o.scope_place) as places
      from below join trefoil.coverage c on c.party_organization_id = below.id and upper_inf(c.known)
      join trefoil.organization o on o.id = c.organization_id
      group by below.top
    )
    update trefoil.party_organization p set reach = r.reach, reach_places = r.places
    from reached r where r.id = p.id and p.reach <> r.reach`.execute(tx)
}
