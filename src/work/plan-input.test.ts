import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  creditCode,
  FIRST,
  importSheets,
  LOGINS,
  ORGANIZATIONS,
  SECOND,
  smallCity,
  type City,
} from '../../test/city.ts'
import { anyInput } from '../../test/planner-inputs.ts'
import { canonicalJson, countDifferences, digestOf, planInputOf } from './plan-input.ts'
import { projectionOf } from './plan-view.ts'

let city: City
beforeAll(async () => {
  city = await smallCity()
})
afterAll(() => city.drop())

const ids = (input: { readonly units: readonly { readonly id: string }[] }) => input.units.map((unit) => unit.id)
const first = (number: number) => creditCode(FIRST.district, number)

test('units are the active organizations without a Party organization of their own', async () => {
  const input = await planInputOf(city.desk, { asOf: '2026-01-02' })
  const withOwn = [first(1), creditCode(SECOND.district, 3)]
  const all = ORGANIZATIONS.map((row) => String(row['code']))
  expect(ids(input)).toEqual(all.filter((code) => !withOwn.includes(code)).toSorted())
})

test('limits and weights are those of the pack', async () => {
  const { limits, weights } = await planInputOf(city.desk, { asOf: '2026-01-02', policy: 'cn-3204-example-2018' })
  expect(limits).toEqual({
    maxUnits: 5,
    minMembers: 3,
    maxMembers: 50,
    radius: 3000,
    generalBranchFrom: 50,
    committeeFrom: 100,
    areaLoad: 10,
  })
  expect(weights).toEqual({ branch: 10_000, industry: 1500, superior: 2500, change: 0 })
})

test('a unit carries counts and attributes, its superior body, and the centre of its community for a place', async () => {
  const input = await planInputOf(city.desk, { asOf: '2026-01-02' })
  expect(input.units.find((unit) => unit.id === first(5))).toEqual({
    id: first(5),
    members: 1,
    line: 'industry',
    industry: '教育',
    superior: 'EDU',
    longitude: 119.951,
    latitude: 31.771,
  })
})

test('place, line and scope limit the units', async () => {
  const asOf = '2026-01-02'
  const place = await planInputOf(city.desk, { asOf, place: SECOND.township })
  expect(ids(place)).toEqual([creditCode(SECOND.district, 1), creditCode(SECOND.district, 2)])
  expect(ids(await planInputOf(city.desk, { asOf, line: 'industry' }))).toEqual([first(5)])
  const clerk = await planInputOf(await city.deskOf(LOGINS.first), { asOf })
  expect(ids(clerk)).toEqual([2, 3, 4, 5, 6].map(first))
  await expect(planInputOf(city.desk, { asOf, place: SECOND.district, line: 'industry' })).rejects.toMatchObject({
    code: 'EMPTY_SCOPE',
  })
})

test('the joint branch that covers a unit today is its group, and own coordinates go before a centre', async () => {
  const joint = { level: 'branch', formation: 'joint', nature: 'formal', foundedOn: '2018-01-01', approval: '批复' }
  const moved = { ...ORGANIZATIONS[3], longitude: 119.9, latitude: 31.7 }
  await importSheets(
    city.desk,
    {
      organizations: [moved],
      partyOrganizations: [{ id: 'J1', name: '联合党支部', ...joint, covers: `${first(3)};${first(4)}` }],
    },
    '2026-03-01',
  )
  const input = await planInputOf(city.desk, { asOf: '2026-03-02' })
  expect(input.units.find((unit) => unit.id === first(4))).toMatchObject({
    group: 'J1',
    longitude: 119.9,
    latitude: 31.7,
  })
  const before = await planInputOf(city.desk, { asOf: '2026-03-02', place: SECOND.district })
  expect(countDifferences(before, before)).toBe(0)
})

test('the digest does not hang on the order of keys, and tells any change', () => {
  expect(canonicalJson({ b: [1, { d: 'x', c: null }], a: undefined })).toBe('{"b":[1,{"c":null,"d":"x"}]}')
  fc.assert(
    fc.property(anyInput({ most: 8, width: 4000, members: fc.nat(3) }), (input) => {
      const turned = Object.fromEntries(Object.entries(input).toReversed())
      expect(canonicalJson(turned)).toBe(canonicalJson(input))
      expect(digestOf({ ...input, weights: { ...input.weights, branch: input.weights.branch + 1 } })).not.toBe(
        digestOf(input),
      )
    }),
    { numRuns: 50 },
  )
})

test('differences count units that came, went or changed', () => {
  const unit = (id: string, members: number) => ({ id, members, line: 'civil', industry: '', superior: '' })
  const input = (units: ReturnType<typeof unit>[]) => ({
    limits: { maxUnits: 5, minMembers: 3, maxMembers: 50, radius: 3000 },
    weights: { branch: 1, industry: 1, superior: 1, change: 0 },
    units,
    apart: [],
    together: [],
    fixed: [],
  })
  expect(countDifferences(input([unit('a', 1), unit('b', 1)]), input([unit('b', 2), unit('c', 1)]))).toBe(3)
})

test('the map is in metres east and north of the middle of the plan', () => {
  const unit = (longitude: number, latitude: number) => ({
    id: `${longitude}`,
    members: 1,
    line: '',
    industry: '',
    superior: '',
    longitude,
    latitude,
  })
  const units = [unit(119.9, 31.7), unit(120.1, 31.9)]
  const project = projectionOf(units)
  expect(project(unit(120, 31.8))).toEqual({ x: 0, y: 0 })
  expect(project(unit(120, 31.9))).toEqual({ x: 0, y: 11_120 })
  expect(project(unit(120.1, 31.8))).toEqual({ x: 9450, y: 0 })
  expect(project({ id: 'u', members: 1, line: '', industry: '', superior: '' })).toEqual({ x: null, y: null })
})
