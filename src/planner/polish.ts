import { real, whole } from './arrays.ts'
import type { Chance } from './chance.ts'
import { findCover } from './cover.ts'
import type { Field } from './field.ts'
import { gather } from './gather.ts'
import { leftOverOf, replaceBranches } from './layout.ts'
import type { Layout } from './layout.ts'
import { emptyColumns, listColumns, WINDOW_ITEMS } from './window.ts'
import type { Columns, Window } from './window.ts'

/** What the windows of one component share. */
export type Polish = {
  readonly field: Field
  readonly layout: Layout
  readonly duals: Float64Array
  readonly penalty: number
  readonly columns: Columns
  /** How far columns are listed, as a share; adapts to how crowded the component is. */
  reach: number
}

export function polishOf(field: Field, layout: Layout, duals: Float64Array, penalty: number): Polish {
  return { field, layout, duals, penalty, columns: emptyColumns(), reach: 1 }
}

/** Repartitions the branches around one item exactly, as far as the effort allowed goes; true where that is better. */
export function polishAround(polish: Polish, item: number, width: number, chance: Chance): boolean {
  const { field, layout, columns } = polish
  const { items, branches } = gather(field, layout, { first: item, width: Math.min(width, WINDOW_ITEMS) }, chance)
  const leftOver = leftOverOf(field, layout, items)
  const slack = slackOf(polish, items, branches) + polish.penalty * leftOver - 0.5
  const window: Window = { ...polish, items, slack, mayLeave: leftOver > 0 }
  if (slack <= 0 || !listWithin(polish, window)) return false
  const cover = findCover(columns, items.length, slack)
  if (cover.columns.length === 0) return false
  const left = cover.columns.filter((column) => columns.left[column] === 1)
  const nowLeft = left.reduce((sum, column) => sum + sizeOfMask(field, items, whole(columns.mask, column)), 0)
  if (nowLeft > leftOver) return false
  const kept = cover.columns.filter((column) => columns.left[column] === 0)
  const masks = kept.map((column) => whole(columns.mask, column))
  replaceBranches(
    field,
    layout,
    branches,
    masks.map((mask) => itemsOfMask(items, mask)),
  )
  return true
}

/** Lists as many columns as there is room for; three tries. */
function listWithin(polish: Polish, window: Window): boolean {
  for (let tries = 0; tries < 3; tries++) {
    if (listColumns(window, polish.columns, polish.reach)) {
      polish.reach = Math.min(1, polish.reach * 1.08)
      return true
    }
    polish.reach *= 0.7
  }
  return false
}

function itemsOfMask(items: readonly number[], mask: number): readonly number[] {
  return items.filter((_, at) => (mask & (1 << at)) !== 0)
}

function sizeOfMask(field: Field, items: readonly number[], mask: number): number {
  return itemsOfMask(items, mask).reduce((sum, item) => sum + whole(field.size, item), 0)
}

/** Reduced cost of the present branches and left-over items, without the penalty of the latter. */
function slackOf(polish: Polish, items: readonly number[], branches: readonly number[]): number {
  const { layout, duals } = polish
  let slack = 0
  for (const branch of branches) slack += real(layout.cost, branch)
  for (const item of items) slack -= real(duals, item)
  return slack
}
