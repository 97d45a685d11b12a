import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/import-desk.ts'
import { listCases } from './case-list.ts'
import { loadDemo } from './demo.ts'
import { listCalls } from './evaluation-call.ts'
import { getEvaluation, listEvaluations } from './evaluation.ts'

let demo: TestDesk
beforeAll(async () => {
  demo = await openTestDesk()
  await loadDemo(demo.adminUrl, { ...demo.desk, key: randomUUID() }, { seed: 7, organizations: 400 })
}, 120_000)
afterAll(() => demo.close())

test('the demo city shows a registration in each state that a window meets', async () => {
  const { cases } = await listCases(demo.desk, { box: 'open', kind: 'registration' })
  expect(cases.map(({ state }) => state).toSorted()).toEqual(['approved', 'gaps', 'submitted', 'underReview'])
})

test('it shows calls of each kind that a window meets, and evaluations from the self-assessment to the grade', async () => {
  const { calls } = await listCalls(demo.desk)
  expect(calls.map(({ state }) => state)).toEqual(['draft', 'published', 'published'])
  const { evaluations } = await listEvaluations(demo.desk, {})
  const states = evaluations.map(({ state, grade }) => `${state} ${grade ?? ''}`.trim())
  expect(states.toSorted()).toEqual(['assessing', 'confirmed 4A', 'filed', 'scoring', 'voted'])
  const voted = evaluations.find(({ state }) => state === 'voted')
  const { rules, found } = await getEvaluation(demo.desk, voted?.caseId ?? '')
  expect([rules?.veto, found?.panelGrade, found?.isVetoed]).toEqual(['falls', '4A', false])
})
