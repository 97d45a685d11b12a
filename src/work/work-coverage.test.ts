import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyed, openLiaisonCity, type LiaisonCity } from '../../test/liaison-desk.ts'
import { recountIndicators } from '../../test/recount.ts'
import { addDays, type Day } from '../domain/day.ts'
import { quarterOf } from '../domain/liaison.ts'
import { getClock } from '../store/connection.ts'
import { analyseCoverage } from './analysis.ts'
import type { Desk } from './desk.ts'
import { assignOfficers, handOver, undoLiaison } from './liaison-assign.ts'
import { correctVisit, logVisit } from './visit.ts'

let city: LiaisonCity
let today: Day
/** The first day on which a contact of today is active no longer. */
let until: Day
beforeAll(async () => {
  city = await openLiaisonCity()
  today = (await getClock(city.db)).today
  until = quarterOf(quarterOf(today).to).to
})
afterAll(() => city.close())

/** K5 and K12 on a day; every figure of the analysis equals the recount in plain SQL. */
async function figuresOn(desk: Desk, asOf: Day): Promise<{ K5: number; K12: number }> {
  const { indicators } = await analyseCoverage(city.desk, { asOf }, [])
  const counts = Object.fromEntries(
    indicators.map(({ id, numerator, denominator }) => [id, { numerator, denominator }]),
  )
  expect(counts).toEqual(await recountIndicators(city.ask, asOf))
  const { indicators: seen } = await analyseCoverage(desk, { asOf }, [])
  const of = (id: string) => seen.find((one) => one.id === id)?.numerator ?? Number.NaN
  return { K5: of('K5'), K12: of('K12') }
}

test('a contact is work coverage at once and to the end of the next quarter, until it is withdrawn', async () => {
  const before = await figuresOn(city.first, today)
  const { id } = await logVisit(keyed(city.first), {
    code: 'C1',
    officer: city.officers.first,
    kind: 'visit',
    findings: ['asBefore'],
  })
  const more = { ...before, K5: before.K5 + 1 }
  expect(await figuresOn(city.first, today)).toEqual(more)
  expect(await figuresOn(city.first, addDays(until, -1))).toEqual(more)
  expect(await figuresOn(city.first, until)).toEqual(before)
  expect(await figuresOn(city.first, addDays(today, -1))).toEqual(before)
  const wrong = { kind: 'visit', findings: [], why: '记错了组织', seen: 1, withdrawn: true } as const
  await correctVisit(keyed(city.first), id, wrong)
  expect(await figuresOn(city.first, today)).toEqual(before)
})

test('a contact that is moved to another day counts from that day', async () => {
  const before = await figuresOn(city.first, today)
  const earlier = addDays(quarterOf(today).from, -1)
  const order = { code: 'C2', officer: city.officers.first, kind: 'call', findings: [] } as const
  const { id } = await logVisit(keyed(city.first), order)
  await correctVisit(keyed(city.first), id, { ...order, day: earlier, why: '日期写错', seen: 1 })
  const ends = quarterOf(today).to
  expect((await figuresOn(city.first, earlier)).K5).toBe(before.K5 + 1)
  expect((await figuresOn(city.first, addDays(ends, -1))).K5).toBe(before.K5 + 1)
  expect((await figuresOn(city.first, ends)).K5).toBe(before.K5)
})

test('an officer fills K12 from the day of the assignment until it is taken back; a stand-in keeps it filled', async () => {
  const before = await figuresOn(city.first, today)
  const plan = [{ officer: city.officers.first, codes: ['C1', 'C3'] }]
  const { act } = await assignOfficers(keyed(city.first), { plan })
  const filled = { ...before, K12: before.K12 + 2 }
  expect(await figuresOn(city.first, today)).toEqual(filled)
  const away = { mode: 'absence', from: addDays(today, 1), until: addDays(today, 20) } as const
  const stands = [{ officer: city.officers.other, codes: ['C1', 'C3'] }]
  const absence = await handOver(keyed(city.first), String(city.officers.first), { ...away, plan: stands })
  for (const day of [today, addDays(today, 5), addDays(today, 20)]) {
    expect((await figuresOn(city.first, day)).K12, day).toBe(filled.K12)
  }
  await undoLiaison(keyed(city.first), absence.act)
  await undoLiaison(keyed(city.first), act)
  expect(await figuresOn(city.first, today)).toEqual(before)
})

test('figures as known before a contact was logged stay what they were', async () => {
  const before = await figuresOn(city.second, today)
  const { now } = await getClock(city.db)
  const order = { code: 'D1', officer: city.officers.theirs, kind: 'message', findings: [] } as const
  await logVisit(keyed(city.second), order)
  const of = async (knownAt?: string) =>
    (
      await analyseCoverage(city.second, { asOf: today, ...(knownAt === undefined ? {} : { knownAt }) }, [])
    ).indicators.find((one) => one.id === 'K5')?.numerator
  expect(await of()).toBe(before.K5 + 1)
  expect(await of(now)).toBe(before.K5)
})
