import type { CaseDefinition } from './case.ts'

/**
 * Approval up the line: a body reports when its returns are in, or says why some are missing; the level above accepts or
 * returns with a comment; the office of the census accepts last. What is accepted is locked: a return of it changes only
 * where it is reopened for one.
 */
export const CENSUS_REPORT = {
  kind: 'censusReport',
  name: { zh: '摸底汇总上报', en: 'census report' },
  parties: {
    body: { zh: '上报单位', en: 'reporting body' },
    district: { zh: '上一级', en: 'level above' },
    office: { zh: '发起单位', en: 'office of the census' },
  },
  states: {
    gathering: { name: { zh: '汇总中', en: 'gathering' }, waits: 'body' },
    reported: {
      name: { zh: '已上报，待上一级审核', en: 'reported' },
      waits: 'district',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    forwarded: {
      name: { zh: '上一级已通过，待发起单位验收', en: 'accepted above, with the office' },
      waits: 'office',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    returned: {
      name: { zh: '已退回', en: 'returned' },
      waits: 'body',
      clock: { parameter: 'returnDays', counted: 'working' },
    },
    accepted: { name: { zh: '已验收，锁定', en: 'accepted and locked' }, waits: null },
    omitted: { name: { zh: '冻结时未上报', en: 'not reported at the freeze' }, waits: null },
  },
  actions: {
    open: { name: { zh: '下发', en: 'send out' }, from: [], to: 'gathering', by: ['office'], form: [] },
    report: {
      name: { zh: '汇总上报', en: 'report' },
      from: ['gathering', 'returned'],
      to: 'reported',
      by: ['body'],
      form: [{ key: 'reasons', kind: 'text', label: { zh: '未报齐的原因', en: 'reasons for what is missing' } }],
    },
    accept: { name: { zh: '审核通过', en: 'accept' }, from: ['reported'], to: 'forwarded', by: ['district'], form: [] },
    acceptFinally: {
      name: { zh: '验收', en: 'accept finally' },
      from: ['forwarded'],
      to: 'accepted',
      by: ['office'],
      form: [],
    },
    return: {
      name: { zh: '退回', en: 'return' },
      from: ['reported', 'forwarded'],
      to: 'returned',
      by: ['district', 'office'],
      form: [{ key: 'comment', kind: 'text', label: { zh: '意见', en: 'comment' }, needed: true }],
    },
    omit: {
      name: { zh: '冻结时未上报', en: 'not reported at the freeze' },
      from: ['gathering', 'reported', 'forwarded', 'returned'],
      to: 'omitted',
      by: ['office'],
      form: [{ key: 'reason', kind: 'text', label: { zh: '理由', en: 'reason' }, needed: true }],
      isWithin: true,
    },
  },
} as const satisfies CaseDefinition
