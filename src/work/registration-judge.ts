import { reaches } from '../domain/assignment.ts'
import type { RegistrationAct } from '../domain/gate-registration.ts'
import { REGISTRATION_ACTS } from '../domain/gate-registration.ts'
import { FACT_KEYS, type UsedFact } from '../domain/gate-judge.ts'
import type { Judgement } from '../domain/outcome.ts'
import {
  judgeRegistration,
  type EndFacts,
  type RegistrationCaseFacts,
  type RegistrationStage,
} from '../domain/registration-judge.ts'
import { listActions, type CaseFile } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { listPlacesAbove } from '../store/gap.ts'
import { askGate, type GateRegister } from '../store/gate.ts'
import { recordJudgement } from '../store/outcome.ts'
import { findPlaceOnRecord, listGivenPapers, type GivenPaper } from '../store/registration.ts'
import type { Act } from './case-act.ts'
import type { Clock, Desk } from './desk.ts'
import { listAnsweringBodies } from './gap.ts'
import { getPolicyWithGates } from './policy.ts'

type At = { readonly tx: Tx; readonly desk: Desk; readonly clock: Pick<Clock, 'today'> }

/** What the register knows of an organization today; undefined where it is not there, or not within the scope. */
export async function findRegister(tx: Tx, desk: Desk, code: string, pack: string): Promise<GateRegister | undefined> {
  const who = { token: desk.token, permit: desk.permit ?? '' }
  return (await askGate(tx, { ...who, code, asOf: null, pack })).register ?? undefined
}

/** What the rules of the first pass find for a case today: its papers first, then what the register knows. */
export async function judgeCase({ tx, desk, clock }: At, file: CaseFile, stage: RegistrationStage): Promise<Judgement> {
  const policy = await getPolicyWithGates(tx, desk.packs, clock.today)
  const { facts, values } = await factsOf({ tx, desk, clock }, file, policy.id)
  const rules = { gates: policy.gates, parameters: policy.parameters, today: clock.today }
  const judged = judgeRegistration(values, stage, rules)
  return { pass: 'registration', policy: policy.id, asOf: clock.today, facts, ...judged }
}

/** The same, kept with the action that has just been done. */
export async function keepJudgement(act: Act, stage: RegistrationStage): Promise<Judgement> {
  const judgement = await judgeCase(act, act.file, stage)
  await recordJudgement(act.tx, act.file.id, act.file.version, judgement)
  return judgement
}

type Facts = { readonly facts: readonly UsedFact[]; readonly values: RegistrationCaseFacts }

async function factsOf({ tx, desk, clock }: At, file: CaseFile, policy: string): Promise<Facts> {
  const papers = new Map((await listGivenPapers(tx, file.id)).map((paper) => [paper.kind, paper]))
  const survey = papers.get('survey')
  const code = textOf(file.subject['code'])
  const register = code === null ? undefined : await findRegister(tx, desk, code, policy)
  const bodyOnRecord = register?.bodyAssigned ?? null
  const bodyAssigned = await isAnswered(tx, clock, file, bodyOnRecord)
  const given: RegistrationCaseFacts = {
    act: actOf(file),
    charterText: textOf(papers.get('charter')?.content['text']) ?? '',
    commitment: papers.has('commitment'),
    surveyForm: survey !== undefined,
    bodyAssigned,
    ...membersOf(survey, register),
    foundingPlannedOn: textOf(survey?.content['plannedOn']),
    ...(await endFacts(tx, file)),
  }
  const known = { ...register, bodyAssigned: bodyOnRecord }
  return { facts: usedFacts(given, known), values: given }
}

/** The counts of the survey form come before those of the register; who is not on it has no Party organization. */
function membersOf(survey: GivenPaper | undefined, register: GateRegister | undefined) {
  const fullMembers = countOf(survey, 'fullMembers') ?? register?.fullMembers ?? null
  return { fullMembers, hasPartyOrganization: register === undefined ? false : register.hasPartyOrganization }
}

export function actOf(file: Pick<CaseFile, 'subject'>): RegistrationAct {
  return REGISTRATION_ACTS.find((act) => act === file.subject['act']) ?? 'founding'
}

/** Whether a body answers that reaches the place where the organization is, or is going to be. */
async function isAnswered(tx: Tx, clock: At['clock'], file: CaseFile, isOnRecord: boolean | null): Promise<boolean> {
  if (isOnRecord !== true) return false
  const place = await findPlaceOnRecord(tx, movedTo(file) ?? textOf(file.subject['placeCode']) ?? '')
  const body = (await listAnsweringBodies(tx, clock.today)).find((one) => one.key === file.parties['body']?.body)
  if (place === undefined || body === undefined) return true
  return reaches(body, await listPlacesAbove(tx, [place.id]))
}

/** The place to which a change takes the organization; null where it stays. */
export function movedTo(file: Pick<CaseFile, 'subject'>): string | null {
  return changesOf(file).find((one) => one.key === 'placeCode')?.to ?? null
}

export type RegistrationChange = { readonly key: string; readonly to: string }

export function changesOf({ subject }: Pick<CaseFile, 'subject'>): RegistrationChange[] {
  const { fields } = subject
  return Array.isArray(fields) ? fields.map((one: RegistrationChange) => ({ key: one.key, to: one.to })) : []
}

/** What somebody has confirmed of a deregistration; what nobody has is not known. */
async function endFacts(tx: Tx, file: CaseFile): Promise<EndFacts> {
  const said = (await listActions(tx, [file.id])).filter((one) => one.action === 'confirmEnd')
  const isConfirmed = (key: string) => (said.some((one) => one.form[key] === true) ? true : null)
  return {
    relationsMoved: isConfirmed('relationsMoved'),
    ledgerClosed: isConfirmed('ledgerClosed'),
    branchAdjusted: isConfirmed('branchAdjusted'),
  }
}

const KEYS = [
  ...FACT_KEYS.registration,
  'relationsMoved',
  'ledgerClosed',
  'branchAdjusted',
] as const satisfies readonly (keyof RegistrationCaseFacts)[]
const OF_REGISTER: readonly string[] = ['bodyAssigned', 'fullMembers', 'hasPartyOrganization']

function usedFacts(values: RegistrationCaseFacts, known: Readonly<Record<string, unknown>>): UsedFact[] {
  return KEYS.map((key): UsedFact => {
    const value = values[key]
    const said = OF_REGISTER.includes(key) ? known[key] : null
    const register = typeof said === 'number' || typeof said === 'boolean' ? said : null
    if (value === null) return { key, value, source: 'unknown', register }
    return { key, value, source: register === value ? 'register' : 'given', register }
  })
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

export function countOf(paper: GivenPaper | undefined, key: string): number | null {
  const value = paper?.content[key]
  return typeof value === 'number' ? value : null
}
