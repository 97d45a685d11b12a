import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/import-desk.ts'
import { listConferences } from './conference.ts'
import { loadDemo } from './demo.ts'
import { getLines, listLineGaps } from './lines.ts'

let demo: TestDesk

beforeAll(async () => {
  demo = await openTestDesk()
  await loadDemo(demo.adminUrl, { ...demo.desk, key: randomUUID() }, { seed: 7, organizations: 400 })
}, 120_000)
afterAll(() => demo.close())

test('the demo city shows gaps with owner and clock, two claims, and a question before a conference', async () => {
  const lines = await getLines(demo.desk)
  const { gaps, total } = await listLineGaps(demo.desk, { limit: 500 })
  expect([lines.gaps, gaps.length]).toEqual([total, total])
  expect(total).toBeGreaterThan(3)
  expect(gaps.filter((gap) => gap.case === null)).toEqual([])
  expect(lines.claims).toBe(2)
  expect(gaps.filter((gap) => gap.proposal.outcome === 'twoClaims')).toHaveLength(1)
  const { conferences } = await listConferences(demo.desk)
  expect(conferences).toMatchObject([{ questions: 1, undecided: 1 }])
})

test('most of what is on record agrees with the rule', async () => {
  const { gaps } = await listLineGaps(demo.desk, { limit: 500 })
  const proposed = gaps.filter((gap) => gap.proposal.body !== null)
  expect(proposed.length / gaps.length).toBeGreaterThan(0.5)
})
