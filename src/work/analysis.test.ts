import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importSheets, openTestDesk, organization, SMALL_CITY, type TestDesk } from '../../test/import-desk.ts'
import { RANDOM_START, randomStep } from '../../test/random-sheets.ts'
import { RECOUNTED, recountIndicators, recountOfficial, recountPopulations } from '../../test/recount.ts'
import type { Day } from '../domain/day.ts'
import { indicatorsOf } from '../domain/indicator.ts'
import { OFFICIAL_COLUMNS, OFFICIAL_ROWS, officialFaults } from '../domain/official.ts'
import { Refusal } from '../domain/refusal.ts'
import { DIMENSIONS } from '../store/analysis.ts'
import { loadDemo } from './demo.ts'
import { analyseCoverage, analyseOfficial, type CoverageAnswer } from './analysis.ts'
import type { Desk } from './desk.ts'
import { listPolicies } from './policy.ts'
import { listGaps, listOrganizations } from './register.ts'

const PACK = 'cn-3204-example-2018'

async function refused<T>(work: Promise<T>): Promise<T | 'EMPTY_SCOPE' | 'BEFORE_FIRST_FACT'> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'EMPTY_SCOPE' || error.code === 'BEFORE_FIRST_FACT'))
      return error.code
    throw error
  }
}

function countsOf(answer: Pick<CoverageAnswer, 'indicators'>) {
  return Object.fromEntries(answer.indicators.map(({ id, numerator, denominator }) => [id, { numerator, denominator }]))
}

/** The analyses of a day equal the recount, and their parts and lists their sums. */
async function expectRecounted(city: TestDesk, asOf: Day): Promise<void> {
  const right = await recountPopulations(city.ask, asOf)
  const answer = await refused(analyseCoverage(city.desk, { asOf, policy: PACK }, []))
  if (typeof answer === 'string') {
    expect(right, asOf).toEqual({ P0: 0, P1: 0, P2: 0, P3: 0 })
    return
  }
  expect(answer.populations, asOf).toEqual(right)
  expect(countsOf(answer), asOf).toEqual(await recountIndicators(city.ask, asOf))
  const official = await refused(analyseOfficial(city.desk, { asOf, policy: PACK }))
  const cells = await recountOfficial(city.ask, asOf)
  if (typeof official === 'string') expect(cells[0]?.[0]).toBe(0)
  else {
    expect(
      official.rows.map((row) => row.values),
      asOf,
    ).toEqual(cells)
    expect(officialFaults(official.rows), asOf).toEqual([])
  }
}

test('the recount is written for the numbers of the packs', () => {
  const policy = listPolicies(packs()).find((one) => one.id === PACK)
  expect(policy?.parameters).toMatchObject(RECOUNTED)
})

function packs(): Desk['packs'] {
  return demo.desk.packs
}

let demo: TestDesk

beforeAll(async () => {
  demo = await openTestDesk()
  await loadDemo(demo.adminUrl, { ...demo.desk, key: randomUUID() }, { seed: 7, organizations: 400 })
})
afterAll(() => demo.close())

/** Three days within the history of the demo city. */
async function demoDays(): Promise<Day[]> {
  const [row] = await demo.ask<{ days: Day[] }>(
    `select array_agg(distinct as_of::text order by as_of::text) as days from batch`,
  )
  return (row?.days ?? []).slice(-3)
}

describe('a demo city of 400 organizations', () => {
  test('every indicator and every cell of the official table equals an independent count over the facts', async () => {
    const days = await demoDays()
    expect(days).toHaveLength(3)
    for (const day of days) await expectRecounted(demo, day)
    expect((await recountOfficial(demo.ask, days[2] ?? '')).filter((row) => (row[0] ?? 0) > 0).length).toBeGreaterThan(
      12,
    )
  })

  test('groups by each dimension sum to the whole', async () => {
    const asOf = (await demoDays())[1]
    for (const by of [
      ...DIMENSIONS.map((one) => [one]),
      ['district', 'kind'],
      ['line', 'industry', 'township'],
    ] as const) {
      const { rows, ...whole } = await analyseCoverage(demo.desk, { asOf }, [...by])
      expect(rows.length, by.join()).toBeGreaterThan(1)
      const sum = (pick: (row: CoverageAnswer['rows'][number]) => number) =>
        rows.reduce((all, row) => all + pick(row), 0)
      for (const key of ['P0', 'P1', 'P2', 'P3'] as const) {
        expect(
          sum((row) => row.populations[key]),
          `${key} by ${by.join()}`,
        ).toBe(whole.populations[key])
      }
      for (const [index, { id, numerator, denominator }] of whole.indicators.entries()) {
        expect(
          sum((row) => row.indicators[index]?.numerator ?? 0),
          `${id} by ${by.join()}`,
        ).toBe(numerator)
        expect(
          sum((row) => row.indicators[index]?.denominator ?? 0),
          `${id} by ${by.join()}`,
        ).toBe(denominator)
      }
    }
  })

  test('the list behind a figure has as many organizations as the figure says', async () => {
    const asOf = (await demoDays())[2]
    const answer = await analyseCoverage(demo.desk, { asOf }, [])
    const official = await analyseOfficial(demo.desk, { asOf })
    const [policy] = listPolicies(packs()).filter((one) => one.id === answer.basis.policy)
    const whole = answer.rows.length === 0 ? await analyseCoverage(demo.desk, { asOf }, ['kind']) : answer
    const classes = (name: string) => whole.rows.reduce((sum, row) => sum + (row.classes[name] ?? 0), 0)
    const figures: [string, number][] = [
      ...Object.entries(answer.populations),
      ...answer.indicators.flatMap(({ id, numerator, denominator }): [string, number][] => [
        [`${id}.numerator`, numerator],
        [`${id}.denominator`, denominator],
      ]),
      ...answer.standings.map(({ standing, count }): [string, number] => [`standing.${standing}`, count]),
      ...Object.keys(whole.rows[0]?.classes ?? {}).map((name): [string, number] => [`class.${name}`, classes(name)]),
      ...OFFICIAL_ROWS.flatMap(({ row, measure }) =>
        measure === 'organizations'
          ? OFFICIAL_COLUMNS.map(({ key }, index): [string, number] => [
              `official.${row}.${key}`,
              official.rows[row - 1]?.values[index] ?? -1,
            ])
          : [],
      ),
    ]
    expect(policy && indicatorsOf(policy.parameters).length * 2).toBe(answer.indicators.length * 2)
    expect(figures.length).toBeGreaterThan(150)
    for (const [figure, count] of figures) {
      const { total, organizations } = await listOrganizations(demo.desk, { asOf }, { figure }, { limit: 3 })
      expect(total, figure).toBe(count)
      expect(organizations, figure).toHaveLength(Math.min(3, count))
    }
  })

  test('pages of a list hold each organization once, in the order of names', async () => {
    const asOf = (await demoDays())[2]
    const codes: string[] = []
    let after: string | undefined
    do {
      const page = await listOrganizations(demo.desk, { asOf }, {}, { after, limit: 97 })
      codes.push(...page.organizations.map((one) => one.code))
      after = page.next ?? undefined
      if (after === undefined) expect(codes.length).toBe(page.total)
    } while (after !== undefined)
    expect(new Set(codes).size).toBe(codes.length)
  })

  test('the gaps are those of K4, those within grace beside them, with their reasons', async () => {
    const asOf = (await demoDays())[2]
    const answer = await analyseCoverage(demo.desk, { asOf }, [])
    const gaps = await listGaps(demo.desk, { asOf }, { limit: 500 })
    const counted = countsOf(answer)
    expect([gaps.due, gaps.withinGrace]).toEqual([counted['K4']?.numerator, counted['K4/grace']?.numerator])
    expect(gaps.due).toBeGreaterThan(0)
    expect(gaps.organizations).toHaveLength(gaps.due + gaps.withinGrace)
    expect(gaps.reasons.reduce((sum, one) => sum + one.organizations, 0)).toBe(gaps.due)
  })

  test('a pack of another name with the same numbers is judged from the facts and gives the same figures', async () => {
    const twin = packs()
      .filter((one) => one.id === PACK)
      .map((one) => ({ ...one, id: 'twin' }))
    const desk = { ...demo.desk, packs: [...packs(), ...twin] }
    const districts = await demo.deskOf([{ role: 'officer', place: '320412' }])
    for (const one of [desk, { ...districts, packs: desk.packs }]) {
      for (const asOf of await demoDays()) {
        const stored = await analyseCoverage(one, { asOf, policy: PACK }, ['township', 'line'])
        const judged = await analyseCoverage(one, { asOf, policy: 'twin' }, ['township', 'line'])
        expect({ ...judged, basis: null }).toEqual({ ...stored, basis: null })
        const official = await analyseOfficial(one, { asOf, policy: 'twin' })
        expect(official.rows).toEqual((await analyseOfficial(one, { asOf, policy: PACK })).rows)
      }
    }
  })

  test('another pack gives other figures where its numbers differ', async () => {
    const asOf = (await demoDays())[2]
    const [parent] = packs().filter((one) => one.id === PACK)
    if (parent === undefined) throw new Error('no pack')
    const value = { value: 0, source: 'test', article: '1', confidence: 'example' } as const
    const strict = { ...parent, id: 'strict', parameters: { ...parent.parameters, graceDays: value } }
    const desk = { ...demo.desk, packs: [...packs(), strict] }
    const usual = countsOf(await analyseCoverage(desk, { asOf }, []))
    const other = countsOf(await analyseCoverage(desk, { asOf, policy: 'strict' }, []))
    expect(other['K4']?.numerator).toBe((usual['K4']?.numerator ?? 0) + (usual['K4/grace']?.numerator ?? 0))
    expect(other['K4/grace']?.numerator).toBe(0)
    expect(other['K1']).toEqual(usual['K1'])
  })

  test('what an officer of a district counts is what the whole counts for that district', async () => {
    const officer = await demo.deskOf([{ role: 'reader', place: '320412' }])
    for (const asOf of await demoDays()) {
      const own = await analyseCoverage(officer, { asOf }, [])
      const whole = await analyseCoverage(demo.desk, { asOf, place: '320412' }, [])
      expect({ ...own, basis: null }).toEqual({ ...whole, basis: null })
    }
  })
})

describe('what cannot be answered is said in words', () => {
  let city: TestDesk
  beforeAll(async () => {
    city = await openTestDesk()
  })
  afterAll(() => city.close())

  test('an empty instance', async () => {
    for (const work of [() => analyseCoverage(city.desk, {}, []), () => analyseOfficial(city.desk, {})]) {
      await expect(work()).rejects.toMatchObject({ name: 'Refusal', code: 'EMPTY_SCOPE' })
    }
    expect(await listOrganizations(city.desk, {}, {}, {})).toMatchObject({ total: 0, organizations: [], next: null })
  })

  test('an unknown pack, place, figure or cursor, and a day before the first fact', async () => {
    await importSheets(city.desk, SMALL_CITY, '2023-01-01')
    const of = (question: Parameters<typeof analyseCoverage>[1]) => analyseCoverage(city.desk, question, [])
    await expect(of({ policy: 'nowhere' })).rejects.toMatchObject({ code: 'POLICY_UNKNOWN' })
    await expect(of({ asOf: '1990-01-01' })).rejects.toMatchObject({ code: 'POLICY_NOT_IN_FORCE' })
    await expect(of({ asOf: '2018-02-28' })).rejects.toMatchObject({ code: 'BEFORE_FIRST_FACT' })
    await expect(of({ asOf: '2018-03-01' })).resolves.toMatchObject({ populations: { P0: 6 } })
    await expect(of({ place: '999999' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(of({ line: 'none' })).rejects.toMatchObject({ code: 'EMPTY_SCOPE' })
    const list = (figure: string) => listOrganizations(city.desk, {}, { figure }, {})
    for (const figure of ['K99.numerator', 'K1', 'official.20.total', 'P9', '']) {
      await expect(list(figure), figure).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    await expect(listOrganizations(city.desk, {}, {}, { after: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  test('an organization that stands in no known place is counted in the whole and in no district', async () => {
    await importSheets(city.desk, { organizations: [organization('N1')] }, '2023-01-01')
    const { rows, populations } = await analyseCoverage(city.desk, {}, ['district'])
    expect(rows.find((row) => row.by['district'] === null)?.populations.P0).toBe(1)
    expect(populations.P0).toBe(7)
  })
})

test('random cities: every figure equals an independent count over the facts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomStep, { minLength: 2, maxLength: 4 }), async (steps) => {
      const city = await openTestDesk()
      try {
        await importSheets(city.desk, RANDOM_START, '2019-01-01')
        for (const { sheets, asOf } of steps) await importSheets(city.desk, sheets, asOf)
        for (const day of ['2020-02-10', '2021-06-15', '2023-06-01']) await expectRecounted(city, day)
      } finally {
        await city.close()
      }
    }),
    { numRuns: Number(process.env['FC_RUNS'] ?? 10), endOnFailure: process.env['FC_SHRINK'] === undefined },
  )
})
