import { sql } from 'kysely'
import type { Coverage } from '../domain/coverage.ts'
import type { Span } from '../domain/day.ts'
import type { Attributes, Counts, OrganizationFacts, Responsibility, StandingRow } from '../domain/standing.ts'
import type { Tx } from './connection.ts'
import { insertRows, rangeText, snake } from './fact.ts'

type Owned<T> = T & Span & { readonly owner: number }

/** Everything the rules need of the organizations, as known at an instant (null: now), in four queries. */
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
           supervising_unit as "supervisingUnit", grade
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
  const coverages = await listPrimaryCoverages(tx, ids, knownAt)
  const by = {
    attributes: byOwner(attributes.rows),
    counts: byOwner(counts.rows),
    responsibility: byOwner(responsibility.rows),
    coverages: byOwner(coverages),
  }
  return codes.rows.map(({ id, code }) => ({
    organizationId: id,
    code,
    attributes: by.attributes.get(id) ?? [],
    counts: by.counts.get(id) ?? [],
    responsibility: by.responsibility.get(id) ?? [],
    coverages: by.coverages.get(id) ?? [],
  }))
}

/** Primary coverages cut where the Party organization's own facts change. */
async function listPrimaryCoverages(
  tx: Tx,
  ids: readonly number[],
  knownAt: string | null,
): Promise<Owned<Coverage>[]> {
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
    where c.organization_id = any(${[...ids]}::integer[]) and c."primary" and ${known('c')}
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
const COLUMNS = [
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
  'notBuiltReason',
  'nextChange',
] as const satisfies readonly (keyof StandingRow)[]

/** A standing row as stored, with its row id. */
export type StoredStanding = StandingRow & { readonly id: number }

/** The standings on record now of the organizations under a pack. */
export async function listOpenStandings(tx: Tx, ids: readonly number[], policy: string): Promise<StoredStanding[]> {
  const columns = sql.join(COLUMNS.map((column) => sql`${sql.ref(snake(column))} as ${sql.ref(column)}`))
  const { rows } = await sql<StoredStanding>`
    select id, organization_id as "organizationId", lower(valid) as "from", upper(valid) as "to", ${columns}
    from trefoil.standing
    where organization_id = any(${[...ids]}::integer[]) and policy = ${policy} and upper_inf(known)
    order by 2, 3`.execute(tx)
  return rows
}

export async function closeStandings(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update trefoil.standing set known = tstzrange(lower(known), now())
    where id = any(${[...ids]}::bigint[]) and upper_inf(known)`.execute(tx)
}

/** Puts standing rows on record, in the table of all standings or in one of the same shape. */
export async function openStandings(
  tx: Tx,
  rows: readonly StandingRow[],
  policy: string,
  table = 'trefoil.standing',
): Promise<void> {
  const names = ['organization_id', 'policy', 'valid', 'scope', ...COLUMNS.map(snake)]
  const records = rows.map((row) => ({
    organization_id: row.organizationId,
    policy,
    valid: rangeText(row.from, row.to),
    scope: row.placeId * 64 + row.lineNo,
    ...Object.fromEntries(COLUMNS.map((column) => [snake(column), row[column]])),
  }))
  await insertRows(tx, table, names, records)
}

/** The packs under which standings are on record now. */
export async function listStoredPolicies(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ policy: string }>`
    select distinct policy from trefoil.standing where upper_inf(known)`.execute(tx)
  return rows.map((row) => row.policy)
}

/** Whether the stored standings speak for a pack at an instant: they do from the first that was written under it. */
export async function hasStandings(tx: Tx, policy: string, knownAt: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from trefoil.standing
                   where policy = ${policy} and known @> ${knownAt}::timestamptz) as found`.execute(tx)
  return rows[0]?.found ?? false
}

export async function listAllOrganizationIds(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from trefoil.organization order by id`.execute(tx)
  return rows.map((row) => row.id)
}

/** An empty table of the same shape that ends with the transaction; its rows were read under row security. */
export async function makeStandingTable(tx: Tx): Promise<string> {
  await sql`create temporary table if not exists standing_then
    (like trefoil.standing including defaults including generated including identity) on commit drop`.execute(tx)
  await sql`alter table pg_temp.standing_then alter column known set default '(,)'`.execute(tx)
  return 'pg_temp.standing_then'
}
