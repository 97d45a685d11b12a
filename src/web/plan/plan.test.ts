import { expect, test } from 'vitest'
import { indexOf, pickedOf, spreadOf, violationsOf, type PlanGroup, type PlanUnit } from './plan.ts'

const unit = (id: string): PlanUnit => ({
  id,
  name: id,
  members: 1,
  line: 'civil',
  industry: null,
  superior: null,
  placeName: null,
  x: 0,
  y: 0,
})
const term = (id: string, distance: number) => ({ id, distance, sameIndustry: true, sameSuperior: false })
const group: PlanGroup = {
  host: 'A',
  units: ['A', 'B', 'C'],
  members: 3,
  cost: 900,
  terms: [term('B', 300), term('C', 600)],
}
const reply = {
  units: ['A', 'B', 'C', 'D', 'E'].map(unit),
  groups: [group],
  independent: [{ id: 'D', level: 'branch' }],
  area: [{ id: 'E', assignedTo: 'A', distance: 10 }],
  unassigned: [{ id: 'E', reason: 'noMembers', detail: { zh: '', en: '' } }],
}

test('every unit has one role', () => {
  expect([...indexOf(reply).roles]).toEqual([
    ['E', 'unassigned'],
    ['D', 'independent'],
    ['A', 'host'],
    ['B', 'grouped'],
    ['C', 'grouped'],
  ])
})

test('picking a unit of a group picks the group, a unit alone only itself, an unknown one nothing', () => {
  const index = indexOf(reply)
  expect(pickedOf(index, 'C')).toEqual(['A', 'B', 'C'])
  expect(pickedOf(index, 'D')).toEqual(['D'])
  expect(pickedOf(index, 'Z')).toEqual([])
})

test('the spread of a group is its farthest unit', () => expect(spreadOf(group)).toBe(600))

test.each([
  [{ maxUnits: 5, minMembers: 3, maxMembers: 50, radius: 3000 }, 0],
  [{ maxUnits: 2 }, 1],
  [{ minMembers: 4 }, 1],
  [{ maxMembers: 2 }, 1],
  [{ radius: 500 }, 1],
])('against the limits %j there are %d violations', (limits, count) => {
  expect(violationsOf({ groups: [group], limits })).toBe(count)
})
