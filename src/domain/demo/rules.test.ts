import { describe, expect, it } from 'vitest'
import { demoCity, type DemoReturn } from './city.ts'
import { currentRows } from './current.ts'
import { DEMO_DIRT } from './dirt.ts'
import { TRADITIONAL_CHARACTERS } from './names.ts'
import { COMMUNITY_SPELLINGS, type DemoRow } from './places.ts'
import { RETIRED_PLACES } from './townships.ts'
import { isDay } from '../day.ts'
import { creditCodeFaults, isFileNumber, normalCode } from '../identifier.ts'
import { isPlaceCode } from '../place.ts'
import { CLEAR_WORDS, NOUNS, SHEETS, type Column } from '../sheet.ts'

const TODAY = '2026-11-23'

function cell(row: DemoRow, column: string): string {
  return row[column] ?? ''
}

function count(row: DemoRow, column: string): number {
  return Number(row[column])
}

const PATTERNS: Readonly<Partial<Record<Column['kind'], RegExp>>> = {
  code: /^\S+$/,
  codes: /^[^;\s]+(;[^;\s]+)*$/,
  count: /^\d{1,6}$/,
  yesNo: /^(yes|no)$/,
}

/** Whether the cell says something that its column can hold. */
function fits(column: Column, value: string): boolean {
  if (value === '' || CLEAR_WORDS.includes(value)) return true
  if (column.kind === 'text') return value.length <= column.max
  if (column.kind === 'placeCode') return isPlaceCode(value)
  if (column.kind === 'day') return isDay(value)
  if (column.kind === 'decimal') return Number(value) >= column.min && Number(value) <= column.max
  if (column.kind === 'choice') return column.choices.some((choice) => choice.word === value)
  return PATTERNS[column.kind]?.test(value) ?? false
}

function rowFaults(row: DemoRow, columns: readonly Column[]): string[] {
  const unknown = Object.keys(row).filter((key) => !columns.some((column) => column.key === key))
  const wrong = columns.filter((column) => !fits(column, cell(row, column.key)))
  const missing = columns.filter((column) => column.needed && cell(row, column.key) === '')
  return [
    ...unknown,
    ...wrong.map((column) => `${column.key}=${cell(row, column.key)}`),
    ...missing.map((one) => one.key),
  ]
}

/** What cannot be true of an organization as it stands after a return (design.md 6). */
function organizationFaults(row: DemoRow, asOf: string): string[] {
  const members = count(row, 'fullMembers') + count(row, 'probationaryMembers') + count(row, 'otherMembers')
  const since = cell(row, 'instructorSince')
  return [
    count(row, 'fullMembers') > count(row, 'staffFullTime') ? 'members exceed full-time staff' : '',
    count(row, 'staffFullTime') > count(row, 'staff') ? 'full-time staff exceed staff' : '',
    count(row, 'relationElsewhere') > members ? 'relation elsewhere exceeds members' : '',
    cell(row, 'registeredOn') === '' || cell(row, 'registeredOn') > asOf ? 'registered after the return' : '',
    cell(row, 'endedOn') !== '' && cell(row, 'endedOn') <= cell(row, 'registeredOn') ? 'ended before it began' : '',
    cell(row, 'endedOn') > asOf ? 'ended after the return' : '',
    since !== '' && (since > asOf || since < cell(row, 'registeredOn')) ? 'instructor out of time' : '',
  ].filter((fault) => fault !== '')
}

/** What is wrong with a Party organization and the organizations that it covers, as they stand after a return. */
function partyFaults(row: DemoRow, organizations: ReadonlyMap<string, DemoRow>, asOf: string): string[] {
  const covers = coversOf(row)
  const isLive = cell(row, 'endedOn') === ''
  const founded = cell(row, 'foundedOn')
  return [
    new Set(covers).size < covers.length ? 'covers somebody twice' : '',
    covers.some((code) => !organizations.has(code)) ? 'covers somebody unknown' : '',
    cell(row, 'formation') === 'independent' && covers.length !== 1 ? 'independent of many' : '',
    founded === '' || founded > asOf ? 'founded after the return' : '',
    !isLive && cell(row, 'endedOn') <= founded ? 'ended before it began' : '',
    ...(isLive ? liveFaults(row, organizations) : []),
  ].filter((fault) => fault !== '')
}

function liveFaults(row: DemoRow, organizations: ReadonlyMap<string, DemoRow>): string[] {
  const covered = coversOf(row).map((code) => organizations.get(code))
  const lines = new Set(covered.map((one) => one?.['line']))
  const isJoint = cell(row, 'formation') === 'joint' && cell(row, 'nature') === 'formal'
  return [
    covered.some((one) => one?.['endedOn'] !== '') ? 'covers somebody who has ended' : '',
    isJoint && lines.size > 1 ? 'two lines' : '',
  ]
}

function coversOf(row: DemoRow): string[] {
  return cell(row, 'covers')
    .split(';')
    .filter((code) => code !== '')
}

describe.each([
  [50, 3],
  [500, 11],
  [4800, 7],
  [20_000, 5],
])('a demo city of %i registered organizations', (organizations, seed) => {
  const city = demoCity({ seed, organizations, today: TODAY })
  const until = city.map((one, index): readonly [DemoReturn, readonly DemoReturn[]] => [one, city.slice(0, index + 1)])

  it('writes only what the columns can hold, and each key once in a file', () => {
    for (const { sheets } of city) {
      for (const noun of NOUNS) {
        const rows = sheets[noun] ?? []
        const faults = rows.flatMap((row) => rowFaults(row, SHEETS[noun].columns))
        expect(faults, noun).toEqual([])
        expect(new Set(rows.map((row) => normalCode(cell(row, SHEETS[noun].key)))).size).toBe(rows.length)
      }
    }
  })

  it('says nothing of organizations that cannot be true', () => {
    for (const [{ asOf }, returns] of until) {
      const rows = [...currentRows(returns, 'organizations').values()]
      expect(
        rows.flatMap((row) => organizationFaults(row, asOf).map((fault) => `${cell(row, 'code')} ${fault}`)),
      ).toEqual([])
    }
  })

  it('covers only known organizations that are there, joint branches within one line', () => {
    for (const [{ asOf }, returns] of until) {
      const known = currentRows(returns, 'organizations')
      const parties = [...currentRows(returns, 'partyOrganizations').values()]
      const superiors = new Set(parties.map((row) => cell(row, 'id')))
      expect(
        parties.flatMap((row) => partyFaults(row, known, asOf).map((fault) => `${cell(row, 'id')} ${fault}`)),
      ).toEqual([])
      expect(parties.filter((row) => row['superiorId'] !== '' && !superiors.has(cell(row, 'superiorId')))).toEqual([])
    }
  })

  it('names only known places, and bodies of the same line', () => {
    const places = currentRows(city, 'places')
    const bodies = currentRows(city, 'bodies')
    const rows = [...currentRows(city, 'organizations').values()]
    expect(rows.filter((row) => row['placeCode'] !== '' && !places.has(cell(row, 'placeCode')))).toEqual([])
    const placed = rows.filter((row) => row['bodyId'] !== '')
    expect(placed.filter((row) => bodies.get(cell(row, 'bodyId'))?.['line'] !== row['line'])).toEqual([])
    expect([...bodies.values()].filter((row) => row['parentId'] !== '' && !bodies.has(cell(row, 'parentId')))).toEqual(
      [],
    )
    expect([...bodies.values()].filter((row) => !places.has(cell(row, 'placeCode')))).toEqual([])
    const parents = [...places.values()].flatMap((row) => [cell(row, 'parentCode'), cell(row, 'managedBy')])
    expect(parents.filter((code) => code !== '' && !places.has(code))).toEqual([])
  })

  it('returns later only what is new or changed', () => {
    for (const [{ sheets }, returns] of until.slice(1)) {
      const known = currentRows(returns.slice(0, -1), 'organizations')
      const same = (sheets.organizations ?? []).filter((row) => {
        const old = known.get(cell(row, 'code'))
        return old !== undefined && Object.entries(row).every(([key, value]) => value === '' || old[key] === value)
      })
      expect(same).toEqual([])
    }
  })

  it('has fictional codes, whose checks hold but for the dirt, and names once but for the dirt', () => {
    const dirt = (full: number): number => Math.max(1, Math.round((full * organizations) / 4800))
    const rows = [...currentRows(city, 'organizations').values()]
    const codes = rows.map((row) => cell(row, 'code'))
    const credit = codes.filter((code) => !isFileNumber(code))
    expect(credit.every((code) => code.length === 18 && code.slice(2, 8) === '320499')).toBe(true)
    expect(credit.filter((code) => creditCodeFaults(code).length > 0)).toHaveLength(dirt(DEMO_DIRT.badCheck))
    const first = city[0]?.sheets.organizations ?? []
    expect(first.length - new Set(first.map((row) => row['name'])).size).toBe(dirt(DEMO_DIRT.duplicateName))
    expect(first.filter((row) => normalCode(cell(row, 'code')) !== row['code'])).toHaveLength(
      dirt(DEMO_DIRT.fullWidthCode),
    )
    expect(first.filter((row) => /[０-９Ａ-Ｚ]/.test(cell(row, 'name')))).toHaveLength(dirt(DEMO_DIRT.fullWidthName))
    expect(first.filter((row) => row['placeCode'] === '')).toHaveLength(dirt(DEMO_DIRT.placeBlank))
    expect(first.filter((row) => row['placeCode'] === RETIRED_PLACES[0]?.code)).toHaveLength(
      dirt(DEMO_DIRT.placeRetired),
    )
    const old = first.filter((row) => TRADITIONAL_CHARACTERS.some((character) => cell(row, 'name').includes(character)))
    expect(old).toHaveLength(dirt(DEMO_DIRT.traditionalName))
  })
})

describe('the places and bodies of the demo city', () => {
  const city = demoCity({ seed: 7, organizations: 50, today: TODAY })
  const places = [...currentRows(city, 'places').values()]
  const bodies = [...currentRows(city, 'bodies').values()]

  it('are 7 districts, 62 subdistricts and towns in use and 1,049 communities of different names', () => {
    const level = (wanted: string): DemoRow[] => places.filter((row) => row['level'] === wanted)
    expect(level('district')).toHaveLength(7)
    expect(level('township').filter((row) => row['validTo'] === '')).toHaveLength(62)
    expect(level('township').filter((row) => row['name']?.endsWith('街道') && row['validTo'] === '')).toHaveLength(29)
    expect(level('community')).toHaveLength(1049)
    expect(new Set(level('community').map((row) => row['name'])).size).toBe(1049)
    const wujin = level('community').filter((row) => row['code']?.startsWith('320412'))
    expect(wujin).toHaveLength(297)
    const spelled = level('community').filter((row) => COMMUNITY_SPELLINGS.some((end) => row['name']?.endsWith(end)))
    expect(spelled.length).toBeGreaterThan(5)
    expect(spelled.length).toBeLessThan(50)
  })

  it('have a zone that manages six units of another district, and retired units with successors', () => {
    const managed = places.filter((row) => row['managedBy'] === 'CZ-JKQ')
    expect(managed.map((row) => row['name'])).toEqual([
      '戚墅堰街道',
      '丁堰街道',
      '潞城街道',
      '遥观镇',
      '横林镇',
      '横山桥镇',
    ])
    expect(new Set(managed.map((row) => row['parentCode']))).toEqual(new Set(['320412']))
    const codes = new Set(places.map((row) => row['code']))
    const successors = RETIRED_PLACES.flatMap((place) => place.successors)
    expect(successors.filter((code) => !codes.has(code))).toEqual([])
  })

  it('lie about Changzhou', () => {
    const far = places.filter(
      (row) => Math.abs(count(row, 'longitude') - 119.75) > 0.7 || Math.abs(count(row, 'latitude') - 31.65) > 0.6,
    )
    expect(far).toEqual([])
  })

  it('have bodies in three lines, fewer industries than line numbers', () => {
    const roots = bodies.filter((row) => row['line'] === 'industry' && row['parentId'] === '')
    expect(roots).toHaveLength(14)
    expect(bodies.filter((row) => row['line'] === 'civil')).toHaveLength(8)
    expect(bodies.filter((row) => row['line'] === 'community')).toHaveLength(62)
    expect(bodies.some((row) => row['id'] === 'EDU-320412' && row['parentId'] === 'EDU')).toBe(true)
  })
})
