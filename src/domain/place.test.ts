import { describe, expect, it } from 'vitest'
import { findPlaceLevel, isPlaceCode, normalPlaceCode } from './place.ts'

describe('one spelling for each place', () => {
  it.each([
    ['32', '320000'],
    ['3204', '320400'],
    ['320400', '320400'],
    ['320402', '320402'],
    ['320402001', '320402001'],
    ['320402001001', '320402001001'],
    ['320402001000', '320402001'],
    ['320402000000', '320402'],
    ['320402000', '320402'],
    ['320400000000', '320400'],
    ['320000000000', '320000'],
    ['320412100000', '320412100'],
    ['CZ-JKQ', 'CZ-JKQ'],
    ['天宁区', '天宁区'],
  ])('%s is %s', (text, code) => {
    expect(normalPlaceCode(text)).toBe(code)
    expect(normalPlaceCode(code)).toBe(code)
  })
})

describe('what can be a place code', () => {
  it.each(['320400', '320402001', '320402001001', 'CZ-JKQ'])('%s can', (code) => {
    expect(isPlaceCode(code)).toBe(true)
  })

  it.each([
    '32',
    '3204',
    '32040',
    '32040200',
    '3204020010010',
    '',
    'CZJKQ',
    'cz-jkq',
    '３２０４００',
    '320400 ',
    '天宁区',
  ])('%j cannot', (code) => {
    expect(isPlaceCode(code)).toBe(false)
  })
})

describe('the level that a code tells', () => {
  it.each([
    ['000000', 'nation'],
    ['320000', 'province'],
    ['320400', 'city'],
    ['320402', 'district'],
    ['320481', 'district'],
    ['320402001', 'township'],
    ['320412100', 'township'],
    ['320402001001', 'community'],
    ['CZ-JKQ', undefined],
    ['3204', undefined],
  ])('%s: %s', (code, level) => {
    expect(findPlaceLevel(code)).toBe(level)
  })
})
