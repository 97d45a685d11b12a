import { describe, expect, test } from 'vitest'
import { ANNUAL_REPORT } from './annual-report.ts'
import { actionOf, type CaseAction, type CaseDefinition, type Form } from './case.ts'
import { CASE_DEFINITIONS } from './case-definitions.ts'
import { letterValues, outcomeOfLetter, templateOfLetter, type LetterGround } from './letter.ts'
import { LISTING } from './listing.ts'
import type { Judgement } from './outcome.ts'
import { valueFaults } from './paper.ts'
import { isPaperKind } from './paper-kind.ts'

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
    today: '2026-03-02',
    dueOn: '2026-03-11',
    ...more,
  }
}

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
    expect([named, templateOfLetter(action, named)]).toEqual([outcome, template])
  })
})

/** A missing value is that of the record: the office and the organization, which the server adds. */
const faultsOf = (kind: string, ground: LetterGround) =>
  isPaperKind(kind)
    ? valueFaults(kind, letterValues(kind, ground)).filter(
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
  ] as const)('%s by %j.%s', (kind, definition, name, more) => {
    expect(faultsOf(kind, groundOf(definition, name, more))).toEqual([])
  })
})

describe('a letter says', () => {
  test('the rule with its words and facts, the pack with its version, and what is assumed', () => {
    const notice = letterValues('priorNotice', groundOf(ANNUAL_REPORT, 'notify', { form: NOTICE_FORM, actions: [] }))
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
    const decision = letterValues('adverseDecision', groundOf(ANNUAL_REPORT, 'decide', { form: DECISION }))
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
    const said = letterValues(
      'adverseDecision',
      groundOf(LISTING, 'decide', { form, actions: [act('notify', NOTICE_FORM)] }),
    )
    expect(said['noCure']).toBe('本决定没有需要改正的事项')
    expect(said['reasons']).toContainEqual({ text: '陈述申辩：期限内未提出陈述申辩。采纳情况：无' })
  })

  test('a ground of law by its words where no rule of the pack is meant', () => {
    const form = { outcome: 'list', rules: ['noReport'], reason: '未报', evidence: '催报记录' }
    const said = letterValues('priorNotice', groundOf(LISTING, 'notify', { form, actions: [] }))
    expect(said['rule']).toBe('未按规定报送年度报告')
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
