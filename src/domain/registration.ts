import type { CaseActionDefinition, CaseDefinition, CaseState } from './case.ts'
import { NOTE, REASON } from './case-field.ts'
import { BODY_PARTY, SUPERIOR_PARTY } from './case-party.ts'
import { outcomePath } from './outcome-path.ts'
import { groundText, REFUSAL_GROUNDS } from './registration-ground.ts'

/** Acts after which a certificate is handed out and the papers go to the responsible body. */
const NEW: readonly string[] = ['founding', 'filing']
const CHANGES: readonly string[] = ['change', 'charter']

/** The Party papers that a gap notice can name (G1 to G3); line, body and founding plan are never a bar (domain.md 5.1). */
export const GAP_RULES = {
  G1: { zh: '章程党建条款', en: 'the charter clause on Party-building' },
  G2: { zh: '党建工作承诺书', en: 'the commitment letter' },
  G3: { zh: '党员情况调查表', en: 'the member survey form' },
} as const

/** What a person says of the charter clause; none of it is a ground to refuse. */
export const CHARTER_VERDICTS = {
  adequate: { zh: '已写明，得当', en: 'there, and right' },
  inserted: { zh: '已先写入，待下次会议追认', en: 'inserted, to be ratified at the next meeting' },
  recorded: { zh: '尚未写明，已告知并记录', en: 'not there yet; told and recorded' },
  none: { zh: '本事项不涉及章程', en: 'this act brings no charter' },
} as const

/** What the responsible body undertakes when it takes the papers over. */
export const BODY_WAYS = {
  found: { zh: '指导单独组建党组织', en: 'found a Party organization of its own' },
  join: { zh: '加入联合党支部', en: 'join a joint branch' },
  officer: { zh: '选派党建联络员', en: 'send a liaison officer' },
  recheck: { zh: '六个月后复查', en: 'look again in six months' },
  covered: { zh: '已有党组织，无需另行安排', en: 'has a Party organization already' },
} as const
export type BodyWay = keyof typeof BODY_WAYS

const OUTCOME_PATH = outcomePath({
  from: ['underReview'],
  decider: 'authority',
  about: 'applicant',
  superior: 'superior',
  paper: { template: 'refusal-decision' },
  outcomes: { refuse: { zh: '不予登记', en: 'not to register' } },
  grounds: Object.fromEntries(Object.entries(REFUSAL_GROUNDS).map(([key, ground]) => [key, groundText(ground)])),
  dropTo: 'underReview',
  overturnTo: 'underReview',
  endTo: 'refused',
})

const STATES: Readonly<Record<string, CaseState>> = {
  draft: { name: { zh: '填写申请', en: 'being filled in' }, waits: 'applicant' },
  submitted: {
    name: { zh: '待形式审查', en: 'formal check' },
    waits: 'authority',
    clock: { parameter: 'formalCheckDays', counted: 'working' },
  },
  gaps: {
    name: { zh: '已一次告知，待补正', en: 'gaps told, to be supplied' },
    waits: 'applicant',
    clock: { parameter: 'returnDays', counted: 'working' },
  },
  underReview: {
    name: { zh: '已受理，审查中', en: 'accepted, under review' },
    waits: 'authority',
    clock: { parameter: 'decideDays', counted: 'calendar' },
  },
  ...OUTCOME_PATH.states,
  approved: {
    name: { zh: '准予登记，待交调查表', en: 'approved, survey form to come' },
    waits: 'applicant',
    clock: { parameter: 'surveyDays', counted: 'calendar' },
  },
  surveyed: {
    name: { zh: '调查表已收，待发证', en: 'survey form in, certificate to be handed out' },
    waits: 'authority',
    clock: { parameter: 'serveDays', counted: 'working' },
  },
  certified: {
    name: { zh: '已发证，待移交材料', en: 'certificate handed out, papers to be passed on' },
    waits: 'authority',
    clock: { parameter: 'handOverPapersDays', counted: 'working' },
  },
  passedOn: {
    name: { zh: '材料已移交，待责任主体接收', en: 'papers passed on, body to take them' },
    waits: 'body',
    clock: { parameter: 'acceptDays', counted: 'working' },
  },
  finished: { name: { zh: '已登记，责任主体已接收', en: 'registered, taken over by its body' }, waits: null },
  changed: { name: { zh: '准予变更', en: 'change registered' }, waits: null },
  ended: { name: { zh: '准予注销', en: 'deregistered' }, waits: null },
  withdrawn: { name: { zh: '已撤回', en: 'withdrawn' }, waits: null },
  refused: { name: { zh: '不予登记', en: 'not registered' }, waits: null },
}

/** What comes in on paper at the window is put in by the window. */
const APPLYING_PARTIES: readonly string[] = ['applicant', 'authority']

const APPLYING: Readonly<Record<string, CaseActionDefinition>> = {
  open: { name: { zh: '登记申请', en: 'open' }, from: [], to: 'draft', by: ['applicant'], form: [], isWithin: true },
  submit: {
    name: { zh: '提交申请', en: 'submit' },
    from: ['draft'],
    to: 'submitted',
    by: APPLYING_PARTIES,
    form: [NOTE],
  },
  admit: {
    name: { zh: '受理', en: 'accept for review' },
    from: ['submitted'],
    to: 'underReview',
    by: ['authority'],
    form: [
      {
        key: 'charterVerdict',
        kind: 'choice',
        label: { zh: '章程党建条款', en: 'charter clause' },
        needed: true,
        choices: CHARTER_VERDICTS,
      },
      NOTE,
    ],
  },
  tellGaps: {
    name: { zh: '一次告知补正', en: 'tell all gaps at once' },
    from: ['submitted'],
    to: 'gaps',
    by: ['authority'],
    form: [
      { key: 'rules', kind: 'list', label: { zh: '缺少的党建材料', en: 'Party papers missing' }, choices: GAP_RULES },
      { key: 'others', kind: 'text', label: { zh: '其他需要补正的材料', en: 'other papers missing' } },
    ],
  },
  answerGaps: {
    name: { zh: '补正完毕，重新提交', en: 'supplied, submit again' },
    from: ['gaps'],
    to: 'submitted',
    by: APPLYING_PARTIES,
    form: [NOTE],
  },
  deemAdmitted: {
    name: { zh: '逾期未告知，视为受理', en: 'not told in time: deemed accepted' },
    from: ['submitted'],
    to: 'underReview',
    by: ['authority'],
    byClock: true,
    form: [],
  },
}

/** Last, so that it is never the act that is offered first. */
const LEAVING: Readonly<Record<string, CaseActionDefinition>> = {
  withdraw: {
    name: { zh: '撤回申请', en: 'withdraw' },
    from: ['draft', 'submitted', 'gaps', 'underReview'],
    to: 'withdrawn',
    by: APPLYING_PARTIES,
    form: [REASON],
  },
}

const DECIDING: Readonly<Record<string, CaseActionDefinition>> = {
  approve: {
    name: { zh: '准予登记', en: 'approve' },
    from: ['underReview'],
    to: 'approved',
    by: ['authority'],
    decides: 'inFavour',
    acts: NEW,
    form: [NOTE],
  },
  approveChange: {
    name: { zh: '准予变更', en: 'register the change' },
    from: ['underReview'],
    to: 'changed',
    by: ['authority'],
    decides: 'inFavour',
    acts: CHANGES,
    form: [
      { key: 'effectiveOn', kind: 'day', label: { zh: '变更日期', en: 'day of the change' }, needed: true },
      { key: 'approval', kind: 'text', label: { zh: '决定书文号', en: 'number of the decision' } },
    ],
  },
  confirmEnd: {
    name: { zh: '确认党建衔接事项', en: 'confirm what Party-building leaves' },
    from: ['underReview'],
    to: 'underReview',
    by: ['authority', 'body'],
    acts: ['deregistration'],
    form: [
      { key: 'relationsMoved', kind: 'yesNo', label: { zh: '党员组织关系已转接', en: 'relations are moved' } },
      { key: 'ledgerClosed', kind: 'yesNo', label: { zh: '党费和台账已结清', en: 'dues and ledger are closed' } },
      { key: 'branchAdjusted', kind: 'yesNo', label: { zh: '党组织已调整或撤销', en: 'the branch is adjusted' } },
    ],
  },
  approveEnd: {
    name: { zh: '准予注销', en: 'deregister' },
    from: ['underReview'],
    to: 'ended',
    by: ['authority'],
    decides: 'inFavour',
    acts: ['deregistration'],
    form: [
      { key: 'endedOn', kind: 'day', label: { zh: '注销日期', en: 'deregistered on' }, needed: true },
      { key: 'document', kind: 'text', label: { zh: '注销文书文号', en: 'number of the paper' }, needed: true },
    ],
  },
}

const CERTIFYING: Readonly<Record<string, CaseActionDefinition>> = {
  receiveSurvey: {
    name: { zh: '收到党员情况调查表', en: 'survey form received' },
    from: ['approved'],
    to: 'surveyed',
    by: ['applicant', 'authority'],
    acts: NEW,
    form: [],
  },
  certify: {
    name: { zh: '发证', en: 'hand out the certificate' },
    from: ['approved', 'surveyed'],
    to: 'certified',
    by: ['authority'],
    acts: NEW,
    form: [
      {
        key: 'code',
        kind: 'text',
        label: { zh: '统一社会信用代码（备案编号）', en: 'credit code or file number' },
        needed: true,
      },
      { key: 'issuedOn', kind: 'day', label: { zh: '发证日期', en: 'handed out on' }, needed: true },
      {
        key: 'document',
        kind: 'text',
        label: { zh: '登记（备案）文号', en: 'number of the registration' },
        needed: true,
      },
    ],
  },
  passPapers: {
    name: { zh: '向责任主体移交材料', en: 'pass the papers to the body' },
    from: ['certified'],
    to: 'passedOn',
    by: ['authority'],
    acts: NEW,
    form: [{ key: 'bodyId', kind: 'body', label: { zh: '党建责任主体', en: 'responsible body' }, needed: true }, NOTE],
  },
  takePapers: {
    name: { zh: '接收', en: 'take over' },
    from: ['passedOn'],
    to: 'finished',
    by: ['body'],
    acts: NEW,
    form: [
      {
        key: 'way',
        kind: 'choice',
        label: { zh: '后续安排', en: 'what follows' },
        needed: true,
        choices: BODY_WAYS,
      },
      NOTE,
    ],
  },
  returnPapers: {
    name: { zh: '不属本单位，退回', en: 'not ours, return' },
    from: ['passedOn'],
    to: 'certified',
    by: ['body'],
    acts: NEW,
    form: [REASON],
  },
}

/**
 * The first pass: founding, change, charter, deregistration, and the filing of a community organization (domain.md 5.1).
 * What is missing is told once; lack of Party-building is recorded and followed up, and is never a ground to refuse.
 */
export const REGISTRATION: CaseDefinition = {
  kind: 'registration',
  name: { zh: '登记', en: 'registration' },
  legalOrder: 'state',
  parties: {
    applicant: { zh: '申请方', en: 'applicant' },
    authority: { zh: '登记（备案）机关', en: 'registration authority' },
    body: BODY_PARTY,
    superior: SUPERIOR_PARTY,
  },
  states: STATES,
  actions: { ...APPLYING, ...DECIDING, ...OUTCOME_PATH.actions, ...CERTIFYING, ...LEAVING },
}
