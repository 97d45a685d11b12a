import { populationConditions } from '../domain/indicator.ts'
import { quarterOf } from '../domain/liaison.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import { getWritingReach, isWithin } from '../store/entity.ts'
import { findOfficer, type Officer } from '../store/liaison.ts'
import type { LiaisonView } from '../store/liaison-list.ts'
import { type NamedOrganization } from '../store/record.ts'
import { demandOrganization } from './demand-organization.ts'
import { viewOf, type Basis, type Question } from './analysis.ts'
import type { Clock, Desk } from './desk.ts'

export type LiaisonAsked = { readonly asked: LiaisonView; readonly basis: Basis }

/** The view of a question about liaison: what is registered or on file on the day, under the pack in force. */
export async function liaisonViewOf(tx: Tx, desk: Desk, question: Question, clock: Clock): Promise<LiaisonAsked> {
  const { view, policy, basis } = await viewOf(tx, desk, question, clock)
  const { P0, P2 } = populationConditions(policy.parameters)
  const { contactPerQuarter, maxOrganizationsPerOfficer } = policy.parameters
  return {
    asked: {
      view,
      cared: { any: [P0, P2] },
      quarter: quarterOf(basis.asOf),
      perQuarter: contactPerQuarter,
      limit: maxOrganizationsPerOfficer,
    },
    basis,
  }
}

/** An officer whom the actor sees, by the text of her number. */
export async function demandOfficer(tx: Tx, id: string | number): Promise<Officer> {
  const number = Number(id)
  const officer =
    Number.isSafeInteger(number) && number > 0 && number < 2 ** 31 ? await findOfficer(tx, number) : undefined
  if (officer === undefined) throw new Refusal('NOT_FOUND', { what: '联络员 / liaison officer', id })
  return officer
}

/** An officer of a body that the actor writes for. */
export async function demandOwnOfficer(tx: Tx, id: string | number, act: string): Promise<Officer> {
  const officer = await demandOfficer(tx, id)
  if (!officer.mayWrite) throw new Refusal('NOT_ALLOWED', { act })
  return officer
}

/** An organization that the actor writes. */
export async function demandWritten(tx: Tx, code: string, act: string): Promise<NamedOrganization> {
  const organization = await demandOrganization(tx, code)
  if (!isWithin(await getWritingReach(tx), organization.scope)) throw new Refusal('NOT_ALLOWED', { act })
  return organization
}
