import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { creditCode } from '../../test/city.ts'
import { GATES } from '../../test/facts.ts'
import {
  begun,
  certified,
  city,
  CLAUSE,
  closeRegistrations,
  CODES,
  DISTRICT,
  done,
  education,
  givePapers,
  keyed,
  nextCode,
  openRegistrations,
  resultsOf,
  reviewed,
  second,
  standingOf,
  third,
  today,
  window,
} from '../../test/registrations.ts'
import type { Form } from '../domain/case.ts'
import { addDays } from '../domain/day.ts'
import { paperText } from '../domain/paper.ts'
import type { PaperKindName } from '../domain/paper-kind.ts'
import { getCase, runCaseClocks } from './case.ts'
import { listCases } from './case-list.ts'
import { listCaseJudgements, listCaseOutcomes } from './case-outcome.ts'
import { getPaperView, listPapers, type PaperView } from './paper.ts'
import { listRelated, startPartyCase } from './party-case.ts'
import { type RegistrationStart } from './registration.ts'
import { getRegistrationPapers, giveRegistrationPaper } from './registration-paper.ts'

beforeAll(openRegistrations)
afterAll(closeRegistrations)

describe('from founding to a Party organization', () => {
  test('each step is on record, and the task of the pass closes with the Party-side case', async () => {
    const code = nextCode()
    const id = await certified({}, code)
    expect(await resultsOf(id)).toMatchObject({ G1: 'ok', G2: 'ok', G3: 'ok', G4: 'fail', G5: 'ok' })
    expect((await listCaseOutcomes(window, id)).outcomes).toMatchObject([{ outcome: 'approve', isAdverse: false }])
    const [row] = await city.ask<{ name: string; members: number }>(
      `select f.name, n.full_members as members from organization o
       join organization_fact f on f.organization_id = o.id and upper_inf(f.known)
       join count_fact n on n.organization_id = o.id and upper_inf(n.known) where o.code = $1`,
      [code],
    )
    expect(row).toEqual({ name: '春晖助学中心', members: 4 })

    const { proposed } = await getRegistrationPapers(window, id)
    expect(proposed.clause).toBe('d')
    await done(id, 'passPapers', { bodyId: 'EDU' })
    expect((await getCase(education, id)).allowed).toEqual(['takePapers', 'returnPapers'])
    expect(await done(id, 'takePapers', { way: 'found' }, education)).toMatchObject({ state: 'finished', waits: null })
    const { cases: follow } = await listRelated(education, id)
    expect(follow).toMatchObject([{ kind: 'passFollowUp', task: 'foundPartyOrganization', state: 'open', origin: id }])
    const task = follow[0]?.id ?? ''
    expect(follow[0]?.due).toBe(addDays(today, 90))

    const founding = { kind: 'foundParty', level: 'branch', partyName: '春晖助学中心党支部' } as const
    const party = (await startPartyCase(keyed(education), task, founding)).id
    expect((await getCase(education, task)).state).toBe('underWay')
    expect((await listRelated(education, party)).cases.map(({ kind }) => kind).toSorted()).toEqual([
      'passFollowUp',
      'registration',
    ])
    expect(
      (await listCaseJudgements(education, party)).judgements[0]?.findings.map((one) => [one.rule, one.result]),
    ).toEqual([
      ['R1', 'ok'],
      ['R2', 'ok'],
    ])
    await done(party, 'approve', { approval: '教党〔2026〕3号', approvedOn: today }, education)
    expect(await standingOf(code)).not.toBe('own')
    await expect(done(party, 'found', { foundedOn: addDays(today, -1) }, education)).rejects.toMatchObject({
      code: 'APPROVAL_DAY',
    })
    await done(party, 'found', { foundedOn: today }, education)
    expect(await standingOf(code)).toBe('own')
    expect(await getCase(education, task)).toMatchObject({ state: 'done', closedOn: today })
    const [covered] = await city.ask<{ approval: string; formation: string }>(
      `select f.approval, f.formation from coverage c join organization o on o.id = c.organization_id
       join party_organization_fact f on f.party_organization_id = c.party_organization_id and upper_inf(f.known)
       where o.code = $1 and upper_inf(c.known)`,
      [code],
    )
    expect(covered).toEqual({ approval: '教党〔2026〕3号', formation: 'independent' })
    const papers = (await listPapers(window, { case: id })).papers.map(({ kind }) => kind)
    expect(papers).toEqual(['handOverSlip'])
    expect((await listPapers(education, { case: party })).papers.map(({ kind }) => kind)).toEqual(['foundingReply'])
  })

  test('an organization that was incubating goes on under its new code, and the old record names it', async () => {
    const code = nextCode()
    const id = await certified({ organization: CODES.incubating }, code)
    expect((await getCase(window, id)).subject).toMatchObject({ code, incubatedAs: CODES.incubating })
    const [event] = await city.ask<{ event: string; successor: string }>(
      `select e.event, s.code as successor from life_event e join organization o on o.id = e.organization_id
       join organization s on s.id = e.successors[1] where o.code = $1`,
      [CODES.incubating],
    )
    expect(event).toEqual({ event: 'register', successor: code })
  })

  test('a community organization is filed by its subdistrict, within the days of a filing', async () => {
    const id = await begun({ act: 'filing', kind: 'filed', name: '棋友会' })
    await givePapers(id, { fullMembers: 1 })
    await done(id, 'submit')
    const admitted = await done(id, 'admit', { charterVerdict: 'none' })
    expect(admitted.parties['authority']).toBe('社区党委')
    expect(admitted.due).toBe(addDays(today, GATES.filingDecideDays))
    await done(id, 'approve')
    await done(id, 'certify', { code: 'BA-320402001001-7', issuedOn: today, document: '备〔2026〕7号' })
    await done(id, 'passPapers', { bodyId: 'SQ' })
    await done(id, 'takePapers', { way: 'join' })
    const { cases } = await listRelated(window, id)
    expect(cases.map(({ task, state }) => `${task} ${state}`).toSorted()).toEqual([
      'joinJointBranch open',
      'recheck resting',
    ])
  })
})

describe('what is missing', () => {
  test('is told once, with a letter, and a second notice adds nothing', async () => {
    const id = await begun()
    await done(id, 'submit')
    await expect(done(id, 'tellGaps')).rejects.toMatchObject({ code: 'GAP_NONE' })
    await expect(done(id, 'tellGaps', { rules: ['G3'] })).rejects.toMatchObject({ code: 'GAP_MET' })
    const told = await done(id, 'tellGaps', { rules: ['G1'] })
    expect(told).toMatchObject({ state: 'gaps', waits: 'applicant' })
    expect((await listPapers(window, { case: id })).papers).toMatchObject([{ kind: 'gapNotice', state: 'draft' }])
    await done(id, 'answerGaps')
    await expect(done(id, 'tellGaps', { rules: ['G2'] })).rejects.toMatchObject({ code: 'GAP_NEW' })
    const admitted = await done(id, 'admit', { charterVerdict: 'recorded' })
    expect(admitted).toMatchObject({ state: 'underReview', due: addDays(today, GATES.decideDays) })
    expect(await resultsOf(id)).toMatchObject({ G1: 'fail', G2: 'fail', G3: 'notApplicable' })
    await expect(done(id, 'approve')).resolves.toMatchObject({ state: 'approved' })
  })

  test('counts that cannot be are refused and lose nothing; a paper comes in its state and on its version', async () => {
    const id = await begun()
    const counts = { staff: 3, staffFullTime: 2, probationaryMembers: 0, otherMembers: 0, relationElsewhere: 0 }
    const survey = { kind: 'survey', seen: 0, plannedOn: null, ...counts } as const
    await expect(giveRegistrationPaper(keyed(window), id, { ...survey, fullMembers: 5 })).rejects.toMatchObject({
      code: 'REGISTRATION_COUNTS',
    })
    const charter = { kind: 'charter', seen: 0, text: '第一条' } as const
    expect((await giveRegistrationPaper(keyed(window), id, charter)).phrases.at(-1)?.missing.length).toBeGreaterThan(0)
    await expect(giveRegistrationPaper(keyed(window), id, charter)).rejects.toMatchObject({ code: 'STALE' })
    await done(id, 'submit')
    await expect(giveRegistrationPaper(keyed(window), id, { ...charter, seen: 1 })).rejects.toMatchObject({
      code: 'REGISTRATION_PAPER',
    })
  })

  test('nobody told of in time is deemed accepted', async () => {
    const id = await begun()
    await done(id, 'submit')
    await city.ask(`update case_file set due_on = today() - 1 where id = $1`, [id])
    await runCaseClocks(window, randomUUID)
    expect((await getCase(window, id)).state).toBe('underReview')
  })
})

async function paperOf(id: string, kind: PaperKindName): Promise<PaperView> {
  const [row] = (await listPapers(window, { case: id, kind })).papers
  return getPaperView(window, row?.id ?? '')
}

describe('a refusal', () => {
  const NOTICE = { outcome: 'refuse', rules: ['deceit'], reason: '验资证明系伪造', evidence: '银行函复' }

  test.each(['G1', 'G2', 'G3', 'G4', 'G5'])('for %s is not to be had', async (rule) => {
    const id = await reviewed()
    await expect(done(id, 'notify', { ...NOTICE, rules: [rule] })).rejects.toMatchObject({
      code: expect.stringMatching(/^(OUTCOME_RULE|CASE_FORM)$/),
    })
  })

  test('rests on a ground of law, is heard, and decided by somebody else with reasons', async () => {
    const id = await reviewed()
    await done(id, 'notify', NOTICE)
    expect((await listPapers(window, { case: id })).papers).toMatchObject([{ kind: 'priorNotice', state: 'issued' }])
    await expect(done(id, 'decide', {}, second)).rejects.toMatchObject({ code: 'CASE_OUT_OF_ORDER' })
    await done(id, 'recordStatement', { statement: '系代办所为', receivedOn: today, receivedBy: 'paper' })
    const decision = { reason: '伪造属实', evidence: '银行函复', reply: '代办不免除责任' }
    await expect(done(id, 'decide', decision)).rejects.toMatchObject({ code: 'CASE_SECOND_PERSON' })
    await expect(done(id, 'decide', { ...decision, reason: ' ' }, second)).rejects.toMatchObject({ code: 'CASE_FORM' })
    await done(id, 'decide', decision, second)
    await done(id, 'serve', { servedOn: today, way: 'direct' })
    const refusal = await paperOf(id, 'refusalDecision')
    expect(refusal).toMatchObject({ state: 'issued', servedOn: today, values: { matter: '成立登记' } })
    const said = paperText(refusal.model)
    for (const word of ['不予登记决定书', '伪造属实', '代办不免除责任', '行政复议', '可以重新提出申请']) {
      expect(said).toContain(word)
    }
    expect(refusal.values['appeal.by']).toBe((await listCaseOutcomes(window, id)).outcomes[0]?.appealBy)
    await done(id, 'appeal', { grounds: '不服' })
    await expect(done(id, 'overturn', { reason: '查无实据' }, second)).rejects.toMatchObject({
      code: 'CASE_SECOND_PERSON',
    })
    const again = await done(id, 'overturn', { reason: '查无实据' }, third)
    expect(again).toMatchObject({ state: 'underReview', due: addDays(today, GATES.decideDays) })
    const { outcomes } = await listCaseOutcomes(window, id)
    expect(await paperOf(id, 'refusalDecision')).toMatchObject({ state: 'withdrawn', withdrawnOn: today })
    expect(outcomes).toMatchObject([{ rules: ['deceit'], isAdverse: true, overturnedOn: today, legalOrder: 'state' }])
    await expect(done(id, 'approve')).resolves.toMatchObject({ state: 'approved' })
  })
})

describe('a certificate', () => {
  test.each<[string, Form, string]>([
    ['with a code that is none', { code: '52320402X', issuedOn: '2026-01-01' }, 'CODE_WRONG'],
    ['with a code of another', { code: CODES.known, issuedOn: '2026-01-01' }, 'CODE_ON_RECORD'],
    ['of a day to come', { code: creditCode(DISTRICT, 99), issuedOn: '2999-01-01' }, 'DAY_AHEAD'],
  ])('%s is not handed out', async (_what, form, code) => {
    const id = await reviewed()
    await done(id, 'approve')
    await expect(done(id, 'certify', { ...form, document: '1号' })).rejects.toMatchObject({ code })
    expect((await getCase(window, id)).state).toBe('approved')
  })
})

describe('an organization on the register', () => {
  test('changes its name and place, and its body is looked at again', async () => {
    const fields = [
      { key: 'name', to: '新名称服务中心' },
      { key: 'placeCode', to: '320404001' },
    ]
    const id = await begun({ organization: CODES.known, act: 'change', fields })
    await expect(begun({ organization: CODES.known, act: 'change', fields })).rejects.toMatchObject({
      code: 'REGISTRATION_OPEN',
    })
    await giveRegistrationPaper(keyed(window), id, { kind: 'charter', seen: 0, text: CLAUSE })
    await done(id, 'submit')
    await done(id, 'admit', { charterVerdict: 'adequate' })
    expect((await getCase(window, id)).allowed).not.toContain('approve')
    await done(id, 'approveChange', { effectiveOn: today, approval: '民变〔2026〕1号' })
    const [row] = await city.ask<{ name: string; place: string }>(
      `select f.name, p.code as place from organization o join organization_fact f on f.organization_id = o.id
       and upper_inf(f.known) and f.valid @> today() join place p on p.id = f.place_id where o.code = $1`,
      [CODES.known],
    )
    expect(row).toEqual({ name: '新名称服务中心', place: '320404001' })
  })

  test('ends with what nobody has confirmed as a task of its body, never a bar', async () => {
    const id = await begun({ organization: CODES.ended, act: 'deregistration' })
    await done(id, 'submit')
    await done(id, 'admit', { charterVerdict: 'none' })
    await done(id, 'confirmEnd', { relationsMoved: true })
    expect(await resultsOf(id)).toMatchObject({ D1: 'ok', D2: 'unknown', D3: 'unknown' })
    await expect(done(id, 'approveEnd', { endedOn: today, document: '民销〔2026〕1号' })).resolves.toMatchObject({
      state: 'ended',
    })
    expect((await listRelated(window, id)).cases).toMatchObject([{ task: 'closeParty', state: 'open' }])
  })

  test('speaks for itself, and an officer of hers decides nothing in its case', async () => {
    const own = await city.deskOf([{ role: 'organization', place: '320402', organization: 'A1' }])
    const officer = await city.deskOf([
      { role: 'officer' },
      { role: 'organization', place: '320402', organization: 'A1' },
    ])
    const id = await begun({ organization: 'A1', act: 'charter' }, own)
    expect(await getCase(own, id)).toMatchObject({ mine: true, allowed: ['submit', 'withdraw'] })
    await done(id, 'submit', {}, own)
    await expect(done(id, 'admit', { charterVerdict: 'adequate' }, officer)).rejects.toMatchObject({ code: 'CASE_OWN' })
    expect((await listCases(own, { box: 'open', kind: 'registration' })).cases.map((one) => one.id)).toEqual([id])
  })
})

test.each<[string, Partial<RegistrationStart>]>([
  ['without a name', { name: ' ' }],
  ['of a kind that is none', { kind: 'lawFirm' }],
  ['in a place that is none', { placeCode: '999999' }],
  ['of one that is registered', { organization: CODES.known }],
  ['of a change without any', { organization: 'B1', act: 'change', fields: [] }],
  ['of a change of counts', { organization: 'B1', act: 'change', fields: [{ key: 'fullMembers', to: '9' }] }],
  ['of a change of one that incubates not yet known', { act: 'change', name: '甲' }],
])('a registration %s is refused in words', async (_what, start) => {
  await expect(begun(start)).rejects.toMatchObject({ code: 'REGISTRATION_ABOUT' })
})
