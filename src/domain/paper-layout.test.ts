import { describe, expect, test } from 'vitest'
import { brokenLines, LETTER_SPACING, LINE_PITCH, AREA, LETTERS_ON_LINE, SIZES } from './paper-layout.ts'

const lines = (text: string, indent = 0) => brokenLines(text, { widthOf: () => 1, width: 28, indent })

test('28 letters of 16 pt would be wider than the line, and fill it with their spacing', () => {
  expect(LETTERS_ON_LINE * SIZES.body).toBeGreaterThan(AREA.width)
  expect(LETTERS_ON_LINE * (SIZES.body + LETTER_SPACING)).toBeCloseTo(AREA.width, 6)
  expect([LETTER_SPACING.toFixed(3), LINE_PITCH.toFixed(2)]).toEqual(['-0.207', '28.99'])
})

describe('a paragraph is broken', () => {
  test('into lines of 28 letters, the first with its indent', () => {
    expect(lines('字'.repeat(60)).map((line) => line.length)).toEqual([28, 28, 4])
    expect(lines('字'.repeat(60), 2).map((line) => line.length)).toEqual([26, 28, 6])
  })

  test.each(['，', '。', '）', '」', '；', '》', '”', '！', '？', '：', '、'])('never before %s', (mark) => {
    expect(lines(`${'字'.repeat(28)}${mark}后`)).toEqual(['字'.repeat(27), `字${mark}后`])
  })

  test.each(['（', '《', '「', '“'])('never after %s', (mark) => {
    expect(lines(`${'字'.repeat(27)}${mark}后`)).toEqual(['字'.repeat(27), `${mark}后`])
  })

  test('with several marks in a row kept together', () => {
    expect(lines(`${'字'.repeat(27)}好。”后`)).toEqual(['字'.repeat(27), '好。”后'])
  })

  test('never inside a number or a code', () => {
    expect(lines(`${'字'.repeat(20)}52320499MJT000029M后`)).toEqual(['字'.repeat(20), '52320499MJT000029M后'])
  })

  test('inside of a word that is longer than a line, and loses no letter', () => {
    const long = 'a'.repeat(70)
    expect(lines(long).map((line) => line.length)).toEqual([28, 28, 14])
    expect(lines(`字${long}`).join('')).toBe(`字${long}`)
  })
})
