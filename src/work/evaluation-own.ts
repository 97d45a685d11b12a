import type { CallTerms } from '../domain/evaluation-call.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import type { ScoreSheet } from '../domain/score-sheet.ts'
import type { Tx } from '../store/connection.ts'
import { findEvaluationOf } from '../store/evaluation.ts'
import { listCalls, listOwnOrganizations, type CallRow, type OwnOrganization } from '../store/evaluation-call.ts'
import { getCaseTime } from './case-open.ts'
import { reading, type Clock, type Desk } from './desk.ts'
import { demandCall, sheetOfCall } from './evaluation-call.ts'
import { judgeEvaluation } from './evaluation-judge.ts'
import { lookForHindrance } from './evaluation-open.ts'

type CallHead = Pick<CallRow, 'id' | 'title' | 'year' | 'applyBy' | 'vetoOn' | 'officeName' | 'kinds' | 'state'>

/** How a call and an organization of the actor stand to each other. */
export type OwnChance = {
  readonly code: string
  readonly name: string
  /** Its evaluation under the call, where it has one. */
  readonly caseId: string | null
  /** What keeps it from applying today, in words. */
  readonly hindrance: Text | null
}

export type OwnCall = CallHead & { readonly own: readonly OwnChance[] }

export type OwnCallDetail = CallHead & {
  readonly score: ScoreSheet
  readonly terms: CallTerms
  readonly own: readonly (OwnChance & {
    /** What the rules say of it today; null where it has an evaluation, or cannot apply anyway. */
    readonly rules: Awaited<ReturnType<typeof rulesToday>> | null
  })[]
}

/** Calls under which an organization of the actor may apply today, or has applied, the newest first. */
export function listMyCalls(desk: Desk): Promise<{ readonly calls: readonly OwnCall[] }> {
  return reading(desk, async (tx, clock) => {
    const own = await listOwnOrganizations(tx)
    if (own.length === 0) return { calls: [] }
    const calls: OwnCall[] = []
    for (const call of (await listCalls(tx)).filter((one) => one.state === 'published')) {
      const chances = await listChances(tx, desk, clock, { call, own })
      const open = chances.filter((one) => one.caseId !== null || one.hindrance === null)
      if (open.length > 0) calls.push({ ...headOf(call), own: open })
    }
    return { calls }
  })
}

/** One call as an organization reads it before it applies: what is asked, what is printed, and whether it can. */
export function getMyCall(desk: Desk, id: string): Promise<OwnCallDetail> {
  return reading(desk, async (tx, clock) => {
    const call = await demandCall(tx, id)
    if (call.terms === null) throw new Refusal('NOT_FOUND', { what: '评估通知 / call', id })
    const organizations = await listOwnOrganizations(tx)
    const chances = await listChances(tx, desk, clock, { call, own: organizations })
    const own: OwnCallDetail['own'][number][] = []
    for (const chance of chances) {
      const organization = organizations.find((one) => one.code === chance.code)
      const isOpen = chance.caseId === null && chance.hindrance === null && organization !== undefined
      own.push({ ...chance, rules: isOpen ? await rulesToday(tx, desk, clock, { call, organization }) : null })
    }
    return { ...headOf(call), score: sheetOfCall(call), terms: call.terms, own }
  })
}

function headOf({ id, title, year, applyBy, vetoOn, officeName, kinds, state }: CallRow): CallHead {
  return { id, title, year, applyBy, vetoOn, officeName, kinds, state }
}

type Chances = { readonly call: CallRow; readonly own: readonly OwnOrganization[] }

async function listChances(tx: Tx, desk: Desk, clock: Clock, { call, own }: Chances): Promise<OwnChance[]> {
  const chances: OwnChance[] = []
  for (const { organizationId, code, name } of own) {
    const caseId = (await findEvaluationOf(tx, call.id, organizationId)) ?? null
    const found = caseId === null ? await lookForHindrance(tx, desk, clock, { call, code, organizationId }) : null
    const isOver = call.state === 'closed' ? { zh: '通知已结束', en: 'the call is closed' } : null
    chances.push({ code, name, caseId, hindrance: isOver ?? (found !== null && 'why' in found ? found.why : null) })
  }
  return chances
}

type Asked = { readonly call: CallRow; readonly organization: OwnOrganization }

async function rulesToday(tx: Tx, desk: Desk, clock: Clock, { call, organization }: Asked) {
  const { organizationId, code } = organization
  const about = { caseId: null, organizationId, code, score: null, policy: call.terms?.policy }
  const time = await getCaseTime(tx, desk, clock)
  const { asOf, policy, findings } = await judgeEvaluation({ tx, desk, time }, about, clock.today)
  return { asOf, policy, findings }
}
