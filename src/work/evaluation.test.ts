import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  applied,
  fullAnswers,
  keyed,
  LOOKED_UP,
  openEvaluationCity,
  publishedCall,
  SHEET,
  VETO_DECISION,
  VETO_NOTICE,
  vetoed,
  voted,
  type EvaluationCity,
} from '../../test/evaluation-desk.ts'
import { importSheets, organization } from '../../test/import-desk.ts'
import { addDays } from '../domain/day.ts'
import { proposeDemotion } from './demotion.ts'
import { draftCall, getCall, publishCall } from './evaluation-call.ts'
import { applyForEvaluation, inviteToEvaluation } from './evaluation-open.ts'
import { fileSelf, saveSelf } from './evaluation-self.ts'
import { listRelated } from './party-case.ts'

let city: EvaluationCity
let call: string
beforeAll(async () => {
  city = await openEvaluationCity()
  call = await publishedCall(city)
})
afterAll(() => city.close())

const code = (value: string) => expect.objectContaining({ code: value })
const gradeOf = async (organizationCode: string) =>
  (
    await city.ask<{ grade: string | null }>(
      `select f.grade from organization o join organization_fact f on f.organization_id = o.id and upper_inf(f.known)
        and f.valid @> today() where o.code = $1`,
      [organizationCode],
    )
  )[0]?.grade

test('an organization with its own branch goes from the call to a grade on the register', async () => {
  const life = await voted(city, call, 'B2', { totals: [930, 920, 925.5], grade: '4A' })
  await life.act(city.first, 'clear')
  await life.act(city.first, 'publish', { where: '民政局网站' })
  await life.runOut()
  await life.act(city.first, 'confirm', { document: '常民评〔2026〕1号' })
  const view = await life.view()
  expect(view.found).toMatchObject({
    score: 925.17,
    gradeByScore: '4A',
    panelGrade: '4A',
    grade: '4A',
    isVetoed: false,
  })
  expect([view.case.state, view.grade, view.gradeValidTo]).toEqual(['confirmed', '4A', addYears(city.today, 5)])
  expect(await gradeOf('B2')).toBe('4A')
  const proposal = { code: 'B2', ground: 'fraud', reason: '材料不实' } as const
  const demotion = await proposeDemotion(keyed(city.first), proposal)
  const related = async (id: string) => (await listRelated(city.first, id)).cases.map((one) => one.id)
  expect([await related(life.id), await related(demotion.id)]).toEqual([[demotion.id], [life.id]])
})

function addYears(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`
}

test('a grade above the power of the city is a recommendation, and the result from above is never higher', async () => {
  const life = await voted(city, call, 'A1', { totals: [990, 990, 990], grade: '5A' })
  await life.act(city.first, 'clear')
  await life.act(city.first, 'publish', { where: '网站' })
  await life.runOut()
  await expect(life.act(city.first, 'confirm', { document: '1号' })).rejects.toEqual(code('GRADE_ABOVE'))
  await life.act(city.first, 'recommend')
  const result = (grade: string) => ({ grade, document: '省〔2026〕1号', announcedOn: city.today })
  await life.act(city.first, 'recordResult', result('4A'))
  expect([(await life.view()).grade, await gradeOf('A1')]).toEqual(['4A', '4A'])
})

describe('the veto', () => {
  let other: string
  beforeAll(async () => {
    other = await publishedCall(city, '一票否决')
  })

  test('caps the grade by two officers, keeps score and grade, and is told with its remedies', async () => {
    const life = await voted(city, other, 'V1', { totals: [930, 930, 930], grade: '4A' })
    await expect(life.act(city.first, 'clear')).rejects.toEqual(code('VETO_STANDS'))
    await life.act(city.first, 'vetoNotify', VETO_NOTICE)
    await life.act(life.own, 'vetoRespond', { statement: '正在筹建' })
    await expect(life.act(city.first, 'vetoDecide', VETO_DECISION)).rejects.toEqual(code('CASE_SECOND_PERSON'))
    await life.act(city.second, 'vetoDecide', VETO_DECISION)
    await life.act(city.first, 'vetoServe', { servedOn: city.today, way: 'direct' })
    const view = await life.view(life.own)
    expect(view.found).toMatchObject({ score: 930, gradeByScore: '4A', panelGrade: '4A', grade: '2A', isVetoed: true })
    expect(view.outcomes.at(-1)?.remedies.length).toBeGreaterThan(0)
    await life.act(life.own, 'vetoAccept')
    await life.act(city.first, 'publishVeto', { where: '网站' })
    await life.runOut()
    await life.act(city.first, 'confirm', { document: '2号' })
    expect(await gradeOf('V1')).toBe('2A')
    expect((await life.view()).found).toMatchObject({ score: 930, panelGrade: '4A' })
  })

  test('is announced by nobody while it can still be appealed against', async () => {
    const life = await voted(city, await publishedCall(city, '申诉期'), 'V2', { totals: [930, 930, 930], grade: '4A' })
    await vetoed(city, life)
    await life.runOut()
    await life.act(city.first, 'publishVeto', { where: '网站' })
    await life.runOut()
    await expect(life.act(city.first, 'confirm', { document: '3号' })).rejects.toEqual(code('APPEAL_RUNNING'))
  })

  test('is lifted when it is put right before the announcement, and not before', async () => {
    const life = await voted(city, other, 'V2', { totals: [930, 930, 930], grade: '4A' })
    await vetoed(city, life)
    await life.act(life.own, 'vetoCure', { cure: '已批复成立党支部' })
    await expect(life.act(city.first, 'vetoAcceptCure')).rejects.toEqual(code('VETO_STANDS'))
    await importSheets(
      city.desk,
      {
        partyOrganizations: [
          { id: 'PV', name: '支部', level: '党支部', formation: '单独', foundedOn: city.today, covers: 'V2' },
        ],
      },
      city.today,
    )
    await life.act(city.first, 'vetoAcceptCure')
    const { found, case: file } = await life.view()
    expect([file.state, found?.grade, found?.isVetoed]).toEqual(['cleared', '4A', false])
  })

  test('stays off where an exemption holds, below its scope, or with another effect than the pack has', async () => {
    const few = await voted(city, other, 'W1', { totals: [930, 930, 930], grade: '4A' })
    await expect(few.act(city.first, 'vetoNotify', VETO_NOTICE)).rejects.toEqual(code('VETO_EXEMPT'))
    await expect(few.act(city.first, 'vetoNotify', { ...VETO_NOTICE, exemption: 'officer' })).rejects.toEqual(
      code('VETO_EXEMPT'),
    )
    await few.act(city.first, 'clear')
    const fresh = voted(city, await publishedCall(city, '新近'), 'V1', { totals: [820, 820, 820], grade: '2A' })
    await expect(fresh).rejects.toEqual(code('EVALUATION_NOT_ELIGIBLE'))
    const low = await voted(city, await publishedCall(city, '低等级'), 'B3', { totals: [820, 820, 820], grade: '2A' })
    await expect(low.act(city.first, 'vetoNotify', VETO_NOTICE)).rejects.toEqual(code('VETO_OUT_OF_SCOPE'))
    await low.act(city.first, 'clear')
  })

  test.each([
    ['a reason', { reason: '' }],
    ['evidence', { evidence: '' }],
    ['the look at exemptions', { exemption: null }],
    ['a rule', { rules: [] }],
  ])('needs %s', async (_what, change) => {
    const life = await voted(city, await publishedCall(city, randomUUID()), 'B3', {
      totals: [930, 930, 930],
      grade: '4A',
    })
    await expect(life.act(city.first, 'vetoNotify', { ...VETO_NOTICE, ...change })).rejects.toEqual(code('CASE_FORM'))
  })
})

test('what may not be evaluated now is told with reasons, ends without a grade, and can be appealed against', async () => {
  await importSheets(city.desk, {
    organizations: [
      organization('N1', { placeCode: '320402001', registeredOn: addDays(city.today, -100), staff: '2' }),
    ],
  })
  const life = await applied(city, call, 'N1')
  const { version } = await saveSelf(keyed(life.own), life.id, { seen: 0, answers: fullAnswers() })
  await fileSelf(keyed(life.own), life.id, version)
  await life.act(city.first, 'lookUp', LOOKED_UP)
  await expect(life.act(city.first, 'admit')).rejects.toEqual(code('EVALUATION_NOT_ELIGIBLE'))
  const notice = { outcome: 'notEligible', rules: ['V'], reason: '登记不满两年', evidence: '登记日期' }
  await expect(life.act(city.first, 'notify', notice)).rejects.toEqual(code('OUTCOME_RULE'))
  await life.act(city.first, 'notify', { ...notice, rules: ['E1'] })
  await life.act(life.own, 'respond', { statement: '没有异议' })
  await life.act(city.second, 'decide', {
    reason: '不满两年',
    evidence: '登记日期',
    reply: '无',
    againOn: '2999-01-01',
  })
  await life.act(city.first, 'serve', { servedOn: city.today, way: 'post' })
  await life.act(life.own, 'accept')
  const view = await life.view()
  expect([view.case.state, view.grade, view.found]).toEqual(['notEligible', null, null])
  await expect(
    city.ask(
      `update evaluation set grade = '3A', announced_on = today(), grade_valid_to = today() where case_id = $1`,
      [life.id],
    ),
  ).rejects.toThrow('confirmed')
})

test('an officer takes no part in a case about her own organization', async () => {
  const both = await city.deskOf([
    { role: 'officer', place: '320400' },
    { role: 'organization', organization: 'A2' },
  ])
  const life = await applied(city, call, 'A2')
  const { version } = await saveSelf(keyed(life.own), life.id, { seen: 0, answers: fullAnswers() })
  await fileSelf(keyed(life.own), life.id, version)
  await expect(life.act(both, 'lookUp', LOOKED_UP)).rejects.toEqual(code('CASE_OWN'))
})

describe('a self-assessment', () => {
  test('arrives with what the register knows, is filed only whole, and names what is missing', async () => {
    const other = await publishedCall(city, '自评')
    const life = await applied(city, other, 'A2')
    expect((await life.view(life.own)).filled).toEqual({ partyCoverage: { points: 20, step: 0 } })
    const all = Object.fromEntries(Object.entries(fullAnswers()).filter(([id]) => id !== 'partyCoverage'))
    const { council: _, ...rest } = all
    const saved = await saveSelf(keyed(life.own), life.id, { seen: 0, answers: rest })
    expect(saved.faults).toMatchObject([{ indicator: 'council', fault: 'missing' }])
    await expect(fileSelf(keyed(life.own), life.id, saved.version)).rejects.toEqual(code('EVALUATION_FAULTS'))
    const empty = { council: { points: 60, note: ' ', documents: [] } }
    const again = await saveSelf(keyed(life.own), life.id, { seen: saved.version, answers: empty })
    expect(again.faults).toMatchObject([{ indicator: 'council', fault: 'evidence' }])
    await expect(saveSelf(keyed(life.own), life.id, { seen: saved.version, answers: empty })).rejects.toEqual(
      code('STALE'),
    )
    const paper = { council: { points: 60, note: '', documents: ['x'] } }
    await expect(saveSelf(keyed(life.own), life.id, { seen: again.version, answers: paper })).rejects.toEqual(
      code('EVALUATION_PAPER'),
    )
    await expect(saveSelf(keyed(city.first), life.id, { seen: again.version, answers: {} })).rejects.toEqual(
      code('NOT_ALLOWED'),
    )
  })
})

describe('a call', () => {
  const plan = () => ({
    title: '下一年度',
    year: Number(city.today.slice(0, 4)),
    sheet: SHEET.id,
    applyBy: city.today,
    vetoOn: city.today,
    kinds: [],
  })

  test('prints the Party factor and the veto with their sources, and keeps them', async () => {
    const { terms, score } = await getCall(city.first, call)
    expect(terms.partyMaximum).toMatchObject({ value: 100, confidence: 'example' })
    expect(terms.veto.effect).toMatchObject({ value: 'capAt', confidence: 'assumed' })
    expect(score.id).toBe(SHEET.id)
  })

  test.each([
    ['a veto before the last day to apply', { vetoOn: '2000-01-01' }],
    ['a last day that is over', { applyBy: '2000-01-01' }],
    ['a year far off', { year: 1999 }],
  ])('is refused with %s', async (_what, change) => {
    await expect(draftCall(keyed(city.first), { ...plan(), ...change })).rejects.toEqual(code('CALL_DAYS'))
  })

  test('is refused with a sheet that is not there, and where the bands of the pack overlap or go beyond it', async () => {
    await expect(draftCall(keyed(city.first), { ...plan(), sheet: 'x' })).rejects.toEqual(code('SHEET_UNKNOWN'))
    const packs = city.desk.packs.map((pack) => {
      const { scoreBands } = pack.gates
      if (scoreBands === undefined) return pack
      const bands = scoreBands.value.map((band) => (band.grade === '5A' ? { ...band, to: 2000 } : band))
      return { ...pack, gates: { ...pack.gates, scoreBands: { ...scoreBands, value: bands } } }
    })
    await expect(draftCall(keyed({ ...city.first, packs }), plan())).rejects.toEqual(code('SHEET_BANDS'))
  })

  test('is for those that it names, once each, and for nobody after its last day', async () => {
    const draft = await draftCall(keyed(city.first), { ...plan(), kinds: ['foundation'] })
    await expect(inviteToEvaluation(keyed(city.first), draft.id, 'A3')).rejects.toEqual(code('CALL_STATE'))
    await publishCall(keyed(city.first), draft.id, draft.version)
    await expect(inviteToEvaluation(keyed(city.first), draft.id, 'A3')).rejects.toEqual(code('CALL_NOT_FOR'))
    const open = await publishedCall(city, '一次')
    await inviteToEvaluation(keyed(city.first), open, 'A3')
    await expect(inviteToEvaluation(keyed(city.first), open, 'A3')).rejects.toEqual(code('EVALUATION_THERE'))
    const reader = await city.deskOf([{ role: 'officer', place: '320404' }])
    await expect(inviteToEvaluation(keyed(reader), open, 'B1')).rejects.toEqual(code('CALL_NOT_YOURS'))
    const own = await city.deskOf([{ role: 'organization', organization: 'A3' }])
    await expect(applyForEvaluation(keyed(own), open, 'B1')).rejects.toEqual(code('NOT_FOUND'))
  })
})
