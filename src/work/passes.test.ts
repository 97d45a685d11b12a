import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importSheets, openTestDesk, SMALL_CITY, type TestDesk } from '../../test/import-desk.ts'
import { chanceOf, type Chance } from '../planner/chance.ts'
import { addDays, type Day } from '../domain/day.ts'
import { PASS_KINDS, passFigureOf, type PassCase, type PassFigure, type PassKind } from '../domain/passes.ts'
import type { REFUSALS } from '../domain/refusal.ts'
import { LOOKED_AT_AGAIN } from '../domain/second-look.ts'
import { findCaseNeighbours, listCases, type CaseQuestion } from './case-list.ts'
import { reading, type Desk } from './desk.ts'
import { analysePasses, type PassesAnswer } from './passes.ts'
import { getPolicy } from './policy.ts'

const DISTRICTS = { A: '320402', B: '320404' } as const
/** In the order of the tree: the city, the first district and what lies in it, the second. */
const BODIES = ['MZ', 'MZA', 'SQ', 'MZB']
const OUTCOMES: Readonly<Record<PassKind, readonly string[]>> = {
  registration: ['approve', 'approveChange', 'refuse'],
  annualReport: ['pass', 'advise', 'rectify', 'excuse'],
  evaluation: ['confirm', 'capped'],
  listing: ['list', 'drop'],
  demotion: ['demoted'],
}

type Made = PassCase & {
  readonly kind: PassKind | 'secondLook'
  readonly body: string | null
  readonly openedOn: Day
  readonly pass?: string
}

let city: TestDesk
let today: Day
let made: Made[]
let soonDays: number
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  await importSheets(city.desk, {
    bodies: [
      { id: 'MZA', name: '甲区民政局', line: '民政', placeCode: DISTRICTS.A, parentId: 'MZ' },
      { id: 'MZB', name: '乙区民政局', line: '民政', placeCode: DISTRICTS.B, parentId: 'MZ' },
    ],
  })
  const known = await reading(city.desk, async (tx, clock) => ({
    today: clock.today,
    parameters: (await getPolicy(tx, city.desk.packs, { day: clock.today })).parameters,
  }))
  today = known.today
  soonDays = known.parameters.remindBeforeDays
  made = madeUp(chanceOf(11), 400)
  await writeCases(made)
})
afterAll(() => city.close())

/** Cases of every kind, at every desk and at one without a body: open or closed, decided or not, appealed or not. */
function madeUp(chance: Chance, count: number): Made[] {
  const pick = <T>(list: readonly T[]): T => {
    const one = list[chance.below(list.length)]
    if (one === undefined) throw new Error('Nothing to pick from.')
    return one
  }
  const decisionOf = (kind: Made['kind'], on: Day): Made['decision'] => {
    if (on > today || chance.below(3) === 0) return null
    const outcome = pick(kind === 'secondLook' ? ['agree', 'askAgain'] : OUTCOMES[kind])
    const appealedOn = chance.below(4) === 0 ? today : null
    const overturnedOn = appealedOn !== null && chance.below(2) === 0 ? today : null
    return { on, outcome, days: chance.below(40), appealedOn, overturnedOn }
  }
  return Array.from({ length: count }, () => {
    const kind = pick([...PASS_KINDS, 'secondLook'] as const)
    const openedOn = addDays(today, -chance.below(500))
    const decision = decisionOf(kind, addDays(openedOn, chance.below(60)))
    const isClosed = decision !== null && decision.appealedOn === null && chance.below(3) > 0
    return {
      kind,
      body: pick([...BODIES, null]),
      openedOn,
      due: isClosed || chance.below(5) === 0 ? null : addDays(today, chance.below(21) - 10),
      closedOn: isClosed ? decision.on : null,
      decision,
      ...(kind === 'secondLook' ? { pass: pick(LOOKED_AT_AGAIN) } : {}),
    }
  })
}

async function writeCases(cases: readonly Made[]): Promise<void> {
  await city.ask(
    `insert into case_file (id, kind, subject, parties, scopes, places, opened_on, state, version, waiting_since, queue_scope,
       due_on, closed_on, decided_on, decision, decided_days, appealed_on, overturned_on)
     select gen_random_uuid(), n.kind, jsonb_strip_nulls(jsonb_build_object('name', '某中心', 'pass', n.pass)),
       jsonb_build_object('authority', jsonb_build_object('name', '机关', 'body', n.body, 'scope', d.scope)),
       array[d.scope], array[d.scope / 64], n.opened, 'drawn', 1, n.opened, case when n.closed is null then d.scope end,
       n.due, n.closed, n.decided, n.decision, n.days, n.appealed, n.overturned
     from json_to_recordset($1::json) as n(kind text, pass text, body text, opened date, due date, closed date, decided date,
       decision text, days integer, appealed date, overturned date)
     left join body b on b.key = n.body
     cross join lateral (select coalesce((select scope from body_desk(b.id)),
       (select id * 64 + 1 from place where code = '320402002')) as scope) d`,
    [
      JSON.stringify(
        cases.map(({ kind, pass, body, openedOn, due, closedOn, decision }) => ({
          kind,
          pass,
          body,
          due,
          opened: openedOn,
          closed: closedOn,
          decided: decision?.on,
          decision: decision?.outcome,
          days: decision?.days,
          appealed: decision?.appealedOn,
          overturned: decision?.overturnedOn,
        })),
      ),
    ],
  )
}

const refused = (code: keyof typeof REFUSALS) => expect.objectContaining({ code })

/** What the domain says of the cases that were made up. */
function figureOf(cases: readonly Made[], period: PassesAnswer['period']): PassFigure {
  return passFigureOf(cases, { ...period, today, remindBeforeDays: soonDays })
}

function looksOf(cases: readonly Made[], { from, to }: PassesAnswer['period']) {
  const drawn = cases.filter(({ openedOn }) => from <= openedOn && openedOn <= to)
  return {
    drawn: drawn.length,
    open: drawn.filter((one) => one.closedOn === null).length,
    agreed: drawn.filter((one) => one.decision?.outcome === 'agree').length,
    asked: drawn.filter((one) => one.decision?.outcome === 'askAgain').length,
  }
}

describe('the figures of the passes', () => {
  test.each([
    ['the year so far', {}],
    ['two years', { from: '2025-01-01', to: '2999-01-01' }],
  ])('over %s are what the domain says of the same cases, whole and by desk', async (_what, span) => {
    const answer = await analysePasses(city.desk, span)
    for (const { kind, figure, looks, desks } of answer.passes) {
      const of = made.filter((one) => one.kind === kind)
      const seconds = made.filter((one) => one.pass === kind)
      expect(figure).toEqual(figureOf(of, answer.period))
      expect(looks).toEqual(LOOKED_AT_AGAIN.includes(kind) ? looksOf(seconds, answer.period) : null)
      for (const desk of desks) {
        const here = (one: Made) => one.body === desk.body
        expect(desk.figure).toEqual(figureOf(of.filter(here), answer.period))
        if (looks !== null) expect(desk.looks).toEqual(looksOf(seconds.filter(here), answer.period))
      }
    }
  })

  test('stand in the order of the tree of places, whatever they say, a desk without a body last', async () => {
    const answer = await analysePasses(city.desk, { from: '2025-01-01' })
    for (const { desks } of answer.passes) expect(desks.map(({ body }) => body)).toEqual([...BODIES, null])
  })

  test('speak of no person', async () => {
    const answer = await analysePasses(city.desk, {})
    expect(JSON.stringify(answer)).not.toMatch(/account|actor|officer/)
  })

  test('have no median where nothing was decided', async () => {
    const { passes } = await analysePasses(city.desk, { from: '2001-01-01', to: '2001-12-31' })
    for (const { figure } of passes) expect(figure).toMatchObject({ decided: 0, medianDays: null, outcomes: [] })
    expect(passes.some(({ figure }) => figure.open > 0)).toBe(true)
  })

  test('of a place are those of the desks seated in it and below it; of a line, those of its bodies', async () => {
    const place = await analysePasses(city.desk, { place: DISTRICTS.A, from: '2025-01-01' })
    expect(place.passes[1]?.desks.map(({ body }) => body)).toEqual(['MZA', 'SQ'])
    const line = await analysePasses(city.desk, { line: 'civil', from: '2025-01-01' })
    expect(line.passes[1]?.desks.map(({ body }) => body)).toEqual(['MZ', 'MZA', 'MZB'])
    const here = made.filter((one) => one.kind === 'annualReport' && ['MZA', 'SQ'].includes(one.body ?? ''))
    expect(place.passes[1]?.figure).toEqual(figureOf(here, place.period))
  })

  test('are asked of days in their order and of a place that is there', async () => {
    await expect(analysePasses(city.desk, { from: '2026-02-01', to: '2026-01-01' })).rejects.toEqual(
      refused('BAD_REQUEST'),
    )
    await expect(analysePasses(city.desk, { place: '999999' })).rejects.toEqual(refused('NOT_FOUND'))
  })

  test('of an officer are of the cases that she sees', async () => {
    const officer = await city.deskOf([{ role: 'officer', place: DISTRICTS.B }])
    const { passes, period } = await analysePasses(officer, {})
    for (const { kind, desks, figure } of passes) {
      expect(desks.map(({ body }) => body)).toEqual(['MZB'])
      expect(figure).toEqual(
        figureOf(
          made.filter((one) => one.kind === kind && one.body === 'MZB'),
          period,
        ),
      )
    }
  })
})

/** The lists behind the figures of one cell, by the names of the figures. */
function listsBehind(kind: PassKind, period: PassesAnswer['period'], cell: CaseQuestion) {
  const span = { decidedFrom: period.from, decidedTo: period.to }
  const drawn = { kind: 'secondLook', pass: kind, openedFrom: period.from, openedTo: period.to }
  const open = { kind, box: 'open' } as const
  const decided = { kind, box: 'all', ...span } as const
  return {
    figure: {
      open: { ...open, ...cell },
      soon: { ...open, soon: true, ...cell },
      overdue: { ...open, overdue: true, ...cell },
      decided: { ...decided, ...cell },
      appealed: { ...decided, appealed: true, ...cell },
      overturned: { ...decided, overturned: true, ...cell },
    },
    looks: {
      drawn: { ...drawn, box: 'all', ...cell },
      open: { ...drawn, box: 'open', ...cell },
      agreed: { ...drawn, box: 'all', decision: 'agree', ...cell },
      asked: { ...drawn, box: 'all', decision: 'askAgain', ...cell },
    },
  } as const
}

async function demandSame(desk: Desk, answer: PassesAnswer, whole: CaseQuestion): Promise<void> {
  for (const { kind, desks, ...all } of answer.passes) {
    for (const { figure, looks, ...cell } of [{ ...all, ...whole }, ...desks]) {
      const at = 'name' in cell ? { body: cell.body ?? undefined } : whole
      if ('name' in cell && cell.body === null) continue
      const lists = listsBehind(kind, answer.period, at)
      for (const name of ['open', 'soon', 'overdue', 'decided', 'appealed', 'overturned'] as const) {
        expect([kind, name, (await listCases(desk, { ...lists.figure[name], limit: 1 })).total]).toEqual([
          kind,
          name,
          figure[name],
        ])
      }
      for (const { outcome, count } of figure.outcomes) {
        const { total } = await listCases(desk, { ...lists.figure.decided, decision: outcome, limit: 1 })
        expect([kind, outcome, total]).toEqual([kind, outcome, count])
      }
      for (const name of looks === null ? [] : (['drawn', 'open', 'agreed', 'asked'] as const)) {
        expect((await listCases(desk, { ...lists.looks[name], limit: 1 })).total).toBe(looks?.[name])
      }
    }
  }
}

describe('each figure is the length of the list that it opens', () => {
  test('for the whole, and for each desk', async () => {
    await demandSame(city.desk, await analysePasses(city.desk, { from: '2025-06-01' }), {})
  }, 60_000)

  test('for a place and for a line', async () => {
    for (const [scope, whole] of [
      [{ place: DISTRICTS.A }, { at: DISTRICTS.A }],
      [{ line: 'civil' }, { line: 'civil' }],
    ] as const) {
      await demandSame(city.desk, await analysePasses(city.desk, { ...scope, from: '2025-06-01' }), whole)
    }
  }, 60_000)
})

test('a queue leads from each case to the next, and from the last to the first', async () => {
  const question = { kind: 'annualReport', state: 'drawn' } as const
  const officer = await city.deskOf([{ role: 'officer', place: DISTRICTS.B }])
  const { cases, total } = await listCases(officer, { ...question, box: 'mine', limit: 200 })
  expect(total).toBeGreaterThan(2)
  for (const [index, { id }] of cases.entries()) {
    expect(await findCaseNeighbours(officer, id, question)).toEqual({
      position: index + 1,
      total,
      previous: cases[index - 1]?.id ?? null,
      next: (cases[index + 1] ?? cases[0])?.id,
    })
  }
  const other = (await listCases(city.desk, { kind: 'listing', box: 'open', limit: 1 })).cases[0]?.id ?? ''
  expect(await findCaseNeighbours(city.desk, other, { kind: 'nothing' })).toEqual({
    position: null,
    total: 0,
    previous: null,
    next: null,
  })
})
