import type { CaseActionDefinition, CaseDefinition, FormField } from './case.ts'
import { BODY_PARTY, ORGANIZATION_PARTY, SUPERIOR_PARTY } from './case-party.ts'

const REASON: FormField = { key: 'reason', kind: 'text', label: { zh: '理由', en: 'reason' }, needed: true }
const DUE: FormField = { key: 'dueOn', kind: 'day', label: { zh: '延至', en: 'extended to' }, needed: true }

/** More time for a return that is still to come in; it stays in the state in which it is. */
function extension(state: string): CaseActionDefinition {
  return {
    name: { zh: '延期', en: 'extend' },
    from: [state],
    to: state,
    by: ['body', 'superior'],
    form: [DUE, REASON],
  }
}

/** A return goes on where it was when the merge of its record is undone. */
function restoring(state: string): CaseActionDefinition {
  return {
    name: { zh: '恢复填报', en: 'go on' },
    from: ['merged'],
    to: state,
    by: ['office'],
    form: [{ ...DUE, needed: false, hidden: true }, REASON],
    isWithin: true,
  }
}

/**
 * The return of one organization in a census. It answers, or its responsible body on its behalf; the body confirms or
 * returns naming fields. Late is recorded, never refused; what is missing at the closing comes in by an extension only.
 */
export const CENSUS_RETURN = {
  kind: 'censusReturn',
  name: { zh: '摸底填报', en: 'census return' },
  parties: {
    organization: ORGANIZATION_PARTY,
    body: BODY_PARTY,
    superior: SUPERIOR_PARTY,
    office: { zh: '发起单位', en: 'office of the census' },
  },
  states: {
    notStarted: { name: { zh: '未开始', en: 'not started' }, waits: 'organization' },
    inProgress: { name: { zh: '填报中', en: 'in progress' }, waits: 'organization' },
    submitted: {
      name: { zh: '待审核', en: 'submitted' },
      waits: 'body',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    returned: {
      name: { zh: '已退回，待修改', en: 'returned' },
      waits: 'organization',
      clock: { parameter: 'returnDays', counted: 'working' },
    },
    confirmed: { name: { zh: '已确认', en: 'confirmed' }, waits: null },
    missing: { name: { zh: '未报', en: 'missing' }, waits: null },
    merged: { name: { zh: '重复记录，已并入', en: 'of a duplicate record' }, waits: null },
  },
  actions: {
    open: { name: { zh: '下发', en: 'send out' }, from: [], to: 'notStarted', by: ['office'], form: [] },
    start: {
      name: { zh: '开始填报', en: 'start' },
      from: ['notStarted'],
      to: 'inProgress',
      by: ['organization', 'body'],
      form: [],
      keepsClock: true,
      isWithin: true,
    },
    submit: {
      name: { zh: '提交', en: 'submit' },
      from: ['notStarted', 'inProgress', 'returned'],
      to: 'submitted',
      by: ['organization', 'body'],
      form: [],
    },
    confirm: {
      name: { zh: '确认', en: 'confirm' },
      from: ['submitted'],
      to: 'confirmed',
      by: ['body'],
      form: [{ key: 'note', kind: 'text', label: { zh: '说明', en: 'note' } }],
    },
    return: {
      name: { zh: '退回修改', en: 'return' },
      from: ['submitted'],
      to: 'returned',
      by: ['body'],
      form: [
        { key: 'fields', kind: 'list', label: { zh: '需修改的栏目', en: 'fields to change' }, needed: true },
        { key: 'comment', kind: 'text', label: { zh: '意见', en: 'comment' }, needed: true },
      ],
    },
    extend: extension('notStarted'),
    extendStarted: extension('inProgress'),
    extendReturned: extension('returned'),
    readmit: {
      name: { zh: '准予延期补报', en: 'let in late' },
      from: ['missing'],
      to: 'inProgress',
      by: ['body', 'superior'],
      form: [DUE, REASON],
    },
    reopen: {
      name: { zh: '单独重开', en: 'reopen' },
      from: ['confirmed'],
      to: 'returned',
      by: ['superior'],
      form: [
        { key: 'fields', kind: 'list', label: { zh: '需修改的栏目', en: 'fields to change' } },
        { key: 'comment', kind: 'text', label: { zh: '理由', en: 'reason' }, needed: true },
      ],
    },
    miss: {
      name: { zh: '截止时未报', en: 'missing at the closing' },
      from: ['notStarted', 'inProgress', 'returned'],
      to: 'missing',
      by: ['office'],
      form: [],
      isWithin: true,
    },
    merge: {
      name: { zh: '记录合并，不再填报', en: 'end with its record' },
      from: ['notStarted', 'inProgress', 'submitted', 'returned'],
      to: 'merged',
      by: ['office'],
      form: [
        { key: 'was', kind: 'text', label: { zh: '此前状态', en: 'state before' }, hidden: true },
        { key: 'due', kind: 'text', label: { zh: '此前期限', en: 'due before' }, hidden: true },
      ],
      isWithin: true,
    },
    restoreNotStarted: restoring('notStarted'),
    restoreInProgress: restoring('inProgress'),
    restoreSubmitted: restoring('submitted'),
    restoreReturned: restoring('returned'),
  },
} as const satisfies CaseDefinition

/** States of a return in the order in which they are shown. */
export const RETURN_STATES = [
  'notStarted',
  'inProgress',
  'submitted',
  'returned',
  'confirmed',
  'missing',
  'merged',
] as const
export type ReturnState = (typeof RETURN_STATES)[number]
