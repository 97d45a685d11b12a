import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import { nearSql, type View } from './analysis.ts'
import type { Tx } from './connection.ts'

/** The first day of which anything is known of any organization that the actor may see. */
export async function findFirstDay(tx: Tx, knownAt: string): Promise<Day | null> {
  const { rows } = await sql<{ first: Day | null }>`
    select min(lower(valid)) as first from trefoil.organization_fact where known @> ${knownAt}::timestamptz`.execute(tx)
  return rows[0]?.first ?? null
}

/** Whether anything is known of a day or earlier: the first fact that is looked at mostly says so. */
export async function isKnownBy(tx: Tx, at: { readonly asOf: Day; readonly knownAt: string } & Pick<View, 'near'>) {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from trefoil.organization_fact f where lower(f.valid) <= ${at.asOf}::date
      and f.known @> ${at.knownAt}::timestamptz and ${nearSql(at, 'f')}) as known`.execute(tx)
  return rows[0]?.known ?? false
}

/** Whether the instance holds the demo city: said on every page and in every export. */
export async function isSynthetic(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ synthetic: boolean }>`select trefoil.is_synthetic() as synthetic`.execute(tx)
  return rows[0]?.synthetic ?? false
}

/** Has the server look at the tables again, after many rows have come in. */
export async function refreshStatistics(tx: Tx): Promise<void> {
  await sql`select trefoil.refresh_statistics()`.execute(tx)
}
