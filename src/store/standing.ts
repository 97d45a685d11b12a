import { sql } from 'kysely'
import type { Coverage } from '../domain/coverage.ts'
import type { Day, Span } from '../domain/day.ts'
import type { Attributes, Counts, OrganizationFacts, Responsibility, StandingRow } from '../domain/standing.ts'
import { nearSql, type View } from './analysis.ts'
import type { Tx } from './connection.ts'
import { sortKeyOf } from './name-key.ts'
import { insertRows, rangeText, recordOf, ROWS_AT_ONCE, snake } from './fact.ts'

type Owned<T> = T & Span & { readonly owner: number }

/** Everything the rules need of the organizations, as known at an instant (null: now), in a few queries. */
export async function listOrganizationFacts(
  tx: Tx,
  ids: readonly number[],
  knownAt: string | null,
): Promise<OrganizationFacts[]> {
  const wanted = sql`organization_id = any(${[...ids]}::integer[])`
  const known = knownAt === null ? sql`upper_inf(known)` : sql`known @> ${knownAt}::timestamptz`
  const span = sql`organization_id as owner, lower(valid) as "from", upper(valid) as "to"`
  const codes = await sql<{ id: number; code: string }>`
    select id, code from trefoil.organization where id = any(${[...ids]}::integer[]) order by id`.execute(tx)
  const attributes = await sql<Owned<Attributes>>`
    select ${span}, name, kind, status, coalesce(place_id, 0) as "placeId", industry,
           supervising_unit as "supervisingUnit", grade, registered_on as "registeredOn"
    from trefoil.organization_fact where ${wanted} and ${known} order by 1, 2`.execute(tx)
  const counts = await sql<Owned<Counts>>`
    select ${span}, staff, staff_full_time as "staffFullTime", full_members as "fullMembers",
           probationary_members as "probationaryMembers", other_members as "otherMembers",
           relation_elsewhere as "relationElsewhere", party_group as "partyGroup", instructor,
           instructor_since as "instructorSince", not_built_reason as "notBuiltReason"
    from trefoil.count_fact where ${wanted} and ${known} order by 1, 2`.execute(tx)
  const responsibility = await sql<Owned<Responsibility>>`
    select ${span}, line, line_no as "lineNo", body_id as "bodyId"
    from trefoil.responsibility where ${wanted} and ${known} and line is not null order by 1, 2`.execute(tx)
  const coverages = await listCoverages(tx, ids, knownAt)
  const contacts = await sql<{ owner: number; day: Day }>`
    select organization_id as owner, on_day as day
    from trefoil.liaison_visit where ${wanted} and ${known} and not withdrawn order by 1, 2`.execute(tx)
  const officers = await sql<Owned<object>>`
    select ${span} from trefoil.liaison_assignment
    where ${wanted} and ${known} and role = 'primary' order by 1, 2`.execute(tx)
  const by = {
    attributes: byOwner(attributes.rows),
    counts: byOwner(counts.rows),
    responsibility: byOwner(responsibility.rows),
    coverages: byOwner(coverages),
    contacts: byOwner(contacts.rows),
    officers: byOwner(officers.rows),
  }
  return codes.rows.map(({ id, code }) => ({
    organizationId: id,
    code,
    attributes: by.attributes.get(id) ?? [],
    counts: by.counts.get(id) ?? [],
    responsibility: by.responsibility.get(id) ?? [],
    coverages: by.coverages.get(id) ?? [],
    contacts: (by.contacts.get(id) ?? []).map((one) => one.day),
    officers: by.officers.get(id) ?? [],
  }))
}

/**
 * Coverages cut where the Party organization's own facts change. The secondary ones too: which of them counts depends
 * on the policy and on whom a regional branch reaches.
 */
async function listCoverages(tx: Tx, ids: readonly number[], knownAt: string | null): Promise<Owned<Coverage>[]> {
  const known = (alias: string) =>
    knownAt === null
      ? sql`upper_inf(${sql.ref(`${alias}.known`)})`
      : sql`${sql.ref(`${alias}.known`)} @> ${knownAt}::timestamptz`
  const { rows } = await sql<Owned<Coverage>>`
    select c.organization_id as owner, lower(c.valid * f.valid) as "from", upper(c.valid * f.valid) as "to",
           c.party_organization_id as "partyOrganizationId", f.level, f.formation, f.nature,
           coalesce(c.approval, f.approval) is not null as approved
    from trefoil.coverage c
    join trefoil.party_organization_fact f
      on f.party_organization_id = c.party_organization_id and f.valid && c.valid and ${known('f')}
    where c.organization_id = any(${[...ids]}::integer[]) and ${known('c')}
    order by 1, 2`.execute(tx)
  return rows
}

function byOwner<T extends { readonly owner: number }>(rows: readonly T[]): Map<number, T[]> {
  const map = new Map<number, T[]>()
  for (const row of rows) {
    const list = map.get(row.owner)
    if (list === undefined) map.set(row.owner, [row])
    else list.push(row)
  }
  return map
}

/** Columns of a standing row in the table, besides its owner, pack, span and scope. */
export const STANDING_COLUMNS = [
  'placeId',
  'lineNo',
  'line',
  'bodyId',
  'code',
  'name',
  'kind',
  'status',
  'population',
  'industry',
  'supervisingUnit',
  'grade',
  'standing',
  'rule',
  'eligible',
  'eligibleSince',
  'coverageClass',
  'covered',
  'coveredWide',
  'workCovered',
  'partyOrganizationId',
  'partyLevel',
  'staff',
  'staffFullTime',
  'fullMembers',
  'probationaryMembers',
  'otherMembers',
  'relationElsewhere',
  'partyGroup',
  'instructor',
  'officerValid',
  'notBuiltReason',
  'nextChange',
  'registeredOn',
] as const satisfies readonly (keyof StandingRow)[]

/** A standing row as stored, with its row id and the pack it was judged under. */
export type StoredStanding = StandingRow & { readonly id: number; readonly policy: string }

/** The standings on record now of the organizations, under a pack or (null) under whichever pack they were judged. */
export async function listOpenStandings(
  tx: Tx,
  ids: readonly number[],
  policy: string | null,
): Promise<StoredStanding[]> {
  const columns = sql.join(STANDING_COLUMNS.map((column) => sql`${sql.ref(snake(column))} as ${sql.ref(column)}`))
  const { rows } = await sql<StoredStanding>`
    select id, policy, organization_id as "organizationId", lower(valid) as "from", upper(valid) as "to", ${columns}
    from trefoil.standings_of(${[...ids]}::integer[], ${policy}) order by 2, 3`.execute(tx)
  return rows
}

export async function closeStandings(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await sql`select trefoil.close_standings(${[...ids]}::bigint[])`.execute(tx)
}

export const STANDING_TABLE = 'trefoil.standing'

/** Puts standing rows on record, in the table of all standings or in one of the same shape. */
export async function openStandings(
  tx: Tx,
  rows: readonly StandingRow[],
  policy: string,
  table = STANDING_TABLE,
): Promise<void> {
  const columns = STANDING_COLUMNS.map((column) => [column, snake(column)] as const)
  const names = ['organization_id', 'policy', 'valid', 'scope', 'sort_key', ...columns.map(([, name]) => name)]
  const records = rows.map((row) =>
    recordOf(columns, row, {
      organization_id: row.organizationId,
      policy,
      valid: rangeText(row.from, row.to),
      scope: row.placeId * 64 + row.lineNo,
      sort_key: sortKeyOf(row.name),
    }),
  )
  if (table !== STANDING_TABLE) return insertRows(tx, table, names, records)
  for (let start = 0; start < records.length; start += ROWS_AT_ONCE) {
    const json = JSON.stringify(records.slice(start, start + ROWS_AT_ONCE))
    await sql`select trefoil.open_standings(${policy}, ${json}::json)`.execute(tx)
  }
}

/** The packs under which standings are on record now. */
export async function listStoredPolicies(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ policy: string }>`
    select distinct policy from trefoil.standing where upper_inf(known)`.execute(tx)
  return rows.map((row) => row.policy)
}

/**
 * Whether the stored standings speak for a pack: all that are on record now or (`knownAt`) were then are of that pack.
 * Where an officer of one district has judged hers under a new pack and the others wait, they do not.
 */
export async function hasStandings(
  tx: Tx,
  policy: string,
  { knownAt, isNow, near }: Pick<View, 'knownAt' | 'isNow' | 'near'>,
): Promise<boolean> {
  const known = isNow ? sql`upper_inf(s.known)` : sql`s.known @> ${knownAt}::timestamptz`
  const where = sql`${known} and ${nearSql({ near }, 's')}`
  const { rows } = await sql<{ found: boolean }>`
    select coalesce((select min(s.policy) from trefoil.standing s where ${where}) = ${policy}
                and (select max(s.policy) from trefoil.standing s where ${where}) = ${policy}, false) as found`.execute(
    tx,
  )
  return rows[0]?.found ?? false
}

export async function listAllOrganizationIds(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from trefoil.organization order by id`.execute(tx)
  return rows.map((row) => row.id)
}

/** An empty table of the same shape that ends with the transaction; its rows were read under row security. */
export async function makeStandingTable(tx: Tx): Promise<string> {
  await sql`drop table if exists pg_temp.standing_then`.execute(tx)
  await sql`create temporary table standing_then
    (like trefoil.standing including defaults including generated including identity) on commit drop`.execute(tx)
  await sql`alter table pg_temp.standing_then alter column known set default '(,)'`.execute(tx)
  return 'pg_temp.standing_then'
}

/** Leaves in such a table what the actor may see of the stored one: the rows of places and lines of their own days. */
export async function keepSeen(tx: Tx): Promise<void> {
  await sql`delete from pg_temp.standing_then where not ((select trefoil.sees_all())
      or scope_place = any((select trefoil.my_places())::integer[])
      or scope = any((select trefoil.my_scopes())::integer[])
      or organization_id = any((select trefoil.my_organizations())::integer[]))`.execute(tx)
}

/** Those of the organizations that the actor may write. */
export async function listWrittenOrganizations(tx: Tx, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from trefoil.organizations_written(${[...ids]}::integer[]) id order by 1`.execute(tx)
  return rows.map((row) => row.id)
}
