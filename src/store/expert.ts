import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Text } from '../domain/refusal.ts'
import type { Tx } from './connection.ts'

export type ListedExpert = {
  readonly id: number
  readonly login: string
  readonly titleZh: string
  readonly titleEn: string
  readonly fieldZh: string
  readonly fieldEn: string
  /** Null: everywhere. */
  readonly placeName: string | null
  readonly since: Day | null
  readonly lastDay: Day | null
  readonly isKept: boolean
}

export async function listExpertRows(tx: Tx): Promise<ListedExpert[]> {
  const { rows } = await sql<ListedExpert>`
    select account_id as id, login, title_zh, title_en, field_zh, field_en, place_name, since, last_day, is_kept
    from trefoil.list_experts()`.execute(tx)
  return rows
}

/** Whether the actor keeps the list of experts of a place. */
export async function keepsExperts(tx: Tx, place: number): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`select trefoil.keeps_experts(${place}) as kept`.execute(tx)
  return rows[0]?.kept === true
}

export type NewExpert = { readonly login: string; readonly title: Text; readonly field: Text }

/** The id of the account; undefined where nobody else signs in with this login, 'there' where it is listed today. */
export async function addExpertRow(
  tx: Tx,
  place: number,
  { login, title, field }: NewExpert,
): Promise<number | 'there' | undefined> {
  const { rows } = await sql<{ id: number | null }>`
    select trefoil.add_expert(${login}, ${place}, ${JSON.stringify(title)}::json, ${JSON.stringify(field)}::json) as id`.execute(
    tx,
  )
  const id = rows[0]?.id ?? undefined
  return id === -1 ? 'there' : id
}

/** False where the account is not on the list today. */
export async function endExpertRow(tx: Tx, id: number): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`select trefoil.end_expert(${id}) as ended`.execute(tx)
  return rows[0]?.ended === true
}
