import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import { findActor } from './case.ts'
import type { Tx } from './connection.ts'
import { keepNames } from './organization-name.ts'

/** A merge of two records, as it stands. */
export type RecordMerge = {
  readonly id: string
  readonly batch: string
  readonly keptId: number
  readonly goneId: number
  readonly keptCode: string | null
  readonly keptName: string | null
  readonly goneCode: string | null
  readonly goneName: string | null
  readonly reason: string
  readonly day: Day
  readonly at: string
  readonly by: { readonly zh: string; readonly en: string }
  readonly undoneAt: string | null
  readonly undoneBy: { readonly zh: string; readonly en: string } | null
  /** Whether the actor may take it back. */
  readonly mayUndo: boolean
}

const NAME = (
  id: string,
) => sql`(select f.name from trefoil.organization_fact f where f.organization_id = ${sql.ref(id)}
  order by upper_inf(f.known) desc, upper(f.known) desc, lower(f.valid) desc limit 1)`

const MERGE = sql`select m.id, m.batch_id as batch, m.kept_id, m.gone_id, k.code as kept_code, g.code as gone_code,
  ${NAME('k.id')} as kept_name, ${NAME('g.id')} as gone_name, m.reason, m.on_day as day, m.at,
  json_build_object('zh', m.actor_zh, 'en', m.actor_en) as by, m.undone_at,
  case when m.undone_at is not null then json_build_object('zh', m.undone_zh, 'en', m.undone_en) end as undone_by,
  (m.undone_at is null and (select count(*) from trefoil.organizations_written(array[m.kept_id, m.gone_id])) = 2) as may_undo
  from trefoil.record_merge m
  left join trefoil.organization k on k.id = m.kept_id left join trefoil.organization g on g.id = m.gone_id`

/** Merges that the actor sees, the latest first; of one record, or of all. */
export async function listMerges(tx: Tx, organizationId: number | null, limit: number): Promise<RecordMerge[]> {
  const { rows } = await sql<RecordMerge>`${MERGE}
    where ${organizationId}::integer is null or ${organizationId}::integer in (m.kept_id, m.gone_id)
    order by m.at desc, m.id limit ${limit}`.execute(tx)
  return rows
}

export async function findMerge(tx: Tx, id: string): Promise<RecordMerge | undefined> {
  const { rows } = await sql<RecordMerge>`${MERGE} where m.id::text = ${id}`.execute(tx)
  return rows[0]
}

/** The merge whose facts a batch holds, where it stands. */
export async function findMergeOfBatch(tx: Tx, batch: string): Promise<RecordMerge | undefined> {
  const { rows } = await sql<RecordMerge>`${MERGE} where m.batch_id = ${batch}::uuid and m.undone_at is null`.execute(
    tx,
  )
  return rows[0]
}

export type FreshMerge = {
  readonly id: string
  readonly batch: string
  readonly keptId: number
  readonly goneId: number
  readonly reason: string
  readonly day: Day
}

/** Puts a merge on record and gives to the kept record what belonged to the gone one. */
export async function createMerge(tx: Tx, one: FreshMerge): Promise<void> {
  const me = await findActor(tx)
  await sql`insert into trefoil.record_merge (id, batch_id, kept_id, gone_id, reason, account_id, actor_zh, actor_en, on_day)
    values (${one.id}::uuid, ${one.batch}::uuid, ${one.keptId}, ${one.goneId}, ${one.reason}, ${me.id}, ${me.titleZh},
      ${me.titleEn}, ${one.day}::date)`.execute(tx)
  await sql`select trefoil.move_things(${one.id}::uuid)`.execute(tx)
}

/** Marks a merge as undone and gives back what it had moved. */
export async function withdrawMerge(tx: Tx, id: string): Promise<void> {
  const me = await findActor(tx)
  await sql`update trefoil.record_merge set undone_at = now(), undone_zh = ${me.titleZh}, undone_en = ${me.titleEn}
    where id = ${id}::uuid and undone_at is null`.execute(tx)
  await sql`select trefoil.move_things_back(${id}::uuid)`.execute(tx)
}

/** How many of the things that a merge moved or ended were changed since. */
export async function countMovedSince(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select trefoil.count_moved_since(${id}::uuid) as count`.execute(tx)
  return rows[0]?.count ?? 0
}

export type Moved = { readonly what: string; readonly thing: string; readonly ends: boolean; readonly mark: string }

/** What a merge moved or ended. */
export async function listMoved(tx: Tx, id: string): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    select what, thing, ends, mark from trefoil.merge_move where merge_id = ${id}::uuid order by what, thing`.execute(
    tx,
  )
  return rows
}

/** Open returns of a record in censuses that ask the other too: their cases. */
export async function listSharedReturns(tx: Tx, goneId: number, keptId: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from trefoil.case_file c join trefoil.census_return r on r.case_id = c.id
    where r.organization_id = ${goneId} and c.closed_on is null and exists (
      select from trefoil.census_return o where o.campaign_id = r.campaign_id and o.organization_id = ${keptId})
    order by c.id`.execute(tx)
  return rows.map((row) => row.id)
}

/** Returns of a record that a merge has ended. */
export async function listMergedReturns(tx: Tx, goneId: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select case_id as id from trefoil.census_return where organization_id = ${goneId} and state = 'merged'
    order by case_id`.execute(tx)
  return rows.map((row) => row.id)
}

/** The record in which another one now lives, as far as the actor sees it. */
export async function findMergedInto(
  tx: Tx,
  organizationId: number,
): Promise<{ readonly day: Day; readonly code: string | null; readonly name: string | null } | undefined> {
  const { rows } = await sql<{ day: Day; code: string | null; name: string | null }>`
    select m.on_day as day, k.code, ${NAME('k.id')} as name from trefoil.record_merge m
    left join trefoil.organization k on k.id = trefoil.merged_into(m.gone_id)
    where m.gone_id = ${organizationId} and m.undone_at is null`.execute(tx)
  return rows[0]
}

/** A record under which another is found: by its name and its code, which stand together in this name. */
export function mergedName(name: string, code: string): string {
  return `${name}（${code}）`
}

type NameOf = { readonly organizationId: number; readonly scope: number }

/** Has the kept record found by the names and the code of the gone one, and by what that one was found by. */
export async function keepMergedNames(
  tx: Tx,
  kept: NameOf,
  gone: { readonly id: number; readonly code: string },
): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select name from trefoil.organization_name where organization_id = ${gone.id}`.execute(tx)
  const earlier = await sql<{ code: string }>`
    select g.code from trefoil.record_merge m join trefoil.organization g on g.id = m.gone_id
    where m.kept_id = ${gone.id} and m.undone_at is null`.execute(tx)
  const names = rows.map(({ name }) => {
    const code = earlier.rows.find((one) => name.endsWith(mergedName('', one.code)))?.code
    const own = code === undefined ? name : name.slice(0, -mergedName('', code).length)
    const shownAs = mergedName(own, code ?? gone.code)
    return { ...kept, code: code ?? gone.code, name: own, shownAs }
  })
  await keepNames(tx, names)
}
