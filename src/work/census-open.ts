import { randomUUID } from 'node:crypto'
import { planDayFault } from '../domain/census.ts'
import type { Day } from '../domain/day.ts'
import { reportDueOn } from '../domain/gate-annual.ts'
import type { GatePolicy } from '../domain/gate-overlay.ts'
import { Refusal } from '../domain/refusal.ts'
import { listOrganizationDesks } from '../store/case.ts'
import { openCampaignRow, refreshCensus, type Campaign } from '../store/census.ts'
import type { Expected } from '../store/census-known.ts'
import { createReturns } from '../store/census-return.ts'
import { asActor, type Tx } from '../store/connection.ts'
import { getCaseTime, openCases, type Opening } from './case-open.ts'
import { aboutOf, mapDesksAbove, NOBODY, openReports, type Office } from './census-report-open.ts'
import {
  demandCampaign,
  demandExpected,
  demandOffice,
  getQuestionSet,
  refuseState,
  viewOfCampaign,
  type CampaignView,
} from './census.ts'
import { writing, type Clock, type Desk } from './desk.ts'
import { getPolicyWithGates } from './policy.ts'

/** Sends a census out: who is expected is frozen here, one case for each, one report for each body that answers for them. */
export async function openCensus(desk: Desk, id: string): Promise<CampaignView> {
  const opened = await writing(desk, 'census.open', [id], async (tx, clock) => {
    const campaign = await demandOffice(tx, id)
    if (campaign.state !== 'draft') throw refuseState(campaign.state, 'open')
    const { places, lines, kinds } = campaign
    const fault = planDayFault({ ...campaign, scope: { places, lines, kinds } }, clock.today)
    if (fault !== undefined) throw new Refusal('CENSUS_DAYS', { field: fault, today: clock.today })
    const policy = await getPolicyWithGates(tx, desk.packs, clock.today)
    const expected = await demandExpected(tx, campaign, policy.gates.parameters)
    const reach = [...new Set(expected.map((one) => one.scope))]
    const questions = getQuestionSet(campaign.questionSet)
    await openCampaignRow(tx, id, { questions, policy: policy.id, expected: expected.length, reach })
    await sendOut(tx, desk, clock, { campaign, expected, dueOf: dueOfEach(campaign, policy.gates, clock.today) })
    const reply = viewOfCampaign(await demandCampaign(tx, id))
    return { reply, subject: `census ${id}`, facts: { expected: expected.length } }
  })
  if ((opened.expected ?? 0) >= MANY) await asActor(desk.db, desk.token, refreshCensus)
  return opened
}

/** Foundations report earlier than others, as far as that day is still to come (domain.md 2.6). */
function dueOfEach({ year, dueOn }: Campaign, gates: GatePolicy, today: Day): Desks['dueOf'] {
  if (year === null) return () => dueOn
  return ({ kind }) => {
    const own = reportDueOn({ kind, year }, gates)
    return own < today || own > dueOn ? dueOn : own
  }
}

/** Returns from which the server's picture of its tables is worth taking anew. */
const MANY = 1_000

type Desks = {
  readonly own: ReadonlyMap<number, Office>
  readonly above: ReadonlyMap<string | null, Office>
  readonly dueOf: (one: Expected) => Day
}
type Sending = {
  readonly campaign: Campaign
  readonly expected: readonly Expected[]
  readonly dueOf: Desks['dueOf']
}

async function sendOut(tx: Tx, desk: Desk, clock: Clock, { campaign, expected, dueOf }: Sending): Promise<void> {
  const own = await listOrganizationDesks(
    tx,
    expected.map((one) => one.id),
  )
  const desks: Desks = { own, above: await mapDesksAbove(tx, own.values()), dueOf }
  const time = await getCaseTime(tx, desk, clock)
  const ids = expected.map(() => randomUUID())
  const returns = expected.map((one, index) => returnOpening(campaign, one, { id: ids[index] ?? '', desks }))
  await openCases(tx, time, clock.today, returns)
  await createReturns(
    tx,
    expected.map((one, index) => returnRow(campaign, one, { id: ids[index] ?? '', desks })),
  )
  // Annual reports go to the authority one by one; only a census is reported up the line.
  if (campaign.purpose === 'annualReport') return
  const bodies = new Map([...own.values()].map((one) => [one.scope, one]))
  await openReports(tx, desk, clock, { campaign, bodies: [...bodies.values()] })
}

function returnOpening(campaign: Campaign, one: Expected, { id, desks }: { id: string; desks: Desks }): Opening {
  const body = desks.own.get(one.id) ?? NOBODY
  const above = desks.above.get(body.key) ?? NOBODY
  return {
    id,
    kind: 'censusReturn',
    organizationId: one.id,
    organizationScope: one.scope,
    subject: { ...aboutOf(campaign), code: one.code, name: one.name },
    parties: {
      organization: { organizationId: one.id, name: one.name },
      body: { scope: body.scope, name: body.name, body: body.key, follows: true },
      superior: { scope: above.scope, name: above.name, body: above.key },
      office: { scope: campaign.officeScope, name: campaign.officeName },
    },
    action: 'open',
    party: 'office',
    form: { dueOn: desks.dueOf(one) },
  }
}

function returnRow(campaign: Campaign, one: Expected, { id, desks }: { id: string; desks: Desks }) {
  const body = desks.own.get(one.id) ?? NOBODY
  const { scope, district, township, line, kind, code, name } = one
  return {
    case_id: id,
    campaign_id: campaign.id,
    organization_id: one.id,
    scope,
    district_id: district,
    township_id: township,
    line,
    kind,
    code,
    name,
    body_key: body.key,
    body_name: body.name,
    desk: body.scope,
    state: 'notStarted',
    answers: {},
    notes: {},
    version: 0,
    due_on: desks.dueOf(one),
    answer_due_on: desks.dueOf(one),
  }
}
