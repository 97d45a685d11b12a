import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './day.ts'
import { flowOf, flowRest, flowSum, type FlowCause, type FlowHistory } from './flow.ts'

type Cell = { readonly district: string; readonly line: string }
const at = (district: string, line = 'civil'): Cell => ({ district, line })
const keyOf = ({ district, line }: Cell) => `${district}.${line}`
const YEAR = { from: '2023-01-01', to: '2023-12-31' }
type Piece = readonly [from: string, to: string | null, cell: Cell]

function history(pieces: readonly Piece[], causes: Readonly<Record<string, FlowCause>> = {}): FlowHistory<Cell> {
  return {
    stretches: pieces.map(([from, to, cell]) => ({ from, to, cell })),
    causes: new Map(Object.entries(causes)),
  }
}

describe('the flow of a year', () => {
  it('is that of the worked example: 11 + 1 founded - 1 deregistered = 11', () => {
    const others = Array.from({ length: 10 }, () => history([['2020-01-01', null, at('a')]]))
    const founded = history([['2023-12-01', null, at('a')]], { '2023-12-01': 'founded' })
    const gone = history([['2019-01-01', '2023-06-30', at('a')]], { '2023-06-30': 'deregistered' })
    const flow = flowOf([...others, founded, gone], YEAR, keyOf).get('a.civil')
    expect(flow).toMatchObject({ open: 11, founded: 1, deregistered: 1, movedIn: 0, movedOut: 0, close: 11 })
  })

  it.each([
    ['revoked', 'revoked'],
    ['movedOut', 'movedOut'],
    ['deregistered', 'deregistered'],
  ] as const)('tells who was %s', (cause, column) => {
    const gone = history([['2019-01-01', '2023-06-30', at('a')]], { '2023-06-30': cause })
    expect(flowOf([gone], YEAR, keyOf).get('a.civil')).toMatchObject({ open: 1, [column]: 1, close: 0 })
  })

  it('takes a change of district or line for a pair of moves', () => {
    const moved = history([
      ['2019-01-01', '2023-03-01', at('a')],
      ['2023-03-01', '2023-09-01', at('b')],
      ['2023-09-01', null, at('b', 'industry')],
    ])
    const flows = flowOf([moved], YEAR, keyOf)
    expect(flows.get('a.civil')).toMatchObject({ open: 1, movedOut: 1, close: 0 })
    expect(flows.get('b.civil')).toMatchObject({ open: 0, movedIn: 1, movedOut: 1, close: 0 })
    expect(flows.get('b.industry')).toMatchObject({ movedIn: 1, close: 1 })
  })

  it('knows no move where the cells are not told apart', () => {
    const moved = history([
      ['2019-01-01', '2023-03-01', at('a')],
      ['2023-03-01', null, at('b')],
    ])
    expect(flowOf([moved], YEAR, () => 'all').get('all')).toMatchObject({ open: 1, movedIn: 0, movedOut: 0, close: 1 })
  })

  it.each([
    ['founded on the first day', '2023-01-01', { open: 0, founded: 1, close: 1 }],
    ['founded on the last day', '2023-12-31', { open: 0, founded: 1, close: 1 }],
    ['founded the day before', '2022-12-31', { open: 1, founded: 0, close: 1 }],
  ])('counts one %s', (_what, day, flow) => {
    expect(flowOf([history([[day, null, at('a')]], { [day]: 'founded' })], YEAR, keyOf).get('a.civil')).toMatchObject(
      flow,
    )
  })

  const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2021-06-01', days))
  const cell = fc.record({ district: fc.constantFrom('a', 'b', 'c'), line: fc.constantFrom('civil', 'industry') })
  const cause = fc.constantFrom<FlowCause>('founded', 'movedIn', 'deregistered', 'revoked', 'movedOut')
  /** Any history: stretches one after another, with gaps or without, and any causes. */
  const anyHistory = fc
    .record({
      days: fc.uniqueArray(day, { minLength: 1, maxLength: 7 }),
      cells: fc.array(fc.option(cell), { minLength: 7, maxLength: 7 }),
      causes: fc.array(cause, { minLength: 7, maxLength: 7 }),
    })
    .map(({ days, cells, causes }): FlowHistory<Cell> => {
      const sorted = days.toSorted()
      const stretches = sorted.flatMap((from, index) => {
        const here = cells[index]
        return here == null ? [] : [{ from, to: sorted[index + 1] ?? null, cell: here }]
      })
      return { stretches, causes: new Map(sorted.map((one, index) => [one, causes[index] ?? 'founded'])) }
    })
  const period = fc.tuple(day, day).map((days) => {
    const [from = '', to = ''] = days.toSorted()
    return { from, to }
  })

  it('holds in every cell, for any histories and days', () => {
    fc.assert(
      fc.property(fc.array(anyHistory, { maxLength: 12 }), period, (histories, days) => {
        for (const flow of flowOf(histories, days, keyOf).values()) expect(flowRest(flow)).toBe(0)
      }),
    )
  })

  it('opens where the year before closed, and moves between cells cancel out over the whole', () => {
    fc.assert(
      fc.property(fc.array(anyHistory, { maxLength: 8 }), period, (histories, { from, to }) => {
        const now = flowOf(histories, { from, to }, keyOf)
        const next = flowOf(histories, { from: addDays(to, 1), to: addDays(to, 100) }, keyOf)
        for (const [key, flow] of now) expect(next.get(key)?.open ?? 0).toBe(flow.close)
        const [parts, whole] = [flowSum(now.values()), flowOf(histories, { from, to }, () => 'all').get('all')]
        const net = (flow: typeof parts) =>
          flow.movedIn - flow.movedOut + flow.founded - flow.deregistered - flow.revoked
        expect(net(parts)).toBe(whole === undefined ? 0 : net(whole))
        expect(parts.close).toBe(whole?.close ?? 0)
      }),
    )
  })
})
