import { indicatorsOf } from '../domain/indicator.ts'
import { both, type Condition } from '../domain/measure.ts'
import { OFFICIAL_KINDS, OFFICIAL_ROWS } from '../domain/official.ts'
import type { Policy } from '../domain/policy.ts'
import { populationConditions } from '../domain/indicator.ts'
import type { RegisterSort } from '../domain/register-list.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import { preferLooking, type View } from '../store/analysis.ts'
import { mapKeysOnRecord } from '../store/entity.ts'
import {
  countReasons,
  countRegister,
  isListed,
  isWalk,
  listRegister,
  pickRegister,
  walkRegister,
  type Picked,
  type PickedRow,
  type RegisterPage as RegisterPageAsked,
  type RegisterFilter,
  type RegisterPlace,
  type RegisterRow,
} from '../store/register.ts'
import { listFound } from '../store/register-search.ts'
import { viewOf, type Basis, type Question } from './analysis.ts'
import { reading, type Desk } from './desk.ts'

/** Filters of the register; `figure` names a figure of an analysis, whose organizations are listed. */
export type Filters = {
  readonly q?: string | undefined
  readonly kind?: string | undefined
  readonly status?: string | undefined
  readonly standing?: string | undefined
  /** The key of the responsible body. */
  readonly body?: string | undefined
  readonly industry?: string | undefined
  readonly supervisingUnit?: string | undefined
  readonly grade?: string | undefined
  /** What is missing: a responsible body, or an answer to the counts. */
  readonly without?: 'body' | 'counts' | undefined
  readonly figure?: string | undefined
}

/** The names of all filters. */
export const FILTERS = [
  'q',
  'kind',
  'status',
  'standing',
  'body',
  'industry',
  'supervisingUnit',
  'grade',
  'without',
  'figure',
] as const satisfies readonly (keyof Filters)[]

export type Page = {
  readonly after?: string | undefined
  readonly limit?: number | undefined
  readonly sort?: RegisterSort | undefined
}

export type RegisterPage = {
  readonly basis: Basis
  readonly total: number
  readonly organizations: readonly RegisterRow[]
  readonly next: string | null
}

const PAGE = 50

/** A page of the register within the scope, as of a day. */
export function listOrganizations(desk: Desk, question: Question, filters: Filters, page: Page): Promise<RegisterPage> {
  return reading(desk, async (tx, clock) => {
    const { view, policy, basis } = await viewOf(tx, desk, question, clock)
    return { basis, ...(await pageOf(tx, view, await filterOf(tx, filters, policy), page)) }
  })
}

/** Matches up to which each organization is looked up by itself, and up to which only they are read of all. */
const FEW = 2_000
const MANY = 12_000

async function pageOf(tx: Tx, view: View, given: RegisterFilter, page: Page) {
  await preferLooking(tx, 'freely')
  const found = given.text === null ? undefined : await listFound(tx, view, given.text, MANY)
  const filter = { ...given, found }
  const limit = page.limit ?? PAGE
  const asked = { sort: page.sort, after: readCursor(page.after), limit: limit + 1 }
  const picked = isWalk(view, filter) ? await walked(tx, view, asked) : await pickedOf(tx, view, filter, asked)
  await preferLooking(tx, 'freely')
  const organizations = await listRegister(tx, view, filter, picked.rows.slice(0, limit))
  return { total: picked.total, organizations, next: nextOf(picked.rows, limit) }
}

async function walked(tx: Tx, view: View, asked: RegisterPageAsked): Promise<Picked> {
  const total = await countRegister(tx, view, { text: null, code: null, where: [] })
  await preferLooking(tx, asked.sort === undefined || asked.sort === 'name' ? 'walking' : 'listing')
  return { rows: await walkRegister(tx, view, asked), total }
}

async function pickedOf(tx: Tx, view: View, filter: RegisterFilter, asked: RegisterPageAsked): Promise<Picked> {
  const isFew = view.near !== null || (filter.found !== undefined && filter.found.length <= FEW)
  const wide = isListed(view, filter) ? 'listing' : 'scanning'
  await preferLooking(tx, isFew ? 'freely' : wide)
  return pickRegister(tx, view, filter, asked)
}

/** The filter of a page, a command or an export; a body or a figure that is not there is refused. */
export async function filterOf(tx: Tx, filters: Filters, policy: Policy): Promise<RegisterFilter> {
  const where: Condition[] = WORDS.flatMap((word): Condition[] => {
    const value = filters[word]
    return value === undefined ? [] : [{ word, in: [value] }]
  })
  if (filters.without !== undefined) where.push(WITHOUT[filters.without])
  if (filters.figure !== undefined) where.push(figureCondition(filters.figure, policy))
  const text = filters.q?.normalize('NFKC').trim()
  const bodyId = filters.body === undefined ? undefined : await demandBody(tx, filters.body)
  return { text: text === undefined || text === '' ? null : text, code: null, bodyId, where }
}

const WORDS = [
  'kind',
  'status',
  'standing',
  'industry',
  'supervisingUnit',
  'grade',
] as const satisfies readonly (keyof Filters)[]

const WITHOUT: Readonly<Record<'body' | 'counts', Condition>> = {
  body: { not: { has: 'bodyId' } },
  counts: { any: [{ not: { has: 'staff' } }, { not: { has: 'fullMembers' } }] },
}

async function demandBody(tx: Tx, key: string): Promise<number> {
  const id = (await mapKeysOnRecord(tx, 'body', [key])).get(key)
  if (id === undefined) throw new Refusal('NOT_FOUND', { what: '责任主体 / responsible body', id: key })
  return id
}

/**
 * The organizations behind a figure: "K1.numerator", "K1.denominator", "P0", "official.8.service" (or ".total"),
 * "class.joint", "standing.own" (both of P0).
 */
function figureCondition(figure: string, policy: Policy): Condition {
  const found = indicatorFigure(figure, policy) ?? populationFigure(figure, policy) ?? officialFigure(figure)
  if (found === undefined) throw new Refusal('NOT_FOUND', { what: '指标 / figure', id: figure })
  return found
}

function indicatorFigure(figure: string, policy: Policy): Condition | undefined {
  const at = figure.lastIndexOf('.')
  const indicator = indicatorsOf(policy.parameters).find((one) => one.id === figure.slice(0, at))
  const part = figure.slice(at + 1)
  return part === 'numerator' || part === 'denominator' ? indicator?.[part] : undefined
}

function populationFigure(figure: string, policy: Policy): Condition | undefined {
  const populations = populationConditions(policy.parameters)
  const [word = '', value = ''] = figure.split('.')
  if (word === 'class') return both(populations.P0, { word: 'coverageClass', in: [value] })
  if (word === 'standing') return both(populations.P0, { word: 'standing', in: [value] })
  return new Map<string, Condition>(Object.entries(populations)).get(figure)
}

function officialFigure(figure: string): Condition | undefined {
  const [, row, column] = /^official\.(\d+)\.(\w+)$/.exec(figure) ?? []
  const definition = OFFICIAL_ROWS.find((one) => String(one.row) === row)
  if (definition === undefined) return undefined
  const kind = OFFICIAL_KINDS.find((one) => one === column)
  return kind === undefined ? definition.where : both(definition.where, { word: 'kind', in: [kind] })
}

/** A cursor is the place of the last row in the list, so a page does not shift when rows before it come or go. */
function nextOf(rows: readonly PickedRow[], limit: number): string | null {
  const last = rows[limit - 1]
  if (rows.length <= limit || last === undefined) return null
  return Buffer.from(JSON.stringify([last.rank, last.value, last.sortKey, last.code])).toString('base64url')
}

function readCursor(after: string | undefined): RegisterPlace | null {
  if (after === undefined) return null
  const place = placeOf(Buffer.from(after, 'base64url').toString('utf8'))
  if (place === undefined) throw new Refusal('BAD_REQUEST', { detail: 'after', pointer: '/query/after' })
  return place
}

function placeOf(text: string): RegisterPlace | undefined {
  try {
    const read: unknown = JSON.parse(text)
    if (!Array.isArray(read)) return undefined
    const [rank, value, sortKey, code]: unknown[] = read
    const isPlace = isCount(rank) && isCount(value) && typeof sortKey === 'string' && typeof code === 'string'
    return isPlace ? [rank, value, sortKey, code] : undefined
  } catch {
    return undefined
  }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31
}

export type GapsPage = RegisterPage & {
  readonly due: number
  readonly withinGrace: number
  readonly reasons: readonly { readonly reason: string | null; readonly organizations: number }[]
}

/** Organizations that should have a Party organization and have none; those within grace are told apart. */
export function listGaps(desk: Desk, question: Question, page: Page): Promise<GapsPage> {
  return reading(desk, async (tx, clock) => {
    const { view, policy, basis } = await viewOf(tx, desk, question, clock)
    const { P0 } = populationConditions(policy.parameters)
    const due = both(P0, { word: 'standing', in: ['shouldBeBuilt'] })
    const grace = both(P0, { word: 'standing', in: ['shouldBeBuiltWithinGrace'] })
    const filter: RegisterFilter = { text: null, code: null, where: [{ any: [due, grace] }] }
    const countOf = (where: Condition) => countRegister(tx, view, { text: null, code: null, where: [where] })
    const [dueCount, graceCount] = [await countOf(due), await countOf(grace)]
    const reasons = await countReasons(tx, view, due)
    return {
      basis,
      due: dueCount,
      withinGrace: graceCount,
      reasons,
      ...(await pageOf(tx, view, filter, page)),
    }
  })
}
