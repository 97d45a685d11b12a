import { codesMeantBy, findOrganizationNumber } from './code-alike.ts'
import { normalCode } from './identifier.ts'
import { findAddressKey } from './name-core.ts'

/**
 * Keys by which records are found that are worth comparing: two that share one are judged, all others never. `anywhere`
 * meets in the whole register, `local` within one district, and `near` (a core with one character left out) meets the
 * `local` of another. Numbers below 2^53, so that many can be kept; a chance meeting is told apart by the judgement.
 */
export type DuplicateKeys = {
  readonly anywhere: readonly number[]
  readonly local: readonly number[]
  readonly near: readonly number[]
}

/** Keys of a code: itself, what may have been meant by it, and the organization number in it. */
export function codeKeysOf(code: string): DuplicateKeys {
  const written = normalCode(code)
  const number = findOrganizationNumber(written)
  const codes = [written, ...codesMeantBy(written)].map((one) => keyOf(`code ${one}`))
  return { anywhere: [...codes, ...(number === undefined ? [] : [keyOf(`number ${number}`)])], local: [], near: [] }
}

/** Keys of the core of a name and of how it is read; a short core meets only its like. */
export function nameKeysOf(core: string, sound: string): DuplicateKeys {
  const signs = Array.from(core)
  const without = signs.map((_, at) => signs.toSpliced(at, 1).join(''))
  const sorted = signs.toSorted().join('')
  const local = [`core ${core}`, `sound ${sound}`, `signs ${sorted}`].map(keyOf)
  const near = signs.length < SHORTEST ? [] : [...new Set(without)].map((one) => keyOf(`core ${one}`))
  return { anywhere: [], local, near }
}

const SHORTEST = 4

/** The key of an address; none where it names no number. */
export function addressKeysOf(address: string | null): DuplicateKeys {
  const key = findAddressKey(address)
  return { anywhere: [], local: key === undefined ? [] : [keyOf(`address ${key}`)], near: [] }
}

/** Two runs of FNV-1a, of which 53 bits are kept. */
function keyOf(text: string): number {
  let [low, high] = [0x811c9dc5, 0x9dc5811c]
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    low = Math.imul(low ^ unit, 0x01000193) >>> 0
    high = Math.imul(high ^ (unit + at), 0x01000193) >>> 0
  }
  return (high & 0x1fffff) * 0x100000000 + low
}
