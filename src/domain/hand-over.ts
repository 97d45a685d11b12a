import { SETTLED_FIELD } from './assignment-case.ts'
import type { CaseDefinition } from './case.ts'
import { NOTE, REASON } from './case-field.ts'

const CONVENOR = { zh: '联席会议召集单位', en: 'desk that convenes the joint conference' } as const

/** A hand-over: the body on record offers an organization to another; nothing changes until that one accepts. */
export const HAND_OVER = {
  kind: 'handOver',
  name: { zh: '移交', en: 'hand-over' },
  parties: {
    giver: { zh: '移出方', en: 'giver' },
    receiver: { zh: '接收方', en: 'receiver' },
    convenor: CONVENOR,
  },
  states: {
    offered: {
      name: { zh: '待接收', en: 'waiting to be accepted' },
      waits: 'receiver',
      clock: { parameter: 'acceptDays', counted: 'working' },
    },
    declined: {
      name: { zh: '对方不接收', en: 'declined' },
      waits: 'giver',
      clock: { parameter: 'acceptDays', counted: 'working' },
    },
    accepted: { name: { zh: '已接收', en: 'accepted' }, waits: null },
    withdrawn: { name: { zh: '已撤回', en: 'withdrawn' }, waits: null },
    referred: { name: { zh: '已提交联席会议', en: 'sent to the joint conference' }, waits: null },
    settled: { name: { zh: '责任主体已另行变更', en: 'the body changed in another way' }, waits: null },
  },
  actions: {
    offer: { name: { zh: '提出移交', en: 'offer' }, from: [], to: 'offered', by: ['giver'], form: [REASON] },
    accept: {
      name: { zh: '接收', en: 'accept' },
      from: ['offered'],
      to: 'accepted',
      by: ['receiver'],
      form: [NOTE],
    },
    decline: {
      name: { zh: '不接收', en: 'decline' },
      from: ['offered'],
      to: 'declined',
      by: ['receiver'],
      isAdverse: true,
      form: [REASON],
    },
    withdraw: {
      name: { zh: '撤回', en: 'withdraw' },
      from: ['offered', 'declined'],
      to: 'withdrawn',
      by: ['giver'],
      form: [],
    },
    refer: {
      name: { zh: '提交联席会议', en: 'send to the joint conference' },
      from: ['declined'],
      to: 'referred',
      by: ['giver'],
      form: [REASON],
    },
    lapse: {
      name: { zh: '逾期未答复，提交联席会议', en: 'not answered in time: to the joint conference' },
      from: ['offered', 'declined'],
      to: 'referred',
      by: ['giver'],
      byClock: true,
      form: [],
    },
    merge: {
      name: { zh: '并入联席会议议题', en: 'joined to the question of the conference' },
      from: ['offered', 'declined'],
      to: 'referred',
      by: [],
      form: [],
    },
    settle: {
      name: { zh: '责任主体已另行变更', en: 'the body changed in another way' },
      from: ['offered', 'declined'],
      to: 'settled',
      by: [],
      form: [SETTLED_FIELD],
    },
  },
} as const satisfies CaseDefinition

/** A claim: a body asks for an organization that another holds, or nobody; the holder yields, then the claimant takes. */
export const CLAIM = {
  kind: 'claim',
  name: { zh: '认领', en: 'claim' },
  parties: {
    claimant: { zh: '认领方', en: 'claimant' },
    holder: { zh: '现责任主体或缺口归口单位', en: 'body on record, or owner of the gap' },
    convenor: CONVENOR,
  },
  states: {
    claimed: {
      name: { zh: '待答复', en: 'waiting for the holder' },
      waits: 'holder',
      clock: { parameter: 'acceptDays', counted: 'working' },
    },
    yielded: {
      name: { zh: '已同意，待接收', en: 'yielded, waiting to be taken' },
      waits: 'claimant',
      clock: { parameter: 'acceptDays', counted: 'working' },
    },
    refused: {
      name: { zh: '未同意', en: 'refused' },
      waits: 'claimant',
      clock: { parameter: 'acceptDays', counted: 'working' },
    },
    insisted: {
      name: { zh: '请求上联席会议', en: 'asks for the joint conference' },
      waits: 'convenor',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    taken: { name: { zh: '已接收', en: 'taken' }, waits: null },
    withdrawn: { name: { zh: '已撤回', en: 'withdrawn' }, waits: null },
    dismissed: { name: { zh: '不列入议题', en: 'not put on the agenda' }, waits: null },
    referred: { name: { zh: '已提交联席会议', en: 'sent to the joint conference' }, waits: null },
    settled: { name: { zh: '认领方已是责任主体', en: 'the claimant is on record' }, waits: null },
  },
  actions: {
    claim: { name: { zh: '认领', en: 'claim' }, from: [], to: 'claimed', by: ['claimant'], form: [REASON] },
    yield: {
      name: { zh: '同意', en: 'yield' },
      from: ['claimed'],
      to: 'yielded',
      by: ['holder'],
      form: [NOTE],
    },
    take: { name: { zh: '接收', en: 'take over' }, from: ['yielded'], to: 'taken', by: ['claimant'], form: [] },
    refuse: {
      name: { zh: '不同意', en: 'refuse' },
      from: ['claimed'],
      to: 'refused',
      by: ['holder'],
      isAdverse: true,
      form: [REASON],
    },
    insist: {
      name: { zh: '请求上联席会议', en: 'ask for the joint conference' },
      from: ['refused'],
      to: 'insisted',
      by: ['claimant'],
      form: [REASON],
    },
    refer: {
      name: { zh: '提交联席会议', en: 'send to the joint conference' },
      from: ['claimed', 'insisted'],
      to: 'referred',
      by: ['holder', 'convenor'],
      form: [REASON],
    },
    dismiss: {
      name: { zh: '不列入议题', en: 'keep off the agenda' },
      from: ['insisted'],
      to: 'dismissed',
      by: ['convenor'],
      isAdverse: true,
      form: [REASON],
    },
    withdraw: {
      name: { zh: '撤回认领', en: 'withdraw' },
      from: ['claimed', 'yielded', 'refused', 'insisted'],
      to: 'withdrawn',
      by: ['claimant'],
      form: [],
    },
    lapse: {
      name: { zh: '逾期未答复，提交联席会议', en: 'not answered in time: to the joint conference' },
      from: ['claimed', 'insisted'],
      to: 'referred',
      by: ['holder'],
      byClock: true,
      form: [],
    },
    forgo: {
      name: { zh: '逾期未接收', en: 'not taken in time' },
      from: ['yielded', 'refused'],
      to: 'withdrawn',
      by: ['claimant'],
      byClock: true,
      form: [],
    },
    merge: {
      name: { zh: '并入联席会议议题', en: 'joined to the question of the conference' },
      from: ['claimed', 'yielded', 'refused', 'insisted'],
      to: 'referred',
      by: [],
      form: [],
    },
    settle: {
      name: { zh: '认领方已是责任主体', en: 'the claimant is on record' },
      from: ['claimed', 'yielded', 'refused', 'insisted'],
      to: 'settled',
      by: [],
      form: [SETTLED_FIELD],
    },
  },
} as const satisfies CaseDefinition
