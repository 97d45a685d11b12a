import { randomUUID } from 'node:crypto'
import { addDays, overlapOf, type Day, type Span } from '../domain/day.ts'
import { groupedBy, handedOver, replaced, returned } from '../domain/liaison.ts'
import { Refusal } from '../domain/refusal.ts'
import { listBodies } from '../store/body.ts'
import { getOrganizationDesk } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { listOrganizationEntities, takeOrganizations } from '../store/entity.ts'
import {
  closeAbsences,
  closeAssignments,
  countBeyond,
  countChangedSince,
  createAct,
  findOwnAct,
  listAbsences,
  listActOrganizations,
  listAssignments,
  listAssisted,
  listHeldOrganizations,
  listStoodInFor,
  markUndone,
  openAbsence,
  openAssignments,
  restateOfficer,
  takeOfficers,
  undoAct,
  type Officer,
} from '../store/liaison.ts'
import { listCaredOf, type LiaisonView } from '../store/liaison-list.ts'
import { judgeCared } from './care.ts'
import { reading, writing, type Clock, type Desk } from './desk.ts'
import {
  demandLoads,
  demandPlan,
  demandTakers,
  proposalOf,
  restateAssignments,
  type Plan,
  type PlannedOrganization,
  type Proposal,
} from './liaison-plan.ts'
import { demandOfficer, demandOwnOfficer, liaisonViewOf } from './liaison-view.ts'
import { settleSentOfficers } from './party-case.ts'

/** What was done, so that it can be taken back, and to how many organizations. */
export type Done = { readonly act: string; readonly count: number }

export type AssignOrder = {
  readonly plan: Plan
  readonly from?: Day | undefined
  readonly role?: 'primary' | 'assistant' | undefined
  /** The day on which an assistant ends; a primary officer stays until another takes over. */
  readonly until?: Day | undefined
  /** Takes organizations from the officers who have them. */
  readonly replace?: boolean | undefined
  readonly note?: string | undefined
}

/** Gives organizations to officers: those without one or, where it says so, instead of another. */
export function assignOfficers(desk: Desk, order: AssignOrder): Promise<Done> {
  return writing(desk, 'liaison.assign', order, async (tx, clock) => {
    const act = await beginAct(tx, 'assign')
    const count = await assignWithin(tx, desk, clock, { act, order })
    const { role = 'primary' } = order
    return { reply: { act, count }, subject: `liaison act ${act}`, facts: { role, organizations: count } }
  })
}

type Assigning = { readonly act: string; readonly order: AssignOrder }

/** The same within a transaction, as part of an act that is taken back whole; tells how many organizations change. */
export async function assignWithin(tx: Tx, desk: Desk, clock: Clock, { act, order }: Assigning): Promise<number> {
  const { plan, from = clock.today, role = 'primary' } = order
  const organizations = await demandPlan(tx, plan, 'liaison.assign')
  await takeOrganizations(tx, [...organizations.keys()])
  await takeOfficers(
    tx,
    plan.map((share) => share.officer),
  )
  const all = [...organizations.values()]
  const given = { act, from, all, order, clock }
  if (role === 'assistant') return assist(tx, given)
  const count = await putInCare(tx, desk, given)
  if (from <= clock.today) await settleSentOfficers(tx, desk, clock, all)
  return count
}

type Given = {
  readonly act: string
  readonly from: Day
  readonly all: readonly (PlannedOrganization & { readonly officer: number })[]
  readonly order: AssignOrder
  readonly clock: Clock
}

async function putInCare(tx: Tx, desk: Desk, { act, from, all, order, clock }: Given): Promise<number> {
  const { plan, replace = false, note } = order
  const takers = await demandTakers(tx, plan, { from, to: null }, 'liaison.assign')
  const now = await listAssignments(
    tx,
    all.map((one) => one.id),
  )
  const taken = now.filter((one) => one.to === null || one.to > from)
  const officerOf = new Map(all.map((one) => [one.id, one.officer]))
  const first = all.find((one) => taken.some((row) => row.organizationId === one.id))
  if (!replace && first !== undefined) {
    const count = new Set(taken.map((row) => row.organizationId)).size
    throw new Refusal('LIAISON_TAKEN', { count, code: first.code })
  }
  const { asked } = await liaisonViewOf(tx, desk, { asOf: from }, clock)
  const has = new Set(taken.filter((row) => row.from <= from).map((row) => `${row.officerId} ${row.organizationId}`))
  const more = countedBy(all.filter((one) => !has.has(`${one.officer} ${one.id}`)).map((one) => one.officer))
  await demandLoads(tx, { asked, takers, more, note, day: clock.today, actId: act })
  const count = await restateAssignments(tx, act, all, (before, id) =>
    replaced(before, { from, to: null }, { officerId: officerOf.get(id) ?? 0, standsInFor: null }),
  )
  await judgeCared(tx, desk, clock.today, all)
  return count
}

function countedBy(ids: readonly number[]): ReadonlyMap<number, number> {
  return new Map([...groupedBy(ids, (id) => id)].map(([id, group]) => [id, group.length]))
}

/** An assistant for some days; the same again with another end changes the end. */
async function assist(tx: Tx, { act, from, all, order }: Given): Promise<number> {
  const to = order.until ?? null
  for (const { officer, codes } of order.plan) {
    const { from: begins } = await demandOwnOfficer(tx, officer, 'liaison.assign')
    if (from < begins) throw new Refusal('LIAISON_NOT_AT_WORK', { officer, from })
    const mine = all.filter((one) => codes.includes(one.code))
    const now = (
      await listAssisted(
        tx,
        officer,
        mine.map((one) => one.id),
      )
    ).filter((one) => one.to === null || one.to > from)
    await closeAssignments(
      tx,
      now.map((one) => one.id),
      act,
    )
    const spans = mine.flatMap(({ id, scope }) => {
      const starts = now.find((one) => one.organizationId === id)?.from ?? from
      const span = { from: starts < from ? starts : from, to }
      return to !== null && to <= span.from ? [] : [{ ...span, organizationId: id, scope }]
    })
    await openAssignments(
      tx,
      spans.map((one) => ({ ...one, officerId: officer, role: 'assistant', standsInFor: null })),
      act,
    )
  }
  return all.length
}

export async function beginAct(tx: Tx, kind: Parameters<typeof createAct>[2]): Promise<string> {
  const id = randomUUID()
  await createAct(tx, id, kind)
  return id
}

export type HandOverMode = 'absence' | 'leave' | 'handover'
export type HandOverOrder = {
  readonly mode: HandOverMode
  /** The first day on which others look after her organizations. */
  readonly from: Day
  /** The day on which she is back, where she is away. */
  readonly until?: Day | undefined
  readonly plan: Plan
  readonly note?: string | undefined
}

/**
 * An officer is away, leaves, or hands some organizations over: all in one transaction, and refused while one of hers would
 * be without an officer.
 */
export function handOver(desk: Desk, id: string, order: HandOverOrder): Promise<Done> {
  return writing(desk, 'liaison.handOver', [id, order], async (tx, clock) => {
    const { mode, plan } = order
    const officer = await demandOwnOfficer(tx, id, 'liaison.handOver')
    const span = spanOf(order, officer, clock)
    const organizations = await demandPlan(tx, plan, 'liaison.handOver')
    await takeOfficers(tx, [officer.id, ...plan.map((share) => share.officer)])
    const held = await listHers(tx, officer.id, span, mode === 'absence')
    await takeOrganizations(tx, held)
    const { asked } = await liaisonViewOf(tx, desk, { asOf: span.from }, clock)
    if (plan.some((share) => share.officer === officer.id)) {
      throw new Refusal('LIAISON_NOT_AT_WORK', { officer: officer.id, from: span.from })
    }
    await demandWhole(tx, { officer, span, mode, held, organizations, asked })
    const act = await beginAct(tx, mode)
    const takers = await demandTakers(tx, plan, takingSpan(mode, span), 'liaison.handOver')
    const more = countedBy([...organizations.values()].map((one) => one.officer))
    await demandLoads(tx, { asked, takers, more, note: order.note, day: clock.today, actId: act })
    const entities = await listHeldEntities(tx, held, organizations)
    const given = mode === 'handover' ? [...organizations.values()] : entities
    const hers = { officerId: officer.id, isAway: mode === 'absence' }
    const count = await restateAssignments(tx, act, given, (before, one) =>
      handedOver(before, hers, span, organizations.get(one)?.officer ?? null),
    )
    await judgeCared(tx, desk, clock.today, given)
    if (mode === 'absence') await openAbsence(tx, officer, span, act)
    if (mode === 'leave') await endWork(tx, officer, span.from, act)
    return { reply: { act, count }, subject: `liaison officer ${officer.id}`, facts: { mode, organizations: count } }
  })
}

/** What an officer has within a span and, for good, also what others have for her. */
async function listHers(tx: Tx, id: number, span: Span, isAway: boolean): Promise<number[]> {
  const held = await listHeldOrganizations(tx, id, span)
  const others = isAway ? [] : await listStoodInFor(tx, id, span)
  return [...new Set([...held, ...others])]
}

/** Whoever takes over for good must work for good; whoever stands in, for the days of the absence. */
function takingSpan(mode: HandOverMode, span: Span): Span {
  return mode === 'absence' ? span : { from: span.from, to: null }
}

function spanOf({ mode, from, until }: HandOverOrder, officer: Officer, { today }: Clock): Span {
  const last = officer.to ?? addDays(today, 3660)
  if (from <= officer.from || from > last) {
    throw new Refusal('LIAISON_DAY', { day: from, first: addDays(officer.from, 1), last })
  }
  if (mode !== 'absence') return { from, to: null }
  if (until === undefined || until <= from || until > last) {
    throw new Refusal('LIAISON_DAY', { day: until ?? '—', first: addDays(from, 1), last })
  }
  return { from, to: until }
}

type Whole = {
  readonly officer: Officer
  readonly span: Span
  readonly mode: HandOverMode
  readonly held: readonly number[]
  readonly organizations: ReadonlyMap<number, PlannedOrganization>
  readonly asked: LiaisonView
}

/** Nothing is left without an owner, and nothing is handed over that is not hers (any more). */
async function demandWhole(tx: Tx, { officer, span, mode, held, organizations, asked }: Whole): Promise<void> {
  const foreign = [...organizations.values()].find((one) => !held.includes(one.id))
  if (foreign !== undefined) throw new Refusal('LIAISON_NOT_HELD', { code: foreign.code })
  if (mode === 'handover') return
  const [away] = (await listAbsences(tx, [officer.id], span.from)).filter(
    (one) => mode === 'absence' && overlapOf(one, span) !== undefined,
  )
  if (away !== undefined) throw new Refusal('LIAISON_AWAY', { from: away.from, to: away.to ?? '—' })
  const beyond = await countBeyond(tx, officer.id, span.from)
  if (beyond > 0) throw new Refusal('LIAISON_BEYOND', { count: beyond })
  const cared = await listCaredOf(tx, asked, held)
  const left = cared.filter((one) => !organizations.has(one.id))
  const [first] = left
  if (first !== undefined) throw new Refusal('LIAISON_UNCOVERED', { count: left.length, code: first.code })
}

/** Her organizations; those that have ended need nobody to follow, and are let go. */
async function listHeldEntities(
  tx: Tx,
  held: readonly number[],
  planned: ReadonlyMap<number, PlannedOrganization>,
): Promise<{ id: number; scope: number }[]> {
  const others = held.filter((id) => !planned.has(id))
  const assignments = await listAssignments(tx, others)
  const scopes = new Map(assignments.map((one) => [one.organizationId, one.scope]))
  return [...planned.values(), ...others.map((id) => ({ id, scope: scopes.get(id) ?? 0 }))]
}

async function endWork(tx: Tx, officer: Officer, from: Day, act: string): Promise<void> {
  const isDone = await restateOfficer(tx, officer, { to: from }, act)
  if (!isDone) throw new Refusal('STALE', { now: officer.version + 1, seen: officer.version })
  const absences = await listAbsences(tx, [officer.id], from)
  await closeAbsences(
    tx,
    absences.map((one) => one.id),
    act,
  )
  for (const one of absences) if (one.from < from) await openAbsence(tx, officer, { from: one.from, to: from }, act)
  const assisted = (await listAssisted(tx, officer.id, null)).filter((one) => one.to === null || one.to > from)
  await closeAssignments(
    tx,
    assisted.map((one) => one.id),
    act,
  )
  await openAssignments(
    tx,
    assisted
      .filter((one) => one.from < from)
      .map((one) => ({ ...one, to: from, officerId: officer.id, role: 'assistant', standsInFor: null })),
    act,
  )
}

/** An officer is back before the day that was said: whatever others have for her is hers again. */
export function endAbsence(desk: Desk, id: string, order: { readonly on?: Day | undefined }): Promise<Done> {
  return writing(desk, 'liaison.return', [id, order], async (tx, clock) => {
    const { on = clock.today } = order
    const officer = await demandOwnOfficer(tx, id, 'liaison.return')
    const [absence] = await listAbsences(tx, [officer.id], on)
    if (absence === undefined) throw new Refusal('LIAISON_NOT_AWAY', { day: on })
    const from = on > absence.from ? on : absence.from
    const span = { from, to: absence.to }
    const ids = await listStoodInFor(tx, officer.id, span)
    await takeOfficers(tx, [officer.id])
    await takeOrganizations(tx, ids)
    const act = await beginAct(tx, 'return')
    await closeAbsences(tx, [absence.id], act)
    if (absence.from < from) await openAbsence(tx, officer, { from: absence.from, to: from }, act)
    const scopes = new Map((await listAssignments(tx, ids)).map((one) => [one.organizationId, one.scope]))
    const all = ids.map((one) => ({ id: one, scope: scopes.get(one) ?? 0 }))
    const count = await restateAssignments(tx, act, all, (before) => returned(before, officer.id, span))
    await judgeCared(tx, desk, clock.today, all)
    return { reply: { act, count }, subject: `liaison officer ${officer.id}`, facts: { organizations: count } }
  })
}

/** Takes back what the actor herself did, unless something of it was changed since. */
export function undoLiaison(desk: Desk, id: string): Promise<{ count: number }> {
  return writing(desk, 'liaison.undo', [id], async (tx, clock) => {
    if ((await findOwnAct(tx, id)) === undefined) throw new Refusal('NOT_FOUND', { what: '操作 / act', id })
    const organizations = await listActOrganizations(tx, id)
    await takeOrganizations(tx, organizations)
    const changed = await countChangedSince(tx, id)
    if (changed > 0) throw new Refusal('LIAISON_TOUCHED', { count: changed })
    await undoAct(tx, id)
    await markUndone(tx, id)
    const touched = organizations.map((one) => ({ id: one }))
    await judgeCared(tx, desk, clock.today, touched)
    const reply = { count: organizations.length }
    return { reply, subject: `liaison act ${id}`, facts: { organizations: organizations.length } }
  })
}

export type ProposalQuestion = {
  /** Whose organizations are handed over; without it the codes that have no officer. */
  readonly officer?: number | undefined
  readonly codes?: string | undefined
  /** Numbers of the officers who may take over; without them the same body's. */
  readonly to?: string | undefined
  readonly from?: Day | undefined
  readonly until?: Day | undefined
}

const MOST = 500

/** Who would take over, before anything is written: the same body, the least loaded first. */
export function proposeOfficers(desk: Desk, question: ProposalQuestion): Promise<Proposal> {
  return reading(desk, async (tx, clock) => {
    const { officer, codes, to, until } = question
    const from = question.from ?? clock.today
    const { asked } = await liaisonViewOf(tx, desk, { asOf: from }, clock)
    const wanted = (codes ?? '')
      .split(',')
      .filter((code) => code !== '')
      .slice(0, MOST)
    const hers = officer === undefined ? undefined : await demandOfficer(tx, officer)
    const span = { from, to: until ?? null }
    const held = hers === undefined ? [] : await listHers(tx, hers.id, span, until !== undefined)
    const named = await listOrganizationEntities(tx, wanted)
    const ids = hers === undefined ? named.map((one) => one.id) : held
    const picked = new Set(named.map((one) => one.id))
    const cared = await listCaredOf(tx, asked, ids)
    const bodies = await listBodies(tx, { asOf: clock.today, knownAt: clock.now })
    const owned =
      hers === undefined ? await ownedBy(tx, cared, bodies) : cared.map((one) => ({ ...one, bodyId: hers.bodyId }))
    return proposalOf(tx, {
      asked,
      // A hand-over stays with the body of the officer, whichever body answers for the organization.
      organizations: owned.filter((one) => hers === undefined || wanted.length === 0 || picked.has(one.id)),
      span,
      only: (to ?? '')
        .split(',')
        .filter((one) => /^\d{1,9}$/.test(one))
        .map(Number),
      except: hers?.id ?? null,
      bodyNames: new Map(bodies.map((body) => [body.id, body.name])),
    })
  })
}

type CaredOf = Awaited<ReturnType<typeof listCaredOf>>

/** Where no body answers for an organization yet, the desk that owns the gap proposes its own. */
async function ownedBy(
  tx: Tx,
  cared: CaredOf,
  bodies: readonly { readonly id: number; readonly key: string }[],
): Promise<CaredOf> {
  const idOf = new Map(bodies.map((body) => [body.key, body.id]))
  const owned: CaredOf = []
  for (const one of cared) {
    const key = one.bodyId === null ? (await getOrganizationDesk(tx, one.id)).key : null
    owned.push(key === null ? one : { ...one, bodyId: idOf.get(key) ?? null })
  }
  return owned
}
