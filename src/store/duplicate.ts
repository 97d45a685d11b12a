import { sql } from 'kysely'
import type { DuplicateKeys } from '../domain/duplicate-key.ts'
import type { DuplicateSide } from '../domain/duplicate.ts'
import { plainSound } from '../domain/name-core.ts'
import { findActor } from './case.ts'
import type { Tx } from './connection.ts'
import { listNearPlaces } from './entity.ts'
import { sortKeyOf, syllablesOf } from './name-key.ts'

/** The keys of a name, an address or a code of an organization; `source` says of which. */
export type OrganizationSign = {
  readonly organizationId: number
  readonly scope: number
  readonly source: string
  readonly keys: DuplicateKeys
}

/** Keeps keys by which records are found that are worth comparing; what has its keys is left as it is. */
export async function keepSigns(tx: Tx, signs: readonly OrganizationSign[]): Promise<void> {
  const rows = signs.map(({ organizationId, scope, source, keys }) => ({
    organization_id: organizationId,
    scope,
    source,
    ...keys,
  }))
  if (rows.length === 0) return
  await sql`insert into trefoil.organization_sign (organization_id, scope, source, anywhere, local, near)
    select organization_id, scope, source, anywhere, local, near
    from json_populate_recordset(null::trefoil.organization_sign, ${JSON.stringify(rows)}::json)
    on conflict (organization_id, source) do nothing`.execute(tx)
}

/** How a core is read, as two of them are compared. */
export function soundOf(core: string): string {
  return plainSound(syllablesOf(core))
}

/** Names of provinces, cities and districts, the longest first: what stands before the core of a name. */
export async function listPlacesBeforeNames(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct f.name from trefoil.place_fact f
    where upper_inf(f.known) and f.level in ('province', 'city', 'district') and length(f.name) > 1`.execute(tx)
  return rows.map((row) => row.name).toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
}

/** More records that share one key are no hint at anything: a house of a hundred offices, a word that all names have. */
const MOST_SHARING = 40

export type Pair = readonly [first: number, second: number]

/** Pairs that share a key, of those that the actor sees; whether they are alike is the judgement's to say. */
export async function listCandidatePairs(tx: Tx): Promise<Pair[]> {
  const near = await listNearPlaces(tx)
  const places = near === null ? sql`true` : sql`s.scope_place = any(${[...near]}::integer[])`
  await sql`select set_config('work_mem', '128MB', true), set_config('enable_nestloop', 'off', true),
    set_config('enable_sort', 'off', true)`.execute(tx)
  const { rows } = await sql<{ first: number; second: number }>`
    with district as materialized (
      select p.id, p.lo, p.hi from trefoil.place p join trefoil.place_fact f on f.place_id = p.id
      where upper_inf(f.known) and f.valid @> trefoil.today() and f.level = 'district'
    ), home as materialized (
      select p.id as place, min(d.id) as district from trefoil.place p join district d on p.lo between d.lo and d.hi group by p.id
    ), sign as materialized (
      select s.organization_id as id, coalesce(h.district, 0) as district, s.anywhere, s.local, s.near
      from trefoil.organization_sign s left join home h on h.place = s.scope_place where ${places}
    ), told as (
      select id, 0 as district, unnest(anywhere) as key, true as own from sign
      union all select id, district, unnest(local), true from sign where district > 0
      union all select id, district, unnest(near), false from sign where district > 0
    ), meet as materialized (
      select array_agg(id) as ids from told group by key, district
      having min(id) <> max(id) and bool_or(own) and count(*) <= ${MOST_SHARING}
    )
    select distinct a.id as first, b.id as second
    from meet cross join lateral unnest(ids) a (id) cross join lateral unnest(ids) b (id) where a.id < b.id`.execute(tx)
  await sql`select set_config('enable_nestloop', 'on', true), set_config('enable_sort', 'on', true)`.execute(tx)
  return rows.map(({ first, second }) => [first, second])
}

/** One of two that may be the same, as it is on record now. */
export type Candidate = DuplicateSide & { readonly id: number; readonly sortKey: string }

/** What the judgement needs of these organizations; one of which nothing is on record any more is left out. */
export async function listCandidates(tx: Tx, ids: readonly number[]): Promise<Map<number, Candidate>> {
  const { rows } = await sql<Omit<Candidate, 'sounds' | 'sortKey'>>`
    with district as materialized (
      select p.id, p.code, p.lo, p.hi from trefoil.place p join trefoil.place_fact f on f.place_id = p.id
      where upper_inf(f.known) and f.valid @> trefoil.today() and f.level = 'district'
    )
    select o.id, o.code, now.name, now.kind, now.address, now.registered_on, now.ended_on, others.former_names,
           (select d.code from trefoil.place p join district d on p.lo between d.lo and d.hi
            where p.id = o.scope_place order by d.id limit 1) as district
    from trefoil.organization o
    join lateral (select f.* from trefoil.organization_fact f where f.organization_id = o.id and upper_inf(f.known)
                  order by lower(f.valid) desc limit 1) now on true
    cross join lateral (select coalesce(array_agg(distinct f.name), '{}') as former_names
      from trefoil.organization_fact f
      where f.organization_id = o.id and upper_inf(f.known) and f.name <> now.name) others
    where o.id = any(${[...ids]}::integer[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, { ...row, sounds: {}, sortKey: sortKeyOf(row.name) }]))
}

/** Which of these organizations the actor may write. */
export async function listWritten(tx: Tx, ids: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select w as id from trefoil.organizations_written(${[...ids]}::integer[]) w`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

/** Counts of what belongs to a record, by what it is. */
export async function listThings(
  tx: Tx,
  ids: readonly number[],
): Promise<{ id: number; what: string; count: number }[]> {
  const { rows } = await sql<{ id: number; what: string; count: number }>`
    select organization_id as id, what, count from trefoil.count_things(${[...ids]}::integer[]) order by what`.execute(
    tx,
  )
  return rows
}

/** An answer that two are not the same. */
export type NotSame = {
  readonly id: string
  readonly firstId: number
  readonly secondId: number
  readonly grounds: readonly string[]
  readonly reason: string
  readonly by: { readonly zh: string; readonly en: string }
  readonly at: string
}

/** The answers that hold, of pairs of which the actor sees both; the latest first. */
export async function listNotSame(tx: Tx): Promise<NotSame[]> {
  const { rows } = await sql<NotSame>`
    select id, first_id, second_id, grounds, reason, json_build_object('zh', actor_zh, 'en', actor_en) as by, at
    from trefoil.not_same where withdrawn_at is null order by at desc, id`.execute(tx)
  return rows
}

export async function findNotSame(tx: Tx, id: string): Promise<NotSame | undefined> {
  return (await listNotSame(tx)).find((one) => one.id === id)
}

export type FreshNotSame = Pick<NotSame, 'id' | 'firstId' | 'secondId' | 'grounds' | 'reason'>

/** Keeps an answer in the place of the one before. */
export async function createNotSame(tx: Tx, one: FreshNotSame): Promise<void> {
  const me = await findActor(tx)
  await sql`update trefoil.not_same set withdrawn_at = now(), withdrawn_by = ${me.id}, withdrawn_zh = ${me.titleZh},
      withdrawn_en = ${me.titleEn}
    where first_id = ${one.firstId} and second_id = ${one.secondId} and withdrawn_at is null`.execute(tx)
  await sql`insert into trefoil.not_same (id, first_id, second_id, grounds, reason, account_id, actor_zh, actor_en)
    values (${one.id}::uuid, ${one.firstId}, ${one.secondId}, ${[...one.grounds]}::text[], ${one.reason}, ${me.id},
      ${me.titleZh}, ${me.titleEn})`.execute(tx)
}

/** False where it does not hold any more, or is not the actor's to take back. */
export async function withdrawNotSame(tx: Tx, id: string): Promise<boolean> {
  const me = await findActor(tx)
  const { numAffectedRows } = await sql`update trefoil.not_same
    set withdrawn_at = now(), withdrawn_by = ${me.id}, withdrawn_zh = ${me.titleZh}, withdrawn_en = ${me.titleEn}
    where id = ${id}::uuid and withdrawn_at is null`.execute(tx)
  return numAffectedRows === 1n
}
