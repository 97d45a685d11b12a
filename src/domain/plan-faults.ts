import { consentedOf, fullLimitsOf, levelOf, mayBeGrouped } from './plan.ts'
import type { PlanGroup, PlanInput, PlanProposal, PlanUnit } from './plan.ts'
import { findDistance, findGroupCost, hasLocation } from './plan-cost.ts'
import type { Text } from './refusal.ts'

/** Everything that can be wrong with a plan, a machine's or a person's. */
export const FAULTS = [
  'unknown-unit',
  'unit-twice',
  'unit-missing',
  'too-many-units',
  'too-few-members',
  'too-many-members',
  'mixed-lines',
  'host-not-in-group',
  'too-far-from-host',
  'unplaced-unit-grouped',
  'forbidden-pair',
  'split-pair',
  'split-fixed',
  'eligible-unit-grouped',
  'memberless-unit-grouped',
  'eligible-unit-not-independent',
  'independent-not-eligible',
  'wrong-level',
  'wrong-members',
  'wrong-group-cost',
  'wrong-cost',
  'seat-not-a-branch',
  'seat-overloaded',
  'wrong-distance',
  'covered-unit-in-area',
] as const
export type Fault = (typeof FAULTS)[number]

/** A fault in words: the thing, the rule, the mend. */
export type PlanFault = { readonly fault: Fault; readonly units: readonly string[] } & Text

type Found = { readonly units: readonly string[] } & Text

/** A plan with its units looked up; groups keep the ids that are known. */
type Case = {
  readonly plan: PlanProposal
  readonly input: PlanInput
  readonly unitOf: ReadonlyMap<string, PlanUnit>
  readonly groups: readonly CaseGroup[]
  readonly consented: ReadonlySet<string>
}
type CaseGroup = {
  readonly group: PlanGroup
  readonly units: readonly PlanUnit[]
  readonly host: PlanUnit | undefined
  readonly members: number
}
export type Check = (one: Case) => readonly Found[]

/** Judges a plan against every rule; an empty list is a plan that keeps them all. */
export function faultsOf(plan: PlanProposal, input: PlanInput): readonly PlanFault[] {
  const facts = caseOf(plan, input)
  return FAULTS.flatMap((fault) => CHECKS[fault](facts).map((one) => ({ fault, ...one })))
}

function caseOf(plan: PlanProposal, input: PlanInput): Case {
  const unitOf = new Map(input.units.map((unit) => [unit.id, unit]))
  const groups = plan.groups.map((group): CaseGroup => {
    const units = group.units.flatMap((id) => unitOf.get(id) ?? [])
    const host = units.find((unit) => unit.id === group.host)
    return { group, units, host, members: units.reduce((sum, unit) => sum + unit.members, 0) }
  })
  return { plan, input, unitOf, groups, consented: consentedOf(input) }
}

function found(units: readonly string[], zh: string, en: string): Found {
  return { units, zh, en }
}

function nameOf({ group }: CaseGroup): Text {
  return { zh: `以 ${group.host} 为主的联合支部`, en: `The branch of ${group.host}` }
}

/** A check of each group alone. */
function eachGroup(judge: (group: CaseGroup, one: Case) => Found | undefined): Check {
  return (one) => one.groups.flatMap((group) => judge(group, one) ?? [])
}

/** A check of each unit that stands in a group. */
function eachGrouped(judge: (unit: PlanUnit, group: CaseGroup, one: Case) => Found | undefined): Check {
  return (one) => one.groups.flatMap((group) => group.units.flatMap((unit) => judge(unit, group, one) ?? []))
}

/** Every id that the plan places: independent, in a group, or left over. */
function placedIds(plan: PlanProposal): readonly string[] {
  return [
    ...plan.independent.map((entry) => entry.id),
    ...plan.groups.flatMap((group) => group.units),
    ...plan.unassigned.map((entry) => entry.id),
  ]
}

function repeatedIn(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) repeated.add(id)
    seen.add(id)
  }
  return [...repeated]
}

function groupIndexOf(one: Case): ReadonlyMap<string, number> {
  return new Map(one.plan.groups.flatMap((group, at) => group.units.map((id): [string, number] => [id, at])))
}

/** Entries of ids of which two stand in the same group. */
function meetingIn(entries: readonly (readonly string[])[], group: CaseGroup): readonly string[] {
  const ids = new Set(group.group.units)
  const entry = entries.find((one) => one.filter((id) => ids.has(id)).length > 1)
  return entry?.filter((id) => ids.has(id)) ?? []
}

export const CHECKS: Record<Fault, Check> = {
  'unknown-unit': ({ plan, unitOf }) =>
    [...placedIds(plan), ...plan.area.map((entry) => entry.id)]
      .filter((id) => !unitOf.has(id))
      .map((id) => found([id], `${id} 不在名单中；请删去或更正`, `${id} is not in the input; remove or correct it`)),
  'unit-twice': ({ plan }) => {
    return repeatedIn(placedIds(plan)).map((id) =>
      found([id], `${id} 出现多次；请只留一处`, `${id} is placed twice; keep one place`),
    )
  },
  'unit-missing': ({ plan, input }) => {
    const placed = new Set(placedIds(plan))
    return input.units
      .filter((unit) => !placed.has(unit.id))
      .map(({ id }) =>
        found([id], `${id} 未作安排；请编组或列为未安排`, `${id} is nowhere in the plan; group it or list it`),
      )
  },
  'too-many-units': eachGroup((group, { input: { limits } }) => {
    const { zh, en } = nameOf(group)
    const count = group.group.units.length
    if (count <= limits.maxUnits) return undefined
    const over = count - limits.maxUnits
    return found(
      group.group.units,
      `${zh}有 ${count} 个单位，至多 ${limits.maxUnits} 个（R3）；请移出 ${over} 个`,
      `${en} has ${count} units, at most ${limits.maxUnits} (R3); move ${over} elsewhere`,
    )
  }),
  'too-few-members': eachGroup((group, { input: { limits } }) => {
    const { zh, en } = nameOf(group)
    if (group.members >= limits.minMembers) return undefined
    return found(
      group.group.units,
      `${zh}有正式党员 ${group.members} 名，至少 ${limits.minMembers} 名（R1）；请并入其他单位`,
      `${en} has ${group.members} full members, at least ${limits.minMembers} (R1); add a unit`,
    )
  }),
  'too-many-members': eachGroup((group, { input: { limits } }) => {
    const { zh, en } = nameOf(group)
    if (group.members <= limits.maxMembers) return undefined
    return found(
      group.group.units,
      `${zh}有正式党员 ${group.members} 名，至多 ${limits.maxMembers} 名（R2）；请移出单位`,
      `${en} has ${group.members} full members, at most ${limits.maxMembers} (R2); move a unit elsewhere`,
    )
  }),
  'mixed-lines': eachGroup((group) => {
    const { zh, en } = nameOf(group)
    const stranger = group.units.find((unit) => unit.line !== group.units[0]?.line)
    if (!stranger) return undefined
    return found(
      [stranger.id],
      `${zh}跨线：${stranger.id} 属“${stranger.line}”线；请移出`,
      `${en} mixes lines: ${stranger.id} is of line ${stranger.line}; move it elsewhere`,
    )
  }),
  'host-not-in-group': eachGroup((group) => {
    const { zh, en } = nameOf(group)
    if (group.host) return undefined
    return found([group.group.host], `${zh}不含该单位；请另选主单位`, `${en} does not hold it; choose one of its units`)
  }),
  'too-far-from-host': eachGrouped((unit, { host }, { input: { limits } }) => {
    const metres = host && findDistance(unit, host)
    if (host === undefined || metres === undefined || metres <= limits.radius) return undefined
    return found(
      [unit.id],
      `${unit.id} 距 ${host.id} ${metres} 米，至多 ${limits.radius} 米；请改编他组`,
      `${unit.id} is ${metres} m from ${host.id}, at most ${limits.radius} m; group it elsewhere`,
    )
  }),
  'unplaced-unit-grouped': eachGrouped(({ id, ...place }) =>
    hasLocation(place)
      ? undefined
      : found(
          [id],
          `${id} 位置不明，不能编组；请补录坐标`,
          `${id} is grouped without a known place; enter coordinates`,
        ),
  ),
  'forbidden-pair': eachGroup((group, { input }) => {
    const ids = meetingIn(input.apart, group)
    if (ids.length === 0) return undefined
    return found(ids, `${ids.join('、')} 不得同组；请分开`, `${ids.join(', ')} must be apart; separate them`)
  }),
  'split-pair': (one) => {
    const groupOf = groupIndexOf(one)
    return one.input.together
      .filter((entry) => new Set(entry.map((id) => groupOf.get(id) ?? -1)).size > 1)
      .map((ids) => found(ids, `${ids.join('、')} 应同组；请并在一起`, `${ids.join(', ')} belong together; group them`))
  },
  'split-fixed': (one) => {
    const groupOf = groupIndexOf(one)
    return one.input.fixed
      .filter((entry) => entry.length > 1 && !isKept(one, entry, groupOf.get(entry[0] ?? '') ?? -1))
      .map((ids) =>
        found(ids, `支部 ${ids.join('、')} 已锁定；请恢复原样`, `${ids.join(', ')} are a fixed branch; restore it`),
      )
  },
  'eligible-unit-grouped': eachGrouped((unit, _, one) => {
    if (unit.members < one.input.limits.minMembers || mayBeGrouped(unit, one.input, one.consented)) return undefined
    return found(
      [unit.id],
      `${unit.id} 有正式党员 ${unit.members} 名，应单独组建（R1）；请移出`,
      `${unit.id} has ${unit.members} full members and founds its own branch (R1); take it out`,
    )
  }),
  'memberless-unit-grouped': eachGrouped((unit, _, one) => {
    if (unit.members > 0 || mayBeGrouped(unit, one.input, one.consented)) return undefined
    return found([unit.id], `${unit.id} 没有正式党员，不编组；请移出`, `${unit.id} has no full member; take it out`)
  }),
  'eligible-unit-not-independent': ({ plan, input, unitOf }) =>
    plan.unassigned
      .filter(({ id }) => (unitOf.get(id)?.members ?? 0) >= input.limits.minMembers)
      .map(({ id }) =>
        found([id], `${id} 应单独组建（R1）；请列为单独`, `${id} founds its own branch (R1); list it so`),
      ),
  'independent-not-eligible': ({ plan, input, unitOf }) =>
    plan.independent
      .filter(({ id }) => (unitOf.get(id)?.members ?? Infinity) < input.limits.minMembers)
      .map(({ id }) =>
        found(
          [id],
          `${id} 正式党员不足，不能单独组建（R1）；请编组`,
          `${id} has too few members of its own (R1); group it`,
        ),
      ),
  'wrong-level': ({ plan, input, unitOf }) =>
    plan.independent
      .filter(({ id, level }) => level !== levelOf(unitOf.get(id)?.members ?? 0, input.limits))
      .filter(({ id }) => unitOf.has(id))
      .map(({ id }) => {
        const level = levelOf(unitOf.get(id)?.members ?? 0, input.limits)
        return found([id], `${id} 的组织层级应为 ${level}（R9）`, `${id} should have the level ${level} (R9)`)
      }),
  'wrong-members': eachGroup((group) => {
    const { zh, en } = nameOf(group)
    if (group.group.members === group.members) return undefined
    const { members } = group
    return found([group.group.host], `${zh}党员数应为 ${members}`, `${en}: the members are ${members}, correct the sum`)
  }),
  'wrong-group-cost': eachGroup((group, { input: { weights } }) => {
    const { zh, en } = nameOf(group)
    const cost = group.host && findGroupCost(group.host, group.units, weights)
    if (cost === undefined || cost === group.group.cost) return undefined
    return found([group.group.host], `${zh}代价应为 ${cost}`, `${en}: the cost is ${cost}, correct it`)
  }),
  'wrong-cost': ({ plan }) => {
    const cost = plan.groups.reduce((sum, group) => sum + group.cost, 0)
    return plan.cost === cost ? [] : [found([], `总代价应为 ${cost}`, `The cost of the plan is ${cost}, correct it`)]
  },
  'seat-not-a-branch': ({ plan }) => {
    const seats = new Set([...plan.independent.map(({ id }) => id), ...plan.groups.map(({ host }) => host)])
    return plan.area
      .filter((entry) => !seats.has(entry.assignedTo))
      .map(({ id, assignedTo }) =>
        found([id], `${assignedTo} 没有党组织，不能兜底 ${id}`, `${assignedTo} has no branch to look after ${id}`),
      )
  },
  'seat-overloaded': ({ plan, input }) => {
    const load = fullLimitsOf(input.limits).areaLoad
    const loads = new Map<string, number>()
    for (const { assignedTo } of plan.area) loads.set(assignedTo, (loads.get(assignedTo) ?? 0) + 1)
    return [...loads]
      .filter(([, count]) => count > load)
      .map(([id, count]) =>
        found(
          [id],
          `${id} 联系 ${count} 家，至多 ${load} 家；请分出`,
          `${id} looks after ${count}, at most ${load}; share out`,
        ),
      )
  },
  'wrong-distance': ({ plan, unitOf }) =>
    plan.area
      .filter(
        ({ id, assignedTo, distance }) => findDistance(unitOf.get(id) ?? {}, unitOf.get(assignedTo) ?? {}) !== distance,
      )
      .map(({ id }) => found([id], `${id} 的兜底距离不符`, `The distance of ${id} to its seat is not right`)),
  'covered-unit-in-area': ({ plan }) => {
    const left = new Set(plan.unassigned.map(({ id }) => id))
    const ids = plan.area.map(({ id }) => id)
    return [...ids.filter((id) => !left.has(id)), ...repeatedIn(ids)].map((id) =>
      found([id], `${id} 不需兜底或重复兜底`, `${id} is looked after though it is covered, or twice`),
    )
  },
}

/** Does the group hold exactly the units of the fixed branch? */
function isKept(one: Case, entry: readonly string[], at: number): boolean {
  const units = one.plan.groups[at]?.units ?? []
  return units.length === entry.length && entry.every((id) => units.includes(id))
}
