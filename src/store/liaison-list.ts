import { sql, type RawBuilder } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Condition } from '../domain/measure.ts'
import { homesSql, viewSql, type View } from './analysis.ts'
import { conditionSql } from './condition.ts'
import type { Tx } from './connection.ts'

/** What a question about liaison rests on: the standings of a day, who needs an officer, the quarter of the day. */
export type LiaisonView = {
  readonly view: View
  /** Organizations that are looked after: registered and on file. */
  readonly cared: Condition
  readonly quarter: { readonly from: Day; readonly to: Day }
  readonly perQuarter: number
  readonly limit: number
}

/** One row an organization of the view, with its officer of the day and its contacts of the quarter. */
function caredSql({ view, cared, quarter }: LiaisonView): RawBuilder<unknown> {
  return sql`cared as (
    select s.organization_id, s.code, s.name, s.place_id, s.body_id, s.covered_wide, s.instructor,
      a.officer_id, a.stands_in_for, lower(a.valid) as since, coalesce(v.visits, 0) as visits, v.last_visit_on
    from ${viewSql(view)}
    left join (select * from trefoil.liaison_assignment where role = 'primary' and valid @> ${view.asOf}::date
               and known @> ${view.knownAt}::timestamptz) a on a.organization_id = s.organization_id
    left join (select organization_id, max(on_day) as last_visit_on,
                 (count(*) filter (where on_day >= ${quarter.from}::date and on_day < ${quarter.to}::date))::integer as visits
               from trefoil.liaison_visit where known @> ${view.knownAt}::timestamptz and not withdrawn
                 and on_day <= ${view.asOf}::date group by organization_id) v on v.organization_id = s.organization_id
    where ${conditionSql(cared)}
  )`
}

/** The same for everything that the actor sees: what an officer's load is counted from, wherever the page looks. */
function loadsSql(asked: LiaisonView): RawBuilder<unknown> {
  const { view, cared } = asked
  return sql`loads as (
    select a.officer_id, count(*)::integer as load
    from ${viewSql({ ...view, places: null, line: null })}
    join (select organization_id, officer_id from trefoil.liaison_assignment where role = 'primary'
          and valid @> ${view.asOf}::date and known @> ${view.knownAt}::timestamptz) a
      on a.organization_id = s.organization_id
    where ${conditionSql(cared)} group by a.officer_id
  )`
}

function dueSql({ perQuarter }: LiaisonView): RawBuilder<boolean> {
  return sql<boolean>`(officer_id is not null and not covered_wide and visits < ${perQuarter})`
}

export type LiaisonCounts = {
  readonly organizations: number
  readonly withOfficer: number
  readonly withInstructor: number
  readonly withoutParty: number
  readonly withoutPartyWithOfficer: number
  readonly officers: number
  readonly over: number
  readonly visits: number
  readonly due: number
}
export type LiaisonGroup = LiaisonCounts & { readonly key: string | null; readonly name: string | null }

export type LiaisonCut = 'whole' | 'district' | 'body'

const CUTS: Readonly<Record<LiaisonCut, readonly [RawBuilder<unknown>, RawBuilder<unknown>, RawBuilder<unknown>]>> = {
  whole: [sql`null::text`, sql`null::text`, sql``],
  district: [
    sql`d.code`,
    sql`h.district_name`,
    sql`left join homes h on h.home = c.place_id left join trefoil.place d on d.id = h.district_id`,
  ],
  body: [
    sql`b.key`,
    sql`f.name`,
    sql`left join trefoil.body b on b.id = c.body_id
      left join trefoil.body_fact f on f.body_id = b.id and upper_inf(f.known) and f.valid @> trefoil.today()`,
  ],
}

/** The load table (T8): organizations, those with an officer or an instructor, officers, visits; whole or in groups. */
export async function countLiaison(tx: Tx, asked: LiaisonView, cut: LiaisonCut): Promise<LiaisonGroup[]> {
  const [key, name, joins] = CUTS[cut]
  const { rows } = await sql<LiaisonGroup>`
    with ${homesSql(asked.view)}, ${caredSql(asked)}, ${loadsSql(asked)}
    select ${key} as key, ${name} as name, count(*)::integer as organizations,
      count(c.officer_id)::integer as with_officer, (count(*) filter (where c.instructor))::integer as with_instructor,
      (count(*) filter (where not c.covered_wide))::integer as without_party,
      (count(*) filter (where not c.covered_wide and c.officer_id is not null))::integer as without_party_with_officer,
      count(distinct c.officer_id)::integer as officers,
      (count(distinct c.officer_id) filter (where l.load > ${asked.limit}))::integer as over,
      coalesce(sum(c.visits), 0)::integer as visits,
      (count(*) filter (where ${dueSql(asked)}))::integer as due
    from (select * from cared) c left join loads l using (officer_id) ${joins}
    group by 1, 2 order by 1 nulls last`.execute(tx)
  return rows
}

export type LiaisonBox = 'gap' | 'held' | 'due' | 'all'
export type LiaisonFilter = {
  readonly box: LiaisonBox
  readonly officerId?: number | undefined
  readonly text?: string | undefined
  readonly codes?: readonly string[] | undefined
}

export type CaredRow = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly districtName: string | null
  readonly townshipName: string | null
  readonly bodyName: string | null
  readonly hasParty: boolean
  readonly instructor: boolean
  readonly officerId: number | null
  readonly officerName: string | null
  readonly standsInFor: number | null
  /** Since when this officer, or since when nobody. */
  readonly since: Day
  readonly visits: number
  readonly lastVisitOn: Day | null
}

function filterSql(asked: LiaisonView, { box, officerId, text, codes }: LiaisonFilter): RawBuilder<boolean> {
  const boxes: Readonly<Record<LiaisonBox, RawBuilder<boolean>>> = {
    gap: sql`officer_id is null`,
    held: sql`officer_id is not null`,
    due: dueSql(asked),
    all: sql`true`,
  }
  const pattern = `%${(text ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return sql<boolean>`${sql.join(
    [
      boxes[box],
      ...(officerId === undefined ? [] : [sql`officer_id = ${officerId}`]),
      ...(text === undefined ? [] : [sql`(name ilike ${pattern} or code ilike ${pattern})`]),
      ...(codes === undefined ? [] : [sql`code = any(${[...codes]}::text[])`]),
    ],
    sql` and `,
  )}`
}

export async function countCared(tx: Tx, asked: LiaisonView, filter: LiaisonFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with ${caredSql(asked)} select count(*)::integer as count from cared where ${filterSql(asked, filter)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/**
 * A page of the organizations that are looked after, or are not. A gap stands since the last officer ended or, where there
 * never was one, since the organization came on record; the longest stands first.
 */
export async function listCared(
  tx: Tx,
  asked: LiaisonView,
  filter: LiaisonFilter,
  page: { readonly after: readonly [string, string] | null; readonly limit: number },
): Promise<CaredRow[]> {
  const { view } = asked
  const after = page.after === null ? sql`true` : sql`(g.since, g.code) > (${page.after[0]}::date, ${page.after[1]})`
  const { rows } = await sql<CaredRow>`
    with ${homesSql(view)}, ${caredSql(asked)}, wanted as (
      select * from cared where ${filterSql(asked, filter)}
    ), ended as (
      select organization_id, max(upper(valid)) as day from trefoil.liaison_assignment
      where role = 'primary' and known @> ${view.knownAt}::timestamptz and upper(valid) <= ${view.asOf}::date group by 1
    ), recorded as (
      select organization_id, (min(lower(known)) at time zone 'Asia/Shanghai')::date as day
      from trefoil.organization_fact group by 1
    ), g as (
      select w.*, coalesce(w.since, e.day, r.day, ${view.asOf}::date) as begun from wanted w
      left join ended e on e.organization_id = w.organization_id
      left join recorded r on r.organization_id = w.organization_id
    ), page as (
      select g.* from (select organization_id, code, name, place_id, body_id, covered_wide, instructor, officer_id,
        stands_in_for, visits, last_visit_on, begun as since from g) g
      where ${after} order by g.since, g.code limit ${page.limit}
    )
    select p.organization_id as id, p.code, p.name, h.district_name, h.township_name, b.name as body_name,
      p.covered_wide as has_party, p.instructor, p.officer_id, f.name as officer_name, p.stands_in_for, p.since,
      p.visits, p.last_visit_on
    from page p left join homes h on h.home = p.place_id
    left join trefoil.body_fact b on b.body_id = p.body_id and upper_inf(b.known) and b.valid @> trefoil.today()
    left join trefoil.liaison_officer_fact f on f.officer_id = p.officer_id and upper_inf(f.known)
    order by p.since, p.code`.execute(tx)
  return rows
}

export type OfficerRow = {
  readonly id: number
  readonly bodyKey: string
  readonly bodyName: string
  readonly name: string
  readonly phone: string | null
  readonly desk: string | null
  readonly from: Day
  readonly to: Day | null
  readonly overNote: string | null
  readonly overNotedOn: Day | null
  readonly version: number
  readonly isMe: boolean
  readonly mayWrite: boolean
  readonly load: number
  readonly visits: number
  readonly due: number
  readonly awayFrom: Day | null
  readonly awayTo: Day | null
}

/** Officers of the bodies within the view, by body and name, never by load: with what each looks after on the day. */
export async function listOfficers(tx: Tx, asked: LiaisonView, body: string | undefined): Promise<OfficerRow[]> {
  const { view } = asked
  const places = view.places === null ? sql`true` : sql`o.scope_place = any(${[...view.places]}::integer[])`
  const line = view.line === null ? sql`true` : sql`bf.line = ${view.line}`
  const { rows } = await sql<OfficerRow>`
    with ${caredSql({ ...asked, view: { ...view, places: null, line: null } })}, loads as (
      select officer_id, count(*)::integer as load, sum(visits)::integer as visits,
        (count(*) filter (where ${dueSql(asked)}))::integer as due
      from cared where officer_id is not null group by officer_id
    )
    select o.id, b.key as body_key, bf.name as body_name, f.name, f.phone, f.desk, lower(f.valid) as "from",
      upper(f.valid) as "to", f.over_note, f.over_noted_on, f.version,
      coalesce(o.account_id = (select trefoil.actor_id()), false) as is_me,
      ((select trefoil.writes_all()) or o.scope_place = any((select trefoil.my_written_places())::integer[])
        or o.scope = any((select trefoil.my_written_scopes())::integer[])) as may_write,
      coalesce(l.load, 0) as load, coalesce(l.visits, 0) as visits, coalesce(l.due, 0) as due,
      lower(a.valid) as away_from, upper(a.valid) as away_to
    from trefoil.liaison_officer o
    join trefoil.liaison_officer_fact f on f.officer_id = o.id and upper_inf(f.known)
    join trefoil.body b on b.id = o.body_id
    join trefoil.body_fact bf on bf.body_id = o.body_id and upper_inf(bf.known) and bf.valid @> trefoil.today()
    left join loads l on l.officer_id = o.id
    left join (select distinct on (officer_id) officer_id, valid from trefoil.liaison_absence
               where upper_inf(known) and (upper(valid) is null or upper(valid) > ${view.asOf}::date)
               order by officer_id, valid) a on a.officer_id = o.id
    where (upper(f.valid) is null or upper(f.valid) > ${view.asOf}::date) and ${places} and ${line}
      and ${body === undefined ? sql`true` : sql`b.key = ${body}`}
    order by b.key, f.name collate "zh-Hans-CN-x-icu", o.id`.execute(tx)
  return rows
}

/** How many organizations each officer looks after on the day of the view, as far as the actor sees. */
export async function mapLoads(tx: Tx, asked: LiaisonView): Promise<Map<number, number>> {
  const { rows } = await sql<{ officerId: number; load: number }>`
    with ${loadsSql(asked)} select officer_id, load from loads`.execute(tx)
  return new Map(rows.map((row) => [row.officerId, row.load]))
}

/** Those of the organizations that are looked after on the day of the view, with the body that answers for each. */
export async function listCaredOf(
  tx: Tx,
  { view, cared }: LiaisonView,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly code: string; readonly name: string; readonly bodyId: number | null }[]> {
  const { rows } = await sql<{ id: number; code: string; name: string; bodyId: number | null }>`
    select s.organization_id as id, s.code, s.name, s.body_id
    from ${viewSql({ ...view, places: null, line: null })}
    where ${conditionSql(cared)} and s.organization_id = any(${[...ids]}::integer[]) order by s.code`.execute(tx)
  return rows
}

export type CaredBody = {
  readonly id: number
  readonly scope: number
  readonly code: string
  readonly name: string
  readonly hasParty: boolean
  readonly bodyId: number
  /** The desk of the body. */
  readonly bodyScope: number
}

/** Every organization that is looked after and has a responsible body, by body and code. */
export async function listCaredBodies(tx: Tx, { view, cared }: LiaisonView): Promise<CaredBody[]> {
  const { rows } = await sql<CaredBody>`
    with desks as materialized (
      select b.id, d.scope from trefoil.body b cross join lateral trefoil.body_desk(b.id) d
    )
    select s.organization_id as id, o.scope, s.code, s.name, s.covered_wide as has_party, s.body_id, d.scope as body_scope
    from ${viewSql(view)} join trefoil.organization o on o.id = s.organization_id join desks d on d.id = s.body_id
    where ${conditionSql(cared)} order by s.body_id, s.code`.execute(tx)
  return rows
}
