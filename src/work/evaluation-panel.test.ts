import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  applied,
  fullAnswers,
  keyed,
  LOOKED_UP,
  openEvaluationCity,
  publishedCall,
  scoreAs,
  scoresOf,
  SHEET,
  VOTE,
  type EvaluationCity,
  type Life,
} from '../../test/evaluation-desk.ts'
import { importSheets, organization } from '../../test/import-desk.ts'
import { addDays } from '../domain/day.ts'
import { asActor } from '../store/connection.ts'
import { tellExperts } from '../store/evaluation-expert.ts'
import { getCase } from './case.ts'
import {
  castBallot,
  declareForPanel,
  getPanel,
  handInScores,
  listCandidates,
  listMyPanels,
  namePanel,
  saveScores,
} from './evaluation-panel.ts'
import { fileSelf, saveSelf } from './evaluation-self.ts'
import { getPaperView, listPapers } from './paper.ts'
import { listNotices } from './notice.ts'
import type { Desk } from './desk.ts'
import { whoAmI } from './session.ts'

let city: EvaluationCity
let call: string
beforeAll(async () => {
  city = await openEvaluationCity()
  call = await publishedCall(city)
})
afterAll(() => city.close())

const code = (value: string) => expect.objectContaining({ code: value })

describe('the panel', () => {
  let life: Life
  beforeAll(async () => {
    life = await applied(city, call, 'B1')
    const { version } = await saveSelf(keyed(life.own), life.id, { seen: 0, answers: fullAnswers() })
    await fileSelf(keyed(life.own), life.id, version)
    await life.act(city.first, 'lookUp', LOOKED_UP)
    await life.act(city.first, 'admit')
  })
  const name = async (experts: readonly number[], panel: 'first' | 'review' = 'first') =>
    namePanel(keyed(city.first), life.id, { panel, experts, seen: (await getCase(city.first, life.id)).version })
  const ids = (...at: number[]) => at.map((one) => city.experts[one]?.id ?? 0)
  const expert = (at: number) => city.experts[at]?.desk ?? city.desk

  test('has three experts at least, of those who can be named, and nobody who spoke for the organization', async () => {
    await city.ask(
      `insert into grant_of (account_id, role, organization_id, valid) select $1, 'organization', id, '[2020-01-01,)' from organization where code = 'B1'`,
      [ids(6)[0]],
    )
    await expect(name(ids(0, 1))).rejects.toEqual(code('PANEL_SMALL'))
    await expect(name([...ids(0, 1), 1])).rejects.toEqual(code('PANEL_UNKNOWN'))
    await expect(name(ids(0, 1, 6))).rejects.toEqual(code('PANEL_RECUSED'))
    const { experts } = await listCandidates(city.first, life.id)
    expect(experts.filter((one) => one.isRecused).map((one) => one.id)).toEqual(ids(6))
    await name(ids(0, 1, 2))
  })

  const told = async (by: Desk) =>
    (await listNotices(by, {})).notices.filter((one) => one.opens.case === life.id && one.topic === 'named')

  test('tells each who was named, once, of organization and call alone, and nobody else', async () => {
    const [notice, ...more] = await told(expert(1))
    expect([more, notice?.isRead, notice?.isSettled]).toEqual([[], false, false])
    const { name: organizationName, call: about } = await life.view()
    expect(notice?.text.zh).toBe(`${organizationName}：您被列入“${about.title}”的专家组，请先申报，再评审。`)
    for (const by of [expert(5), life.own, city.first]) expect(await told(by)).toEqual([])
    const forged = asActor(city.second.db, city.second.token, (tx) =>
      tellExperts(tx, life.id, { panel: 'first', accounts: ids(1), params: { name: '甲' } }),
    )
    await expect(forged).rejects.toThrow('Only who names an expert tells her.')
  })

  test('shows the evidence after the declaration only, and never to who stands back', async () => {
    const before = await getPanel(expert(0), life.id)
    expect(before.evidence).toBeNull()
    await expect(saveScores(keyed(expert(0)), life.id, { scores: {}, seen: before.version })).rejects.toEqual(
      code('PANEL_UNDECLARED'),
    )
    const recent = addDays(city.today, -300)
    const back = await declareForPanel(keyed(expert(0)), life.id, {
      servedUntil: recent,
      hasInterest: false,
      seen: before.version,
    })
    expect([back.isRecused, back.evidence, back.name]).toEqual([true, null, ''])
    expect(await told(expert(0))).toEqual([])
    await expect(saveScores(keyed(expert(0)), life.id, { scores: {}, seen: back.version })).rejects.toEqual(
      code('PANEL_STOOD_BACK'),
    )
    const long = addDays(city.today, -800)
    const seen = (await getPanel(expert(1), life.id)).version
    const stays = await declareForPanel(keyed(expert(1)), life.id, { servedUntil: long, hasInterest: false, seen })
    expect([stays.isRecused, stays.evidence?.sheet.id]).toEqual([false, SHEET.id])
    expect((await listMyPanels(expert(1))).panels.map((one) => one.caseId)).toContain(life.id)
  })

  test('refuses points above the maximum, a missing reason, and another expert’s seat', async () => {
    const { version } = await getPanel(expert(1), life.id)
    const given = (points: number) => ({ scores: { charter: { points, reason: '' } }, seen: version })
    await expect(saveScores(keyed(expert(1)), life.id, given(10.5))).rejects.toThrow('10 points at most')
    await expect(saveScores(keyed(expert(1)), life.id, given(-1))).rejects.toEqual(code('EVALUATION_FAULTS'))
    await expect(
      saveScores(keyed(expert(1)), life.id, { scores: { other: { points: 1, reason: '' } }, seen: version }),
    ).rejects.toThrow('no indicator')
    await expect(getPanel(expert(5), life.id)).rejects.toEqual(code('NOT_FOUND'))
    await expect(getPanel(life.own, life.id)).rejects.toEqual(code('NOT_FOUND'))
  })

  test('gives an opinion when all have handed in who do not stand back, and enough are left', async () => {
    await expect(life.act(city.first, 'opine', { opinion: '可' })).rejects.toEqual(code('PANEL_WAITS'))
    await name(ids(3))
    expect([await told(expert(1)), await told(expert(3))].map(({ length }) => length)).toEqual([1, 1])
    const { version } = await getPanel(expert(1), life.id)
    const saved = await saveScores(keyed(expert(1)), life.id, { scores: scoresOf(900), seen: version })
    expect(saved.evidence?.faults).toEqual([])
    await handInScores(keyed(expert(1)), life.id, saved.version)
    await expect(saveScores(keyed(expert(1)), life.id, { scores: {}, seen: saved.version + 1 })).rejects.toEqual(
      code('PANEL_OVER'),
    )
    await scoreAs(expert(2), life.id, 880)
    await scoreAs(expert(3), life.id, 860)
    expect((await told(expert(3)))[0]?.isSettled).toBe(false)
    await life.act(city.first, 'opine', { opinion: '可' })
    expect((await told(expert(3)))[0]?.isSettled).toBe(true)
    const { found, seats } = await life.view()
    expect([found?.score, found?.partyScore, found?.gradeByScore]).toEqual([880, 100, '3A'])
    expect(seats).toHaveLength(4)
    expect((await life.view(life.own)).seats).toEqual([])
    expect((await life.view(life.own)).found).toBeNull()
  })

  test.each([
    ['counts that do not add up', { present: 6 }, 'VOTE_COUNTS'],
    ['too few present', { present: 5, inFavour: 5, against: 0 }, 'VOTE_QUORUM'],
    ['not more than half of all', { inFavour: 4, against: 3 }, 'VOTE_MAJORITY'],
    ['a grade above the score', { grade: '4A' }, 'VOTE_GRADE'],
  ])('and no vote counts with %s', async (_what, change, refusal) => {
    await expect(life.act(city.first, 'vote', { ...VOTE('3A'), ...change })).rejects.toEqual(code(refusal))
  })

  test('is reviewed by others, by more than half of all of them, and delivered by another officer', async () => {
    await expect(life.act(city.first, 'clear')).rejects.toEqual(code('CASE_OUT_OF_ORDER'))
    await life.act(city.first, 'vote', VOTE('3A'))
    // B1 has fewer than three members and nobody looks after it: no work coverage, and so the veto.
    await expect(life.act(city.first, 'clear')).rejects.toEqual(code('VETO_STANDS'))
    await importSheets(
      city.desk,
      { organizations: [organization('B1', { placeCode: '320404001', instructor: 'yes' })] },
      city.today,
    )
    await life.act(city.first, 'clear')
    await life.act(city.first, 'publish', { where: '网站' })
    await life.act(life.own, 'requestReview', { grounds: '材料未看全' })
    await expect(name(ids(1, 4, 5), 'review')).rejects.toEqual(code('PANEL_TAKEN'))
    await city.ask(`delete from grant_of where account_id = $1`, [ids(6)[0]])
    await name(ids(4, 5, 6), 'review')
    expect((await getPanel(expert(4), life.id)).review).toBeNull()
    for (const at of [4, 5, 6]) {
      const { version } = await getPanel(expert(at), life.id)
      await declareForPanel(keyed(expert(at)), life.id, { servedUntil: null, hasInterest: false, seen: version })
    }
    const asked = (await getPanel(expert(4), life.id)).review
    expect([asked?.grounds, asked?.found?.score, asked?.found?.panelGrade]).toEqual(['材料未看全', 880, '3A'])
    expect((await getPanel(expert(1), life.id)).review).toBeNull()
    expect((await whoAmI(expert(4))).menu.panels).toBe(1)
    const cast = async (at: number, ballot: 'uphold' | 'change' | 'abstain') =>
      castBallot(keyed(expert(at)), life.id, {
        ballot,
        reason: '理由',
        seen: (await getPanel(expert(at), life.id)).version,
      })
    await cast(4, 'change')
    expect((await whoAmI(expert(4))).menu.panels).toBe(0)
    const counts = { members: 3, uphold: 0, change: 1, abstain: 0 }
    expect((await life.view()).ballots).toEqual({ ...counts, result: 'open' })
    expect((await life.view(life.own)).ballots).toBeNull()
    await expect(life.act(city.second, 'grantReview', { reason: '重新表决' })).rejects.toEqual(code('REVIEW_OPEN'))
    await cast(5, 'change')
    expect((await life.view()).ballots).toEqual({ ...counts, change: 2, result: 'changed' })
    await expect(life.act(city.first, 'grantReview', { reason: '重新表决' })).rejects.toEqual(
      code('CASE_SECOND_PERSON'),
    )
    await life.act(city.second, 'grantReview', { reason: '重新表决' })
    expect((await life.view()).case.state).toBe('opined')
    const papers = () => listPapers(city.first, { case: life.id })
    const [review] = (await listPapers(city.first, { case: life.id, kind: 'evaluationReview' })).papers
    const { values } = await getPaperView(city.first, review?.id ?? '')
    expect(values).toMatchObject({ request: '材料未看全', decision: '撤销原评估意见，由评估委员会重新表决' })
    await life.act(city.first, 'vote', VOTE('3A'))
    await life.act(city.first, 'clear')
    await life.act(city.first, 'publish', { where: '网站' })
    const states = (await papers()).papers.map(({ kind, state }) => `${kind} ${state}`)
    expect(states.toSorted()).toEqual([
      'evaluationPublicNotice issued',
      'evaluationPublicNotice withdrawn',
      'evaluationResult issued',
      'evaluationResult withdrawn',
      'evaluationReview issued',
    ])
  })
})
