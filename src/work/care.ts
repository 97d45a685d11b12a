import type { Day } from '../domain/day.ts'
import type { Tx } from '../store/connection.ts'
import type { Desk } from './desk.ts'
import { getPolicy } from './policy.ts'
import { judgeTouched } from './standing.ts'

/**
 * Judges again the organizations whose officer or contacts have changed, for both are facts of their standing (K5, K12).
 * Whoever calls has taken them, so that nobody else judges them meanwhile.
 */
export async function judgeCared(
  tx: Tx,
  desk: Desk,
  today: Day,
  organizations: readonly { readonly id: number }[],
): Promise<void> {
  if (organizations.length === 0) return
  const policy = await getPolicy(tx, desk.packs, { day: today })
  await judgeTouched(tx, policy, new Set(organizations.map((one) => one.id)), () => undefined)
}
