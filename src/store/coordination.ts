import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Tx } from './connection.ts'

export type Coordination = {
  readonly id: string
  readonly bodyId: string
  readonly bodyName: string
  readonly task: string
  readonly from: Day
  /** The first day on which it helps no more; null where no end is meant. */
  readonly to: Day | null
  /** Why it was ended, where it was. */
  readonly endedWhy: string | null
}

export type CoordinationRow = Coordination & {
  readonly organizationId: number
  /** The first day after the help that had been meant before it was ended. */
  readonly meantTo: Day | null
}

const ROW = sql`
  select c.id, c.organization_id, b.key as body_id, coalesce(f.name, b.key) as body_name, c.task,
         lower(c.valid) as "from", upper(c.valid) as "to", c.ended_why, upper(c.before_end) as meant_to
  from trefoil.coordination c join trefoil.body b on b.id = c.body_id
  left join lateral (select name from trefoil.body_fact f where f.body_id = b.id and upper_inf(f.known)
                     order by lower(f.valid) desc limit 1) f on true`

/** Bodies that help beside the one responsible, the latest first. */
export async function listCoordinations(tx: Tx, organizationId: number): Promise<CoordinationRow[]> {
  const { rows } = await sql<CoordinationRow>`${ROW}
    where c.organization_id = ${organizationId} order by lower(c.valid) desc, b.key`.execute(tx)
  return rows
}

export async function findCoordination(tx: Tx, id: string): Promise<CoordinationRow | undefined> {
  const { rows } = await sql<CoordinationRow>`${ROW} where c.id::text = ${id}`.execute(tx)
  return rows[0]
}

type Helping = {
  readonly id: string
  readonly organizationId: number
  readonly bodyKey: string
  readonly from: Day
  readonly to: Day | null
}

/** Whether a body helps an organization on one of these days by another row. */
export async function isCoordinating(tx: Tx, one: Helping): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select c.id from trefoil.coordination c join trefoil.body b on b.id = c.body_id
    where c.organization_id = ${one.organizationId} and b.key = ${one.bodyKey} and c.id <> ${one.id}::uuid
      and c.valid && daterange(${one.from}::date, ${one.to}::date)`.execute(tx)
  return rows.length > 0
}

type NewCoordination = Helping & { readonly scope: number; readonly task: string }

export async function createCoordination(tx: Tx, one: NewCoordination): Promise<void> {
  await sql`insert into trefoil.coordination (id, organization_id, scope, body_id, valid, task)
    select ${one.id}::uuid, ${one.organizationId}, ${one.scope}, b.id, daterange(${one.from}::date, ${one.to}::date), ${one.task}
    from trefoil.body b where b.key = ${one.bodyKey}`.execute(tx)
}

/** Ends the help of a body on a day that lies within it; false where somebody else has ended it since. */
export async function endCoordination(tx: Tx, id: string, to: Day, why: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update trefoil.coordination set before_end = valid, valid = daterange(lower(valid), ${to}::date), ended_why = ${why}
    where id::text = ${id} and ended_why is null`.execute(tx)
  return numAffectedRows === 1n
}

/** Gives the help of a body the days again that were meant before it was ended; false where it was not. */
export async function resumeCoordination(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update trefoil.coordination set valid = before_end, before_end = null, ended_why = null
    where id::text = ${id} and ended_why is not null`.execute(tx)
  return numAffectedRows === 1n
}
