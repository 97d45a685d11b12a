/** A count with thousands separators, the same in both languages. */
export function numberText(count: number): string {
  return count.toLocaleString('en-US')
}

/** Metres as people say them: whole metres below one kilometre, else kilometres with one decimal. */
export function distanceText(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} m` : `${(Math.round(metres / 100) / 10).toFixed(1)} km`
}

/** The proven gap of a plan, given as a share, with two decimals: small gaps are what is worth reading. */
export function gapText(gap: number): string {
  return `${(gap * 100).toFixed(2)}%`
}
