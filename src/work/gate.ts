import { isDay, type Day } from '../domain/day.ts'
import type { Finding, Pass, Proposal } from '../domain/gate.ts'
import {
  judgeFacts,
  UNTOLD_FACTS,
  usedFacts,
  type FactsOf,
  type Judgement,
  type ProposalOf,
  type UsedFact,
} from '../domain/gate-judge.ts'
import { normalCode } from '../domain/identifier.ts'
import { findPackInForce } from '../domain/policy.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import type { Db, Tx } from '../store/connection.ts'
import { askGate, type GateSight } from '../store/gate.ts'
import type { Desk } from './desk.ts'
import { overlayFor, type Overlay } from './policy.ts'

/** A question to a pass: an organization of the register, facts that the asker states, or both. */
export type GateQuestion<F> = {
  readonly organization?: string | undefined
  readonly asOf?: Day | undefined
  readonly policy?: string | undefined
  readonly facts: Partial<F>
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

/** What a question stands on: the day, the pack laid over its parents, and what the register knows. */
export type Ground = { readonly asOf: Day; readonly overlay: Overlay; readonly sight: GateSight }

/** What a pass found, with all facts that it used, also those that are not told back. */
export type Judged<P extends Pass> = {
  readonly answer: GateAnswer<ProposalOf[P]>
  readonly facts: readonly UsedFact[]
  readonly overlay: Overlay
  readonly sight: GateSight
}

/** Asks a pass; nothing is stored. One statement of the database, and one judgement of the domain. */
export async function checkPass<P extends Pass>(
  desk: Desk,
  pass: P,
  question: GateQuestion<FactsOf[P]>,
): Promise<GateAnswer<ProposalOf[P]>> {
  return (await judgeQuestion(desk.db, desk, pass, question)).answer
}

/** Asks a pass in a transaction, or alone where `db` is no transaction. Refuses where nobody is signed in. */
export async function judgeQuestion<P extends Pass>(
  db: Db | Tx,
  desk: Desk,
  pass: P,
  question: GateQuestion<FactsOf[P]>,
): Promise<Judged<P>> {
  demandDays(question.facts)
  const ground = await lookUp(db, desk, question)
  const { asOf, overlay, sight } = ground
  const { given, known } = TOLD[pass](question.facts, sight, asOf)
  const facts = usedFacts(pass, given, known)
  const judgement = judgeFacts(pass, facts, { gates: overlay.gates, parameters: overlay.policy.parameters, asOf })
  return { answer: answerOf(pass, ground, facts, judgement), facts, overlay, sight }
}

type Told<P extends Pass> = { readonly given: Partial<FactsOf[P]>; readonly known: Parameters<typeof usedFacts<P>>[2] }

/** What each pass takes for said where nothing is said, and how the register's word is read. */
const TOLD: { readonly [P in Pass]: (facts: Partial<FactsOf[P]>, sight: GateSight, asOf: Day) => Told<P> } = {
  registration: (facts, { register }) => ({ given: { act: 'founding', ...facts }, known: register ?? {} }),
  annualReport: (facts, { register }, asOf) => {
    const ends = register?.termEndsOn ?? null
    const termHolds = ends === null ? null : ends >= asOf
    return { given: { year: Number(asOf.slice(0, 4)) - 1, ...facts }, known: { ...register, termHolds } }
  },
  evaluation: (facts, { register }) => ({ given: facts, known: register ?? {} }),
}

/** The day and the place above all as the database last told them: nearly always still true, and always compared. */
const LAST = new WeakMap<object, Pick<GateSight, 'today' | 'root'>>()
const LOOKS = 4

/**
 * Looks once where the pack in force is the one that was thought; once more where the day or the place above all has
 * changed since the last question.
 */
export async function lookUp(
  db: Db | Tx,
  desk: Desk,
  { organization, asOf, policy }: GateQuestion<unknown>,
): Promise<Ground> {
  const code = organization === undefined ? null : normalCode(organization)
  for (let looks = 1; looks <= LOOKS; looks += 1) {
    const pack = policy ?? likelyPack(desk, asOf)
    const who = { token: desk.token, permit: desk.permit ?? '' }
    const sight = await askGate(db, { ...who, code, asOf: asOf ?? null, pack })
    if (sight.actor === null) throw new Refusal('NOT_SIGNED_IN')
    LAST.set(desk.db, { today: sight.today, root: sight.root })
    const day = asOf ?? sight.today
    const overlay = overlayFor(desk.packs, { id: policy, day, root: sight.root })
    if (organization !== undefined && sight.register === null)
      throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: organization })
    if (code === null || overlay.policy.id === pack) return { asOf: day, overlay, sight }
  }
  throw new Error('The day or the place above all changed with every look.')
}

function likelyPack({ db, packs }: Desk, asOf: Day | undefined): string {
  const last = LAST.get(db)
  if (last === undefined) return ''
  return findPackInForce(packs, asOf ?? last.today, last.root)?.id ?? ''
}

function answerOf<P extends Pass>(
  pass: P,
  { asOf, overlay, sight }: Ground,
  facts: readonly UsedFact[],
  { findings, proposal }: Judgement<ProposalOf[P]>,
): GateAnswer<ProposalOf[P]> {
  const { register } = sight
  return {
    pass,
    asOf,
    policy: overlay.policy.id,
    policyTitle: overlay.policy.title,
    legalOrder: 'state',
    organization: register === null ? null : { code: register.code, name: register.name },
    facts: facts.filter(({ key }) => !UNTOLD_FACTS.includes(key)),
    findings,
    proposal,
  }
}

const DAY_FACTS: readonly string[] = ['foundingPlannedOn', 'registeredOn', 'filedOn', 'gradeValidTo', 'barredUntil']

/** Days of the calendar, not only of their form. */
function demandDays(facts: object): void {
  for (const [key, value] of Object.entries(facts)) {
    if (!DAY_FACTS.includes(key) || typeof value !== 'string' || isDay(value)) continue
    throw new Refusal('BAD_REQUEST', { detail: `${key} “${value}” → YYYY-MM-DD`, pointer: `/body/facts/${key}` })
  }
}
