import { expect, test } from 'vitest'
import { inTree } from './tree.ts'

const body = (id: string, parentId: string | null, line = 'civil') => ({ id, parentId, line, name: id })

test('each body stands under the one above it, roots by line, and one whose parent is not shown is a root', () => {
  const bodies = [
    body('B', 'A'),
    body('S', null, 'community'),
    body('A', null),
    body('E', 'GONE', 'industry'),
    body('C', 'B'),
  ]
  expect(inTree(bodies).map(({ body: { id }, depth }) => [id, depth])).toEqual([
    ['A', 0],
    ['B', 1],
    ['C', 2],
    ['E', 0],
    ['S', 0],
  ])
})
