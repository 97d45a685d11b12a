import { useSearch } from '@tanstack/react-router'
import { isDay, type Day } from '../../domain/day.ts'
import { LINES, type Line } from '../../domain/organization.ts'

/** Where and when the pages look, in the URL of each: a copied link shows the same. */
export type Scope = {
  readonly place?: string | undefined
  readonly line?: Line | undefined
  readonly asOf?: Day | undefined
  /** The instant as of which things were known; now unless a frozen census says otherwise. */
  readonly knownAt?: string | undefined
}

/** The names of the scope in the URL: kept while moving from page to page. */
export const SCOPE_NAMES = ['place', 'line', 'asOf', 'knownAt'] as const satisfies readonly (keyof Scope)[]

export type RawSearch = Readonly<Record<string, unknown>>

/** The scope that a URL tells; what cannot be meant is left out. */
export function scopeOf(raw: RawSearch): Scope {
  const { place, line, asOf, knownAt } = raw
  return {
    place: wordOf(place, 20),
    line: LINES.find((one) => one === line),
    asOf: typeof asOf === 'string' && isDay(asOf) ? asOf : undefined,
    knownAt: typeof knownAt === 'string' && INSTANT.test(knownAt) ? knownAt : undefined,
  }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,15}(Z|[+-]\d{2}:\d{2})$/

/** A text of the URL, or undefined where it is empty or too long to be meant. */
export function wordOf(value: unknown, longest = 400): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= longest ? value : undefined
}

/** A whole number of the URL from 0 up; links state it as a number, a typed URL as text. */
export function countOf(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** Plain name=value pairs: a place code of digits stays a text. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function searchText(search: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    typeof value === 'number' || (typeof value === 'string' && value !== '') ? [[name, String(value)]] : [],
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`
}

export function useScope(): Scope {
  const search: RawSearch = useSearch({ strict: false })
  return scopeOf(search)
}
