import type { Day } from '../domain/day.ts'
import { gatesOf, type GatePolicy } from '../domain/gate-overlay.ts'
import { chainOf, findPackInForce, overlaid, type Policy, type PolicyPack } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import { findRootCode } from '../store/place.ts'

/** A pack laid over its parents: its numbers, the rules of its passes, and the packs that state them, nation first. */
export type Overlay = { readonly policy: Policy; readonly gates: GatePolicy; readonly chain: readonly PolicyPack[] }

/** Packs never change once they are read, so each is laid over its parents once. */
const OVERLAYS = new WeakMap<readonly PolicyPack[], Map<string, Overlay>>()

export function overlayOf(pack: PolicyPack, packs: readonly PolicyPack[]): Overlay {
  const made = OVERLAYS.get(packs) ?? new Map<string, Overlay>()
  OVERLAYS.set(packs, made)
  const known = made.get(pack.id)
  if (known !== undefined) return known
  const chain = chainOf(pack, packs)
  const overlay = { policy: overlaid(chain), gates: gatesOf(chain), chain }
  made.set(pack.id, overlay)
  return overlay
}

/** The pack that was named, or the one in force on the day for the place above all; refused in words where there is none. */
export async function getPolicy(
  tx: Tx,
  packs: readonly PolicyPack[],
  wanted: { readonly id?: string | undefined; readonly day: Day },
): Promise<Policy> {
  const root = wanted.id === undefined ? await findRootCode(tx) : null
  return overlayFor(packs, { ...wanted, root }).policy
}

/** The same for a place above all that is known already. */
export function overlayFor(
  packs: readonly PolicyPack[],
  { id, day, root }: { readonly id?: string | undefined; readonly day: Day; readonly root: string | null },
): Overlay {
  const pack = id === undefined ? findPackInForce(packs, day, root) : packs.find((one) => one.id === id)
  if (pack !== undefined) return overlayOf(pack, packs)
  if (id === undefined) throw new Refusal('POLICY_NOT_IN_FORCE', { day })
  throw new Refusal('POLICY_UNKNOWN', { id, known: packs.map((one) => one.id).join(', ') })
}

/** The policy in force on a day with the rules of its passes. */
export async function getPolicyWithGates(
  tx: Tx,
  packs: readonly PolicyPack[],
  day: Day,
): Promise<Policy & { readonly gates: GatePolicy }> {
  const { policy, gates } = overlayFor(packs, { day, root: await findRootCode(tx) })
  return { ...policy, gates }
}

export function listPolicies(packs: readonly PolicyPack[]): Policy[] {
  return packs.map((pack) => overlayOf(pack, packs).policy)
}
