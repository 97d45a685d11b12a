import { LIFE_EVENTS, LIFE_RULES } from '../../domain/life.ts'
import type { Text } from '../../domain/refusal.ts'
import type { Reply } from '../shared/ask.ts'

export type Life = Reply<'GET /api/organizations/:id/life'>

/** The name of an event; one that the page does not know stays as it is. */
export function eventName(event: string): Text {
  const known = LIFE_EVENTS.find((one) => one === event)
  const name = known === undefined ? { zh: event, en: event } : LIFE_RULES[known].name
  return { zh: name.zh, en: name.en.slice(0, 1).toUpperCase() + name.en.slice(1) }
}
