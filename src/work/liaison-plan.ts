import type { Day, Span } from '../domain/day.ts'
import {
  groupedBy,
  isAtWork,
  loadWordOf,
  proposedTakers,
  type Assignment,
  type Candidate,
  type LoadWord,
} from '../domain/liaison.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import { getWritingReach, isWithin, listOrganizationEntities } from '../store/entity.ts'
import {
  closeAssignments,
  listAbsences,
  listAssignments,
  listOfficersOfBodies,
  openAssignments,
  restateOfficer,
  type Officer,
  type OpenAssignment,
} from '../store/liaison.ts'
import { mapLoads, type LiaisonView } from '../store/liaison-list.ts'
import { demandOwnOfficer } from './liaison-view.ts'

/** Which officer takes which organizations, as the preview proposed or the clerk changed it. */
export type Share = { readonly officer: number; readonly codes: readonly string[] }
export type Plan = readonly Share[]

export type PlannedOrganization = { readonly id: number; readonly scope: number; readonly code: string }

/** The organizations of a plan, each once and each written by the actor, with who takes it. */
export async function demandPlan(
  tx: Tx,
  plan: Plan,
  act: string,
): Promise<ReadonlyMap<number, PlannedOrganization & { readonly officer: number }>> {
  const officerOf = new Map(plan.flatMap(({ officer, codes }) => codes.map((code) => [code, officer] as const)))
  const found = await listOrganizationEntities(tx, [...officerOf.keys()])
  const known = new Set(found.map((one) => one.code))
  const missing = [...officerOf.keys()].find((code) => !known.has(code))
  if (missing !== undefined) throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: missing })
  const reach = await getWritingReach(tx)
  if (found.some(({ scope }) => !isWithin(reach, scope))) throw new Refusal('NOT_ALLOWED', { act })
  return new Map(found.map((one) => [one.id, { ...one, officer: officerOf.get(one.code) ?? 0 }]))
}

/** The officers of a plan: the actor writes for their bodies, and they work on every day that they are given. */
export async function demandTakers(tx: Tx, plan: Plan, span: Span, act: string): Promise<ReadonlyMap<number, Officer>> {
  const takers = new Map<number, Officer>()
  for (const id of new Set(plan.map((share) => share.officer))) takers.set(id, await demandOwnOfficer(tx, id, act))
  const absences = await listAbsences(tx, [...takers.keys()], span.from)
  for (const [id, { from, to }] of takers) {
    const busy = absences.filter((one) => one.officerId === id)
    if (!isAtWork({ active: { from, to }, busy }, span)) {
      throw new Refusal('LIAISON_NOT_AT_WORK', { officer: id, from: span.from })
    }
  }
  return takers
}

type Loading = {
  readonly asked: LiaisonView
  readonly takers: ReadonlyMap<number, Officer>
  /** How many organizations each gets that she has not. */
  readonly more: ReadonlyMap<number, number>
  readonly note: string | undefined
  readonly day: Day
  readonly actId: string
}

/** The limit is soft: beyond it a note is needed, which stands with the officer where the level above reads it. */
export async function demandLoads(tx: Tx, { asked, takers, more, note, day, actId }: Loading): Promise<void> {
  const loads = await mapLoads(tx, asked)
  const over = [...takers.values()].filter(({ id }) => {
    const gets = more.get(id) ?? 0
    return gets > 0 && loadWordOf((loads.get(id) ?? 0) + gets, asked.limit) === 'over'
  })
  if (over.length === 0) return
  const said = note?.trim() ?? ''
  if (said === '') {
    throw new Refusal('LIAISON_OVER', { count: over.length, limit: asked.limit, pointer: '/body/note' })
  }
  for (const officer of over) {
    const isDone = await restateOfficer(tx, officer, { overNote: said, overNotedOn: day }, actId)
    if (!isDone) throw new Refusal('STALE', { now: officer.version + 1, seen: officer.version })
  }
}

/** Lays the assignments of organizations out anew: rows that differ are closed and opened, the others stay. */
export async function restateAssignments(
  tx: Tx,
  actId: string,
  organizations: readonly { readonly id: number; readonly scope: number }[],
  change: (before: readonly Assignment[], organization: number) => readonly Assignment[],
): Promise<number> {
  const before = groupedBy(
    await listAssignments(
      tx,
      organizations.map((one) => one.id),
    ),
    (one) => one.organizationId,
  )
  const gone: number[] = []
  const fresh: Parameters<typeof openAssignments>[1][number][] = []
  let changed = 0
  for (const { id, scope } of organizations) {
    const now = before.get(id) ?? []
    const after = change(now.map(plainOf), id)
    const [left, come] = [
      now.filter((row) => !after.some((one) => isSame(row, one))),
      after.filter((one) => !now.some((row) => isSame(row, one))),
    ]
    gone.push(...left.map((row) => row.id))
    fresh.push(...come.map((one) => ({ ...one, organizationId: id, scope, role: 'primary' as const })))
    if (left.length + come.length > 0) changed += 1
  }
  await closeAssignments(tx, gone, actId)
  await openAssignments(tx, fresh, actId)
  return changed
}

function plainOf({ from, to, officerId, standsInFor }: OpenAssignment): Assignment {
  return { from, to, officerId, standsInFor }
}

function isSame(a: Assignment, b: Assignment): boolean {
  return a.from === b.from && a.to === b.to && a.officerId === b.officerId && a.standsInFor === b.standsInFor
}

export type Proposed = {
  readonly code: string
  readonly name: string
  /** Who would take it; null where the body has no officer who works on these days. */
  readonly officer: number | null
}
export type LoadChange = {
  readonly officer: number
  readonly name: string
  readonly bodyName: string
  readonly before: number
  readonly after: number
  readonly word: LoadWord
}
export type Proposal = {
  readonly limit: number
  readonly organizations: readonly Proposed[]
  readonly officers: readonly LoadChange[]
}

type Asking = {
  readonly asked: LiaisonView
  readonly organizations: readonly {
    readonly id: number
    readonly code: string
    readonly name: string
    readonly bodyId: number | null
  }[]
  readonly span: Span
  /** Only these may take over; empty: whoever works for the same body. */
  readonly only: readonly number[]
  readonly except: number | null
  readonly bodyNames: ReadonlyMap<number, string>
}

/** Who could take the organizations over: the officers named, or those of the same body, the least loaded first. */
export async function proposalOf(tx: Tx, asking: Asking): Promise<Proposal> {
  const { asked, organizations, span, only, except } = asking
  const officers = await candidatesOf(tx, asking)
  const can = officers.filter((one) => one.id !== except && isAtWork(one, span))
  const takers = new Map<number, number>()
  const groups = groupedBy(organizations, (one) => (only.length > 0 ? 0 : (one.bodyId ?? 0)))
  for (const [body, group] of groups) {
    const of = only.length > 0 ? can : can.filter((one) => one.bodyId === body)
    for (const [id, taker] of proposedTakers(
      group.map((one) => one.id),
      of,
    ))
      takers.set(id, taker)
  }
  const gets = groupedBy([...takers.values()], (id) => id)
  return {
    limit: asked.limit,
    organizations: organizations.map(({ id, code, name }) => ({ code, name, officer: takers.get(id) ?? null })),
    officers: can.map(({ id, name, bodyId, load }) => {
      const after = load + (gets.get(id)?.length ?? 0)
      const bodyName = asking.bodyNames.get(bodyId) ?? ''
      return { officer: id, name, bodyName, before: load, after, word: loadWordOf(after, asked.limit) }
    }),
  }
}

type NamedCandidate = Candidate & { readonly name: string }

async function candidatesOf(tx: Tx, { asked, organizations, span, only }: Asking): Promise<NamedCandidate[]> {
  const bodies = new Set(organizations.flatMap((one) => (one.bodyId === null ? [] : [one.bodyId])))
  const named: Officer[] = []
  for (const id of only) named.push(await demandOwnOfficer(tx, id, 'liaison.propose'))
  const others = only.length > 0 ? [] : await listOfficersOfBodies(tx, [...bodies], span.from)
  const officers = [...named, ...others.filter((one) => one.mayWrite)]
  const absences = await listAbsences(
    tx,
    officers.map((one) => one.id),
    span.from,
  )
  const loads = await mapLoads(tx, asked)
  return officers.map(({ id, bodyId, name, from, to }) => ({
    id,
    bodyId,
    name,
    active: { from, to },
    busy: absences.filter((one) => one.officerId === id),
    load: loads.get(id) ?? 0,
  }))
}
