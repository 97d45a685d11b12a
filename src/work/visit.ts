import { randomUUID } from 'node:crypto'
import type { Day } from '../domain/day.ts'
import { isOn } from '../domain/day.ts'
import { assignmentOn, type Finding, type VisitKind } from '../domain/liaison.ts'
import { Refusal } from '../domain/refusal.ts'
import { getOrganizationDesk } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { takeOrganizations } from '../store/entity.ts'
import { findMyOfficer, listAssignments, type Officer } from '../store/liaison.ts'
import type { NamedOrganization } from '../store/record.ts'
import { findOrganizationId } from '../store/record.ts'
import {
  closeVisit,
  countVersions,
  findVisit,
  listVisits as listRows,
  openVisits,
  type VisitFilter,
  type VisitRow,
} from '../store/visit.ts'
import { judgeCared } from './care.ts'
import { getCaseTime, openCases, type Opening } from './case-open.ts'
import { reading, writing, type Clock, type Desk } from './desk.ts'
import { demandOfficer, demandWritten } from './liaison-view.ts'

export type VisitForm = {
  readonly day?: Day | undefined
  readonly kind: VisitKind
  readonly findings: readonly Finding[]
  readonly note?: string | undefined
}

export type VisitOrder = VisitForm & {
  readonly code: string
  /** Who made the contact: the actor herself, or whoever looks after the organization. */
  readonly officer?: number | undefined
  readonly followUp?: { readonly what: string; readonly due: Day } | undefined
}

/** Logs a contact with an organization; what it leaves to be done waits at the desk of the organization's body. */
export function logVisit(desk: Desk, order: VisitOrder): Promise<{ id: string; followUp: string | null }> {
  return writing(desk, 'liaison.visit', order, async (tx, clock) => {
    const { code, day = clock.today, kind, findings, note, followUp } = order
    const organization = await demandWritten(tx, code, 'liaison.visit')
    const officer = await officerOf(tx, organization, order, day)
    demandVisitDay(day, officer, clock)
    const id = randomUUID()
    demandDue(followUp?.due, clock)
    const followed = followUp === undefined ? [] : [{ organization: { ...organization, code }, followUp }]
    const [caseId = null] = await openFollowUps(tx, desk, clock.today, followed)
    await takeOrganizations(tx, [organization.id])
    await openVisits(tx, [
      {
        visitId: id,
        version: 1,
        organizationId: organization.id,
        scope: organization.scope,
        officerId: officer.id,
        onDay: day,
        kind,
        findings,
        note: blankAsNull(note),
        withdrawn: false,
        why: null,
        followUp: caseId,
      },
    ])
    await judgeCared(tx, desk, clock.today, [organization])
    const facts = { kind, findings: findings.length, followUp: caseId !== null }
    return { reply: { id, followUp: caseId }, subject: `organization ${code}`, facts }
  })
}

function blankAsNull(text: string | undefined): string | null {
  const said = text?.trim() ?? ''
  return said === '' ? null : said
}

async function officerOf(tx: Tx, organization: NamedOrganization, order: VisitOrder, day: Day): Promise<Officer> {
  if (order.officer !== undefined) return demandOfficer(tx, order.officer)
  const me = await findMyOfficer(tx)
  if (me !== undefined) return me
  const now = assignmentOn(await listAssignments(tx, [organization.id]), day)
  if (now === undefined) throw new Refusal('LIAISON_NO_OFFICER', { code: order.code })
  return demandOfficer(tx, now.officerId)
}

/** A visit is logged after it was made, by somebody who was an officer on that day. */
function demandVisitDay(day: Day, { from, to }: Officer, { today }: Clock): void {
  if (day > today || !isOn({ from, to }, day)) throw new Refusal('LIAISON_DAY', { day, first: from, last: to ?? today })
}

type Followed = {
  readonly organization: Pick<NamedOrganization, 'id' | 'scope' | 'name'> & { readonly code: string }
  readonly followUp: { readonly what: string; readonly due: Day }
}

/** Opens the follow-ups of visits at the desks of the organizations' bodies, and gives the cases in the order asked. */
export async function openFollowUps(
  tx: Tx,
  desk: Desk,
  day: Day,
  followed: readonly Followed[],
): Promise<readonly string[]> {
  const openings: Opening[] = []
  for (const { organization, followUp } of followed) {
    const { id, scope, name, code } = organization
    const body = await getOrganizationDesk(tx, id)
    openings.push({
      kind: 'followUp',
      organizationId: id,
      organizationScope: scope,
      subject: { code, name, what: followUp.what.trim() },
      parties: { body: { scope: body.scope, name: body.name, body: body.key, follows: true } },
      action: 'set',
      party: 'body',
      form: { dueOn: followUp.due },
    })
  }
  return openCases(tx, await getCaseTime(tx, desk, { today: day }), day, openings)
}

function demandDue(due: Day | undefined, { today }: Clock): void {
  if (due !== undefined && due < today) throw new Refusal('LIAISON_DAY', { day: due, first: today, last: '—' })
}

export type VisitCorrection = VisitForm & {
  readonly seen: number
  readonly why: string
  readonly withdrawn?: boolean | undefined
}

/** Corrects a visit, or withdraws one that was logged by mistake: a new version, the old ones stay on record. */
export function correctVisit(desk: Desk, id: string, order: VisitCorrection): Promise<{ version: number }> {
  return writing(desk, 'liaison.visit.correct', [id, order], async (tx, clock) => {
    const visit = await findVisit(tx, id)
    if (visit === undefined) throw new Refusal('NOT_FOUND', { what: '走访记录 / visit', id })
    const officer = await demandOfficer(tx, visit.officerId)
    const { day = visit.onDay, kind, findings, note, seen, why, withdrawn = false } = order
    if (visit.version !== seen) throw new Refusal('STALE', { now: visit.version, seen })
    demandVisitDay(day, officer, clock)
    await takeOrganizations(tx, [visit.organizationId])
    if (!(await closeVisit(tx, visit))) throw new Refusal('NOT_ALLOWED', { act: 'liaison.visit.correct' })
    const version = seen + 1
    const said = { onDay: day, kind, findings, note: blankAsNull(note), why: why.trim(), withdrawn }
    await openVisits(tx, [{ ...visit, ...said, version }])
    await judgeCared(tx, desk, clock.today, [{ id: visit.organizationId }])
    return { reply: { version }, subject: `visit ${id}`, facts: { version, withdrawn } }
  })
}

export type VisitView = Omit<VisitRow, 'organizationId' | 'scope' | 'officerId'> & {
  readonly officer: number
  readonly versions: number
}

export async function listVisitRows(
  tx: Tx,
  filter: VisitFilter,
  limit: number,
  after: readonly [string, string] | null = null,
): Promise<VisitView[]> {
  const rows = await listRows(tx, filter, { after, limit })
  const versions = await countVersions(
    tx,
    rows.map((row) => row.visitId),
  )
  return rows.map(({ organizationId: _organization, scope: _scope, officerId, ...row }) => ({
    ...row,
    officer: officerId,
    versions: versions.get(row.visitId) ?? 1,
  }))
}

export type VisitQuestion = {
  readonly organization?: string | undefined
  readonly officer?: number | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

const PAGE = 50

/** Visits within the scope, of an organization or of an officer, the latest first. */
export function listVisits(
  desk: Desk,
  question: VisitQuestion,
): Promise<{ visits: readonly VisitView[]; next: string | null }> {
  return reading(desk, async (tx) => {
    const { organization, officer, after, limit = PAGE } = question
    const organizationId = organization === undefined ? undefined : await findOrganizationId(tx, organization)
    if (organization !== undefined && organizationId === undefined) return { visits: [], next: null }
    const visits = await listVisitRows(tx, { organizationId, officerId: officer }, limit + 1, cursorOf(after))
    const shown = visits.slice(0, limit)
    const last = shown.at(-1)
    return { visits: shown, next: visits.length > limit && last !== undefined ? `${last.onDay}~${last.visitId}` : null }
  })
}

function cursorOf(after: string | undefined): readonly [string, string] | null {
  if (after === undefined) return null
  const [, day, id] = /^(\d{4}-\d{2}-\d{2})~([0-9a-f-]{36})$/.exec(after) ?? []
  if (day === undefined || id === undefined) throw new Refusal('BAD_REQUEST', { detail: 'after' })
  return [day, id]
}
