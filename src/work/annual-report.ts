import { randomUUID } from 'node:crypto'
import { REPORT_GROUNDS, REPORT_KINDS } from '../domain/annual-report.ts'
import { formText } from '../domain/case.ts'
import { addDays, isDay, type Day } from '../domain/day.ts'
import { reportDueOn } from '../domain/gate-annual.ts'
import type { LISTING_GROUNDS } from '../domain/listing.ts'
import { Refusal } from '../domain/refusal.ts'
import { findCase, getDeskAbove } from '../store/case.ts'
import { createCampaign, findOffice, isYearSentOut } from '../store/census.ts'
import { listOutcomes } from '../store/outcome.ts'
import type { Act, CaseEffects } from './case-act.ts'
import { appendAction, openCases } from './case-open.ts'
import { judgedReturn } from './judged-return.ts'
import { judgeReport } from './annual-report-flow.ts'
import { demandCampaign, getQuestionSet, listQuestionSets, viewOfCampaign, type CampaignView } from './census.ts'
import { writing, type Desk } from './desk.ts'
import { demandAppealOver, favourableOutcome, outcomeEffects } from './outcome.ts'
import { getPolicyWithGates } from './policy.ts'

export type ReportYear = {
  readonly year: number
  readonly questionSet: string
  /** Left out: the legal day of the pack; needed once that has passed. */
  readonly dueOn?: Day | undefined
}

/** A draft of the annual reports of a year, with the days of the law; sent out like a census. */
export function draftReportYear(desk: Desk, plan: ReportYear): Promise<CampaignView> {
  return writing(desk, 'report.draft', [plan], async (tx, clock) => {
    const { year, questionSet } = plan
    const { gates } = await getPolicyWithGates(tx, desk.packs, clock.today)
    const from = `${year + 1}-01-01`
    if (clock.today < from) throw new Refusal('REPORT_YEAR_OPEN', { year, from, pointer: '/body/year' })
    const office = await findOffice(tx)
    if (office === undefined) throw new Refusal('NOT_ALLOWED', { act: 'report.draft' })
    if (await isYearSentOut(tx, office.scope, year)) throw new Refusal('REPORT_YEAR_TWICE', { year })
    const legal = reportDueOn({ kind: 'association', year }, gates)
    const dueOn = plan.dueOn ?? legal
    if (!isDay(dueOn) || dueOn < clock.today) {
      throw new Refusal('REPORT_DUE_PAST', { year, due: legal, today: clock.today, pointer: '/body/dueOn' })
    }
    const set = getQuestionSet(questionSet)
    if (set.purpose !== 'annualReport') throw new Refusal('CENSUS_SET_UNKNOWN', { id: set.id, known: reportSets() })
    const id = randomUUID()
    const row = {
      id,
      year,
      title: `${year} 年度报告`,
      questionSet: set.id,
      setVersion: set.version,
      cutOff: `${year}-12-31`,
      dueOn,
      closesOn: addDays(dueOn, gates.parameters.improveDays),
      scope: { places: [], lines: [], kinds: REPORT_KINDS },
    }
    await createCampaign(tx, row, office)
    return { reply: viewOfCampaign(await demandCampaign(tx, id)), subject: `report ${year}` }
  })
}

/** The forms of annual reports, by name. */
function reportSets(): string {
  const sets = listQuestionSets().filter((set) => set.purpose === 'annualReport')
  return sets.map((set) => set.id).join(', ')
}

const PLAN = {
  judge: async ({ tx, desk, clock, file }: Act) =>
    judgeReport(tx, desk, clock, await judgedReturn(tx, String(file.subject['return']))),
  grounds: Object.keys(REPORT_GROUNDS),
  yearOf: (file: Act['file']) => Number(file.subject['year']),
}

export const ANNUAL_REPORT_EFFECTS: CaseEffects = {
  ...outcomeEffects(PLAN),
  pass: { after: passed },
  answer: { after: passed },
  noAnswer: { after: passed },
  acceptCure: { after: cured },
  sendBack: { after: reopenReturn },
  proposeListing: { before: demandAppealOver, after: openListing },
}

/** The report is in order: kept as the result of its year. */
function passed(act: Act): Promise<void> {
  return favourableOutcome(act, { outcome: 'ok', year: PLAN.yearOf(act.file), reasons: formText(act.form, 'reason') })
}

/** What was only to be put right, and was, leaves the report in order; another result stays. */
async function cured(act: Act): Promise<void> {
  const last = (await listOutcomes(act.tx, act.file.id)).at(-1)
  if (last?.outcome === 'rectify') await passed(act)
}

/** The return is opened again for the organization, with the fields that the authority named. */
async function reopenReturn({ tx, clock, time, file, form }: Act): Promise<void> {
  const report = await findCase(tx, String(file.subject['return']))
  if (report === undefined)
    throw new Refusal('NOT_FOUND', { what: '填报 / return', id: String(file.subject['return']) })
  if (report.state !== 'confirmed') return
  const again = { fields: form['fields'] ?? [], comment: form['reason'] ?? '' }
  await appendAction(tx, time, report, { action: 'reopen', party: 'superior', day: clock.today, form: again })
}

/** A proposal for the abnormal list is a case of its own, with its own notice and defence. */
async function openListing({ tx, clock, time, file, form }: Act): Promise<void> {
  const decided = (await listOutcomes(tx, file.id)).findLast((one) => one.isAdverse)
  const { organization, authority } = file.parties
  if (organization === undefined || authority === undefined) throw new Error(`The case ${file.id} lacks a party.`)
  const above = await getDeskAbove(tx, authority.body ?? null)
  const ground: keyof typeof LISTING_GROUNDS =
    decided?.outcome === 'absent'
      ? 'noReport'
      : decided?.rules.includes('B3') === true
        ? 'noPartyOrganization'
        : 'notRectified'
  const { code, name, year } = file.subject
  await openCases(tx, time, clock.today, [
    {
      kind: 'listing',
      organizationId: file.organizationId,
      organizationScope: null,
      subject: { code, name, year, ground, from: file.id },
      parties: { organization, authority, superior: { scope: above.scope, name: above.name, body: above.key } },
      action: 'propose',
      party: 'authority',
      form: { ground, reason: form['reason'] ?? '' },
    },
  ])
}
