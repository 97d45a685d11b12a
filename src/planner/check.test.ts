import { describe, expect, test } from 'vitest'
import { cityOf } from '../../test/planner-city.ts'
import { inputOf, unitAt } from '../../test/planner-inputs.ts'
import type { ComponentCertificate, DualCertificate, Plan } from '../domain/plan.ts'
import { checkPlan } from './check.ts'
import { solvePlan } from './solve.ts'

const input = cityOf(1500, 12)
const plan = solvePlan(input, { seed: 1, moves: 500 })

/** The same plan as a file would bring it back. */
function copy(): Plan {
  const text: Plan = JSON.parse(JSON.stringify(plan))
  return text
}

function withComponents(change: (component: ComponentCertificate) => ComponentCertificate): Plan {
  const { certificate } = copy()
  return { ...copy(), certificate: { ...certificate, components: certificate.components.map(change) } }
}

function withDual(change: (dual: DualCertificate) => DualCertificate): Plan {
  return withComponents((one) => (one.method === 'dual' ? { ...one, cost: change(one.cost) } : one))
}

test('an untouched plan of a city holds, read back from a file', () => {
  const check = checkPlan(input, copy())
  expect([check.holds, check.faults, check.problems]).toEqual([true, [], []])
  expect([check.cost, check.bound]).toEqual([plan.cost, plan.bound])
  expect(plan.certificate.components.map((one) => one.method)).toEqual(
    expect.arrayContaining(['alone', 'exact', 'dual']),
  )
})

describe('a plan that was tampered with does not hold', () => {
  const first = plan.groups[0] ?? { host: '', units: [], members: 0, cost: 0 }
  const tampered: Record<string, Plan> = {
    'a higher bound': { ...copy(), bound: plan.bound + 1, gap: (plan.cost - plan.bound - 1) / plan.cost },
    'a gap that is not the gap': { ...copy(), gap: plan.gap / 2 },
    'a lower cost': { ...copy(), cost: plan.cost - 1 },
    'a cheaper group': {
      ...copy(),
      groups: [{ ...first, cost: first.cost - 1 }, ...plan.groups.slice(1)],
      cost: plan.cost - 1,
    },
    'a group left out': { ...copy(), groups: plan.groups.slice(1) },
    'a unit moved out of its group': {
      ...copy(),
      groups: [{ ...first, units: first.units.slice(0, -1) }, ...plan.groups.slice(1)],
    },
    'higher multipliers': withDual((dual) => ({ ...dual, duals: dual.duals.map((value) => value + 400) })),
    'lower multipliers': withDual((dual) => ({ ...dual, duals: dual.duals.map((value) => value - 400) })),
    'multipliers that are not whole': withDual((dual) => ({ ...dual, duals: dual.duals.map((value) => value + 0.5) })),
    'multipliers missing': withDual((dual) => ({ ...dual, duals: dual.duals.slice(1) })),
    'a branch worth less than nothing': withDual((dual) => ({ ...dual, branchDual: -5000 })),
    'a component said to be alone': withComponents((one) =>
      one.method === 'dual' ? { method: 'alone', units: one.units } : one,
    ),
    'a large component said to be searched': withComponents((one) =>
      one.method === 'dual' ? { method: 'exact', units: one.units } : one,
    ),
    'a component cut in two': {
      ...copy(),
      certificate: {
        ...plan.certificate,
        components: plan.certificate.components.flatMap((one): ComponentCertificate[] => {
          if (one.method !== 'exact' || one.units.length < 5) return [one]
          return [
            { ...one, units: one.units.slice(0, 2) },
            { ...one, units: one.units.slice(2) },
          ]
        }),
      },
    },
    'a component left out': {
      ...copy(),
      certificate: { ...plan.certificate, components: plan.certificate.components.slice(1) },
    },
    'a component twice': {
      ...copy(),
      certificate: {
        ...plan.certificate,
        components: [...plan.certificate.components, ...plan.certificate.components],
      },
    },
    'more grouped than there are': { ...copy(), coverage: { ...plan.coverage, grouped: plan.coverage.grouped + 1 } },
  }

  test.each(Object.keys(tampered))('%s', (name) => {
    expect(checkPlan(input, tampered[name] ?? plan).holds).toBe(false)
  })
})

test('a plan that covers less than it could may not say that its coverage is proven', () => {
  const small = inputOf([unitAt('a', 1, 0), unitAt('b', 1, 1000), unitAt('c', 1, 2000)])
  const good = solvePlan(small, { seed: 1 })
  const lazy: Plan = {
    ...good,
    groups: [],
    cost: 0,
    bound: 0,
    gap: 0,
    area: [],
    unassigned: small.units.map(({ id }) => ({ id, reason: 'competition', detail: { zh: '', en: '' } })),
    coverage: { grouped: 0, provenMaximal: true },
  }
  expect(checkPlan(small, lazy).faults).toEqual([])
  expect(checkPlan(small, lazy).coverageHolds).toBe(false)
  expect(checkPlan(small, { ...lazy, coverage: { grouped: 0, provenMaximal: false } }).coverageHolds).toBe(true)
})
