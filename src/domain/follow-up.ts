import type { CaseDefinition } from './case.ts'

/** What a visit leaves to be done: waits at the desk of the organization's body until the day that the visit set. */
export const FOLLOW_UP = {
  kind: 'followUp',
  name: { zh: '走访后续', en: 'follow-up of a visit' },
  parties: { body: { zh: '党建责任主体', en: 'responsible body' } },
  states: {
    open: { name: { zh: '待办', en: 'to be done' }, waits: 'body' },
    done: { name: { zh: '已办结', en: 'done' }, waits: null },
    dropped: { name: { zh: '不再办理', en: 'dropped' }, waits: null },
  },
  actions: {
    set: {
      name: { zh: '登记', en: 'set' },
      from: [],
      to: 'open',
      by: ['body'],
      form: [{ key: 'dueOn', kind: 'day', label: { zh: '办理期限', en: 'due' }, needed: true }],
    },
    finish: {
      name: { zh: '办结', en: 'finish' },
      from: ['open'],
      to: 'done',
      by: ['body'],
      form: [{ key: 'note', kind: 'text', label: { zh: '结果', en: 'what came of it' } }],
    },
    postpone: {
      name: { zh: '延期', en: 'postpone' },
      from: ['open'],
      to: 'open',
      by: ['body'],
      form: [
        { key: 'dueOn', kind: 'day', label: { zh: '新的期限', en: 'new due day' }, needed: true },
        { key: 'reason', kind: 'text', label: { zh: '理由', en: 'reason' }, needed: true },
      ],
    },
    drop: {
      name: { zh: '不再办理', en: 'drop' },
      from: ['open'],
      to: 'dropped',
      by: ['body'],
      form: [{ key: 'reason', kind: 'text', label: { zh: '理由', en: 'reason' }, needed: true }],
    },
  },
} as const satisfies CaseDefinition
