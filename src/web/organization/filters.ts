import type { RegisterSearch } from '../shared/register-search.ts'
import type { Scope } from '../shared/scope.ts'
import type { Turn } from '../shared/turn.ts'

/** The filters that stand as removable chips; the as-of day is none of them. */
export const FILTER_NAMES = [
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
  'place',
  'line',
] as const
export type FilterName = (typeof FILTER_NAMES)[number]

export type Filters = RegisterSearch & Scope

export function isFiltered(filters: Filters): boolean {
  return FILTER_NAMES.some((name) => filters[name] !== undefined)
}

export function clearedFilters(): Turn {
  return Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined]))
}

/** What a saved view keeps of the URL: filters, scope and sorting, never the day, and no page of the list. */
export function searchToKeep(search: Filters): Record<string, string> {
  return Object.fromEntries(
    [...FILTER_NAMES, 'sort' as const].flatMap((name) => {
      const value = search[name]
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}

/** What a figure of the URL speaks of: an indicator and its side, a cell of the official table, or the name as it is. */
export type FigurePart =
  | { readonly of: 'indicator'; readonly id: string; readonly side: 'numerator' | 'denominator' }
  | { readonly of: 'official'; readonly row: number; readonly column: string }
  | { readonly of: 'class'; readonly word: string }
  | { readonly of: 'other' }

export function figurePartOf(figure: string): FigurePart {
  const official = /^official\.(\d{1,2})\.(\w+)$/.exec(figure)
  if (official !== null) return { of: 'official', row: Number(official[1]), column: official[2] ?? '' }
  const coverage = /^class\.(\w+)$/.exec(figure)
  if (coverage !== null) return { of: 'class', word: coverage[1] ?? '' }
  const indicator = /^(.+)\.(numerator|denominator)$/.exec(figure)
  if (indicator === null) return { of: 'other' }
  return { of: 'indicator', id: indicator[1] ?? '', side: indicator[2] === 'numerator' ? 'numerator' : 'denominator' }
}
