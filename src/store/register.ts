import { sql, type RawBuilder } from 'kysely'
import type { Condition } from '../domain/measure.ts'
import type { StandingRow } from '../domain/standing.ts'
import { homesSql, viewSql, type View } from './analysis.ts'
import { conditionSql } from './condition.ts'
import type { Tx } from './connection.ts'

/** One organization as a list shows it. */
export type RegisterRow = Pick<
  StandingRow,
  | 'code'
  | 'name'
  | 'kind'
  | 'status'
  | 'line'
  | 'industry'
  | 'grade'
  | 'staff'
  | 'fullMembers'
  | 'standing'
  | 'rule'
  | 'coverageClass'
  | 'notBuiltReason'
  | 'eligibleSince'
  | 'nextChange'
> & {
  readonly since: string
  readonly placeCode: string | null
  readonly placeName: string | null
  readonly districtName: string | null
  readonly bodyId: string | null
  readonly bodyName: string | null
  readonly partyOrganizationName: string | null
}

export type RegisterFilter = {
  readonly text: string | null
  readonly code: string | null
  /** The responsible body. */
  readonly bodyId?: number | undefined
  readonly where: readonly Condition[]
}

/** Names in the order of a Chinese reader; the code decides between equals. */
const BY_NAME = sql`s.name collate "zh-Hans-CN-x-icu", s.code`

/** How many organizations a view holds that pass the filter. */
export async function countRegister(tx: Tx, view: View, filter: RegisterFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from ${viewSql(view)} where ${filterSql(filter)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** A page of the register after a cursor (the name and code of the last row before). */
export async function listRegister(
  tx: Tx,
  view: View,
  filter: RegisterFilter,
  page: { readonly after: readonly [string, string] | null; readonly limit: number },
): Promise<RegisterRow[]> {
  const after =
    page.after === null
      ? sql`true`
      : sql`(s.name collate "zh-Hans-CN-x-icu", s.code) > (${page.after[0]} collate "zh-Hans-CN-x-icu", ${page.after[1]})`
  const { rows } = await sql<RegisterRow>`
    with page as materialized (
      select s.* from ${viewSql(view)} where ${filterSql(filter)} and ${after} order by ${BY_NAME} limit ${page.limit}
    ), ${homesSql(view)}, body_now as (
      select distinct on (f.body_id) f.body_id, b.key, f.name from trefoil.body_fact f
      join trefoil.body b on b.id = f.body_id where f.known @> ${view.knownAt}::timestamptz
      order by f.body_id, (f.valid @> ${view.asOf}::date) desc, upper(f.valid) desc
    ), party_now as (
      select party_organization_id, name from trefoil.party_organization_fact
      where valid @> ${view.asOf}::date and known @> ${view.knownAt}::timestamptz
    )
    select s.code, s.name, s.kind, s.status, s.line, s.industry, s.grade, s.staff, s.full_members, s.standing, s.rule,
           s.coverage_class, s.not_built_reason, s.eligible_since, s.next_change, lower(s.valid) as since,
           p.code as place_code, f.name as place_name, h.district_name, b.key as body_id, b.name as body_name,
           party.name as party_organization_name
    from page s
    left join trefoil.place p on p.id = s.place_id
    left join homes h on h.home = s.place_id
    left join lateral (select name from trefoil.place_fact where place_id = s.place_id
                       and known @> ${view.knownAt}::timestamptz
                       order by (valid @> ${view.asOf}::date) desc, upper(valid) desc limit 1) f on true
    left join body_now b on b.body_id = s.body_id
    left join party_now party on party.party_organization_id = s.party_organization_id
    order by ${BY_NAME}`.execute(tx)
  return rows
}

function filterSql(filter: RegisterFilter): RawBuilder<boolean> {
  const parts = filter.where.map((condition) => conditionSql(condition))
  if (filter.code !== null) parts.push(sql`s.code = ${filter.code}`)
  if (filter.bodyId !== undefined) parts.push(sql`s.body_id = ${filter.bodyId}`)
  if (filter.text !== null) {
    const pattern = `%${filter.text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    parts.push(sql`(s.name ilike ${pattern} or s.code ilike ${pattern})`)
  }
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `)
}

/** Reasons that the organizations of a view gave for not having built, the most frequent first. */
export async function countReasons(
  tx: Tx,
  view: View,
  where: Condition,
): Promise<{ readonly reason: string | null; readonly organizations: number }[]> {
  const { rows } = await sql<{ reason: string | null; organizations: number }>`
    select s.not_built_reason as reason, count(*)::integer as organizations from ${viewSql(view)}
    where ${conditionSql(where)} group by 1 order by 2 desc, 1`.execute(tx)
  return rows
}

/** A page of standing rows with what the register adds, for the exports and the command line; ordered by code. */
export async function listAllRegister(tx: Tx, view: View, filter: RegisterFilter): Promise<readonly RegisterRow[]> {
  return listRegister(tx, view, filter, { after: null, limit: 2_000_000 })
}
