import { EVALUATION_PAPERS } from './paper-evaluation.ts'
import {
  ABOUT,
  count,
  day,
  due,
  FACTS,
  LINE,
  list,
  name,
  OFFICE,
  optional,
  POLICY,
  PROPOSED,
  REMEDY,
  RULE,
  text,
  type PaperKind,
} from './paper-field.ts'

const FREE = {
  ...OFFICE,
  addressee: text('主送', 'addressee'),
  subject: text('事由', 'subject'),
  paragraphs: { ...list('正文段落', 'paragraphs', LINE), ...due },
} as const

/** Every kind of paper that Trefoil issues, with its closed list of fields (domain.md 3.5, 5). */
export const PAPER_KINDS = {
  ...EVALUATION_PAPERS,
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
    fields: { ...ABOUT, ...PROPOSED },
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
  refusalDecision: {
    form: 'decision',
    name: name('不予登记决定书', 'decision not to register'),
    isOfOrganization: true,
    isAdverse: true,
    fields: {
      ...ABOUT,
      matter: text('申请事项', 'what was applied for'),
      ...RULE,
      ...POLICY,
      ...FACTS,
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
