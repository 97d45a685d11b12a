import type { Building } from './coverage.ts'
import { isActive, isRegistered, type DemoOrganization } from './organization.ts'
import type { Register } from './organizations.ts'
import type { DemoParty } from './party.ts'
import { SMALL_LINE_TOWNSHIP } from './townships.ts'
import { addDays, daysBetween, type Day } from '../day.ts'

/** Everything that the generator knows of the city on a day. */
export type DemoCity = {
  readonly organizations: readonly DemoOrganization[]
  readonly parties: readonly DemoParty[]
}

/** One return after another: what happens after `from` until `to`. */
export type Step = Building & {
  readonly register: Register
  readonly from: Day
  readonly to: Day
  readonly isLast: boolean
}

/** A day of the step, after its first. */
export function dayOf(step: Pick<Step, 'from' | 'to' | 'chance'>): Day {
  return addDays(step.to, -step.chance.below(daysBetween(step.from, step.to)))
}

/** In a line, with a body, and not one of the three that stay free for a plan. */
export function isPlaced(one: DemoOrganization): boolean {
  const isKept = one.community.township.code === SMALL_LINE_TOWNSHIP && one.line === 'civil'
  return one.line !== null && one.bodyId !== '' && !isKept
}

/** Registered, at work and not among those that stay. */
export function mayChange(one: DemoOrganization): boolean {
  return isActive(one) && isRegistered(one) && isPlaced(one) && one.counts !== null
}
