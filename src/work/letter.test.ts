import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importSheets, openTestDesk, organization, SMALL_CITY, type TestDesk } from '../../test/import-desk.ts'
import type { Form } from '../domain/case.ts'
import { paperText } from '../domain/paper.ts'
import type { REFUSALS } from '../domain/refusal.ts'
import { actInCase, getCase, type CaseView } from './case.ts'
import { listCaseOutcomes } from './case-outcome.ts'
import type { Desk } from './desk.ts'
import { previewLetters } from './letter.ts'
import { proposeListing } from './listing.ts'
import { getPaperView, listPapers, servePaper, withdrawPaper, type PaperView } from './paper.ts'
import { verifyPaper } from './paper-verify.ts'

let city: TestDesk
let clerk: Desk
let colleague: Desk
let third: Desk
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  await importSheets(
    city.desk,
    { organizations: ['N1', 'N2', 'N3'].map((code) => organization(code, { placeCode: '320402001' })) },
    '2023-01-01',
  )
  clerk = await city.deskOf([{ role: 'officer' }])
  colleague = await city.deskOf([{ role: 'officer' }])
  third = await city.deskOf([{ role: 'officer' }])
})
afterAll(() => city.close())

const keyed = (desk: Desk): Desk => ({ ...desk, key: randomUUID() })
const refused = (code: keyof typeof REFUSALS) => expect.objectContaining({ code })

async function act(desk: Desk, one: CaseView, action: string, form: Form = {}): Promise<CaseView> {
  const { version } = await getCase(desk, one.id)
  return actInCase(keyed(desk), one.id, { action, form, seen: version })
}

async function proposed(code: string): Promise<CaseView> {
  const { id } = await proposeListing(keyed(clerk), { code, ground: 'noReport', reason: '未报送' })
  return getCase(clerk, id)
}

/** The papers of a case, in the order of their actions. */
async function papersOf({ id }: CaseView): Promise<PaperView[]> {
  const { papers } = await listPapers(clerk, { case: id })
  const views = await Promise.all(papers.map((one) => getPaperView(clerk, one.id)))
  return views.toSorted((a, b) => (a.draftedAt < b.draftedAt ? -1 : 1))
}

const NOTICE = { outcome: 'list', rules: ['noReport'], reason: '未报送年度报告', evidence: '催报记录' }
const DECISION = { reason: '事实清楚', evidence: '催报记录', reply: '未采纳', cureBy: '2999-02-01' }

async function decided(code: string): Promise<CaseView> {
  const one = await proposed(code)
  await act(clerk, one, 'notify', NOTICE)
  await act(clerk, one, 'recordStatement', { statement: '正在补报', receivedOn: one.openedOn, receivedBy: 'paper' })
  return act(colleague, one, 'decide', DECISION)
}

describe('the papers of an outcome', () => {
  test('are issued with the notice, the decision and what was decided on appeal, each numbered', async () => {
    const one = await decided('A1')
    await act(clerk, one, 'serve', { servedOn: one.openedOn, way: 'post' })
    await act(clerk, one, 'recordAppeal', { grounds: '已经补报', receivedOn: one.openedOn, receivedBy: 'paper' })
    await act(third, one, 'uphold', { reason: '事实清楚', evidence: '催报记录', cureBy: '2999-03-01' })
    const papers = await papersOf(one)
    expect(papers.map(({ kind, state }) => [kind, state])).toEqual([
      ['priorNotice', 'issued'],
      ['adverseDecision', 'issued'],
      ['reviewDecision', 'issued'],
    ])
    const numbers = papers.map((paper) => paper.number)
    expect(new Set(numbers).size).toBe(3)
    expect(numbers.every((number) => /〔\d{4}〕\d+号$/.test(number ?? ''))).toBe(true)
  })

  test('say the ground, the facts with their day, the pack, the statement, the cure, and who hears an appeal until when', async () => {
    const one = await decided('A2')
    const [, decision] = await papersOf(one)
    const { outcomes } = await listCaseOutcomes(clerk, one.id)
    const said = decision === undefined ? '' : paperText(decision.model)
    const words = ['未按规定报送年度报告', '（cn-3204-example-2018）', '正在补报', '未采纳', '2999年2月1日', '行政复议']
    for (const word of words) expect(said).toContain(word)
    expect(outcomes.at(-1)).toMatchObject({ appealBy: null, servedOn: null })
    expect(decision?.values['appeal.by']).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  })

  test('are served in the case: one fact, also on the paper, and nowhere else', async () => {
    const one = await decided('A3')
    const [notice, decision] = await papersOf(one)
    const service = { day: one.openedOn, way: 'direct' } as const
    await expect(servePaper(keyed(clerk), decision?.id ?? '', service)).rejects.toEqual(refused('LETTER_SERVED'))
    await servePaper(keyed(clerk), notice?.id ?? '', service)
    await act(clerk, one, 'serve', { servedOn: one.openedOn, way: 'left' })
    const served = await getPaperView(clerk, decision?.id ?? '')
    expect(served).toMatchObject({ servedOn: one.openedOn, servedWay: 'left', isServedInCase: true })
    const [outcome] = (await listCaseOutcomes(clerk, one.id)).outcomes
    expect(outcome).toMatchObject({ servedOn: one.openedOn, appealBy: served.values['appeal.by'] })
  })

  test('go out on paper where the organization has no account', async () => {
    const one = await decided('B1')
    expect((await papersOf(one)).map((paper) => paper.toPrint)).toEqual([true, true])
    await city.deskOf([{ role: 'organization', organization: 'B1' }])
    expect((await papersOf(one)).map((paper) => paper.toPrint)).toEqual([false, false])
  })

  test('are seen by the organization', async () => {
    const one = await decided('B2')
    const own = await city.deskOf([{ role: 'organization', organization: 'B2' }])
    expect((await listPapers(own, { case: one.id })).total).toBe(2)
  })
})

describe('a paper that an act of a case issued', () => {
  const verified = async (paper: PaperView | undefined) => (await verifyPaper(clerk, paper?.code ?? '')).paper?.state

  test('is withdrawn by no hand, whoever serves its office', async () => {
    const one = await decided('N1')
    const papers = await papersOf(one)
    expect(papers.map(({ isOfAct }) => isOfAct)).toEqual([true, true])
    for (const { id, version } of papers) {
      const byHand = withdrawPaper(keyed(clerk), id, { why: '有误', seen: version })
      await expect(byHand).rejects.toEqual(refused('LETTER_WITHDRAWN'))
      const change = `update paper set state = 'withdrawn', version = version + 1, withdrawn_on = today(),
        withdrawn_zh = 'x', withdrawn_en = 'x', withdrawn_why = 'x' where id = $1`
      await expect(city.ask(change, [id])).rejects.toThrow('paper_of_act_withdrawn')
    }
  })

  test('is withdrawn by the appeal that overturns it, and whoever checks it is told; the notice stays', async () => {
    const one = await decided('N2')
    await act(clerk, one, 'serve', { servedOn: one.openedOn, way: 'post' })
    await act(clerk, one, 'recordAppeal', { grounds: '已经补报', receivedOn: one.openedOn, receivedBy: 'paper' })
    await act(third, one, 'overturn', { reason: '已经补报' })
    const [notice, decision, review] = await papersOf(one)
    expect([notice?.state, decision?.state, review?.state]).toEqual(['issued', 'withdrawn', 'issued'])
    expect(decision?.withdrawnWhy).toContain('撤销决定')
    expect([await verified(decision), await verified(review)]).toEqual(['withdrawn', 'issued'])
  })

  test('is withdrawn with the proposal that is given up', async () => {
    const one = await proposed('N3')
    await act(clerk, one, 'notify', NOTICE)
    await act(clerk, one, 'drop', { reason: '已经补报' })
    const [notice] = await papersOf(one)
    expect([notice?.state, await verified(notice)]).toEqual(['withdrawn', 'withdrawn'])
  })
})

describe('a paper that lacks something', () => {
  test('refuses the whole act, and nothing is written', async () => {
    const one = await proposed('B3')
    const blank = { ...NOTICE, evidence: '。' }
    await expect(act(clerk, one, 'notify', blank)).rejects.toEqual(refused('PAPER_VALUE_MISSING'))
    const personal = { ...NOTICE, evidence: `证件 ${['320402', '19900101', '0018'].join('')}` }
    await expect(act(clerk, one, 'notify', personal)).rejects.toEqual(refused('PAPER_VALUE_PERSON'))
    expect(await getCase(clerk, one.id)).toMatchObject({ state: 'proposed', version: one.version })
    expect(await papersOf(one)).toEqual([])
    expect(await city.ask('select from judgement where case_id = $1', [one.id])).toEqual([])
  })
})

describe('the letter before it is sent', () => {
  test('says what the issued paper says, and writes nothing', async () => {
    const one = await proposed('B3')
    const { letters } = await previewLetters(clerk, one.id, { action: 'notify', form: NOTICE })
    expect(letters[0]?.missing).toEqual([])
    expect(await papersOf(one)).toEqual([])
    await act(clerk, one, 'notify', NOTICE)
    const [issued] = await papersOf(one)
    expect(issued?.values).toEqual(letters[0]?.values)
  })

  test('names what the form does not say yet', async () => {
    const one = await proposed('B3')
    const { letters } = await previewLetters(clerk, one.id, { action: 'notify', form: {} })
    expect(letters[0]?.missing).toEqual(['proposed', 'rule', 'reasons', 'evidence'])
  })

  test('is none where the action issues no paper', async () => {
    const one = await proposed('B3')
    expect(await previewLetters(clerk, one.id, { action: 'withdraw', form: {} })).toEqual({ letters: [] })
  })
})
