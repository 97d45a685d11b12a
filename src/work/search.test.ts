import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  importSheets,
  openTestDesk,
  organization,
  SMALL_CITY,
  undoBatch,
  type TestDesk,
} from '../../test/import-desk.ts'
import type { Desk } from './desk.ts'
import { fillNameKeys } from './name-keys.ts'
import { listOrganizations, type Filters } from './register.ts'

let city: TestDesk
let first: Desk
let reader: Desk
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  const more = [
    organization('52320400A1', { name: '常州市总商会', placeCode: '320402001', fullMembers: '9', staff: '20' }),
    organization('52320400A2', { name: '总商会之友', placeCode: '320402001', registeredOn: '2020-01-01' }),
    organization('52320400A3', { name: '西安同乡会', placeCode: '320402002' }),
    organization('52320400B1', { name: '金丝雀养老服务中心', placeCode: '320404001' }),
    organization('52320400B2', { name: '重庆商会', placeCode: '320404001' }),
    organization('52320400B3', { name: '长乐行业协会', placeCode: '320404' }),
  ]
  await importSheets(city.desk, { organizations: more }, '2023-02-01')
  await importSheets(city.desk, { organizations: [{ code: '52320400A3', name: '长安同乡会' }] }, '2024-02-01')
  first = await city.deskOf([{ role: 'officer', place: '320402' }])
  reader = await city.deskOf([{ role: 'reader', place: '320404001' }])
})
afterAll(() => city.close())

async function names(q: string, desk = city.desk, more: Filters = {}): Promise<string[]> {
  return (await listOrganizations(desk, {}, { q, ...more }, {})).organizations.map((one) => one.name)
}

describe('an organization is found', () => {
  test.each([
    ['by a part of its name', '养老', '金丝雀养老服务中心'],
    ['by one character', '雀', '金丝雀养老服务中心'],
    ['by its whole pinyin', 'changzhoushizongshanghui', '常州市总商会'],
    ['by pinyin from any syllable on', 'yanglaofu', '金丝雀养老服务中心'],
    ['by its initials', 'czszsh', '常州市总商会'],
    ['by initials in the middle', 'ylfw', '金丝雀养老服务中心'],
    ['by the reading that the words ask for', 'chongqing', '重庆商会'],
    ['by readings of characters with several', 'changlehangye', '长乐行业协会'],
    ['by a part of its code', '400b1', '金丝雀养老服务中心'],
    ['by two parts in any order', '中心 金丝', '金丝雀养老服务中心'],
    ['in full width', 'ｃｚｓｚｓｈ', '常州市总商会'],
  ])('%s', async (_how, q, name) => expect(await names(q)).toContain(name))

  test('the whole code first, then the name from its beginning, then initials from theirs, then a part', async () => {
    expect(await names('52320400A1')).toEqual(['常州市总商会'])
    expect(await names('总商会')).toEqual(['总商会之友', '常州市总商会'])
    expect((await names('zsh'))[0]).toBe('总商会之友')
  })

  test('equals stand in the order of their pinyin, which is not that of the characters', async () => {
    expect(await names('会')).toEqual(['常州市总商会', '长安同乡会', '长乐行业协会', '重庆商会', '总商会之友'])
  })

  test('under the name that it had, which is told', async () => {
    const { organizations } = await listOrganizations(city.desk, {}, { q: 'xiantongxiang' }, {})
    expect(organizations).toMatchObject([{ name: '长安同乡会', foundAs: '西安同乡会' }])
    expect((await listOrganizations(city.desk, { asOf: '2023-06-01' }, { q: '西安' }, {})).organizations).toMatchObject(
      [{ name: '西安同乡会', foundAs: null }],
    )
  })

  test('no longer under a name whose statement was taken back', async () => {
    const id = randomUUID()
    await importSheets(city.desk, { organizations: [{ code: '52320400B2', name: '渝州商会' }] }, '2024-03-01', id)
    expect(await names('渝州')).toEqual(['渝州商会'])
    await undoBatch(city.desk, id)
    expect(await names('渝州')).toEqual([])
    expect(await names('重庆')).toEqual(['重庆商会'])
  })
})

test.each(['%', '_', '\\', "'", '组织%A1', '鑫鑫鑫', 'zzzq'])(
  '%s is text like any other and finds nothing',
  async (q) => {
    expect(await names(q)).toEqual([])
  },
)

test('names that were on record before there were keys are given them, once', async () => {
  const before = await names('会')
  await city.ask('delete from organization_name where organization_id % 2 = 0')
  await city.ask(`update standing set sort_key = '' where organization_id % 2 = 0`)
  const missing = await fillNameKeys(city.desk)
  expect(missing).toBeGreaterThan(3)
  expect(await fillNameKeys(city.desk)).toBe(0)
  expect(await names('会')).toEqual(before)
})

describe('nothing outside the scope is found', () => {
  test.each([
    '金丝雀',
    '雀',
    'jinsique',
    'jsq',
    'jsqylfwzx',
    '52320400B1',
    '400B1',
    'chongqing',
    'cqsh',
    '重庆',
    '长乐',
    'clhyxh',
  ])('by %s', async (q) => {
    expect(await names(q, first)).toEqual([])
    expect((await listOrganizations(first, {}, { q }, {})).total).toBe(0)
  })

  test('by whatever is typed: what an officer finds is what the whole finds of her places', async () => {
    const all = (await listOrganizations(city.desk, {}, {}, { limit: 200 })).organizations
    const within = (prefix: string) =>
      new Set(all.filter((one) => one.placeCode?.startsWith(prefix)).map((one) => one.code))
    const mine = [
      [first, within('320402')],
      [reader, within('320404001')],
    ] as const
    const piece = fc.oneof(
      fc.constantFrom(
        '会',
        '组织',
        'A',
        'b',
        'z',
        'sh',
        'zuzhi',
        'zz',
        '5232',
        '0400',
        '商会',
        'hui',
        'xian',
        'e',
        '1',
      ),
      fc.constantFrom(...all.map((one) => one.name)),
    )
    await fc.assert(
      fc.asyncProperty(piece, fc.constantFrom('name', 'place', 'registered', 'members'), async (q, sort) => {
        const whole = (await listOrganizations(city.desk, {}, { q }, { limit: 200, sort })).organizations
        for (const [desk, places] of mine) {
          const found = await listOrganizations(desk, {}, { q }, { limit: 200, sort })
          const expected = whole.filter((one) => places.has(one.code)).map((one) => one.code)
          expect(found.organizations.map((one) => one.code)).toEqual(expected)
          expect(found.total).toBe(expected.length)
        }
      }),
      { numRuns: 40 },
    )
  })
})

test.each(['name', 'place', 'registered', 'members'] as const)(
  'sorted by %s, pages hold each organization once and in one order',
  async (sort) => {
    for (const filters of [{}, { q: '会' }, { kind: 'service' }]) {
      const whole = await listOrganizations(city.desk, {}, filters, { sort, limit: 200 })
      const codes: string[] = []
      let after: string | undefined
      do {
        const page = await listOrganizations(city.desk, {}, filters, { sort, limit: 2, after })
        expect(page.total).toBe(whole.total)
        codes.push(...page.organizations.map((one) => one.code))
        after = page.next ?? undefined
      } while (after !== undefined)
      expect(codes).toEqual(whole.organizations.map((one) => one.code))
    }
  },
)

test('the most members, and the newest, stand first', async () => {
  const firstBy = async (sort: 'members' | 'registered') =>
    (await listOrganizations(city.desk, {}, {}, { sort })).organizations[0]?.name
  expect(await firstBy('members')).toBe('常州市总商会')
  expect(await firstBy('registered')).toBe('总商会之友')
})
