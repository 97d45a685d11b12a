import { whole } from './arrays.ts'
/** Costs of (host, item) pairs for quick look-up: a full table for usual sizes, an open hash table for huge ones. */
export type Pairs = {
  readonly full: boolean
  readonly mask: number
  readonly keys: Float64Array
  readonly values: Int32Array
}

/** Up to 4,096 hosts by 4,096 items stand in a full table of 64 MB. */
const FULL_TABLE = 1 << 24

export function emptyPairs(cells: number, entries: number, absent: number): Pairs {
  if (cells <= FULL_TABLE) {
    return { full: true, mask: 0, keys: new Float64Array(0), values: new Int32Array(cells).fill(absent) }
  }
  const room = 2 ** Math.ceil(Math.log2(entries + 1) + 1)
  return {
    full: false,
    mask: room - 1,
    keys: new Float64Array(room).fill(-1),
    values: new Int32Array(room).fill(absent),
  }
}

export function pairOf(pairs: Pairs, cell: number): number {
  return whole(pairs.values, pairs.full ? cell : slotOf(pairs, cell))
}

export function setPair(pairs: Pairs, cell: number, value: number): void {
  const slot = pairs.full ? cell : slotOf(pairs, cell)
  if (!pairs.full) pairs.keys[slot] = cell
  pairs.values[slot] = value
}

function slotOf(pairs: Pairs, cell: number): number {
  let slot = (Math.imul((cell % 0x7fffffff) | 0, 0x9e3779b1) >>> 0) & pairs.mask
  while (pairs.keys[slot] !== -1 && pairs.keys[slot] !== cell) slot = (slot + 1) & pairs.mask
  return slot
}
