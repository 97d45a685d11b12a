import type { Day } from '../domain/day.ts'
import { gatesOf, type GatePolicy } from '../domain/gate-overlay.ts'
import { chainOf, findPackInForce, overlaid, type Policy, type PolicyPack } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import { findRootCode } from '../store/place.ts'

/** The pack that was named, or the one in force on the day for the place above all; refused in words where there is none. */
export async function getPolicy(
  tx: Tx,
  packs: readonly PolicyPack[],
  wanted: { readonly id?: string | undefined; readonly day: Day },
): Promise<Policy> {
  if (wanted.id !== undefined) {
    const named = packs.find((pack) => pack.id === wanted.id)
    if (named === undefined) {
      throw new Refusal('POLICY_UNKNOWN', { id: wanted.id, known: packs.map((pack) => pack.id).join(', ') })
    }
    return overlaid(chainOf(named, packs))
  }
  const pack = findPackInForce(packs, wanted.day, await findRootCode(tx))
  if (pack === undefined) throw new Refusal('POLICY_NOT_IN_FORCE', { day: wanted.day })
  return overlaid(chainOf(pack, packs))
}

/** The policy in force on a day with the rules of its passes. */
export async function getPolicyWithGates(
  tx: Tx,
  packs: readonly PolicyPack[],
  day: Day,
): Promise<Policy & { readonly gates: GatePolicy }> {
  const policy = await getPolicy(tx, packs, { day })
  const own = packs.find((pack) => pack.id === policy.id)
  if (own === undefined) throw new Error(`The pack ${policy.id} is in force and not there.`)
  return { ...policy, gates: gatesOf(chainOf(own, packs)) }
}

export function listPolicies(packs: readonly PolicyPack[]): Policy[] {
  return packs.map((pack) => overlaid(chainOf(pack, packs)))
}
