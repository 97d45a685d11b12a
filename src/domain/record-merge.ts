import type { CellValue } from './sheet-read.ts'

/** A row of the exchange sheet of organizations, by the keys of its columns. */
export type SheetRow = Readonly<Record<string, CellValue | null>>

/**
 * Columns that speak together: a day without its grade, or a point beside another address, would say what nobody has
 * said. The end of an organization is never taken over: of two records of one, the kept one says whether it is there.
 */
const TOGETHER: readonly (readonly string[])[] = [
  ['registeredOn'],
  ['placeCode'],
  ['address', 'longitude', 'latitude'],
  ['authority'],
  ['supervisingUnit'],
  ['industry'],
  ['grade', 'gradeValidTo'],
]

export const RESPONSIBLE = ['line', 'bodyId'] as const

/** What the gone record knows and the kept one does not: taken over where the kept one says nothing at all of it. */
export function filledBy(kept: SheetRow, gone: SheetRow): Record<string, CellValue> {
  const blank = (row: SheetRow, keys: readonly string[]) => keys.every((key) => (row[key] ?? null) === null)
  const taken = TOGETHER.filter((keys) => blank(kept, keys) && !blank(gone, keys)).flat()
  return cellsOf(gone, taken)
}

/** The cells of a row that say something, of the columns named. */
export function cellsOf(row: SheetRow, keys: readonly string[]): Record<string, CellValue> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = row[key] ?? null
      return value === null ? [] : [[key, value] as const]
    }),
  )
}

export type Difference = { readonly key: string; readonly kept: CellValue | null; readonly gone: CellValue }

/** Where the gone record says otherwise than the kept one, which holds: the word of the gone one stays in its history. */
export function leftBy(after: SheetRow, gone: SheetRow): Difference[] {
  return Object.entries(gone).flatMap(([key, value]) => {
    const now = after[key] ?? null
    return key === 'code' || value === null || value === now ? [] : [{ key, kept: now, gone: value }]
  })
}

/** A cell as a clerk types it. */
export function typed(value: CellValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}
