import { randomUUID } from 'node:crypto'
import { isDay, type Day } from '../domain/day.ts'
import { normalCode } from '../domain/identifier.ts'
import {
  LIFE_EVENTS,
  LIFE_FAULTS,
  LIFE_RULES,
  lifeFault,
  lifeStateOf,
  possibleEvents,
  statedBy,
  type LifeEventKind,
  type LifeOrder,
  type LifeSituation,
  type LifeState,
} from '../domain/life.ts'
import { KINDS, STATUSES } from '../domain/organization.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import { listOrganizationsOnRecord } from '../store/entity.ts'
import { findEntryHead, type EntryHead } from '../store/entry.ts'
import { listExportRows } from '../store/export.ts'
import { createLifeEvent, listLifeEvents, listPredecessors, type LifeEventRow, type Named } from '../store/life.ts'
import { findOrganizationName } from '../store/record.ts'
import { reading, writing, type Clock, type Desk } from './desk.ts'
import { stateRows } from './entry.ts'

export type LifeView = {
  readonly code: string
  readonly version: number
  readonly state: LifeState
  readonly events: readonly LifeEventRow[]
  readonly predecessors: readonly (Named & { readonly event: LifeEventKind; readonly day: Day })[]
  /** What can happen now; the page asks for what each needs. */
  readonly possible: readonly LifeEventKind[]
}

/** Where an organization is in its life, and what happened to it. Outside the scope it is not found. */
export function getLife(desk: Desk, code: string): Promise<LifeView> {
  return reading(desk, (tx, clock) => viewOfLife(tx, normalCode(code), clock))
}

async function viewOfLife(tx: Tx, code: string, clock: Clock): Promise<LifeView> {
  const head = await demandHead(tx, code)
  const events = await listLifeEvents(tx, head.id)
  const { kind, state } = await situationOn(tx, { code, head, events, day: clock.today, clock })
  return {
    code,
    version: head.version,
    state,
    events,
    predecessors: await listPredecessors(tx, head.id),
    possible: possibleEvents(kind, state),
  }
}

async function demandHead(tx: Tx, code: string): Promise<EntryHead & { readonly from: Day }> {
  const head = await findEntryHead(tx, code)
  const from = head?.from ?? null
  if (head === undefined || from === null) throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: code })
  return { ...head, from }
}

type Asked = {
  readonly code: string
  readonly head: EntryHead & { readonly from: Day }
  readonly events: readonly LifeEventRow[]
  readonly day: Day
  readonly clock: Clock
}

/** How it stood on a day; before its first day on record, as on that day, and after its end, as ended. */
async function situationOn(tx: Tx, { code, head, events, day, clock }: Asked): Promise<LifeSituation> {
  const end = head.to !== null && day >= head.to ? head.to : null
  const within = day < head.from || end !== null ? head.from : day
  const [row = {}] = await listExportRows(tx, 'organizations', { asOf: within, knownAt: 'now' }, [code])
  const latest = events.find((one) => one.withdrawnAt === null)?.day ?? head.from
  const { placeCode } = row
  return {
    code,
    kind: KINDS.find((kind) => kind === row['kind']) ?? 'association',
    state: lifeStateOf(STATUSES.find((status) => status === row['status']) ?? 'active', end, day),
    placeCode: typeof placeCode === 'string' ? placeCode : null,
    today: clock.today,
    latest: latest > head.from ? latest : head.from,
  }
}

export type LifeGiven = {
  readonly event: string
  readonly day: Day
  readonly reason: string
  readonly document: string
  readonly place: string | null
  readonly successors: readonly string[]
  readonly seen: number
}

/** Records what happened to an organization on a day and states what follows from it, in one batch. */
export function recordLifeEvent(
  desk: Desk,
  code: string,
  given: LifeGiven,
): Promise<{ readonly batch: string; readonly life: LifeView }> {
  return writing(desk, 'life.record', [code, given], async (tx, clock) => {
    const wanted = normalCode(code)
    const head = await demandHead(tx, wanted)
    if (head.version !== given.seen) throw new Refusal('STALE', { now: head.version, seen: given.seen })
    const order = orderOf(given)
    const batch = await stateLifeEvent(tx, desk, clock, { code: wanted, order, origin: 'entry' })
    const { event, day, reason, document } = order
    const life = await viewOfLife(tx, wanted, clock)
    return { reply: { batch, life }, subject: `organization ${wanted}`, why: reason, facts: { event, day, document } }
  })
}

type Stating = { readonly code: string; readonly order: LifeOrder; readonly origin: 'entry' | 'case' }

/** The same within a transaction that does more, such as the end of a case; gives the batch that it stated. */
export async function stateLifeEvent(
  tx: Tx,
  desk: Desk,
  clock: Clock,
  { code, order, origin }: Stating,
): Promise<string> {
  const head = await demandHead(tx, code)
  const events = await listLifeEvents(tx, head.id)
  demandPossible(order, await situationOn(tx, { code, head, events, day: order.day, clock }))
  const successors = await demandSuccessors(tx, order)
  const { name } = (await findOrganizationName(tx, code)) ?? { name: code }
  const rule = LIFE_RULES[order.event].name
  const { batch } = await stateRows(tx, desk, {
    origin,
    title: `${rule.zh} / ${rule.en}：${name}`,
    asOf: order.day,
    rows: { organizations: [{ code, ...statedBy(order) }] },
  })
  const { event, day, reason, document } = order
  await createLifeEvent(tx, {
    id: randomUUID(),
    organizationId: head.id,
    event,
    day,
    reason,
    document,
    successors,
    batch,
  })
  return batch
}

function orderOf(given: LifeGiven): LifeOrder {
  const event = LIFE_EVENTS.find((one) => one === given.event)
  const detail = LIFE_EVENTS.join(', ')
  if (event === undefined) throw new Refusal('BAD_REQUEST', { detail: `event: ${detail}`, pointer: '/body/event' })
  if (!isDay(given.day)) throw new Refusal('BAD_REQUEST', { detail: `day “${given.day}”`, pointer: '/body/day' })
  const { day, reason, document, place } = given
  return {
    event,
    day,
    reason: reason.trim(),
    document: document.trim(),
    place,
    successors: given.successors.map(normalCode),
  }
}

function demandPossible(order: LifeOrder, now: LifeSituation): void {
  const fault = lifeFault(order, now)
  if (fault === undefined) return
  const { field, text } = LIFE_FAULTS[fault]
  throw new Refusal('LIFE_REFUSED', { ...text(LIFE_RULES[order.event]), pointer: `/body/${field}` })
}

/** Those who go on are on record, seen, and there on the day. */
async function demandSuccessors(tx: Tx, { successors, day }: LifeOrder): Promise<number[]> {
  if (successors.length === 0) return []
  const found = await listOrganizationsOnRecord(tx, successors)
  const rows = await listExportRows(tx, 'organizations', { asOf: day, knownAt: 'now' }, successors)
  const there = new Set(rows.map((row) => row['code']))
  const missing = successors.find((code) => !there.has(code))
  if (missing !== undefined) throw new Refusal('SUCCESSOR_MISSING', { code: missing, day, pointer: '/body/successors' })
  return found.map((one) => one.id)
}
