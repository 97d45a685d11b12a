import { isDay } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'

/** A day of the calendar, not only of its form. */
export function demandDay(day: string | undefined, pointer: string): string | undefined {
  if (day !== undefined && !isDay(day)) {
    throw new Refusal('BAD_REQUEST', { detail: `${pointer.split('/').at(-1)} “${day}” → YYYY-MM-DD`, pointer })
  }
  return day
}

/** An instant with its offset, so that it means the same everywhere. */
export function demandInstant(instant: string | undefined, pointer: string): string | undefined {
  if (instant === undefined) return undefined
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/.test(instant)
  if (!isWhole || Number.isNaN(Date.parse(instant)) || !isDay(instant.slice(0, 10))) {
    throw new Refusal('BAD_REQUEST', { detail: `knownAt “${instant}” → 2026-03-01T09:00:00Z`, pointer })
  }
  return instant
}

type ScopeQuery = {
  readonly asOf?: string
  readonly knownAt?: string
  readonly place?: string
  readonly line?: string
  readonly policy?: string
}

/** The question of a page: day, knowledge, place, line and pack from its address. */
export function questionOf({ asOf, knownAt, place, line, policy }: ScopeQuery) {
  return {
    asOf: demandDay(asOf, '/query/asOf'),
    knownAt: demandInstant(knownAt, '/query/knownAt'),
    place,
    line,
    policy,
  }
}
