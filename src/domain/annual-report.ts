import type { CaseDefinition } from './case.ts'
import { NOTE, REASON } from './case-field.ts'
import { AUTHORITY_PARTY, BODY_PARTY, ORGANIZATION_PARTY, SUPERIOR_PARTY } from './case-party.ts'
import type { Day } from './day.ts'
import type { GateParameters } from './gate-policy.ts'
import type { Kind } from './organization.ts'
import { outcomePath } from './outcome-path.ts'

/** Who reports yearly: what civil affairs registers (domain.md 2.6). */
export const REPORT_KINDS = ['association', 'service', 'foundation'] as const satisfies readonly Kind[]

/** The last day of registration that still reports on the year: whoever came later is exempt (domain.md R33). */
export function lastDayAsked(year: number, { exemptFoundedAfter }: GateParameters): Day {
  return `${year}-${exemptFoundedAfter}`
}

/** What can be said against a report: to be put right, or a result by the grounds of Order 27. */
export const REPORT_OUTCOMES = {
  rectify: { zh: '责令限期整改', en: 'to be put right by a day' },
  basic: { zh: '基本合格', en: 'basic' },
  failed: { zh: '不合格', en: 'failed' },
  absent: { zh: '未参加年报', en: 'absent' },
} as const
export type ReportOutcome = keyof typeof REPORT_OUTCOMES

/**
 * Grounds of the law on annual reports beside the rules of the pass (Order 27): what the report itself says of the law and
 * the charter. An outcome of the report names one of them unless the pack lets Party findings change the result.
 */
export const REPORT_GROUNDS = {
  'order27.absent': { zh: '未按规定参加年度检查（报告）', en: 'did not take part in the annual inspection (report)' },
  'order27.charter': { zh: '违反章程或内部管理混乱', en: 'against its charter, or management in disorder' },
  'order27.finance': { zh: '财务管理不符合规定', en: 'finances against the rules' },
  'order27.activity': { zh: '无正当理由长期未开展活动', en: 'no activity for long without reason' },
  'order27.scope': { zh: '超出业务范围活动', en: 'active beyond its scope' },
} as const

const RETURNED_FIELDS = { key: 'fields', kind: 'list', label: { zh: '需补充的栏目', en: 'fields to change' } } as const

const OUTCOME_PATH = outcomePath({
  from: ['examining', 'missed'],
  decider: 'authority',
  about: 'organization',
  superior: 'superior',
  outcomes: REPORT_OUTCOMES,
  paper: { template: 'adverse-decision', of: { rectify: 'rectification-notice' } },
  dropTo: 'examining',
  overturnTo: 'overturned',
  cureTo: 'cured',
})

/**
 * The second pass: the annual report of one organization for one year (domain.md 5.2). It is filled in and looked at first
 * as a return of the year's campaign; here it is with the authority that registers.
 */
export const ANNUAL_REPORT: CaseDefinition = {
  kind: 'annualReport',
  name: { zh: '年度报告', en: 'annual report' },
  legalOrder: 'state',
  grounds: REPORT_GROUNDS,
  parties: {
    organization: ORGANIZATION_PARTY,
    body: BODY_PARTY,
    authority: AUTHORITY_PARTY,
    superior: SUPERIOR_PARTY,
  },
  states: {
    examining: {
      name: { zh: '待审查', en: 'to be examined' },
      waits: 'authority',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    supplement: {
      name: { zh: '退回补充', en: 'sent back to be supplied' },
      waits: 'organization',
      clock: { parameter: 'returnDays', counted: 'working' },
    },
    missed: {
      name: { zh: '未报送，待处理', en: 'not filed' },
      waits: 'authority',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    improving: {
      name: { zh: '已发改进建议函', en: 'improvement letter sent' },
      waits: 'organization',
      clock: { parameter: 'improveDays', counted: 'calendar' },
    },
    ...OUTCOME_PATH.states,
    passed: { name: { zh: '合格', en: 'passed' }, waits: null },
    exempt: { name: { zh: '本年度免报', en: 'exempt this year' }, waits: null },
    cured: { name: { zh: '整改完成', en: 'put right' }, waits: null },
    overturned: { name: { zh: '决定已撤销', en: 'decision overturned' }, waits: null },
    listing: { name: { zh: '已转列入异常名录程序', en: 'gone on to the abnormal list' }, waits: null },
    left: { name: { zh: '逾期未整改，不再处理', en: 'not put right, left at that' }, waits: null },
  },
  actions: {
    receive: {
      name: { zh: '初审通过，报送审查', en: 'first review done, filed' },
      from: [],
      to: 'examining',
      by: ['body'],
      isWithin: true,
      form: [],
    },
    miss: {
      name: { zh: '截止时未报送', en: 'not filed at the closing' },
      from: [],
      to: 'missed',
      by: ['authority'],
      isWithin: true,
      form: [],
    },
    pass: {
      name: { zh: '合格', en: 'pass' },
      from: ['examining'],
      to: 'passed',
      by: ['authority'],
      decides: 'inFavour',
      form: [NOTE],
    },
    sendBack: {
      name: { zh: '退回补充', en: 'send back' },
      from: ['examining'],
      to: 'supplement',
      by: ['authority'],
      form: [REASON, RETURNED_FIELDS],
    },
    refile: {
      name: { zh: '补充后再次报送', en: 'filed again' },
      from: ['supplement', 'missed'],
      to: 'examining',
      by: ['body'],
      isWithin: true,
      form: [],
    },
    advise: {
      name: { zh: '发改进建议函', en: 'send an improvement letter' },
      from: ['examining'],
      to: 'improving',
      by: ['authority'],
      decides: 'otherwise',
      paper: { template: 'improvement-letter' },
      form: [
        { key: 'rules', kind: 'list', label: { zh: '涉及的规则', en: 'rules' }, needed: true },
        { key: 'reason', kind: 'text', label: { zh: '建议', en: 'advice' }, needed: true },
      ],
    },
    answer: {
      name: { zh: '答复改进情况', en: 'answer the letter' },
      from: ['improving'],
      to: 'passed',
      by: ['organization'],
      form: [{ key: 'answer', kind: 'text', label: { zh: '改进情况', en: 'what was done' }, needed: true }],
    },
    noAnswer: {
      name: { zh: '期满未答复', en: 'not answered in time' },
      from: ['improving'],
      to: 'passed',
      by: ['organization'],
      byClock: true,
      form: [],
    },
    excuse: {
      name: { zh: '确认免报', en: 'exempt' },
      from: ['missed'],
      to: 'exempt',
      by: ['authority'],
      decides: 'otherwise',
      form: [REASON],
    },
    ...OUTCOME_PATH.actions,
    proposeListing: {
      name: { zh: '提出列入异常名录', en: 'propose the abnormal list' },
      from: ['uncured'],
      to: 'listing',
      by: ['authority'],
      part: 'cascade',
      paper: { template: 'abnormal-proposal' },
      form: [REASON],
    },
    leave: {
      name: { zh: '不再处理', en: 'leave it at that' },
      from: ['uncured'],
      to: 'left',
      by: ['authority'],
      form: [REASON],
    },
  },
}
