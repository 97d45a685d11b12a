import { sql, type RawBuilder } from 'kysely'
import { placeCodeVariants } from '../domain/place.ts'
import type { Tx } from './connection.ts'
import { insertRows } from './fact.ts'

/** A scope: everything, whole places, or pairs of place and line packed as place * 64 + line. */
export type Reach = {
  readonly all: boolean
  readonly places: ReadonlySet<number>
  readonly scopes: ReadonlySet<number>
}

/** What the actor may read. */
export function getReach(tx: Tx): Promise<Reach> {
  return reachOf(tx, sql`trefoil.sees_all() as "all", trefoil.my_places() as places, trefoil.my_scopes() as scopes`)
}

/** The places beyond which the actor sees no organization; null where the whole instance is seen. */
export async function listNearPlaces(tx: Tx): Promise<readonly number[] | null> {
  const { rows } = await sql<{ all: boolean; places: number[] }>`
    select trefoil.sees_all() as "all", array(
      select unnest(trefoil.my_places()) union select unnest(trefoil.my_scopes()) / 64
      union select s.scope_place from unnest(trefoil.my_organizations()) as o(id)
      cross join lateral (select scope_place from trefoil.standing where organization_id = o.id
                          union select scope_place from trefoil.organization where id = o.id) s) as places`.execute(tx)
  const row = rows[0]
  return row?.all === true ? null : (row?.places ?? [])
}

/** What the actor may write, by the grants of an officer or the operator alone. */
export function getWritingReach(tx: Tx): Promise<Reach> {
  return reachOf(
    tx,
    sql`trefoil.writes_all() as "all", trefoil.my_written_places() as places, trefoil.my_written_scopes() as scopes`,
  )
}

async function reachOf(tx: Tx, columns: RawBuilder<unknown>): Promise<Reach> {
  const { rows } = await sql<{ all: boolean; places: number[]; scopes: number[] }>`select ${columns}`.execute(tx)
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

/** Those of them of which something is on record now. */
export async function listOrganizationsOnRecord(tx: Tx, codes: readonly string[]): Promise<OrganizationEntity[]> {
  const { rows } = await sql<OrganizationEntity>`
    select id, code, scope from trefoil.organization o where code = any(${[...codes]}::text[])
      and exists (select from trefoil.organization_fact f where f.organization_id = o.id and upper_inf(f.known))`.execute(
    tx,
  )
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

/** Keys of Party organizations that reach beyond the actor's scope, so that what they are is not hers to say. */
export async function listSharedPartyKeys(tx: Tx, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select key from trefoil.party_keys_taken(${[...keys]}::text[]) where not whole`.execute(tx)
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

/**
 * Takes organizations for this transaction: of two that write about the same one at the same time the later fails and is
 * tried again, so that a standing is never judged from facts that another transaction is about to add to.
 */
export async function takeOrganizations(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update trefoil.organization set scope = scope where id = any(${[...ids]}::integer[])`.execute(tx)
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

type KeyTable = 'place' | 'body' | 'party_organization'

/** Ids by key of a table of plain entities, also of those of which nothing is on record any more. */
export async function mapKeys(tx: Tx, table: KeyTable, keys: readonly string[]): Promise<Map<string, number>> {
  const name = sql.ref(table === 'place' ? 'code' : 'key')
  const { rows } = await sql<{ key: string; id: number }>`
    select id, ${name} as key from ${sql.table(`trefoil.${table}`)} where ${name} = any(${[...keys]}::text[])`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.key, row.id]))
}

/** Ids by key of those of which something is on record: what a batch brought in and took back again is not. */
export async function mapKeysOnRecord(tx: Tx, table: KeyTable, keys: readonly string[]): Promise<Map<string, number>> {
  const ids = await mapKeys(tx, table, keys)
  const { rows } = await sql<{ id: number }>`
    select distinct ${sql.ref(`${table}_id`)} as id from ${sql.table(`trefoil.${table}_fact`)}
    where ${sql.ref(`${table}_id`)} = any(${[...ids.values()]}::integer[]) and upper_inf(known)`.execute(tx)
  const onRecord = new Set(rows.map((row) => row.id))
  return new Map([...ids].filter(([, id]) => onRecord.has(id)))
}

/** Ids of places that others refer to, by the codes asked for, under whichever spelling a place stands. */
export async function mapPlaces(
  tx: Tx,
  codes: readonly string[],
  map: typeof mapKeys = mapKeysOnRecord,
): Promise<Map<string, number>> {
  const ids = await map(tx, 'place', [...new Set(codes.flatMap(placeCodeVariants))])
  const found = codes.flatMap((code) => {
    const spelling = placeCodeVariants(code).find((one) => ids.has(one))
    return spelling === undefined ? [] : [[code, ids.get(spelling) ?? 0] as const]
  })
  return new Map(found)
}

/** The line number that each body had last, those taken back too: a number is never given to another industry. */
export async function listLineNumbers(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; lineNo: number }>`
    select distinct on (b.key) b.key, f.line_no from trefoil.body_fact f join trefoil.body b on b.id = f.body_id
    where f.line_no > 3 order by b.key, f.id desc`.execute(tx)
  return new Map(rows.map((row) => [row.key, row.lineNo]))
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

/** Who sees what a Party organization or one below it covers, sees the Party organization; reckoned over all scopes. */
export async function refreshReach(tx: Tx): Promise<void> {
  await sql`select trefoil.refresh_reach()`.execute(tx)
}
