import { LISTING_GROUNDS } from '../domain/listing.ts'
import { proposeAtAuthority } from './authority-case.ts'
import { demandOrganization } from './demand-organization.ts'
import type { Act, CaseEffects } from './case-act.ts'
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
    const about = await demandOrganization(tx, code)
    const id = await proposeAtAuthority({ tx, desk, clock }, about, {
      kind: 'listing',
      code,
      subject: {},
      ground,
      reason,
    })
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
