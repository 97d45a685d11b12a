import { yearsLater, type Day } from './day.ts'
import {
  assumedAmong,
  findingOf,
  rulesWith,
  STATE_REMEDIES,
  wanted,
  type Finding,
  type FindingResult,
  type Proposal,
} from './gate.ts'
import { isAtLeast } from './evaluation-grade.ts'
import type { GatePolicy } from './gate-overlay.ts'
import type { GateParameters } from './gate-policy.ts'
import type { Grade } from './organization.ts'
import type { Text } from './refusal.ts'
import type { Standing } from './standing.ts'

export const REPORT_RESULTS = ['ok', 'basic', 'failed', 'absent'] as const
export type ReportResult = (typeof REPORT_RESULTS)[number]
export const REPORT_NAMES: Readonly<Record<ReportResult, Text>> = {
  ok: { zh: '合格', en: 'passed' },
  basic: { zh: '基本合格', en: 'basic' },
  failed: { zh: '不合格', en: 'failed' },
  absent: { zh: '未参加', en: 'absent' },
}

/** What the third pass looks at, on the fixed day of the call; null is not known. */
export type EvaluationFacts = {
  readonly registeredOn: Day | null
  readonly grade: Grade | null
  readonly gradeValidTo: Day | null
  /** Results of the last two annual reports, the newest first. */
  readonly lastReport: ReportResult | null
  readonly reportBefore: ReportResult | null
  readonly penaltyOpen: boolean | null
  readonly underInvestigation: boolean | null
  readonly onList: boolean | null
  readonly standing: Standing | null
  readonly workCovered: boolean | null
  readonly hasPartyOrganization: boolean | null
  /** Full members on record: below the number of a branch, with work coverage, there is no veto. */
  readonly fullMembers?: number | null
  /** The day until which a demotion or a cancelled grade bars (R38); null where none is on record. */
  readonly barredUntil?: Day | null
  /** The score before any veto, with decimals as the panel gives them. */
  readonly score: number | null
}

/** E1 to E5: who may apply (R37, R38); V: the veto by the pack's condition (R40). */
export function evaluationFindings(facts: EvaluationFacts, policy: GatePolicy, today: Day): readonly Finding[] {
  return [
    yearsFinding(facts, policy, today),
    gradeFinding(facts, policy, today),
    reportsFinding(facts),
    cleanFinding(facts),
    barFinding(facts, policy, today),
    vetoFinding(facts, policy),
  ]
}

function yearsFinding({ registeredOn }: EvaluationFacts, policy: GatePolicy, today: Day): Finding {
  const years = policy.parameters.evaluationMinYears
  return findingOf(
    'E1',
    registeredOn === null ? 'unknown' : wanted(yearsLater(registeredOn, years) <= today),
    { registeredOn, years },
    {
      text: { zh: `登记满 ${years} 年（R37）。`, en: `Registered for ${years} full years (R37).` },
      mend: { zh: '满期后再申请。', en: 'Apply when the years are full.' },
      assumed: assumedAmong(policy, ['evaluationMinYears']),
    },
  )
}

/** Never graded, the grade's years over, or an upgrade after the years that the pack says. */
function gradeFinding({ grade, gradeValidTo }: EvaluationFacts, policy: GatePolicy, today: Day): Finding {
  const { evaluationValidYears, upgradeAfterYears } = policy.parameters
  const mayUpgradeOn = gradeValidTo === null ? null : yearsLater(gradeValidTo, upgradeAfterYears - evaluationValidYears)
  const result: FindingResult =
    grade === null ? 'ok' : mayUpgradeOn === null ? 'unknown' : wanted(mayUpgradeOn <= today)
  return findingOf(
    'E2',
    result,
    { grade, gradeValidTo, mayUpgradeOn },
    {
      text: {
        zh: `未获评估等级，或等级到期，或已满 ${upgradeAfterYears} 年可申请升级。`,
        en: `Never graded, the grade is over, or ${upgradeAfterYears} years have passed for an upgrade.`,
      },
      mend: { zh: '请在可申请之日后再申请。', en: 'Apply from the day on which it may be asked for.' },
      assumed: assumedAmong(policy, ['upgradeAfterYears']),
    },
  )
}

/** R37 art. 7: the last report absent or failed, or two years running only basic. */
function reportsFinding({ lastReport, reportBefore }: EvaluationFacts): Finding {
  const bars =
    lastReport === 'failed' || lastReport === 'absent' || (lastReport === 'basic' && reportBefore === 'basic')
  const isOpen = lastReport === null || (lastReport === 'basic' && reportBefore === null)
  return findingOf(
    'E3',
    isOpen ? 'unknown' : wanted(!bars),
    { lastReport, reportBefore },
    {
      text: {
        zh: '上年度年报合格，且未连续两年基本合格。',
        en: 'The last annual report was not absent or failed, nor the last two only basic.',
      },
      mend: { zh: '年报合格后再申请。', en: 'Apply after a report that is in order.' },
    },
  )
}

function cleanFinding({ penaltyOpen, underInvestigation, onList }: EvaluationFacts): Finding {
  const answers = [penaltyOpen, underInvestigation, onList]
  const result: FindingResult = answers.includes(true) ? 'fail' : answers.includes(null) ? 'unknown' : 'ok'
  return findingOf(
    'E4',
    result,
    { penaltyOpen, underInvestigation, onList },
    {
      text: {
        zh: '没有未履行完的处罚、正在进行的调查，不在异常或失信名单。',
        en: 'No penalty unserved, no investigation under way, on no abnormal or dishonest list.',
      },
      mend: { zh: '有关事项了结、移出名单后再申请。', en: 'Apply when these are settled.' },
    },
  )
}

/** R38: the years after a demotion or a cancelled grade. What is not on record bars nobody. */
function barFinding({ barredUntil = null }: EvaluationFacts, policy: GatePolicy, today: Day): Finding {
  return findingOf(
    'E5',
    wanted(barredUntil === null || barredUntil <= today),
    { barredUntil },
    {
      text: {
        zh: '不在降级、取消等级后的限制期内（R38）。',
        en: 'Not within the years after a demotion or a cancelled grade (R38).',
      },
      mend: { zh: '期满后再申请。', en: 'Apply when the years are over.' },
      assumed: assumedAmong(policy, ['barYearsDemoted', 'barYearsCancelled']),
    },
  )
}

/** The veto looks at one fixed day; a fix before the announcement has it looked at again. */
function vetoFinding(facts: EvaluationFacts, policy: GatePolicy): Finding {
  const { standing, workCovered, hasPartyOrganization, fullMembers = null } = facts
  const { vetoCondition } = policy.parameters
  return findingOf(
    'V',
    vetoResult(facts, policy.parameters),
    { vetoCondition, standing, workCovered, hasPartyOrganization, fullMembers },
    {
      text: VETO_TEXTS[vetoCondition],
      mend: {
        zh: '公示前补正的，重新审视；不满三名党员的，先查是否已加入联合党支部或有联络员。',
        en: 'What is put right before the announcement is looked at again; with fewer than three members look first whether it joined a joint branch or has an officer.',
      },
      assumed: assumedAmong(policy, ['vetoCondition', 'vetoFromGrade', 'vetoEffect', 'vetoCapAt']),
    },
  )
}

const VETO_TEXTS = {
  dueNotBuilt: { zh: '不属于应建未建。', en: 'It is not one that should have a Party organization and has none.' },
  dueNotBuiltOrNoWork: {
    zh: '不属于应建未建，且有工作覆盖。',
    en: 'It is not one that should have a Party organization and has none, and has work coverage.',
  },
  noPartyOrganization: { zh: '已建立党组织。', en: 'It has a Party organization.' },
} as const

/** Fewer members than a branch needs, and yet joined to one or looked after: no veto, whatever the pack's condition says. */
export function isExemptFromVeto(
  { fullMembers = null, workCovered }: Pick<EvaluationFacts, 'fullMembers' | 'workCovered'>,
  { vetoExemptBelow }: Pick<GateParameters, 'vetoExemptBelow'>,
): boolean {
  return fullMembers !== null && fullMembers < vetoExemptBelow && workCovered === true
}

function vetoResult(facts: EvaluationFacts, parameters: GateParameters): FindingResult {
  const { standing, workCovered, hasPartyOrganization } = facts
  const { vetoCondition } = parameters
  if (isExemptFromVeto(facts, parameters)) return 'notApplicable'
  if (vetoCondition === 'noPartyOrganization') return wanted(hasPartyOrganization)
  if (standing === 'shouldBeBuilt') return 'fail'
  if (standing === null) return 'unknown'
  return vetoCondition === 'dueNotBuilt' ? 'ok' : wanted(workCovered)
}

export type EvaluationProposal = Proposal & {
  /** The grade that the score alone gives, kept and shown whatever the veto does. */
  readonly gradeByScore: Grade | null
  readonly grade: Grade | null
  readonly isVetoed: boolean
}

/**
 * The grade of a score: that of the highest band that begins at or below it, so that half a point between two bands is in
 * the lower one. Null below the lowest band, above the highest, or without a score.
 */
export function gradeOfScore(score: number | null, { scoreBands }: GateParameters): Grade | null {
  if (score === null || score > Math.max(...scoreBands.map((band) => band.to))) return null
  const reached = scoreBands.filter((band) => band.from <= score).toSorted((a, b) => b.from - a.from)
  return reached[0]?.grade ?? null
}

export function evaluationProposal(
  facts: EvaluationFacts,
  findings: readonly Finding[],
  policy: GatePolicy,
): EvaluationProposal {
  const { parameters } = policy
  const gradeByScore = gradeOfScore(facts.score, parameters)
  const barred = rulesWith(findings, 'fail').filter((rule) => rule !== 'V')
  const veto = rulesWith(findings, 'fail').includes('V')
  const told = { gradeByScore, followUps: [] } as const
  if (barred.length > 0 || (veto && parameters.vetoEffect === 'ineligible')) {
    return {
      ...told,
      outcome: 'notEligible',
      text: { zh: '不具备参评条件。', en: 'It may not be evaluated now.' },
      because: [...barred, ...(veto ? ['V'] : [])],
      remedies: STATE_REMEDIES,
      grade: null,
      isVetoed: veto,
    }
  }
  const open = rulesWith(findings, 'unknown')
  if (open.length > 0) {
    const text = { zh: '尚缺事实，待补充后判断；未知不等于不合格。', en: 'Facts are missing; unknown is not failed.' }
    return { ...told, outcome: 'incomplete', text, because: open, remedies: [], grade: null, isVetoed: false }
  }
  if (veto && gradeByScore !== null && isAtLeast(gradeByScore, parameters.vetoFromGrade)) {
    const text = {
      zh: `按得分为 ${gradeByScore}，因一票否决建议不高于 ${parameters.vetoCapAt}；得分照常保留并告知。`,
      en: `By score ${gradeByScore}; by the veto at most ${parameters.vetoCapAt}. The score is kept and told.`,
    }
    const grade = parameters.vetoCapAt
    return { ...told, outcome: 'vetoed', text, because: ['V'], remedies: STATE_REMEDIES, grade, isVetoed: true }
  }
  if (veto && gradeByScore === null) {
    const text = {
      zh: `可以参评；公示前未补正的，等级不高于 ${parameters.vetoCapAt}。`,
      en: `It may be evaluated; unless put right before the announcement, at most ${parameters.vetoCapAt}.`,
    }
    return { ...told, outcome: 'eligibleCapped', text, because: ['V'], remedies: [], grade: null, isVetoed: true }
  }
  const text = { zh: '具备参评条件。', en: 'It may be evaluated.' }
  return { ...told, outcome: 'eligible', text, because: [], remedies: [], grade: gradeByScore, isVetoed: false }
}
