/** A value as a page's field holds it; null is a field that was emptied. */
export type DraftValue = string | number | boolean | null | readonly string[]

/** What was typed and not yet sent in, by field. */
export type DraftFields = Readonly<Record<string, DraftValue>>

const KEY = /^[a-z]{2,20}\.[0-9A-Za-z-]{1,60}$/

/** A draft is named by what it is for: a noun and an id of the house. */
export function isDraftKey(key: string): boolean {
  return KEY.test(key)
}

/** The draft of a noun and an id, as its pages and the server name it. */
export function draftKey(noun: string, id: string): string {
  return `${noun}.${id}`
}
