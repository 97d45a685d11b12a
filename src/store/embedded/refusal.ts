import { Refusal, type Text } from '../../domain/refusal.ts'

/** The mend that always works: any PostgreSQL of one's own. */
export const OWN_DATABASE: Text = {
  zh: '也可设置 DATABASE_URL，指向自备的 PostgreSQL（15 及以上）。',
  en: 'Or set DATABASE_URL to a PostgreSQL of your own (15 or later).',
}

/** Both languages in one line: a detail of a refusal and a line of the terminal are single strings. */
export function bilingual(text: Text): string {
  return `${text.zh} / ${text.en}`
}

/** The built-in database cannot be had; the text names the thing, the rule and the mend. */
export function unavailable(text: Text): Refusal {
  return new Refusal('UNAVAILABLE', { detail: bilingual(text) })
}
