import { describe, expect, test } from 'vitest'
import { ANNUAL_REPORT } from './annual-report.ts'
import { actionOf, type CaseAction, type CaseDefinition, type Form } from './case.ts'
import { CASE_DEFINITIONS } from './case-definitions.ts'
import { letterValues, templatesOfLetter } from './letter.ts'
import { outcomeOfLetter, type EvaluationGround, type LetterGround } from './letter-ground.ts'
import { DEMOTION } from './demotion.ts'
import { EVALUATION } from './evaluation.ts'
import { REGISTRATION } from './registration.ts'
import { LISTING } from './listing.ts'
import type { Judgement } from './outcome.ts'
import { valueFaults, type PaperValues } from './paper.ts'
import { isPaperKind, type PaperKindName } from './paper-kind.ts'

const JUDGEMENT: Judgement = {
  pass: 'annualReport',
  policy: 'cn-example-2018',
  asOf: '2026-03-02',
  facts: [],
  findings: [
    {
      rule: 'B3',
      result: 'fail',
      facts: { standing: 'shouldBeBuilt' },
      text: { zh: '应建未建', en: 'should be built' },
      mend: { zh: '提交组建方案', en: 'plan it' },
      assumed: ['rectifyDays'],
    },
  ],
  proposal: { outcome: 'x', text: { zh: '', en: '' }, because: [], followUps: [], remedies: [] },
}

const NOTICE_FORM = { outcome: 'rectify', rules: ['B3'], reason: '逾期未建。\n多次提醒', evidence: '登记人数' }

function act(action: string, form: Form = {}): CaseAction {
  return { action, party: 'authority', by: 1, day: '2026-03-02', form }
}

function groundOf(definition: CaseDefinition, name: string, more: Partial<LetterGround> = {}): LetterGround {
  return {
    definition,
    action: actionOf(definition, name),
    form: {},
    actions: [act('notify', NOTICE_FORM), act('respond', { statement: '正在筹备' })],
    judgement: JUDGEMENT,
    policyTitle: { zh: '样例规则包', en: 'example' },
    subject: { year: 2025, name: '样例协会' },
    names: { authority: '样例市民政局', superior: '样例省民政厅', organization: '样例协会' },
    decided: undefined,
    noticeServedOn: null,
    appealDays: 60,
    certificates: { certificateFromGrade: '3A', certificateReturnDays: 15 },
    today: '2026-03-02',
    dueOn: '2026-03-11',
    ...more,
  }
}

const VETO_NOTICE = { outcome: 'capped', rules: ['B3'], exemption: 'none', reason: '应建未建', evidence: '名册' }
const GRADES_FOUND: EvaluationGround = {
  year: 2025,
  score: 925.17,
  maximum: 1030,
  voted: '4A',
  vetoed: '2A',
  announced: '4A',
  isVetoed: false,
  validYears: 5,
}
const VETOED: EvaluationGround = { ...GRADES_FOUND, announced: '2A', isVetoed: true }
const VOTE = { grade: '4A', members: 9, present: 7, inFavour: 6, against: 1, abstained: 0, reason: '按得分' }
const GRADED = { name: '样例协会', grade: '4A', gradeValidTo: '2028-05-01' }
const DEMOTION_NOTICE = { outcome: 'demoted', rules: ['fraud'], reason: '虚报', evidence: '核查记录' }
const REFUSAL = { outcome: 'refuse', rules: ['B3'], reason: '不符合', evidence: '申请材料' }

const DECISION = { reason: '事实清楚', evidence: '登记人数', reply: '未采纳', cureBy: '2026-06-01' }
const DECIDED = { outcome: 'rectify', rules: ['B3'], evidence: '登记人数', cureBy: '2026-06-01' }

describe('the paper of an action', () => {
  test.each(CASE_DEFINITIONS.map((one) => [one.kind, one] as const))(
    '%s: whatever is said against somebody, told before or on appeal, has one',
    (_kind, { actions }) => {
      for (const [name, { part, paper }] of Object.entries(actions)) {
        const isDue = part === 'notice' || part === 'adverse' || part === 'onAppeal'
        if (isDue) expect([name, paper?.template]).toEqual([name, expect.any(String)])
      }
    },
  )

  test.each([
    ['rectify', 'rectification-notice'],
    ['absent', 'adverse-decision'],
  ])('of a decision is by what was given notice of: %s', (outcome, template) => {
    const action = actionOf(ANNUAL_REPORT, 'decide')
    const actions = [act('notify', { ...NOTICE_FORM, outcome })]
    const named = outcomeOfLetter({ action, form: {}, definition: ANNUAL_REPORT, actions })
    expect([named, templatesOfLetter(action, named)]).toEqual([outcome, [template]])
  })
})

function valuesOf(kind: PaperKindName, ground: LetterGround): PaperValues {
  const values = letterValues(kind, ground)
  if (values === undefined) throw new Error(`No ${kind} is written.`)
  return values
}

/** A missing value is that of the record: the office and the organization, which the server adds. */
const faultsOf = (kind: string, ground: LetterGround) =>
  isPaperKind(kind)
    ? valueFaults(kind, valuesOf(kind, ground)).filter(
        ({ field }) => !['office.name', 'organization.name'].includes(field),
      )
    : []

describe('a letter is whole', () => {
  test.each([
    ['priorNotice', ANNUAL_REPORT, 'notify', { form: NOTICE_FORM, actions: [] }],
    ['rectificationNotice', ANNUAL_REPORT, 'decide', { form: DECISION }],
    ['adverseDecision', ANNUAL_REPORT, 'decide', { form: DECISION }],
    ['improvementLetter', ANNUAL_REPORT, 'advise', { form: { rules: ['B3'], reason: '请组建' } }],
    ['abnormalProposal', ANNUAL_REPORT, 'proposeListing', { form: { reason: '逾期' }, decided: DECIDED }],
    [
      'reviewDecision',
      ANNUAL_REPORT,
      'uphold',
      { form: DECISION, decided: DECIDED, actions: [act('notify', NOTICE_FORM), act('appeal', { grounds: '有误' })] },
    ],
    [
      'reviewDecision',
      ANNUAL_REPORT,
      'overturn',
      { form: { reason: '有误' }, decided: DECIDED, actions: [act('appeal', { grounds: '有误' })] },
    ],
    ['refusalDecision', REGISTRATION, 'decide', { form: DECISION, actions: [act('notify', REFUSAL)] }],
    ['ineligibleDecision', EVALUATION, 'decide', { form: DECISION, evaluation: GRADES_FOUND }],
    ['vetoNotice', EVALUATION, 'vetoNotify', { form: VETO_NOTICE, actions: [], evaluation: GRADES_FOUND }],
    [
      'vetoDecision',
      EVALUATION,
      'vetoDecide',
      { form: DECISION, actions: [act('vetoNotify', VETO_NOTICE)], evaluation: GRADES_FOUND },
    ],
    ['evaluationPublicNotice', EVALUATION, 'publish', { form: { where: '网站' }, evaluation: GRADES_FOUND }],
    ['evaluationResult', EVALUATION, 'publish', { form: { where: '网站' }, evaluation: GRADES_FOUND }],
    ['evaluationResult', EVALUATION, 'publishVeto', { decided: DECIDED, evaluation: VETOED }],
    ['evaluationResult', EVALUATION, 'recordResult', { form: { grade: '4A' }, evaluation: GRADES_FOUND }],
    [
      'evaluationReview',
      EVALUATION,
      'upholdReview',
      { form: { reason: '有据' }, actions: [act('requestReview', { grounds: '得分有误' })], evaluation: GRADES_FOUND },
    ],
    ['gradeDecision', EVALUATION, 'confirm', { actions: [act('vote', VOTE)], evaluation: GRADES_FOUND }],
    ['evaluationCertificate', EVALUATION, 'confirm', { actions: [act('vote', VOTE)], evaluation: GRADES_FOUND }],
    ['priorNotice', DEMOTION, 'notify', { form: DEMOTION_NOTICE, actions: [], subject: GRADED }],
    [
      'demotionDecision',
      DEMOTION,
      'decide',
      { form: DECISION, actions: [act('notify', DEMOTION_NOTICE)], subject: GRADED },
    ],
    ['evaluationCertificate', DEMOTION, 'enforce', { actions: [act('notify', DEMOTION_NOTICE)], subject: GRADED }],
  ] as const)('%s by %j.%s', (kind, definition, name, more) => {
    expect(faultsOf(kind, groundOf(definition, name, more))).toEqual([])
  })
})

describe('a letter says', () => {
  test('the rule with its words and facts, the pack with its version, and what is assumed', () => {
    const notice = valuesOf('priorNotice', groundOf(ANNUAL_REPORT, 'notify', { form: NOTICE_FORM, actions: [] }))
    expect(notice).toMatchObject({
      proposed: '责令限期整改',
      rule: 'B3 应建未建',
      factsAsOf: '2026-03-02',
      heardBy: '2026-03-11',
      hearAt: '样例市民政局',
    })
    expect(notice['policy']).toBe('样例规则包（cn-example-2018）；其中采用系统默认值、尚待核定的参数：rectifyDays')
    expect(notice['reasons']).toEqual([
      { text: '应建未建（研判结果：应建未建）' },
      { text: '逾期未建' },
      { text: '多次提醒' },
    ])
  })

  test('what was made of the statement, who hears an appeal, and until when', () => {
    const decision = valuesOf('adverseDecision', groundOf(ANNUAL_REPORT, 'decide', { form: DECISION }))
    expect(decision['reasons']).toEqual([{ text: '事实清楚' }, { text: '陈述申辩：正在筹备。采纳情况：未采纳' }])
    expect(decision).toMatchObject({
      matter: '2025年年度报告',
      legalOrder: 'state',
      'appeal.body': '样例省民政厅',
      'appeal.by': '2026-05-10',
      cureBy: '2026-06-01',
    })
  })

  test('that nothing was stated where nothing was, and that there is nothing to cure where there is not', () => {
    const form = { reason: '事实清楚', evidence: '登记人数', reply: '无' }
    const said = valuesOf(
      'adverseDecision',
      groundOf(LISTING, 'decide', { form, actions: [act('notify', NOTICE_FORM)] }),
    )
    expect(said['noCure']).toBe('本决定没有需要改正的事项')
    expect(said['reasons']).toContainEqual({ text: '陈述申辩：期限内未提出陈述申辩。采纳情况：无' })
  })

  test('a ground of law by its words where no rule of the pack is meant', () => {
    const form = { outcome: 'list', rules: ['noReport'], reason: '未报', evidence: '催报记录' }
    const said = valuesOf('priorNotice', groundOf(LISTING, 'notify', { form, actions: [] }))
    expect(said['rule']).toBe('未按规定报送年度报告')
  })

  test('of a veto, score and grade as they are, what it leaves of the grade, and the look at exemptions', () => {
    const more = { form: VETO_NOTICE, actions: [], evaluation: GRADES_FOUND }
    expect(valuesOf('vetoNotice', groundOf(EVALUATION, 'vetoNotify', more))).toMatchObject({
      score: '925.17分（满分1030分）',
      'grade.voted': '4A',
      'grade.vetoed': '2A',
      exemption: '已查，没有豁免情形',
    })
  })

  test('to the public the organization and its grade, and nothing else of it', () => {
    const more = { form: { where: '网站' }, evaluation: VETOED }
    const said = valuesOf('evaluationPublicNotice', groundOf(EVALUATION, 'publish', more))
    expect(said['results']).toEqual([{ organization: '样例协会', grade: '2A' }])
    expect(JSON.stringify(said)).not.toContain('925')
  })

  test.each([
    ['the last day and the office of a review in the public notice', 'publish', { 'review.by': '2026-03-11' }],
    [
      'the grade, number and day of the level above',
      'recordResult',
      { grade: '3A', 'above.document': '省〔2026〕1号' },
    ],
  ])('of a result %s', (_what, name, told) => {
    const form = { grade: '3A', document: '省〔2026〕1号', announcedOn: '2026-03-01' }
    expect(valuesOf('evaluationResult', groundOf(EVALUATION, name, { form, evaluation: GRADES_FOUND }))).toMatchObject(
      told,
    )
  })

  test('of a grade that is lowered both grades, and the ground by its words', () => {
    const more = { form: DEMOTION_NOTICE, actions: [], subject: GRADED }
    expect(valuesOf('priorNotice', groundOf(DEMOTION, 'notify', more))).toMatchObject({
      proposed: '评估等级由4A降为3A',
      rule: '评估中弄虚作假',
    })
  })

  test('what was applied for where it is not registered', () => {
    const more = { form: DECISION, actions: [act('notify', REFUSAL)], subject: { act: 'founding' } }
    expect(valuesOf('refusalDecision', groundOf(REGISTRATION, 'decide', more))['matter']).toBe('成立登记')
  })

  test('which fields the form does not fill yet', () => {
    const empty = groundOf(ANNUAL_REPORT, 'notify', { actions: [] })
    expect(faultsOf('priorNotice', empty).map(({ field }) => field)).toEqual([
      'proposed',
      'rule',
      'reasons',
      'evidence',
    ])
  })
})

describe('a certificate', () => {
  const confirmed = (evaluation: EvaluationGround) =>
    letterValues('evaluationCertificate', groundOf(EVALUATION, 'confirm', { evaluation }))
  const lowered = (subject: typeof GRADED, outcome: string) => {
    const actions = [act('notify', { ...DEMOTION_NOTICE, outcome })]
    return letterValues('evaluationCertificate', groundOf(DEMOTION, 'enforce', { subject, actions }))
  }

  test('says the grade that is announced and holds for the years of the call', () => {
    const told = { grade: '4A', validFrom: '2026-03-02', validTo: '2031-03-02' }
    expect(confirmed(GRADES_FOUND)).toEqual(told)
  })

  test('is none below the grade from which the pack gives one, nor where there is no grade', () => {
    expect(confirmed(VETOED)).toBeUndefined()
    expect(confirmed({ ...GRADES_FOUND, announced: null })).toBeUndefined()
  })

  test('of a lower grade goes to the last day of the one before; none where the grade is cancelled or too low', () => {
    expect(lowered(GRADED, 'demoted')).toEqual({ grade: '3A', validFrom: '2026-03-02', validTo: '2028-05-01' })
    expect(lowered(GRADED, 'cancelled')).toBeUndefined()
    expect(lowered({ ...GRADED, grade: '3A' }, 'demoted')).toBeUndefined()
  })
})
