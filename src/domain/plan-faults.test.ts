import { expect, test } from 'vitest'
import { FAULTS, faultsOf } from './plan-faults.ts'
import type { Fault } from './plan-faults.ts'
import type { PlanGroup, PlanInput, PlanProposal, PlanUnit } from './plan.ts'

function unit(id: string, members: number, x: number, more: Partial<PlanUnit> = {}): PlanUnit {
  return { id, members, line: 'civil', industry: 'I1', superior: 'S1', x, y: 0, ...more }
}

const UNITS = [unit('a', 1, 0), unit('b', 1, 100), unit('c', 1, 200), unit('big', 60, 0), unit('none', 0, 50)]
const INPUT: PlanInput = {
  limits: { maxUnits: 3, minMembers: 3, maxMembers: 50, radius: 1000, areaLoad: 1 },
  weights: { branch: 10_000, industry: 1500, superior: 2500, change: 0 },
  units: UNITS,
  apart: [],
  together: [],
  fixed: [],
}
const GROUP: PlanGroup = { host: 'b', units: ['b', 'a', 'c'], members: 3, cost: 10_200 }
const PLAN: PlanProposal = {
  independent: [{ id: 'big', level: 'generalBranch' }],
  groups: [GROUP],
  area: [{ id: 'none', assignedTo: 'b', distance: 50 }],
  unassigned: [{ id: 'none', reason: 'noMembers', detail: { zh: '', en: '' } }],
  cost: 10_200,
}

function over(id: string): PlanProposal['unassigned'][number] {
  return { id, reason: 'competition', detail: { zh: '', en: '' } }
}

function grouped(group: Partial<PlanGroup>, cost: number): Partial<PlanProposal> {
  return { groups: [{ ...GROUP, ...group, cost }], cost }
}

function changed(id: string, more: Partial<PlanUnit>): Partial<PlanInput> {
  return { units: UNITS.map((one) => (one.id === id ? { ...one, ...more } : one)) }
}

function withoutPlace(id: string): Partial<PlanInput> {
  return { units: UNITS.map(({ x, y, ...rest }) => (rest.id === id ? rest : { ...rest, x: x ?? 0, y: y ?? 0 })) }
}

type Example = readonly [Partial<PlanProposal>, Partial<PlanInput>]

/** One example for each fault, breaking that rule and no other. A new fault without an example does not compile. */
const EXAMPLES: Record<Fault, Example> = {
  'unknown-unit': [{ unassigned: [...PLAN.unassigned, over('ghost')] }, {}],
  'unit-twice': [{ unassigned: [...PLAN.unassigned, over('a')] }, {}],
  'unit-missing': [{}, { units: [...UNITS, unit('new', 1, 0)] }],
  'too-many-units': [{}, { limits: { ...INPUT.limits, maxUnits: 2 } }],
  'too-few-members': [
    { ...grouped({ units: ['b', 'a'], members: 2 }, 10_100), unassigned: [...PLAN.unassigned, over('c')] },
    {},
  ],
  'too-many-members': [{}, { limits: { ...INPUT.limits, maxMembers: 2 } }],
  'mixed-lines': [{}, changed('c', { line: 'industry' })],
  'host-not-in-group': [{ ...grouped({ host: 'z' }, 10_200), area: [] }, {}],
  'too-far-from-host': [grouped({}, 19_100), changed('c', { x: 9100 })],
  'unplaced-unit-grouped': [{}, withoutPlace('c')],
  'forbidden-pair': [{}, { apart: [['a', 'c']] }],
  'split-pair': [
    { ...grouped({ units: ['b', 'a', 'c'] }, 10_200), unassigned: [...PLAN.unassigned, over('d')] },
    { units: [...UNITS, unit('d', 1, 0)], together: [['a', 'd']] },
  ],
  'split-fixed': [{}, { fixed: [['a', 'b', 'big']] }],
  'eligible-unit-grouped': [grouped({ members: 12 }, 10_200), changed('c', { members: 10 })],
  'memberless-unit-grouped': [
    grouped({ members: 3 }, 10_200),
    {
      units: UNITS.map((one) =>
        one.id === 'c' ? { ...one, members: 0 } : one.id === 'a' ? { ...one, members: 2 } : one,
      ),
    },
  ],
  'eligible-unit-not-independent': [{ independent: [], unassigned: [...PLAN.unassigned, over('big')] }, {}],
  'independent-not-eligible': [
    { independent: [...PLAN.independent, { id: 'd', level: 'branch' }] },
    { units: [...UNITS, unit('d', 2, 0)] },
  ],
  'wrong-level': [{ independent: [{ id: 'big', level: 'committee' }] }, {}],
  'wrong-members': [grouped({ members: 4 }, 10_200), {}],
  'wrong-group-cost': [grouped({}, 10_199), {}],
  'wrong-cost': [{ cost: 1 }, {}],
  'seat-not-a-branch': [{ area: [{ id: 'none', assignedTo: 'a', distance: 50 }] }, {}],
  'seat-overloaded': [
    {
      area: [...PLAN.area, { id: 'poor', assignedTo: 'b', distance: 100 }],
      unassigned: [...PLAN.unassigned, over('poor')],
    },
    { units: [...UNITS, unit('poor', 0, 0)] },
  ],
  'wrong-distance': [{ area: [{ id: 'none', assignedTo: 'b', distance: 51 }] }, {}],
  'covered-unit-in-area': [{ area: [{ id: 'a', assignedTo: 'b', distance: 100 }] }, {}],
}

test('the plan that the examples start from has no fault', () => {
  expect(faultsOf(PLAN, INPUT)).toEqual([])
})

test.each(FAULTS)('%s is found, and nothing else', (fault) => {
  const [plan, input] = EXAMPLES[fault]
  const faults = faultsOf({ ...PLAN, ...plan }, { ...INPUT, ...input })
  expect([...new Set(faults.map((one) => one.fault))]).toEqual([fault])
  expect(faults.every((one) => one.zh.length > 5 && one.en.length > 10)).toBe(true)
})
