import { expect, test } from 'vitest'
import { boundsOf, dotOf, isPlaced, mapOption } from './map-option.ts'
import { indexOf, pickedOf, type PlanReply, type PlanUnit } from './plan.ts'

const unit = (id: string, x: number | null, y: number | null): PlanUnit => ({
  id,
  name: id,
  members: 1,
  line: 'civil',
  industry: null,
  superior: null,
  placeName: null,
  x,
  y,
})

const reply: PlanReply = {
  plan: {
    id: '1',
    createdAt: '',
    asOf: '2026-06-30',
    placeCode: null,
    placeName: null,
    line: null,
    policy: 'p',
    state: 'solved',
    failure: null,
    units: 4,
    groups: 1,
    independent: 0,
    unassigned: 1,
    cost: 1,
    bound: 1,
    gap: 0,
    provenMaximal: true,
  },
  limits: {},
  weights: {},
  policyTitle: { zh: '', en: '' },
  assumed: [],
  stale: 0,
  units: [unit('A', 0, 0), unit('B', 1000, 0), unit('C', null, null), unit('D', 500, 200)],
  independent: [],
  groups: [{ host: 'A', units: ['A', 'B', 'C'], members: 3, cost: 1, terms: [] }],
  area: [],
  unassigned: [{ id: 'D', reason: 'competition', detail: { zh: '', en: '' } }],
}
const index = indexOf(reply)
const size = { width: 400, height: 300, fontFamily: 'sans-serif' }

test('a metre is as long both ways and all units are inside', () => {
  const { x, y } = boundsOf(reply.units.filter(isPlaced), size)
  expect((x[1] - x[0]) / (400 - 28)).toBeCloseTo((y[1] - y[0]) / (300 - 28))
  expect(x[0]).toBeLessThanOrEqual(0)
  expect(x[1]).toBeGreaterThanOrEqual(1000)
})

test('one unit or none still have ground around them', () => {
  const { x } = boundsOf([{ ...unit('A', 5, 5), x: 5, y: 5 }], size)
  expect(x[1]).toBeGreaterThan(x[0])
  expect(boundsOf([], size).y[1]).toBeGreaterThan(0)
})

test('units without a place are not drawn, nor tied to their host', () => {
  expect(mapOption(reply, index, [], size)).toMatchObject({
    series: [
      {
        type: 'lines',
        data: [
          {
            coords: [
              [1000, 0],
              [0, 0],
            ],
          },
        ],
      },
      {},
      {},
      {},
      {},
      {},
      {},
    ],
  })
})

test('what is picked is drawn on its own, on top', () => {
  const option = mapOption(reply, index, pickedOf(index, 'B'), size)
  expect(option).toMatchObject({
    series: [{}, { data: [] }, { data: [] }, {}, {}, {}, { z: 5, data: [{ name: 'A' }, { name: 'B' }] }],
  })
})

test('three thousand units have smaller dots than thirty', () => expect(dotOf(3000)).toBeLessThan(dotOf(30)))
