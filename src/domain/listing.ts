import type { CaseDefinition } from './case.ts'
import { REASON } from './case-field.ts'
import { AUTHORITY_PARTIES } from './case-party.ts'
import { outcomePath } from './outcome-path.ts'

/** States in which an organization is on the list. */
export const ON_THE_LIST = ['served', 'final', 'uncured'] as const

/** Grounds of Order 60 that a listing can rest on (domain.md R34); closed. */
export const LISTING_GROUNDS = {
  noReport: { zh: '未按规定报送年度报告', en: 'no annual report' },
  noPartyOrganization: { zh: '未按规定设立党的组织', en: 'no Party organization set up as required' },
  notRectified: { zh: '未按期完成整改', en: 'not put right in time' },
  unreachable: { zh: '通过登记住所无法联系', en: 'unreachable at its domicile' },
} as const

const OUTCOME_PATH = outcomePath({
  from: ['proposed'],
  decider: 'authority',
  about: 'organization',
  superior: 'superior',
  outcomes: { list: { zh: '列入活动异常名录', en: 'put on the abnormal list' } },
  dropTo: 'notListed',
  isDecidedByDrop: true,
  overturnTo: 'notListed',
  cureTo: 'removed',
  alsoCuredFrom: ['longListed'],
})

/**
 * The abnormal list (domain.md R34): a case of its own, with notice and defence. It ends when what it rests on is put right;
 * after the years of the pack the seriously dishonest list is for the authority to propose outside.
 */
export const LISTING: CaseDefinition = {
  kind: 'listing',
  name: { zh: '活动异常名录', en: 'abnormal list' },
  legalOrder: 'state',
  grounds: LISTING_GROUNDS,
  parties: AUTHORITY_PARTIES,
  states: {
    proposed: {
      name: { zh: '拟列入，待告知', en: 'proposed' },
      waits: 'authority',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    ...OUTCOME_PATH.states,
    // On the list: it can be put right on any day, and the years of the pack run.
    uncured: {
      name: { zh: '在册，待整改', en: 'on the list' },
      waits: 'organization',
      clock: { parameter: 'seriousAfterYears', counted: 'years' },
    },
    verifying: {
      name: { zh: '申请移出，待核实', en: 'asks to be removed, to be verified' },
      waits: 'authority',
      clock: { parameter: 'removalDays', counted: 'working' },
    },
    longListed: {
      name: { zh: '在册已满年限', en: 'on the list for the years of the pack' },
      waits: 'authority',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    notListed: { name: { zh: '未列入', en: 'not listed' }, waits: null },
    removed: { name: { zh: '已移出', en: 'removed' }, waits: null },
    handedOn: { name: { zh: '已移送严重失信程序', en: 'handed on to the dishonest-list procedure' }, waits: null },
  },
  actions: {
    propose: {
      name: { zh: '提出列入', en: 'propose' },
      from: [],
      to: 'proposed',
      by: ['authority'],
      form: [
        { key: 'ground', kind: 'choice', label: { zh: '情形', en: 'ground' }, needed: true, choices: LISTING_GROUNDS },
        REASON,
      ],
    },
    withdraw: {
      name: { zh: '撤回', en: 'withdraw' },
      from: ['proposed'],
      to: 'notListed',
      by: ['authority'],
      decides: 'otherwise',
      form: [REASON],
    },
    ...OUTCOME_PATH.actions,
    reachYears: {
      name: { zh: '在册满年限', en: 'on the list for the years of the pack' },
      from: ['uncured'],
      to: 'longListed',
      by: ['organization'],
      byClock: true,
      form: [],
    },
    handOn: {
      name: { zh: '移送严重失信程序', en: 'hand on' },
      from: ['longListed'],
      to: 'handedOn',
      by: ['authority'],
      part: 'cascade',
      form: [REASON],
    },
  },
}
