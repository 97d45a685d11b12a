import { Refusal } from '../domain/refusal.ts'
import { findRegistrationDesk, getDeskAbove } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { getCaseTime, openCases } from './case-open.ts'
import type { Clock, Desk } from './desk.ts'

export type About = { readonly id: number; readonly scope: number; readonly name: string }

type Proposal = {
  readonly kind: 'listing' | 'demotion'
  readonly code: string
  readonly subject: Readonly<Record<string, unknown>>
  readonly ground: string
  readonly reason: string
}

/** Opens a case that the authority which registers an organization proposes against it; the level above decides an appeal. */
export async function proposeAtAuthority(
  { tx, desk, clock }: { readonly tx: Tx; readonly desk: Desk; readonly clock: Clock },
  { id: organizationId, scope, name }: About,
  { kind, code, subject, ground, reason }: Proposal,
): Promise<string> {
  const authority = await findRegistrationDesk(tx, organizationId)
  if (authority === undefined) throw new Refusal('AUTHORITY_MISSING', { code })
  const above = await getDeskAbove(tx, authority.key)
  const [id = ''] = await openCases(tx, await getCaseTime(tx, desk, clock), clock.today, [
    {
      kind,
      organizationId,
      organizationScope: scope,
      subject: { code, name, ...subject, ground },
      parties: {
        organization: { organizationId, name },
        authority: { scope: authority.scope, name: authority.name, body: authority.key },
        superior: { scope: above.scope, name: above.name, body: above.key },
      },
      action: 'propose',
      party: 'authority',
      form: { ground, reason },
    },
  ])
  return id
}
