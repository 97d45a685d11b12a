export const PLACE_LEVELS = ['nation', 'province', 'city', 'district', 'township', 'community'] as const
export type PlaceLevel = (typeof PLACE_LEVELS)[number]

/** The place that holds all others: no code of GB/T 2260, but the area of a national policy pack. */
export const NATION = '000000'

/** Levels that the exchange sheet names; provinces come with national lists. */
export const SHEET_PLACE_LEVELS = ['province', 'city', 'district', 'township', 'community'] as const

/** The part of a statistical code that says something: 2, 4, 6, 9 or 12 digits without empty parts behind it. */
function stemOf(code: string): string {
  if (code.length === 12 && code.endsWith('000')) return stemOf(code.slice(0, 9))
  if (code.length === 9 && code.endsWith('000')) return stemOf(code.slice(0, 6))
  return (code.length === 6 || code.length === 4) && code.endsWith('00') ? stemOf(code.slice(0, -2)) : code
}

const LENGTHS = [6, 9, 12, 4, 2]

/**
 * Spellings under which a place may stand, its own first: lists write one city "3204", "320400" or "320400000000". Both
 * "4419" and "441900" may stand in one list for different places, so codes are kept as written and only looked up so.
 */
export function placeCodeVariants(code: string): readonly string[] {
  if (!/^\d+$/.test(code)) return [code]
  const stem = stemOf(code)
  const padded = LENGTHS.filter((length) => length >= stem.length).map((length) => stem.padEnd(length, '0'))
  return [code, ...padded.filter((one) => one !== code)]
}

/** Whether the text can be a place code at all: 2, 4, 6, 9 or 12 digits, or an overlay unit of the managing tree. */
export function isPlaceCode(code: string): boolean {
  return /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(code) || /^[A-Z]{2,4}-[A-Z0-9]{1,12}$/.test(code)
}

/** The level that the form of a statistical code tells, or undefined for an overlay unit. */
export function findPlaceLevel(code: string): PlaceLevel | undefined {
  if (code === NATION) return 'nation'
  if (/^\d{2}(0000)?$/.test(code)) return 'province'
  if (/^\d{4}(00)?$/.test(code)) return 'city'
  if (/^\d{6}$/.test(code)) return 'district'
  if (/^\d{9}$/.test(code)) return 'township'
  if (!/^\d{12}$/.test(code)) return undefined
  if (code.endsWith('000000')) return findPlaceLevel(code.slice(0, 6))
  return code.endsWith('000') ? 'township' : 'community'
}
