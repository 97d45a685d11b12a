import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyInput } from '../../test/planner-inputs.ts'
import { blocksOf } from './blocks.ts'
import { chanceOf } from './chance.ts'
import { groundOf } from './components.ts'
import { construct } from './construct.ts'
import { dualOf, settleDual, stepDual } from './dual.ts'
import { bestPartition, LEFT_OVER } from './exact.ts'
import { unitCountOf } from './field.ts'
import type { Field } from './field.ts'
import { emptyLayout, leftOverOf, replaceBranches, valueOf } from './layout.ts'
import type { Layout } from './layout.ts'
import { polishAround, polishOf } from './polish.ts'
import { coverageDual, provenLeftOver } from './proof.ts'

/** Components small enough to be solved outright, so that a bound can be held against the optimum. */
function eachField(runs: number, judge: (field: Field, best: Layout) => void): void {
  const shape = { least: 3, most: 10, width: 3000, members: fc.constantFrom(1, 1, 2) }
  fc.assert(
    fc.property(anyInput(shape), (drawn) => {
      const input = { ...drawn, fixed: [], together: [] }
      for (const field of groundOf(input, blocksOf(input)).fields) judge(field, optimumOf(field))
    }),
    { numRuns: runs },
  )
}

function optimumOf(field: Field): Layout {
  const layout = emptyLayout(field)
  replaceBranches(field, layout, [], bestPartition(field, [...field.size.keys()]))
  return layout
}

test.each([3000, 20_000, 135_000])('no bound of the multipliers is above the optimum (penalty %i)', (penalty) => {
  let close = 0
  eachField(150, (field, best) => {
    const leftOver = leftOverOf(field, best)
    const optimum = valueOf(field, best) - LEFT_OVER * leftOver
    const dual = dualOf(field, penalty, Math.ceil((unitCountOf(field) - leftOver) / field.limits.maxUnits))
    for (let step = 0; step < 120; step++) stepDual(field, dual, optimum + penalty * leftOver)
    const bound = settleDual(field, dual) - penalty * leftOver
    expect(bound).toBeLessThanOrEqual(optimum)
    if (bound > 0.97 * optimum) close++
  })
  expect(close).toBeGreaterThan(10)
})

test('no proof of coverage claims more units left over than must be', () => {
  eachField(200, (field, best) => {
    const leftOver = leftOverOf(field, best)
    const holes = [...field.size.keys()].filter((item) => best.branchOf[item] === -1)
    const proven = provenLeftOver(coverageDual(field, holes.length > 0 ? holes : [0], leftOver + 1, () => true))
    expect(proven).toBeLessThanOrEqual(leftOver)
  })
})

test('polishing never makes a plan worse than it was, nor better than the optimum', () => {
  let improved = 0
  eachField(200, (field, best) => {
    const dual = dualOf(field, 135_000, 0)
    for (let step = 0; step < 60; step++) stepDual(field, dual, valueOf(field, best) % LEFT_OVER)
    const layout = construct(field, dual)
    const before = valueOf(field, layout)
    const polish = polishOf(field, layout, dual.best.slice(0, field.items), dual.penalty)
    for (let item = 0; item < field.items; item++) polishAround(polish, item, 30, chanceOf(item))
    expect(valueOf(field, layout)).toBeLessThanOrEqual(before)
    expect(valueOf(field, layout)).toBeGreaterThanOrEqual(valueOf(field, best))
    if (valueOf(field, layout) < before) improved++
  })
  expect(improved).toBeGreaterThan(0)
})
