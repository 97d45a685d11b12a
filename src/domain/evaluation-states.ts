import type { CaseState } from './case.ts'

/** The states of an evaluation apart from those of an outcome against somebody. */
export const EVALUATION_STATES: Readonly<Record<string, CaseState>> = {
  assessing: { name: { zh: '待自评', en: 'self-assessment to be filed' }, waits: 'organization' },
  returned: {
    name: { zh: '自评退回补充', en: 'self-assessment returned' },
    waits: 'organization',
    clock: { parameter: 'returnDays', counted: 'working' },
  },
  filed: {
    name: { zh: '待核参评条件', en: 'who may apply to be looked at' },
    waits: 'authority',
    clock: { parameter: 'reviewDays', counted: 'working' },
  },
  admitted: {
    name: { zh: '具备条件，待组专家组', en: 'may be evaluated, panel to be named' },
    waits: 'authority',
    clock: { parameter: 'reviewDays', counted: 'working' },
  },
  scoring: {
    name: { zh: '专家评分', en: 'experts score' },
    waits: 'authority',
    clock: { parameter: 'scoringDays', counted: 'calendar' },
  },
  opined: {
    name: { zh: '已有初评意见，待委员会表决', en: 'first opinion given, committee to vote' },
    waits: 'authority',
    clock: { parameter: 'scoringDays', counted: 'calendar' },
  },
  voted: {
    name: { zh: '已表决，待一票否决审视', en: 'voted, veto to be looked at' },
    waits: 'authority',
    clock: { parameter: 'reviewDays', counted: 'working' },
  },
  cleared: {
    name: { zh: '待公示', en: 'public notice to be given' },
    waits: 'authority',
    clock: { parameter: 'reviewDays', counted: 'working' },
  },
  publicNotice: {
    name: { zh: '公示中，可申请复核', en: 'public notice, a review can be asked for' },
    waits: 'organization',
    clock: { parameter: 'publicNoticeDays', counted: 'calendar' },
  },
  reviewAsked: {
    name: { zh: '申请复核，待组复核组', en: 'review asked for, panel of others to be named' },
    waits: 'authority',
    clock: { parameter: 'reviewPanelDays', counted: 'calendar' },
  },
  reviewing: { name: { zh: '复核中', en: 'under review' }, waits: 'authority' },
  noticeOver: {
    name: { zh: '公示期满，待确认', en: 'public notice over, to be confirmed' },
    waits: 'authority',
    clock: { parameter: 'reviewDays', counted: 'working' },
  },
  recommended: {
    name: { zh: '已上报，待上级评定结果', en: 'recommended, result from above awaited' },
    waits: 'authority',
    clock: { parameter: 'decideDays', counted: 'calendar' },
  },
  confirmed: { name: { zh: '已确认公布', en: 'confirmed and announced' }, waits: null },
  notEligible: { name: { zh: '不具备参评条件', en: 'may not be evaluated' }, waits: null },
  notFiled: { name: { zh: '期满未提交自评', en: 'no self-assessment in time' }, waits: null },
  withdrawn: { name: { zh: '已撤回', en: 'withdrawn' }, waits: null },
}
