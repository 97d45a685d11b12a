import { real, whole } from './arrays.ts'
import type { Columns } from './window.ts'

/** The search gives up after this many steps: a better partition may then be missed, never a rule. */
const MOST_STEPS = 20_000

/** What the search needs to know of each column, by item, cheapest first. */
type Shelf = {
  readonly mask: Int32Array
  readonly extra: Float64Array
  readonly column: Int32Array
}

export type Cover = { readonly columns: readonly number[]; readonly steps: number }

/**
 * Columns that hold each item once and cost less than the slack in sum, the cheapest such choice; no columns where
 * there is none. Each item carries the least share that any of its columns asks of it; a column then has an extra of
 * zero or more, and a branch of the search ends when the extras use up the slack.
 */
export function findCover(columns: Columns, items: number, slack: number): Cover {
  const shares = sharesOf(columns, items)
  const loose = slack - shares.reduce((sum, share) => sum + share, 0)
  if (!(loose > 0)) return { columns: [], steps: 0 }
  const shelves = shelvesOf(columns, shares, loose)
  const order = [...shelves.keys()].sort((a, b) => (shelves[a]?.mask.length ?? 0) - (shelves[b]?.mask.length ?? 0))
  return search(shelves, order, loose)
}

function sharesOf(columns: Columns, items: number): Float64Array {
  const shares = new Float64Array(items).fill(Infinity)
  for (let column = 0; column < columns.count; column++) {
    const mask = whole(columns.mask, column)
    const share = real(columns.cost, column) / bitsOf(mask)
    for (let bits = mask; bits !== 0; bits &= bits - 1) {
      const item = 31 - Math.clz32(bits & -bits)
      if (share < real(shares, item)) shares[item] = share
    }
  }
  return shares
}

function bitsOf(mask: number): number {
  let count = 0
  for (let bits = mask; bits !== 0; bits &= bits - 1) count++
  return count
}

function shelvesOf(columns: Columns, shares: Float64Array, loose: number): readonly Shelf[] {
  const extras = new Float64Array(columns.count)
  const usable: number[] = []
  for (let column = 0; column < columns.count; column++) {
    let extra = real(columns.cost, column)
    for (let bits = whole(columns.mask, column); bits !== 0; bits &= bits - 1) {
      extra -= real(shares, 31 - Math.clz32(bits & -bits))
    }
    extras[column] = Math.max(0, extra)
    if (extra < loose) usable.push(column)
  }
  usable.sort((a, b) => real(extras, a) - real(extras, b) || a - b)
  const byItem: number[][] = Array.from(shares, () => [])
  for (const column of usable) {
    for (let bits = whole(columns.mask, column); bits !== 0; bits &= bits - 1) {
      byItem[31 - Math.clz32(bits & -bits)]?.push(column)
    }
  }
  return byItem.map((own) => ({
    mask: Int32Array.from(own, (column) => whole(columns.mask, column)),
    extra: Float64Array.from(own, (column) => real(extras, column)),
    column: Int32Array.from(own),
  }))
}

function search(shelves: readonly Shelf[], order: readonly number[], loose: number): Cover {
  const path: number[] = []
  let best = loose - 1e-6
  let found: readonly number[] = []
  let steps = 0
  const descend = (covered: number, spent: number): void => {
    const open = order.find((item) => (covered & (1 << item)) === 0)
    const shelf = open === undefined ? undefined : shelves[open]
    if (!shelf) {
      best = spent - 1e-6
      found = [...path]
      return
    }
    for (let place = 0; place < shelf.mask.length; place++) {
      const next = spent + real(shelf.extra, place)
      if (next >= best || steps >= MOST_STEPS) return
      const mask = whole(shelf.mask, place)
      if ((mask & covered) !== 0) continue
      steps++
      path.push(whole(shelf.column, place))
      descend(covered | mask, next)
      path.pop()
    }
  }
  descend(0, 0)
  return { columns: found, steps }
}
