import { expect, test } from 'vitest'
import { sayIn } from '../shared/text.ts'
import { barsOf, stepsOf } from './coverage-steps.ts'
import { coverageSentence, gapsSentence, officialSentence } from './sentences.ts'

const [zh, en] = [sayIn('zh'), sayIn('en')]
const share = (id: string, numerator: number, denominator: number) => ({
  id,
  numerator,
  denominator,
  value: denominator === 0 ? null : numerator / denominator,
})
const indicators = [
  share('K1', 3021, 4786),
  share('K1b', 3100, 4786),
  share('K3', 500, 1200),
  share('K4', 118, 1200),
  share('K5', 4200, 4786),
  share('K10/3', 1250, 4786),
]
const populations = { P0: 4786, P1: 4700, P2: 300, P3: 12 }

test('the coverage answers with counts, both readings and one decimal', () => {
  expect(coverageSentence({ indicators }, zh)).toContain('4,786 家社会组织中 3,021 家')
  expect(coverageSentence({ indicators }, zh)).toContain('63.1%')
  expect(coverageSentence({ indicators }, en)).toContain('64.8%')
  expect(coverageSentence({ indicators }, en)).toContain('118 organizations')
})

test('one organization is not "organizations"', () => {
  expect(
    coverageSentence({ indicators: [...indicators.filter(({ id }) => id !== 'K4'), share('K4', 1, 9)] }, en),
  ).toContain('1 organization ')
})

test('with nothing to count there is no rate of 0', () => {
  expect(coverageSentence({ indicators: [share('K1', 0, 0)] }, zh)).not.toContain('0%')
  expect(coverageSentence({ indicators: [] }, en)).not.toContain('0%')
})

test('the official table sums its own blocks', () => {
  const row = (at: number, total: number) => ({ row: at, block: null, name: { zh: '', en: '' }, values: [total] })
  const rows = [row(1, 100), row(2, 1), row(3, 2), row(4, 30), row(5, 40), row(8, 7)]
  expect(officialSentence({ rows }, zh)).toMatch(/100 .*33 .*40 .*7 /)
})

test.each([
  [{ due: 0, withinGrace: 0 }, /没有/],
  [{ due: 0, withinGrace: 3 }, /3 家/],
  [{ due: 37, withinGrace: 4 }, /37 家.*4 家/],
])('gaps %j are told as they are', (gaps, told) => expect(gapsSentence(gaps, zh)).toMatch(told))

test('the picture goes from all to the covered, each with its share of all', () => {
  const bars = barsOf(stepsOf({ populations, indicators }), en)
  expect(bars[0]).toMatchObject({ count: 4786, label: '4,786' })
  expect(bars[3]).toMatchObject({ count: 3021, label: '3,021', share: '63.1%', colour: 'leaf' })
})
