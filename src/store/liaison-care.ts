import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { CareRole } from '../domain/liaison-sheet.ts'
import type { Tx } from './connection.ts'

/** Who looks after an organization, or assists, on a day. */
export type CareOn = {
  readonly organizationId: number
  readonly officerId: number
  readonly role: CareRole
  readonly standsInFor: number | null
  readonly from: Day
  readonly to: Day | null
}

/** Everybody who looks after these organizations on a day or later, the primary officer first. */
export async function listCareFrom(tx: Tx, organizations: readonly number[], day: Day): Promise<CareOn[]> {
  const { rows } = await sql<CareOn>`
    select organization_id, officer_id, role, stands_in_for, lower(valid) as "from", upper(valid) as "to"
    from trefoil.liaison_assignment
    where organization_id = any(${[...organizations]}::integer[]) and upper_inf(known)
      and (upper(valid) is null or upper(valid) > ${day}::date)
    order by organization_id, role desc, lower(valid), officer_id`.execute(tx)
  return rows
}

/** The logins of officers of the desks that the actor serves, by officer. */
export async function mapOfficerLogins(tx: Tx): Promise<Map<number, string>> {
  const { rows } = await sql<{ officerId: number; login: string }>`
    select officer_id, login from trefoil.liaison_logins()`.execute(tx)
  return new Map(rows.map((row) => [row.officerId, row.login]))
}
