import { sql, type RawBuilder } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Kind, Line } from '../domain/organization.ts'
import type { Tx } from './connection.ts'

/** An organization of P0 or P2 for which no body on record answers today, and the open question about it. */
export type GapRow = {
  readonly organizationId: number
  readonly scope: number
  readonly code: string
  readonly name: string
  readonly kind: Kind
  readonly industry: string | null
  readonly supervisingUnit: string | null
  readonly authority: string | null
  readonly line: Line | null
  readonly placeId: number
  readonly placeName: string | null
  /** The first day without a body. */
  readonly since: Day
  readonly case: GapCase | null
  readonly claims: readonly string[]
}

export type GapCase = {
  readonly id: string
  readonly kind: 'assignment' | 'dispute'
  readonly state: string
  readonly version: number
  readonly waitsFor: string
  readonly due: Day | null
  readonly mine: boolean
}

export type GapFilter = {
  readonly codes?: readonly string[]
  readonly ids?: readonly number[]
  /** Gaps about which no question is open. */
  readonly unasked?: boolean
  readonly mine?: boolean
  readonly text?: string | undefined
}

/** Bodies that have ended and are still on record as responsible for something. */
async function listEndedBodies(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select body_id as id from trefoil.body_fact where upper_inf(known)
    group by body_id having not bool_or(valid @> trefoil.today()) order by 1`.execute(tx)
  return rows.map((row) => row.id)
}

/** Today's standings without a body that is there, as a FROM item `s`. */
function gapsSql(ended: readonly number[]): RawBuilder<unknown> {
  const nobody = sql`body_id is null`
  const gone = ended.length === 0 ? nobody : sql`(${nobody} or body_id = any(${[...ended]}::integer[]))`
  return sql`(select * from trefoil.standing where upper_inf(known) and begins <= trefoil.today()
    and ends > trefoil.today() and ${gone}
    and population in ('registered', 'filed')) as s`
}

export async function countGaps(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from ${gapsSql(await listEndedBodies(tx))}`.execute(tx)
  return rows[0]?.count ?? 0
}

const OPEN_CASE = sql`
  select c.id, c.kind, c.state, c.version, c.due_on, c.organization_id,
         coalesce(c.parties -> case c.kind when 'assignment' then 'owner' else 'convenor' end ->> 'name', '') as waits_for,
         coalesce(c.queue_scope = any((select trefoil.my_desks())::integer[]), false) as mine
  from trefoil.case_file c where c.closed_on is null and c.kind in ('assignment', 'dispute')`

/** Gaps by the day on which the catch-all is due, those about which nothing is open first. */
export async function listGaps(
  tx: Tx,
  filter: GapFilter,
  page: { readonly after: readonly [string, string] | null; readonly limit: number },
): Promise<GapRow[]> {
  const { rows } = await sql<GapRow>`
    with gap as materialized (select s.* from ${gapsSql(await listEndedBodies(tx))}), asked as (${OPEN_CASE}),
    page as (
      select g.organization_id, g.scope, g.code, g.name, g.kind, g.industry, g.supervising_unit, g.line, g.place_id,
             a.id as case_id, a.kind as case_kind, a.state, a.version, a.waits_for, a.due_on, coalesce(a.mine, false) as mine
      from gap g left join asked a on a.organization_id = g.organization_id
      where ${whereSql(filter, page.after)}
      order by coalesce(a.due_on, '-infinity'), g.code limit ${page.limit}
    )
    select p.organization_id, p.scope, p.code, p.name, p.kind, p.industry, p.supervising_unit, f.authority, p.line,
           p.place_id, place.name as place_name, b.since,
           case when p.case_id is null then null else json_build_object('id', p.case_id, 'kind', p.case_kind,
             'state', p.state, 'version', p.version, 'waitsFor', p.waits_for, 'due', p.due_on, 'mine', p.mine) end as "case",
           coalesce(c.claims, '{}') as claims
    from page p
    left join lateral (select authority from trefoil.organization_fact f where f.organization_id = p.organization_id
                       and upper_inf(f.known) and f.valid @> trefoil.today()) f on true
    left join lateral (select name from trefoil.place_fact f where f.place_id = p.place_id and upper_inf(f.known)
                       order by (f.valid @> trefoil.today()) desc, upper(f.valid) desc limit 1) place on true
    left join lateral (
      select coalesce(max(least(coalesce(upper(r.valid), 'infinity'), coalesce(gone.day, 'infinity'))),
        (select min(lower(o.valid)) from trefoil.organization_fact o
         where o.organization_id = p.organization_id and upper_inf(o.known))) as since
      from trefoil.responsibility r
      left join lateral (select max(coalesce(upper(x.valid), 'infinity')) as day from trefoil.body_fact x
                         where x.body_id = r.body_id and upper_inf(x.known)) gone on true
      where r.organization_id = p.organization_id and upper_inf(r.known) and r.body_id is not null
        and lower(r.valid) <= trefoil.today()) b on true
    left join lateral (select array_agg(k.parties -> 'claimant' ->> 'body' order by k.opened_at) as claims
                       from trefoil.case_file k where k.organization_id = p.organization_id and k.kind = 'claim'
                         and k.closed_on is null) c on true
    order by coalesce(p.due_on, '-infinity'), p.code`.execute(tx)
  return rows
}

/** How many gaps pass a filter. */
export async function countGapsWith(tx: Tx, filter: GapFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with asked as (${OPEN_CASE}) select count(*)::integer as count from ${gapsSql(await listEndedBodies(tx))}
    cross join lateral (select s.organization_id, s.code, s.name) g
    left join asked a on a.organization_id = g.organization_id where ${whereSql(filter, null)}`.execute(tx)
  return rows[0]?.count ?? 0
}

function whereSql(filter: GapFilter, after: readonly [string, string] | null): RawBuilder<boolean> {
  const { codes, ids, unasked, mine, text } = filter
  const pattern = `%${(text ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return sql<boolean>`${sql.join(
    [
      sql`true`,
      ...(codes === undefined ? [] : [sql`g.code = any(${[...codes]}::text[])`]),
      ...(ids === undefined ? [] : [sql`g.organization_id = any(${[...ids]}::integer[])`]),
      ...(unasked === true ? [sql`a.id is null`] : []),
      ...(mine === true ? [sql`a.mine`] : []),
      ...(text === undefined ? [] : [sql`(g.name ilike ${pattern} or g.code ilike ${pattern})`]),
      ...(after === null ? [] : [sql`(coalesce(a.due_on, '-infinity'), g.code) > (${after[0]}::date, ${after[1]})`]),
    ],
    sql` and `,
  )}`
}

export type PlaceOf = { readonly home: number; readonly code: string; readonly name: string }

/** For each place, itself and those above it in the managing tree, from below. */
export async function listPlacesAbove(tx: Tx, ids: readonly number[]): Promise<PlaceOf[]> {
  const { rows } = await sql<PlaceOf>`
    select home.id as home, above.code, coalesce(f.name, '') as name from trefoil.place home
    join trefoil.place above on home.lo between above.lo and above.hi
    left join lateral (select name from trefoil.place_fact f where f.place_id = above.id and upper_inf(f.known)
                       order by (f.valid @> trefoil.today()) desc, upper(f.valid) desc limit 1) f on true
    where home.id = any(${[...ids]}::integer[]) and home.hi >= home.lo
    order by home.id, above.hi - above.lo, above.lo desc`.execute(tx)
  return rows
}

export type OwnerOf = {
  readonly organizationId: number
  readonly scope: number
  readonly name: string
  readonly key: string | null
}

/** Who owns the gap of each organization: the civil-affairs body nearest above its place (organization_desk of 005). */
export async function listGapOwners(tx: Tx, ids: readonly number[]): Promise<OwnerOf[]> {
  const { rows } = await sql<OwnerOf>`
    with home as (
      select o.id, o.scope_place from trefoil.organization o where o.id = any(${[...ids]}::integer[])
    ), owner as (
      select distinct on (p.scope_place) p.scope_place, f.place_id * 64 + f.line_no as scope, f.name, b.key
      from (select distinct scope_place from home) p
      join trefoil.place h on h.id = p.scope_place
      join trefoil.place above on h.lo between above.lo and above.hi
      join trefoil.body_fact f on f.place_id = above.id and f.line = 'civil' and upper_inf(f.known)
        and f.valid @> trefoil.today()
      join trefoil.body b on b.id = f.body_id
      order by p.scope_place, above.hi - above.lo, b.key
    )
    select home.id as organization_id, owner.key, coalesce(owner.name, '—') as name,
      coalesce(owner.scope, coalesce((select p.id from trefoil.place p order by p.hi - p.lo desc, p.id limit 1), 0) * 64 + 1) as scope
    from home left join owner on owner.scope_place = home.scope_place order by home.id`.execute(tx)
  return rows
}
