import { sql, type RawBuilder } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Condition } from '../domain/measure.ts'
import type { RegisterSort } from '../domain/register-list.ts'
import type { StandingRow } from '../domain/standing.ts'
import { viewSql, type View } from './analysis.ts'
import { conditionSql } from './condition.ts'
import type { Tx } from './connection.ts'
import { foundAsSql, hitsSql } from './register-search.ts'

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
  | 'supervisingUnit'
> & {
  readonly since: string
  readonly registeredOn: Day | null
  readonly placeCode: string | null
  readonly placeName: string | null
  readonly districtName: string | null
  readonly bodyId: string | null
  readonly bodyName: string | null
  readonly partyOrganizationName: string | null
  /** The other name by which it was found, where its name of the day is not what was asked for. */
  readonly foundAs: string | null
}

export type RegisterFilter = {
  readonly text: string | null
  readonly code: string | null
  /** The responsible body. */
  readonly bodyId?: number | undefined
  /** The organizations that `text` finds, where they are few and known. */
  readonly found?: readonly number[] | undefined
  readonly where: readonly Condition[]
}

/** Where a row stands in a list: how well it answers what was asked, what is sorted by, its name by pinyin, its code. */
export type RegisterPlace = readonly [rank: number, value: number, sortKey: string, code: string]

export type RegisterPage = {
  readonly sort?: RegisterSort | undefined
  readonly after: RegisterPlace | null
  readonly limit: number
}

export type PickedRow = {
  readonly id: number
  readonly rank: number
  readonly value: number
  readonly sortKey: string
  readonly code: string
}

/** How many organizations a view holds that pass the filter. */
export async function countRegister(tx: Tx, view: View, filter: RegisterFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from ${sourceSql(view, filter)} where ${filterSql(filter)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** The codes of all that pass the filter, ordered. */
export async function listRegisterCodes(tx: Tx, view: View, filter: RegisterFilter): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select s.code from ${sourceSql(view, filter)} where ${filterSql(filter)} order by s.code`.execute(tx)
  return rows.map((row) => row.code)
}

export type Picked = { readonly rows: readonly PickedRow[]; readonly total: number }

/**
 * Rows of a page, after a place in the list, and how many there are in all: one look at everything that passes the
 * filter serves both.
 */
export async function pickRegister(tx: Tx, view: View, filter: RegisterFilter, page: RegisterPage): Promise<Picked> {
  const { sort = 'name', after, limit } = page
  const rank = filter.text !== null && sort === 'name' ? sql`s.rank` : sql`0`
  const later = after === null ? sql`true` : sql`(rank, value, sort_key, code) > (${sql.join([...after])})`
  const { rows } = await sql<PickedRow & { total: number }>`
    with hit as materialized (
      select s.id, ${rank} as rank, coalesce(${VALUES[sort].value}, ${LAST}) as value, s.sort_key, s.code
      from ${sourceSql(view, filter)} ${VALUES[sort].join} where ${filterSql(filter)}
    )
    select id, rank, value, sort_key as "sortKey", code, (select count(*)::integer from hit) as total
    from hit where ${later} order by rank, value, sort_key, code limit ${limit}`.execute(tx)
  const total = rows[0]?.total ?? (after === null ? 0 : await countRegister(tx, view, filter))
  return { rows, total }
}

/** The same rows of all that a view holds, without their number, which an index tells: of names a walk along it. */
export async function walkRegister(tx: Tx, view: View, { sort = 'name', after, limit }: RegisterPage) {
  const { value, join } = VALUES[sort]
  const columns = sql`s.id, 0 as rank, coalesce(${value}, ${LAST}) as value, s.sort_key as "sortKey", s.code`
  const [order, last] =
    sort === 'name'
      ? [sql`s.sort_key, s.code`, after?.slice(2)]
      : [sql`coalesce(${value}, ${LAST}), s.sort_key, s.code`, after?.slice(1)]
  const later = last === undefined ? sql`true` : sql`(${order}) > (${sql.join(last)})`
  const { rows } = await sql<PickedRow>`
    select ${columns} from ${viewSql(view)} ${join} where ${later} order by ${order} limit ${limit}`.execute(tx)
  return rows
}

/** Whether a list is all of a wide view, whose number an index tells without a look at its rows. */
export function isWalk(view: View, { text, code, bodyId, where }: RegisterFilter): boolean {
  const isAll = text === null && code === null && bodyId === undefined && where.length === 0
  return isAll && view.near === null && view.places === null && view.line === null
}

/** What the index of lists holds of a standing besides its place and what lists are sorted by. */
const LISTED = new Set<string>(['kind', 'status', 'standing', 'line', 'grade', 'bodyId', 'staff', 'fullMembers'])

/** Whether the index of lists alone tells what a list asks of the rows of a view. */
export function isListed(view: View, { where }: RegisterFilter): boolean {
  return view.isNow && where.every(asksListed)
}

function asksListed(condition: Condition): boolean {
  if ('word' in condition) return LISTED.has(condition.word)
  if ('has' in condition) return LISTED.has(condition.has)
  if ('not' in condition) return asksListed(condition.not)
  if ('all' in condition) return condition.all.every(asksListed)
  return 'any' in condition && condition.any.every(asksListed)
}

/** Where the rows `s` come from: the names that were found, or all that the view holds. */
function sourceSql(view: View, filter: RegisterFilter): RawBuilder<unknown> {
  return filter.text === null ? viewSql(view) : hitsSql(view, filter.text, filter.found)
}

const LAST = sql.lit(2_147_483_647)

type Value = { readonly value: RawBuilder<unknown>; readonly join: RawBuilder<unknown> }

/** What a list is sorted by before the name, as a number that grows along the list. */
const VALUES: Readonly<Record<RegisterSort, Value>> = {
  name: { value: sql`0`, join: sql`` },
  members: { value: sql`-s.full_members`, join: sql`` },
  place: { value: sql`p.lo`, join: sql`left join trefoil.place p on p.id = s.place_id` },
  registered: { value: sql`date '2200-01-01' - s.registered_on`, join: sql`` },
}

/** What a list shows of the rows that were picked, in their order. */
export async function listRegister(
  tx: Tx,
  view: View,
  filter: RegisterFilter,
  picked: readonly PickedRow[],
): Promise<RegisterRow[]> {
  const { rows } = await sql<RegisterRow>`
    with recursive picked as (
      select * from json_to_recordset(${JSON.stringify(picked)}::json) as k(id bigint, rank integer)
    ), shown as materialized (
      select s.*, k.rank from picked k join ${sql.table(view.table)} s on s.id = k.id
    ), ${homesOfShown(view)}, ${lately(view, 'place')}, ${lately(view, 'body')}, ${lately(view, 'party_organization')}
    select s.code, s.name, s.kind, s.status, s.line, s.industry, s.grade, s.staff, s.full_members, s.standing, s.rule,
           s.coverage_class, s.not_built_reason, s.eligible_since, s.next_change, s.supervising_unit,
           lower(s.valid) as since, s.registered_on, p.code as place_code, place.name as place_name,
           homes.district_name, b.key as body_id, body.name as body_name,
           party_organization.name as party_organization_name,
           ${filter.text === null ? sql`null` : foundAsSql(view, filter.text)} as found_as
    from shown s
    left join trefoil.place p on p.id = s.place_id
    left join homes on homes.home = s.place_id
    left join trefoil.body b on b.id = s.body_id
    left join place on place.id = s.place_id
    left join body on body.id = s.body_id
    left join party_organization on party_organization.id = s.party_organization_id`.execute(tx)
  const byCode = new Map(rows.map((row) => [row.code, row]))
  return picked.flatMap(({ code }) => byCode.get(code) ?? [])
}

/** One organization as a list of the day would show it; undefined where the view does not hold it. */
export async function findRegisterRow(tx: Tx, view: View, code: string): Promise<RegisterRow | undefined> {
  const filter = { text: null, code, where: [] }
  const { rows } = await pickRegister(tx, view, filter, { after: null, limit: 1 })
  return (await listRegister(tx, view, filter, rows))[0]
}

/** For the place of each row its district in the managing tree, as of the day. */
function homesOfShown(view: View): RawBuilder<unknown> {
  return sql`up as (
      select distinct s.place_id as home, s.place_id as at, null::text as district_name from shown s
      union
      select up.home, coalesce(f.managed_by_id, f.parent_id), case when f.level = 'district' then f.name end
      from up cross join lateral (select * from trefoil.place_fact f where f.place_id = up.at
        and f.known @> ${view.knownAt}::timestamptz
        order by (f.valid @> ${view.asOf}::date) desc, upper(f.valid) desc limit 1) f
    ), homes as (
      select home, max(district_name) as district_name from up group by home
    )`
}

/** For all of a noun that the rows name: the name of the day or, where it has none for that day, the last one. */
function lately(view: View, noun: 'place' | 'body' | 'party_organization'): RawBuilder<unknown> {
  const owner = sql.ref(`${noun}_id`)
  return sql`${sql.ref(noun)} as (
      select distinct on (f.${owner}) f.${owner} as id, f.name from ${sql.table(`trefoil.${noun}_fact`)} f
      where f.${owner} in (select s.${owner} from shown s) and f.known @> ${view.knownAt}::timestamptz
      order by f.${owner}, (f.valid @> ${view.asOf}::date) desc, upper(f.valid) desc
    )`
}

function filterSql(filter: RegisterFilter): RawBuilder<boolean> {
  const parts = filter.where.map((condition) => conditionSql(condition))
  if (filter.code !== null) {
    parts.push(sql`s.organization_id = (select o.id from trefoil.organization o where o.code = ${filter.code})`)
  }
  if (filter.bodyId !== undefined) parts.push(sql`s.body_id = ${filter.bodyId}`)
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
