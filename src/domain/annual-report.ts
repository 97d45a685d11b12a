import type { CaseDefinition } from './case.ts'
import { outcomePath } from './outcome-path.ts'

const REASON = { key: 'reason', kind: 'text', label: { zh: '理由', en: 'reasons' }, needed: true } as const
const NOTE = { key: 'note', kind: 'text', label: { zh: '说明', en: 'note' } } as const

/** What can be said against a report: to be put right, or its result by the grounds of Order 27; never by Party findings unless the pack says so. */
export const REPORT_OUTCOMES = {
  rectify: { zh: '责令限期整改', en: 'to be put right by a day' },
  basic: { zh: '基本合格', en: 'basic' },
  failed: { zh: '不合格', en: 'failed' },
  absent: { zh: '未参加年报', en: 'absent' },
} as const
export type ReportOutcome = keyof typeof REPORT_OUTCOMES

const OUTCOME_PATH = outcomePath({
  from: ['examining', 'missed'],
  decider: 'authority',
  about: 'organization',
  superior: 'superior',
  outcomes: REPORT_OUTCOMES,
  dropTo: 'examining',
  overturnTo: 'overturned',
  cureTo: 'cured',
})

/**
 * The second pass: the annual report of one organization for one year (domain.md 5.2). Filled in by the organization, looked
 * at first by its responsible body, examined by the authority that registers it.
 */
export const ANNUAL_REPORT: CaseDefinition = {
  kind: 'annualReport',
  name: { zh: '年度报告', en: 'annual report' },
  legalOrder: 'state',
  parties: {
    organization: { zh: '社会组织', en: 'organization' },
    body: { zh: '党建责任主体', en: 'responsible body' },
    authority: { zh: '登记管理机关', en: 'registration authority' },
    superior: { zh: '上一级', en: 'level above' },
  },
  states: {
    due: { name: { zh: '待填报', en: 'to be filled in' }, waits: 'organization' },
    filed: {
      name: { zh: '待初审', en: 'first review' },
      waits: 'body',
      clock: { parameter: 'firstReviewDays', counted: 'working' },
    },
    returned: {
      name: { zh: '退回补充', en: 'returned' },
      waits: 'organization',
      clock: { parameter: 'returnDays', counted: 'working' },
    },
    examining: {
      name: { zh: '待审查', en: 'to be examined' },
      waits: 'authority',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    late: {
      name: { zh: '逾期未报，已提醒', en: 'late, reminded' },
      waits: 'organization',
      clock: { parameter: 'improveDays', counted: 'calendar' },
    },
    missed: {
      name: { zh: '仍未报送，待处理', en: 'still not filed' },
      waits: 'authority',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    improving: {
      name: { zh: '已发改进建议函', en: 'improvement letter sent' },
      waits: 'organization',
      clock: { parameter: 'improveDays', counted: 'calendar' },
    },
    passed: { name: { zh: '合格', en: 'passed' }, waits: null },
    exempt: { name: { zh: '本年度免报', en: 'exempt this year' }, waits: null },
    cured: { name: { zh: '整改完成', en: 'put right' }, waits: null },
    overturned: { name: { zh: '决定已撤销', en: 'decision overturned' }, waits: null },
    listing: { name: { zh: '已转列入异常名录程序', en: 'gone on to the abnormal list procedure' }, waits: null },
    left: { name: { zh: '逾期未整改，不再处理', en: 'not put right, left at that' }, waits: null },
    ...OUTCOME_PATH.states,
  },
  actions: {
    open: { name: { zh: '发起年报', en: 'open' }, from: [], to: 'due', by: ['authority'], form: [], isWithin: true },
    excuse: {
      name: { zh: '确认免报', en: 'exempt' },
      from: ['due', 'late'],
      to: 'exempt',
      by: ['authority'],
      form: [REASON],
    },
    file: {
      name: { zh: '报送', en: 'file' },
      from: ['due', 'returned', 'late', 'missed'],
      to: 'filed',
      by: ['organization', 'body'],
      form: [NOTE],
      isWithin: true,
    },
    lateReminder: {
      name: { zh: '逾期提醒', en: 'reminder that it is late' },
      from: ['due', 'returned'],
      to: 'late',
      by: ['authority'],
      byClock: true,
      form: [],
    },
    miss: {
      name: { zh: '提醒期满仍未报送', en: 'still not filed' },
      from: ['late'],
      to: 'missed',
      by: ['authority'],
      byClock: true,
      form: [],
    },
    return: {
      name: { zh: '退回补充', en: 'return' },
      from: ['filed', 'examining'],
      to: 'returned',
      by: ['body', 'authority'],
      form: [REASON, { key: 'fields', kind: 'list', label: { zh: '需补充的项目', en: 'fields' } }],
    },
    review: {
      name: { zh: '初审通过', en: 'first review done' },
      from: ['filed'],
      to: 'examining',
      by: ['body'],
      form: [{ key: 'opinion', kind: 'text', label: { zh: '初审意见', en: 'opinion' } }],
    },
    pass: {
      name: { zh: '合格', en: 'pass' },
      from: ['examining'],
      to: 'passed',
      by: ['authority'],
      form: [NOTE],
    },
    advise: {
      name: { zh: '发改进建议函', en: 'send an improvement letter' },
      from: ['examining'],
      to: 'improving',
      by: ['authority'],
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
    ...OUTCOME_PATH.actions,
    proposeListing: {
      name: { zh: '提出列入异常名录', en: 'propose the abnormal list' },
      from: ['uncured'],
      to: 'listing',
      by: ['authority'],
      part: 'cascade',
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
