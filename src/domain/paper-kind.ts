import type { Text } from './refusal.ts'

/** Forms of official papers that are used here, each with the mark that it adds to the document code of an office. */
export const PAPER_FORMS = {
  notice: { name: { zh: '通知', en: 'notice' }, mark: '' },
  letter: { name: { zh: '函', en: 'letter' }, mark: '函' },
  advice: { name: { zh: '告知书', en: 'notification' }, mark: '告' },
  decision: { name: { zh: '决定书', en: 'decision' }, mark: '决' },
  reply: { name: { zh: '批复', en: 'approval reply' }, mark: '复' },
  proposal: { name: { zh: '建议书', en: 'proposal' }, mark: '建' },
  publicNotice: { name: { zh: '公示', en: 'public notice' }, mark: '示' },
  certificate: { name: { zh: '证书', en: 'certificate' }, mark: '证' },
  slip: { name: { zh: '移交单', en: 'hand-over slip' }, mark: '移' },
} as const satisfies Record<string, { readonly name: Text; readonly mark: string }>
export type PaperForm = keyof typeof PAPER_FORMS

/** A named place of a template: what stands in it, and what is said of it to whoever writes templates. */
export type PaperField = {
  readonly kind: 'text' | 'day' | 'count' | 'list' | 'choice'
  readonly name: Text
  /** May be left out; a template then shows it only in a paragraph that hangs on it. */
  readonly optional?: true
  /** The law or the one concerned wants it: a template of this kind that leaves it out is refused. */
  readonly due?: true
  /** Filled by the system from the record: the office, the organization. */
  readonly given?: true
  /** What each item of a list says. */
  readonly items?: Readonly<Record<string, Text>>
  readonly choices?: Readonly<Record<string, Text>>
}

export type PaperKind = {
  readonly form: PaperForm
  readonly name: Text
  /** About one organization, whose name and code are fields. */
  readonly isOfOrganization: boolean
  /** Says no to somebody: reasons, evidence, a day and a remedy are due (domain.md 5). */
  readonly isAdverse: boolean
  readonly fields: Readonly<Record<string, PaperField>>
}

const name = (zh: string, en: string): Text => ({ zh, en })
const text = (zh: string, en: string) => ({ kind: 'text', name: name(zh, en) }) as const
const day = (zh: string, en: string) => ({ kind: 'day', name: name(zh, en) }) as const
const count = (zh: string, en: string) => ({ kind: 'count', name: name(zh, en) }) as const
const list = (zh: string, en: string, items: Readonly<Record<string, Text>>) =>
  ({ kind: 'list', name: name(zh, en), items }) as const
const due = { due: true } as const
const optional = { optional: true } as const

const OFFICE = { 'office.name': { ...text('发文机关', 'issuing office'), given: true } } as const
const ORGANIZATION = {
  'organization.name': { ...text('社会组织名称', 'name of the organization'), given: true },
  'organization.code': {
    ...text('统一社会信用代码或备案编号', 'credit code or file number'),
    given: true,
    ...optional,
  },
} as const
const ABOUT = { ...OFFICE, ...ORGANIZATION } as const
const POLICY = { policy: { ...text('规则包及版本', 'policy pack and version'), ...due } } as const
const RULE = { rule: { ...text('依据的规则和条款', 'rule and clause'), ...due } } as const
const LINE = { text: name('内容', 'what it says') } as const
const FACTS = {
  factsAsOf: { ...day('事实截至日期', 'day of the facts'), ...due },
  facts: { ...list('认定的事实', 'facts', LINE), ...due },
  evidence: { ...list('证据', 'evidence', LINE), ...due },
  reasons: { ...list('理由', 'reasons', LINE), ...due },
} as const
const REMEDY = {
  legalOrder: {
    kind: 'choice',
    name: name('救济途径', 'legal order of the remedy'),
    choices: { state: name('行政', 'state'), party: name('党内', 'Party') },
    ...due,
  },
  'appeal.body': { ...text('受理异议或申诉的单位', 'who hears the appeal'), ...due },
  'appeal.by': { ...day('提出异议或申诉的截止日', 'last day of the appeal'), ...due },
} as const
const FREE = {
  ...OFFICE,
  addressee: text('主送', 'addressee'),
  subject: text('事由', 'subject'),
  paragraphs: { ...list('正文段落', 'paragraphs', LINE), ...due },
} as const

/** Every kind of paper that Trefoil issues, with its closed list of fields (domain.md 3.5, 5). */
export const PAPER_KINDS = {
  gapNotice: {
    form: 'advice',
    name: name('登记材料补正告知书', 'notice of gaps in an application'),
    isOfOrganization: true,
    isAdverse: false,
    fields: {
      ...ABOUT,
      matter: text('申请事项', 'what was applied for'),
      receivedOn: day('收到申请的日期', 'day on which it came in'),
      gaps: {
        ...list('需要补正的内容，一次列全', 'all gaps at once', {
          ...LINE,
          rule: name('依据', 'rule'),
          mend: name('补正办法', 'how to mend it'),
        }),
        ...due,
      },
      mendBy: { ...day('补正期限', 'day by which to complete'), ...due },
      ...POLICY,
    },
  },
  improvementLetter: {
    form: 'letter',
    name: name('党建工作改进建议函', 'improvement letter'),
    isOfOrganization: true,
    isAdverse: false,
    fields: {
      ...ABOUT,
      year: count('检查年度', 'year inspected'),
      findings: {
        ...list('检查发现', 'findings', { ...LINE, rule: name('依据', 'rule'), advice: name('改进建议', 'advice') }),
        ...due,
      },
      replyBy: { ...day('反馈期限', 'day by which to answer'), ...due },
      ...POLICY,
    },
  },
  rectificationNotice: {
    form: 'notice',
    name: name('限期整改通知书', 'rectification notice'),
    isOfOrganization: true,
    isAdverse: true,
    fields: {
      ...ABOUT,
      findings: {
        ...list('需要整改的问题', 'what is to be rectified', {
          ...LINE,
          rule: name('依据', 'rule'),
          evidence: name('证据', 'evidence'),
          mend: name('整改要求', 'what is required'),
        }),
        ...due,
      },
      factsAsOf: FACTS.factsAsOf,
      reasons: FACTS.reasons,
      cureBy: { ...day('整改期限', 'day by which to rectify'), ...due },
      consequence: { ...text('逾期未整改的后果', 'what follows if it is not done'), ...optional },
      ...POLICY,
      ...REMEDY,
    },
  },
  priorNotice: {
    form: 'advice',
    name: name('事先告知书', 'prior notice of an adverse decision'),
    isOfOrganization: true,
    isAdverse: true,
    fields: {
      ...ABOUT,
      proposed: { ...text('拟作出的决定', 'the decision that is intended'), ...due },
      ...RULE,
      ...POLICY,
      factsAsOf: FACTS.factsAsOf,
      reasons: FACTS.reasons,
      evidence: FACTS.evidence,
      heardBy: { ...day('陈述申辩截止日', 'last day to be heard'), ...due },
      hearAt: { ...text('陈述申辩的受理处', 'where to be heard'), ...due },
    },
  },
  adverseDecision: {
    form: 'decision',
    name: name('决定书', 'adverse decision'),
    isOfOrganization: true,
    isAdverse: true,
    fields: {
      ...ABOUT,
      matter: text('事由', 'what it is about'),
      decision: { ...text('决定内容', 'what is decided'), ...due },
      ...RULE,
      ...POLICY,
      ...FACTS,
      cureBy: { ...day('改正期限', 'day by which it can be cured'), ...optional, ...due },
      noCure: { ...text('没有可改正的内容时的说明', 'the word that there is nothing to cure'), ...optional },
      ...REMEDY,
    },
  },
  abnormalProposal: {
    form: 'proposal',
    name: name('列入活动异常名录建议书', 'proposal for the list of abnormal activity'),
    isOfOrganization: true,
    isAdverse: true,
    fields: {
      ...ABOUT,
      authority: text('登记管理机关', 'registration authority'),
      ...RULE,
      ...POLICY,
      factsAsOf: FACTS.factsAsOf,
      grounds: { ...list('建议列入的事由', 'grounds', LINE), ...due },
      evidence: FACTS.evidence,
      noticeOn: { ...day('事先告知送达日期', 'day on which the prior notice was served'), ...due },
      defence: { ...text('陈述申辩情况', 'what was said in defence'), ...due },
    },
  },
  evaluationResult: {
    form: 'advice',
    name: name('评估结果告知书', 'notice of an evaluation result'),
    isOfOrganization: true,
    isAdverse: true,
    fields: {
      ...ABOUT,
      year: count('评估年度', 'year of evaluation'),
      score: { ...text('评估得分', 'score'), ...due },
      grade: { ...text('评估等级', 'grade'), ...due },
      'veto.grade': { ...text('不适用一票否决时的等级', 'grade without the veto'), ...optional },
      'veto.reason': { ...text('一票否决的理由', 'why the veto applies'), ...optional, ...due },
      'veto.rule': { ...text('一票否决的条款', 'rule of the veto'), ...optional },
      'veto.cureBy': { ...day('可以改正的截止日', 'day by which it can be cured'), ...optional },
      ...POLICY,
      'review.body': { ...text('受理复核的单位', 'who hears a review'), ...due },
      'review.by': { ...day('申请复核的截止日', 'last day to ask for a review'), ...due },
    },
  },
  evaluationPublicNotice: {
    form: 'publicNotice',
    name: name('评估等级公示', 'public notice of evaluation'),
    isOfOrganization: false,
    isAdverse: false,
    fields: {
      ...OFFICE,
      year: count('评估年度', 'year of evaluation'),
      results: {
        ...list('拟定等级', 'intended grades', {
          organization: name('社会组织', 'organization'),
          grade: name('等级', 'grade'),
        }),
        ...due,
      },
      from: { ...day('公示起始日', 'first day of notice'), ...due },
      until: { ...day('公示截止日', 'last day of notice'), ...due },
      'objection.body': { ...text('受理异议的单位', 'who hears objections'), ...due },
      'objection.way': { ...text('提出异议的方式', 'how to object'), ...due },
    },
  },
  reviewDecision: {
    form: 'decision',
    name: name('复核决定书', 'review decision'),
    isOfOrganization: true,
    isAdverse: true,
    fields: {
      ...ABOUT,
      matter: text('事由', 'what it is about'),
      appliedOn: day('申请复核的日期', 'day of the request'),
      request: text('复核请求', 'what was asked'),
      decision: { ...text('复核决定', 'what is decided'), ...due },
      ...RULE,
      ...POLICY,
      ...FACTS,
      ...REMEDY,
    },
  },
  evaluationCertificate: {
    form: 'certificate',
    name: name('评估等级证书', 'evaluation certificate'),
    isOfOrganization: true,
    isAdverse: false,
    fields: {
      ...ABOUT,
      grade: { ...text('评估等级', 'grade'), ...due },
      validFrom: { ...day('有效期起', 'valid from'), ...due },
      validTo: { ...day('有效期止', 'valid to'), ...due },
    },
  },
  foundingReply: {
    form: 'reply',
    name: name('成立党组织的批复', 'approval of founding a Party organization'),
    isOfOrganization: false,
    isAdverse: false,
    fields: {
      ...OFFICE,
      applicant: text('请示单位', 'who asked'),
      'request.title': text('请示标题和文号', 'title and number of the request'),
      'request.on': day('请示日期', 'day of the request'),
      'party.name': { ...text('党组织名称', 'name of the Party organization'), ...due },
      'party.superior': { ...text('上级党组织', 'superior Party organization'), ...due },
      covers: { ...list('覆盖的社会组织', 'organizations that it covers', { name: name('名称', 'name') }), ...due },
      termYears: { ...count('每届任期年数', 'years of a term'), ...due },
      electBy: { ...day('选举期限', 'day by which to elect'), ...due },
    },
  },
  handOverSlip: {
    form: 'slip',
    name: name('材料移交单', 'hand-over slip'),
    isOfOrganization: true,
    isAdverse: false,
    fields: {
      ...ABOUT,
      'body.name': { ...text('接收的责任主体', 'responsible body that receives'), ...due },
      papers: {
        ...list('移交的材料', 'papers handed over', { name: name('名称', 'name'), copies: name('份数', 'copies') }),
        ...due,
      },
      handedOn: { ...day('移交日期', 'day of the hand-over'), ...due },
      confirmBy: { ...day('确认接收的截止日', 'day by which to confirm'), ...due },
    },
  },
  letter: { form: 'letter', name: name('函', 'letter'), isOfOrganization: false, isAdverse: false, fields: FREE },
  notice: { form: 'notice', name: name('通知', 'notice'), isOfOrganization: false, isAdverse: false, fields: FREE },
} as const satisfies Record<string, PaperKind>

export type PaperKindName = keyof typeof PAPER_KINDS
export const PAPER_KIND_NAMES = Object.keys(PAPER_KINDS).filter(isPaperKind)

export function isPaperKind(word: string): word is PaperKindName {
  return Object.hasOwn(PAPER_KINDS, word)
}

export function paperKindOf(word: PaperKindName): PaperKind {
  return PAPER_KINDS[word]
}
