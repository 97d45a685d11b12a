export const PLACE_LEVELS = ['nation', 'province', 'city', 'district', 'township', 'community'] as const
export type PlaceLevel = (typeof PLACE_LEVELS)[number]

/** The place that holds all others: no code of GB/T 2260, but the area of a national policy pack. */
export const NATION = '000000'

/** Levels that the exchange sheet names; provinces come with national lists. */
export const SHEET_PLACE_LEVELS = ['province', 'city', 'district', 'township', 'community'] as const

/**
 * One spelling for each statistical code (GB/T 2260 and the 12-digit code): 2 and 4 digits are filled to 6, and the
 * empty parts of a 9- or 12-digit code are cut ("320402000000" is "320402"). Other units ("CZ-JKQ") keep their own.
 */
export function normalPlaceCode(text: string): string {
  if (!/^\d+$/.test(text)) return text
  if (text.length === 2 || text.length === 4) return text.padEnd(6, '0')
  if (text.length === 12 && text.endsWith('000')) return normalPlaceCode(text.slice(0, 9))
  if (text.length === 9 && text.endsWith('000')) return text.slice(0, 6)
  return text
}

/** Whether the text can be a place code at all: 6, 9 or 12 digits, or an overlay unit of the managing tree. */
export function isPlaceCode(code: string): boolean {
  return /^(\d{6}|\d{9}|\d{12})$/.test(code) || /^[A-Z]{2,4}-[A-Z0-9]{1,12}$/.test(code)
}

/** The level that the form of a statistical code tells, or undefined for an overlay unit. */
export function findPlaceLevel(code: string): PlaceLevel | undefined {
  if (code === NATION) return 'nation'
  if (/^\d{2}0000$/.test(code)) return 'province'
  if (/^\d{4}00$/.test(code)) return 'city'
  if (/^\d{6}$/.test(code)) return 'district'
  if (/^\d{9}$/.test(code)) return 'township'
  return /^\d{12}$/.test(code) ? 'community' : undefined
}
