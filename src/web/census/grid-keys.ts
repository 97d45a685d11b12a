import type { GridRow } from './campaign.ts'

/** One row as it is shown: of the first level, or of the second under an open one. */
export type GridLine = {
  readonly row: GridRow
  readonly level: 1 | 2
  readonly isOpen: boolean
  readonly above: string | undefined
}

export function linesOf(rows: readonly GridRow[], opened: ReadonlySet<string>): GridLine[] {
  return rows.flatMap((row): GridLine[] => {
    const isOpen = opened.has(row.key) && row.below.length > 0
    const below = isOpen ? row.below : []
    return [
      { row, level: 1, isOpen, above: undefined },
      ...below.map((one): GridLine => ({ row: one, level: 2, isOpen: false, above: row.key })),
    ]
  })
}

export type GridAct =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'turn'; readonly key: string; readonly isOpen: boolean }
  | { readonly kind: 'open' }

/** What a key does in a treegrid; undefined where it is not the grid's. */
export function keyInGrid(key: string, lines: readonly GridLine[], at: number): GridAct | undefined {
  const line = lines[at]
  if (line === undefined) return undefined
  const last = lines.length - 1
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(last, at + 1),
    ArrowUp: Math.max(0, at - 1),
    Home: 0,
    End: last,
  }
  const to = moves[key]
  if (to !== undefined) return { kind: 'move', to }
  if (key === 'ArrowRight') return into(line, at)
  if (key === 'ArrowLeft') return out(line, lines)
  return key === 'Enter' ? { kind: 'open' } : undefined
}

function into({ row, isOpen }: GridLine, at: number): GridAct | undefined {
  if (row.below.length === 0) return undefined
  return isOpen ? { kind: 'move', to: at + 1 } : { kind: 'turn', key: row.key, isOpen: true }
}

function out({ row, isOpen, above }: GridLine, lines: readonly GridLine[]): GridAct | undefined {
  if (isOpen) return { kind: 'turn', key: row.key, isOpen: false }
  return above === undefined ? undefined : { kind: 'move', to: lines.findIndex((one) => one.row.key === above) }
}
