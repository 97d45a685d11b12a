import { describe, expect, it } from 'vitest'
import { findPlaceLevel, isPlaceCode, placeCodeVariants } from './place.ts'

describe('what can be a place code', () => {
  it.each(['32', '3204', '320400', '320402001', '320402001001', 'CZ-JKQ'])('%s can', (code) => {
    expect(isPlaceCode(code)).toBe(true)
  })

  it.each([
    '3',
    '320',
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
    ['320402000000', 'district'],
    ['320402001000', 'township'],
    ['320400000000', 'city'],
    ['CZ-JKQ', undefined],
    ['32', 'province'],
    ['3204', 'city'],
    ['320', undefined],
  ])('%s: %s', (code, level) => {
    expect(findPlaceLevel(code)).toBe(level)
  })
})

describe('spellings under which a place may stand', () => {
  it.each([
    ['32', ['32', '320000', '320000000', '320000000000', '3200']],
    ['320400', ['320400', '320400000', '320400000000', '3204']],
    ['3204', ['3204', '320400', '320400000', '320400000000']],
    ['441900', ['441900', '441900000', '441900000000', '4419']],
    ['320402', ['320402', '320402000', '320402000000']],
    ['320402000000', ['320402000000', '320402', '320402000']],
    ['320402001', ['320402001', '320402001000']],
    ['320402001000', ['320402001000', '320402001']],
    ['320402001001', ['320402001001']],
    ['CZ-JKQ', ['CZ-JKQ']],
    ['天宁区', ['天宁区']],
  ])('%s: %j', (code, variants) => {
    expect(placeCodeVariants(code)).toEqual(variants)
  })
})
