import { Refusal } from '../domain/refusal.ts'
import { listSeatedBodies, type SeatedBody } from '../store/body.ts'
import type { Tx } from '../store/connection.ts'
import { listSubtree } from '../store/place.ts'
import type { Clock } from './desk.ts'

/** The bodies at whose desks passes can be decided, in the order of the tree: of a place and below it, of a line. */
export async function listAuthorities(
  tx: Tx,
  { place, line }: { readonly place?: string | undefined; readonly line?: string | undefined },
  { now, today }: Clock,
): Promise<SeatedBody[]> {
  const bodies = await listSeatedBodies(tx)
  const places = place === undefined ? null : await listSubtree(tx, place, { asOf: today, knownAt: now })
  if (places?.length === 0) throw new Refusal('NOT_FOUND', { what: '区划 / place', id: place ?? '' })
  const seats = places === null ? null : new Set(places)
  return bodies.filter((one) => (line === undefined || one.line === line) && (seats?.has(one.placeId) ?? true))
}
