import { describe, expect, it } from 'vitest'
import { attributesWith, countsWith, factsWith, policyWith, rowsOn } from '../../test/facts.ts'
import { both, columnOf, holds, sumOf, type Condition } from './measure.ts'

const [row] = rowsOn(
  '2023-01-01',
  [
    factsWith({
      attributes: [{ from: '2020-01-01', to: null, ...attributesWith({ kind: 'foundation', industry: '教育' }) }],
      counts: [
        { from: '2020-01-01', to: null, ...countsWith({ fullMembers: 2, relationElsewhere: 3, instructor: true }) },
      ],
      responsibility: [{ from: '2020-01-01', to: null, line: 'civil', bodyId: 0, lineNo: 1 }],
    }),
  ],
  policyWith(),
)

describe('a condition', () => {
  it.each<[string, Condition, boolean]>([
    ['a word that is in the list', { word: 'kind', in: ['service', 'foundation'] }, true],
    ['a word that is not', { word: 'kind', in: ['service'] }, false],
    ['a word of an empty list', { word: 'kind', in: [] }, false],
    ['a word that the row lacks', { word: 'partyLevel', in: ['branch'] }, false],
    ['free text', { word: 'industry', in: ['教育'] }, true],
    ['a flag that is up', { flag: 'instructor' }, true],
    ['a flag that is down', { flag: 'covered' }, false],
    ['a sum from its bound', { sum: ['fullMembers'], from: 2 }, true],
    ['a sum below its bound', { sum: ['fullMembers'], below: 3 }, true],
    ['a bound that is not below itself', { sum: ['fullMembers'], below: 2 }, false],
    ['a sum between', { sum: ['fullMembers', 'relationElsewhere'], from: 5, below: 6 }, true],
    ['a difference', { sum: ['fullMembers', '-relationElsewhere'], below: 0 }, true],
    ['a blank count as 0', { sum: ['otherMembers'], from: 0, below: 1 }, true],
    ['a body, whatever its number', { has: 'bodyId' }, true],
    ['all of nothing', { all: [] }, true],
    ['any of nothing', { any: [] }, false],
    ['all with one false', { all: [{ flag: 'instructor' }, { flag: 'covered' }] }, false],
    ['any with one true', { any: [{ flag: 'instructor' }, { flag: 'covered' }] }, true],
    ['not', { not: { flag: 'covered' } }, true],
    ['both', both({ flag: 'instructor' }, { not: { flag: 'covered' } }), true],
  ])('%s', (_what, condition, expected) => {
    expect(row === undefined ? undefined : holds(condition, row)).toBe(expected)
  })
})

describe('a sum of counts', () => {
  it('adds and takes away; a blank is 0', () => {
    expect(row === undefined ? undefined : sumOf(['fullMembers', 'staff', '-relationElsewhere'], row)).toBe(-1)
  })

  it('names its columns with and without a sign', () => {
    expect(columnOf('staff')).toBe('staff')
    expect(columnOf('-staffFullTime')).toBe('staffFullTime')
  })
})
