import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COVERAGE_CLASS_NAMES, COVERAGE_CLASSES } from './coverage.ts'
import {
  KIND_NAMES,
  KINDS,
  LINE_NAMES,
  LINES,
  POPULATION_NAMES,
  POPULATIONS,
  STATUS_NAMES,
  STATUSES,
} from './organization.ts'
import { FORMATION_NAMES, FORMATIONS, LEVEL_NAMES, LEVELS, NATURE_NAMES, NATURES } from './party-organization.ts'
import type { Text } from './refusal.ts'
import { NOUNS, SHEETS } from './sheet.ts'
import { STANDING_NAMES, STANDINGS } from './standing.ts'

/** The lines of the glossary's tables as [Chinese, English, code, meaning]. */
const ENTRIES = readFileSync(new URL('../../docs/GLOSSARY.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| 中文'))
  .map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim()),
  )

function namesOf<W extends string>(list: string, words: readonly W[], textOf: (word: W) => Text) {
  return words.map((word) => ({ code: `\`${list}: ${word}\``, zh: textOf(word).zh, en: textOf(word).en }))
}

const WORDS = [
  ...namesOf('kind', KINDS, (word) => KIND_NAMES[word]),
  ...namesOf('status', STATUSES, (word) => STATUS_NAMES[word]),
  ...namesOf('population', POPULATIONS, (word) => POPULATION_NAMES[word]),
  ...namesOf('line', LINES, (word) => LINE_NAMES[word]),
  ...namesOf('level', LEVELS, (word) => LEVEL_NAMES[word]),
  ...namesOf('formation', FORMATIONS, (word) => FORMATION_NAMES[word]),
  ...namesOf('nature', NATURES, (word) => NATURE_NAMES[word]),
  ...namesOf('coverage', COVERAGE_CLASSES, (word) => COVERAGE_CLASS_NAMES[word]),
  ...namesOf('standing', STANDINGS, (word) => STANDING_NAMES[word]),
  ...namesOf('noun', NOUNS, (word) => SHEETS[word].name),
]

describe('the glossary', () => {
  it.each(WORDS)('has $zh as $en for $code', ({ code, zh, en }) => {
    expect(ENTRIES.filter((entry) => entry[2] === code).map((entry) => entry.slice(0, 2))).toEqual([[zh, en]])
  })

  it('has no word of a list that the code does not have', () => {
    const known = WORDS.map((word) => word.code)
    const listed = ENTRIES.map((entry) => entry[2] ?? '').filter((code) => /^`\w+: \w+`$/.test(code))
    expect(listed.filter((code) => !known.includes(code))).toEqual([])
  })

  it('says something of every word', () => {
    expect(ENTRIES.filter((entry) => entry.length !== 4 || entry.some((cell) => cell === ''))).toEqual([])
  })
})
