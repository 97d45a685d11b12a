import { isDateFormat, serialToDate } from 'hucre'
import type { Cell, CellFlag } from './workbook.ts'

export type ReadCell = { readonly text: Cell; readonly flag?: CellFlag }

/** Built-in formats that show a day, among them the Chinese ones (27 to 36, 50 to 58). */
const DAY_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])
const LAST_SERIAL = 2_958_465

/** Whether a number format shows a day; a pure time of day does not. */
export function showsDay(id: number, code: string | undefined): boolean {
  if (code === undefined) return DAY_FORMATS.has(id)
  return isDateFormat(code) && /[yd年月日]/i.test(code.replace(/\[[^\]]*\]/g, ''))
}

/** The text of a numeric cell as it stands in the file, in plain decimals or as a day. */
export function numberCell(raw: string, day: boolean, is1904: boolean): ReadCell {
  if (!day && /^-?[0-9]{1,15}$/.test(raw)) return { text: plainInteger(raw) }
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return { text: raw === '' ? null : raw }
  if (day) {
    const text = dayText(value, is1904)
    if (text !== undefined) return { text }
  }
  if (Number.isInteger(value)) return integerCell(raw, value)
  return { text: plainDecimal(Number(value.toPrecision(15))) }
}

function plainInteger(raw: string): string {
  return /^-?0\d/.test(raw) || raw === '-0' ? String(Number(raw) + 0) : raw
}

/** Digits written out in the file are kept; of a number with 16 or more a spreadsheet has kept only 15. */
function integerCell(raw: string, value: number): ReadCell {
  const text = /^-?\d+$/.test(raw) ? raw : BigInt(value).toString()
  return text.replace('-', '').length >= 16 ? { text, flag: 'rounded' } : { text }
}

function plainDecimal(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

function dayText(serial: number, is1904: boolean): string | undefined {
  if (serial < (is1904 ? 0 : 1) || serial > LAST_SERIAL) return undefined
  return serialToDate(Math.floor(serial), is1904).toISOString().slice(0, 10)
}

/** Text that shows the traces of a number: 9.1E+17, or 18 digits of which the last are zeros. */
export function textFlag(text: string): CellFlag | undefined {
  if (text.length < 4 || text.length > 40) return undefined
  const first = text.charCodeAt(0)
  if (first < 45 || first > 57) return undefined
  if (/^-?\d(\.\d+)?[eE]\+?\d{1,3}$/.test(text)) return 'exponent'
  return /^\d{15}0+$/.test(text) ? 'rounded' : undefined
}

/** A text cell with its flag; the empty text is an empty cell. */
export function textCell(text: string): ReadCell {
  if (text === '') return { text: null }
  const flag = textFlag(text)
  return flag === undefined ? { text } : { text, flag }
}
