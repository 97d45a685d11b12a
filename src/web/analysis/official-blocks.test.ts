import { expect, test } from 'vitest'
import { OFFICIAL_ROWS } from '../../domain/official.ts'
import { blocksOf } from './official-blocks.ts'

test('the paper has four blocks of 3, 5, 4 and 3 rows and four rows alone', () => {
  const blocks = blocksOf(OFFICIAL_ROWS)
  expect(blocks.flatMap(({ block, rows }) => (block === null ? [] : [rows.length]))).toEqual([3, 5, 4, 3])
  expect(blocks.filter(({ block }) => block === null)).toHaveLength(4)
})

test('no row is lost or moved', () => {
  expect(blocksOf(OFFICIAL_ROWS).flatMap(({ rows }) => rows)).toEqual(OFFICIAL_ROWS)
})
