import { cutBy, shownCounts, sumOf, type ProgressCell, type ProgressRow } from '../domain/census.ts'
import type { Line } from '../domain/organization.ts'
import { Refusal } from '../domain/refusal.ts'
import { standingOfCase } from '../domain/case.ts'
import { CENSUS_REPORT } from '../domain/census-report.ts'
import { CENSUS_RETURN } from '../domain/census-return.ts'
import { appendToMany, listActions, listCasesById, type CaseFile } from '../store/case.ts'
import {
  closeCampaignRow,
  freezeCampaignRow,
  holdCampaign,
  listProgress,
  mapPlaceNames,
  type Campaign,
  type PlaceName,
} from '../store/census.ts'
import { listReports } from '../store/census-report.ts'
import { listWaitingReturns, markReminded, type Waiting } from '../store/census-return.ts'
import type { Tx } from '../store/connection.ts'
import { missReports } from './annual-report-flow.ts'
import { getCaseTime } from './case-open.ts'
import { demandCampaign, demandOffice, refuseState, viewOfCampaign, type CampaignView } from './census.ts'
import { reading, writing, type Clock, type Desk } from './desk.ts'
import { getPolicy } from './policy.ts'
import { notify } from './reminder.ts'

type Counts = ReturnType<typeof shownCounts>
export type PlaceProgress = Counts & { readonly code: string | null; readonly name: string | null }

export type Progress = {
  readonly campaign: CampaignView
  readonly at: string
  readonly whole: Counts
  readonly districts: readonly (PlaceProgress & { readonly townships: readonly PlaceProgress[] })[]
  readonly lines: readonly (Counts & { readonly line: Line | null })[]
  readonly bodies: readonly (Counts & { readonly body: string | null; readonly bodyName: string })[]
  /** Nothing saved yet and still waited for; overdue of all that are waited for. */
  readonly silent: number
  readonly overdue: number
}

/** How a census stands, by place, line and body; each cut adds up to the whole. */
export function getProgress(desk: Desk, id: string): Promise<Progress> {
  return reading(desk, async (tx, clock) => {
    const campaign = await demandCampaign(tx, id)
    const cells = await listProgress(tx, id, clock.today)
    const ids = cells.flatMap(({ district, township }) => [district, township]).filter((one) => one !== null)
    const names = await mapPlaceNames(tx, [...new Set(ids)], campaign.cutOff)
    return {
      campaign: viewOfCampaign(campaign),
      at: clock.now,
      whole: shownCounts(sumOf(cells)),
      districts: districtsOf(cells, names),
      lines: cutBy(cells, (cell) => cell.line).map(({ key, ...counts }) => ({ line: key, ...counts })),
      bodies: bodiesOf(cells),
      silent: cells.reduce((sum, cell) => sum + cell.silent, 0),
      overdue: cells.reduce((sum, cell) => sum + cell.overdue, 0),
    }
  })
}

function districtsOf(cells: readonly ProgressCell[], names: ReadonlyMap<number, PlaceName>): Progress['districts'] {
  const named = ({ key, ...counts }: ProgressRow<number | null>) => {
    const place = key === null ? undefined : names.get(key)
    return { code: place?.code ?? null, name: place?.name ?? null, ...counts }
  }
  const inOrder = <T extends { readonly code: string | null }>(rows: T[]) =>
    rows.toSorted((a, b) => ((a.code ?? '~') < (b.code ?? '~') ? -1 : 1))
  return inOrder(
    cutBy(cells, (cell) => cell.district).map((row) => {
      const own = cells.filter((cell) => cell.district === row.key)
      return { ...named(row), townships: inOrder(cutBy(own, (cell) => cell.township).map(named)) }
    }),
  )
}

function bodiesOf(cells: readonly ProgressCell[]): Progress['bodies'] {
  const names = new Map(cells.map(({ body, bodyName }) => [body, bodyName]))
  return cutBy(cells, (cell) => cell.body)
    .map(({ key, ...counts }) => ({ body: key, bodyName: names.get(key) ?? '—', ...counts }))
    .toSorted((a, b) => ((a.body ?? '~') < (b.body ?? '~') ? -1 : 1))
}

export type Reminder = { readonly text: string; readonly returns?: readonly string[] | undefined }
export type Reminded = { readonly reminded: number; readonly left: number }

/** Reminds those that are still waited for: the silent ones, or the ones named; nobody more often than the pack allows. */
export function remindCensus(desk: Desk, id: string, reminder: Reminder): Promise<Reminded> {
  return writing(desk, 'census.remind', [id, reminder], async (tx, clock) => {
    const campaign = await demandCampaign(tx, id)
    if (campaign.state !== 'open') throw refuseState(campaign.state, 'remind')
    const { parameters } = await getPolicy(tx, desk.packs, { day: clock.today })
    const waiting = await listWaitingReturns(tx, id, {
      only: reminder.returns ?? null,
      since: parameters.remindEveryDays,
    })
    const due = waiting.filter((one) => one.mayRemind)
    if (due.length === 0)
      throw new Refusal('CENSUS_REMINDED', { count: waiting.length, days: parameters.remindEveryDays })
    await markReminded(
      tx,
      due.map((one) => one.caseId),
    )
    await tellSilent(tx, desk, clock, { campaign, due, text: reminder.text })
    const reply = { reminded: due.length, left: waiting.length - due.length }
    return { reply, subject: `census ${id}`, facts: { ...reply, text: reminder.text } }
  })
}

type Telling = { readonly campaign: Campaign; readonly due: readonly Waiting[]; readonly text: string }

/** Each organization is told once, in the words that were written; who answers late is told the same day. */
async function tellSilent(tx: Tx, desk: Desk, clock: Clock, { campaign, due, text }: Telling): Promise<void> {
  const { id, title, dueOn } = campaign
  const to = due.map(({ organizationId, name }) => ({ organizationId, name }))
  await notify(tx, desk, clock, { kind: 'censusReturn', campaign: { id, title }, due: dueOn, words: text, to })
}

/** Closes a census: what has not come in is missing, and comes in by a recorded extension only. */
export function closeCensus(desk: Desk, id: string): Promise<CampaignView> {
  return writing(desk, 'census.close', [id], async (tx, clock) => {
    const campaign = await demandOffice(tx, id)
    if (campaign.state !== 'open' || !(await closeCampaignRow(tx, id))) throw refuseState(campaign.state, 'close')
    const missing = await missOpen(tx, desk, clock, campaign)
    const reply = viewOfCampaign(await demandCampaign(tx, id))
    return { reply, subject: `census ${id}`, facts: { missing } }
  })
}

/** Returns that are still waited for are missing from now on. */
async function missOpen(tx: Tx, desk: Desk, clock: Clock, campaign: Campaign): Promise<number> {
  const waiting = await listWaitingReturns(tx, campaign.id, { only: null, since: 0, all: true })
  const files = await listCasesById(
    tx,
    waiting.map((one) => one.caseId),
  )
  await endAll(tx, desk, clock, { files, action: 'miss', form: {} })
  if (campaign.purpose === 'annualReport') await missReports({ tx, desk, clock }, campaign, waiting)
  return files.length
}

type Ending = {
  readonly files: readonly CaseFile[]
  readonly action: 'miss' | 'omit'
  readonly form: Readonly<Record<string, string>>
}

/** The same action for many cases of one kind, in few statements; each standing is that of its own list of actions. */
async function endAll(tx: Tx, desk: Desk, clock: Clock, { files, action, form }: Ending): Promise<void> {
  const time = await getCaseTime(tx, desk, clock)
  const definition = action === 'miss' ? CENSUS_RETURN : CENSUS_REPORT
  const done = await listActions(
    tx,
    files.map((file) => file.id),
  )
  const byCase = new Map<string, typeof done>()
  for (const one of done) {
    const own = byCase.get(one.caseId)
    if (own === undefined) byCase.set(one.caseId, [one])
    else own.push(one)
  }
  const one = { action, party: 'office', day: clock.today, form }
  const moved = files.map((file) => ({
    file,
    standing: standingOfCase(definition, [...(byCase.get(file.id) ?? []), { ...one, by: 0 }], time),
  }))
  await appendToMany(tx, moved, one)
}

/** Freezes a closed census when what was reported is accepted, or with the reason why some of it is not. */
export function freezeCensus(desk: Desk, id: string, reason: string | undefined): Promise<CampaignView> {
  return writing(desk, 'census.freeze', [id, reason ?? null], async (tx, clock) => {
    const campaign = await demandOffice(tx, id)
    if (campaign.state !== 'closed' || campaign.purpose !== 'census') throw refuseState(campaign.state, 'freeze')
    const open = (await listReports(tx, id)).filter(({ state }) => state !== 'accepted' && state !== 'omitted')
    const why = reason?.trim() ?? ''
    if (open.length > 0 && why === '') {
      throw new Refusal('CENSUS_REPORTS_OPEN', { count: open.length, pointer: '/body/reason' })
    }
    await settle(tx, desk, clock, { campaign, reports: open.map((one) => one.caseId), why })
    const frozenAt = await freezeCampaignRow(tx, id, why === '' ? null : why)
    if (frozenAt === undefined) throw refuseState(campaign.state, 'freeze')
    return { reply: viewOfCampaign(await demandCampaign(tx, id)), subject: `census ${id}`, why, facts: { frozenAt } }
  })
}

type Settling = { readonly campaign: Campaign; readonly reports: readonly string[]; readonly why: string }

/** What is still open ends with the freeze, so that nothing waits in a queue where nobody can act any more. */
async function settle(tx: Tx, desk: Desk, clock: Clock, { campaign, reports, why }: Settling): Promise<void> {
  await holdCampaign(tx, campaign.id)
  await missOpen(tx, desk, clock, campaign)
  await endAll(tx, desk, clock, { files: await listCasesById(tx, reports), action: 'omit', form: { reason: why } })
}
