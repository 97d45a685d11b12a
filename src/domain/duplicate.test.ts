import { describe, expect, test } from 'vitest'
import { areAlikeCodes, codesMeantBy, findOrganizationNumber } from './code-alike.ts'
import { addressKeysOf, codeKeysOf, nameKeysOf } from './duplicate-key.ts'
import { duplicateJudgement, groundsOf, isAnswered, profileOf, type DuplicateSide, type Sign } from './duplicate.ts'
import { findAddressKey, namePartsOf, plainSound } from './name-core.ts'

const PLACES = ['江苏省', '常州市', '武进区', '天宁区']

/** Fictional codes of domain.md 3.1, each of which passes both checks. */
const [FIRST, SECOND] = ['51320499MJT000010U', '52320499MJT000029M']

describe('the core of a name', () => {
  test.each([
    ['常州市武进区阳光幼儿园', '阳光幼儿园', ['常州', '武进'], []],
    ['常州市武进阳光第一幼儿园', '阳光1幼儿园', ['常州', '武进'], ['1']],
    ['阳光幼儿园（武进区）', '阳光幼儿园', ['武进'], []],
    ['（武进） 阳光·幼儿园', '阳光幼儿园', ['武进'], []],
    ['阳光社会工作服务中心（民办非企业单位）', '阳光社工中心', [], []],
    ['武进区二十四节气协会', '24节气协会', ['武进'], ['24']],
    ['ＡＢＣ（国际）学校', 'ABC国际学校', [], []],
    ['武进协', '武进协', [], []],
  ])('%s is %s', (name, core, places, numbers) => {
    expect(namePartsOf(name, PLACES)).toEqual({ core, places, numbers })
  })

  test('is read without what a typist does not hear', () => {
    expect(plainSound(['Cheng', 'shi', 'XIN'])).toBe(plainSound(['cen', 'si', 'xing']))
  })
})

test.each([
  ['江苏省常州市武进区演示路12号', '演示路12号'],
  ['武进区 演示路十二号', '演示路12号'],
  ['演示路', undefined],
  [null, undefined],
])('the address %s is compared as %s', (address, key) => {
  expect(findAddressKey(address)).toBe(key)
})

describe('a code that fails its check', () => {
  test.each([
    ['one character is another', '51320499MJT000011U'],
    ['two neighbours are swapped', '51324099MJT000010U'],
    ['a letter stands for a figure', '513O0499MJT000010U'.replace('O', 'Z')],
  ])('means the valid one where %s', (_what, code) => {
    expect(codesMeantBy(code)).toContain(FIRST)
    expect(areAlikeCodes(code, FIRST)).toBe(true)
    expect(areAlikeCodes(FIRST, code)).toBe(true)
  })

  test('means none where it passes, or is no credit code', () => {
    expect([codesMeantBy(FIRST), codesMeantBy('BA-320402001001-3'), areAlikeCodes(FIRST, SECOND)]).toEqual([
      [],
      [],
      false,
    ])
  })

  test('keeps its organization number to itself; a valid one tells it, and so does an old code', () => {
    expect(findOrganizationNumber('51320499MJT000011U')).toBeUndefined()
    expect(findOrganizationNumber(FIRST)).toBe('MJT000010')
    expect(findOrganizationNumber('MJT00001-0')).toBe('MJT000010')
  })
})

const SIDE: DuplicateSide = {
  code: FIRST,
  name: '常州市武进区青禾养老服务中心',
  formerNames: [],
  kind: 'service',
  district: '320412',
  address: '演示路12号',
  registeredOn: '2015-03-01',
  endedOn: null,
  sounds: {},
}

/** The other of a pair: of another code, day and address, unless said otherwise. */
const other = (more: Partial<DuplicateSide>): DuplicateSide => ({
  ...SIDE,
  code: SECOND,
  address: '示例街7号',
  registeredOn: '2019-09-09',
  ...more,
})

const HEARD = { sounds: { 青禾养老中心: 'qin he yan lao zon xin', 青和养老中心: 'qin he yan lao zon xin' } }

const judged = (one: DuplicateSide, second: DuplicateSide) =>
  duplicateJudgement(profileOf(one, PLACES), profileOf(second, PLACES))

describe('two records', () => {
  test.each<[string, Partial<DuplicateSide>, readonly Sign[]]>([
    ['of the same name but for brackets and place', { name: '青禾（养老）中心' }, ['sameName']],
    [
      'of which one had the other’s name',
      { name: '新名养老院', formerNames: ['武进青禾养老服务中心'] },
      ['formerName'],
    ],
    ['of names that are read the same', { name: '青和养老服务中心', ...HEARD }, ['sameSound']],
    ['of which one has a character more', { name: '青禾苗养老服务中心' }, ['alikeName']],
    ['of which one has two characters swapped', { name: '禾青养老服务中心' }, ['alikeName']],
    [
      'at one address with a character another',
      { name: '青木养老服务中心', address: '演示路12号' },
      ['alikeName', 'sameAddress'],
    ],
    [
      'founded on one day with a character another',
      { name: '青木养老服务中心', registeredOn: '2015-03-01' },
      ['alikeName'],
    ],
    ['of one name and one address', { address: '常州市武进区演示路12号' }, ['sameName', 'sameAddress']],
    ['much alike at one address', { name: '青禾养老事务所', address: '演示路12号' }, ['sameAddress']],
    ['whose codes differ by a character', { name: '别的协会', code: '51320499MJT000011U' }, ['alikeCode']],
    ['with one organization number', { name: '别的协会', code: 'MJT000010' }, ['sameNumber']],
  ])('%s are proposed', (_what, more, signs) => {
    const second = other(more)
    const one = { ...SIDE, ...('sounds' in more ? HEARD : {}) }
    expect(judged(one, second)?.signs).toEqual(signs)
    expect(judged(second, one)?.signs).toEqual(signs)
  })

  test.each<[string, Partial<DuplicateSide>, Partial<DuplicateSide>?]>([
    ['that differ in a character without anything else', { name: '青木养老服务中心' }],
    ['of a chain with numbers', { name: '阳光第二幼儿园', address: '演示路12号' }, { name: '阳光第一幼儿园' }],
    ['of two districts by name', { name: '天宁区青禾养老服务中心' }],
    ['in two districts by place', { district: '320402' }],
    ['of which one is the new one', { name: '新青禾养老服务中心', address: '演示路12号' }],
    [
      'of east and west',
      { name: '城西养老服务中心', address: '演示路12号', registeredOn: '2015-03-01' },
      { name: '城东养老服务中心' },
    ],
    [
      'of which one is a society and one a union',
      { name: '书画联会', registeredOn: '2015-03-01' },
      { name: '书画学会' },
    ],
    ['of one trade in one building', { name: '微光养老服务中心', address: '演示路12号' }],
    ['in one building', { name: '微光社工服务中心', address: '演示路12号' }],
    ['whose place is not known', { district: null }],
  ])('%s are not', (_what, more, first = {}) => {
    expect(judged({ ...SIDE, ...first }, other(more))).toBeUndefined()
  })

  test('are told with what speaks against it', () => {
    const second = other({ kind: 'association', registeredOn: '2020-01-01' })
    expect(judged({ ...SIDE, endedOn: '2019-12-31' }, second)).toEqual({
      signs: ['sameName'],
      against: ['otherKind', 'bothValid', 'oneAfterOther'],
    })
  })
})

describe('an answer that they are not the same', () => {
  const grounds = (second: DuplicateSide) =>
    groundsOf(profileOf(SIDE, PLACES), profileOf(second, PLACES), judged(SIDE, second)?.signs ?? [])
  const answered = grounds(other({}))

  test.each<[string, Partial<DuplicateSide>, boolean]>([
    ['nothing has changed', {}, true],
    ['the name is written with brackets', { name: '（武进）青禾养老服务中心' }, true],
    ['a code is another that proves nothing', { code: '53320499MJT000037D' }, true],
    ['it moves to the same address', { address: '演示路12号' }, false],
    ['its name differs by a character now', { name: '青禾苗养老服务中心' }, false],
    ['its code is one off', { code: '51320499MJT000011U' }, false],
  ])('where %s, holds: %s', (_what, more, holds) => {
    expect(isAnswered(grounds(other(more)), answered)).toBe(holds)
  })
})

describe('records that are worth comparing share a key', () => {
  const meets = (left: readonly number[], right: readonly number[]) => left.some((key) => right.includes(key))

  test.each([
    ['青禾养老中心', '青禾苗养老中心'],
    ['青禾养老中心', '禾青养老中心'],
  ])('%s and %s', (left, right) => {
    const [one, two] = [nameKeysOf(left, left), nameKeysOf(right, right)]
    expect(meets(one.local, [...two.local, ...two.near]) || meets(two.local, one.near)).toBe(true)
  })

  test('codes one off, an address written in two ways; never all', () => {
    expect(meets(codeKeysOf('51320499MJT000011U').anywhere, codeKeysOf(FIRST).anywhere)).toBe(true)
    expect(meets(codeKeysOf(SECOND).anywhere, codeKeysOf(FIRST).anywhere)).toBe(false)
    expect(addressKeysOf('武进区演示路12号').local).toEqual(addressKeysOf('演示路十二号').local)
    expect(addressKeysOf('演示路').local).toEqual([])
  })
})
