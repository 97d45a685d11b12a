import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  applied,
  fullAnswers,
  keyed,
  LOOKED_UP,
  openEvaluationCity,
  publishedCall,
  VETO_DECISION,
  VETO_NOTICE,
  vetoed,
  voted,
  type EvaluationCity,
  type Life,
} from '../../test/evaluation-desk.ts'
import { importSheets, organization } from '../../test/import-desk.ts'
import { addDays, yearsLater } from '../domain/day.ts'
import { paperText } from '../domain/paper.ts'
import { actInCase, getCase, type CaseView } from './case.ts'
import { proposeDemotion } from './demotion.ts'
import { fileSelf, saveSelf } from './evaluation-self.ts'
import { previewLetters } from './letter.ts'
import { getPaperView, listPapers, withdrawPaper, writePaper, type PaperView } from './paper.ts'
import { verifyPaper } from './paper-verify.ts'

let city: EvaluationCity
let call: string
beforeAll(async () => {
  city = await openEvaluationCity()
  call = await publishedCall(city)
})
afterAll(() => city.close())

const code = (value: string) => expect.objectContaining({ code: value })

/** The papers of a case, in the order of its actions and their numbers. */
async function papersOf(id: string): Promise<PaperView[]> {
  const rows = await city.ask<{ id: string }>(
    `select id from paper where case_id = $1 order by case_seq, kind = 'evaluationCertificate', kind = 'evaluationResult'`,
    [id],
  )
  return Promise.all(rows.map((one) => getPaperView(city.first, one.id)))
}
const kindsOf = (papers: readonly PaperView[]) => papers.map(({ kind, state }) => `${kind} ${state}`)
const wordsOf = (paper: PaperView | undefined) => (paper === undefined ? '' : paperText(paper.model))
const verified = async (paper: PaperView | undefined) => (await verifyPaper(city.first, paper?.code ?? '')).paper

async function confirmed(organizationCode: string, grade: string, under = call): Promise<Life> {
  const life = await voted(city, under, organizationCode, { totals: [930, 930, 930], grade })
  await life.act(city.first, 'clear')
  await life.act(city.first, 'publish', { where: '民政局网站' })
  await life.runOut()
  await life.act(city.first, 'confirm', { document: '常民评〔2026〕1号' })
  return life
}

describe('an evaluation', () => {
  test('tells the public grades alone, the organization its score and review, and ends with decision and certificate', async () => {
    const life = await confirmed('B2', '4A')
    const papers = await papersOf(life.id)
    expect(kindsOf(papers)).toEqual([
      'evaluationPublicNotice issued',
      'evaluationResult issued',
      'gradeDecision issued',
      'evaluationCertificate issued',
    ])
    const [told, result, decision, certificate] = papers
    expect([wordsOf(told).includes('4A'), wordsOf(told).includes('930')]).toEqual([true, false])
    for (const word of ['930分', '4A', '申请复核', '（cn-3204-example-2018）']) expect(wordsOf(result)).toContain(word)
    for (const word of ['4A', '赞成6名', '行政复议']) expect(wordsOf(decision)).toContain(word)
    const validTo = yearsLater(city.today, 5)
    expect(certificate).toMatchObject({
      number: expect.stringMatching(/〔\d{4}〕\d+号$/),
      values: { grade: '4A', validTo },
    })
    expect(await verified(certificate)).toMatchObject({ state: 'issued', grade: '4A', validTo, isOver: false })
    expect((await listPapers(life.own, { case: life.id })).total).toBe(4)
  })

  test('shows before what each paper will say, and writes none of it', async () => {
    const life = await voted(city, call, 'W1', { totals: [930, 930, 930], grade: '4A' })
    await life.act(city.first, 'clear')
    const { letters } = await previewLetters(city.first, life.id, { action: 'publish', form: { where: '网站' } })
    expect(letters.map(({ template, missing }) => [template.id, missing])).toEqual([
      ['evaluation-public-notice', []],
      ['evaluation-result', []],
    ])
    expect(await papersOf(life.id)).toEqual([])
    await life.act(city.first, 'publish', { where: '网站' })
    expect((await papersOf(life.id)).map(({ values }) => values)).toEqual(letters.map(({ values }) => values))
  })

  test('gives no certificate below the grade from which the pack has one', async () => {
    const life = await confirmed('A3', '2A', await publishedCall(city, '低等级'))
    expect(kindsOf(await papersOf(life.id)).at(-1)).toBe('gradeDecision issued')
  })

  test('takes a certificate back by no hand, and writes none by hand', async () => {
    const [certificate] = (await listPapers(city.first, { kind: 'evaluationCertificate' })).papers
    const byHand = withdrawPaper(keyed(city.first), certificate?.id ?? '', { why: '有误', seen: 2 })
    await expect(byHand).rejects.toEqual(code('LETTER_WITHDRAWN'))
    const values = { grade: '5A', validFrom: city.today, validTo: '2999-01-01' }
    const written = writePaper(keyed(city.first), {
      template: 'evaluation-certificate',
      office: 'CITY',
      values,
      organization: 'B2',
    })
    await expect(written).rejects.toEqual(code('PAPER_BY_ACT'))
  })
})

describe('a veto', () => {
  let other: string
  beforeAll(async () => {
    other = await publishedCall(city, '一票否决')
  })

  test('has its notice and its decision, with rule, pack, facts, exemptions, cure and appeal', async () => {
    const life = await voted(city, other, 'V1', { totals: [930, 930, 930], grade: '4A' })
    await vetoed(city, life)
    const papers = await papersOf(life.id)
    expect(kindsOf(papers)).toEqual(['vetoNotice issued', 'vetoDecision issued'])
    const [notice, decision] = papers
    for (const word of ['930分', '4A', '2A', '没有豁免情形', '陈述和申辩']) expect(wordsOf(notice)).toContain(word)
    for (const word of ['正在筹建', '已听取', '（cn-3204-example-2018）', '2999年1月1日', '行政复议']) {
      expect(wordsOf(decision)).toContain(word)
    }
    expect(decision).toMatchObject({ servedOn: city.today, isServedInCase: true })
  })

  test('cannot be on record without its paper', async () => {
    const life = await voted(city, other, 'V2', { totals: [930, 930, 930], grade: '4A' })
    await life.act(city.first, 'vetoNotify', VETO_NOTICE)
    await life.act(life.own, 'vetoRespond', { statement: '正在筹建' })
    const { version } = await getCase(city.first, life.id)
    await city.ask(`create function no_paper() returns trigger language plpgsql as $$ begin
      new.case_seq := null; return new; end $$`)
    await city.ask('create trigger no_paper before insert on paper for each row execute function no_paper()')
    const decided = actInCase(keyed(city.second), life.id, { action: 'vetoDecide', form: VETO_DECISION, seen: version })
    await expect(decided).rejects.toThrow('issued paper')
    await city.ask('drop trigger no_paper on paper')
    expect((await getCase(city.first, life.id)).state).toBe('vetoHeard')
  })

  test('loses its paper with the appeal that overturns it', async () => {
    const life = await voted(city, await publishedCall(city, '申诉'), 'V1', { totals: [930, 930, 930], grade: '4A' })
    await vetoed(city, life)
    await life.act(life.own, 'vetoAppeal', { grounds: '已有筹建方案' })
    const above = await city.deskOf([{ role: 'officer' }])
    await life.act(above, 'vetoOverturn', { reason: '认定有误' })
    const papers = await papersOf(life.id)
    expect(kindsOf(papers)).toEqual(['vetoNotice issued', 'vetoDecision withdrawn', 'reviewDecision issued'])
    expect(await verified(papers[1])).toMatchObject({ state: 'withdrawn', withdrawnOn: city.today })
  })

  test('that was put right takes notice and decision back by that act, and whoever checks them is told so', async () => {
    const life = await voted(city, await publishedCall(city, '整改'), 'V1', { totals: [930, 930, 930], grade: '4A' })
    await vetoed(city, life)
    await life.act(life.own, 'vetoCure', { cure: '已批复成立党支部' })
    const cell = { id: 'PV1', name: '支部', level: '党支部', formation: '单独', foundedOn: city.today, covers: 'V1' }
    await importSheets(city.desk, { partyOrganizations: [cell] }, city.today)
    const before = await papersOf(life.id)
    expect(kindsOf(before)).toEqual(['vetoNotice issued', 'vetoDecision issued'])
    await life.act(city.first, 'vetoAcceptCure')
    expect(kindsOf(await papersOf(life.id))).toEqual(['vetoNotice withdrawn', 'vetoDecision withdrawn'])
    for (const paper of before) expect(await verified(paper)).toMatchObject({ state: 'withdrawn' })
  })
})

test('what may not be evaluated is told with its own notice and decision', async () => {
  await importSheets(city.desk, {
    organizations: [
      organization('N1', { placeCode: '320402001', registeredOn: addDays(city.today, -100), staff: '2' }),
    ],
  })
  const life = await applied(city, call, 'N1')
  const { version } = await saveSelf(keyed(life.own), life.id, { seen: 0, answers: fullAnswers() })
  await fileSelf(keyed(life.own), life.id, version)
  await life.act(city.first, 'lookUp', LOOKED_UP)
  const notice = { outcome: 'notEligible', rules: ['E1'], reason: '登记不满两年', evidence: '登记日期' }
  await life.act(city.first, 'notify', notice)
  await life.act(life.own, 'respond', { statement: '没有异议' })
  const form = { reason: '不满两年', evidence: '登记日期', reply: '无', againOn: '2999-01-01' }
  await life.act(city.second, 'decide', form)
  const papers = await papersOf(life.id)
  expect(kindsOf(papers)).toEqual(['priorNotice issued', 'ineligibleDecision issued'])
  for (const word of ['E1', '2999年1月1日', '行政复议']) expect(wordsOf(papers[1])).toContain(word)
})

describe('a grade that is lowered', () => {
  const act = async (by: EvaluationCity['first'], one: CaseView, action: string, form = {}) =>
    actInCase(keyed(by), one.id, { action, form, seen: (await getCase(by, one.id)).version })

  async function enforced(organizationCode: string, outcome: string): Promise<CaseView> {
    const proposal = { code: organizationCode, ground: 'fraud', reason: '虚报' } as const
    const { id } = await proposeDemotion(keyed(city.first), proposal)
    const one = await getCase(city.first, id)
    await act(city.first, one, 'notify', { outcome, rules: ['fraud'], reason: '虚报', evidence: '核查记录' })
    const statement = { statement: '没有异议', receivedOn: city.today, receivedBy: 'paper' }
    await act(city.first, one, 'recordStatement', statement)
    await act(city.second, one, 'decide', { reason: '事实清楚', evidence: '核查记录', reply: '无' })
    await act(city.first, one, 'serve', { servedOn: city.today, way: 'direct' })
    const own = await city.deskOf([{ role: 'organization', organization: organizationCode }])
    await act(own, one, 'accept')
    return act(city.first, one, 'enforce', { document: '常民评〔2026〕9号' })
  }

  test('has notice and decision, and its certificate is replaced: whoever checks the old one is told', async () => {
    const life = await confirmed('A1', '4A')
    const old = (await papersOf(life.id)).at(-1)
    const { id } = await enforced('A1', 'demoted')
    const papers = await papersOf(id)
    expect(kindsOf(papers)).toEqual(['priorNotice issued', 'demotionDecision issued', 'evaluationCertificate issued'])
    for (const word of ['评估等级由4A降为3A', '评估中弄虚作假', '15日内']) expect(wordsOf(papers[1])).toContain(word)
    const ended = await verified(old)
    expect(ended).toMatchObject({ state: 'withdrawn', withdrawnOn: city.today })
    expect(await verified(papers[2])).toMatchObject({ state: 'issued', grade: '3A', validTo: ended?.validTo })
  })

  test('has no certificate where it is cancelled', async () => {
    const life = await confirmed('A2', '3A')
    const old = (await papersOf(life.id)).at(-1)
    const { id } = await enforced('A2', 'cancelled')
    expect(kindsOf(await papersOf(id))).toEqual(['priorNotice issued', 'demotionDecision issued'])
    expect(await verified(old)).toMatchObject({ state: 'withdrawn' })
  })
})
