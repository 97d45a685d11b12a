import type { ScoreLeaf } from '../../domain/score-sheet.ts'

/** What somebody typed as points: a number, null where blank; a text that is no number stays as it is. */
export function pointsOfText(text: string): number | string | null {
  const plain = text
    .trim()
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．。]/g, '.')
  if (plain === '') return null
  return /^\d{1,4}(\.\d)?$/.test(plain) ? Number(plain) : text
}

/** Points as they are written: whole, or with the decimals that they have, up to hundredths. */
export function pointsText(points: number): string {
  return String(Math.round(points * 100) / 100)
}

/** Points that an indicator can have. */
export function isWithinPoints(leaf: Pick<ScoreLeaf, 'maximum'>, points: number): boolean {
  return points >= 0 && points <= leaf.maximum
}
