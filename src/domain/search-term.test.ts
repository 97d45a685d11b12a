import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patternsOf, pinyinReadings, searchKeys, termsOf } from './search-term.ts'

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
  expect(termsOf(typed).every((term) => patternsOf(term).some((pattern) => isLike(KEYS, pattern)))).toBe(true)
})

test.each(['苏', '老年', 'hangzhou', 'anglao', 'houshi', 'xzz', '9999', '%', '_', '\\'])('%s does not', (typed) => {
  expect(termsOf(typed).every((term) => patternsOf(term).some((pattern) => isLike(KEYS, pattern)))).toBe(false)
})
