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
  /** Issued by acts of a case alone, never written by hand: what it says is what was decided. */
  readonly isByActOnly?: true
  readonly fields: Readonly<Record<string, PaperField>>
}

export const name = (zh: string, en: string): Text => ({ zh, en })
export const text = (zh: string, en: string) => ({ kind: 'text', name: name(zh, en) }) as const
export const day = (zh: string, en: string) => ({ kind: 'day', name: name(zh, en) }) as const
export const count = (zh: string, en: string) => ({ kind: 'count', name: name(zh, en) }) as const
export const list = (zh: string, en: string, items: Readonly<Record<string, Text>>) =>
  ({ kind: 'list', name: name(zh, en), items }) as const
export const due = { due: true } as const
export const optional = { optional: true } as const

export const OFFICE = { 'office.name': { ...text('发文机关', 'issuing office'), given: true } } as const
export const ORGANIZATION = {
  'organization.name': { ...text('社会组织名称', 'name of the organization'), given: true },
  'organization.code': {
    ...text('统一社会信用代码或备案编号', 'credit code or file number'),
    given: true,
    ...optional,
  },
} as const
export const ABOUT = { ...OFFICE, ...ORGANIZATION } as const
export const POLICY = { policy: { ...text('规则包及版本', 'policy pack and version'), ...due } } as const
export const RULE = { rule: { ...text('依据的规则和条款', 'rule and clause'), ...due } } as const
export const LINE = { text: name('内容', 'what it says') } as const
export const FACTS = {
  factsAsOf: { ...day('事实截至日期', 'day of the facts'), ...due },
  facts: { ...list('认定的事实', 'facts', LINE), ...due },
  evidence: { ...list('证据', 'evidence', LINE), ...due },
  reasons: { ...list('理由', 'reasons', LINE), ...due },
} as const
export const REMEDY = {
  legalOrder: {
    kind: 'choice',
    name: name('救济途径', 'legal order of the remedy'),
    choices: { state: name('行政', 'state'), party: name('党内', 'Party') },
    ...due,
  },
  'appeal.body': { ...text('受理异议或申诉的单位', 'who hears the appeal'), ...due },
  'appeal.by': { ...day('提出异议或申诉的截止日', 'last day of the appeal'), ...due },
} as const
/** What is intended against somebody, and how to be heard on it. */
export const PROPOSED = {
  proposed: { ...text('拟作出的决定', 'the decision that is intended'), ...due },
  ...RULE,
  ...POLICY,
  factsAsOf: FACTS.factsAsOf,
  reasons: FACTS.reasons,
  evidence: FACTS.evidence,
  heardBy: { ...day('陈述申辩截止日', 'last day to be heard'), ...due },
  hearAt: { ...text('陈述申辩的受理处', 'where to be heard'), ...due },
} as const
