import type { Day } from './day.ts'
import type { FactValue, Finding, Pass, Proposal } from './gate.ts'
import { annualReportFindings, annualReportProposal, type AnnualReportFacts } from './gate-annual.ts'
import {
  evaluationFindings,
  evaluationProposal,
  type EvaluationFacts,
  type EvaluationProposal,
} from './gate-evaluation.ts'
import type { GatePolicy } from './gate-overlay.ts'
import { registrationFindings, registrationProposal, type RegistrationFacts } from './gate-registration.ts'
import type { Parameters } from './policy.ts'

/** What each pass looks at, and what it proposes. */
export type FactsOf = {
  readonly registration: RegistrationFacts
  readonly annualReport: AnnualReportFacts
  readonly evaluation: EvaluationFacts
}
export type ProposalOf = {
  readonly registration: Proposal
  readonly annualReport: Proposal
  readonly evaluation: EvaluationProposal
}

/** The rules of one pack on one day. */
export type Rules = { readonly gates: GatePolicy; readonly parameters: Parameters; readonly asOf: Day }

export type Judgement<P extends Proposal = Proposal> = { readonly findings: readonly Finding[]; readonly proposal: P }

export const FACT_KEYS: { readonly [P in Pass]: readonly (keyof FactsOf[P] & string)[] } = {
  registration: [
    'act',
    'charterText',
    'commitment',
    'surveyForm',
    'bodyAssigned',
    'fullMembers',
    'hasPartyOrganization',
    'foundingPlannedOn',
  ],
  annualReport: [
    'kind',
    'year',
    'registeredOn',
    'filedOn',
    'sectionComplete',
    'identitiesHold',
    'censusDifferences',
    'standing',
    'dutiesDone',
    'termHolds',
    'hasPartyOrganization',
    'officerValid',
  ],
  evaluation: [
    'registeredOn',
    'grade',
    'gradeValidTo',
    'lastReport',
    'reportBefore',
    'penaltyOpen',
    'underInvestigation',
    'onList',
    'standing',
    'workCovered',
    'hasPartyOrganization',
    'fullMembers',
    'barredUntil',
    'score',
  ],
}

/** The whole text of a charter is judged and kept, and never told back. */
export const UNTOLD_FACTS: readonly string[] = ['charterText']

type Judges = { readonly [P in Pass]: (facts: FactsOf[P], rules: Rules) => Judgement<ProposalOf[P]> }

/** The three passes as functions of facts and rules alone: the same facts under the same rules, the same judgement. */
export const JUDGES: Judges = {
  registration: (facts, { gates, parameters, asOf }) => {
    const findings = registrationFindings(facts, gates, parameters)
    return { findings, proposal: registrationProposal(facts, findings, { policy: gates, parameters, today: asOf }) }
  },
  annualReport: (facts, { gates, asOf }) => {
    const findings = annualReportFindings(facts, gates)
    return { findings, proposal: annualReportProposal(findings, gates, asOf) }
  },
  evaluation: (facts, { gates, asOf }) => {
    const findings = evaluationFindings(facts, gates, asOf)
    return { findings, proposal: evaluationProposal(facts, findings, gates) }
  },
}

/** A fact that a pass looked at, and who says so. Where both do and differ, the asker's word is used and both are told. */
export type UsedFact = {
  readonly key: string
  readonly value: FactValue
  readonly source: 'register' | 'given' | 'unknown'
  readonly register: FactValue
}

type Known<F> = { readonly [K in keyof F]?: FactValue }

/** What is given comes before what the register knows; what neither knows is unknown, which never counts against anybody. */
export function usedFacts<P extends Pass>(
  pass: P,
  given: Partial<FactsOf[P]>,
  known: Known<FactsOf[P]>,
): readonly UsedFact[] {
  return FACT_KEYS[pass].map((key): UsedFact => {
    const said = plain(given[key])
    const register = plain(known[key])
    if (said !== null) return { key, value: said, source: 'given', register }
    return { key, value: register, source: register === null ? 'unknown' : 'register', register }
  })
}

/** The same judgement from the list of facts, whose values were checked when they were asked; what is not in it is unknown. */
export function judgeFacts<P extends Pass>(
  pass: P,
  facts: readonly UsedFact[],
  rules: Rules,
): Judgement<ProposalOf[P]> {
  const silent = FACT_KEYS[pass].map((key): [string, FactValue] => [key, null])
  const values: unknown = Object.fromEntries([...silent, ...facts.map(({ key, value }) => [key, value] as const)])
  return JUDGES[pass](values as FactsOf[P], rules)
}

function plain(value: unknown): FactValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
