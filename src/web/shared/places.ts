import type { Reply } from './ask.ts'
import { useAsk } from './use-ask.ts'

export type Place = Reply<'GET /api/places'>['places'][number]

/** The places of my scope down to townships. */
export function usePlaces(asOf: string | undefined): readonly Place[] {
  return useAsk('GET /api/places', { query: { asOf, to: 'township' } }).data?.places ?? []
}

/** The places that stand under a place; under undefined, those whose own parent is not in the list. */
export function placesUnder(places: readonly Place[], parent: string | undefined): readonly Place[] {
  if (parent !== undefined) return places.filter((place) => place.parent === parent)
  const known = new Set(places.map(({ code }) => code))
  return places.filter((place) => place.parent === null || !known.has(place.parent))
}

/** A place and those above it, the highest first; empty for a place that is not in the list. */
export function chainOf(places: readonly Place[], code: string | undefined): readonly Place[] {
  const chain: Place[] = []
  let at = places.find((place) => place.code === code)
  while (at !== undefined && !chain.includes(at)) {
    chain.unshift(at)
    const above = at.parent
    at = places.find((place) => place.code === above)
  }
  return chain
}
