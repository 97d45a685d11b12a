import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importSheets, openTestDesk, organization, SMALL_CITY, type TestDesk } from '../../test/import-desk.ts'
import type { Form } from '../domain/case.ts'
import type { REFUSALS } from '../domain/refusal.ts'
import { listJudgements, listOutcomes, listReportResults } from '../store/outcome.ts'
import { findOrganizationId } from '../store/record.ts'
import { draftReportYear } from './annual-report.ts'
import { actInCase, getCase, runCaseClocks, type CaseView } from './case.ts'
import { listCases } from './case-list.ts'
import { saveReturn, submitReturn } from './census-answer.ts'
import { openCensus } from './census-open.ts'
import { actOnReturn, getReturn, listReturns } from './census-return.ts'
import { closeCensus } from './census-run.ts'
import { listCensuses } from './census.ts'
import { reading, type Desk } from './desk.ts'
import { judgeQuestion } from './gate.ts'
import { proposeListing } from './listing.ts'
import { getPaperView } from './paper.ts'

let city: TestDesk
let clerk: Desk
let colleague: Desk
let third: Desk
let campaign: string
const YEAR = 2025
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  await importSheets(city.desk, {
    organizations: [
      organization('C1', { registeredOn: '2025-07-01', placeCode: '320402001' }),
      organization('E1', { endedOn: '2026-03-01', placeCode: '320402001' }),
    ],
  })
  clerk = await city.deskOf([{ role: 'officer' }])
  colleague = await city.deskOf([{ role: 'officer' }])
  third = await city.deskOf([{ role: 'officer' }])
  const plan = { year: YEAR, questionSet: 'annual-report-party', dueOn: '2999-01-10' }
  campaign = (await draftReportYear(keyed(clerk), plan)).id
  await openCensus(keyed(clerk), campaign)
})
afterAll(() => city.close())

/** A write with a key of its own. */
function keyed(desk: Desk): Desk {
  return { ...desk, key: randomUUID() }
}

const refused = (code: keyof typeof REFUSALS) => expect.objectContaining({ code })

const ANSWERS = { staffFullTime: 9, probationaryMembers: 0, otherMembers: 0, relationElsewhere: 0 }

async function returnOf(code: string): Promise<string> {
  const { returns } = await listReturns(clerk, campaign, { limit: 200 })
  const found = returns.find((one) => one.code === code)
  if (found === undefined) throw new Error(`No return of ${code}.`)
  return found.id
}

/** Fills in, hands in and looks at a report first; gives the case at the authority. */
async function received(code: string, more: Record<string, string | number | boolean> = {}): Promise<CaseView> {
  const id = await returnOf(code)
  const { version, asked } = await getReturn(clerk, id)
  const facts = { staff: 9, ...ANSWERS, instructor: false, ...more }
  const answers = Object.fromEntries(Object.entries(facts).filter(([key]) => asked.includes(key) || key in more))
  await saveReturn(keyed(clerk), id, { seen: version, answers })
  await submitReturn(keyed(clerk), id, version + 1)
  await actOnReturn(keyed(clerk), id, { action: 'confirm', form: {}, seen: (await getReturn(clerk, id)).caseVersion })
  return reportOf(code)
}

async function reportOf(code: string): Promise<CaseView> {
  const { cases } = await listCases(clerk, { box: 'open', kind: 'annualReport', organization: code })
  return getCase(clerk, cases[0]?.id ?? '')
}

async function act(desk: Desk, one: CaseView, action: string, form: Form = {}): Promise<CaseView> {
  const { version } = await getCase(desk, one.id)
  return actInCase(keyed(desk), one.id, { action, form, seen: version })
}

/** The papers of a case, in the order of its actions. */
const papersOf = async ({ id }: CaseView) => {
  const rows = await city.ask<{ id: string }>('select id from paper where case_id = $1 order by case_seq', [id])
  return Promise.all(rows.map((one) => getPaperView(clerk, one.id)))
}

const judgements = (id: string) => reading(clerk, (tx) => listJudgements(tx, id))
const outcomes = (id: string) => reading(clerk, (tx) => listOutcomes(tx, id))

async function resultsOf(code: string) {
  return reading(clerk, async (tx) => listReportResults(tx, (await findOrganizationId(tx, code)) ?? 0))
}

const NOTICE = { outcome: 'rectify', rules: ['B3'], reason: '应建未建', evidence: '登记人数 3 名' }
const DECISION = { reason: '应建未建', evidence: '登记人数 3 名', reply: '已听取', cureBy: '2999-02-01' }

describe('a year of annual reports', () => {
  test('asks whom civil affairs registers, but nobody founded late in the year, nor who has ended since', async () => {
    const { returns } = await listReturns(clerk, campaign, { limit: 200 })
    expect(returns.map((one) => one.code)).toEqual(['A1', 'A2', 'A3', 'B1', 'B2', 'B3'])
  })

  test('is no census, and a census is none of its years', async () => {
    expect(await listCensuses(clerk)).toEqual([])
    expect((await listCensuses(clerk, 'annualReport')).map((one) => one.year)).toEqual([YEAR])
  })

  test.each([
    ['that is not over', { year: 2998 }, 'REPORT_YEAR_OPEN'],
    ['whose legal day has passed, without another', { year: 2020 }, 'REPORT_DUE_PAST'],
    ['with a day that has passed', { year: 2020, dueOn: '2021-01-01' }, 'REPORT_DUE_PAST'],
    ['that was sent out', { year: YEAR, dueOn: '2999-01-10' }, 'REPORT_YEAR_TWICE'],
    ['by a form that is not there', { year: 2020, dueOn: '2999-01-10', questionSet: 'none' }, 'CENSUS_SET_UNKNOWN'],
  ] as const)('%s is refused', async (_what, plan, code) => {
    await expect(draftReportYear(keyed(clerk), { questionSet: 'annual-report-party', ...plan })).rejects.toEqual(
      refused(code),
    )
  })
})

describe('a report', () => {
  test('goes to the authority once its body found it in order, with what the rules found', async () => {
    const report = await received('A1', { dutiesDone: true })
    expect(report).toMatchObject({ state: 'examining', waits: 'authority', mine: true })
    const [found] = await judgements(report.id)
    const results = Object.fromEntries((found?.findings ?? []).map((one) => [one.rule, one.result]))
    expect(results).toMatchObject({ B1: 'ok', B2: 'unknown', B3: 'ok', B4: 'ok' })
    expect(found?.facts.find((one) => one.key === 'dutiesDone')).toMatchObject({ value: true, source: 'given' })
    await act(clerk, report, 'pass')
    expect(await resultsOf('A1')).toEqual([{ year: YEAR, outcome: 'ok' }])
  })

  test('is sent back with fields, opened again, and comes in again into the same case', async () => {
    const report = await received('A2', { dutiesDone: true })
    await act(clerk, report, 'sendBack', { reason: '人数不符', fields: ['staff'] })
    const id = await returnOf('A2')
    expect(await getReturn(clerk, id)).toMatchObject({
      state: 'returned',
      comment: { fields: ['staff'], text: '人数不符' },
    })
    await submitReturn(keyed(clerk), id, (await getReturn(clerk, id)).version)
    await actOnReturn(keyed(clerk), id, { action: 'confirm', form: {}, seen: (await getReturn(clerk, id)).caseVersion })
    expect(await getCase(clerk, report.id)).toMatchObject({ state: 'examining' })
    expect((await judgements(report.id)).length).toBe(2)
  })

  test('with advice is answered and is in order all the same', async () => {
    const report = await received('B1', { notBuiltReason: 'fewMembers' })
    const own = await city.deskOf([{ role: 'organization', organization: 'B1' }])
    await act(clerk, report, 'advise', { rules: ['B6'], reason: '请选派联络员' })
    const [letter] = await papersOf(report)
    expect(letter).toMatchObject({ kind: 'improvementLetter', state: 'issued', organization: { code: 'B1' } })
    expect(letter?.values).toMatchObject({ year: YEAR, findings: [{ advice: '请选派联络员' }] })
    await act(own, report, 'answer', { answer: '已联系街道' })
    expect(await resultsOf('B1')).toEqual([{ year: YEAR, outcome: 'ok' }])
  })
})

test('what was reported for the year before arrives filled, with its source', async () => {
  const before = await draftReportYear(keyed(clerk), {
    year: 2024,
    questionSet: 'annual-report-party',
    dueOn: '2999-01-10',
  })
  await openCensus(keyed(clerk), before.id)
  const { returns } = await listReturns(clerk, before.id, { limit: 200 })
  const id = returns.find((one) => one.code === 'B2')?.id ?? ''
  await saveReturn(keyed(clerk), id, { seen: 0, answers: { staff: 9, ...ANSWERS, dutiesDone: true } })
  await submitReturn(keyed(clerk), id, 1)
  await actOnReturn(keyed(clerk), id, { action: 'confirm', form: {}, seen: (await getReturn(clerk, id)).caseVersion })
  const own = await city.deskOf([{ role: 'organization', organization: 'B2' }])
  for (const desk of [clerk, own]) {
    const { prefill } = await getReturn(desk, await returnOf('B2'))
    expect(prefill['dutiesDone']).toMatchObject({ value: true, source: { kind: 'census', title: '2024 年度报告' } })
  }
})

describe('a report with something to put right', () => {
  let report: CaseView
  let own: Desk
  beforeAll(async () => {
    report = await received('B3', { notBuiltReason: 'noVenue', notBuiltNote: '暂无场所' })
    own = await city.deskOf([{ role: 'organization', organization: 'B3' }])
  })

  test('names only rules that were found to fail', async () => {
    const wrong = act(clerk, report, 'notify', { ...NOTICE, rules: ['B4'] })
    await expect(wrong).rejects.toEqual(refused('OUTCOME_RULE'))
  })

  test('is told before, heard, decided by somebody else, and served', async () => {
    await act(clerk, report, 'notify', NOTICE)
    await expect(act(clerk, report, 'decide', DECISION)).rejects.toEqual(refused('CASE_OUT_OF_ORDER'))
    await act(own, report, 'respond', { statement: '正在筹备' })
    await expect(act(clerk, report, 'decide', DECISION)).rejects.toEqual(refused('CASE_SECOND_PERSON'))
    await expect(act(colleague, report, 'decide', { ...DECISION, reason: ' ' })).rejects.toEqual(refused('CASE_FORM'))
    await expect(act(colleague, report, 'decide', { ...DECISION, cureBy: '2020-01-01' })).rejects.toEqual(
      refused('CASE_DAY_PAST'),
    )
    await act(colleague, report, 'decide', DECISION)
    const today = report.openedOn
    await expect(act(clerk, report, 'serve', { servedOn: '2020-01-01', way: 'post' })).rejects.toEqual(
      refused('SERVED_DAY'),
    )
    const served = await act(clerk, report, 'serve', { servedOn: today, way: 'post' })
    expect(served).toMatchObject({ state: 'served', waits: 'organization', due: DECISION.cureBy })
    expect((await outcomes(report.id)).at(-1)).toMatchObject({ outcome: 'rectify', isAdverse: true, servedOn: today })
    const papers = await papersOf(report)
    expect(papers.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'priorNotice issued',
      'rectificationNotice issued',
    ])
    expect(papers[1]).toMatchObject({ servedOn: today, servedWay: 'post', values: { cureBy: DECISION.cureBy } })
    expect(papers[1]?.values).toMatchObject({ findings: [{ evidence: '登记人数 3 名' }], legalOrder: 'state' })
  })

  test('keeps enough to find the same proposal again', async () => {
    const kept = (await judgements(report.id)).at(-1)
    const facts = Object.fromEntries((kept?.facts ?? []).map((one) => [one.key, one.value]))
    const question = { asOf: kept?.asOf, policy: kept?.policy, facts }
    const { answer } = await judgeQuestion(clerk.db, clerk, 'annualReport', question)
    expect(answer.findings).toEqual(kept?.findings)
    expect(answer.proposal).toEqual(kept?.proposal)
  })

  test('is appealed against once, decided by a third officer, and counts no more when overturned', async () => {
    await act(own, report, 'appeal', { grounds: '人数有误' })
    const appealed = await getCase(colleague, report.id)
    expect(appealed).toMatchObject({ state: 'appealed', waits: 'superior' })
    for (const one of [clerk, colleague]) {
      await expect(act(one, report, 'uphold', DECISION_ON_APPEAL)).rejects.toEqual(refused('CASE_SECOND_PERSON'))
    }
    await act(third, report, 'overturn', { reason: '人数确有误' })
    expect((await outcomes(report.id)).at(-1)?.overturnedOn).toBe(appealed.openedOn)
    expect(await resultsOf('B3')).toEqual([])
    const states = (await papersOf(report)).map(({ kind, state }) => `${kind} ${state}`)
    expect(states).toEqual(['priorNotice issued', 'rectificationNotice withdrawn', 'reviewDecision issued'])
  })
})

const DECISION_ON_APPEAL = { reason: '事实清楚', evidence: '登记人数', cureBy: '2999-03-01' }

describe('what did not come in by the closing', () => {
  test('is with the authority, is heard, and leads to the abnormal list only after the days for an appeal', async () => {
    await received('B2', { dutiesDone: true })
    await closeCensus(keyed(clerk), campaign)
    const missed = await reportOf('A3')
    expect(missed).toMatchObject({ state: 'missed', waits: 'authority' })
    const notice = { outcome: 'absent', rules: ['order27.absent'], reason: '未报送', evidence: '催报记录' }
    await act(clerk, missed, 'notify', notice)
    await act(clerk, missed, 'recordStatement', {
      statement: '无异议',
      receivedOn: missed.openedOn,
      receivedBy: 'paper',
    })
    await act(colleague, missed, 'decide', { ...DECISION, cureBy: '2999-01-01' })
    await act(colleague, missed, 'serve', { servedOn: missed.openedOn, way: 'post' })
    await city.ask(`update case_file set due_on = trefoil.today() - 1 where id = $1`, [missed.id])
    await expect(act(clerk, missed, 'lapse')).rejects.toEqual(refused('CASE_BY_ITSELF'))
    expect(await runCaseClocks(city.desk, randomUUID)).toBe(1)
    expect(await getCase(clerk, missed.id)).toMatchObject({ state: 'uncured', waits: 'authority' })
    await expect(act(clerk, missed, 'proposeListing', { reason: '未报' })).rejects.toEqual(refused('APPEAL_RUNNING'))
    expect(await resultsOf('A3')).toEqual([{ year: YEAR, outcome: 'absent' }])
    const appeal = { grounds: '正在补报', receivedOn: missed.openedOn, receivedBy: 'paper' }
    await act(clerk, missed, 'recordAppeal', appeal)
    await act(third, missed, 'uphold', DECISION_ON_APPEAL)
    await city.ask(`update case_file set due_on = trefoil.today() - 1 where id = $1`, [missed.id])
    await runCaseClocks(city.desk, randomUUID)
    await act(clerk, missed, 'proposeListing', { reason: '期满仍未报送' })
    const papers = await papersOf(missed)
    expect(papers.map(({ kind }) => kind)).toEqual([
      'priorNotice',
      'adverseDecision',
      'reviewDecision',
      'abnormalProposal',
    ])
    expect(papers[3]).toMatchObject({
      state: 'issued',
      values: { rule: '未按规定参加年度检查（报告）', defence: '无异议' },
    })
  })
})

describe('the abnormal list', () => {
  test('is a case of its own, which ends when its ground is put right', async () => {
    const { id } = await proposeListing(keyed(clerk), { code: 'A3', ground: 'noReport', reason: '未报送年报' })
    const listing = await getCase(clerk, id)
    await act(clerk, listing, 'notify', {
      outcome: 'list',
      rules: ['noReport'],
      reason: '未报送',
      evidence: '催报记录',
    })
    await act(clerk, listing, 'recordStatement', {
      statement: '无',
      receivedOn: listing.openedOn,
      receivedBy: 'spoken',
    })
    await act(colleague, listing, 'decide', DECISION)
    await act(colleague, listing, 'serve', { servedOn: listing.openedOn, way: 'direct' })
    await act(clerk, listing, 'recordCure', { cure: '已补报', receivedOn: listing.openedOn, receivedBy: 'paper' })
    expect(await act(clerk, listing, 'acceptCure')).toMatchObject({ state: 'removed', waits: null })
  })

  test('is not for an officer of the organization itself', async () => {
    const { id } = await proposeListing(keyed(clerk), { code: 'A2', ground: 'unreachable', reason: '无法联系' })
    const both = await city.deskOf([{ role: 'officer' }, { role: 'organization', organization: 'A2' }])
    const notice = { outcome: 'list', rules: ['unreachable'], reason: '无法联系', evidence: '两次退信' }
    await expect(act(both, await getCase(both, id), 'notify', notice)).rejects.toEqual(refused('CASE_OWN'))
  })
})

test('a report of whom nobody is known to register is with the office that sent the year out', async () => {
  await importSheets(city.desk, { organizations: [organization('N1')] }, '2023-01-01')
  const plan = { year: YEAR - 2, questionSet: 'annual-report-party', dueOn: '2999-01-10' }
  const { id } = await draftReportYear(keyed(clerk), plan)
  await openCensus(keyed(clerk), id)
  await closeCensus(keyed(clerk), id)
  const { cases } = await listCases(clerk, { box: 'open', kind: 'annualReport', limit: 200 })
  const [mine] = cases.filter((one) => one.subject['code'] === 'N1')
  const file = await getCase(clerk, mine?.id ?? '')
  const known = "select count(*)::integer as count from organization o, registration_desk(o.id) where o.code = 'N1'"
  expect(await city.ask(known)).toEqual([{ count: 0 }])
  expect(file.parties['authority']).toBe('民政局党委')
})
