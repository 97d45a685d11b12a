import { flawError, type Cell, type RawRow, type RawSheet, type TableEvent, type WorkbookLimits } from './workbook.ts'

export type Shaper = {
  readonly push: (row: RawRow) => void
  /** what is ready to be told, oldest first */
  readonly take: () => TableEvent[]
  /** tells the end; whether the sheet held anything */
  readonly finish: () => boolean
}

/** Rows of titles and notes above the header that are looked through at most. */
const TITLE_ROWS = 20

/**
 * Makes a table of raw rows: the header is the first row with two filled cells (a title stands alone in its merged
 * row), rows without any text are left out, blanks at the end of a row are cut.
 */
export function tableShaper(sheet: Omit<RawSheet, 'header' | 'headerRow'>, limits: WorkbookLimits): Shaper {
  let events: TableEvent[] = []
  let titles: RawRow[] = []
  let pending: RawRow[] = []
  let headed = false
  let rows = 0
  let hidden = 0

  function head(row: RawRow): void {
    headed = true
    titles = []
    events.push({ kind: 'sheet', sheet: { ...sheet, header: row.cells, headerRow: row.row } })
  }

  function add(row: RawRow): void {
    rows += 1
    if (rows > limits.maxRows)
      throw flawError({ code: 'TOO_MANY_ROWS', sheet: sheet.sheet, details: { limit: limits.maxRows } })
    if (row.hidden) hidden += 1
    pending.push(row)
  }

  /** No row with two filled cells: a table of one column, headed by its first row. */
  function headByFirst(): void {
    const [first, ...others] = titles
    if (!first) return
    head(first)
    others.forEach(add)
  }

  return {
    push(raw) {
      const row = trimmed(raw, limits)
      if (row === undefined) return
      if (headed) return add(row)
      if (filledCount(row.cells) >= 2) return head(row)
      titles.push(row)
      if (titles.length > TITLE_ROWS) headByFirst()
    },
    take() {
      const ready = events
      events = []
      if (pending.length > 0) ready.push({ kind: 'rows', rows: pending })
      pending = []
      return ready
    },
    finish() {
      if (!headed) headByFirst()
      if (!headed) return false
      if (pending.length > 0) events.push({ kind: 'rows', rows: pending })
      pending = []
      events.push({ kind: 'end', sheet: sheet.sheet, rows, hidden })
      return true
    },
  }
}

function trimmed(row: RawRow, limits: WorkbookLimits): RawRow | undefined {
  let width = row.cells.length
  while (width > 0 && row.cells[width - 1] === null) width -= 1
  if (!row.cells.some(isFilled)) return undefined
  if (width > limits.maxColumns) {
    throw flawError({ code: 'TOO_MANY_COLUMNS', details: { row: row.row, limit: limits.maxColumns } })
  }
  return width === row.cells.length ? row : { ...row, cells: row.cells.slice(0, width) }
}

function isFilled(cell: Cell): boolean {
  return cell !== null && cell.trim() !== ''
}

function filledCount(cells: readonly Cell[]): number {
  return cells.reduce((count, cell) => count + (isFilled(cell) ? 1 : 0), 0)
}
