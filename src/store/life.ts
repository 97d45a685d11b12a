import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { LifeEventKind } from '../domain/life.ts'
import { findActor } from './case.ts'
import type { Tx } from './connection.ts'

export type Named = { readonly code: string; readonly name: string }

export type LifeEventRow = {
  readonly id: string
  readonly event: LifeEventKind
  readonly day: Day
  readonly reason: string
  readonly document: string
  /** Those who go on, as far as the actor sees them. */
  readonly successors: readonly Named[]
  readonly at: string
  readonly by: { readonly zh: string; readonly en: string }
  readonly withdrawnAt: string | null
  /** The batch to take back, where it is the actor's own. */
  readonly batch: string | null
}

const NAME = sql`(select f.name from trefoil.organization_fact f where f.organization_id = o.id and upper_inf(f.known)
  order by lower(f.valid) desc limit 1)`

/** The events of an organization, the latest first; what was taken back stands among them as such. */
export async function listLifeEvents(tx: Tx, organizationId: number): Promise<LifeEventRow[]> {
  const { rows } = await sql<LifeEventRow>`
    select e.id, e.event, e.on_day as day, e.reason, e.document, e.at, e.withdrawn_at,
           json_build_object('zh', e.actor_zh, 'en', e.actor_en) as by,
           case when e.withdrawn_at is null and e.account_id = (select trefoil.actor_id()) then e.batch_id end as batch,
           coalesce((select json_agg(json_build_object('code', o.code, 'name', coalesce(${NAME}, o.code)) order by o.code)
             from trefoil.organization o where o.id = any(e.successors)), '[]') as successors
    from trefoil.life_event e where e.organization_id = ${organizationId}
    order by e.on_day desc, e.at desc`.execute(tx)
  return rows
}

/** The organizations in whose place this one goes on. */
export async function listPredecessors(
  tx: Tx,
  organizationId: number,
): Promise<(Named & { readonly event: LifeEventKind; readonly day: Day })[]> {
  const { rows } = await sql<Named & { event: LifeEventKind; day: Day }>`
    select o.code, coalesce(${NAME}, o.code) as name, e.event, e.on_day as day
    from trefoil.life_event e join trefoil.organization o on o.id = e.organization_id
    where e.successors @> array[${organizationId}::integer] and e.withdrawn_at is null
    order by e.on_day desc, o.code`.execute(tx)
  return rows
}

export type FreshLifeEvent = {
  readonly id: string
  readonly organizationId: number
  readonly event: LifeEventKind
  readonly day: Day
  readonly reason: string
  readonly document: string
  readonly successors: readonly number[]
  readonly batch: string
}

export async function createLifeEvent(tx: Tx, one: FreshLifeEvent): Promise<void> {
  const me = await findActor(tx)
  await sql`insert into trefoil.life_event (id, organization_id, event, on_day, reason, document, successors, batch_id,
      account_id, actor_zh, actor_en)
    values (${one.id}::uuid, ${one.organizationId}, ${one.event}, ${one.day}::date, ${one.reason}, ${one.document},
      ${[...one.successors]}::integer[], ${one.batch}::uuid, ${me.id}, ${me.titleZh}, ${me.titleEn})`.execute(tx)
}

/** Events whose facts are taken back are taken back with them. */
export async function withdrawLifeEvents(tx: Tx, batch: string): Promise<void> {
  await sql`update trefoil.life_event set withdrawn_at = now()
    where batch_id = ${batch}::uuid and withdrawn_at is null`.execute(tx)
}

export type Retired = {
  readonly day: Day
  readonly successors: readonly string[]
  /** The record was merged: it says nothing of the days before either. */
  readonly isMerged: boolean
}

/** Which of these organizations have another in their place, since when, and whom of those the actor sees. */
export async function listRetired(tx: Tx, ids: readonly number[]): Promise<Map<number, Retired>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Retired & { id: number }>`
    select e.organization_id as id, e.on_day as day, false as is_merged,
           coalesce((select json_agg(o.code order by o.code) from trefoil.organization o where o.id = any(e.successors)), '[]')
             as successors
    from trefoil.life_event e
    where e.organization_id = any(${[...ids]}::integer[]) and e.withdrawn_at is null and e.successors <> '{}'
    union all
    select m.gone_id, m.on_day, true,
           coalesce((select json_agg(o.code) from trefoil.organization o where o.id = trefoil.merged_into(m.gone_id)), '[]')
    from trefoil.record_merge m where m.gone_id = any(${[...ids]}::integer[]) and m.undone_at is null`.execute(tx)
  return new Map(rows.map(({ id, ...retired }) => [id, retired]))
}
