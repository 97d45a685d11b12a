import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nodesInCircles } from './tree.ts'

it.each<[string, [string, string][], string[]]>([
  [
    'a tree has none',
    [
      ['b', 'a'],
      ['c', 'b'],
      ['d', 'a'],
    ],
    [],
  ],
  [
    'a node above itself',
    [
      ['a', 'a'],
      ['b', 'a'],
    ],
    ['a'],
  ],
  [
    'two that are above each other, not those below them',
    [
      ['a', 'b'],
      ['b', 'a'],
      ['c', 'a'],
      ['d', 'c'],
    ],
    ['a', 'b'],
  ],
  [
    'two circles at once',
    [
      ['a', 'b'],
      ['b', 'a'],
      ['x', 'y'],
      ['y', 'z'],
      ['z', 'x'],
      ['q', 'z'],
    ],
    ['a', 'b', 'x', 'y', 'z'],
  ],
  ['a superior that is not in the list', [['a', 'elsewhere']], []],
])('%s', (_name, edges, circles) => {
  expect([...nodesInCircles(new Map(edges))].toSorted()).toEqual(circles)
})

it('a node stands in a circle exactly where its superiors lead back to it', () => {
  const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  fc.assert(
    fc.property(fc.array(fc.tuple(node, node), { maxLength: 6 }), (edges) => {
      const above = new Map<string, string>(edges)
      const leadsBack = (start: string) => {
        let at = above.get(start)
        for (let steps = 0; steps < 7 && at !== undefined && at !== start; steps += 1) at = above.get(at)
        return at === start
      }
      expect([...nodesInCircles(above)].toSorted()).toEqual([...above.keys()].filter(leadsBack).toSorted())
    }),
  )
})
