import type { CaseDefinition } from './case.ts'
import { NOTE, REASON } from './case-field.ts'
import { AUTHORITY_PARTIES } from './case-party.ts'
import { outcomePath } from './outcome-path.ts'

/** Grounds on which a grade is lowered or cancelled (R38); closed. */
export const DEMOTION_GROUNDS = {
  reportFailed: { zh: '上年度年检（年报）不合格或未参加', en: 'last annual report failed or absent' },
  basicTwice: { zh: '连续两年基本合格', en: 'only basic two years running' },
  penalty: { zh: '受到行政处罚', en: 'an administrative penalty' },
  fraud: { zh: '评估中弄虚作假', en: 'fraud in the evaluation' },
  certificateMisused: { zh: '伪造、涂改、出租、出借证书', en: 'a certificate forged, altered or lent' },
} as const

export const DEMOTION_OUTCOMES = {
  demoted: { zh: '降低一个等级', en: 'one grade down' },
  cancelled: { zh: '取消等级', en: 'the grade is cancelled' },
} as const

/** States from which the years of the bar count: the decision holds and no appeal can undo it. */
export const DEMOTION_HOLDS = ['settled', 'certificateDue', 'certificateKept', 'done'] as const

const OUTCOME_PATH = outcomePath({
  from: ['proposed'],
  decider: 'authority',
  about: 'organization',
  superior: 'superior',
  outcomes: DEMOTION_OUTCOMES,
  paper: { template: 'demotion-decision' },
  grounds: DEMOTION_GROUNDS,
  dropTo: 'notDemoted',
  isDecidedByDrop: true,
  overturnTo: 'notDemoted',
  endTo: 'settled',
})

/** A grade lowered or cancelled (R38). The end of its validity is the clock's and no case: nobody is punished by it. */
export const DEMOTION: CaseDefinition = {
  kind: 'demotion',
  name: { zh: '降低或取消等级', en: 'demotion' },
  legalOrder: 'state',
  grounds: DEMOTION_GROUNDS,
  parties: AUTHORITY_PARTIES,
  states: {
    proposed: {
      name: { zh: '拟处理，待告知', en: 'proposed' },
      waits: 'authority',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    ...OUTCOME_PATH.states,
    settled: {
      name: { zh: '决定生效，待执行', en: 'in force, to be carried out' },
      waits: 'authority',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    certificateDue: {
      name: { zh: '待交回证书、牌匾', en: 'certificate and plate to come back' },
      waits: 'organization',
      clock: { parameter: 'certificateReturnDays', counted: 'calendar' },
    },
    certificateKept: {
      name: { zh: '逾期未交回，待处理', en: 'not returned in time' },
      waits: 'authority',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    notDemoted: { name: { zh: '未降低等级', en: 'grade kept' }, waits: null },
    done: { name: { zh: '已办结', en: 'done' }, waits: null },
  },
  actions: {
    propose: {
      name: { zh: '提出', en: 'propose' },
      from: [],
      to: 'proposed',
      by: ['authority'],
      form: [
        { key: 'ground', kind: 'choice', label: { zh: '情形', en: 'ground' }, needed: true, choices: DEMOTION_GROUNDS },
        REASON,
      ],
      isWithin: true,
    },
    ...OUTCOME_PATH.actions,
    withdraw: {
      name: { zh: '撤回', en: 'withdraw' },
      from: ['proposed'],
      to: 'notDemoted',
      by: ['authority'],
      decides: 'otherwise',
      form: [REASON],
    },
    enforce: {
      name: { zh: '执行决定', en: 'carry out' },
      from: ['settled'],
      to: 'certificateDue',
      by: ['authority'],
      part: 'cascade',
      paper: { template: 'evaluation-certificate' },
      form: [{ key: 'document', kind: 'text', label: { zh: '文号', en: 'document no.' }, needed: true }],
    },
    missReturn: {
      name: { zh: '逾期未交回', en: 'not returned in time' },
      from: ['certificateDue'],
      to: 'certificateKept',
      by: ['organization'],
      byClock: true,
      form: [],
    },
    recordReturn: {
      name: { zh: '登记交回', en: 'record the return' },
      from: ['certificateDue', 'certificateKept'],
      to: 'done',
      by: ['authority'],
      form: [{ key: 'returnedOn', kind: 'day', label: { zh: '交回日期', en: 'returned on' }, needed: true }, NOTE],
    },
    closeWithout: {
      name: { zh: '公告作废', en: 'declare it void' },
      from: ['certificateKept'],
      to: 'done',
      by: ['authority'],
      form: [REASON],
    },
  },
}
