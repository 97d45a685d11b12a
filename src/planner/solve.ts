import { levelOf } from '../domain/plan.ts'
import type { Independent, Plan, PlanGroup, PlanInput, PlanUnit } from '../domain/plan.ts'
import { findDistance, findGroupCost } from '../domain/plan-cost.ts'
import { areaOf } from './area.ts'
import { blocksOf } from './blocks.ts'
import type { Blocks } from './blocks.ts'
import { certificateOf } from './certificate.ts'
import { groundOf } from './components.ts'
import type { Ground } from './components.ts'
import { refuseInfeasible } from './infeasible.ts'
import { branchesOf, leftOverOf } from './layout.ts'
import { unassignedOf } from './reasons.ts'
import { hostUnitOf } from './sets.ts'
import { boundOf, costOf, isClosed, isProvenMaximal, layOut, polishOnce, raiseBound, taskOf } from './task.ts'
import type { Task } from './task.ts'

/** How far the work is: figures of the plan as it stands, over the components the planner works on. */
export type PlanProgress = {
  readonly step: 'layout' | 'bound' | 'polish'
  readonly done: number
  readonly total: number
  readonly cost: number
  readonly bound: number
  readonly leftOver: number
}

export type PlanOptions = {
  readonly seed: number
  /** How many windows may be repartitioned; 12 for each unit where absent. */
  readonly moves?: number
  /** Asked between steps; the best plan so far is returned once it says no. */
  readonly keepGoing?: () => boolean
  readonly onProgress?: (progress: PlanProgress) => void
}

const MOVES_PER_ITEM = 12
/** A component rests after this many rounds without a better plan. */
const IDLE_ROUNDS = 9

/**
 * The establishment plan: independent units (point), joint branches (line), the regional catch-all (area). The same
 * input, seed and moves give the same plan on any machine; `keepGoing` only ends the work early. Refuses with
 * PLAN_INFEASIBLE where fixed, together and apart cannot all be kept.
 */
export function solvePlan(input: PlanInput, options: PlanOptions): Plan {
  refuseInfeasible(input)
  const blocks = blocksOf(input)
  const ground = groundOf(input, blocks)
  const tasks = ground.fields.map((field, at) => taskOf(field, input.weights, options.seed * 1_000_003 + at))
  const finished = work(tasks, options)
  return planOf({ input, blocks, ground, tasks, seed: options.seed, finished })
}

/** Gives false where it was ended early. */
function work(tasks: readonly Task[], options: PlanOptions): boolean {
  const keepGoing = options.keepGoing ?? (() => true)
  let running = true
  const mayGoOn = (): boolean => (running = running && keepGoing())
  for (const task of tasks) layOut(task)
  report('layout', tasks, options, [tasks.length, tasks.length])
  for (const [at, task] of tasks.entries()) {
    raiseBound(task, mayGoOn)
    if (!task.exact) report('bound', tasks, options, [at + 1, tasks.length])
  }
  polishAll(tasks, options, mayGoOn)
  return running
}

function report(
  step: PlanProgress['step'],
  tasks: readonly Task[],
  options: PlanOptions,
  [done, total]: readonly [number, number],
): void {
  options.onProgress?.({
    step,
    done,
    total,
    cost: tasks.reduce((sum, task) => sum + costOf(task), 0),
    bound: tasks.reduce((sum, task) => sum + boundOf(task), 0),
    leftOver: tasks.reduce((sum, task) => sum + leftOverOf(task.field, task.layout), 0),
  })
}

/** Round after round over all open components, one window for each item, until the moves are used up. */
function polishAll(tasks: readonly Task[], options: PlanOptions, mayGoOn: () => boolean): void {
  let open = tasks.filter((task) => !task.exact)
  const total = options.moves ?? MOVES_PER_ITEM * open.reduce((sum, task) => sum + task.field.items, 0)
  let left = total
  while (left > 0 && open.length > 0 && mayGoOn()) {
    for (const task of open) left -= polishRound(task, left, mayGoOn)
    open = open.filter((task) => !isClosed(task) && task.idle < IDLE_ROUNDS)
    report('polish', tasks, options, [total - Math.max(0, left), total])
  }
}

function polishRound(task: Task, left: number, mayGoOn: () => boolean): number {
  let better = false
  let moves = 0
  for (let item = 0; item < task.field.items && moves < left && mayGoOn(); item++) {
    if (polishOnce(task, item)) better = true
    moves++
  }
  task.idle = better ? 0 : task.idle + 1
  return moves
}

type Outcome = {
  readonly input: PlanInput
  readonly blocks: Blocks
  readonly ground: Ground
  readonly tasks: readonly Task[]
  readonly seed: number
  readonly finished: boolean
}

function planOf(outcome: Outcome): Plan {
  const { input, blocks, tasks } = outcome
  const groups = [...fixedGroupsOf(input, blocks), ...tasks.flatMap((task) => groupsOf(input, task))].sort(byHost)
  const grouped = new Set(groups.flatMap((group) => group.units))
  const independent = independentOf(input, grouped)
  const own = new Set(independent.map((entry) => entry.id))
  const hosts = new Set(groups.map((group) => group.host))
  const seats = input.units.filter((unit) => own.has(unit.id) || hosts.has(unit.id))
  const over = input.units.filter((unit) => !own.has(unit.id) && !grouped.has(unit.id))
  const area = areaOf(input, over, seats)
  const cost = groups.reduce((sum, group) => sum + group.cost, 0)
  const fixedCost = cost - tasks.reduce((sum, task) => sum + costOf(task), 0)
  const bound = fixedCost + tasks.reduce((sum, task) => sum + boundOf(task), 0)
  return {
    seed: outcome.seed,
    limits: input.limits,
    weights: input.weights,
    independent,
    groups,
    area,
    unassigned: unassignedOf(input, { groups, area, over }),
    cost,
    bound,
    gap: cost === 0 ? 0 : (cost - bound) / cost,
    coverage: { grouped: grouped.size, provenMaximal: tasks.every(isProvenMaximal) },
    certificate: certificateOf(input, outcome.ground, tasks, outcome.finished),
  }
}

function byHost(a: PlanGroup, b: PlanGroup): number {
  return a.host < b.host ? -1 : 1
}

function groupsOf(input: PlanInput, task: Task): readonly PlanGroup[] {
  return branchesOf(task.layout).map((items) => {
    const units = items.flatMap((item) => task.field.unitsOf[item] ?? []).map((at) => unitAt(input, at))
    return groupOf(input, unitAt(input, hostUnitOf(task.field, items)), units)
  })
}

function unitAt(input: PlanInput, at: number): PlanUnit {
  const unit = input.units[at]
  if (!unit) throw new Error(`There is no unit at ${at}. Maybe a component belongs to another input.`)
  return unit
}

/** The host first, then the others by id. */
function groupOf(input: PlanInput, host: PlanUnit, units: readonly PlanUnit[]): PlanGroup {
  const others = units.filter((unit) => unit.id !== host.id).map((unit) => unit.id)
  return {
    host: host.id,
    units: [host.id, ...others.sort()],
    members: units.reduce((sum, unit) => sum + unit.members, 0),
    cost: findGroupCost(host, units, input.weights) ?? 0,
  }
}

/** A fixed branch keeps its units; its host is the one that serves it at the least cost within the radius. */
function fixedGroupsOf(input: PlanInput, blocks: Blocks): readonly PlanGroup[] {
  return blocks.fixed.flatMap((entry) => {
    const units = entry.map((at) => unitAt(input, at))
    const offers = units.filter((host) => isInReach(host, units, input)).map((host) => groupOf(input, host, units))
    const best = offers.reduce<PlanGroup | undefined>((a, b) => (a && a.cost <= b.cost ? a : b), undefined)
    return best ? [best] : []
  })
}

function isInReach(host: PlanUnit, units: readonly PlanUnit[], input: PlanInput): boolean {
  return units.every((unit) => (findDistance(unit, host) ?? Infinity) <= input.limits.radius)
}

/** Units with enough members of their own, and not grouped on purpose (R1, R9). */
function independentOf(input: PlanInput, grouped: ReadonlySet<string>): readonly Independent[] {
  return input.units
    .filter((unit) => unit.members >= input.limits.minMembers && !grouped.has(unit.id))
    .map((unit) => ({ id: unit.id, level: levelOf(unit.members, input.limits) }))
}
