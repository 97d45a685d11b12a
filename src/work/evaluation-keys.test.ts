import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  fullAnswers,
  keyed,
  LOOKED_UP,
  openEvaluationCity,
  publishedCall,
  scoresOf,
  VOTE,
  type EvaluationCity,
} from '../../test/evaluation-desk.ts'
import { actInCase, getCase } from './case.ts'
import { proposeDemotion } from './demotion.ts'
import type { Desk } from './desk.ts'
import { applyForEvaluation } from './evaluation-open.ts'
import { castBallot, declareForPanel, getPanel, handInScores, namePanel, saveScores } from './evaluation-panel.ts'
import { fileSelf, saveSelf } from './evaluation-self.ts'

let city: EvaluationCity
beforeAll(async () => {
  city = await openEvaluationCity()
})
afterAll(() => city.close())

/** The same write under one key twice; the second gives what the first gave, and nothing is done again. */
async function twice<T>(desk: Desk, write: (desk: Desk) => Promise<T>): Promise<T> {
  const same = { ...desk, key: randomUUID() }
  const first = await write(same)
  expect(await write(same)).toEqual(first)
  const rows = await city.ask<{ n: number }>('select count(*)::integer as n from command where key = $1', [same.key])
  expect(rows[0]?.n).toBe(1)
  return first
}

test('writes of an organization and of experts have one effect for one key', async () => {
  const call = await publishedCall(city)
  const own = await city.deskOf([{ role: 'organization', organization: 'B2' }])
  const { id } = await twice(own, (desk) => applyForEvaluation(desk, call, 'B2'))
  const { version } = await twice(own, (desk) => saveSelf(desk, id, { seen: 0, answers: fullAnswers() }))
  await twice(own, (desk) => fileSelf(desk, id, version))
  const act = async (by: Desk, action: string, form = {}) =>
    actInCase(keyed(by), id, { action, form, seen: (await getCase(by, id)).version })
  await act(city.first, 'lookUp', LOOKED_UP)
  await act(city.first, 'admit')
  const name = async (panel: 'first' | 'review', from: number) => {
    const seen = (await getCase(city.first, id)).version
    const experts = city.experts.slice(from, from + 3)
    await twice(city.first, (desk) => namePanel(desk, id, { panel, experts: experts.map((one) => one.id), seen }))
    for (const { desk: expert } of experts) {
      const given = { servedUntil: null, hasInterest: false, seen: (await getPanel(expert, id)).version }
      await twice(expert, (desk) => declareForPanel(desk, id, given))
    }
    return experts
  }
  for (const { desk: expert } of await name('first', 0)) {
    const saved = await twice(expert, (desk) => saveScores(desk, id, { scores: scoresOf(900), seen: 2 }))
    await twice(expert, (desk) => handInScores(desk, id, saved.version))
  }
  await act(city.first, 'opine', { opinion: '可' })
  await act(city.first, 'vote', VOTE('3A'))
  await act(city.first, 'clear')
  await act(city.first, 'publish', { where: '网站' })
  await act(own, 'requestReview', { grounds: '再看' })
  for (const { desk: expert } of await name('review', 3)) {
    await twice(expert, (desk) => castBallot(desk, id, { ballot: 'uphold', reason: '无误', seen: 2 }))
  }
  await act(city.second, 'upholdReview', { reason: '维持' })
  await act(city.first, 'confirm', { document: '1号' })
  await twice(city.first, (desk) => proposeDemotion(desk, { code: 'B2', ground: 'fraud', reason: '材料不实' }))
})
