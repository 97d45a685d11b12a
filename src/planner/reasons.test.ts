import { expect, test } from 'vitest'
import { inputOf, unitAt } from '../../test/planner-inputs.ts'
import type { PlanInput, UnassignedReason } from '../domain/plan.ts'
import { explainUnit } from './explain.ts'
import { solvePlan } from './solve.ts'

const { x: _x, y: _y, ...unplaced } = unitAt('a', 1, 0)

const cases: readonly (readonly [UnassignedReason, PlanInput])[] = [
  ['noMembers', inputOf([unitAt('a', 0, 0), unitAt('b', 2, 10), unitAt('c', 2, 20)])],
  ['noLocation', inputOf([unplaced, unitAt('b', 2, 10), unitAt('c', 2, 20)])],
  ['noPartnerInRadius', inputOf([unitAt('a', 1, 0), unitAt('b', 2, 3001), unitAt('c', 2, 10, { line: 'industry' })])],
  ['tooFewMembersInRadius', inputOf([unitAt('a', 1, 0), unitAt('b', 1, 3000)])],
  ['partnersLocked', inputOf([unitAt('a', 1, 0), unitAt('b', 2, 10), unitAt('c', 2, 20)], { fixed: [['b', 'c']] })],
  ['partnersLocked', inputOf([unitAt('a', 1, 0), unitAt('b', 2, 10)], { apart: [['a', 'b']] })],
  ['competition', inputOf([unitAt('a', 1, 0), unitAt('b', 1, 2000), unitAt('c', 1, 4000), unitAt('d', 1, 6000)])],
]

test.each(cases)('%s', (reason, input) => {
  const plan = solvePlan(input, { seed: 1 })
  const over = plan.unassigned.filter((entry) => entry.id === 'a' || reason === 'competition')
  expect(over.map((entry) => entry.reason)).toEqual([reason])
  expect(over[0]?.detail.zh).toMatch(/。$/)
  expect(over[0]?.detail.en).toMatch(/\.$/)
})

test('the nearest relaxation is named with its cost: a wider radius', () => {
  const input = inputOf([unitAt('a', 1, 0), unitAt('b', 2, 5000), unitAt('c', 2, 5200, { industry: 'I2' })])
  const [over] = solvePlan(input, { seed: 1 }).unassigned
  expect(over).toMatchObject({ id: 'a', reason: 'noPartnerInRadius', detail: { radius: 5000, cost: 5000 } })
})

test('the nearest relaxation is named with its cost: another line', () => {
  const input = inputOf([
    unitAt('a', 1, 0),
    unitAt('b', 2, 500, { line: 'industry' }),
    unitAt('c', 2, 700, { line: 'industry' }),
  ])
  const [over] = solvePlan(input, { seed: 1 }).unassigned
  expect(over).toMatchObject({ id: 'a', detail: { line: 'industry', cost: 500 } })
})

test('a grouped unit is explained by its host and the next best one', () => {
  const near = [unitAt('a', 1, 0), unitAt('b', 2, 500, { superior: 'S2' })]
  const far = [unitAt('c', 2, 2500), unitAt('d', 2, 2600)]
  const input = inputOf([...near, ...far], {
    fixed: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  })
  const plan = solvePlan(input, { seed: 1 })
  expect(explainUnit(plan, input, 'b')).toEqual({
    id: 'b',
    host: 'a',
    distance: 500,
    sameIndustry: true,
    sameSuperior: false,
    cost: 3000,
    nextHost: { host: 'c', distance: 2000, extra: 1500 },
  })
  expect(explainUnit(plan, input, 'nobody')).toBeUndefined()
})

test('in a component with multipliers the price of the next best host is named, and no plan with it is cheaper', () => {
  const units = Array.from({ length: 16 }, (_, at) => unitAt(`u${String(at).padStart(2, '0')}`, 1, at * 600))
  const input = inputOf(units)
  const plan = solvePlan(input, { seed: 1 })
  const explained = units.flatMap((unit) => explainUnit(plan, input, unit.id)?.nextHost ?? [])
  expect(plan.certificate.components.map((one) => one.method)).toEqual(['dual'])
  expect(explained.length).toBeGreaterThan(0)
  for (const next of explained) expect(next.reducedCost).toBeGreaterThanOrEqual(0)
})
