import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/import-desk.ts'
import { listCases } from './case.ts'
import { loadDemo } from './demo.ts'

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
