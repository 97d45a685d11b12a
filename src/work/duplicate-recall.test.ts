import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importSheets, openTestDesk, type TestDesk } from '../../test/import-desk.ts'
import { chanceOf } from '../domain/demo/chance.ts'
import { demoCity } from '../domain/demo/city.ts'
import type { DemoRow } from '../domain/demo/places.ts'
import { creditCodeFaults } from '../domain/identifier.ts'
import { listDuplicates } from './duplicate.ts'

const SEED = 20_261
const TODAY = '2026-11-01'

/** Characters that are read the same, as an input method offers them. */
const SOUNDS: readonly string[] = [
  '清青轻',
  '和禾合',
  '园圆源',
  '心新欣',
  '明名鸣',
  '友有',
  '爱艾',
  '康慷',
  '协携',
  '阳扬',
  '星兴',
  '信芯',
]

type Seeded = { readonly sort: string; readonly first: string; readonly second: string }
type Made = { readonly seeded: Seeded; readonly rows: readonly DemoRow[] }

let city: TestDesk
let found: Set<string>
let seededPairs: readonly Seeded[]
let organizations = 0

const keyOf = (one: string, other: string) => [one, other].toSorted().join(' ')

beforeAll(async () => {
  city = await openTestDesk()
  const [first] = demoCity({ seed: SEED, organizations: 400, today: TODAY })
  if (first === undefined) throw new Error('The demo city has no first return.')
  await importSheets(city.desk, first.sheets, first.asOf)
  const made = [...duplicatesOf(first.sheets.organizations ?? []), ...siblings()]
  const rows = made.flatMap((one) => one.rows)
  await importSheets(city.desk, { organizations: rows }, '2026-10-20')
  const renamed = made.flatMap(({ seeded, rows: [row] }) =>
    seeded.sort === 'old name' ? [{ code: seeded.first, name: `更名后${row?.['name']?.slice(-6) ?? ''}研究会` }] : [],
  )
  await importSheets(city.desk, { organizations: renamed }, '2026-10-25')
  seededPairs = made.map((one) => one.seeded)
  found = await allPairs()
  const [count] = await city.ask<{ count: number }>('select count(*)::integer as count from organization')
  organizations = count?.count ?? 0
}, 300_000)
afterAll(() => city.close())

async function allPairs(): Promise<Set<string>> {
  const pairs = new Set<string>()
  for (let after: string | undefined, isMore = true; isMore;) {
    const page = await listDuplicates(city.desk, { after, limit: 100 })
    for (const { one, other } of page.pairs) pairs.add(keyOf(one.code, other.code))
    after = page.next ?? undefined
    isMore = page.next !== null
  }
  return pairs
}

/** One record more of an organization of the city, in each of the ways in which registers come to have two. */
function duplicatesOf(rows: readonly DemoRow[]): Made[] {
  const chance = chanceOf(SEED, 'duplicates')
  const good = rows.filter(
    (row) =>
      creditCodeFaults(row['code'] ?? '').length === 0 && (row['placeCode'] ?? '').length >= 9 && row['endedOn'] === '',
  )
  const sorts = Object.entries(WAYS)
  return good.slice(0, 240).flatMap((row, index): Made[] => {
    const [sort, way] = sorts[index % sorts.length] ?? ['', () => undefined]
    const changed = way(row, (most) => chance.below(most))
    if (changed === undefined) return []
    const second = { ...blank(row, index), ...changed }
    return [{ seeded: { sort, first: row['code'] ?? '', second: second['code'] ?? '' }, rows: [second] }]
  })
}

/** The same organization with a file number, another day and another address. */
function blank(row: DemoRow, index: number): DemoRow {
  const { name = '', kind = '', placeCode = '' } = row
  const code = `BA-320402001001-${9000 + index}`
  return { code, name, kind, placeCode, address: `重录路${index + 1}号`, registeredOn: '2021-05-06' }
}

type Way = (row: DemoRow, below: (most: number) => number) => DemoRow | undefined

const WAYS: Readonly<Record<string, Way>> = {
  'typo that reads the same': ({ name = '' }) => {
    for (const like of SOUNDS) {
      const at = Array.from(name).findIndex(
        (sign, index) => like.includes(sign) && index > 2 && index < name.length - 4,
      )
      if (at >= 0)
        return {
          name: name.slice(0, at) + (Array.from(like).find((sign) => sign !== name[at]) ?? '') + name.slice(at + 1),
        }
    }
    return undefined
  },
  'character left out': ({ name = '' }, below) => {
    const at = name.length - 5 - below(2)
    return { name: name.slice(0, at) + name.slice(at + 1) }
  },
  'characters swapped': ({ name = '' }) => {
    const at = name.length - 6
    return name[at] === name[at + 1]
      ? undefined
      : { name: `${name.slice(0, at)}${name[at + 1]}${name[at]}${name.slice(at + 2)}` }
  },
  'other character, same address': ({ name = '', address = '' }) => ({
    name: `${name.slice(0, -6)}某${name.slice(-5)}`,
    address,
  }),
  'other character, nothing else': ({ name = '' }) => ({ name: `${name.slice(0, -6)}某${name.slice(-5)}` }),
  'brackets and spaces': ({ name = '' }) => ({
    name: `${name.slice(0, -4)}（${name.slice(-4, -2)}） ${name.slice(-2)}`,
  }),
  'old name': () => ({}),
  'code one character off': ({ code = '' }, below) => {
    const at = 8 + below(8)
    return {
      code: `${code.slice(0, at)}${code[at] === '7' ? '4' : '7'}${code.slice(at + 1)}`,
      name: `完全另写的名称${below(90) + 10}所`,
    }
  },
  'same address, other kind': ({ name = '', kind = '', address = '' }) => ({
    name: `${name.slice(0, -2)}${name.endsWith('协会') ? '中心' : '协会'}`,
    kind: kind === 'association' ? 'service' : 'association',
    address,
  }),
}

/** Pairs that are two organizations, however alike. */
function siblings(): Made[] {
  const made: Made[] = []
  for (let number = 0; number < 15; number += 1) {
    const place = { placeCode: '320412100', address: `连锁路${number}号`, registeredOn: '2019-09-01', kind: 'service' }
    const word = `童乐${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰'[number]}`
    const pair = (sort: string, one: DemoRow, other: DemoRow) => {
      const [first, second] = [`SB-${sort.length}-${number}-1`, `SB-${sort.length}-${number}-2`]
      const rows = [
        { code: first, ...place, ...one },
        { code: second, ...place, ...other },
      ]
      made.push({ seeded: { sort: `not: ${sort}`, first, second }, rows })
    }
    pair('numbers of a chain', { name: `${word}第一幼儿园` }, { name: `${word}第二幼儿园` })
    pair(
      'branches in two districts',
      { name: `${word}社工服务中心` },
      { name: `${word}社工服务中心`, placeCode: '320402001' },
    )
    pair('east and west of it', { name: `城东${word}养老院` }, { name: `城西${word}养老院` })
    pair('one trade, one house', { name: `${word}青年创业服务中心` }, { name: `和畅${word.slice(2)}家政创业服务中心` })
    pair('society and union', { name: `${word}书画学会` }, { name: `${word}书画联谊会`, address: `联谊路${number}号` })
  }
  return made
}

describe('in a city with known duplicates', () => {
  const shareOf = (sort: (name: string) => boolean) => {
    const some = seededPairs.filter((one) => sort(one.sort))
    const hits = some.filter((one) => found.has(keyOf(one.first, one.second)))
    return { hits: hits.length, of: some.length, share: some.length === 0 ? Number.NaN : hits.length / some.length }
  }

  test('each sort is found as it should be; the figures are printed', () => {
    const sorts = [...new Set(seededPairs.map((one) => one.sort))]
    for (const sort of sorts) {
      const { hits, of } = shareOf((one) => one === sort)
      process.stdout.write(`${sort.padEnd(40)} ${hits} of ${of} proposed\n`)
    }
    const all = shareOf((sort) => !sort.startsWith('not: '))
    const wrong = shareOf((sort) => sort.startsWith('not: '))
    const seeded = new Set(seededPairs.map((one) => keyOf(one.first, one.second)))
    const others = [...found].filter((pair) => !seeded.has(pair)).length
    process.stdout.write(
      `recall ${all.hits} of ${all.of}; false alarms ${wrong.hits} of ${wrong.of} known pairs, ` +
        `${others} other pairs among ${organizations} organizations\n`,
    )
    expect(all.of).toBeGreaterThan(120)
    expect(all.share).toBeGreaterThan(0.8)
    expect(wrong.hits).toBe(0)
    expect(others / organizations).toBeLessThan(0.02)
  })

  test('what needs nothing but its own sign is found always', () => {
    for (const sort of ['brackets and spaces', 'old name', 'code one character off', 'typo that reads the same']) {
      expect(shareOf((one) => one === sort).share, sort).toBeGreaterThan(0.9)
    }
  })
})
