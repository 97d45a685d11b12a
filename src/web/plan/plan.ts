import type { Reply } from '../shared/ask.ts'

export type PlanReply = Reply<'GET /api/plans/:id'>
export type PlanHead = PlanReply['plan']
export type PlanUnit = PlanReply['units'][number]
export type PlanGroup = PlanReply['groups'][number]

/** Where a unit ends up in the plan. */
export type Role = 'host' | 'grouped' | 'independent' | 'area' | 'unassigned'
export const ROLES = ['host', 'grouped', 'independent', 'area', 'unassigned'] as const satisfies readonly Role[]

/** The plan by unit, made once for the page. */
export type PlanIndex = {
  readonly units: ReadonlyMap<string, PlanUnit>
  readonly roles: ReadonlyMap<string, Role>
  readonly groups: ReadonlyMap<string, PlanGroup>
  /** The host that a left-over unit is looked after by. */
  readonly area: ReadonlyMap<string, string>
}

export function indexOf(reply: Pick<PlanReply, 'units' | 'groups' | 'independent' | 'area' | 'unassigned'>): PlanIndex {
  const roles = new Map<string, Role>()
  const groups = new Map<string, PlanGroup>()
  for (const { id } of reply.area) roles.set(id, 'area')
  for (const { id } of reply.unassigned) roles.set(id, 'unassigned')
  for (const { id } of reply.independent) roles.set(id, 'independent')
  for (const group of reply.groups) {
    for (const id of group.units) {
      roles.set(id, id === group.host ? 'host' : 'grouped')
      groups.set(id, group)
    }
  }
  return {
    units: new Map(reply.units.map((unit) => [unit.id, unit])),
    roles,
    groups,
    area: new Map(reply.area.map(({ id, assignedTo }) => [id, assignedTo])),
  }
}

/** What is highlighted with a unit: its whole group, or itself alone. */
export function pickedOf(index: PlanIndex, pick: string | undefined): readonly string[] {
  if (pick === undefined || !index.units.has(pick)) return []
  return index.groups.get(pick)?.units ?? [pick]
}

/** The farthest unit of a group from its host, in metres. */
export function spreadOf({ terms }: PlanGroup): number {
  return Math.max(0, ...terms.map(({ distance }) => distance))
}

/** Groups that break a limit of the plan, counted here again: the page does not take the machine's word. */
export function violationsOf({ groups, limits }: Pick<PlanReply, 'groups' | 'limits'>): number {
  const { maxUnits = Infinity, minMembers = 0, maxMembers = Infinity, radius = Infinity } = limits
  return groups.filter(
    (group) =>
      group.units.length > maxUnits ||
      group.members < minMembers ||
      group.members > maxMembers ||
      spreadOf(group) > radius,
  ).length
}
