import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day } from './day.ts'
import { differenceOf, isSameRecord, restated, statedOn, throughout, type Life, type Stated } from './statement.ts'

type Said = { readonly n: number }
const FROM: Day = '2020-01-01'
const OPEN: Life = { from: FROM, to: null }

function saying(list: readonly (readonly [Day, number])[], life: Life = OPEN): Stated<Said>[] {
  return list.reduce<Stated<Said>[]>(
    (all, [day, n]) => restated(all, { statedOn: day, values: { n } }, life, isSameRecord),
    [],
  )
}

const brief = (statements: readonly Stated<Said>[]) => statements.map(({ from, to, values }) => [from, to, values.n])

describe('statements laid out over a life', () => {
  it.each<[string, [Day, number][], Life, (string | number | null)[][]]>([
    ['the first speaks back to the beginning', [['2022-05-01', 1]], OPEN, [['2020-01-01', null, 1]]],
    [
      'a later one holds from its day',
      [
        ['2022-05-01', 1],
        ['2023-05-01', 2],
      ],
      OPEN,
      [
        ['2020-01-01', '2023-05-01', 1],
        ['2023-05-01', null, 2],
      ],
    ],
    [
      'an earlier one that comes late speaks back instead',
      [
        ['2022-05-01', 1],
        ['2021-05-01', 2],
      ],
      OPEN,
      [
        ['2020-01-01', '2022-05-01', 2],
        ['2022-05-01', null, 1],
      ],
    ],
    [
      'one of the same day corrects',
      [
        ['2022-05-01', 1],
        ['2023-05-01', 2],
        ['2023-05-01', 3],
      ],
      OPEN,
      [
        ['2020-01-01', '2023-05-01', 1],
        ['2023-05-01', null, 3],
      ],
    ],
    [
      'a correction that says what held before leaves nothing',
      [
        ['2022-05-01', 1],
        ['2023-05-01', 2],
        ['2023-05-01', 1],
      ],
      OPEN,
      [['2020-01-01', null, 1]],
    ],
    [
      'of those before the life the last holds',
      [
        ['2018-05-01', 1],
        ['2019-05-01', 2],
      ],
      OPEN,
      [['2020-01-01', null, 2]],
    ],
    [
      'one after the end speaks of nothing',
      [
        ['2020-05-01', 1],
        ['2021-05-01', 2],
      ],
      { from: FROM, to: '2021-05-01' },
      [['2020-01-01', '2021-05-01', 1]],
    ],
    [
      'a first one after the end speaks of the whole life',
      [['2022-01-01', 1]],
      { from: FROM, to: '2021-05-01' },
      [['2020-01-01', '2021-05-01', 1]],
    ],
  ])('%s', (_name, list, life, spans) => {
    expect(brief(saying(list, life))).toEqual(spans)
  })

  it('a new life cuts them anew, without a new statement', () => {
    const two = saying([
      ['2021-01-01', 1],
      ['2022-01-01', 2],
    ])
    const laid = (life: Life) => brief(restated(two, undefined, life, isSameRecord))
    expect(laid({ from: '2019-01-01', to: '2021-06-01' })).toEqual([['2019-01-01', '2021-06-01', 1]])
    expect(laid({ from: '2021-06-01', to: null })).toEqual([
      ['2021-06-01', '2022-01-01', 1],
      ['2022-01-01', null, 2],
    ])
  })

  const anyDays = fc.uniqueArray(fc.integer({ min: -400, max: 1500 }), { minLength: 1, maxLength: 7 })
  const anyLife = fc
    .option(fc.integer({ min: 1, max: 1200 }))
    .map((days): Life => ({ from: FROM, to: days === null ? null : addDays(FROM, days) }))
  const anySaying = fc
    .tuple(anyDays, fc.array(fc.nat(2), { minLength: 7, maxLength: 7 }))
    .map(([days, values]) => days.map((day, index): [Day, number] => [addDays(FROM, day), values[index] ?? 0]))

  it('they cover the life without a gap, no two neighbours say the same, and each holds what was said last', () => {
    fc.assert(
      fc.property(anySaying, anyLife, (list, life) => {
        const out = saying(list, life)
        expect(out[0]?.from).toBe(life.from)
        expect(out.at(-1)?.to ?? null).toBe(life.to)
        for (const [index, one] of out.entries()) {
          const next = out[index + 1]
          if (next === undefined) continue
          expect(one.to).toBe(next.from)
          expect(one.values).not.toEqual(next.values)
        }
        for (const one of out) expect(one.to === null || one.from < one.to).toBe(true)
      }),
    )
  })

  it('saying again what was said changes nothing', () => {
    fc.assert(
      fc.property(anySaying, anyLife, (list, life) => {
        const out = saying(list, life)
        expect(restated(out, undefined, life, isSameRecord)).toEqual(out)
        for (const { statedOn: day, values } of out) {
          expect(restated(out, { statedOn: day, values }, life, isSameRecord)).toEqual(out)
        }
      }),
    )
  })

  it('the order in which news of different days come does not matter', () => {
    fc.assert(
      fc.property(anyDays, fc.infiniteStream(fc.nat()), (days, keys) => {
        const news = days.map((day, index): [Day, number] => [addDays(FROM, Math.abs(day)), index])
        const unique = news.filter(([day], index) => news.findIndex(([other]) => other === day) === index)
        const mixed = unique
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ one }) => one)
        expect(saying(mixed)).toEqual(saying(unique.toSorted(([a], [b]) => (a < b ? -1 : 1))))
      }),
    )
  })
})

describe('what the statements say for a day', () => {
  const two = saying([
    ['2021-01-01', 1],
    ['2022-01-01', 2],
  ])
  it.each<[Day, number]>([
    ['2019-01-01', 1],
    ['2021-12-31', 1],
    ['2022-01-01', 2],
    ['2030-01-01', 2],
  ])('on %s it is %i', (day, n) => {
    expect(statedOn(two, day)).toEqual({ n })
  })
  it('nothing where nothing was said', () => expect(statedOn([], FROM)).toBeUndefined())
})

it('what holds throughout a life has one value in all statements', () => {
  const two: Stated<{ a: number; b: number }>[] = [
    { from: FROM, to: '2021-01-01', statedOn: FROM, values: { a: 1, b: 1 } },
    { from: '2021-01-01', to: null, statedOn: '2021-01-01', values: { a: 2, b: 2 } },
  ]
  expect(throughout(two, ['b'], { a: 9, b: 9 }).map((one) => one.values)).toEqual([
    { a: 1, b: 9 },
    { a: 2, b: 9 },
  ])
})

it('the difference of two layouts is what is gone and what is fresh; rows that stay are in neither', () => {
  const before = saying([
    ['2021-01-01', 1],
    ['2022-01-01', 2],
  ])
  const after = restated(before, { statedOn: '2022-01-01', values: { n: 3 } }, OPEN, isSameRecord)
  const { gone, fresh } = differenceOf(before, after, isSameRecord)
  expect([brief(gone), brief(fresh)]).toEqual([[['2022-01-01', null, 2]], [['2022-01-01', null, 3]]])
  expect(differenceOf(before, before, isSameRecord)).toEqual({ gone: [], fresh: [] })
})

it.each<[object, object, boolean]>([
  [{ a: 1, b: null }, { b: null, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: undefined }, false],
  [{ a: 1 }, { a: '1' }, false],
  [{ a: null }, { a: 0 }, false],
])('%j and %j are the same record: %s', (a, b, same) => expect(isSameRecord(a, b)).toBe(same))
