import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyInput, inputOf, unitAt } from '../../test/planner-inputs.ts'
import { cityOf } from '../../test/planner-city.ts'
import type { Plan, PlanInput, PlanUnit } from '../domain/plan.ts'
import { findDistance, findGroupCost } from '../domain/plan-cost.ts'
import { Refusal } from '../domain/refusal.ts'
import { checkPlan } from './check.ts'
import { solvePlan } from './solve.ts'

const few = fc.constantFrom(0, 1, 1, 1, 2, 2, 3, 60)

/** The plan, or undefined where the ties contradict each other: refusing is a right answer, any other throw is not. */
function findPlan(input: PlanInput): Plan | undefined {
  try {
    return solvePlan(input, { seed: 1, moves: 300 })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'PLAN_INFEASIBLE') return undefined
    throw error
  }
}

function placesIn(plan: Plan): readonly string[] {
  return [...plan.independent, ...plan.unassigned]
    .map((entry) => entry.id)
    .concat(plan.groups.flatMap((one) => one.units))
}

describe('whatever the input, the plan keeps every rule and its certificate holds', () => {
  test.each([
    ['sparse', { most: 40, width: 9000, members: few }],
    ['dense', { most: 30, width: 1200, members: few }],
    ['all with one member', { most: 40, width: 5000, members: fc.constant(1) }],
    ['all at one point', { most: 24, width: 0, members: few }],
  ])('%s', (_, shape) => {
    fc.assert(
      fc.property(anyInput(shape), (input) => {
        const plan = findPlan(input)
        if (!plan) return
        const check = checkPlan(input, plan)
        expect([check.faults, check.problems, check.boundHolds, check.coverageHolds]).toEqual([[], [], true, true])
        expect(check.bound).toBe(plan.bound)
        expect(placesIn(plan).toSorted()).toEqual(input.units.map((unit) => unit.id).toSorted())
      }),
      { numRuns: 120 },
    )
  })
})

/** Best coverage and cost by trying every partition: groups, hosts, ties and all, from the rules alone. */
function bruteForce(input: PlanInput): { readonly leftOver: number; readonly cost: number } {
  const units = input.units.filter(
    (unit) => unit.members > 0 && unit.members < input.limits.minMembers && unit.x !== undefined,
  )
  let best = { leftOver: Infinity, cost: Infinity }
  const assign = (at: number, groups: readonly (readonly PlanUnit[])[], leftOver: number): void => {
    const unit = units[at]
    if (leftOver > best.leftOver) return
    if (!unit) {
      const costs = groups.map((group) => leastCost(input, group))
      const cost = costs.reduce((a, b) => a + b, 0)
      if (leftOver < best.leftOver || cost < best.cost) if (Number.isFinite(cost)) best = { leftOver, cost }
      return
    }
    for (const group of groups) {
      if (group.length < input.limits.maxUnits && group[0]?.line === unit.line) {
        assign(
          at + 1,
          groups.map((one) => (one === group ? [...one, unit] : one)),
          leftOver,
        )
      }
    }
    assign(at + 1, [...groups, [unit]], leftOver)
    assign(at + 1, groups, leftOver + 1)
  }
  assign(0, [], 0)
  return best
}

function leastCost(input: PlanInput, group: readonly PlanUnit[]): number {
  const { limits, apart } = input
  const members = group.reduce((sum, unit) => sum + unit.members, 0)
  const ids = group.map((unit) => unit.id)
  if (members < limits.minMembers || members > limits.maxMembers) return Infinity
  if (apart.some((entry) => entry.filter((id) => ids.includes(id)).length > 1)) return Infinity
  const hosts = group.filter((host) => group.every((unit) => (findDistance(unit, host) ?? Infinity) <= limits.radius))
  return Math.min(...hosts.map((host) => findGroupCost(host, group, input.weights) ?? Infinity))
}

test('small instances are solved to the optimum: coverage first, then cost', () => {
  const shape = { least: 3, most: 8, width: 2500, members: fc.constantFrom(1, 1, 2) }
  fc.assert(
    fc.property(anyInput(shape), (drawn) => {
      const input = { ...drawn, together: [], fixed: [] }
      const plan = solvePlan(input, { seed: 1 })
      const best = bruteForce(input)
      const placed = input.units.filter((unit) => unit.members < input.limits.minMembers && unit.x !== undefined)
      expect(placed.length - plan.coverage.grouped).toBe(best.leftOver)
      expect([plan.cost, plan.bound, plan.coverage.provenMaximal]).toEqual([best.cost, best.cost, true])
    }),
    { numRuns: 150 },
  )
})

describe('the rules in words', () => {
  test('a unit with enough members founds its own branch, general branch or committee (R1, R9)', () => {
    const input = inputOf([unitAt('a', 3, 0), unitAt('b', 50, 0), unitAt('c', 120, 0), unitAt('d', 49, 0)])
    expect(solvePlan(input, { seed: 1 }).independent).toEqual([
      { id: 'a', level: 'branch' },
      { id: 'b', level: 'generalBranch' },
      { id: 'c', level: 'committee' },
      { id: 'd', level: 'branch' },
    ])
  })

  test('units with one or two members are grouped under the host that costs least (R3)', () => {
    const plan = solvePlan(inputOf([unitAt('a', 1, 0), unitAt('b', 1, 1000), unitAt('c', 1, 2000)]), { seed: 1 })
    expect(plan.groups).toEqual([{ host: 'b', units: ['b', 'a', 'c'], members: 3, cost: 12_000 }])
    expect([plan.cost, plan.bound, plan.gap, plan.coverage]).toEqual([
      12_000,
      12_000,
      0,
      { grouped: 3, provenMaximal: true },
    ])
  })

  test('nothing at all makes an empty plan', () => {
    const plan = solvePlan(inputOf([]), { seed: 1 })
    expect([plan.groups, plan.cost, plan.bound, plan.gap]).toEqual([[], 0, 0, 0])
  })

  test('a fixed branch stays as it is, though a fourth unit is near', () => {
    const units = [unitAt('a', 1, 0), unitAt('b', 1, 1000), unitAt('c', 1, 2000), unitAt('d', 2, 500)]
    const plan = solvePlan(inputOf(units, { fixed: [['a', 'b', 'c']] }), { seed: 1 })
    expect(plan.groups.map((group) => group.units)).toEqual([['b', 'a', 'c']])
    expect(plan.unassigned.map(({ id, reason }) => [id, reason])).toEqual([['d', 'partnersLocked']])
  })

  test('who is put together with others consents to being grouped, even without members or with enough', () => {
    const units = [unitAt('a', 0, 0), unitAt('b', 1, 100), unitAt('c', 4, 200)]
    const plan = solvePlan(
      inputOf(units, {
        together: [
          ['a', 'b'],
          ['b', 'c'],
        ],
      }),
      { seed: 1 },
    )
    expect([plan.groups.map((group) => group.units), plan.independent]).toEqual([[['b', 'a', 'c']], []])
  })

  test('a township of 250 units in one line is planned with a proven gap below two in a hundred', () => {
    const units = cityOf(4000, 9).units.filter((unit) => unit.members === 1 || unit.members === 2)
    const township = units
      .slice(0, 250)
      .map((unit) => ({ ...unit, line: 'civil', x: (unit.x ?? 0) / 16, y: (unit.y ?? 0) / 16 }))
    const input = inputOf(township)
    const plan = solvePlan(input, { seed: 1, moves: 4000 })
    expect(checkPlan(input, plan).holds).toBe(true)
    expect(plan.gap).toBeLessThan(0.02)
    expect(plan.coverage).toEqual({ grouped: 250, provenMaximal: true })
  })
})

describe('the same question gets the same answer', () => {
  const input = cityOf(1200, 4)

  test('the same seed and moves give the same plan', () => {
    expect(solvePlan(input, { seed: 7, moves: 500 })).toEqual(solvePlan(input, { seed: 7, moves: 500 }))
  })

  test('more moves never make it worse', () => {
    const costs = [0, 300, 3000].map((moves) => solvePlan(input, { seed: 7, moves }).cost)
    expect(costs).toEqual(costs.toSorted((a, b) => b - a))
  })

  test('stopped at any moment, it keeps a plan without faults and a bound that holds', () => {
    for (const steps of [0, 1, 40, 700]) {
      let left = steps
      const plan = solvePlan(input, { seed: 7, keepGoing: () => left-- > 0 })
      const check = checkPlan(input, plan)
      expect([check.faults, check.boundHolds, check.coverageHolds]).toEqual([[], true, true])
      expect(plan.certificate.finished).toBe(false)
    }
  })
})
