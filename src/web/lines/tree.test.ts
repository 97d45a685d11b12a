import { expect, test } from 'vitest'
import { inTree, withLoad } from './tree.ts'

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

test('bodies without a load are left out, except those above one that has it and one’s own', () => {
  const loaded = (id: string, parentId: string | null, organizations: number, mine = false) => ({
    ...body(id, parentId),
    organizations,
    mine,
  })
  const bodies = [loaded('A', null, 0), loaded('B', 'A', 2), loaded('C', 'A', 0), loaded('D', null, 0, true)]
  expect(withLoad(bodies).map(({ id }) => id)).toEqual(['A', 'B', 'D'])
})
