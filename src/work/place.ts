import { wordsOf } from '../domain/assignment.ts'
import type { Day } from '../domain/day.ts'
import type { Line } from '../domain/organization.ts'
import { PARAMETER_NAMES, type Confidence } from '../domain/policy.ts'
import type { Text } from '../domain/refusal.ts'
import { listBodies as listBodiesNow, listWrittenBodies } from '../store/body.ts'
import { getReach } from '../store/entity.ts'
import { listPlaces as listPlacesNow, type PlaceNow } from '../store/place.ts'
import { listSeenPlaces } from '../store/record.ts'
import { reading, type Desk } from './desk.ts'
import { listPolicies as listPacks } from './policy.ts'

export const PLACE_DEPTHS = ['district', 'township', 'community'] as const
export type PlaceDepth = (typeof PLACE_DEPTHS)[number]

export type PlaceItem = { code: string; name: string; level: string; parent: string | null }

/** Places of the managing tree as of a day: those of the scope, with all that stand above them. */
export function listPlaces(
  desk: Desk,
  asked: { asOf?: Day | undefined; to?: PlaceDepth | undefined },
): Promise<PlaceItem[]> {
  return reading(desk, async (tx, clock) => {
    const at = { asOf: asked.asOf ?? clock.today, knownAt: clock.now }
    const depth = asked.to ?? 'community'
    const reach = await getReach(tx)
    const all = await listPlacesNow(tx, at, reach.all ? depth : 'community')
    const mine = reach.all ? all : withAncestors(all, new Set([...reach.places, ...(await listSeenPlaces(tx))]))
    const codes = new Map(mine.map((place) => [place.id, place.code]))
    return mine
      .filter((place) => isWithin(place, depth))
      .map(({ code, name, level, above }) => ({
        code,
        name,
        level,
        parent: above === null ? null : (codes.get(above) ?? null),
      }))
  })
}

function isWithin(place: PlaceNow, depth: PlaceDepth): boolean {
  if (depth === 'community') return true
  return place.level !== 'community' && (depth === 'township' || place.level !== 'township')
}

/** The places of these ids and each place above one of them, in the order of the list. */
export function withAncestors(all: readonly PlaceNow[], ids: ReadonlySet<number>): PlaceNow[] {
  const byId = new Map(all.map((place) => [place.id, place]))
  const kept = new Set<number>()
  for (const id of ids) {
    for (let at = byId.get(id); at !== undefined && !kept.has(at.id);) {
      kept.add(at.id)
      at = at.above === null ? undefined : byId.get(at.above)
    }
  }
  return all.filter((place) => kept.has(place.id))
}

export type BodyItem = {
  id: string
  name: string
  line: Line
  parentId: string | null
  placeCode: string | null
  units: string[]
  /** Whether the caller may put an organization into its line. */
  written: boolean
}

/** Responsible bodies as of a day. */
export function listBodies(desk: Desk, asked: { asOf?: Day | undefined }): Promise<BodyItem[]> {
  return reading(desk, async (tx, clock) => {
    const bodies = await listBodiesNow(tx, { asOf: asked.asOf ?? clock.today, knownAt: clock.now })
    const written = new Set(await listWrittenBodies(tx, null))
    return bodies.map(({ key, name, line, parentKey, placeCode, units }) => ({
      id: key,
      name,
      line,
      parentId: parentKey,
      placeCode,
      units: wordsOf(units),
      written: written.has(key),
    }))
  })
}

export type PolicyItem = {
  id: string
  title: Text
  validFrom: Day
  validTo: Day | null
  area: string
  parameters: {
    name: string
    value: number | boolean | string
    source: string
    article: string
    confidence: Confidence
    pack: string
  }[]
}

/** The packs, each laid over its parents, with the source of every value. */
export function listPolicies(desk: Pick<Desk, 'packs'>): PolicyItem[] {
  return listPacks(desk.packs).map(({ id, title, validFrom, validTo, area, provenance }) => ({
    id,
    title,
    validFrom,
    validTo,
    area,
    parameters: PARAMETER_NAMES.map((name) => ({ name, ...provenance[name] })),
  }))
}
