import { pinyin } from 'pinyin-pro'
import { searchKeys, type NameKeys } from '../domain/search-term.ts'

/** What is kept of a name for finding and sorting it. */
export type NameKey = { readonly keys: NameKeys; readonly sortKey: string }

const SORTED = 60

/** How a Chinese reader finds and sorts a name; readings of characters with more than one are chosen by the words. */
export function nameKeyOf(name: string, code: string): NameKey {
  const { syllables, sortKey } = readingOf(name)
  return { keys: searchKeys(name, code, syllables), sortKey }
}

/** Sorts as the pinyin order of the field: figures and Latin letters first, then by syllable, tone and character. */
export function sortKeyOf(name: string): string {
  return readingOf(name).sortKey
}

/** The syllables of a name without tones, sign by sign. */
export function syllablesOf(name: string): readonly string[] {
  return readingOf(name).syllables
}

type Reading = { readonly syllables: readonly string[]; readonly sortKey: string }

/** Names come in runs: the name that an import puts on record is soon sorted by its standings. */
const READ = new Map<string, Reading>()
const READ_MOST = 20_000

function readingOf(name: string): Reading {
  const known = READ.get(name)
  if (known !== undefined) return known
  const reading = readName(name)
  if (READ.size >= READ_MOST) READ.clear()
  READ.set(name, reading)
  return reading
}

function readName(name: string): Reading {
  const written = name.normalize('NFKC').replace(/\s+/g, '')
  const signs = Array.from(written)
  const read = pinyin(written, { toneType: 'num', type: 'array', v: true })
  const isAligned = read.length === signs.length
  const toned = signs.map((sign, index) => (isAligned && isHan(sign) ? (read[index] ?? '') : ''))
  return {
    syllables: signs.map((sign, index) => toned[index]?.replace(/\d/g, '') || sign.toUpperCase()),
    sortKey: signs
      .slice(0, SORTED)
      .map((sign, index) => (toned[index] === '' ? sign.toLowerCase() : `~${toned[index]}${sign}`))
      .join(' '),
  }
}

function isHan(sign: string): boolean {
  return /^\p{Script=Han}$/u.test(sign)
}
