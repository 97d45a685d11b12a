import type { ActionPaper, CaseActionDefinition, CaseDefinition, CaseState, FormField } from './case.ts'
import { EVIDENCE, NOTE, REASON, RECEIVED_ON } from './case-field.ts'
import { SERVICE_WAYS } from './paper.ts'
import type { Text } from './refusal.ts'

/** The states and actions that a definition takes over as they are. */
export type CasePart = Pick<CaseDefinition, 'states' | 'actions'>

const CURE_BY: FormField = { key: 'cureBy', kind: 'day', label: { zh: '整改期限', en: 'put right by' }, needed: true }
/** Where there is nothing to put right: from when the same can be asked for again. */
const AGAIN_ON: FormField = {
  key: 'againOn',
  kind: 'day',
  label: { zh: '可再次申请之日', en: 'can be asked for again from' },
}
/** What came in on paper or in person is put on record by the officer, who says when and how. */
const RECEIVED: readonly FormField[] = [
  RECEIVED_ON,
  {
    key: 'receivedBy',
    kind: 'choice',
    label: { zh: '收到方式', en: 'received' },
    needed: true,
    choices: {
      paper: { zh: '书面', en: 'on paper' },
      spoken: { zh: '当面或电话（已作记录）', en: 'spoken, and noted' },
    },
  },
]
const STATEMENT: FormField = {
  key: 'statement',
  kind: 'text',
  label: { zh: '陈述申辩', en: 'statement' },
  needed: true,
}
const GROUNDS: FormField = { key: 'grounds', kind: 'text', label: { zh: '申诉理由', en: 'grounds' }, needed: true }
const CURE: FormField = { key: 'cure', kind: 'text', label: { zh: '整改情况', en: 'what was put right' }, needed: true }
const WAY: FormField = {
  key: 'way',
  kind: 'choice',
  label: { zh: '送达方式', en: 'way of serving' },
  needed: true,
  choices: SERVICE_WAYS,
}
const REPLY: FormField = {
  key: 'reply',
  kind: 'text',
  label: { zh: '对陈述申辩的采纳情况', en: 'what was made of the statement' },
  needed: true,
}

const NOTICE: ActionPaper = { template: 'prior-notice' }
const DECISION: ActionPaper = { template: 'adverse-decision' }

/** The rules and grounds on which an outcome rests, as the judgement of the case found them. */
const RULES: FormField = {
  key: 'rules',
  kind: 'list',
  label: { zh: '依据的规则', en: 'rules it rests on' },
  needed: true,
}

export type OutcomePath = {
  /** States in which an outcome against somebody can be proposed. */
  readonly from: readonly string[]
  /** Who proposes and decides, whom it is about, and who decides an appeal. */
  readonly decider: string
  readonly about: string
  readonly superior: string
  /** The outcomes that can be proposed; closed. */
  readonly outcomes: Readonly<Record<string, Text>>
  /** The only grounds on which an outcome may rest, where law has a closed list; else the rules that were found to fail. */
  readonly grounds?: Readonly<Record<string, Text>>
  /** The paper of the notice, where it is another than that of the shipped templates. */
  readonly noticePaper?: ActionPaper
  /** The paper of the decision, where some outcome has another than the decision of the shipped templates. */
  readonly paper?: ActionPaper
  /** Where the case goes when the proposal is given up, and when an appeal is granted. */
  readonly dropTo: string
  readonly overturnTo: string
  /** Where it goes when no appeal came, or the appeal was not granted. Left out where there is something to put right. */
  readonly endTo?: string
  /** Where it goes once put right; `uncured` is then added and waits for the decider. */
  readonly cureTo?: string
  /** States of the definition's own in which it can be put right too. */
  readonly alsoCuredFrom?: readonly string[]
  /** Whether the decision may say from when the same can be asked for again. */
  readonly isAskedAgain?: boolean
  /** Whether the case is decided by giving the proposal up: where it is about nothing else. */
  readonly isDecidedByDrop?: boolean
  /** What a notice asks for beside outcome, rules, reasons and evidence. */
  readonly noticeForm?: readonly FormField[]
  /** Where a definition has two ways: what the names of this one's states and actions begin with, and its word. */
  readonly prefix?: string
  readonly label?: Text
}

/**
 * The one way to an outcome against somebody (domain.md 5): notice with rules, reasons and evidence; the right to be heard;
 * a decision by a second officer; serving; cure where there is something to put right; an appeal to somebody else.
 */
export function outcomePath(path: OutcomePath): CasePart {
  const part = plainPath(path)
  return path.prefix === undefined ? part : renamed(part, path.prefix, path.label)
}

/** The name of an action or state of the way in a definition that has taken it under a prefix. */
export function onPath(prefix: string | undefined, name: string): string {
  return prefix === undefined ? name : `${prefix}${name[0]?.toUpperCase()}${name.slice(1)}`
}

/** The same way under other names; states that are not its own keep theirs. */
function renamed({ states, actions }: CasePart, prefix: string, label?: Text): CasePart {
  const stateOf = (name: string) => (name in states ? onPath(prefix, name) : name)
  const worded = ({ zh, en }: Text): Text =>
    label === undefined ? { zh, en } : { zh: `${label.zh}：${zh}`, en: `${label.en}: ${en}` }
  return {
    states: Object.fromEntries(
      Object.entries(states).map(([name, one]) => [stateOf(name), { ...one, name: worded(one.name) }]),
    ),
    actions: Object.fromEntries(
      Object.entries(actions).map(([name, one]) => [
        onPath(prefix, name),
        {
          ...one,
          name: worded(one.name),
          from: one.from.map(stateOf),
          to: stateOf(one.to),
          ...(one.notByActorOf === undefined
            ? {}
            : { notByActorOf: one.notByActorOf.map((other) => onPath(prefix, other)) }),
        },
      ]),
    ),
  }
}

function plainPath(path: OutcomePath): CasePart {
  return {
    states: { ...hearingStates(path), ...(path.cureTo === undefined ? {} : cureStates(path)) },
    actions: {
      ...hearingActions(path),
      ...decisionActions(path),
      ...appealActions(path),
      ...(path.cureTo === undefined ? endActions(path) : cureActions(path, path.cureTo)),
    },
  }
}

function hearingStates({ decider, about, superior, cureTo }: OutcomePath): Record<string, CaseState> {
  return {
    noticed: {
      name: { zh: '已事先告知，待陈述申辩', en: 'told before, to be heard' },
      waits: about,
      clock: { parameter: 'responseDays', counted: 'working' },
    },
    heard: {
      name: { zh: '陈述申辩期满，待另一名经办人决定', en: 'heard, to be decided by a second officer' },
      waits: decider,
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    decided: {
      name: { zh: '已决定，待送达', en: 'decided, to be served' },
      waits: decider,
      clock: { parameter: 'serveDays', counted: 'working' },
    },
    served: {
      name:
        cureTo === undefined
          ? { zh: '已送达，可申诉', en: 'served, open to appeal' }
          : { zh: '已送达，待整改或申诉', en: 'served, to be put right or appealed against' },
      waits: about,
      clock: { parameter: 'appealDays', counted: 'calendar' },
    },
    appealed: {
      name: { zh: '申诉待决', en: 'appeal to be decided' },
      waits: superior,
      clock: { parameter: 'appealDecideDays', counted: 'calendar' },
    },
  }
}

function hearingActions(path: OutcomePath): Record<string, CaseActionDefinition> {
  const { from, decider, about, outcomes, grounds, dropTo, isDecidedByDrop } = path
  const { noticeForm = [], noticePaper = NOTICE } = path
  const rules: FormField = grounds === undefined ? RULES : { ...RULES, choices: grounds }
  const outcome: FormField = {
    key: 'outcome',
    kind: 'choice',
    label: { zh: '拟作出的决定', en: 'outcome proposed' },
    needed: true,
    choices: outcomes,
  }
  return {
    notify: {
      name: { zh: '事先告知', en: 'give notice' },
      from,
      to: 'noticed',
      by: [decider],
      part: 'notice',
      isAdverse: true,
      paper: noticePaper,
      form: [outcome, rules, ...noticeForm, REASON, EVIDENCE],
    },
    respond: {
      name: { zh: '陈述申辩', en: 'state one’s case' },
      from: ['noticed'],
      to: 'heard',
      by: [about],
      part: 'hearing',
      form: [STATEMENT],
    },
    recordStatement: {
      name: { zh: '代录陈述申辩', en: 'record a statement received' },
      from: ['noticed'],
      to: 'heard',
      by: [decider],
      part: 'hearing',
      form: [STATEMENT, ...RECEIVED],
    },
    waive: {
      name: { zh: '陈述申辩期满', en: 'days for a statement are over' },
      from: ['noticed'],
      to: 'heard',
      by: [about],
      part: 'hearing',
      byClock: true,
      form: [],
    },
    drop: {
      name: { zh: '不作出该决定', en: 'give up the proposal' },
      from: ['noticed', 'heard'],
      to: dropTo,
      by: [decider],
      ...(isDecidedByDrop === true ? { decides: 'otherwise' } : {}),
      form: [REASON],
    },
  }
}

function decisionActions(path: OutcomePath): Record<string, CaseActionDefinition> {
  const { decider, cureTo, isAskedAgain, paper = DECISION } = path
  return {
    decide: {
      name: { zh: '作出决定', en: 'decide' },
      from: ['heard'],
      to: 'decided',
      by: [decider],
      part: 'adverse',
      isAdverse: true,
      notByActorOf: ['notify'],
      paper,
      form: [
        REASON,
        EVIDENCE,
        REPLY,
        ...(cureTo === undefined ? [] : [CURE_BY]),
        ...(isAskedAgain === true ? [AGAIN_ON] : []),
      ],
    },
    serve: {
      name: { zh: '登记送达', en: 'record the serving' },
      from: ['decided'],
      to: 'served',
      by: [decider],
      part: 'serving',
      form: [{ key: 'servedOn', kind: 'day', label: { zh: '送达日期', en: 'served on' }, needed: true }, WAY],
    },
  }
}

function appealActions(path: OutcomePath): Record<string, CaseActionDefinition> {
  const { decider, about, superior, cureTo, endTo, overturnTo } = path
  const appeal = {
    from: cureTo === undefined ? ['served'] : ['served', 'uncured'],
    to: 'appealed',
    part: 'appeal',
    isOnce: true,
  } as const
  return {
    appeal: { ...appeal, name: { zh: '申诉', en: 'appeal' }, by: [about], form: [GROUNDS] },
    recordAppeal: {
      ...appeal,
      name: { zh: '代录申诉', en: 'record an appeal received' },
      by: [decider],
      form: [GROUNDS, ...RECEIVED],
    },
    uphold: {
      name: { zh: '维持决定', en: 'uphold' },
      from: ['appealed'],
      to: cureTo === undefined ? (endTo ?? '') : 'final',
      by: [superior],
      part: 'onAppeal',
      isAdverse: true,
      notByActorOf: ['notify', 'decide'],
      paper: { template: 'review-decision' },
      form: cureTo === undefined ? [REASON, EVIDENCE] : [REASON, EVIDENCE, CURE_BY],
    },
    overturn: {
      name: { zh: '撤销决定', en: 'overturn' },
      from: ['appealed'],
      to: overturnTo,
      by: [superior],
      part: 'onAppeal',
      notByActorOf: ['notify', 'decide'],
      paper: { template: 'review-decision' },
      form: [REASON],
    },
  }
}

function endActions({ about, endTo }: OutcomePath): Record<string, CaseActionDefinition> {
  const accepted: FormField[] = [NOTE]
  return {
    accept: {
      name: { zh: '无异议', en: 'accept the decision' },
      from: ['served'],
      to: endTo ?? '',
      by: [about],
      form: accepted,
    },
    lapse: {
      name: { zh: '逾期未申诉', en: 'not appealed in time' },
      from: ['served'],
      to: endTo ?? '',
      by: [about],
      byClock: true,
      form: [],
    },
  }
}

function cureStates({ decider, about }: OutcomePath): Record<string, CaseState> {
  return {
    final: {
      name: { zh: '待整改', en: 'to be put right' },
      waits: about,
      clock: { parameter: 'rectifyDays', counted: 'calendar' },
    },
    verifying: {
      name: { zh: '已报整改，待核实', en: 'put right, to be verified' },
      waits: decider,
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    uncured: {
      name: { zh: '逾期未整改，待处理', en: 'not put right in time' },
      waits: decider,
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
  }
}

function cureActions(path: OutcomePath, cureTo: string): Record<string, CaseActionDefinition> {
  const { decider, about, alsoCuredFrom = [] } = path
  const cure = { from: ['served', 'final', 'uncured', ...alsoCuredFrom], to: 'verifying' }
  return {
    cure: { ...cure, name: { zh: '报告整改情况', en: 'report what was put right' }, by: [about], form: [CURE] },
    recordCure: {
      ...cure,
      name: { zh: '代录整改情况', en: 'record what was put right' },
      by: [decider],
      form: [CURE, ...RECEIVED],
    },
    acceptCure: {
      name: { zh: '核实通过', en: 'accept' },
      from: ['verifying', 'uncured'],
      to: cureTo,
      by: [decider],
      form: [NOTE],
    },
    refuseCure: {
      name: { zh: '尚未整改到位', en: 'not put right yet' },
      from: ['verifying'],
      to: 'final',
      by: [decider],
      form: [REASON, CURE_BY],
    },
    lapse: {
      name: { zh: '逾期未整改', en: 'not put right in time' },
      from: ['served', 'final'],
      to: 'uncured',
      by: [about],
      byClock: true,
      form: [],
    },
  }
}
