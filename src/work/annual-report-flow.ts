import { effectiveAnswers, faultsOf, hindrances, isSame } from '../domain/answers.ts'
import type { AnnualReportFacts } from '../domain/gate-annual.ts'
import type { Judgement } from '../domain/outcome.ts'
import { questionsOf } from '../domain/question-set.ts'
import { Refusal } from '../domain/refusal.ts'
import { findOfficeBody } from '../store/body.ts'
import { findCase, listCasesById, mapRegistrationDesks, type CaseFile } from '../store/case.ts'
import { mapLastReturns } from '../store/census-known.ts'
import type { Campaign } from '../store/census.ts'
import type { Tx } from '../store/connection.ts'
import { findReportCase, recordJudgement } from '../store/outcome.ts'
import { appendAction, getCaseTime, openCases, type Opening } from './case-open.ts'
import { mapDesksAbove } from './census-report-open.ts'
import type { Judged } from './judged-return.ts'
import type { Clock, Desk } from './desk.ts'
import { judgeQuestion } from './gate.ts'

/** What a report says that the rules look at: how it was filled in, and how it differs from the last frozen census. */
async function factsOfReport(tx: Tx, { row, campaign, set, known }: Judged): Promise<Partial<AnnualReportFacts>> {
  const stands = effectiveAnswers(set, row.answers, known)
  const faults = faultsOf(set, row.answers, known, row.notes)
  const census = (await mapLastReturns(tx, [row.organizationId])).get(row.organizationId)
  const both = questionsOf(set).filter(({ id }) => stands[id] !== undefined && census?.answers[id] !== undefined)
  const { dutiesDone } = stands
  return {
    year: campaign.year ?? Number(campaign.cutOff.slice(0, 4)),
    filedOn: row.firstSubmittedOn,
    sectionComplete: row.firstSubmittedOn === null ? null : hindrances(faults).length === 0,
    identitiesHold: row.firstSubmittedOn === null ? null : faults.every((fault) => fault.severity !== 'hard'),
    censusDifferences:
      census === undefined ? null : both.filter(({ id }) => !isSame(stands[id], census.answers[id])).length,
    dutiesDone: typeof dutiesDone === 'boolean' ? dutiesDone : null,
  }
}

/** The rules of the second pass on a report, with what it says and what is on record today. */
export async function judgeReport(tx: Tx, desk: Desk, clock: Clock, judged: Judged): Promise<Judgement> {
  const facts = await factsOfReport(tx, judged)
  const question = { organization: judged.row.code, asOf: clock.today, facts }
  const { answer, facts: used } = await judgeQuestion(tx, desk, 'annualReport', question)
  const { pass, asOf, policy, findings, proposal } = answer
  return { pass, asOf, policy, facts: used, findings, proposal }
}

type Sender = { readonly tx: Tx; readonly desk: Desk; readonly clock: Clock }

/** A report that its responsible body found in order goes to the authority: a case of its own, or the one that waits for it. */
export async function receiveReport({ tx, desk, clock }: Sender, judged: Judged): Promise<void> {
  const { row } = judged
  const time = await getCaseTime(tx, desk, clock)
  const waiting = await findReportCase(tx, row.organizationId, row.caseId)
  const found = await judgeReport(tx, desk, clock, judged)
  if (waiting !== undefined) {
    const refiled = { action: 'refile', party: 'body', day: clock.today, form: {} }
    const after = await appendAction(tx, time, waiting, refiled)
    return recordJudgement(tx, after.id, after.version, found)
  }
  const file = await findCase(tx, row.caseId)
  if (file === undefined) throw new Refusal('NOT_FOUND', { what: '填报 / return', id: row.caseId })
  const offices = await officesOf(tx, judged.campaign, [row.organizationId])
  const opening = reportOpening({ row, campaign: judged.campaign, file }, offices, { action: 'receive', party: 'body' })
  const [id = ''] = await openCases(tx, time, clock.today, [opening])
  await recordJudgement(tx, id, 1, found)
}

type Start = Pick<Opening, 'action' | 'party'>

/** Reports that did not come in by the closing of their year: a case at the authority for each. */
export async function missReports(
  { tx, desk, clock }: Sender,
  campaign: Campaign,
  waiting: readonly {
    readonly caseId: string
    readonly organizationId: number
    readonly code: string
    readonly name: string
  }[],
): Promise<void> {
  const ids = waiting.map((one) => one.organizationId)
  const offices = await officesOf(tx, campaign, ids)
  const files = new Map(
    (
      await listCasesById(
        tx,
        waiting.map((one) => one.caseId),
      )
    ).map((file) => [file.id, file]),
  )
  const openings = waiting.map((row) => {
    const file = files.get(row.caseId)
    if (file === undefined) throw new Error(`The return ${row.caseId} has no case.`)
    return reportOpening({ row, campaign, file }, offices, { action: 'miss', party: 'authority' })
  })
  await openCases(tx, await getCaseTime(tx, desk, clock), clock.today, openings)
}

type Office = { readonly scope: number; readonly name: string; readonly key: string | null }
type Offices = {
  readonly own: ReadonlyMap<number, Office>
  /** The office that sent the year out, which answers where nobody is known to register an organization. */
  readonly sender: Office | undefined
  readonly above: ReadonlyMap<string | null, Office>
}

/** The authority of each organization, and who is above it. */
async function officesOf(tx: Tx, { officeScope }: Campaign, organizationIds: readonly number[]): Promise<Offices> {
  const own = await mapRegistrationDesks(tx, organizationIds)
  const body = await findOfficeBody(tx, officeScope)
  const sender = body === undefined ? undefined : { ...body, scope: officeScope }
  const above = await mapDesksAbove(tx, sender === undefined ? own.values() : [...own.values(), sender])
  return { own, sender, above }
}

type Reported = {
  readonly row: {
    readonly caseId: string
    readonly organizationId: number
    readonly code: string
    readonly name: string
  }
  readonly campaign: Campaign
  readonly file: CaseFile
}

function reportOpening({ row, campaign, file }: Reported, { own, sender, above }: Offices, start: Start): Opening {
  const authority = own.get(row.organizationId) ?? sender
  if (authority === undefined) throw new Refusal('AUTHORITY_MISSING', { code: row.code })
  const superior = above.get(authority.key) ?? authority
  const { organization, body } = file.parties
  if (organization === undefined || body === undefined) throw new Error(`The return ${row.caseId} lacks a party.`)
  const { code, name } = row
  const { id, title, year } = campaign
  return {
    kind: 'annualReport',
    organizationId: row.organizationId,
    organizationScope: null,
    subject: { code, name, year, campaign: id, campaignTitle: title, return: row.caseId },
    parties: {
      organization,
      body,
      authority: { scope: authority.scope, name: authority.name, body: authority.key },
      superior: { scope: superior.scope, name: superior.name, body: superior.key },
    },
    ...start,
  }
}
