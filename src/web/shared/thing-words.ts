import type { Say } from './text.ts'

const THINGS = [
  'party',
  'openCase',
  'closedCase',
  'case',
  'document',
  'censusReturn',
  'officer',
  'contact',
  'visit',
  'coordination',
  'account',
  'lifeEvent',
] as const

/** What belongs to a record, in words. */
export function thingName(what: string, t: Say): string {
  const known = THINGS.find((one) => one === what)
  return known === undefined ? what : t(`thing.${known}`)
}
