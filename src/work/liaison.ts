import type { Day } from '../domain/day.ts'
import { loadWordOf, maskedPhone, visitDueOf, type LoadWord } from '../domain/liaison.ts'
import { Refusal } from '../domain/refusal.ts'
import { addWorkingDays } from '../domain/working-day.ts'
import { getCalendar } from '../store/calendar.ts'
import { getOrganizationDesk } from '../store/case.ts'
import {
  countCared,
  countLiaison,
  listCared,
  listOfficers as listOfficerRows,
  type CaredRow,
  type LiaisonBox,
  type LiaisonGroup,
  type OfficerRow,
} from '../store/liaison-list.ts'
import { findMyOfficer } from '../store/liaison.ts'
import type { Basis, Question } from './analysis.ts'
import { reading, type Desk } from './desk.ts'
import { liaisonViewOf } from './liaison-view.ts'
import { getPolicy } from './policy.ts'

export type LiaisonOverview = {
  readonly basis: Basis
  readonly limit: number
  readonly perQuarter: number
  readonly quarter: { readonly from: Day; readonly last: Day }
  readonly whole: LiaisonGroup
  readonly districts: readonly LiaisonGroup[]
  readonly bodies: readonly LiaisonGroup[]
}

const NOTHING: LiaisonGroup = {
  key: null,
  name: null,
  organizations: 0,
  withOfficer: 0,
  withInstructor: 0,
  withoutParty: 0,
  withoutPartyWithOfficer: 0,
  officers: 0,
  over: 0,
  visits: 0,
  due: 0,
}

/** How many organizations have an officer, how many officers are over the limit, which visits are due; table T8. */
export function getLiaison(desk: Desk, question: Question): Promise<LiaisonOverview> {
  return reading(desk, async (tx, clock) => {
    const { asked, basis } = await liaisonViewOf(tx, desk, question, clock)
    const [whole = NOTHING] = await countLiaison(tx, asked, 'whole')
    return {
      basis,
      limit: asked.limit,
      perQuarter: asked.perQuarter,
      quarter: { from: asked.quarter.from, last: visitDueOf(basis.asOf) },
      whole,
      districts: await countLiaison(tx, asked, 'district'),
      bodies: await countLiaison(tx, asked, 'body'),
    }
  })
}

export type CaredQuestion = {
  readonly box?: LiaisonBox | undefined
  readonly officer?: number | undefined
  readonly q?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export type CaredView = Omit<CaredRow, 'id'> & {
  /** The desk that owns the gap; null where an officer looks after the organization. */
  readonly owner: string | null
  readonly due: Day | null
  readonly isOverdue: boolean
}

export type CaredPage = {
  readonly basis: Basis
  readonly total: number
  readonly organizations: readonly CaredView[]
  readonly next: string | null
}

const PAGE = 50

/** A page of the organizations without an officer, with one, or due for a visit. */
export function listCaredOrganizations(desk: Desk, question: Question, wanted: CaredQuestion): Promise<CaredPage> {
  return reading(desk, async (tx, clock) => {
    const { asked, basis } = await liaisonViewOf(tx, desk, question, clock)
    const { box = 'all', officer: officerId, q, limit = PAGE } = wanted
    const text = q?.normalize('NFKC').trim()
    const filter = { box, officerId, text: text === '' ? undefined : text }
    const rows = await listCared(tx, asked, filter, { after: cursorOf(wanted.after), limit: limit + 1 })
    const { parameters } = await getPolicy(tx, desk.packs, { day: basis.asOf })
    const calendar = await getCalendar(tx)
    const organizations: CaredView[] = []
    for (const { id, ...row } of rows.slice(0, limit)) {
      const isGap = row.officerId === null
      const due = isGap
        ? addWorkingDays(row.since, parameters.officerDays, calendar)
        : dueOfVisit(row, asked.perQuarter, basis)
      organizations.push({
        ...row,
        owner: isGap ? (await getOrganizationDesk(tx, id)).name : null,
        due,
        isOverdue: due !== null && due < clock.today,
      })
    }
    const last = organizations.at(-1)
    return {
      basis,
      total: await countCared(tx, asked, filter),
      organizations,
      next: rows.length > limit && last !== undefined ? `${last.since}~${last.code}` : null,
    }
  })
}

/** Where no Party organization covers, contacts of each quarter make a liaison active (domain.md 4.4 K5). */
function dueOfVisit(row: Pick<CaredRow, 'hasParty' | 'visits'>, perQuarter: number, { asOf }: Basis): Day | null {
  return row.hasParty || row.visits >= perQuarter ? null : visitDueOf(asOf)
}

function cursorOf(after: string | undefined): readonly [string, string] | null {
  if (after === undefined) return null
  const [, day, code] = /^(\d{4}-\d{2}-\d{2})~(.{1,60})$/.exec(after) ?? []
  if (day === undefined || code === undefined) throw new Refusal('BAD_REQUEST', { detail: 'after' })
  return [day, code]
}

export type OfficerView = Omit<OfficerRow, 'phone'> & {
  readonly phoneMasked: string | null
  readonly word: LoadWord
}

export type OfficerList = {
  readonly basis: Basis
  readonly limit: number
  readonly officers: readonly OfficerView[]
  /** The entry of the actor herself, where she is an officer. */
  readonly me: number | null
}

/** Officers by body and name, each with her load as n of the limit and a word; telephone numbers masked. */
export function listLiaisonOfficers(
  desk: Desk,
  question: Question,
  { body }: { readonly body?: string | undefined },
): Promise<OfficerList> {
  return reading(desk, async (tx, clock) => {
    const { asked, basis } = await liaisonViewOf(tx, desk, question, clock)
    const rows = await listOfficerRows(tx, asked, body)
    const officers = rows.map(({ phone, ...row }) => ({
      ...row,
      phoneMasked: phone === null ? null : maskedPhone(phone),
      word: loadWordOf(row.load, asked.limit),
    }))
    return { basis, limit: asked.limit, officers, me: (await findMyOfficer(tx))?.id ?? null }
  })
}
