import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CAUSE_OF_EVENT, flowOf, flowRest, type FlowCause, type FlowHistory } from '../domain/flow.ts'
import type { LifeEventKind } from '../domain/life.ts'
import { importSheets, openTestDesk, organization, type TestDesk } from '../../test/import-desk.ts'
import { RANDOM_START, randomStep } from '../../test/random-sheets.ts'
import type { Desk } from './desk.ts'
import { analyseFlow } from './flow.ts'
import { getLife, recordLifeEvent, type LifeGiven } from './life.ts'

let city: TestDesk
beforeAll(async () => {
  city = await openTestDesk()
  const first = organization('O0', { placeCode: '320402', registeredOn: '2018-01-01' })
  await importSheets(city.desk, { ...RANDOM_START, organizations: [first] }, '2019-01-01')
})
afterAll(() => city.close())

type Cell = { readonly line: string | null; readonly kind: string }
const keyOf = ({ line, kind }: Cell) => JSON.stringify([line, kind])

type Row = Cell & { id: number; from: string; to: string | null; population: string }

/** The histories as the superuser reads them from standings and events, for the pure function. */
async function histories(): Promise<FlowHistory<Cell>[]> {
  const rows =
    await city.ask<Row>(`select organization_id as id, lower(valid)::text as "from", upper(valid)::text as "to",
    population, line, kind from standing where upper_inf(known) order by organization_id, valid`)
  const events = await city.ask<{ id: number; day: string; event: LifeEventKind }>(
    `select organization_id as id, on_day::text as day, event from life_event where withdrawn_at is null order by at`,
  )
  return [...new Set(rows.map((row) => row.id))].map((id) => {
    const all = rows.filter((row) => row.id === id)
    const told = new Map(events.filter((one) => one.id === id).map((one) => [one.day, CAUSE_OF_EVENT[one.event]]))
    const stretches = all
      .filter((row) => row.population === 'registered')
      .map(({ from, to, line, kind }) => ({ from, to, cell: { line, kind } }))
    return { stretches, causes: causesOf(all, told) }
  })
}

function causesOf(
  all: readonly Row[],
  told: ReadonlyMap<string, FlowCause | undefined>,
): ReadonlyMap<string, FlowCause> {
  return new Map(
    all
      .filter((row) => row.population === 'registered')
      .flatMap((row) => {
        const before = all.find((one) => one.to === row.from)?.population
        const after = all.find((one) => one.from === row.to)?.population
        const came = before === 'firm' || told.get(row.from) === 'movedIn' ? 'movedIn' : 'founded'
        if (row.to === null || after === 'registered') return [[row.from, came] as const]
        const went = after === undefined ? (told.get(row.to) ?? 'deregistered') : 'movedOut'
        return [[row.from, came] as const, [row.to, went] as const]
      }),
  )
}

test('the database counts what the pure function counts, and the identity holds in every cell', async () => {
  const day = fc.constantFrom('2019-06-01', '2020-01-01', '2020-02-15', '2021-06-01', '2022-06-01', '2023-12-31')
  await fc.assert(
    fc.asyncProperty(randomStep, fc.tuple(day, day), async ({ asOf, sheets }, days) => {
      await importSheets(city.desk, sheets, asOf)
      const [from = '', to = ''] = days.toSorted()
      const pure = flowOf(await histories(), { from, to }, keyOf)
      const counted = await analyseFlow(city.desk, { from, to }, ['line', 'kind'])
      const cells = new Map(
        counted.rows.map(({ by, flow }) => [keyOf({ line: by['line'] ?? null, kind: by['kind'] ?? '' }), flow]),
      )
      expect(cells).toEqual(pure)
      const whole = flowOf(await histories(), { from, to }, () => 'all').get('all')
      expect(counted.total).toEqual(whole ?? counted.total)
      const { rows } = await analyseFlow(city.desk, { from, to }, ['district', 'line', 'kind'])
      for (const { flow } of rows) expect(flowRest(flow)).toBe(0)
    }),
    { numRuns: 25 },
  )
})

const record = async (desk: Desk, code: string, given: Partial<LifeGiven> & Pick<LifeGiven, 'event' | 'day'>) => {
  const { version } = await getLife(desk, code)
  const full = { reason: '决议', document: '常民〔2023〕1号', place: null, successors: [], seen: version, ...given }
  return recordLifeEvent({ ...desk, key: randomUUID() }, code, full)
}

test('events of a life tell why: revoked, moved away, moved in; who is told of a move learns no more', async () => {
  await importSheets(
    city.desk,
    {
      organizations: ['L1', 'L2', 'L3', 'L4'].map((code) =>
        organization(code, { placeCode: '320402', registeredOn: '2016-01-01' }),
      ),
    },
    '2024-01-01',
  )
  const officer = await city.deskOf([{ role: 'officer', place: '320402' }])
  const before = await analyseFlow(officer, { from: '2024-02-01', to: '2024-12-31' }, [])
  await record(city.desk, 'L1', { event: 'revoke', day: '2024-03-01' })
  await record(city.desk, 'L2', { event: 'leave', day: '2024-04-01' })
  await record(city.desk, 'L3', { event: 'arrive', day: '2024-05-01' })
  await record(city.desk, 'L4', { event: 'move', day: '2024-06-01', place: '320400' })
  const { total } = await analyseFlow(officer, { from: '2024-02-01', to: '2024-12-31' }, [])
  const { open, close } = before.total
  expect(total).toEqual({
    open: open - 1,
    founded: before.total.founded,
    movedIn: before.total.movedIn + 1,
    deregistered: before.total.deregistered,
    revoked: before.total.revoked + 1,
    movedOut: before.total.movedOut + 2,
    close: close - 3,
  })
  expect(flowRest(total)).toBe(0)
})

test('a period that runs backwards is refused', async () => {
  await expect(analyseFlow(city.desk, { from: '2024-02-01', to: '2024-01-01' }, [])).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
})
