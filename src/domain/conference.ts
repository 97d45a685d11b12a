import { BODY_FIELD, SETTLED_FIELD } from './assignment-case.ts'
import type { CaseDefinition } from './case.ts'
import { REASON } from './case-field.ts'

/**
 * A question for the joint conference: two bodies claim an organization, or nobody takes it. One for an organization at
 * a time, seen by all its parties; the decision puts the body on record.
 */
export const DISPUTE = {
  kind: 'dispute',
  name: { zh: '联席会议议题', en: 'question for the joint conference' },
  parties: {
    convenor: { zh: '召集单位', en: 'convening desk' },
    holder: { zh: '现责任主体或缺口归口单位', en: 'body on record, or owner of the gap' },
    first: { zh: '第一方', en: 'first party' },
    second: { zh: '第二方', en: 'second party' },
    third: { zh: '第三方', en: 'third party' },
  },
  states: {
    open: {
      name: { zh: '待联席会议决定', en: 'waiting for the conference' },
      waits: 'convenor',
      clock: { parameter: 'catchAllDays', counted: 'calendar' },
    },
    decided: { name: { zh: '已决定', en: 'decided' }, waits: null },
    dropped: { name: { zh: '已撤下', en: 'taken off the agenda' }, waits: null },
    settled: { name: { zh: '责任主体已另行变更', en: 'the body changed in another way' }, waits: null },
  },
  actions: {
    refer: {
      name: { zh: '提交联席会议', en: 'send to the joint conference' },
      from: [],
      to: 'open',
      by: ['holder', 'first', 'second', 'third', 'convenor'],
      form: [REASON],
    },
    join: {
      name: { zh: '并入一方', en: 'one more party joins' },
      from: ['open'],
      to: 'open',
      by: [],
      keepsClock: true,
      form: [],
    },
    decide: {
      name: { zh: '作出决定', en: 'decide' },
      from: ['open'],
      to: 'decided',
      by: ['convenor'],
      form: [
        BODY_FIELD,
        REASON,
        { key: 'conference', kind: 'conference', label: { zh: '会议', en: 'conference' }, hidden: true },
      ],
    },
    drop: {
      name: { zh: '撤下议题', en: 'take off the agenda' },
      from: ['open'],
      to: 'dropped',
      by: ['convenor'],
      form: [REASON],
    },
    settle: {
      name: { zh: '责任主体已另行变更', en: 'the body changed in another way' },
      from: ['open'],
      to: 'settled',
      by: [],
      form: [SETTLED_FIELD],
    },
  },
} as const satisfies CaseDefinition

/** The parties of a question beside the holder, in the order in which they came. */
export const DISPUTANTS = ['first', 'second', 'third'] as const

/** Something that a conference gave to a desk to do by a day. */
export const CONFERENCE_TASK = {
  kind: 'conferenceTask',
  name: { zh: '会议任务', en: 'task of a conference' },
  parties: {
    convenor: { zh: '召集单位', en: 'convening desk' },
    doer: { zh: '承办单位', en: 'desk that does it' },
  },
  states: {
    open: {
      name: { zh: '办理中', en: 'to be done' },
      waits: 'doer',
      clock: { parameter: 'acceptDays', counted: 'working' },
    },
    done: { name: { zh: '已办结', en: 'done' }, waits: null },
    dropped: { name: { zh: '已取消', en: 'dropped' }, waits: null },
  },
  actions: {
    give: {
      name: { zh: '交办', en: 'give' },
      from: [],
      to: 'open',
      by: ['convenor'],
      form: [{ key: 'dueOn', kind: 'day', label: { zh: '期限', en: 'due' }, needed: true }],
    },
    finish: {
      name: { zh: '办结', en: 'report it done' },
      from: ['open'],
      to: 'done',
      by: ['doer'],
      form: [{ key: 'note', kind: 'text', label: { zh: '办理情况', en: 'what was done' }, needed: true }],
    },
    drop: { name: { zh: '取消', en: 'drop' }, from: ['open'], to: 'dropped', by: ['convenor'], form: [REASON] },
  },
} as const satisfies CaseDefinition
