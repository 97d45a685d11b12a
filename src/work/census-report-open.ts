import { randomUUID } from 'node:crypto'
import { getDeskAbove, type DeskOf } from '../store/case.ts'
import { findCampaign, type Campaign } from '../store/census.ts'
import { createReports, listUnreportedDesks } from '../store/census-report.ts'
import type { Tx } from '../store/connection.ts'
import { getCaseTime, openCases, type Opening } from './case-open.ts'
import { writing, type Clock, type Desk } from './desk.ts'

/** The desk of a body that answers for returns. */
export type Office = Omit<DeskOf, 'isGap'>

/** Where a case stands that no desk answers for. */
export const NOBODY: Office = { scope: 1, name: '—', key: null }

/** What every case of a campaign says of it. */
export function aboutOf({ id, title, cutOff }: Campaign) {
  return { campaign: id, campaignTitle: title, cutOff }
}

/** The desks above some desks, by the key of the body below. */
export async function mapDesksAbove(tx: Tx, desks: Iterable<Office>): Promise<Map<string | null, Office>> {
  const above = new Map<string | null, Office>()
  for (const { key } of desks) if (!above.has(key)) above.set(key, await getDeskAbove(tx, key))
  return above
}

type Reporting = { readonly campaign: Campaign; readonly bodies: readonly Office[] }

/** Opens the report up the line of each body that answers for returns of a census. */
export async function openReports(tx: Tx, desk: Desk, clock: Clock, { campaign, bodies }: Reporting): Promise<void> {
  const above = await mapDesksAbove(tx, bodies)
  const reports = bodies.map((body) => ({ id: randomUUID(), body }))
  const openings = reports.map(({ id, body }) =>
    openingOf(campaign, { id, body, above: above.get(body.key) ?? NOBODY }),
  )
  await openCases(tx, await getCaseTime(tx, desk, clock), clock.today, openings)
  await createReports(
    tx,
    reports.map(({ id, body }) => ({
      case_id: id,
      campaign_id: campaign.id,
      body_key: body.key,
      body_name: body.name,
      desk: body.scope,
    })),
  )
}

type Report = { readonly id: string; readonly body: Office; readonly above: Office }

function openingOf(campaign: Campaign, { id, body, above }: Report): Opening {
  return {
    id,
    kind: 'censusReport',
    organizationId: null,
    organizationScope: null,
    subject: { ...aboutOf(campaign), name: body.name },
    parties: {
      body: { scope: body.scope, name: body.name, body: body.key },
      district: { scope: above.scope, name: above.name, body: above.key },
      office: { scope: campaign.officeScope, name: campaign.officeName },
    },
    action: 'open',
    party: 'office',
    form: { dueOn: campaign.closesOn },
  }
}

/** A body that took returns over after its census had been sent out reports like the others; done once for each. */
export function openMissingReports(desk: Desk): Promise<{ opened: number }> {
  return writing(desk, 'census.report', [], async (tx, clock) => {
    const missing = await listUnreportedDesks(tx)
    for (const id of new Set(missing.map((one) => one.campaignId))) {
      const campaign = await findCampaign(tx, id)
      const bodies = missing.filter((one) => one.campaignId === id)
      if (campaign !== undefined) await openReports(tx, desk, clock, { campaign, bodies })
    }
    return { reply: { opened: missing.length }, subject: 'census', facts: { opened: missing.length } }
  })
}
