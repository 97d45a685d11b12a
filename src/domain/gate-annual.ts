import { addDays, type Day } from './day.ts'
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
import type { GatePolicy } from './gate-overlay.ts'
import type { Kind } from './organization.ts'
import type { Text } from './refusal.ts'
import type { Standing } from './standing.ts'

/** What the second pass looks at; null is not known. */
export type AnnualReportFacts = {
  readonly kind: Kind | null
  /** The year that is reported on; it is filed in the next. */
  readonly year: number
  readonly registeredOn: Day | null
  readonly filedOn: Day | null
  readonly sectionComplete: boolean | null
  readonly identitiesHold: boolean | null
  /** Figures that differ from the census, by count. */
  readonly censusDifferences: number | null
  readonly standing: Standing | null
  /** Whether the Party organization did what was due (R20-R26), and its term holds; null also where there is none. */
  readonly dutiesDone: boolean | null
  readonly termHolds: boolean | null
  readonly hasPartyOrganization: boolean | null
  readonly officerValid: boolean | null
}

/** B1 to B6 (domain.md 5.2), with the exemption and the filing day before them. */
export function annualReportFindings(facts: AnnualReportFacts, policy: GatePolicy): readonly Finding[] {
  return [
    exemptFinding(facts, policy),
    filedFinding(facts, policy),
    simple('B1', both(facts.sectionComplete, facts.identitiesHold), facts, ['sectionComplete', 'identitiesHold']),
    simple('B2', wanted(facts.censusDifferences === null ? null : facts.censusDifferences === 0), facts, [
      'censusDifferences',
    ]),
    simple('B3', standingResult(facts.standing), facts, ['standing']),
    simple('B4', ofParty(facts, facts.dutiesDone), facts, ['hasPartyOrganization', 'dutiesDone']),
    simple('B5', ofParty(facts, facts.termHolds), facts, ['hasPartyOrganization', 'termHolds']),
    simple('B6', officerResult(facts), facts, ['hasPartyOrganization', 'officerValid']),
  ]
}

/** R33: founded so late in the year that nothing is reported on it. */
function exemptFinding({ year, registeredOn }: AnnualReportFacts, policy: GatePolicy): Finding {
  const after = `${year}-${policy.parameters.exemptFoundedAfter}`
  const result: FindingResult = registeredOn === null ? 'unknown' : registeredOn > after ? 'notApplicable' : 'ok'
  return findingOf(
    'B0',
    result,
    { year, registeredOn, exemptFoundedAfter: after },
    {
      text: { zh: `${year} 年度应当报告（R33）。`, en: `A report is due for ${year} (R33).` },
      mend: { zh: '请先登记成立日期。', en: 'State the day of registration first.' },
      assumed: assumedAmong(policy, ['exemptFoundedAfter']),
    },
  )
}

export function reportDueOn({ kind, year }: Pick<AnnualReportFacts, 'kind' | 'year'>, policy: GatePolicy): Day {
  const { reportDue, reportDueFoundation } = policy.parameters
  return `${year + 1}-${kind === 'foundation' ? reportDueFoundation : reportDue}`
}

function filedFinding(facts: AnnualReportFacts, policy: GatePolicy): Finding {
  const due = reportDueOn(facts, policy)
  const { filedOn } = facts
  return findingOf(
    'filed',
    filedOn === null ? 'unknown' : wanted(filedOn <= due),
    { filedOn, due },
    {
      text: { zh: '按期报送。', en: 'Filed in time.' },
      mend: {
        zh: '请补报；逾期如实标注，不因此另作处理。',
        en: 'File it; being late is told as it is, and nothing else follows from it here.',
      },
      assumed: assumedAmong(policy, ['reportDue', 'reportDueFoundation']),
    },
  )
}

function both(a: boolean | null, b: boolean | null): FindingResult {
  if (a === false || b === false) return 'fail'
  return a === null || b === null ? 'unknown' : 'ok'
}

function standingResult(standing: Standing | null): FindingResult {
  if (standing === null) return 'unknown'
  return standing === 'shouldBeBuilt' ? 'fail' : 'ok'
}

function ofParty({ hasPartyOrganization }: AnnualReportFacts, answer: boolean | null): FindingResult {
  if (hasPartyOrganization === false) return 'notApplicable'
  return wanted(answer)
}

function officerResult({ hasPartyOrganization, officerValid }: AnnualReportFacts): FindingResult {
  return hasPartyOrganization === true ? 'notApplicable' : wanted(officerValid)
}

type RuleName = 'B1' | 'B2' | 'B3' | 'B4' | 'B5' | 'B6'

const WORDS: Readonly<Record<RuleName, { readonly text: Text; readonly mend: Text }>> = {
  B1: {
    text: { zh: '党建部分填写完整，勾稽关系成立。', en: 'The Party section is complete and its identities hold.' },
    mend: { zh: '请补填空项并核对合计。', en: 'Fill in what is blank and check the sums.' },
  },
  B2: {
    text: { zh: '与摸底结果一致。', en: 'It agrees with the census.' },
    mend: { zh: '请逐项说明差异，或改正其中一处。', en: 'Explain each difference, or mend one of the two.' },
  },
  B3: {
    text: {
      zh: '不属于应建未建（K4）。',
      en: 'It is not one that should have a Party organization and has none (K4).',
    },
    mend: {
      zh: '请在整改期限内申请组建，或说明事实有误。',
      en: 'Apply to found one within the days given, or say which fact is wrong.',
    },
  },
  B4: {
    text: { zh: '党组织按期开展组织生活（R20-R26）。', en: 'The Party organization did what was due (R20-R26).' },
    mend: { zh: '请补充记录，或制定改进安排。', en: 'Supply the records, or plan how to do better.' },
  },
  B5: {
    text: { zh: '党组织任期未届满。', en: 'The term of the Party organization holds.' },
    mend: { zh: '请报请换届或延期。', en: 'Ask for the election, or for a delay.' },
  },
  B6: {
    text: { zh: '未建党组织的，有党建联络员。', en: 'Without a Party organization there is a liaison officer.' },
    mend: { zh: '请责任主体选派联络员。', en: 'The responsible body is to send one.' },
  },
}

function simple(
  rule: RuleName,
  result: FindingResult,
  facts: AnnualReportFacts,
  names: readonly (keyof AnnualReportFacts)[],
): Finding {
  return findingOf(rule, result, Object.fromEntries(names.map((name) => [name, facts[name]])), WORDS[rule])
}

/** Ok, a letter, or a notice to put right (B1, B3); an abnormal-list entry is a case of its own, never proposed here. */
export function annualReportProposal(findings: readonly Finding[], policy: GatePolicy, today: Day): Proposal {
  const failed = rulesWith(findings, 'fail').filter((rule) => rule !== 'filed')
  const none = { because: [], followUps: [], remedies: [] } as const
  if (rulesWith(findings, 'notApplicable').includes('B0')) {
    return { ...none, outcome: 'exempt', text: { zh: '本年度免于报告。', en: 'No report is due for the year.' } }
  }
  if (failed.includes('B1') || failed.includes('B3')) {
    const due = addDays(today, policy.parameters.rectifyDays)
    return {
      ...none,
      outcome: 'rectificationNotice',
      text: {
        zh: `责令限期整改，期限至 ${due}；整改前先告知并听取陈述。党建情况${policy.parameters.resultAffectedByParty ? '' : '不'}影响年报结论本身。`,
        en: `To be put right by ${due}; the organization is told and heard before. Party findings do ${policy.parameters.resultAffectedByParty ? '' : 'not '}change the result of the report itself.`,
      },
      because: failed,
      remedies: STATE_REMEDIES,
    }
  }
  const open = rulesWith(findings, 'unknown')
  if (failed.length > 0) {
    const text = { zh: '发出改进建议函。', en: 'Send an improvement letter.' }
    return { ...none, outcome: 'improvementLetter', text, because: failed }
  }
  if (open.length > 0) {
    const text = { zh: '尚缺事实，待补充后判断；未知不等于不合格。', en: 'Facts are missing; unknown is not failed.' }
    return { ...none, outcome: 'incomplete', text, because: open }
  }
  return { ...none, outcome: 'ok', text: { zh: '党建部分无意见。', en: 'Nothing to say of the Party part.' } }
}
