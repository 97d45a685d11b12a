import { real, whole } from './arrays.ts'
import type { Field } from './field.ts'
import { FAR } from './field.ts'
import { pairOf } from './pairs.ts'

/** Windows hold up to this many items: the bits of one number. */
export const WINDOW_ITEMS = 30
const MOST_COLUMNS = 4096

/** Every branch of a few items that leaves hope: its items as bits and its reduced cost (cost less multipliers). */
export type Columns = {
  count: number
  readonly mask: Int32Array
  readonly cost: Float64Array
  /** 1 where the column stands for an item left over. */
  readonly left: Uint8Array
}

/** A window: items of neighbouring branches, the multipliers, the price of leaving a unit over. */
export type Window = {
  readonly field: Field
  readonly items: readonly number[]
  readonly duals: Float64Array
  readonly penalty: number
  /** Reduced cost of the present partition: only less is of interest. */
  readonly slack: number
  /** May the new partition leave items over? Only where the present one does. */
  readonly mayLeave: boolean
}

export function emptyColumns(): Columns {
  return {
    count: 0,
    mask: new Int32Array(MOST_COLUMNS),
    cost: new Float64Array(MOST_COLUMNS),
    left: new Uint8Array(MOST_COLUMNS),
  }
}

type Joiner = { readonly bit: number; readonly item: number; readonly reduced: number }
type Row = { readonly item: number; readonly bit: number; readonly start: number; readonly joiners: readonly Joiner[] }

/**
 * Lists the columns of the window whose reduced cost is within a share (`reach`, up to 1) of what leaves hope; false
 * where they are too many to be listed. A share below 1 may miss a better partition.
 */
export function listColumns(window: Window, columns: Columns, reach: number): boolean {
  const { field, items, duals, penalty, slack } = window
  columns.count = 0
  const rows = items.map((_, at) => rowsOf(window, at))
  const floors = rows.map((hosts) => Math.min(0, ...hosts.map((row) => floorOf(row, 0, field.limits.maxUnits - 1))))
  const floor = floors.reduce((sum, one) => sum + one, 0)
  for (const [at, hosts] of rows.entries()) {
    const item = items[at] ?? 0
    const hope = (slack - floor) * reach + (floors[at] ?? 0)
    const leftCost = penalty * (field.size[item] ?? 1) - real(duals, item)
    if (window.mayLeave && leftCost < hope && !addColumn(columns, 1 << at, leftCost, 1)) return false
    for (const row of hosts) if (!growFrom(window, columns, row, hope)) return false
  }
  return true
}

function rowsOf(window: Window, at: number): readonly Row[] {
  const { field, items, duals } = window
  const item = items[at] ?? 0
  const rows: Row[] = []
  for (let host = whole(field.firstHost, item); host < whole(field.firstHost, item + 1); host++) {
    const base = field.base[host] ?? FAR
    if (base >= FAR) continue
    const joiners: Joiner[] = []
    for (const [bit, other] of items.entries()) {
      const cost = pairOf(field.pairs, host * field.items + other)
      if (other !== item && cost < FAR) joiners.push({ bit: 1 << bit, item: other, reduced: cost - real(duals, other) })
    }
    joiners.sort((a, b) => a.reduced - b.reduced)
    rows.push({ item, bit: 1 << at, start: base - real(duals, item), joiners })
  }
  return rows
}

/** No column of the row that takes up to `room` joiners from place `from` on costs less. */
function floorOf(row: Row, from: number, room: number): number {
  return row.start + negativesOf(row, from, room)
}

function negativesOf(row: Row, from: number, room: number): number {
  let sum = 0
  for (let at = from; at < from + room; at++) {
    const reduced = row.joiners[at]?.reduced ?? 0
    if (reduced >= 0) break
    sum += reduced
  }
  return sum
}

type Growth = {
  readonly from: number
  readonly mask: number
  readonly size: number
  readonly members: number
  readonly cost: number
}

function growFrom(window: Window, columns: Columns, row: Row, hope: number): boolean {
  const { field } = window
  const { maxUnits, minMembers, maxMembers } = field.limits
  const grow = (growth: Growth): boolean => {
    const { mask, size, members, cost } = growth
    if (members >= minMembers && cost < hope && !addColumn(columns, mask, cost, 0)) return false
    for (let at = growth.from; at < row.joiners.length; at++) {
      const joiner = row.joiners[at]
      if (!joiner || size >= maxUnits) break
      if (cost + joiner.reduced + negativesOf(row, at + 1, maxUnits - size - 1) >= hope) break
      const next = withJoiner(field, growth, joiner, at)
      if (next.members > maxMembers || meetsForbidden(window, mask, joiner.item)) continue
      if (next.size <= maxUnits && !grow(next)) return false
    }
    return true
  }
  const size = whole(field.size, row.item)
  const members = whole(field.members, row.item)
  return grow({ from: 0, mask: row.bit, size, members, cost: row.start })
}

function withJoiner(field: Field, growth: Growth, joiner: Joiner, at: number): Growth {
  return {
    from: at + 1,
    mask: growth.mask | joiner.bit,
    size: growth.size + whole(field.size, joiner.item),
    members: growth.members + whole(field.members, joiner.item),
    cost: growth.cost + joiner.reduced,
  }
}

function meetsForbidden(window: Window, mask: number, item: number): boolean {
  const { apart, items: count } = window.field
  if (apart === null) return false
  return window.items.some((other, at) => (mask & (1 << at)) !== 0 && apart.has(item * count + other))
}

function addColumn(columns: Columns, mask: number, cost: number, left: number): boolean {
  if (columns.count >= MOST_COLUMNS) return false
  columns.mask[columns.count] = mask
  columns.cost[columns.count] = cost
  columns.left[columns.count++] = left
  return true
}
