import { describe, expect, test } from 'vitest'
import { parsePlanInput } from './plan-input.ts'
import { findDistance } from './plan-cost.ts'
import { Refusal } from './refusal.ts'

const unit = { id: 'a', members: 1, line: 'civil', industry: 'I1', superior: 'S1', x: 0, y: 0 }
const whole = {
  limits: { maxUnits: 5, minMembers: 3, maxMembers: 50, radius: 3000 },
  weights: { branch: 10_000, industry: 1500, superior: 2500, change: 0 },
  units: [unit, { ...unit, id: 'b', group: 'G1' }],
  apart: [['a', 'b']],
  together: [],
  fixed: [],
}

test('a right input is read as it is', () => {
  expect(parsePlanInput(whole)).toEqual(whole)
})

test('a unit may have no place, and the lists of ties may be absent', () => {
  const { x: _x, y: _y, ...unplaced } = unit
  const { apart: _a, together: _t, fixed: _f, ...rest } = whole
  expect(parsePlanInput({ ...rest, units: [unplaced] })).toEqual({
    ...rest,
    units: [unplaced],
    apart: [],
    together: [],
    fixed: [],
  })
})

const { x: _, ...half } = unit
const refused: readonly (readonly [string, unknown, string])[] = [
  ['nothing', null, 'the input is not an object'],
  ['no units', { ...whole, units: undefined }, 'units is not a list'],
  ['negative members', { ...whole, units: [{ ...unit, members: -1 }] }, 'unit a: members is -1'],
  ['fractional members', { ...whole, units: [{ ...unit, members: 1.5 }] }, 'unit a: members is 1.5'],
  ['an empty id', { ...whole, units: [{ ...unit, id: '' }] }, 'units[0]: id is empty'],
  ['an id twice', { ...whole, units: [unit, unit] }, 'unit a is there twice'],
  ['a line missing', { ...whole, units: [{ ...unit, line: undefined }] }, 'unit a: line is missing'],
  ['half a place', { ...whole, units: [half] }, 'unit a: x is missing'],
  [
    'a place off the Earth',
    { ...whole, units: [{ ...half, y: undefined, longitude: 1, latitude: 91 }] },
    'latitude 91',
  ],
  [
    'two kinds of places',
    { ...whole, units: [unit, { ...half, id: 'b', y: undefined, longitude: 1, latitude: 1 }] },
    'use one kind',
  ],
  ['an unknown id apart', { ...whole, apart: [['a', 'z']] }, 'apart[0]: "z" is not the id'],
  ['an unknown id together', { ...whole, together: [['z']] }, 'together[0]: "z" is not the id'],
  ['an unknown id fixed', { ...whole, fixed: [['a'], ['z', 'a']] }, 'fixed[1]: "z" is not the id'],
  ['a unit twice in an entry', { ...whole, fixed: [['a', 'a']] }, 'fixed[0]: a unit is named twice'],
  ['limits that exclude each other', { ...whole, limits: { ...whole.limits, maxMembers: 2 } }, 'maxMembers 2 is below'],
  ['no place for a unit', { ...whole, limits: { ...whole.limits, maxUnits: 0 } }, 'maxUnits is 0'],
  ['a radius that is a text', { ...whole, limits: { ...whole.limits, radius: '3km' } }, 'radius is "3km"'],
  ['a weight missing', { ...whole, weights: { branch: 1 } }, 'weights: industry is missing'],
  [
    'a branch too dear to count',
    { ...whole, weights: { ...whole.weights, superior: 1e8, industry: 1e8 } },
    'one branch could cost',
  ],
]

describe('what is wrong is refused by name', () => {
  test.each(refused)('%s', (_name, value, words) => {
    expect(() => parsePlanInput(value)).toThrow(Refusal)
    expect(() => parsePlanInput(value)).toThrow(words)
  })
})

test.each([
  ['in the plane', { x: 0, y: 0 }, { x: 3000, y: 4000 }, 5000],
  ['rounded to whole metres', { x: 0, y: 0 }, { x: 1, y: 1 }, 1],
  ['a degree of longitude on the equator', { longitude: 0, latitude: 0 }, { longitude: 1, latitude: 0 }, 111_195],
  [
    'a degree of longitude in Changzhou',
    { longitude: 119, latitude: 31.8 },
    { longitude: 120, latitude: 31.8 },
    94_504,
  ],
  ['without a place', {}, { x: 1, y: 1 }, undefined],
])('the distance %s', (_name, a, b, metres) => {
  expect([findDistance(a, b), findDistance(b, a)]).toEqual([metres, metres])
})
