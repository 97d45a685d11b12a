import { expect, test } from 'vitest'
import { analysisSearchOf } from './analysis-search.ts'
import { registerSearchOf } from './register-search.ts'

test('the register keeps its filters and its page', () => {
  expect(registerSearchOf({ q: '协会', figure: 'K1.numerator', page: '3', after: 'abc', other: 'x' })).toEqual({
    q: '协会',
    kind: undefined,
    standing: undefined,
    figure: 'K1.numerator',
    after: 'abc',
    page: 3,
  })
})

test.each([
  [{ tab: 'gaps' }, 'gaps', undefined],
  [{ tab: 'charts', by: 'kind' }, undefined, 'kind'],
  [{ by: 'colour' }, undefined, undefined],
])('the analysis reads %j', (raw, tab, by) => {
  expect(analysisSearchOf(raw)).toMatchObject({ tab, by })
})
