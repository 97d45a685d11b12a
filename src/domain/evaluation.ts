import type { ActionPaper, CaseActionDefinition, CaseDefinition, FormField } from './case.ts'
import { countField, NOTE, REASON, RECEIVED_ON } from './case-field.ts'
import { AUTHORITY_PARTIES } from './case-party.ts'
import { REPORT_NAMES } from './gate-evaluation.ts'
import { EVALUATION_STATES } from './evaluation-states.ts'
import { GRADES } from './organization.ts'
import { outcomePath } from './outcome-path.ts'
import type { Text } from './refusal.ts'

const WHERE: FormField = { key: 'where', kind: 'text', label: { zh: '公示渠道', en: 'where' }, needed: true }
const GROUNDS: FormField = { key: 'grounds', kind: 'text', label: { zh: '复核理由', en: 'grounds' }, needed: true }

const YES_NO: Readonly<Record<string, Text>> = { yes: { zh: '是', en: 'yes' }, no: { zh: '否', en: 'no' } }

/** What the register may not know and the officer looks up, for E3 and E4; left blank it is unknown. */
export const LOOKED_UP: readonly FormField[] = [
  { key: 'lastReport', kind: 'choice', label: { zh: '上年度年报', en: 'last annual report' }, choices: REPORT_NAMES },
  { key: 'reportBefore', kind: 'choice', label: { zh: '再上年度年报', en: 'the one before' }, choices: REPORT_NAMES },
  {
    key: 'penaltyOpen',
    kind: 'choice',
    label: { zh: '有处罚未履行完', en: 'a penalty not yet served' },
    choices: YES_NO,
  },
  { key: 'underInvestigation', kind: 'choice', label: { zh: '正被调查', en: 'under investigation' }, choices: YES_NO },
  { key: 'onList', kind: 'choice', label: { zh: '在异常或失信名单', en: 'on a list' }, choices: YES_NO },
]

/** The look that comes before every veto (domain.md 5.3): nobody is vetoed who has joined a branch or is looked after. */
export const EXEMPTIONS = {
  none: { zh: '已查，没有豁免情形', en: 'looked at: none holds' },
  joined: { zh: '党员不足三名，已加入联合党支部', en: 'fewer than three members, joined a joint branch' },
  officer: {
    zh: '党员不足三名，有党建联络员或指导员',
    en: 'fewer than three members, has a liaison officer or instructor',
  },
} as const satisfies Readonly<Record<string, Text>>

export const GRADE_WORDS: Readonly<Record<string, Text>> = {
  ...Object.fromEntries(GRADES.map((grade) => [grade, { zh: grade, en: grade }])),
  none: { zh: '不予等级', en: 'no grade' },
}

const GRADE: FormField = {
  key: 'grade',
  kind: 'choice',
  label: { zh: '等级', en: 'grade' },
  needed: true,
  choices: GRADE_WORDS,
}

/** First way: it may not be evaluated now. Nothing is put right; it can be asked for again. */
const NOT_ELIGIBLE = outcomePath({
  from: ['filed'],
  decider: 'authority',
  about: 'organization',
  superior: 'superior',
  outcomes: { notEligible: { zh: '不具备参评条件', en: 'may not be evaluated now' } },
  dropTo: 'filed',
  overturnTo: 'admitted',
  endTo: 'notEligible',
  paper: { template: 'ineligible-decision' },
  isAskedAgain: true,
})

/** Second way: the veto, which can be put right until the announcement. */
const VETO = outcomePath({
  from: ['voted'],
  decider: 'authority',
  about: 'organization',
  superior: 'superior',
  outcomes: {
    capped: { zh: '一票否决：等级受限', en: 'veto: the grade is capped' },
    barred: { zh: '一票否决：不予等级', en: 'veto: no grade' },
  },
  dropTo: 'voted',
  overturnTo: 'cleared',
  cureTo: 'cleared',
  alsoCuredFrom: ['vetoNotice', 'vetoNoticeOver'],
  noticePaper: { template: 'veto-notice' },
  paper: { template: 'veto-decision' },
  noticeForm: [
    {
      key: 'exemption',
      kind: 'choice',
      label: { zh: '豁免情形', en: 'exemptions' },
      needed: true,
      choices: EXEMPTIONS,
    },
  ],
  prefix: 'veto',
  label: { zh: '一票否决', en: 'veto' },
})

/** Organization and grade for everybody; score, reasons and the way to a review for the organization. */
const ANNOUNCED: ActionPaper = { template: 'evaluation-public-notice', also: ['evaluation-result'] }
const REVIEWED: ActionPaper = { template: 'evaluation-review' }

/** States in which the organization is told what was found: from the public notice on, and while a veto is its matter. */
export const TOLD_STATES: readonly string[] = [
  'publicNotice',
  'reviewAsked',
  'reviewing',
  'noticeOver',
  'recommended',
  'confirmed',
  'vetoNotice',
  'vetoNoticeOver',
  ...Object.keys(VETO.states),
]
const TOLD = { party: 'organization', states: TOLD_STATES } as const

const AUTHORITY = ['authority'] as const
const ORGANIZATION = ['organization'] as const

/** From the call to the panel. */
const FIRST: Readonly<Record<string, CaseActionDefinition>> = {
  apply: {
    name: { zh: '申请参评', en: 'apply' },
    from: [],
    to: 'assessing',
    by: ORGANIZATION,
    form: [],
    isWithin: true,
  },
  invite: {
    name: { zh: '通知参评', en: 'invite' },
    from: [],
    to: 'assessing',
    by: AUTHORITY,
    form: [],
    isWithin: true,
  },
  file: {
    name: { zh: '提交自评', en: 'file the self-assessment' },
    from: ['assessing', 'returned'],
    to: 'filed',
    by: ORGANIZATION,
    form: [],
    isWithin: true,
  },
  withdraw: {
    name: { zh: '撤回申请', en: 'withdraw' },
    from: ['assessing', 'returned', 'filed', 'admitted'],
    to: 'withdrawn',
    by: ORGANIZATION,
    form: [NOTE],
  },
  missFiling: {
    name: { zh: '期满未提交', en: 'not filed in time' },
    from: ['assessing', 'returned'],
    to: 'notFiled',
    by: ORGANIZATION,
    byClock: true,
    form: [],
  },
  admit: {
    name: { zh: '具备参评条件', en: 'may be evaluated' },
    from: ['filed'],
    to: 'admitted',
    by: AUTHORITY,
    form: [NOTE],
  },
  lookUp: {
    name: { zh: '登记核查情况', en: 'record what was looked up' },
    from: ['filed'],
    to: 'filed',
    by: AUTHORITY,
    form: LOOKED_UP,
  },
  returnFiling: {
    name: { zh: '退回补充', en: 'return' },
    from: ['filed'],
    to: 'returned',
    by: AUTHORITY,
    form: [{ key: 'indicators', kind: 'list', label: { zh: '需补充的指标', en: 'indicators' } }, REASON],
  },
}

/** From the panel to the committee; who is on a panel is never part of the record of the case. */
const PANEL: Readonly<Record<string, CaseActionDefinition>> = {
  appoint: {
    name: { zh: '组成专家组', en: 'name the panel' },
    from: ['admitted'],
    to: 'scoring',
    by: AUTHORITY,
    form: [{ ...countField('experts', '专家人数', 'experts'), hidden: true }],
    isWithin: true,
  },
  replace: {
    name: { zh: '增补专家', en: 'name another expert' },
    from: ['scoring'],
    to: 'scoring',
    by: AUTHORITY,
    form: [{ ...countField('experts', '专家人数', 'experts'), hidden: true }],
    isWithin: true,
  },
  opine: {
    name: { zh: '形成初评意见', en: 'give the first opinion' },
    told: TOLD,
    from: ['scoring'],
    to: 'opined',
    by: AUTHORITY,
    form: [
      { key: 'visitedOn', kind: 'day', label: { zh: '实地考察日期', en: 'visited on' } },
      { key: 'opinion', kind: 'text', label: { zh: '初评意见', en: 'first opinion' }, needed: true },
      { key: 'score', kind: 'text', label: { zh: '得分', en: 'score' }, hidden: true },
    ],
  },
  vote: {
    name: { zh: '登记委员会表决', en: 'record the vote of the committee' },
    told: TOLD,
    from: ['opined'],
    to: 'voted',
    by: AUTHORITY,
    form: [
      GRADE,
      countField('members', '委员总数', 'members'),
      countField('present', '出席', 'present'),
      countField('inFavour', '赞成', 'in favour'),
      countField('against', '反对', 'against'),
      countField('abstained', '弃权', 'abstained'),
      REASON,
    ],
  },
}

/** The look at the veto, the public notice and its review. */
const NOTICE: Readonly<Record<string, CaseActionDefinition>> = {
  clear: {
    name: { zh: '审视通过', en: 'no veto' },
    from: ['voted'],
    to: 'cleared',
    by: AUTHORITY,
    form: [NOTE],
  },
  publish: {
    name: { zh: '公示', en: 'give public notice' },
    from: ['cleared'],
    to: 'publicNotice',
    by: AUTHORITY,
    paper: ANNOUNCED,
    form: [WHERE],
  },
  publishVeto: {
    name: { zh: '公示', en: 'give public notice' },
    from: ['vetoUncured'],
    to: 'vetoNotice',
    by: AUTHORITY,
    paper: ANNOUNCED,
    form: [WHERE],
  },
  vetoAccept: {
    name: { zh: '无异议', en: 'accept the decision' },
    from: ['vetoServed', 'vetoFinal'],
    to: 'vetoUncured',
    by: ORGANIZATION,
    form: [NOTE],
  },
  requestReview: {
    name: { zh: '申请复核', en: 'ask for a review' },
    from: ['publicNotice', 'vetoNotice'],
    to: 'reviewAsked',
    by: ORGANIZATION,
    form: [GROUNDS],
    isOnce: true,
  },
  recordReview: {
    name: { zh: '代录复核申请', en: 'record a request received' },
    from: ['publicNotice', 'vetoNotice'],
    to: 'reviewAsked',
    by: AUTHORITY,
    form: [GROUNDS, RECEIVED_ON],
    isOnce: true,
  },
  endNotice: {
    name: { zh: '公示期满', en: 'public notice over' },
    from: ['publicNotice'],
    to: 'noticeOver',
    by: ORGANIZATION,
    byClock: true,
    form: [],
  },
  endVetoNotice: {
    name: { zh: '公示期满', en: 'public notice over' },
    from: ['vetoNotice'],
    to: 'vetoNoticeOver',
    by: ORGANIZATION,
    byClock: true,
    form: [],
  },
  recheck: {
    name: { zh: '重新审视一票否决', en: 'look at the veto again' },
    from: ['noticeOver'],
    to: 'voted',
    by: AUTHORITY,
    form: [REASON],
  },
  appointReview: {
    name: { zh: '组成复核组', en: 'name the review panel' },
    from: ['reviewAsked'],
    to: 'reviewing',
    by: AUTHORITY,
    keepsClock: true,
    form: [{ ...countField('experts', '复核组人数', 'members'), hidden: true }],
    isWithin: true,
  },
  upholdReview: {
    name: { zh: '送达复核决定：维持', en: 'deliver: upheld' },
    from: ['reviewing'],
    to: 'noticeOver',
    by: AUTHORITY,
    notByActorOf: ['vote', 'opine'],
    paper: REVIEWED,
    form: [REASON],
  },
  grantReview: {
    name: { zh: '送达复核决定：重新表决', en: 'deliver: to be voted again' },
    from: ['reviewing'],
    to: 'opined',
    by: AUTHORITY,
    notByActorOf: ['vote', 'opine'],
    paper: REVIEWED,
    form: [REASON],
  },
}

const END: Readonly<Record<string, CaseActionDefinition>> = {
  confirm: {
    name: { zh: '确认并公布', en: 'confirm and announce' },
    from: ['noticeOver', 'vetoNoticeOver'],
    to: 'confirmed',
    by: AUTHORITY,
    decides: 'inFavour',
    part: 'cascade',
    paper: { template: 'grade-decision', also: ['evaluation-certificate'] },
    form: [{ key: 'document', kind: 'text', label: { zh: '文号', en: 'document no.' }, needed: true }],
  },
  recommend: {
    name: { zh: '上报推荐', en: 'recommend upward' },
    from: ['noticeOver', 'vetoNoticeOver'],
    to: 'recommended',
    by: AUTHORITY,
    part: 'cascade',
    form: [NOTE],
  },
  recordResult: {
    name: { zh: '登记上级评定结果', en: 'record the result from above' },
    from: ['recommended'],
    to: 'confirmed',
    by: AUTHORITY,
    decides: 'otherwise',
    paper: { template: 'evaluation-result' },
    form: [
      GRADE,
      { key: 'document', kind: 'text', label: { zh: '文号', en: 'document no.' }, needed: true },
      { key: 'announcedOn', kind: 'day', label: { zh: '公布日期', en: 'announced on' }, needed: true },
    ],
  },
}

/**
 * The third pass: the evaluation of one organization under one call (domain.md 5.3). The score is the experts', the grade
 * the committee's; a veto changes neither, it only says what is announced of them.
 */
export const EVALUATION: CaseDefinition = {
  kind: 'evaluation',
  name: { zh: '等级评估', en: 'evaluation' },
  legalOrder: 'state',
  parties: AUTHORITY_PARTIES,
  states: {
    ...EVALUATION_STATES,
    ...NOT_ELIGIBLE.states,
    ...VETO.states,
    vetoUncured: {
      name: { zh: '一票否决成立，待公示', en: 'the veto stands, public notice to be given' },
      waits: 'authority',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    vetoNotice: {
      name: { zh: '公示中（一票否决），可申请复核或整改', en: 'public notice with a veto, a review or a cure is open' },
      waits: 'organization',
      clock: { parameter: 'publicNoticeDays', counted: 'calendar' },
    },
    vetoNoticeOver: {
      name: { zh: '公示期满（一票否决），待确认', en: 'public notice with a veto over, to be confirmed' },
      waits: 'authority',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
  },
  actions: { ...FIRST, ...NOT_ELIGIBLE.actions, ...PANEL, ...NOTICE, ...VETO.actions, ...END },
}
