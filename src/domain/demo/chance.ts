/** A seeded stream of chance that is the same on every machine: whole numbers and exact arithmetic only. */
export type Chance = {
  /** At least 0, below 1. */
  readonly share: () => number
  /** A whole number of 0 to limit - 1. */
  readonly below: (limit: number) => number
}

export type NonEmpty<T> = readonly [T, ...T[]]

/** Streams of one seed differ by their name, so that a change in one part of the city leaves the others as they are. */
export function chanceOf(seed: number, stream: string): Chance {
  let x = mixed(Math.trunc(seed) | 0)
  let y = mixed(x ^ textNumber(stream))
  let z = mixed(y + 0x2545f491)
  let w = mixed(z ^ Math.floor(seed / 0x100000000)) | 1
  let weyl = mixed(w)
  const word = (): number => {
    const t = x ^ (x << 11)
    x = y
    y = z
    z = w
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8)
    weyl = (weyl + 0x9e3779b9) | 0
    return (w + weyl) >>> 0
  }
  const share = (): number => word() / 0x100000000
  return { share, below: (limit) => Math.floor(share() * limit) }
}

function mixed(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x21f0aaad)
  const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97)
  return twice ^ (twice >>> 15)
}

function textNumber(text: string): number {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0).reduce((sum, one) => mixed(sum + one), 7)
}

export function pick<T>(chance: Chance, list: NonEmpty<T>): T {
  return list[chance.below(list.length)] ?? list[0]
}

/** One entry, drawn by its weight. */
export function pickWeighted<T>(chance: Chance, list: NonEmpty<T>, weightOf: (one: T) => number): T {
  let rest = chance.share() * list.reduce((sum, one) => sum + weightOf(one), 0)
  for (const one of list) {
    rest -= weightOf(one)
    if (rest < 0) return one
  }
  return list[0]
}

export function shuffled<T>(chance: Chance, list: readonly T[]): T[] {
  const keyed = list.map((one) => ({ one, key: chance.share() }))
  return keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one)
}

/** The total in whole parts by weight (largest remainder; ties to the earlier). */
export function allot(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const parts = exact.map(Math.floor)
  const left = total - parts.reduce((all, part) => all + part, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1
  return parts
}

/** A whole number, lognormal about the median. */
export function lognormal(chance: Chance, median: number, sigma: number): number {
  return Math.round(median * growth(sigma * bell(chance)))
}

/** Near to standard normal: twelve even shares less 6. */
export function bell(chance: Chance): number {
  let sum = -6
  for (let round = 0; round < 12; round++) sum += chance.share()
  return sum
}

/** e^x by squaring: Math.exp may differ in its last digit between engines. */
function growth(x: number): number {
  let value = 1 + x / 1024
  for (let round = 0; round < 10; round++) value *= value
  return value
}
