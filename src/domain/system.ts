import type { Day } from './day.ts'
import { addDays } from './day.ts'

/** What the token of another system may ask: the closed list. Each route of the contract names at most one. */
export const PERMITS = ['gate:check', 'grade:read'] as const
export type Permit = (typeof PERMITS)[number]

/** By this beginning a token is recognized, by people and by scanners of lost secrets. */
export const TOKEN_PREFIX = 'trefoil_sys_'

/** Where a system may look: a place subtree (null: the whole instance), lines (null: all), from a day to a day. */
export type SystemGrant = {
  readonly place: string | null
  /** "civil", "community", "industry", or keys of industry bodies. */
  readonly lines: readonly string[] | null
  readonly from: Day
  readonly to: Day | null
}

export type SystemState = 'active' | 'expiring' | 'expired' | 'revoked'

/** Calendar days before its last day on which a system is shown as expiring. */
const WARNED_BEFORE = 30

/** Whether a system's tokens are good on a day; the last day itself is. */
export function systemStateOf(
  { revokedAt, expiresOn }: { readonly revokedAt: string | null; readonly expiresOn: Day },
  today: Day,
): SystemState {
  if (revokedAt !== null) return 'revoked'
  if (expiresOn < today) return 'expired'
  return expiresOn <= addDays(today, WARNED_BEFORE) ? 'expiring' : 'active'
}

/** Calendar days for which a token that is replaced goes on beside the new one. */
export const OVERLAP = { usual: 7, most: 60 } as const
