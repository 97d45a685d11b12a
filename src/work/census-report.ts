import { CENSUS_REPORT } from '../domain/census-report.ts'
import { RETURN_STATES, type ReturnState } from '../domain/census-return.ts'
import { Refusal } from '../domain/refusal.ts'
import { listServedParties } from '../store/case.ts'
import { countByDesk, listReports } from '../store/census-report.ts'
import type { CaseFile } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import type { Act, CaseChange, CaseEffects } from './case-act.ts'
import { appendAction } from './case-open.ts'
import { demandCampaign, refuseState } from './census.ts'
import { reading, type Desk } from './desk.ts'

export type StateCounts = Readonly<Record<ReturnState, number>>

export type ReportView = {
  readonly id: string
  readonly body: string | null
  readonly bodyName: string
  readonly state: string
  readonly due: string | null
  readonly since: string
  readonly version: number
  readonly counts: StateCounts
}

/** Reports of a census with the returns behind each. */
export function listCensusReports(desk: Desk, campaign: string): Promise<ReportView[]> {
  return reading(desk, async (tx) => {
    await demandCampaign(tx, campaign)
    const counts = await countByDesk(tx, campaign)
    return (await listReports(tx, campaign)).map((row) => ({
      id: row.caseId,
      body: row.bodyKey,
      bodyName: row.bodyName,
      state: row.state,
      due: row.dueOn,
      since: row.waitingSince,
      version: row.version,
      counts: countsOf(counts.filter((one) => one.desk === row.desk)),
    }))
  })
}

function countsOf(rows: readonly { readonly state: ReturnState; readonly count: number }[]): StateCounts {
  const of = (state: ReturnState) => rows.find((row) => row.state === state)?.count ?? 0
  return Object.fromEntries(RETURN_STATES.map((state) => [state, of(state)])) as StateCounts
}

export const CENSUS_REPORT_EFFECTS: CaseEffects = {
  report: { before: demandComplete },
  accept: { after: acceptForBoth },
  acceptFinally: { before: demandOpen },
  return: { before: demandOpen },
}

async function demandOpen({ tx, file }: Act): Promise<void> {
  const campaign = await demandCampaign(tx, String(file.subject['campaign']))
  if (campaign.state === 'frozen') throw refuseState(campaign.state, 'answer')
}

/** A body reports when nothing waits at its own desk, and what has not come in has its reasons. */
async function demandComplete(act: Act): Promise<CaseChange> {
  await demandOpen(act)
  const { tx, file, form } = act
  const counts = await countsOfReport(tx, file)
  const open = counts.notStarted + counts.inProgress + counts.returned + counts.missing
  const reasons = form['reasons']
  if (counts.submitted > 0) throw new Refusal('CENSUS_UNREVIEWED', { count: counts.submitted })
  const isSaid = typeof reasons === 'string' && reasons.trim() !== ''
  if (open > 0 && !isSaid) throw new Refusal('CENSUS_INCOMPLETE', { count: open, pointer: '/body/form/reasons' })
  return { subject: { ...file.subject, counts } }
}

async function countsOfReport(tx: Tx, file: CaseFile): Promise<StateCounts> {
  const desk = file.parties['body']?.scope
  const counts = await countByDesk(tx, String(file.subject['campaign']))
  return countsOf(counts.filter((one) => one.desk === desk))
}

/** Where the level above is the office itself, it does not accept twice. */
async function acceptForBoth({ tx, clock, time, file }: Act): Promise<void> {
  const { district, office } = file.parties
  if (district?.scope !== office?.scope) return
  const served = await listServedParties(tx, file.parties)
  const party = CENSUS_REPORT.actions.acceptFinally.by.find((one) => served.includes(one)) ?? ''
  await appendAction(tx, time, file, { action: 'acceptFinally', party, day: clock.today, form: {} })
}
