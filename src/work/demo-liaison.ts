import { randomUUID } from 'node:crypto'
import { addDays, type Day } from '../domain/day.ts'
import { demoLiaison, type DemoLiaison } from '../domain/demo/liaison.ts'
import { groupedBy } from '../domain/liaison.ts'
import type { Tx } from '../store/connection.ts'
import { asActor } from '../store/connection.ts'
import { openContacts } from '../store/liaison-contact.ts'
import { listCaredBodies, type CaredBody } from '../store/liaison-list.ts'
import {
  createAct,
  createOfficers,
  hasOfficers,
  openAssignments,
  openOfficerFacts,
  refreshLiaisonStatistics,
} from '../store/liaison.ts'
import { openVisits } from '../store/visit.ts'
import { judgeCared } from './care.ts'
import { writing, type Desk } from './desk.ts'
import { liaisonViewOf } from './liaison-view.ts'
import { openFollowUps } from './visit.ts'

/** Officers, assignments, contacts and visits of the demo city, in one write; none where there are officers already. */
export async function loadDemoLiaison(
  desk: Desk,
  order: { readonly seed: number; readonly today: Day },
): Promise<void> {
  await writing({ ...desk, key: randomUUID() }, 'demo.liaison', [order], async (tx, clock) => {
    if (await hasOfficers(tx)) return { reply: null, subject: 'demo' }
    const { asked } = await liaisonViewOf(tx, desk, {}, clock)
    const cared = await listCaredBodies(tx, asked)
    const bodies = [...groupedBy(cared, (one) => one.bodyId)].map(([id, organizations]) => ({ id, organizations }))
    const made = demoLiaison({ ...order, limit: asked.limit }, bodies)
    const ids = await putOfficers(tx, made, cared, order.today)
    await putAssignments(tx, made, ids, { cared, from: addDays(order.today, -400) })
    await putVisits(tx, desk, { made, ids, cared, day: order.today })
    await judgeCared(tx, desk, order.today, cared)
    const facts = { officers: made.officers.length, visits: made.visits.length }
    return { reply: null, subject: 'demo', facts }
  })
  await asActor(desk.db, desk.token, refreshLiaisonStatistics)
}

async function putOfficers(tx: Tx, made: DemoLiaison, cared: readonly CaredBody[], today: Day): Promise<number[]> {
  const scopes = new Map(cared.map((one) => [one.bodyId, one.bodyScope]))
  const scopeOf = (body: number) => scopes.get(body) ?? 0
  const entities = made.officers.map(({ bodyId }) => ({ bodyId, scope: scopeOf(bodyId), isMe: false }))
  const ids = await createOfficers(tx, entities)
  const facts = made.officers.map(({ bodyId, name, phone, desk, overNote }, index) => ({
    id: ids[index] ?? 0,
    scope: scopeOf(bodyId),
    version: 1,
    name,
    phone,
    desk,
    from: addDays(today, -730),
    to: null,
    overNote,
    overNotedOn: overNote === null ? null : today,
  }))
  await openOfficerFacts(tx, facts, null)
  return ids
}

type Putting = { readonly cared: readonly CaredBody[]; readonly from: Day }

async function putAssignments(
  tx: Tx,
  made: DemoLiaison,
  ids: readonly number[],
  { cared, from }: Putting,
): Promise<void> {
  const act = randomUUID()
  await createAct(tx, act, 'assign')
  const scopes = new Map(cared.map((one) => [one.id, one.scope]))
  const rows = made.officers.flatMap(({ organizations }, index) =>
    organizations.map((organizationId) => ({
      organizationId,
      scope: scopes.get(organizationId) ?? 0,
      officerId: ids[index] ?? 0,
      standsInFor: null,
      role: 'primary' as const,
      from,
      to: null,
    })),
  )
  await openAssignments(tx, rows, act)
  await openContacts(
    tx,
    made.contacts.map((one) => ({ ...one, scope: scopes.get(one.organizationId) ?? 0, from })),
  )
}

type Visiting = {
  readonly made: DemoLiaison
  readonly ids: readonly number[]
  readonly cared: readonly CaredBody[]
  readonly day: Day
}

async function putVisits(tx: Tx, desk: Desk, { made, ids, cared, day }: Visiting): Promise<void> {
  const organizations = new Map(cared.map((one) => [one.id, one]))
  const followed = made.visits.flatMap(({ organizationId, followUp }) => {
    const organization = organizations.get(organizationId)
    return followUp === null || organization === undefined ? [] : [{ organization, followUp }]
  })
  const cases = await openFollowUps(tx, desk, day, followed)
  const caseOf = new Map(followed.map(({ organization }, index) => [organization.id, cases[index] ?? null]))
  await openVisits(
    tx,
    made.visits.map((visit) => ({
      visitId: randomUUID(),
      version: 1,
      organizationId: visit.organizationId,
      scope: organizations.get(visit.organizationId)?.scope ?? 0,
      officerId: ids[visit.officer] ?? 0,
      onDay: visit.day,
      kind: visit.kind,
      findings: visit.findings,
      note: visit.note,
      withdrawn: false,
      why: null,
      followUp: visit.followUp === null ? null : (caseOf.get(visit.organizationId) ?? null),
    })),
  )
}
