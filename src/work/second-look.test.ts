import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importSheets, openTestDesk, SMALL_CITY, type TestDesk } from '../../test/import-desk.ts'
import { drawing } from '../../test/second-look.ts'
import type { Form } from '../domain/case.ts'
import { isDrawn } from '../domain/second-look.ts'
import type { REFUSALS } from '../domain/refusal.ts'
import { listOutcomes } from '../store/outcome.ts'
import { draftReportYear } from './annual-report.ts'
import { actInCase, getCase, type CaseView } from './case.ts'
import { listCases } from './case-list.ts'
import { saveReturn, submitReturn } from './census-answer.ts'
import { openCensus } from './census-open.ts'
import { actOnReturn, getReturn, listReturns } from './census-return.ts'
import { reading, takingPart, type Desk } from './desk.ts'
import { listRelated } from './party-case.ts'
import { analysePasses } from './passes.ts'

let city: TestDesk
let clerk: Desk
let colleague: Desk
let campaign: string
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  clerk = await city.deskOf([{ role: 'officer' }])
  colleague = await city.deskOf([{ role: 'officer' }])
  campaign = (
    await draftReportYear(keyed(clerk), { year: 2025, questionSet: 'annual-report-party', dueOn: '2999-01-10' })
  ).id
  await openCensus(keyed(clerk), campaign)
})
afterAll(() => city.close())

function keyed(desk: Desk): Desk {
  return { ...desk, key: randomUUID() }
}

const refused = (code: keyof typeof REFUSALS) => expect.objectContaining({ code })

/** A report that its body looked at, at the authority. */
async function received(code: string): Promise<string> {
  const { returns } = await listReturns(clerk, campaign, { limit: 200 })
  const id = returns.find((one) => one.code === code)?.id ?? ''
  const { version, asked } = await getReturn(clerk, id)
  const facts = {
    staff: 9,
    staffFullTime: 9,
    probationaryMembers: 0,
    otherMembers: 0,
    relationElsewhere: 0,
    instructor: false,
    dutiesDone: true,
    notBuiltReason: 'fewMembers',
  }
  const answers = Object.fromEntries(Object.entries(facts).filter(([key]) => asked.includes(key)))
  await saveReturn(keyed(clerk), id, { seen: version, answers })
  await submitReturn(keyed(clerk), id, version + 1)
  await actOnReturn(keyed(clerk), id, { action: 'confirm', form: {}, seen: (await getReturn(clerk, id)).caseVersion })
  const { cases } = await listCases(clerk, { box: 'open', kind: 'annualReport', organization: code })
  return cases[0]?.id ?? ''
}

/** A report that was passed by the clerk under packs that draw this share. */
async function passed(code: string, percent: number): Promise<CaseView> {
  return act(drawing(clerk, percent), await received(code), 'pass')
}

async function act(desk: Desk, id: string, action: string, form: Form = {}): Promise<CaseView> {
  const { version } = await getCase(desk, id)
  return actInCase(keyed(desk), id, { action, form, seen: version })
}

async function lookOf(origin: string): Promise<CaseView> {
  const { cases } = await listRelated(colleague, origin)
  return getCase(colleague, cases.find((one) => one.kind === 'secondLook')?.id ?? '')
}

const draws = () =>
  city.ask<{ case_id: string; seq: number; percent: number; draw: number; is_drawn: boolean }>(
    'select case_id, seq, percent, draw, is_drawn from second_look_draw order by at',
  )

describe('a case that passed and was drawn', () => {
  let origin: CaseView
  let look: CaseView
  beforeAll(async () => {
    origin = await passed('A1', 100)
    look = await lookOf(origin.id)
  })

  test('waits with somebody else, with a clock, and keeps the number and the share', async () => {
    expect(look).toMatchObject({ state: 'drawn', waits: 'reviewer', mine: true })
    expect(look.due).not.toBeNull()
    const [draw] = await draws()
    expect(draw).toMatchObject({ case_id: origin.id, seq: origin.version, percent: 100, is_drawn: true })
    expect(look.actions[0]?.form).toEqual({ draw: draw?.draw, percent: 100 })
    expect(look.subject).toMatchObject({ code: 'A1', pass: 'annualReport', origin: origin.id })
  })

  test('is linked with its case both ways', async () => {
    expect((await listRelated(colleague, look.id)).cases.map(({ id }) => id)).toContain(origin.id)
  })

  test('is not for whoever passed it', async () => {
    expect((await getCase(clerk, look.id)).allowed).toEqual([])
    for (const [action, form] of [
      ['agree', {}],
      ['askAgain', { reason: '请核对人数' }],
    ] as const) {
      await expect(act(clerk, look.id, action, form)).rejects.toEqual(refused('CASE_SECOND_PERSON'))
    }
  })

  test('is nothing that the organization sees', async () => {
    const own = await city.deskOf([{ role: 'organization', organization: 'A1' }])
    expect((await getCase(own, origin.id)).state).toBe('passed')
    await expect(getCase(own, look.id)).rejects.toEqual(refused('NOT_FOUND'))
    expect((await listCases(own, { box: 'all', kind: 'secondLook' })).total).toBe(0)
  })

  test('is not for an officer whose own organization it is', async () => {
    const both = await city.deskOf([{ role: 'officer' }, { role: 'organization', organization: 'A1' }])
    await expect(act(both, look.id, 'agree')).rejects.toEqual(refused('CASE_OWN'))
  })

  test('asks for reasons, is then a task of the desk that decided, and changes no outcome', async () => {
    const before = await reading(clerk, (tx) => listOutcomes(tx, origin.id))
    await expect(act(colleague, look.id, 'askAgain')).rejects.toEqual(refused('CASE_FORM'))
    const asked = await act(colleague, look.id, 'askAgain', { reason: '请核对人数' })
    expect(asked).toMatchObject({ state: 'asked', waits: 'authority', closedOn: null })
    await act(clerk, look.id, 'answer', { result: 'stands', reason: '已核对花名册' })
    expect(await getCase(clerk, look.id)).toMatchObject({ state: 'answered', waits: null })
    expect(await reading(clerk, (tx) => listOutcomes(tx, origin.id))).toEqual(before)
    expect((await getCase(clerk, origin.id)).state).toBe('passed')
  })
})

test('a case that passed and was not drawn keeps its draw all the same, and opens nothing', async () => {
  const origin = await passed('B1', 0)
  expect((await draws()).at(-1)).toMatchObject({ case_id: origin.id, percent: 0, is_drawn: false })
  expect((await listRelated(colleague, origin.id)).cases.filter((one) => one.kind === 'secondLook')).toEqual([])
})

test('what did not pass is not drawn', async () => {
  const before = await draws()
  const advised = { rules: ['B6'], reason: '请选派联络员' }
  const one = await act(drawing(clerk, 100), await received('A2'), 'advise', advised)
  const own = await city.deskOf([{ role: 'organization', organization: 'A2' }])
  await act(drawing(own, 100), one.id, 'answer', { answer: '已联系街道' })
  expect(await draws()).toEqual(before)
})

test('agreement closes it', async () => {
  const look = await lookOf((await passed('A3', 100)).id)
  expect(await act(colleague, look.id, 'agree')).toMatchObject({ state: 'agreed', closedOn: look.openedOn })
})

test('the figures of the passes tell what was drawn and what came of it', async () => {
  const { passes } = await analysePasses(clerk, {})
  const reports = passes.find((one) => one.kind === 'annualReport')
  expect(reports?.figure).toMatchObject({
    decided: 4,
    outcomes: [
      { outcome: 'advise', count: 1 },
      { outcome: 'pass', count: 3 },
    ],
  })
  expect(reports?.looks).toEqual({ drawn: 2, open: 0, agreed: 1, asked: 1 })
})

test('the database draws as the domain says, and the application names no number', async () => {
  for (const { draw, percent, is_drawn } of await draws()) expect(is_drawn).toBe(isDrawn(draw, percent))
  const [one] = await draws()
  const named = takingPart(keyed(clerk), 'test', 1, async (tx) => {
    await sql`insert into trefoil.second_look_draw (case_id, seq, percent, draw)
      values (${one?.case_id}::uuid, 1, 5, 9999)`.execute(tx)
    return { reply: null, subject: 'test' }
  })
  await expect(named).rejects.toThrow(/permission denied/)
  const again = takingPart(keyed(clerk), 'test', 2, async (tx) => {
    await sql`insert into trefoil.second_look_draw (case_id, seq, percent) values (${one?.case_id}::uuid, 1, 5)`.execute(
      tx,
    )
    return { reply: null, subject: 'test' }
  })
  await expect(again).rejects.toThrow(/duplicate key|unique/)
})
