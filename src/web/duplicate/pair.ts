import type { Reply } from '../shared/ask.ts'

export type Pair = Reply<'GET /api/duplicates'>['pairs'][number]
export type Comparison = Reply<'GET /api/duplicates/compare'>
export type Codes = { readonly one: string; readonly other: string }

/** The pair after one in a list, or undefined where it is the last. */
export function nextOf(pairs: readonly Pair[], { one, other }: Codes): Pair | undefined {
  const at = pairs.findIndex((pair) => pair.one.code === one && pair.other.code === other)
  return pairs[at + 1]
}
