import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patternsOf, pinyinReadings, searchKeys, termsOf, type KeyPattern } from './search-term.ts'

const SYLLABLES = ['chang', 'zhou', 'shi', 'zong', 'hui', 'an', 'xi', 'yang', 'lao', 'e', 'nv', 'er', 'ri', 'zhuang']
const syllables = fc.array(fc.constantFrom(...SYLLABLES), { minLength: 1, maxLength: 4 })

test.each([
  ['changzhou', ['chang zhou']],
  ['changz', ['chang z']],
  ['xian', ['xian', 'xi an']],
  ["xi'an", ['xi an']],
  ['czszx', []],
  ['yl', []],
  ['CHANG', ['chang', 'cha ng']],
  ['3204', []],
  ['', []],
])('%j is read as pinyin %j', (letters, readings) => {
  const read = pinyinReadings(letters).map((one) => one.join(' '))
  for (const reading of readings.slice(0, 1)) expect(read[0]).toBe(reading)
  if (readings.length === 0) expect(read).toEqual([])
})

test('syllables set off by apostrophes are read as they were typed', () => {
  fc.assert(
    fc.property(syllables, (typed) => {
      expect(pinyinReadings(typed.join("'"))).toContainEqual(typed)
    }),
  )
})

test('every reading is what was typed, and never more than a few of them', () => {
  fc.assert(
    fc.property(syllables, (typed) => {
      const readings = pinyinReadings(typed.join(''))
      expect(readings.length).toBeGreaterThan(0)
      expect(readings.length).toBeLessThanOrEqual(4)
      for (const reading of readings) expect(reading.join('')).toBe(typed.join(''))
    }),
  )
})

test('what is typed is compared in one form of width and case, and cut at spaces', () => {
  expect(termsOf('  ａｂｃ　养老\tx ')).toEqual(['ABC', '养老', 'X'])
  expect(termsOf('   ')).toEqual([])
})

/** LIKE as the database does it. */
function isLike(text: string, pattern: string): boolean {
  const source = pattern.replace(/\\(.)|([%_])|([^\\%_])/gsu, (_, escaped?: string, sign?: string, plain?: string) =>
    sign === '%' ? '[^]*' : sign === '_' ? '[^]' : (escaped ?? plain ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  )
  return new RegExp(`^${source}$`, 'u').test(text)
}

/** Whether every term matches, as the database asks: what is needed, and one of the others. */
function isFound(typed: string): boolean {
  return termsOf(typed).every((term) => {
    const { needed, any } = patternsOf(term)
    return (needed === null || matches(needed)) && any.some(matches)
  })
}

function matches([key, like]: KeyPattern): boolean {
  return isLike(KEYS[key], like)
}

const KEYS = searchKeys('常州市ABC养老（集团）中心', '52320400MJ6283451X', [
  'chang',
  'zhou',
  'shi',
  'A',
  'B',
  'C',
  'yang',
  'lao',
  '(',
  'ji',
  'tuan',
  ')',
  'zhong',
  'xin',
])

test.each([
  '州',
  '养老',
  'abc',
  '(集团)',
  'czsabc',
  'yljtzx',
  'yanglao',
  'yangl',
  'zhongxin',
  'changzhoushi',
  'mj6283',
  '28345',
  '51x',
])('%s finds it', (typed) => {
  expect(isFound(typed)).toBe(true)
})

test.each(['苏', '老年', 'hangzhou', 'anglao', 'houshi', 'xzz', '9999', '%', '_', '\\'])('%s does not', (typed) => {
  expect(isFound(typed)).toBe(false)
})

test('any part of a name, of its initials, of the code or of pinyin from a syllable on finds it', () => {
  const { written, short, pinyin } = KEYS
  const starts = [written, ...short.split('\n').slice(0, 2)]
  const whole = fc.constantFrom(...starts).chain((text) => partOf(text))
  const letters = fc
    .nat({ max: 7 })
    .chain((from) => partOf(pinyin.trim().split(' ').slice(from).join(''), 0))
    .filter((typed) => typed.length > 1 && pinyinReadings(typed).length > 0)
  fc.assert(
    fc.property(whole, (typed) => {
      expect(isFound(typed)).toBe(true)
    }),
    { numRuns: 300 },
  )
  fc.assert(
    fc.property(letters, (typed) => {
      const { needed, any } = patternsOf(typed.toUpperCase())
      // Of many readings only the likeliest are tried; what is needed hides none of them.
      if (any.some(matches)) expect(needed === null || matches(needed)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

function partOf(text: string, from?: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.nat({ max: text.length - 1 }), fc.integer({ min: 1, max: text.length }))
    .map(([at, length]) => text.slice(from ?? at, (from ?? at) + length))
}
