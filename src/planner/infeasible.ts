import { consentedOf, mayBeGrouped } from '../domain/plan.ts'
import type { PlanInput, PlanUnit } from '../domain/plan.ts'
import { findDistance, hasLocation } from '../domain/plan-cost.ts'
import { Refusal } from '../domain/refusal.ts'

type Entry = readonly string[]
type Book = {
  readonly input: PlanInput
  readonly unitOf: ReadonlyMap<string, PlanUnit>
  /** Units that may host a branch they were not tied into. */
  readonly hosts: readonly PlanUnit[]
}

/** Refuses with PLAN_INFEASIBLE where fixed, together and apart contradict each other or the limits; names the least set. */
export function refuseInfeasible(input: PlanInput): void {
  if (input.fixed.length + input.together.length === 0) return
  const book = bookOf(input)
  for (const entry of input.fixed) refuseFixed(book, entry)
  refuseOverlap(input.fixed)
  for (const entry of input.together) refuseTorn(input, entry)
  const fixed = new Set(input.fixed.flat())
  const free = input.together.filter((entry) => !entry.some((id) => fixed.has(id)))
  for (const tied of tiedOf(free)) {
    if (findConflict(book, tied) === undefined) continue
    refuse(findConflict(book, leastOf(book, tied)) ?? `together ${shown(tied.flat())}`)
  }
}

function refuse(detail: string): never {
  throw new Refusal('PLAN_INFEASIBLE', { detail })
}

function shown(ids: readonly string[]): string {
  return [...new Set(ids)].join(', ')
}

function bookOf(input: PlanInput): Book {
  const consented = consentedOf(input)
  const fixed = new Set(input.fixed.flat())
  return {
    input,
    unitOf: new Map(input.units.map((unit) => [unit.id, unit])),
    hosts: input.units.filter((unit) => !fixed.has(unit.id) && mayBeGrouped(unit, input, consented)),
  }
}

function unitsOf(book: Book, ids: readonly string[]): readonly PlanUnit[] {
  return [...new Set(ids)].flatMap((id) => book.unitOf.get(id) ?? [])
}

function membersOf(units: readonly PlanUnit[]): number {
  return units.reduce((sum, unit) => sum + unit.members, 0)
}

function refuseFixed(book: Book, entry: Entry): void {
  const units = unitsOf(book, entry)
  const { minMembers } = book.input.limits
  const words = `fixed ${shown(entry)}`
  if (membersOf(units) < minMembers) refuse(`${words}: ${membersOf(units)} members, at least ${minMembers}`)
  if (units.length < 2) return
  const unplaced = units.filter((unit) => !hasLocation(unit))
  if (unplaced.length > 0) refuse(`${words}: the place of ${shown(unplaced.map((unit) => unit.id))} is not known`)
  const broken = limitsBroken(book, units, units)
  if (broken !== undefined) refuse(`${words}${broken}`)
}

/** What keeps the units from being together in one branch under one of the hosts; undefined where nothing does. */
function limitsBroken(book: Book, units: readonly PlanUnit[], hosts: readonly PlanUnit[]): string | undefined {
  const { limits, apart } = book.input
  const stranger = units.find((unit) => unit.line !== units[0]?.line)
  if (stranger) return `: ${units[0]?.id} is of line ${units[0]?.line}, ${stranger.id} of line ${stranger.line}`
  if (units.length > limits.maxUnits) return ` are ${units.length} units, at most ${limits.maxUnits}`
  if (membersOf(units) > limits.maxMembers) return ` have ${membersOf(units)} members, at most ${limits.maxMembers}`
  const ids = new Set(units.map((unit) => unit.id))
  const forbidden = apart.find((entry) => entry.filter((id) => ids.has(id)).length > 1)
  if (forbidden) return `: ${shown(forbidden.filter((id) => ids.has(id)))} are to be apart`
  const reached = units.some((unit) => !hasLocation(unit)) || hosts.some((host) => reaches(host, units, limits.radius))
  return reached ? undefined : `: no host is within ${limits.radius} m of all of them`
}

function reaches(host: PlanUnit, units: readonly PlanUnit[], radius: number): boolean {
  return units.every((unit) => unit.line === host.line && (findDistance(unit, host) ?? Infinity) <= radius)
}

function refuseOverlap(fixed: readonly Entry[]): void {
  const seen = new Map<string, Entry>()
  for (const entry of fixed) {
    for (const id of entry) {
      const other = seen.get(id)
      if (other) refuse(`${id} is in two fixed branches: ${shown(other)} and ${shown(entry)}`)
      seen.set(id, entry)
    }
  }
}

/** Together across the border of a fixed branch cannot be kept: nobody joins it, nobody leaves it. */
function refuseTorn(input: PlanInput, entry: Entry): void {
  const fixed = input.fixed.find((branch) => branch.some((id) => entry.includes(id)))
  const outside = fixed && entry.filter((id) => !fixed.includes(id))
  if (outside && outside.length > 0) {
    refuse(`together ${shown(entry)}: the fixed branch ${shown(fixed)} does not hold ${shown(outside)}`)
  }
}

/** Entries that share units, directly or through others. */
function tiedOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  let groups: (readonly Entry[])[] = []
  for (const entry of entries) {
    const touching = groups.filter((group) => group.some((other) => other.some((id) => entry.includes(id))))
    groups = [...groups.filter((group) => !touching.includes(group)), [...touching.flat(), entry]]
  }
  return groups
}

function findConflict(book: Book, entries: readonly Entry[]): string | undefined {
  for (const tied of tiedOf(entries)) {
    const units = unitsOf(book, tied.flat())
    const broken = limitsBroken(book, units, [...units, ...book.hosts])
    if (broken !== undefined) return `together ${shown(units.map((unit) => unit.id))}${broken}`
  }
  return undefined
}

/** Leaves out every entry without which the conflict stays. */
function leastOf(book: Book, entries: readonly Entry[]): readonly Entry[] {
  let kept = entries
  for (const entry of entries) {
    const fewer = kept.filter((other) => other !== entry)
    if (findConflict(book, fewer) !== undefined) kept = fewer
  }
  return kept
}
