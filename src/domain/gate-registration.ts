import { addDays, type Day } from './day.ts'
import { assumedAmong, findingOf, rulesWith, wanted, type Finding, type FollowUp, type Proposal } from './gate.ts'
import type { GatePolicy } from './gate-overlay.ts'
import type { Parameters } from './policy.ts'
import type { Text } from './refusal.ts'

export const REGISTRATION_ACTS = ['founding', 'change', 'charter', 'deregistration', 'filing'] as const
export type RegistrationAct = (typeof REGISTRATION_ACTS)[number]

export const REGISTRATION_ACT_NAMES: Readonly<Record<RegistrationAct, Text>> = {
  founding: { zh: '成立登记', en: 'founding' },
  change: { zh: '变更登记', en: 'change' },
  charter: { zh: '章程核准', en: 'approval of a charter' },
  deregistration: { zh: '注销登记', en: 'deregistration' },
  filing: { zh: '社区社会组织备案', en: 'filing of a community organization' },
}

/** What the first pass looks at; null is not known. Counts and a yes or no, never a person. */
export type RegistrationFacts = {
  readonly act: RegistrationAct
  readonly charterText: string | null
  readonly commitment: boolean | null
  readonly surveyForm: boolean | null
  readonly bodyAssigned: boolean | null
  readonly fullMembers: number | null
  readonly hasPartyOrganization: boolean | null
  readonly foundingPlannedOn: Day | null
}

/** Acts that bring a charter, the papers of a founding, or a new line. */
const WITH_CHARTER: readonly RegistrationAct[] = ['founding', 'change', 'charter']
const WITH_PAPERS: readonly RegistrationAct[] = ['founding', 'filing']

/** G1 to G5 (domain.md 5.1). */
export function registrationFindings(
  facts: RegistrationFacts,
  policy: GatePolicy,
  parameters: Parameters,
): readonly Finding[] {
  return [
    charterFinding(facts, policy),
    papersFinding('G2', facts, facts.commitment),
    papersFinding('G3', facts, facts.surveyForm),
    bodyFinding(facts),
    planFinding(facts, parameters),
  ]
}

/** G1: presence of the key phrases of the newest version; whether the clause is right a person decides (R35). */
function charterFinding({ act, charterText }: RegistrationFacts, policy: GatePolicy): Finding {
  const asked = policy.parameters.charterPhrases.at(-1)
  const missing = asked?.phrases.filter((phrase) => charterText?.includes(phrase) !== true) ?? []
  const applies = WITH_CHARTER.includes(act)
  const result = !applies ? 'notApplicable' : wanted(charterText === null ? null : missing.length === 0)
  return findingOf(
    'G1',
    result,
    { version: asked?.version ?? null, missing: charterText === null ? null : missing.join('；') },
    {
      text: {
        zh: '章程写明党的建设条款，含规定的关键语句；条款是否得当由人判断。',
        en: 'The charter has the Party-building clause with its key phrases; whether the clause is right a person judges.',
      },
      mend: {
        zh: `请在章程中补入：${missing.join('；')}。来不及开会的，先写入，下次会议追认后核准。`,
        en: `Add to the charter: ${missing.join('; ')}. Where no meeting can be held, insert it now and ratify it at the next one.`,
      },
      assumed: assumedAmong(policy, ['charterPhrases']),
    },
  )
}

const PAPERS = {
  G2: { fact: 'commitment', zh: '党建工作承诺书', en: 'the commitment letter on Party-building' },
  G3: { fact: 'surveyForm', zh: '党员情况调查表（领取证书前）', en: 'the member survey form, before the certificate' },
} as const

function papersFinding(rule: keyof typeof PAPERS, { act }: RegistrationFacts, given: boolean | null): Finding {
  const paper = PAPERS[rule]
  const result = WITH_PAPERS.includes(act) ? wanted(given) : 'notApplicable'
  return findingOf(
    rule,
    result,
    { [paper.fact]: given },
    {
      text: { zh: `已提交${paper.zh}（R36）。`, en: `There is ${paper.en} (R36).` },
      mend: { zh: `请补交${paper.zh}。`, en: `Please hand in ${paper.en}.` },
    },
  )
}

function bodyFinding({ act, bodyAssigned }: RegistrationFacts): Finding {
  const result = act === 'deregistration' ? 'notApplicable' : wanted(bodyAssigned)
  return findingOf(
    'G4',
    result,
    { bodyAssigned },
    {
      text: { zh: '已确定条线和唯一的党建责任主体。', en: 'Line and the one responsible body are settled.' },
      mend: {
        zh: '由登记地综合党委按归口规则提出责任主体，经接收后生效；不影响登记。',
        en: 'The comprehensive committee of the place proposes a body by the assignment rule; it holds once accepted, and is no bar to registration.',
      },
    },
  )
}

/** G5: who shall found a Party organization (R1) plans it with a day. */
function planFinding(facts: RegistrationFacts, parameters: Parameters): Finding {
  const { act, fullMembers, hasPartyOrganization, foundingPlannedOn } = facts
  const needed = parameters.branchNeedsFullMembers
  const told = { fullMembers, hasPartyOrganization, foundingPlannedOn }
  const words = {
    text: {
      zh: `正式党员满 ${needed} 名的，有组建计划和日期（R1）。`,
      en: `Whoever has ${needed} full members or more has a plan with a day for founding a Party organization (R1).`,
    },
    mend: {
      zh: '请填写拟成立党组织的日期；尚未明确党员人数的先补填人数。',
      en: 'State the day on which the Party organization is to be founded; where the members are not known, state them first.',
    },
  }
  if (act === 'deregistration' || hasPartyOrganization === true) return findingOf('G5', 'notApplicable', told, words)
  if (fullMembers === null) return findingOf('G5', 'unknown', told, words)
  if (fullMembers < needed) return findingOf('G5', 'notApplicable', told, words)
  return findingOf('G5', wanted(foundingPlannedOn !== null), told, words)
}

/**
 * What follows: accepted, or one list of all that is missing. Lack of Party-building is no ground to refuse a registration
 * (domain.md 0.8): the lists of grounds in the regulations are closed.
 */
export function registrationProposal(
  facts: RegistrationFacts,
  findings: readonly Finding[],
  given: { readonly policy: GatePolicy; readonly parameters: Parameters; readonly today: Day },
): Proposal {
  const gaps = rulesWith(
    findings.filter((one) => ['G1', 'G2', 'G3'].includes(one.rule)),
    'fail',
    'unknown',
  )
  const followUps = followUpsOf(facts, findings, given)
  if (gaps.length === 0) {
    const text = { zh: '材料齐全，可以受理。', en: 'The papers are complete; it can be accepted.' }
    return { outcome: 'accept', text, because: [], followUps, remedies: [] }
  }
  return {
    outcome: 'supplement',
    text: {
      zh: '一次告知全部需要补正的材料；补正后受理。不因党建事项不予登记。',
      en: 'All that is missing is told at once; once supplied it is accepted. Registration is not refused for Party-building.',
    },
    because: gaps,
    followUps,
    remedies: [],
  }
}

const DAYS_OF_MONTH = 30

function followUpsOf(
  facts: RegistrationFacts,
  findings: readonly Finding[],
  { policy, parameters, today }: { policy: GatePolicy; parameters: Parameters; today: Day },
): FollowUp[] {
  if (facts.act === 'deregistration') return []
  const recheckOn = addDays(today, policy.parameters.recheckMonths * DAYS_OF_MONTH)
  const body = findings.some((one) => one.rule === 'G4' && one.result !== 'ok' && one.result !== 'notApplicable')
  return [
    ...(body ? [{ kind: 'assignBody', due: addDays(today, parameters.catchAllDays), text: ASSIGN_BODY } as const] : []),
    ...membersFollowUp(facts, parameters, { today, recheckOn }),
  ]
}

const ASSIGN_BODY = { zh: '确定党建责任主体', en: 'settle the responsible body' }

function membersFollowUp(
  { fullMembers, hasPartyOrganization, foundingPlannedOn }: RegistrationFacts,
  parameters: Parameters,
  { today, recheckOn }: { readonly today: Day; readonly recheckOn: Day },
): FollowUp[] {
  if (hasPartyOrganization === true || fullMembers === null) return []
  if (fullMembers >= parameters.branchNeedsFullMembers) {
    const due = foundingPlannedOn ?? addDays(today, parameters.graceDays)
    const text = { zh: '单独组建党组织', en: 'found a Party organization of its own' }
    return [{ kind: 'foundPartyOrganization', due, text }]
  }
  const recheck: FollowUp = {
    kind: 'recheck',
    due: recheckOn,
    text: { zh: '期满复查党员人数', en: 'look at the members again' },
  }
  const first: FollowUp =
    fullMembers > 0
      ? { kind: 'joinJointBranch', due: recheckOn, text: { zh: '加入联合党支部', en: 'join a joint branch' } }
      : {
          kind: 'assignOfficer',
          due: recheckOn,
          text: { zh: '选派党建联络员或指导员', en: 'send a liaison officer or instructor' },
        }
  return [first, recheck]
}
