/** A seeded stream of chance, the same on every machine (sfc32 with a Weyl counter). */
export type Chance = {
  /** A whole number of 0 to 2^32 - 1. */
  readonly word: () => number
  /** A whole number below the limit. */
  readonly below: (limit: number) => number
}

export function chanceOf(seed: number): Chance {
  let a = seed | 0
  let b = Math.floor(seed / 0x100000000) | 0
  let c = 0x9e3779b9 | 0
  let counter = 1
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let round = 0; round < 16; round++) word()
  return { word, below: (limit) => Math.floor((word() / 0x100000000) * limit) }
}
