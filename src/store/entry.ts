import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Tx } from './connection.ts'

export type EntryHead = {
  readonly id: number
  /** Grows with every statement and every correction of the organization, its counts and its body. */
  readonly version: number
  /** The days of which something is on record. */
  readonly from: Day | null
  readonly to: Day | null
}

/** An organization that the actor sees, with its version; undefined where there is none. */
export async function findEntryHead(tx: Tx, code: string): Promise<EntryHead | undefined> {
  const { rows } = await sql<EntryHead>`
    select o.id, ${versionOf('organization_fact')} + ${versionOf('responsibility')} + ${versionOf('count_fact')} as version,
           life."from", life."to"
    from trefoil.organization o
    cross join lateral (select min(lower(f.valid)) as "from",
        case when not bool_or(upper_inf(f.valid)) then max(upper(f.valid)) end as "to"
      from trefoil.organization_fact f where f.organization_id = o.id and upper_inf(f.known)) life
    where o.code = ${code}`.execute(tx)
  return rows[0]
}

function versionOf(table: string) {
  return sql`(select count(*) + count(*) filter (where not upper_inf(t.known))
    from ${sql.table(`trefoil.${table}`)} t where t.organization_id = o.id)::integer`
}

export async function hold(tx: Tx): Promise<void> {
  await sql`savepoint entry`.execute(tx)
}

/** Takes back what was written in this transaction since it was held. */
export async function giveBack(tx: Tx): Promise<void> {
  await sql`rollback to savepoint entry`.execute(tx)
}
