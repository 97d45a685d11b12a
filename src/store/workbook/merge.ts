import { columnIndex } from './xml.ts'

/** Tells for each row, asked for in ascending order, which columns merged ranges cover. */
export type MergeSweep = (row: number) => ReadonlySet<number>

type Edge = { readonly row: number; readonly from: number; readonly to: number }

/** Ranges such as 'A1:C1' as a sweep down the sheet; columns beyond the limit are not followed. */
export function mergeSweep(ranges: readonly string[], maxColumns: number): MergeSweep {
  const starts: Edge[] = []
  const ends: Edge[] = []
  for (const range of ranges) {
    const [first = '', last = ''] = range.split(':')
    const from = columnIndex(first)
    const to = Math.min(columnIndex(last), maxColumns)
    starts.push({ row: rowOf(first), from, to })
    ends.push({ row: rowOf(last) + 1, from, to })
  }
  starts.sort((a, b) => a.row - b.row)
  ends.sort((a, b) => a.row - b.row)
  const depth = new Map<number, number>()
  const covered = new Set<number>()
  let started = 0
  let ended = 0

  function shift(edge: Edge, by: 1 | -1): void {
    for (let column = edge.from; column <= edge.to; column += 1) {
      const now = (depth.get(column) ?? 0) + by
      depth.set(column, now)
      if (now > 0) covered.add(column)
      else covered.delete(column)
    }
  }

  return (row) => {
    for (let edge = starts[started]; edge && edge.row <= row; edge = starts[started]) {
      shift(edge, 1)
      started += 1
    }
    for (let edge = ends[ended]; edge && edge.row <= row; edge = ends[ended]) {
      shift(edge, -1)
      ended += 1
    }
    return covered
  }
}

function rowOf(reference: string): number {
  return Number(reference.replace(/^[A-Z]+/, ''))
}
