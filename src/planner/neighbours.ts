import { whole } from './arrays.ts'
import { cellGridOf, metresBetween } from './geometry.ts'
import type { CellGrid, Places } from './geometry.ts'

/** Who lies within the radius of whom: the partners of `a` stand at start[a] to start[a + 1] - 1. */
export type Neighbours = {
  readonly start: Int32Array
  readonly partner: Int32Array
  readonly metres: Int32Array
}

export function neighboursOf(places: Places, radius: number): Neighbours {
  const grid = cellGridOf(places, radius)
  const shelves = shelvesOf(grid)
  const start = new Int32Array(places.count + 1)
  const partner: number[] = []
  const metres: number[] = []
  for (let a = 0; a < places.count; a++) {
    eachNear(grid, shelves, whole(grid.cellOf, a), (b) => {
      if (a === b) return
      const distance = metresBetween(places, a, b)
      if (distance > radius) return
      partner.push(b)
      metres.push(distance)
    })
    start[a + 1] = partner.length
  }
  return { start, partner: Int32Array.from(partner), metres: Int32Array.from(metres) }
}

type Shelves = { readonly start: Int32Array; readonly content: Int32Array }

function shelvesOf(grid: CellGrid): Shelves {
  const start = new Int32Array(grid.columns * grid.rows + 1)
  for (const cell of grid.cellOf) start[cell + 1] = whole(start, cell + 1) + 1
  for (let cell = 0; cell + 1 < start.length; cell++) start[cell + 1] = whole(start, cell + 1) + whole(start, cell)
  const next = start.slice()
  const content = new Int32Array(grid.cellOf.length)
  for (let at = 0; at < content.length; at++) {
    const cell = whole(grid.cellOf, at)
    content[whole(next, cell)] = at
    next[cell] = whole(next, cell) + 1
  }
  return { start, content }
}

function eachNear(grid: CellGrid, shelves: Shelves, cell: number, visit: (at: number) => void): void {
  const row = Math.floor(cell / grid.columns)
  const column = cell % grid.columns
  const west = Math.max(0, column - 1)
  const east = Math.min(grid.columns - 1, column + 1)
  for (let near = Math.max(0, row - 1); near <= Math.min(grid.rows - 1, row + 1); near++) {
    const from = whole(shelves.start, near * grid.columns + west)
    const to = whole(shelves.start, near * grid.columns + east + 1)
    for (let at = from; at < to; at++) visit(whole(shelves.content, at))
  }
}
