import { isDay, type Day } from './day.ts'
import type { Kind, Line } from './organization.ts'
import type { ReturnState } from './census-return.ts'

export const CAMPAIGN_STATES = ['draft', 'open', 'closed', 'frozen'] as const
export type CampaignState = (typeof CAMPAIGN_STATES)[number]

/** Kinds that a census asks unless it says otherwise: what civil affairs registers, and what is on file. */
export const CENSUS_KINDS = ['association', 'service', 'foundation', 'filed'] as const satisfies readonly Kind[]

/** Whom a campaign asks: places and all below, lines and kinds; an empty list is all. */
export type CampaignScope = {
  readonly places: readonly string[]
  readonly lines: readonly Line[]
  readonly kinds: readonly Kind[]
}

/** What a campaign is sent out for: a census, or the annual reports of a year. */
export const CAMPAIGN_PURPOSES = ['census', 'annualReport'] as const
export type CampaignPurpose = (typeof CAMPAIGN_PURPOSES)[number]

export type CampaignPlan = {
  readonly title: string
  readonly questionSet: string
  readonly cutOff: Day
  readonly dueOn: Day
  readonly closesOn: Day
  readonly scope: CampaignScope
}

/** Days of a plan that contradict each other, by the field; undefined where they can stand. */
export function planDayFault({ cutOff, dueOn, closesOn }: CampaignPlan, today: Day): keyof CampaignPlan | undefined {
  if (!isDay(cutOff)) return 'cutOff'
  if (!isDay(dueOn) || dueOn < today) return 'dueOn'
  return !isDay(closesOn) || closesOn < dueOn ? 'closesOn' : undefined
}

/** Returns by state, and when those that came in came in. The states add up to what was expected. */
export type ReturnCounts = Readonly<Record<ReturnState, number>> & {
  readonly expected: number
  readonly onTime: number
  readonly late: number
}

export const NO_RETURNS: ReturnCounts = {
  expected: 0,
  notStarted: 0,
  inProgress: 0,
  submitted: 0,
  returned: 0,
  confirmed: 0,
  missing: 0,
  merged: 0,
  onTime: 0,
  late: 0,
}

/** A part of a whole, as both counts; no value, but a reason, where there is nothing to divide by. */
export type Part = {
  readonly count: number
  readonly of: number
  readonly value: number | null
  readonly reason: string | null
}

export function partOf(count: number, of: number): Part {
  return of === 0
    ? { count, of, value: null, reason: 'nothingExpected' }
    : { count, of, value: count / of, reason: null }
}

/**
 * Completeness counts what has come in and was not sent back; timeliness what first came in by its due day. Of one
 * organization with two records one return is expected.
 */
export function shownCounts(counts: ReturnCounts): ReturnCounts & { completeness: Part; timeliness: Part } {
  const expected = counts.expected - counts.merged
  return {
    ...counts,
    completeness: partOf(counts.submitted + counts.confirmed, expected),
    timeliness: partOf(counts.onTime, expected),
  }
}

/** Counts of one cell: a township of a district, a body, a line. */
export type ProgressCell = ReturnCounts & {
  readonly district: number | null
  readonly township: number | null
  readonly line: Line | null
  readonly body: string | null
  readonly bodyName: string
  readonly silent: number
  readonly overdue: number
}

export function sumOf(cells: readonly ReturnCounts[]): ReturnCounts {
  const sum = { ...NO_RETURNS }
  for (const cell of cells) for (const key of COUNT_KEYS) sum[key] += cell[key]
  return sum
}

const COUNT_KEYS = [
  'expected',
  'notStarted',
  'inProgress',
  'submitted',
  'returned',
  'confirmed',
  'missing',
  'merged',
  'onTime',
  'late',
] as const satisfies readonly (keyof ReturnCounts)[]

export type ProgressRow<K> = { readonly key: K } & ReturnType<typeof shownCounts>

/** The cells summed by what a function tells of each; the parts add up to the whole, whichever way it is cut. */
export function cutBy<K extends string | number | null>(
  cells: readonly ProgressCell[],
  keyOf: (cell: ProgressCell) => K,
): ProgressRow<K>[] {
  const groups = new Map<K, ProgressCell[]>()
  for (const cell of cells) {
    const group = groups.get(keyOf(cell))
    if (group === undefined) groups.set(keyOf(cell), [cell])
    else group.push(cell)
  }
  return [...groups].map(([key, parts]) => ({ key, ...shownCounts(sumOf(parts)) }))
}
