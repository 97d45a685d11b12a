import type { DemoReturn } from './city.ts'
import type { DemoRow } from './places.ts'
import { normalCode } from '../identifier.ts'
import { CLEAR_WORDS, SHEETS, type Noun } from '../sheet.ts'

/** What the returns together say of each thing, by its normal code: a blank cell keeps, a clear word empties. */
export function currentRows(returns: readonly DemoReturn[], noun: Noun): ReadonlyMap<string, DemoRow> {
  const key = SHEETS[noun].key
  const current = new Map<string, DemoRow>()
  for (const { sheets } of returns) {
    for (const row of sheets[noun] ?? []) {
      const code = normalCode(row[key] ?? '')
      const old = current.get(code)
      current.set(code, { ...(old === undefined ? row : overlaid(old, row)), [key]: code })
    }
  }
  return current
}

function overlaid(old: DemoRow, row: DemoRow): DemoRow {
  const said = Object.entries(row).filter(([, value]) => value !== '')
  return {
    ...old,
    ...Object.fromEntries(said.map(([column, value]) => [column, CLEAR_WORDS.includes(value) ? '' : value])),
  }
}
