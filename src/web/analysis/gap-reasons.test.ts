import { expect, test } from 'vitest'
import { reasonBars, reasonRows } from './gap-reasons.ts'

const rows = reasonRows(
  [
    { reason: null, organizations: 50 },
    { reason: '党员组织关系在外', organizations: 20 },
    { reason: '新成立', organizations: 30 },
  ],
  '未说明',
)

test('the most frequent reason comes first, what nobody stated last', () => {
  expect(rows.map(({ name }) => name)).toEqual(['新成立', '党员组织关系在外', '未说明'])
})

test('shares add up to all', () => {
  expect(rows.map(({ cumulative }) => cumulative)).toEqual(['30.0%', '50.0%', '100.0%'])
  expect(reasonBars(rows)[0]).toMatchObject({ label: '30', share: 'Σ 30.0%', colour: 'leaf' })
})

test('no reasons give no rows', () => expect(reasonRows([], '未说明')).toEqual([]))
