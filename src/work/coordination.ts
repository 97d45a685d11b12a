import { randomUUID } from 'node:crypto'
import type { Day } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'
import { getOrganizationDesk, listServedParties } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import {
  createCoordination,
  endCoordination as endRow,
  findCoordination,
  isCoordinating,
  resumeCoordination as resumeRow,
  type CoordinationRow,
} from '../store/coordination.ts'
import { demandOrganization } from './demand-organization.ts'
import { writing, type Desk } from './desk.ts'
import { demandBody } from './question.ts'

export type NewCoordination = {
  readonly bodyId: string
  readonly task: string
  readonly from: Day
  readonly to: Day | null
}

/** Puts a body beside the responsible one, to help with something for some days. It answers for nothing. */
export function addCoordination(desk: Desk, code: string, more: NewCoordination): Promise<{ id: string }> {
  return writing(desk, 'coordination.add', [code, more], async (tx, clock) => {
    const { bodyId, task, from, to } = more
    const organization = await demandOrganization(tx, code)
    const body = await demandBody(tx, bodyId, clock.today)
    await demandHolder(tx, organization.id)
    const held = await getOrganizationDesk(tx, organization.id)
    if (held.key === bodyId && !held.isGap) throw new Refusal('COORDINATION_RESPONSIBLE', { body: body.name })
    demandAfter(from, to)
    const id = randomUUID()
    const row = { id, organizationId: organization.id, scope: organization.scope, bodyKey: bodyId, task, from, to }
    if (await isCoordinating(tx, row)) throw new Refusal('COORDINATION_TWICE', { body: body.name })
    await createCoordination(tx, row)
    return { reply: { id }, subject: `organization ${code}`, facts: { body: bodyId } }
  })
}

/** Coordinating bodies are the responsible body's to call in and to let go, or the owner's of a gap. */
async function demandHolder(tx: Tx, organizationId: number): Promise<void> {
  const held = await getOrganizationDesk(tx, organizationId)
  const served = await listServedParties(tx, { holder: { scope: held.scope, name: held.name } })
  if (served.length === 0) throw new Refusal('BODY_NOT_YOURS', { body: held.name })
}

function demandAfter(from: Day, to: Day | null): void {
  if (to !== null && to <= from) throw new Refusal('BAD_REQUEST', { detail: 'to: 须晚于起始日 / must be after from' })
}

export type Ending = { readonly to: Day; readonly why: string }

/** Ends the help of a body on a day, with the reason; once, until it is taken back. */
export function endCoordination(desk: Desk, id: string, { to, why }: Ending): Promise<{ id: string }> {
  return writing(desk, 'coordination.end', [id, to, why], async (tx) => {
    const one = await demandHelp(tx, id)
    demandAfter(one.from, to)
    if (one.to !== null && to > one.to) throw new Refusal('COORDINATION_OVER', { body: one.bodyName, day: one.to })
    const isEnded = one.endedWhy === null && (await endRow(tx, id, to, why))
    if (!isEnded) throw new Refusal('COORDINATION_ENDED', { body: one.bodyName, day: one.to ?? to })
    return { reply: { id }, subject: `coordination ${id}`, why, facts: { to } }
  })
}

/** Takes back that the help of a body was ended: the days are again those that were meant. */
export function resumeCoordination(desk: Desk, id: string): Promise<{ id: string }> {
  return writing(desk, 'coordination.resume', [id], async (tx) => {
    const one = await demandHelp(tx, id)
    if (one.endedWhy === null) throw new Refusal('COORDINATION_GOES_ON', { body: one.bodyName })
    const again = { id, organizationId: one.organizationId, bodyKey: one.bodyId, from: one.from, to: one.meantTo }
    if (await isCoordinating(tx, again)) throw new Refusal('COORDINATION_TWICE', { body: one.bodyName })
    await resumeRow(tx, id)
    return { reply: { id }, subject: `coordination ${id}` }
  })
}

async function demandHelp(tx: Tx, id: string): Promise<CoordinationRow> {
  const found = await findCoordination(tx, id)
  if (found === undefined) throw new Refusal('NOT_FOUND', { what: '协同关系 / coordination', id })
  await demandHolder(tx, found.organizationId)
  return found
}
