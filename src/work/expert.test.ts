import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  applied,
  fullAnswers,
  keyed,
  LOOKED_UP,
  openEvaluationCity,
  publishedCall,
} from '../../test/evaluation-desk.ts'
import type { EvaluationCity } from '../../test/evaluation-desk.ts'
import { importSheets, organization } from '../../test/import-desk.ts'
import { addDays } from '../domain/day.ts'
import { asActor } from '../store/connection.ts'
import type { Desk } from './desk.ts'
import { addExpert, endExpert, listExperts } from './expert.ts'
import { listCandidates, namePanel } from './evaluation-panel.ts'
import { fileSelf, saveSelf } from './evaluation-self.ts'
import { getEvaluation } from './evaluation.ts'
import { getCase } from './case.ts'
import { listEndingGrades } from './grade-end.ts'

let city: EvaluationCity
let district: Desk
let other: Desk
beforeAll(async () => {
  city = await openEvaluationCity()
  district = await city.deskOf([{ role: 'officer', place: '320402', lines: [1] }])
  other = await city.deskOf([{ role: 'officer', place: '320404' }])
})
afterAll(() => city.close())

const code = (value: string) => expect.objectContaining({ code: value })
const words = { title: { zh: '财务专家', en: 'accounts expert' }, field: { zh: '财务', en: 'accounts' } }

async function account(): Promise<string> {
  const login = `e${randomUUID().slice(0, 8)}`
  await city.ask(
    `insert into account (login, title_zh, title_en, password_hash) values ($1, '某专家', 'an expert', 'x')`,
    [login],
  )
  return login
}

describe('the list of experts', () => {
  test('takes an account for the place of the office, and for those below it', async () => {
    const { id } = await addExpert(keyed(district), { login: await account(), ...words })
    const mine = (await listExperts(district)).experts.find((one) => one.id === id)
    expect(mine).toMatchObject({ title: words.title, since: city.today, lastDay: null, isKept: true })
    expect((await listExperts(city.first)).experts.find((one) => one.id === id)?.isKept).toBe(true)
    expect((await listExperts(other)).experts.some((one) => one.id === id)).toBe(false)
  })

  test('shows a district the experts of the city, whom it may name and not end', async () => {
    const { id } = await addExpert(keyed(city.first), { login: await account(), ...words })
    const seen = (await listExperts(other)).experts.find((one) => one.id === id)
    expect(seen?.isKept).toBe(false)
    await expect(endExpert(keyed(other), String(id), '不再需要')).rejects.toEqual(code('NOT_FOUND'))
    await expect(
      asActor(other.db, other.token, (tx) => sql`select trefoil.end_expert(${id})`.execute(tx)),
    ).rejects.toThrow('authority of the place')
  })

  test.each([
    ['an industry body', { role: 'officer', place: '320400', lines: [4] }],
    ['a community', { role: 'officer', place: '320400', lines: [2] }],
  ] as const)('is not kept by %s', async (_who, grant) => {
    const desk = await city.deskOf([grant])
    const login = await account()
    await expect(addExpert(keyed(desk), { login, ...words })).rejects.toEqual(code('NOT_ALLOWED'))
    expect((await listExperts(desk)).mayAdd).toBe(false)
    const place = sql`(select id from trefoil.place where code = '320400')`
    await expect(
      asActor(desk.db, desk.token, (tx) =>
        sql`select trefoil.add_expert(${login}, ${place}, '{}'::json, '{}'::json)`.execute(tx),
      ),
    ).rejects.toThrow('authority of the place')
  })

  test('is not kept by a reader, and nobody writes its table', async () => {
    const reader = await city.deskOf([{ role: 'reader', place: '320400' }])
    await expect(addExpert(keyed(reader), { login: await account(), ...words })).rejects.toEqual(code('NOT_ALLOWED'))
    const insert = sql`insert into trefoil.expert (account_id, field_zh, field_en) select 1, 'x', 'x'`
    await expect(asActor(city.first.db, city.first.token, (tx) => insert.execute(tx))).rejects.toThrow('permission')
  })

  test('takes no account that cannot sign in, none twice, and not one’s own', async () => {
    await expect(addExpert(keyed(city.first), { login: 'nobody', ...words })).rejects.toEqual(code('EXPERT_UNKNOWN'))
    const login = await account()
    await addExpert(keyed(city.first), { login, ...words })
    await expect(addExpert(keyed(city.first), { login, ...words })).rejects.toEqual(code('EXPERT_THERE'))
    const gone = await account()
    await city.ask(`update account set disabled_at = now() where login = $1`, [gone])
    await expect(addExpert(keyed(city.first), { login: gone, ...words })).rejects.toEqual(code('EXPERT_UNKNOWN'))
  })

  test('ends one from today on, who can come back', async () => {
    const login = await account()
    const { id } = await addExpert(keyed(city.first), { login, ...words })
    await city.ask(`update expert set valid = '[2020-01-01,)' where account_id = $1`, [id])
    await endExpert(keyed(city.first), String(id), '聘期届满')
    const ended = (await listExperts(city.first)).experts.find((one) => one.id === id)
    expect(ended?.lastDay).toBe(addDays(city.today, -1))
    await expect(endExpert(keyed(city.first), String(id), '聘期届满')).rejects.toEqual(code('EXPERT_ENDED'))
    await addExpert(keyed(city.first), { login, ...words })
    expect((await listExperts(city.first)).experts.find((one) => one.id === id)?.lastDay).toBeNull()
  })
})

test('a panel is chosen with why somebody stands back, and shows how far each is, never whose points', async () => {
  const [speaker, former] = [await account(), await account()]
  const ids: number[] = []
  for (const login of [speaker, former]) ids.push((await addExpert(keyed(city.first), { login, ...words })).id)
  const grant = `insert into grant_of (account_id, role, organization_id, valid)
    select $1, 'organization', id, $2::daterange from organization where code = 'B2'`
  await city.ask(grant, [ids[0], '[2020-01-01,)'])
  await city.ask(grant, [ids[1], `[2020-01-01,${addDays(city.today, -30)})`])
  const life = await applied(city, await publishedCall(city), 'B2')
  const { version } = await saveSelf(keyed(life.own), life.id, { seen: 0, answers: fullAnswers() })
  await fileSelf(keyed(life.own), life.id, version)
  await life.act(city.first, 'lookUp', LOOKED_UP)
  await life.act(city.first, 'admit')
  const { experts, least } = await listCandidates(city.first, life.id)
  const whyOf = (id: number | undefined) => experts.find((one) => one.id === id)
  expect(whyOf(ids[0])).toMatchObject({ isRecused: true, recusal: 'speaks', spokeUntil: null })
  expect(whyOf(ids[1])).toMatchObject({ isRecused: true, recusal: 'spoke', spokeUntil: addDays(city.today, -31) })
  const chosen = city.experts.slice(0, least).map((one) => one.id)
  const seen = (await getCase(city.first, life.id)).version
  await namePanel(keyed(city.first), life.id, { panel: 'first', experts: chosen, seen })
  const { seats } = await getEvaluation(city.first, life.id)
  expect(seats).toHaveLength(least)
  expect(Object.keys(seats[0] ?? {}).toSorted()).toEqual([
    'isDeclared',
    'isDone',
    'isRecused',
    'panel',
    'recusal',
    'title',
  ])
})

test('grades that end within so many days are listed by their last day, page by page, and of one’s place alone', async () => {
  const graded = (name: string, days: number, place = '320402001') =>
    organization(name, { placeCode: place, grade: '3A', gradeValidTo: addDays(city.today, days) })
  await importSheets(city.desk, {
    organizations: [
      graded('G1', 40),
      graded('G2', 10),
      graded('G3', 400),
      graded('G4', -5),
      graded('G5', 40, '320404001'),
    ],
  })
  const codes = async (desk: Desk, within: number) =>
    (await listEndingGrades(desk, { within, limit: 50 })).grades.map((one) => one.code)
  expect(await codes(city.first, 180)).toEqual(['G2', 'G1', 'G5'])
  expect(await codes(city.first, 9)).toEqual([])
  expect(await codes(other, 180)).toEqual(['G5'])
  const first = await listEndingGrades(city.first, { within: 180, limit: 2 })
  expect([first.total, first.grades.length]).toEqual([3, 2])
  const second = await listEndingGrades(city.first, { within: 180, limit: 2, after: first.next ?? undefined })
  expect([second.grades.map((one) => one.code), second.next]).toEqual([['G5'], null])
})
