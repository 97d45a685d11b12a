import type { Chance } from './chance.ts'
import { fullMembersOf, type DemoOrganization } from './organization.ts'

type Grouped = { readonly groups: readonly (readonly DemoOrganization[])[]; readonly left: readonly DemoOrganization[] }

/** How many units a branch gets of those that are there, drawn; R3 asks for at most five. */
export type DrawUnits = (available: number) => number

export function usualUnits(chance: Chance): number {
  const part = chance.below(20)
  if (part < 2) return 2
  if (part < 7) return 3
  return part < 14 ? 4 : 5
}

/** Neighbours taken together until a group has its size and three full members; who finds no partners is left. */
export function neighbourGroups(units: readonly DemoOrganization[], draw: DrawUnits): Grouped {
  const groups: DemoOrganization[][] = []
  const left: DemoOrganization[] = []
  let rest: readonly DemoOrganization[] = units
  for (let first = rest[0]; first !== undefined; first = rest[0]) {
    const others = byDistance(first, rest.slice(1))
    const wanted = draw(others.length + 1)
    let count = Math.min(wanted, others.length + 1) - 1
    while (membersOf(first, others, count) < 3 && count < Math.min(4, others.length)) count++
    const suffices = count > 0 && membersOf(first, others, count) >= 3
    if (suffices) groups.push([first, ...others.slice(0, count)])
    else left.push(first)
    rest = suffices ? others.slice(count) : others
  }
  return { groups, left }
}

function membersOf(first: DemoOrganization, others: readonly DemoOrganization[], count: number): number {
  return others.slice(0, count).reduce((sum, one) => sum + fullMembersOf(one), fullMembersOf(first))
}

function byDistance(from: DemoOrganization, others: readonly DemoOrganization[]): DemoOrganization[] {
  return others
    .map((one) => ({ one, distance: distanceOf(from, one) }))
    .toSorted((a, b) => a.distance - b.distance)
    .map(({ one }) => one)
}

/** Squared degrees of latitude: enough to compare. */
function distanceOf(a: DemoOrganization, b: DemoOrganization): number {
  const east = (a.community.longitude - b.community.longitude) * 0.85
  const north = a.community.latitude - b.community.latitude
  return east * east + north * north
}

/** The list cut into lists of the same key, in the order in which the keys first come. */
export function groupedBy<T>(
  list: readonly T[],
  keyOf: (one: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    const group = groups.get(keyOf(one))
    if (group === undefined) groups.set(keyOf(one), [one])
    else group.push(one)
  }
  return [...groups]
}

export function chunksOf<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )
}
