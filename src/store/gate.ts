import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Grade, Kind } from '../domain/organization.ts'
import type { Standing } from '../domain/standing.ts'
import type { Tx } from './connection.ts'

/** What the register knows for the three passes of one organization on a day; null is not known. */
export type GateRegister = {
  readonly code: string
  readonly name: string
  readonly kind: Kind
  readonly registeredOn: Day | null
  readonly grade: Grade | null
  readonly gradeValidTo: Day | null
  readonly standing: Standing | null
  readonly fullMembers: number | null
  readonly bodyAssigned: boolean | null
  readonly hasPartyOrganization: boolean | null
  readonly workCovered: boolean | null
  readonly officerValid: boolean | null
  readonly termEndsOn: Day | null
}

/** One look-up by the code, along the indexes of the organization; undefined outside the scope or the days. */
export async function findGateRegister(
  tx: Tx,
  code: string,
  at: { readonly asOf: Day; readonly policy: string },
): Promise<GateRegister | undefined> {
  const { rows } = await sql<GateRegister>`
    select o.code, f.name, f.kind, f.registered_on, f.grade, f.grade_valid_to, s.standing, s.full_members,
           s.body_id is not null as body_assigned, s.covered as has_party_organization, s.work_covered,
           s.instructor as officer_valid, p.term_ends_on
    from trefoil.organization o
    join trefoil.organization_fact f on f.organization_id = o.id and f.valid @> ${at.asOf}::date and upper_inf(f.known)
    left join trefoil.standing s on s.organization_id = o.id and s.policy = ${at.policy} and s.valid @> ${at.asOf}::date
      and upper_inf(s.known)
    left join trefoil.party_organization_fact p on p.party_organization_id = s.party_organization_id
      and p.valid @> ${at.asOf}::date and upper_inf(p.known)
    where o.code = ${code}`.execute(tx)
  return rows[0]
}
