import type { CaseDefinition } from './case.ts'
import { NOTE, REASON } from './case-field.ts'

/** Fields that every question about who answers shares. */
export const BODY_FIELD = {
  key: 'bodyId',
  kind: 'body',
  label: { zh: '责任主体', en: 'responsible body' },
  needed: true,
} as const
/** Set where the system closes a question because another way has put a body on record. */
export const SETTLED_FIELD = {
  key: 'bodyId',
  kind: 'body',
  label: { zh: '在册的责任主体', en: 'body on record' },
  hidden: true,
} as const

/**
 * A gap: an organization without an accepted body today (domain.md 2.5, K13). It has an owner, the civil-affairs body
 * above its place, and a clock after which the territorial catch-all applies, clause (e).
 */
export const ASSIGNMENT = {
  kind: 'assignment',
  name: { zh: '明确责任主体', en: 'assignment of a responsible body' },
  parties: { owner: { zh: '缺口的归口单位', en: 'owner of the gap' } },
  states: {
    open: {
      name: { zh: '无责任主体', en: 'without a body' },
      waits: 'owner',
      clock: { parameter: 'catchAllDays', counted: 'calendar' },
    },
    confirmed: { name: { zh: '已确认', en: 'confirmed' }, waits: null },
    caught: { name: { zh: '已按兜底条款处理', en: 'caught by clause (e)' }, waits: null },
    referred: { name: { zh: '已提交联席会议', en: 'sent to the joint conference' }, waits: null },
    settled: { name: { zh: '已有责任主体', en: 'a body came on record' }, waits: null },
  },
  actions: {
    list: {
      name: { zh: '列为缺口', en: 'list the gap' },
      from: [],
      to: 'open',
      by: ['owner'],
      form: [{ key: 'dueOn', kind: 'day', label: { zh: '兜底日期', en: 'day of the catch-all' }, hidden: true }],
    },
    confirm: {
      name: { zh: '确认责任主体', en: 'confirm the body' },
      from: ['open'],
      to: 'confirmed',
      by: ['owner'],
      form: [BODY_FIELD, NOTE],
    },
    refer: {
      name: { zh: '提交联席会议', en: 'send to the joint conference' },
      from: ['open'],
      to: 'referred',
      by: ['owner'],
      form: [REASON],
    },
    catchAll: {
      name: { zh: '期满兜底', en: 'catch-all after the days' },
      from: ['open'],
      to: 'caught',
      by: ['owner'],
      byClock: true,
      form: [],
    },
    settle: {
      name: { zh: '另有责任主体登记', en: 'a body came on record' },
      from: ['open'],
      to: 'settled',
      by: [],
      form: [SETTLED_FIELD],
    },
  },
} as const satisfies CaseDefinition
