import { LISTING_GROUNDS } from '../domain/listing.ts'
import { Refusal } from '../domain/refusal.ts'
import { findRegistrationDesk, getDeskAbove } from '../store/case.ts'
import { findOrganizationName } from '../store/record.ts'
import type { Act, CaseEffects } from './case-act.ts'
import { getCaseTime, openCases } from './case-open.ts'
import { takingPart, type Desk } from './desk.ts'
import { judgeQuestion } from './gate.ts'
import { demandAppealOver, outcomeEffects } from './outcome.ts'

export type ListingProposal = {
  readonly code: string
  readonly ground: keyof typeof LISTING_GROUNDS
  readonly reason: string
}

/** Proposes an organization for the abnormal list; opens a case at the authority that registers it. Nothing is public yet. */
export function proposeListing(desk: Desk, { code, ground, reason }: ListingProposal): Promise<{ id: string }> {
  return takingPart(desk, 'listing.propose', [code, ground, reason], async (tx, clock) => {
    const organization = await findOrganizationName(tx, code)
    if (organization === undefined) throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: code })
    const { id: organizationId, scope, name } = organization
    const authority = await findRegistrationDesk(tx, organizationId)
    if (authority === undefined) throw new Refusal('AUTHORITY_MISSING', { code })
    const above = await getDeskAbove(tx, authority.key)
    const [id = ''] = await openCases(tx, await getCaseTime(tx, desk, clock), clock.today, [
      {
        kind: 'listing',
        organizationId,
        organizationScope: scope,
        subject: { code, name, ground },
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
    return { reply: { id }, subject: `organization ${code}`, facts: { ground } }
  })
}

/** What is on record of the organization today, by the rules of the second pass. */
async function judgeListing({ tx, desk, clock, file }: Act) {
  const question = { organization: String(file.subject['code']), asOf: clock.today, facts: {} }
  const { answer, facts } = await judgeQuestion(tx, desk, 'annualReport', question)
  const { pass, asOf, policy, findings, proposal } = answer
  return { pass, asOf, policy, facts, findings, proposal }
}

export const LISTING_EFFECTS: CaseEffects = {
  ...outcomeEffects({ judge: judgeListing, grounds: Object.keys(LISTING_GROUNDS) }),
  handOn: { before: demandAppealOver },
}
