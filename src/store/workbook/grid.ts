import { rename, rm, writeFile } from 'node:fs/promises'
import { writeXlsx, type CellStyle, type WriteSheet } from 'hucre'

/** A cell of a paper-like table; `row` and `col` are 0-based. Numbers stay numbers, null is an empty ruled cell. */
export type GridCell = {
  readonly row: number
  readonly col: number
  readonly value: string | number | null
  readonly bold?: boolean
  readonly rowSpan?: number
  readonly colSpan?: number
}

export type Grid = {
  readonly name: string
  readonly cells: readonly GridCell[]
  /** column widths in characters */
  readonly widths: readonly number[]
}

const SIDE = { style: 'thin' } as const
const RULED: CellStyle = {
  border: { top: SIDE, right: SIDE, bottom: SIDE, left: SIDE },
  alignment: { vertical: 'center', wrapText: true },
}

/** Writes an official table as it is printed: ruled cells, merged heads, one page wide on A4 across. */
export async function writeGrid(path: string, grid: Grid): Promise<void> {
  const partial = `${path}.new`
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  for (const cell of grid.cells) ruleCell(cell, cells)
  const sheet: WriteSheet = {
    name: grid.name,
    columns: grid.widths.map((width) => ({ width })),
    rows: [],
    cells,
    merges: grid.cells.filter(isMerged).map((cell) => ({
      startRow: cell.row,
      startCol: cell.col,
      endRow: cell.row + (cell.rowSpan ?? 1) - 1,
      endCol: cell.col + (cell.colSpan ?? 1) - 1,
    })),
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  }
  try {
    await writeFile(partial, await writeXlsx({ sheets: [sheet], defaultFont: { name: '宋体', size: 11 } }))
    await rename(partial, path)
  } finally {
    await rm(partial, { force: true })
  }
}

function isMerged(cell: GridCell): boolean {
  return (cell.rowSpan ?? 1) > 1 || (cell.colSpan ?? 1) > 1
}

/** Every cell under a span is ruled, or the frame of a merged head has gaps. */
function ruleCell(cell: GridCell, cells: NonNullable<WriteSheet['cells']>): void {
  const centred = cell.bold === true || typeof cell.value === 'number'
  const style: CellStyle = {
    ...RULED,
    alignment: { ...RULED.alignment, horizontal: centred ? 'center' : 'left' },
    ...(cell.bold === true ? { font: { bold: true } } : {}),
  }
  for (let row = cell.row; row < cell.row + (cell.rowSpan ?? 1); row += 1) {
    for (let col = cell.col; col < cell.col + (cell.colSpan ?? 1); col += 1) {
      const first = row === cell.row && col === cell.col
      cells.set(`${row},${col}`, { value: first ? cell.value : null, style })
    }
  }
}
