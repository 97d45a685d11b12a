import type { CaseDefinition } from './case.ts'
import { NOTE, REASON } from './case-field.ts'
import { BODY_PARTY, SUPERIOR_PARTY } from './case-party.ts'

/**
 * A request for correction: somebody says that what is on record of an organization is wrong; the responsible body
 * decides within the pack's working days; a refusal has reasons and goes, on appeal, to somebody else (domain.md 5.4).
 */
export const CORRECTION = {
  kind: 'correction',
  name: { zh: '更正申请', en: 'request for correction' },
  parties: {
    requester: { zh: '申请方', en: 'requester' },
    body: BODY_PARTY,
    superior: SUPERIOR_PARTY,
  },
  states: {
    open: {
      name: { zh: '待审核', en: 'to be decided' },
      waits: 'body',
      clock: { parameter: 'correctionDays', counted: 'working' },
    },
    asked: {
      name: { zh: '待补充', en: 'waiting for more' },
      waits: 'requester',
      clock: { parameter: 'returnDays', counted: 'working' },
    },
    refused: {
      name: { zh: '不予更正，可申诉', en: 'refused, open to appeal' },
      waits: 'requester',
      clock: { parameter: 'correctionDays', counted: 'working' },
    },
    appealed: {
      name: { zh: '申诉待决', en: 'appeal to be decided' },
      waits: 'superior',
      clock: { parameter: 'correctionDays', counted: 'working' },
    },
    corrected: { name: { zh: '已更正', en: 'corrected' }, waits: null },
    upheld: { name: { zh: '维持原记录', en: 'record upheld' }, waits: null },
    withdrawn: { name: { zh: '已撤回', en: 'withdrawn' }, waits: null },
  },
  actions: {
    request: { name: { zh: '申请更正', en: 'request' }, from: [], to: 'open', by: ['requester'], form: [] },
    correct: {
      name: { zh: '同意更正', en: 'correct the record' },
      from: ['open', 'appealed'],
      to: 'corrected',
      by: ['body', 'superior'],
      notByActorOf: ['refuse'],
      form: [NOTE],
    },
    ask: {
      name: { zh: '要求补充', en: 'ask for more' },
      from: ['open'],
      to: 'asked',
      by: ['body'],
      form: [{ key: 'reason', kind: 'text', label: { zh: '需要补充什么', en: 'what is needed' }, needed: true }],
    },
    answer: {
      name: { zh: '补充说明', en: 'answer' },
      from: ['asked'],
      to: 'open',
      by: ['requester'],
      form: [{ key: 'note', kind: 'text', label: { zh: '补充说明', en: 'answer' }, needed: true }],
    },
    refuse: {
      name: { zh: '不予更正', en: 'refuse' },
      from: ['open'],
      to: 'refused',
      by: ['body'],
      isAdverse: true,
      form: [REASON, { key: 'evidence', kind: 'text', label: { zh: '依据', en: 'evidence' }, needed: true }],
    },
    appeal: {
      name: { zh: '申诉', en: 'appeal' },
      from: ['refused'],
      to: 'appealed',
      by: ['requester'],
      form: [{ key: 'reason', kind: 'text', label: { zh: '申诉理由', en: 'grounds' }, needed: true }],
    },
    uphold: {
      name: { zh: '维持原记录', en: 'uphold the record' },
      from: ['appealed'],
      to: 'upheld',
      by: ['superior'],
      notByActorOf: ['refuse'],
      isAdverse: true,
      form: [REASON],
    },
    withdraw: {
      name: { zh: '撤回', en: 'withdraw' },
      from: ['open', 'asked', 'refused'],
      to: 'withdrawn',
      by: ['requester'],
      form: [],
    },
    lapse: {
      name: { zh: '逾期未申诉', en: 'not appealed in time' },
      from: ['refused'],
      to: 'upheld',
      by: ['requester'],
      byClock: true,
      form: [],
    },
  },
} as const satisfies CaseDefinition
