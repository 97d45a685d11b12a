import { isDay } from '../../domain/day.ts'
import { LINES, type Line } from '../../domain/organization.ts'
import type { Input } from './ask.ts'
import { countOf, wordOf, type RawSearch } from './scope.ts'

/** The boxes that stand as tabs; the others are opened by a figure. */
export const CASE_TABS = ['mine', 'others', 'closed'] as const
const CASE_BOXES = [...CASE_TABS, 'open', 'all'] as const

/** Which cases a list shows, in the URL. */
export type CaseSearch = {
  readonly box?: (typeof CASE_BOXES)[number] | undefined
  readonly kind?: string | undefined
  readonly state?: string | undefined
  readonly overdue?: number | undefined
  readonly soon?: number | undefined
  /** The body that decides, or where it is seated, or its line. */
  readonly body?: string | undefined
  readonly at?: string | undefined
  readonly atLine?: Line | undefined
  readonly openedFrom?: string | undefined
  readonly openedTo?: string | undefined
  readonly decidedFrom?: string | undefined
  readonly decidedTo?: string | undefined
  readonly decision?: string | undefined
  readonly appealed?: number | undefined
  readonly overturned?: number | undefined
  readonly pass?: string | undefined
  readonly after?: string | undefined
  readonly page?: number | undefined
}

export function caseSearchOf(raw: RawSearch): CaseSearch {
  return {
    box: CASE_BOXES.find((box) => box === raw['box']),
    kind: wordOf(raw['kind'], 40),
    state: wordOf(raw['state'], 40),
    overdue: flagOf(raw['overdue']),
    soon: flagOf(raw['soon']),
    body: wordOf(raw['body'], 60),
    at: wordOf(raw['at'], 20),
    atLine: LINES.find((line) => line === raw['atLine']),
    openedFrom: dayOf(raw['openedFrom']),
    openedTo: dayOf(raw['openedTo']),
    decidedFrom: dayOf(raw['decidedFrom']),
    decidedTo: dayOf(raw['decidedTo']),
    decision: wordOf(raw['decision'], 40),
    appealed: flagOf(raw['appealed']),
    overturned: flagOf(raw['overturned']),
    pass: wordOf(raw['pass'], 40),
    after: wordOf(raw['after'], 80),
    page: countOf(raw['page']),
  }
}

/** What the server is asked for by a search. */
export function caseQueryOf({
  overdue,
  soon,
  appealed,
  overturned,
  atLine,
  page: _page,
  ...same
}: CaseSearch): NonNullable<Input<'GET /api/cases'>['query']> {
  return {
    ...same,
    overdue: askedOf(overdue),
    soon: askedOf(soon),
    appealed: askedOf(appealed),
    overturned: askedOf(overturned),
    line: atLine,
  }
}

function flagOf(value: unknown): 1 | undefined {
  return countOf(value) === 1 ? 1 : undefined
}

function askedOf(flag: number | undefined): true | undefined {
  return flag === 1 ? true : undefined
}

function dayOf(value: unknown): string | undefined {
  return typeof value === 'string' && isDay(value) ? value : undefined
}
