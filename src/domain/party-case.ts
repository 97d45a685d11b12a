import type { CaseActionDefinition, CaseDefinition, CaseState, FormField } from './case.ts'
import { NOTE, REASON } from './case-field.ts'
import { outcomePath } from './outcome-path.ts'
import { LEVEL_NAMES } from './party-organization.ts'
import type { Text } from './refusal.ts'

const APPROVAL: readonly FormField[] = [
  { key: 'approval', kind: 'text', label: { zh: '批复文号', en: 'number of the approval' }, needed: true },
  { key: 'approvedOn', kind: 'day', label: { zh: '批复日期', en: 'approved on' }, needed: true },
]

/** Why a committee may refuse (domain.md 2.1); the rules among them only where they were found to fail. */
export const PARTY_GROUNDS: Readonly<Record<string, Text>> = {
  R1: { zh: '正式党员不足三名（R1）', en: 'fewer than three full members (R1)' },
  R2: { zh: '党员人数与所设层级不符（R2、R9）', en: 'its members do not fit the level (R2, R9)' },
  R3: { zh: '联合组建的条件不具备（R3）', en: 'the conditions of a joint branch are not met (R3)' },
  notOurs: { zh: '不归本级党组织管理', en: 'not in the charge of this committee' },
  papers: { zh: '请示材料不全，补正后仍不全', en: 'the request is still not complete after it was returned' },
}

/** Grounds that rest on no rule of the pack. */
export const FREE_PARTY_GROUNDS: readonly string[] = ['notOurs', 'papers']

const OUTCOME_PATH = outcomePath({
  from: ['applied'],
  decider: 'committee',
  about: 'applicant',
  superior: 'superior',
  outcomes: { refuse: { zh: '不予批准', en: 'not to approve' } },
  grounds: PARTY_GROUNDS,
  dropTo: 'applied',
  overturnTo: 'applied',
  endTo: 'refused',
})

const PARTIES = {
  applicant: { zh: '申请单位', en: 'applicant' },
  committee: { zh: '上级党组织', en: 'committee above' },
  superior: { zh: '再上一级', en: 'next level' },
} as const

const SHARED_STATES: Readonly<Record<string, CaseState>> = {
  applied: {
    name: { zh: '请示待批复', en: 'request to be examined' },
    waits: 'committee',
    clock: { parameter: 'partyReplyDays', counted: 'calendar' },
  },
  returned: {
    name: { zh: '退回补充', en: 'returned' },
    waits: 'applicant',
    clock: { parameter: 'returnDays', counted: 'working' },
  },
  ...OUTCOME_PATH.states,
  refused: { name: { zh: '不予批准', en: 'not approved' }, waits: null },
  withdrawn: { name: { zh: '已撤回', en: 'withdrawn' }, waits: null },
}

const SHARED_ACTIONS: Readonly<Record<string, CaseActionDefinition>> = {
  return: {
    name: { zh: '退回补充', en: 'return' },
    from: ['applied'],
    to: 'returned',
    by: ['committee'],
    form: [REASON],
  },
  answer: {
    name: { zh: '补充后再报', en: 'answer' },
    from: ['returned'],
    to: 'applied',
    by: ['applicant'],
    form: [{ key: 'answer', kind: 'text', label: { zh: '补充说明', en: 'answer' }, needed: true }],
  },
  ...OUTCOME_PATH.actions,
}

function withdrawFrom(from: readonly string[]): CaseActionDefinition {
  return { name: { zh: '撤回请示', en: 'withdraw' }, from, to: 'withdrawn', by: ['applicant'], form: [REASON] }
}

/**
 * Founding of a Party organization (domain.md R7): the unit asks, the committee above examines and replies with a number
 * and a day; then it is founded and comes on the register. Applied for is not built before the reply.
 */
export const FOUND_PARTY: CaseDefinition = {
  kind: 'foundParty',
  name: { zh: '成立党组织', en: 'founding of a Party organization' },
  legalOrder: 'party',
  parties: PARTIES,
  states: {
    ...SHARED_STATES,
    approved: {
      name: { zh: '已批复，待成立', en: 'approved, to be founded' },
      waits: 'committee',
      clock: { parameter: 'partyReplyDays', counted: 'calendar' },
    },
    founded: { name: { zh: '已成立', en: 'founded' }, waits: null },
  },
  actions: {
    apply: {
      name: { zh: '请示成立', en: 'ask for the founding' },
      from: [],
      to: 'applied',
      by: ['applicant'],
      form: [
        { key: 'title', kind: 'text', label: { zh: '请示标题和文号', en: 'title and number of the request' } },
        { key: 'level', kind: 'choice', label: { zh: '拟设层级', en: 'level' }, needed: true, choices: LEVEL_NAMES },
        { key: 'partyName', kind: 'text', label: { zh: '拟用名称', en: 'name' }, needed: true },
      ],
    },
    approve: {
      name: { zh: '批复同意', en: 'approve' },
      from: ['applied'],
      to: 'approved',
      by: ['committee'],
      form: [
        ...APPROVAL,
        {
          key: 'exception',
          kind: 'text',
          label: { zh: '与通常条件不一致的理由', en: 'why it is approved beyond the usual conditions' },
        },
      ],
    },
    ...SHARED_ACTIONS,
    found: {
      name: { zh: '登记成立', en: 'record the founding' },
      from: ['approved'],
      to: 'founded',
      by: ['committee'],
      form: [
        { key: 'foundedOn', kind: 'day', label: { zh: '成立日期', en: 'founded on' }, needed: true },
        { key: 'termEndsOn', kind: 'day', label: { zh: '任期届满日', en: 'term ends on' } },
      ],
    },
    withdraw: withdrawFrom(['applied', 'returned', 'approved']),
  },
}

/** An organization joins a joint branch that is there: the host agrees, the committee above approves (domain.md R3). */
export const JOIN_PARTY: CaseDefinition = {
  kind: 'joinParty',
  name: { zh: '加入联合党组织', en: 'joining a joint Party organization' },
  legalOrder: 'party',
  parties: { ...PARTIES, host: { zh: '联合党组织一方', en: 'host' } },
  states: {
    ...SHARED_STATES,
    asked: {
      name: { zh: '待联合党组织同意', en: 'host to agree' },
      waits: 'host',
      clock: { parameter: 'acceptDays', counted: 'working' },
    },
    joined: { name: { zh: '已加入', en: 'joined' }, waits: null },
    declined: { name: { zh: '联合党组织未同意', en: 'host did not agree' }, waits: null },
  },
  actions: {
    ask: { name: { zh: '请求加入', en: 'ask to join' }, from: [], to: 'asked', by: ['applicant'], form: [NOTE] },
    agree: { name: { zh: '同意加入', en: 'agree' }, from: ['asked'], to: 'applied', by: ['host'], form: [NOTE] },
    decline: {
      name: { zh: '不同意加入', en: 'decline' },
      from: ['asked'],
      to: 'declined',
      by: ['host'],
      form: [REASON],
    },
    approve: {
      name: { zh: '批复同意', en: 'approve' },
      from: ['applied'],
      to: 'joined',
      by: ['committee'],
      form: [
        ...APPROVAL,
        {
          key: 'exception',
          kind: 'text',
          label: { zh: '与通常条件不一致的理由', en: 'why it is approved beyond the usual conditions' },
        },
      ],
    },
    ...SHARED_ACTIONS,
    withdraw: withdrawFrom(['asked', 'applied', 'returned']),
  },
}

/** The responsible body sends a liaison officer; closes by itself when one is on record for the organization (R12). */
export const SEND_OFFICER: CaseDefinition = {
  kind: 'sendOfficer',
  name: { zh: '选派党建联络员', en: 'sending a liaison officer' },
  parties: { body: { zh: '党建责任主体', en: 'responsible body' } },
  states: {
    asked: {
      name: { zh: '待指派', en: 'to be assigned' },
      waits: 'body',
      clock: { parameter: 'officerDays', counted: 'working' },
    },
    sent: { name: { zh: '已指派', en: 'assigned' }, waits: null },
    dropped: { name: { zh: '不再选派', en: 'dropped' }, waits: null },
  },
  actions: {
    ask: { name: { zh: '提出选派', en: 'ask' }, from: [], to: 'asked', by: ['body'], form: [NOTE] },
    settle: {
      name: { zh: '联络员已指派，自动办结', en: 'closed by the assignment' },
      from: ['asked'],
      to: 'sent',
      by: ['body'],
      form: [],
      isWithin: true,
    },
    drop: { name: { zh: '不再选派', en: 'drop' }, from: ['asked'], to: 'dropped', by: ['body'], form: [REASON] },
  },
}
