import { expect, test } from 'vitest'
import { bandOf } from './band.ts'

test('pieces share the band by their days', () => {
  const band = bandOf(
    [
      { from: '2024-01-01', to: '2024-01-11' },
      { from: '2024-01-11', to: null },
    ],
    '2024-01-31',
  )
  expect(band.map(({ share }) => Math.round(share * 100))).toEqual([33, 67])
})

test('a short piece can still be seen, and all fill the band', () => {
  const band = bandOf(
    [
      { from: '2000-01-01', to: '2020-01-01' },
      { from: '2020-01-01', to: '2020-01-02' },
    ],
    '2024-01-01',
  )
  expect(band[1]?.share).toBeGreaterThan(0.019)
  expect(band.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
})

test('what begins after the day is not in the band, and nothing known gives none', () => {
  expect(bandOf([{ from: '2025-01-01', to: null }], '2024-01-01')).toEqual([])
  expect(bandOf([], '2024-01-01')).toEqual([])
})
