import { randomUUID } from 'node:crypto'
import { CALL_KINDS } from '../domain/evaluation-call.ts'
import { KIND_NAMES, type Kind } from '../domain/organization.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { findOfficeBody } from '../store/body.ts'
import { getDeskAbove, isOwnOrganization } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { createEvaluation, findEvaluationOf } from '../store/evaluation.ts'
import { isRegisteredUnder, type CallRow } from '../store/evaluation-call.ts'
import { demandOrganization } from './demand-organization.ts'
import { getCaseTime, openCases } from './case-open.ts'
import { takingPart, writing, type Clock, type Desk } from './desk.ts'
import { demandCall, demandCallOffice, demandState } from './evaluation-call.ts'
import { findRegistered } from './evaluation-judge.ts'

/** An organization applies for itself under a published call. */
export function applyForEvaluation(desk: Desk, callId: string, code: string): Promise<{ readonly id: string }> {
  return takingPart(desk, 'evaluation.apply', [callId, code], async (tx, clock) => {
    const call = await demandCall(tx, callId)
    const organization = await demandOrganization(tx, code)
    if (!(await isOwnOrganization(tx, organization.id))) throw new Refusal('NOT_ALLOWED', { act: 'evaluation.apply' })
    const id = await openEvaluation(tx, desk, clock, { call, code, action: 'apply' })
    return { reply: { id }, subject: `organization ${code}`, facts: { call: callId } }
  })
}

/** The authority asks an organization to take part; it still is the organization's to file or not. */
export function inviteToEvaluation(desk: Desk, callId: string, code: string): Promise<{ readonly id: string }> {
  return writing(desk, 'evaluation.invite', [callId, code], async (tx, clock) => {
    const call = await demandCallOffice(tx, callId)
    const id = await openEvaluation(tx, desk, clock, { call, code, action: 'invite' })
    return { reply: { id }, subject: `organization ${code}`, facts: { call: callId } }
  })
}

type Opening = { readonly call: CallRow; readonly code: string; readonly action: 'apply' | 'invite' }

/** The same within a transaction that does more. */
export async function openEvaluation(
  tx: Tx,
  desk: Desk,
  clock: Clock,
  { call, code, action }: Opening,
): Promise<string> {
  demandState(call, 'published', '参评', 'applied under')
  const { id: organizationId, name, scope } = await demandOrganization(tx, code)
  const kind = await demandCallable(tx, desk, clock, { call, code, name, organizationId })
  if ((await findEvaluationOf(tx, call.id, organizationId)) !== undefined) {
    throw new Refusal('EVALUATION_THERE', { name })
  }
  const body = await findOfficeBody(tx, call.officeScope)
  const above = await getDeskAbove(tx, body?.key ?? null)
  const caseId = randomUUID()
  await openCases(tx, await getCaseTime(tx, desk, clock), clock.today, [
    {
      id: caseId,
      kind: 'evaluation',
      organizationId,
      organizationScope: scope,
      subject: { code, name, call: call.id, callTitle: call.title, year: call.year, vetoOn: call.vetoOn },
      parties: {
        organization: { organizationId, name },
        authority: { scope: call.officeScope, name: call.officeName, body: body?.key ?? null },
        superior: { scope: above.scope, name: above.name, body: above.key },
      },
      action,
      party: action === 'apply' ? 'organization' : 'authority',
      form: { dueOn: call.applyBy },
    },
  ])
  await createEvaluation(tx, {
    caseId,
    callId: call.id,
    organizationId,
    scope,
    desk: call.officeScope,
    code,
    name,
    kind,
  })
  return caseId
}

export type Asked = {
  readonly call: CallRow
  readonly code: string
  readonly name: string
  readonly organizationId: number
}

/** What keeps an organization from applying under a call today, in words; else its kind. */
export async function lookForHindrance(
  tx: Tx,
  desk: Desk,
  clock: Clock,
  { call, code, organizationId }: Omit<Asked, 'name'>,
): Promise<{ readonly why: Text } | { readonly kind: Kind }> {
  if (clock.today > call.applyBy) {
    return { why: { zh: `申请已于 ${call.applyBy} 截止`, en: `applications ended on ${call.applyBy}` } }
  }
  const register = await findRegistered(tx, desk, code)
  const kinds: readonly string[] = call.kinds.length === 0 ? CALL_KINDS : call.kinds
  if (register === undefined) return { why: { zh: '今天不在册', en: 'it is not on record today' } }
  if (!kinds.includes(register.kind)) {
    const { zh, en } = KIND_NAMES[register.kind]
    return { why: { zh: `类别为${zh}`, en: `its kind is ${en}` } }
  }
  if (!(await isRegisteredUnder(tx, organizationId, call.officeScope))) {
    return { why: { zh: '不由该机关或其下级登记', en: 'it is not registered by this authority or below it' } }
  }
  return { kind: register.kind }
}

async function demandCallable(tx: Tx, desk: Desk, clock: Clock, asked: Asked): Promise<Kind> {
  const found = await lookForHindrance(tx, desk, clock, asked)
  if ('kind' in found) return found.kind
  throw new Refusal('CALL_NOT_FOR', { name: asked.name, why: found.why.zh, whyEn: found.why.en })
}
