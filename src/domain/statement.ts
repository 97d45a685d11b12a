import { earlierEnd, type Day, type Span } from './day.ts'

/** The first day of facts about things that have no day of their own: places and bodies that have "always" been. */
export const BEGINNING: Day = '1900-01-01'

/**
 * What was stated on a day, and the span for which it holds. The first statement about a thing also speaks for the time
 * before it back to the start of the thing; each later one holds from its day to the next (design.md 6).
 */
export type Stated<V> = Span & { readonly statedOn: Day; readonly values: V }

export type Life = { readonly from: Day; readonly to: Day | null }

/**
 * The statements with one more, laid out over the life of the thing. A statement of the same day is corrected by it;
 * one that says what held already is none.
 */
export function restated<V>(
  statements: readonly Stated<V>[],
  more: { readonly statedOn: Day; readonly values: V } | undefined,
  life: Life,
  isSame: (a: V, b: V) => boolean,
): Stated<V>[] {
  const others = statements.filter((one) => one.statedOn !== more?.statedOn)
  const all = [...others, ...(more === undefined ? [] : [more])].toSorted((a, b) => (a.statedOn < b.statedOn ? -1 : 1))
  const out: Stated<V>[] = []
  for (const said of all) {
    const last = out.at(-1)
    if (last !== undefined && isSame(last.values, said.values)) continue
    const from = last === undefined || said.statedOn < life.from ? life.from : said.statedOn
    if (life.to !== null && from >= life.to) continue
    if (last !== undefined) out.pop()
    if (last !== undefined && last.from < from) out.push({ ...last, to: earlierEnd(from, life.to) })
    out.push({ from, to: life.to, statedOn: said.statedOn, values: said.values })
  }
  return out
}

/** What the statements say for a day; before the first one, what the first says. */
export function statedOn<V>(statements: readonly Stated<V>[], day: Day): V | undefined {
  const before = statements.findLast((one) => one.statedOn <= day)
  return (before ?? statements[0])?.values
}

/**
 * The statements with the same values for some keys in each: what holds for the whole life of a thing, such as its first
 * and last day, has one value at a time, whichever day it was last stated on.
 */
export function throughout<V extends object, R extends Stated<V>>(
  statements: readonly R[],
  keys: readonly (keyof V)[],
  values: V,
): (R & Stated<V>)[] {
  const lasting = Object.fromEntries(keys.map((key) => [key, values[key]]))
  return statements.map((one) => ({ ...one, values: { ...one.values, ...lasting } }))
}

/** Which rows of before are gone and which of after are new; rows that are equal stay as they are. */
export function differenceOf<V, R extends Stated<V>>(
  before: readonly R[],
  after: readonly Stated<V>[],
  isSame: (a: V, b: V) => boolean,
): { readonly gone: readonly R[]; readonly fresh: readonly Stated<V>[] } {
  const isEqual = (a: Stated<V>, b: Stated<V>) =>
    a.from === b.from && a.to === b.to && a.statedOn === b.statedOn && isSame(a.values, b.values)
  return {
    gone: before.filter((row) => !after.some((one) => isEqual(row, one))),
    fresh: after.filter((row) => !before.some((one) => isEqual(row, one))),
  }
}

/** Whether two flat records hold equal values under the same keys. */
export function isSameRecord(a: object, b: object): boolean {
  const left = new Map<string, unknown>(Object.entries(a))
  const right = new Map<string, unknown>(Object.entries(b))
  return left.size === right.size && [...left].every(([key, value]) => right.get(key) === value)
}
