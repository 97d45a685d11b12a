import { describe, expect, it } from 'vitest'
import {
  creditCodeFaults,
  findCreditCheck,
  findOrganizationCheck,
  isFileNumber,
  normalCode,
  suggestCreditCode,
} from './identifier.ts'

/** The example of GB 32100-2015. */
const EXAMPLE = '91350100M000100Y43'
const CHARSET = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY')

describe('the check of a credit code', () => {
  it.each([
    EXAMPLE,
    '53100000500021676K',
    '53100000500009167K',
    '53100000500021326D',
    '53100000500019795A',
    '12100000400009127B',
    '914403001922038216',
  ])('passes the published code %s', (code) => {
    expect(creditCodeFaults(code)).toEqual([])
  })

  it.each([
    '51320499MJT000010U',
    '52320499MJT000029M',
    '53320499MJT000037D',
    '59320499MJT000045M',
    '52320499123456788A',
  ])('passes the fictional code %s', (code) => {
    expect(creditCodeFaults(code)).toEqual([])
  })

  it.each([
    ['53100000500020462H', ['creditCheck']],
    ['53100000500020463H', ['organizationCheck', 'creditCheck']],
    ['531000005000074012', ['creditCheck']],
    ['', ['length']],
    ['91350100M000100Y4', ['length']],
    ['91350100M000100Y433', ['length']],
    ['9135O100M000100Y43', ['charset']],
    ['91350100m000100y43', ['charset']],
    ['91350100Ｍ000100Y43', ['charset']],
  ])('finds what is wrong with %s', (code, faults) => {
    expect(creditCodeFaults(code)).toEqual(faults)
  })

  it('is 0 where the weighted sum is a multiple of 31', () => {
    expect(findCreditCheck('51320499MJT000192')).toBe('0')
    expect(creditCodeFaults('51320499MJT0001920')).toEqual([])
  })

  it('tells the right last character of a code that was issued wrong', () => {
    expect(findCreditCheck('53100000500007401')).toBe('D')
    expect(findCreditCheck('5310000050000740')).toBeUndefined()
    expect(findCreditCheck('5310000050000740O')).toBeUndefined()
  })

  it.each([
    ['D2143569', 'X'],
    ['00000000', '0'],
    ['12345678', '8'],
  ])('gives the organization code %s its check character %s (GB 11714)', (first8, check) => {
    expect(findOrganizationCheck(first8)).toBe(check)
  })

  it('gives none to a text of another length or alphabet', () => {
    expect(findOrganizationCheck('1234567')).toBeUndefined()
    expect(findOrganizationCheck('1234567é')).toBeUndefined()
  })

  it('catches 540 of 540 single substitutions in the example', () => {
    const wrong = Array.from(EXAMPLE).flatMap((own, at) =>
      CHARSET.filter((other) => other !== own).map((other) => EXAMPLE.slice(0, at) + other + EXAMPLE.slice(at + 1)),
    )
    expect(wrong).toHaveLength(540)
    expect(wrong.filter((code) => creditCodeFaults(code).length === 0)).toEqual([])
  })

  it('catches 13 of 13 unequal neighbours exchanged in the example', () => {
    const wrong = Array.from(EXAMPLE).flatMap((own, at) => {
      const next = EXAMPLE[at + 1]
      return next === undefined || next === own ? [] : [EXAMPLE.slice(0, at) + next + own + EXAMPLE.slice(at + 2)]
    })
    expect(wrong).toHaveLength(13)
    expect(wrong.filter((code) => creditCodeFaults(code).length === 0)).toEqual([])
  })
})

describe('the normal form of a code', () => {
  it.each([
    [' 91350100M000100Y43 ', EXAMPLE],
    ['91350100 M000100Y4 3', EXAMPLE],
    ['91350100m000100y43', EXAMPLE],
    ['９１３５０１００Ｍ０００１００Ｙ４３', EXAMPLE],
    ['91350100\u3000M000100Y43\u200b', EXAMPLE],
    ['\uFEFFba-320402001001-7', 'BA-320402001001-7'],
  ])('of %j is %s', (text, code) => {
    expect(normalCode(text)).toBe(code)
  })

  it('guesses nothing: a letter O stays a letter O', () => {
    expect(normalCode('9135O1OOM000100Y43')).toBe('9135O1OOM000100Y43')
  })
})

describe('a suggestion', () => {
  it.each([
    ['9135O100M000100Y43', EXAMPLE],
    ['9I35OIOOM0001OOY43', EXAMPLE],
    ['9135010OM000100Y43', EXAMPLE],
    ['5Z100000500021676K', undefined],
    ['S3100000S00021676K', '53100000500021676K'],
    ['531000005000Z1676K', '53100000500021676K'],
  ])('for %s is %s', (read, suggested) => {
    expect(suggestCreditCode(read)).toBe(suggested)
  })

  it('is not made for a right code, nor where the replaced code fails', () => {
    expect(suggestCreditCode(EXAMPLE)).toBeUndefined()
    expect(suggestCreditCode('9135O100M000100Y44')).toBeUndefined()
  })

  it('is never silent: the code that was read stays faulty', () => {
    expect(creditCodeFaults('9135O100M000100Y43')).toEqual(['charset'])
  })
})

describe('a file number', () => {
  it.each([
    ['BA-320402001001-7', true],
    ['BA-320402001001-0012', true],
    ['BA-320402001-7', false],
    ['BA-320402001001', false],
    ['320402001001-7', false],
    [EXAMPLE, false],
  ])('%s: %s', (code, is) => {
    expect(isFileNumber(code)).toBe(is)
  })
})
