import { Refusal } from '../domain/refusal.ts'
import { getOrganizationDesk, listServedParties, type CaseParty, type DeskOf } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { findInTerritory, findScope, mapHolders, takeOver, type TerritoryOrganization } from '../store/question.ts'
import { demandOrganization } from './demand-organization.ts'
import { putBody } from './assignment.ts'
import type { Act, CaseEffects } from './case-act.ts'
import { getCaseTime, openCases } from './case-open.ts'
import { writing, type Desk } from './desk.ts'
import { appendToMany } from './gap.ts'
import {
  convenorOf,
  demandBody,
  demandNoQuestion,
  demandReach,
  openQuestions,
  partyOf,
  referToConference,
} from './question.ts'

export type HandOver = { readonly code: string; readonly bodyId: string; readonly reason: string }

/** Offers an organization of one's own to another body. Nothing changes until that one accepts. */
export function offerHandOver(desk: Desk, { code, bodyId, reason }: HandOver): Promise<{ id: string }> {
  return writing(desk, 'handOver.offer', [code, bodyId, reason], async (tx, clock) => {
    await demandOrganization(tx, code)
    const organization = await demandLiving(tx, code, clock.today)
    const held = await getOrganizationDesk(tx, organization.id)
    if (held.isGap) throw new Refusal('HAND_OVER_GAP')
    const giver = await demandMine(tx, held)
    const body = await demandBody(tx, bodyId, clock.today)
    if (body.key === held.key) throw new Refusal('HAND_OVER_SELF', { body: body.name })
    const placeId = Math.floor(organization.scope / 64)
    await demandReach(tx, body, placeId)
    await demandNoQuestion(tx, organization.id, ['handOver', 'dispute'])
    const receiver = await partyOf(tx, bodyId)
    const convenor = await convenorOf(tx, [giver, receiver], placeId)
    const [id = ''] = await openCases(tx, await getCaseTime(tx, desk, clock), clock.today, [
      {
        kind: 'handOver',
        organizationId: organization.id,
        organizationScope: organization.scope,
        subject: subjectOf(code, organization, { from: held.name, to: body.name, reason }),
        parties: { giver, receiver, convenor },
        action: 'offer',
        party: 'giver',
        form: { reason },
      },
    ])
    return { reply: { id }, subject: `organization ${code}`, facts: { to: bodyId } }
  })
}

/** Claims an organization of one's own territory for a body whose work one does: the holder, or a gap's owner, answers. */
export function claimOrganization(desk: Desk, { code, bodyId, reason }: HandOver): Promise<{ id: string }> {
  return writing(desk, 'claim', [code, bodyId, reason], async (tx, clock) => {
    const organization = await demandLiving(tx, code, clock.today)
    const body = await demandBody(tx, bodyId, clock.today)
    const claimant = await demandMine(tx, { ...(await partyOf(tx, bodyId)), name: body.name })
    const held = await getOrganizationDesk(tx, organization.id)
    if (!held.isGap && held.key === body.key) throw new Refusal('HAND_OVER_SELF', { body: body.name })
    const placeId = Math.floor(organization.scope / 64)
    await demandReach(tx, body, placeId)
    const mine = (await openQuestions(tx, organization.id, ['claim'])).filter(
      (one) => one.parties['claimant']?.body === bodyId,
    )
    if (mine.length > 0) throw new Refusal('QUESTION_OPEN', { kind: '认领', kindEn: 'claim' })
    const holder = { scope: held.scope, name: held.name, body: held.key, follows: true }
    const convenor = await convenorOf(tx, [claimant, holder], placeId)
    const [id = ''] = await openCases(tx, await getCaseTime(tx, desk, clock), clock.today, [
      {
        kind: 'claim',
        organizationId: organization.id,
        organizationScope: organization.scope,
        subject: subjectOf(code, organization, { from: held.isGap ? null : held.name, to: body.name, reason }),
        parties: { claimant, holder, convenor },
        action: 'claim',
        party: 'claimant',
        form: { reason },
      },
    ])
    return { reply: { id }, subject: `organization ${code}`, facts: { for: bodyId } }
  })
}

/** What its parties may read of the organization: what is needed to decide, and no count of members. */
function subjectOf(
  code: string,
  organization: TerritoryOrganization,
  about: { readonly from: string | null; readonly to: string; readonly reason: string },
) {
  const { name, kind, industry, supervisingUnit, placeName } = organization
  return { code, name, kind, industry, supervisingUnit, placeName, ...about }
}

async function demandLiving(tx: Tx, code: string, today: string): Promise<TerritoryOrganization> {
  const organization = await findInTerritory(tx, code)
  if (organization === undefined) throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: code })
  const { endedOn } = organization
  if (endedOn !== null && endedOn <= today) throw new Refusal('HAND_OVER_ENDED', { day: endedOn })
  return organization
}

/** The party, where the actor does its work. */
async function demandMine(
  tx: Tx,
  desk: Pick<DeskOf, 'name'> & { scope?: number; key?: string | null; body?: string | null },
) {
  const party: CaseParty = {
    ...(desk.scope === undefined ? {} : { scope: desk.scope }),
    name: desk.name,
    body: desk.key ?? desk.body ?? null,
  }
  const served = await listServedParties(tx, { party })
  if (served.length === 0) throw new Refusal('BODY_NOT_YOURS', { body: desk.name })
  return party
}

/** The receiver accepts: the organization comes into her line, and then she states it as she would any other. */
async function take(act: Act): Promise<void> {
  const { tx, file } = act
  const taker = file.parties['receiver'] ?? file.parties['claimant']
  await takeOver(tx, file.id)
  await putBody(act, taker?.body ?? '')
}

async function demandTaker({ tx, clock, file }: Act): Promise<void> {
  const taker = file.parties['receiver'] ?? file.parties['claimant']
  await demandBody(tx, taker?.body ?? '', clock.today)
  const found = await findInTerritory(tx, String(file.subject['code']))
  const endedOn = found?.endedOn ?? null
  if (endedOn !== null && endedOn <= clock.today) throw new Refusal('HAND_OVER_ENDED', { day: endedOn })
}

async function refer(act: Act): Promise<void> {
  const { tx, clock, file, form } = act
  const organizationId = file.organizationId ?? 0
  const scope = await findScope(tx, organizationId)
  if (scope === undefined)
    throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: String(file.subject['code']) })
  const asking = file.parties['receiver'] ?? file.parties['claimant']
  const { giver, holder = giver ?? { name: '—' } } = file.parties
  const reason =
    typeof form['reason'] === 'string' ? form['reason'] : `逾期未答复 / not answered by ${file.dueOn ?? clock.today}`
  await referToConference(act, {
    organizationId,
    organizationScope: scope,
    subject: file.subject,
    holder,
    holderBody: (await mapHolders(tx, [organizationId])).get(organizationId) ?? null,
    parties: asking === undefined ? [] : [asking],
    reason,
    from: file.id,
  })
  await referGap(act)
}

/** A gap that two claim is before the conference as one question. */
async function referGap({ tx, clock, desk, file }: Act): Promise<void> {
  const gaps = await openQuestions(tx, file.organizationId ?? 0, ['assignment'])
  const many = {
    files: gaps,
    action: 'refer',
    party: 'owner',
    formOf: () => ({ reason: '认领争议 / disputed claims' }),
  }
  await appendToMany(tx, desk, clock, many)
}

export const HAND_OVER_EFFECTS: CaseEffects = {
  accept: { before: demandTaker, after: take },
  refer: { after: refer },
  lapse: { after: refer },
}

export const CLAIM_EFFECTS: CaseEffects = {
  take: { before: demandTaker, after: take },
  refer: { after: refer },
  lapse: { after: refer },
}
