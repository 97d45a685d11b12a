import type { Proposal } from '../domain/assignment.ts'
import type { Line } from '../domain/organization.ts'
import { Refusal } from '../domain/refusal.ts'
import { listBodies } from '../store/body.ts'
import { getOrganizationDesk, listCasesById, listServedParties } from '../store/case.ts'
import { countGaps, countGapsWith, type GapFilter } from '../store/gap.ts'
import { listCoordinations, type Coordination, type CoordinationRow } from '../store/coordination.ts'
import { countLines, listHeld, listServedBodies, mapLoad, type Held } from '../store/line.ts'
import { listOpenQuestions } from '../store/question.ts'

import { demandOrganization } from './demand-organization.ts'
import { rowOf, type CaseRow } from './case.ts'
import { reading, type Desk } from './desk.ts'
import { readGaps, type Gap } from './gap.ts'

export type BodyLoad = {
  readonly id: string
  readonly name: string
  readonly line: Line
  readonly parentId: string | null
  readonly placeCode: string | null
  readonly organizations: number
  /** Whether its work is the caller's. */
  readonly mine: boolean
}

export type LinesView = {
  readonly organizations: number
  readonly assigned: number
  readonly gaps: number
  readonly claims: number
  readonly handOvers: number
  readonly bodies: readonly BodyLoad[]
}

/** The three lines within the scope today: how many have their one body, what is open, and the load of each body. */
export function getLines(desk: Desk): Promise<LinesView> {
  return reading(desk, async (tx, clock) => {
    const totals = await countLines(tx)
    const gaps = await countGaps(tx)
    const load = await mapLoad(tx)
    const mine = new Set(await listServedBodies(tx))
    const bodies = await listBodies(tx, { asOf: clock.today, knownAt: clock.now })
    return {
      ...totals,
      gaps,
      assigned: totals.organizations - gaps,
      bodies: bodies.map(({ key, name, line, parentKey, placeCode }) => ({
        id: key,
        name,
        line,
        parentId: parentKey,
        placeCode,
        organizations: load.get(key) ?? 0,
        mine: mine.has(key),
      })),
    }
  })
}

export type GapQuestion = {
  readonly mine?: boolean | undefined
  readonly q?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export type GapItem = Omit<Gap, 'organizationId' | 'scope' | 'placeId' | 'authority'> & { readonly claimed: number }

export type GapsView = { readonly total: number; readonly gaps: readonly GapItem[]; readonly next: string | null }

const PAGE = 100

/** A page of the organizations without a body, with what the rule proposes; what is due first stands first. */
export function listLineGaps(desk: Desk, question: GapQuestion): Promise<GapsView> {
  return reading(desk, async (tx, clock) => {
    const { mine = false, q, limit = PAGE } = question
    const text = q?.normalize('NFKC').trim()
    const filter: GapFilter = { mine, ...(text === undefined || text === '' ? {} : { text }) }
    const found = await readGaps(tx, clock, filter, { after: cursorOf(question.after), limit: limit + 1 })
    const total = await countGapsWith(tx, filter)
    const last = found[limit - 1]
    const next = found.length > limit && last !== undefined ? `${last.case?.due ?? '-infinity'}~${last.code}` : null
    return { total, gaps: found.slice(0, limit).map(gapItem), next }
  })
}

function gapItem({ organizationId: _id, scope: _scope, placeId: _place, authority: _authority, ...gap }: Gap): GapItem {
  return { ...gap, claimed: gap.claims.length }
}

function cursorOf(after: string | undefined): readonly [string, string] | null {
  if (after === undefined) return null
  const [, due, code] = /^(\d{4}-\d{2}-\d{2}|-infinity)~(.{1,60})$/u.exec(after) ?? []
  if (due === undefined || code === undefined)
    throw new Refusal('BAD_REQUEST', { detail: 'after', pointer: '/query/after' })
  return [due, code]
}

export type LineRecord = {
  readonly code: string
  readonly now: Held | null
  readonly history: readonly Held[]
  readonly coordinations: readonly Coordination[]
  readonly questions: readonly CaseRow[]
  /** What the rule proposes, where nobody answers. */
  readonly proposal: Proposal | null
  /** Whether the caller does the work of the body on record, or owns the gap. */
  readonly mine: boolean
}

/** Who answers for one organization, who did, who helps, and what is open about it. */
export function getLineRecord(desk: Desk, code: string): Promise<LineRecord> {
  return reading(desk, async (tx, clock) => {
    const { id } = await demandOrganization(tx, code)
    const history = await listHeld(tx, id)
    const isNow = ({ from, to }: Held) => (from ?? '') <= clock.today && (to === null || to > clock.today)
    const files = await listCasesById(tx, await listOpenQuestions(tx, [id]))
    const held = await getOrganizationDesk(tx, id)
    const [gap] = held.isGap ? await readGaps(tx, clock, { ids: [id] }, { after: null, limit: 1 }) : []
    return {
      code,
      now: history.find((one) => one.bodyId !== null && isNow(one)) ?? null,
      history,
      coordinations: (await listCoordinations(tx, id)).map(coordinationOf),
      questions: files.map((file) => rowOf(file, clock.today)),
      proposal: gap?.proposal ?? null,
      mine: (await listServedParties(tx, { holder: { scope: held.scope, name: held.name } })).length > 0,
    }
  })
}

function coordinationOf({ organizationId: _id, meantTo: _meant, ...one }: CoordinationRow): Coordination {
  return one
}
