import { expect, test } from 'vitest'
import { SHEETS } from '../../domain/sheet.ts'
import { chosenTwice, guessedKeys, isChosen, lookAt, withHeader } from './paste.ts'

const sheet = SHEETS.organizations

test('a block with known headers is told from one without', () => {
  expect(lookAt('统一社会信用代码\t名称\n1\t甲会\n2\t乙会\n', sheet)).toEqual({
    rows: 2,
    hasHeader: true,
    sample: [
      ['统一社会信用代码', '名称'],
      ['1', '甲会'],
      ['2', '乙会'],
    ],
  })
  expect(lookAt('1\t甲会\r\n2\r\n\r\n', sheet)).toEqual({
    rows: 2,
    hasHeader: false,
    sample: [
      ['1', '甲会'],
      ['2', ''],
    ],
  })
})

test.each(['', ' ', '\n\n', '\t\n'])('%j is nothing', (text) => expect(lookAt(text, sheet)).toBeUndefined())

test('a cell with line breaks is one cell of one row', () => {
  expect(lookAt('code\taddress\n1\t"甲路\n1 号，""东"""\n2\t乙路', sheet)).toMatchObject({
    rows: 2,
    sample: [
      ['code', 'address'],
      ['1', '甲路\n1 号，"东"'],
      ['2', '乙路'],
    ],
  })
})

test('the chosen columns become the header row; two of the same are told', () => {
  expect(withHeader('1\t甲', ['code', ''])).toBe('code\t\n1\t甲')
  expect(chosenTwice(['code', '', '', 'name', 'code'])).toEqual(['code'])
})

test.each([
  [['code', 'name'], true],
  [['code', ''], false],
  [['name', 'staff'], false],
  [['code', 'name', 'name'], false],
])('columns chosen as %j are enough: %s', (keys, enough) => expect(isChosen(sheet, keys)).toBe(enough))

test('a block as wide as the template is taken for the template without its headers', () => {
  expect(guessedKeys(sheet, sheet.columns.length)[0]).toBe('code')
  expect(guessedKeys(sheet, 3)).toEqual(['', '', ''])
})
