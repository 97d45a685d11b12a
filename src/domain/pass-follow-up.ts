import type { CaseDefinition, FormField } from './case.ts'
import { REASON } from './case-field.ts'
import type { FollowUpKind } from './gate.ts'
import type { Text } from './refusal.ts'

/** What a pass can leave to be done; `closeParty` follows a deregistration whose Party side was not confirmed. */
export const FOLLOW_UP_TASKS: Readonly<Record<FollowUpKind | 'closeParty', Text>> = {
  foundPartyOrganization: { zh: '单独组建党组织', en: 'found a Party organization of its own' },
  joinJointBranch: { zh: '加入联合党支部', en: 'join a joint branch' },
  assignOfficer: { zh: '选派党建联络员', en: 'send a liaison officer' },
  recheck: { zh: '期满复查', en: 'look again after the period' },
  assignBody: { zh: '确定党建责任主体', en: 'settle the responsible body' },
  closeParty: { zh: '注销后的党建衔接', en: 'what Party-building leaves after the end' },
}
export type FollowUpTask = keyof typeof FOLLOW_UP_TASKS

/** The cases on the Party side, and which tasks each of them brings to an end. */
export const PARTY_CASE_KINDS = ['foundParty', 'joinParty', 'sendOfficer'] as const
export type PartyCaseKind = (typeof PARTY_CASE_KINDS)[number]

export const SETTLED_BY: Readonly<Record<PartyCaseKind, readonly FollowUpTask[]>> = {
  foundParty: ['foundPartyOrganization', 'joinJointBranch', 'assignOfficer', 'recheck'],
  joinParty: ['joinJointBranch', 'assignOfficer', 'recheck'],
  sendOfficer: ['assignOfficer'],
}

/** The case that a task calls for; none where the task is done in its own words. */
export const CALLS_FOR: Readonly<Record<FollowUpTask, readonly PartyCaseKind[]>> = {
  foundPartyOrganization: ['foundParty'],
  joinJointBranch: ['joinParty', 'foundParty'],
  assignOfficer: ['sendOfficer', 'joinParty'],
  recheck: ['foundParty', 'joinParty', 'sendOfficer'],
  assignBody: [],
  closeParty: [],
}

const DUE: FormField = { key: 'dueOn', kind: 'day', label: { zh: '期限', en: 'due' }, needed: true }

/**
 * What a pass leaves to be done at the desk of the responsible body until a day; never a bar to the act itself. It closes
 * by itself when the case that it calls for does. What is to be looked at later rests until its day is over.
 */
export const PASS_FOLLOW_UP: CaseDefinition = {
  kind: 'passFollowUp',
  name: { zh: '登记后续', en: 'follow-up of a pass' },
  parties: { body: { zh: '党建责任主体', en: 'responsible body' } },
  states: {
    resting: { name: { zh: '未到复查日', en: 'resting until its day' }, waits: 'body' },
    open: { name: { zh: '待办', en: 'to be done' }, waits: 'body' },
    underWay: { name: { zh: '已启动党内程序', en: 'the Party-side case is under way' }, waits: 'body' },
    done: { name: { zh: '已办结', en: 'done' }, waits: null },
    dropped: { name: { zh: '不再办理', en: 'dropped' }, waits: null },
  },
  actions: {
    set: { name: { zh: '登记后续', en: 'set' }, from: [], to: 'open', by: ['body'], form: [DUE], isWithin: true },
    rest: {
      name: { zh: '登记复查', en: 'set for later' },
      from: [],
      to: 'resting',
      by: ['body'],
      form: [DUE],
      isWithin: true,
    },
    wake: {
      name: { zh: '到期复查', en: 'its day has come' },
      from: ['resting'],
      to: 'open',
      by: ['body'],
      byClock: true,
      form: [],
    },
    lookNow: { name: { zh: '提前复查', en: 'look now' }, from: ['resting'], to: 'open', by: ['body'], form: [] },
    begin: {
      name: { zh: '启动党内程序', en: 'begin the Party-side case' },
      from: ['open', 'resting'],
      to: 'underWay',
      by: ['body'],
      form: [],
      isWithin: true,
      keepsClock: true,
    },
    comeBack: {
      name: { zh: '党内程序未成，退回待办', en: 'the Party-side case came to nothing' },
      from: ['underWay'],
      to: 'open',
      by: ['body'],
      form: [],
      isWithin: true,
      keepsClock: true,
    },
    finish: {
      name: { zh: '办结', en: 'finish' },
      from: ['open'],
      to: 'done',
      by: ['body'],
      form: [{ key: 'note', kind: 'text', label: { zh: '结果', en: 'what came of it' }, needed: true }],
    },
    settle: {
      name: { zh: '党内程序办结，自动办结', en: 'closed by the Party-side case' },
      from: ['resting', 'open', 'underWay'],
      to: 'done',
      by: ['body'],
      form: [],
      isWithin: true,
    },
    postpone: { name: { zh: '延期', en: 'postpone' }, from: ['open'], to: 'open', by: ['body'], form: [DUE, REASON] },
    drop: {
      name: { zh: '不再办理', en: 'drop' },
      from: ['open', 'resting'],
      to: 'dropped',
      by: ['body'],
      form: [REASON],
    },
  },
}
