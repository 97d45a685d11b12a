import type { FactValue } from './gate.ts'
import { REPORT_NAMES } from './gate-evaluation.ts'
import { REGISTRATION_ACT_NAMES } from './gate-registration.ts'
import { GRADES, KIND_NAMES } from './organization.ts'
import { LEVEL_NAMES } from './party-organization.ts'
import type { Text } from './refusal.ts'
import { STANDING_NAMES } from './standing.ts'
import { CONDITION_WORDS } from './veto-words.ts'

/** What the facts of the three passes are called, in letters and on pages. */
export const FACT_NAMES: Readonly<Record<string, Text>> = {
  act: { zh: '办理事项', en: 'act' },
  version: { zh: '章程条款版本', en: 'version of the charter clause' },
  missing: { zh: '缺少的语句', en: 'phrases missing' },
  charterText: { zh: '章程文本', en: 'text of the charter' },
  commitment: { zh: '党建工作承诺书', en: 'commitment letter' },
  surveyForm: { zh: '党员情况调查表', en: 'member survey form' },
  bodyAssigned: { zh: '已确定责任主体', en: 'responsible body settled' },
  fullMembers: { zh: '正式党员数', en: 'full members' },
  hasPartyOrganization: { zh: '已有党组织', en: 'has a Party organization' },
  foundingPlannedOn: { zh: '拟组建日期', en: 'founding planned on' },
  kind: { zh: '类别', en: 'kind' },
  year: { zh: '年度', en: 'year' },
  registeredOn: { zh: '成立日期', en: 'registered on' },
  due: { zh: '报送期限', en: 'due' },
  exemptFoundedAfter: { zh: '此日后成立的免报', en: 'exempt if registered after' },
  filedOn: { zh: '报送日期', en: 'filed on' },
  sectionComplete: { zh: '党建部分填写完整', en: 'Party section complete' },
  identitiesHold: { zh: '勾稽关系成立', en: 'identities hold' },
  censusDifferences: { zh: '与摸底不一致的项数', en: 'differences from the census' },
  standing: { zh: '研判结果', en: 'standing' },
  dutiesDone: { zh: '组织生活按期开展', en: 'organizational life as due' },
  termHolds: { zh: '任期未届满', en: 'term not over' },
  officerValid: { zh: '有在任指导员或联络员', en: 'has an instructor or liaison officer' },
  grade: { zh: '评估等级', en: 'grade' },
  gradeValidTo: { zh: '等级有效期至', en: 'grade valid to' },
  lastReport: { zh: '上年度年报结果', en: 'result of last year’s report' },
  reportBefore: { zh: '前一年度年报结果', en: 'result of the year before' },
  penaltyOpen: { zh: '有未履行完毕的处罚', en: 'a penalty is open' },
  underInvestigation: { zh: '正在接受调查', en: 'under investigation' },
  onList: { zh: '在异常或失信名录', en: 'on a list' },
  workCovered: { zh: '已工作覆盖', en: 'work coverage' },
  members: { zh: '党员数（含预备党员）', en: 'members, probationary ones too' },
  level: { zh: '层级', en: 'level' },
  units: { zh: '加入后覆盖单位数', en: 'units with it' },
  relationsMoved: { zh: '组织关系已转接', en: 'relations moved' },
  ledgerClosed: { zh: '党费和台账已结清', en: 'dues and ledger closed' },
  branchAdjusted: { zh: '党组织已调整', en: 'branch adjusted' },
  score: { zh: '得分', en: 'score' },
  years: { zh: '须满年数', en: 'years needed' },
  mayUpgradeOn: { zh: '可申请升级的日期', en: 'may be upgraded from' },
  barredUntil: { zh: '限制期至', en: 'barred until' },
  vetoCondition: { zh: '否决条件', en: 'condition of the veto' },
}

/** What a fact says, in words of both languages; null where it is not known. */
export function factText(value: FactValue): Text | null {
  if (value === null) return null
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }
  const word = String(value)
  const named: Readonly<Record<string, Text>> = {
    ...KIND_NAMES,
    ...STANDING_NAMES,
    ...LEVEL_NAMES,
    ...REGISTRATION_ACT_NAMES,
    ...REPORT_NAMES,
    ...CONDITION_WORDS,
  }
  return GRADES.some((grade) => grade === word) ? { zh: word, en: word } : (named[word] ?? { zh: word, en: word })
}
