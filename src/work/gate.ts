import { isDay, type Day } from '../domain/day.ts'
import type { FactValue, Finding, Pass, Proposal } from '../domain/gate.ts'
import { annualReportFindings, annualReportProposal, type AnnualReportFacts } from '../domain/gate-annual.ts'
import { evaluationFindings, evaluationProposal, type EvaluationFacts } from '../domain/gate-evaluation.ts'
import { gatesOf, type GatePolicy } from '../domain/gate-overlay.ts'
import { registrationFindings, registrationProposal, type RegistrationFacts } from '../domain/gate-registration.ts'
import { normalCode } from '../domain/identifier.ts'
import { chainOf, type Policy } from '../domain/policy.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import { findGateRegister, type GateRegister } from '../store/gate.ts'
import { asking, type Clock, type Desk } from './desk.ts'
import { getPolicy } from './policy.ts'

/** A question to a pass: an organization of the register, facts that the asker states, or both. Nothing is stored. */
export type GateQuestion<F> = {
  readonly organization?: string | undefined
  readonly asOf?: Day | undefined
  readonly policy?: string | undefined
  readonly facts: Partial<F>
}

/** A fact that a pass looked at, and who says so. Where both do and differ, the asker's word is used and both are told. */
export type UsedFact = {
  readonly key: string
  readonly value: FactValue
  readonly source: 'register' | 'given' | 'unknown'
  readonly register: FactValue
}

export type GateAnswer<P extends Proposal = Proposal> = {
  readonly pass: Pass
  readonly asOf: Day
  readonly policy: string
  readonly policyTitle: Text
  readonly legalOrder: 'state'
  readonly organization: { readonly code: string; readonly name: string } | null
  readonly facts: readonly UsedFact[]
  readonly findings: readonly Finding[]
  readonly proposal: P
}

type Known<F> = { readonly [K in keyof F]: FactValue }

type Ground = {
  readonly asOf: Day
  readonly policy: Policy
  readonly gates: GatePolicy
  readonly register: GateRegister | undefined
}

async function groundOf<F>(tx: Tx, desk: Desk, clock: Clock, question: GateQuestion<F>): Promise<Ground> {
  const asOf = question.asOf ?? clock.today
  const policy = await getPolicy(tx, desk.packs, { id: question.policy, day: asOf })
  const own = desk.packs.find((pack) => pack.id === policy.id)
  if (own === undefined) throw new Error(`The pack ${policy.id} is in force and not there.`)
  const gates = gatesOf(chainOf(own, desk.packs))
  if (question.organization === undefined) return { asOf, policy, gates, register: undefined }
  const code = normalCode(question.organization)
  const register = await findGateRegister(tx, code, { asOf, policy: policy.id })
  if (register === undefined)
    throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: question.organization })
  return { asOf, policy, gates, register }
}

/** By the same names as the register's. What is given comes before what the register knows; what neither knows is unknown, which never counts against anybody. */
function usedFacts<F extends object>(keys: readonly (keyof F & string)[], given: Partial<F>, known: Partial<Known<F>>) {
  const facts = keys.map((key): UsedFact => {
    const said = plain(given[key])
    const register = plain(known[key])
    if (said !== null) return { key, value: said, source: 'given', register }
    return { key, value: register, source: register === null ? 'unknown' : 'register', register }
  })
  // The keys are those of F and each value is F's own or the register's of the same meaning.
  return { facts, values: Object.fromEntries(facts.map(({ key, value }) => [key, value])) as unknown as F }
}

function plain(value: unknown): FactValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

const REGISTRATION_KEYS = [
  'act',
  'charterText',
  'commitment',
  'surveyForm',
  'bodyAssigned',
  'fullMembers',
  'hasPartyOrganization',
  'foundingPlannedOn',
] as const satisfies readonly (keyof RegistrationFacts)[]

/** The first pass: G1 to G5. */
export function checkRegistration(desk: Desk, question: GateQuestion<RegistrationFacts>): Promise<GateAnswer> {
  return asking(desk, async (tx, clock) => {
    demandDays(question.facts, ['foundingPlannedOn'])
    const ground = await groundOf(tx, desk, clock, question)
    const { register, policy, gates, asOf } = ground
    const { facts, values } = usedFacts<RegistrationFacts>(
      REGISTRATION_KEYS,
      { act: 'founding', ...question.facts },
      register ?? {},
    )
    const findings = registrationFindings(values, gates, policy.parameters)
    const given = { policy: gates, parameters: policy.parameters, today: asOf }
    const told = facts.filter((one) => one.key !== 'charterText')
    return answerOf('registration', ground, {
      facts: told,
      findings,
      proposal: registrationProposal(values, findings, given),
    })
  })
}

const REPORT_KEYS = [
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
] as const satisfies readonly (keyof AnnualReportFacts)[]

/** The second pass: B1 to B6. Without a year, the one before the day of the question. */
export function checkAnnualReport(desk: Desk, question: GateQuestion<AnnualReportFacts>): Promise<GateAnswer> {
  return asking(desk, async (tx, clock) => {
    demandDays(question.facts, ['registeredOn', 'filedOn'])
    const ground = await groundOf(tx, desk, clock, question)
    const { register, gates, asOf } = ground
    const ends = register?.termEndsOn ?? null
    const year = { year: Number(asOf.slice(0, 4)) - 1 }
    const { facts, values } = usedFacts<AnnualReportFacts>(
      REPORT_KEYS,
      { ...year, ...question.facts },
      { ...register, termHolds: ends === null ? null : ends >= asOf },
    )
    const findings = annualReportFindings(values, gates)
    return answerOf('annualReport', ground, { facts, findings, proposal: annualReportProposal(findings, gates, asOf) })
  })
}

const EVALUATION_KEYS = [
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
  'score',
] as const satisfies readonly (keyof EvaluationFacts)[]

/** The third pass: E1 to E4 and the veto, with the grade that the score alone gives. */
export function checkEvaluation(desk: Desk, question: GateQuestion<EvaluationFacts>) {
  return asking(desk, async (tx, clock) => {
    demandDays(question.facts, ['registeredOn', 'gradeValidTo'])
    const ground = await groundOf(tx, desk, clock, question)
    const { register, gates, asOf } = ground
    const { facts, values } = usedFacts<EvaluationFacts>(EVALUATION_KEYS, question.facts, register ?? {})
    const findings = evaluationFindings(values, gates, asOf)
    return answerOf('evaluation', ground, { facts, findings, proposal: evaluationProposal(values, findings, gates) })
  })
}

type Found<P> = Pick<GateAnswer, 'facts' | 'findings'> & { readonly proposal: P }

function answerOf<P extends Proposal>(pass: Pass, { asOf, policy, register }: Ground, found: Found<P>): GateAnswer<P> {
  return {
    pass,
    asOf,
    policy: policy.id,
    policyTitle: policy.title,
    legalOrder: 'state',
    organization: register === undefined ? null : { code: register.code, name: register.name },
    ...found,
  }
}

/** Days of the calendar, not only of their form. */
function demandDays(facts: object, keys: readonly string[]): void {
  for (const [key, value] of Object.entries(facts)) {
    if (!keys.includes(key) || typeof value !== 'string' || isDay(value)) continue
    throw new Refusal('BAD_REQUEST', { detail: `${key} “${value}” → YYYY-MM-DD`, pointer: `/body/facts/${key}` })
  }
}
