import { describe, expect, it } from 'vitest'
import { demoCity, returnDays, type DemoReturn } from './city.ts'
import { currentRows } from './current.ts'
import { daysBetween } from '../day.ts'
import type { DemoRow } from './places.ts'

const TODAY = '2026-11-23'
const REGISTERED = ['association', 'service', 'foundation']

function registeredOf(city: readonly DemoReturn[]): DemoRow[] {
  return [...currentRows(city, 'organizations').values()].filter(
    (row) => REGISTERED.includes(row['kind'] ?? '') && row['status'] !== 'incubating' && row['endedOn'] === '',
  )
}

function members(row: DemoRow): number {
  return Number(row['fullMembers'])
}

function sumOf(rows: readonly DemoRow[], ...columns: readonly string[]): number {
  return rows.reduce((sum, row) => sum + columns.reduce((part, column) => part + Number(row[column]), 0), 0)
}

function share(rows: readonly DemoRow[], holds: (row: DemoRow) => boolean): number {
  return rows.filter(holds).length / rows.length
}

/** Codes by the class of the coverage that counts for them, the highest first. */
function coverageOf(city: readonly DemoReturn[]): Map<string, string> {
  const ranks = ['independent', 'joint', 'industry', 'regional', 'temporary', 'functional']
  const classOf = (row: DemoRow): string => (row['nature'] === 'formal' ? row['formation'] : row['nature']) ?? ''
  const parties = [...currentRows(city, 'partyOrganizations').values()].filter(
    (row) => row['endedOn'] === '' && row['nature'] !== 'floating',
  )
  const classes = new Map<string, string>()
  for (const row of parties.toSorted((a, b) => ranks.indexOf(classOf(a)) - ranks.indexOf(classOf(b)))) {
    for (const code of coversOf(row)) if (!classes.has(code)) classes.set(code, classOf(row))
  }
  return classes
}

function coversOf(row: DemoRow): string[] {
  return (row['covers'] ?? '').split(';').filter((code) => code !== '')
}

describe('the demo city', () => {
  it('is the same for the same seed and another for another', () => {
    const text = (seed: number): string => JSON.stringify(demoCity({ seed, organizations: 500, today: TODAY }))
    expect(text(7)).toBe(text(7))
    expect(text(8)).not.toBe(text(7))
  })

  it.each(['2026-11-23', '2026-01-05', '2026-06-30', '2026-07-01', '2028-02-29', '2027-12-31'])(
    'returns four times in about two years before %s',
    (today) => {
      const days = returnDays(today)
      expect(days).toEqual(days.toSorted())
      expect(days[0]).toMatch(/-12-31$/)
      expect(daysBetween(days[0], today)).toBeGreaterThan(500)
      expect(daysBetween(days[0], today)).toBeLessThan(930)
      expect(daysBetween(days[3], today)).toBe(21)
      // Who reached three members at the last return but one is past the 180 days of grace at the last.
      expect(daysBetween(days[2], days[3])).toBeGreaterThan(180)
    },
  )
})

describe.each([7, 42])('the profile of seed %i', (seed) => {
  const city = demoCity({ seed, today: TODAY })
  const first = registeredOf(city.slice(0, 1))
  const last = registeredOf(city)

  it('has the organizations of domain.md 6.4', () => {
    const all = [...currentRows(city.slice(0, 1), 'organizations').values()]
    const count = (kind: string): number => first.filter((row) => row['kind'] === kind).length
    expect([count('association'), count('service'), count('foundation')]).toEqual([1872, 2880, 48])
    expect(all.filter((row) => row['kind'] === 'filed')).toHaveLength(6700)
    expect(all.filter((row) => row['kind']?.endsWith('Firm'))).toHaveLength(280)
    expect(all.filter((row) => row['status'] === 'incubating')).toHaveLength(120)
    expect(Math.abs(last.length - 4800)).toBeLessThan(50)
  })

  it.each([
    ['first', first, 0.005],
    ['last', last, 0.012],
  ])('has few members in most organizations of the %s return', (_, rows, tolerance) => {
    const close = (from: number, to: number, wanted: number): void => {
      const found = share(rows, (row) => members(row) >= from && members(row) <= to)
      expect(Math.abs(found - wanted), `${from} to ${to}: ${found}`).toBeLessThan(tolerance)
    }
    close(0, 0, 0.45)
    close(1, 1, 0.28)
    close(2, 2, 0.18)
    close(3, 6, 0.07)
    close(7, 49, 0.018)
    close(50, 200, 0.002)
  })

  it('has the lines, the staff and the relations elsewhere of the profile', () => {
    expect(share(first, (row) => row['line'] === 'civil')).toBeCloseTo(0.3, 1)
    expect(Math.abs(share(first, (row) => row['line'] === 'industry') - 0.55)).toBeLessThan(0.025)
    expect(Math.abs(share(first, (row) => row['line'] === 'community') - 0.15)).toBeLessThan(0.02)
    expect(sumOf(first, 'staffFullTime') / first.length).toBeGreaterThan(10)
    expect(sumOf(first, 'staffFullTime') / first.length).toBeLessThan(14)
    const elsewhere =
      sumOf(last, 'relationElsewhere') / sumOf(last, 'fullMembers', 'probationaryMembers', 'otherMembers')
    expect(elsewhere).toBeGreaterThan(0.4)
    expect(elsewhere).toBeLessThan(0.6)
  })

  it('covers 60 to 65 in a hundred at the last return, more than at the first', () => {
    const rate = (returns: readonly DemoReturn[]): number => {
      const classes = coverageOf(returns)
      const counted = ['independent', 'joint', 'industry', 'regional']
      return share(registeredOf(returns), (row) => counted.includes(classes.get(row['code'] ?? '') ?? ''))
    }
    expect(rate(city)).toBeGreaterThan(0.6)
    expect(rate(city)).toBeLessThan(0.65)
    expect(rate(city) - rate(city.slice(0, 1))).toBeGreaterThan(0.02)
    const classes = new Set(coverageOf(city).values())
    expect([...classes].toSorted()).toEqual(['functional', 'independent', 'industry', 'joint', 'regional', 'temporary'])
  })

  it('leaves 100 to 130 that should have a Party organization, and 36 within grace', () => {
    const classes = coverageOf(city)
    const missing = last.filter((row) => members(row) >= 3 && !classes.has(row['code'] ?? ''))
    const grace = missing.filter((row) => row['notBuiltReason'] === '正式党员刚满三名，正在筹建')
    expect(grace).toHaveLength(36)
    expect(missing.length - grace.length).toBeGreaterThanOrEqual(100)
    expect(missing.length - grace.length).toBeLessThanOrEqual(130)
    expect(missing.every((row) => row['notBuiltReason'] !== '')).toBe(true)
    expect(missing.some((row) => row['partyGroup'] === 'yes')).toBe(true)
    const split = last.filter((row) => members(row) >= 3 && classes.get(row['code'] ?? '') === 'joint')
    expect(split.length).toBeGreaterThan(10)
  })

  it('sends instructors to about three in ten of the uncovered, and clears what is no longer said', () => {
    const classes = coverageOf(city)
    const uncovered = last.filter((row) => !classes.has(row['code'] ?? ''))
    expect(Math.abs(share(uncovered, (row) => row['instructor'] === 'yes') - 0.3)).toBeLessThan(0.05)
    const covered = last.filter((row) => classes.has(row['code'] ?? ''))
    expect(covered.filter((row) => row['notBuiltReason'] !== '')).toEqual([])
  })

  it('has gaps, idle organizations, expired terms and branches with six units', () => {
    const parties = [...currentRows(city, 'partyOrganizations').values()].filter((row) => row['endedOn'] === '')
    expect(Math.abs(share(first, (row) => row['bodyId'] === '') - 0.02)).toBeLessThan(0.005)
    expect(Math.abs(share(first, (row) => row['status'] !== 'active') - 0.03)).toBeLessThan(0.01)
    expect(
      parties.filter((row) => row['termEndsOn'] !== '' && (row['termEndsOn'] ?? '') < TODAY).length,
    ).toBeGreaterThan(5)
    const sizes = parties.filter((row) => row['formation'] === 'joint').map((row) => coversOf(row).length)
    expect(Math.max(...sizes)).toBe(6)
    expect(sizes.filter((size) => size === 6).length).toBeLessThan(10)
    expect(sizes.filter((size) => size < 1)).toEqual([])
  })

  it('has the extremes: a large township, a line with three units, a school with a committee', () => {
    const few = first.filter((row) => row['placeCode']?.startsWith('320412100') && [1, 2].includes(members(row)))
    expect(few.length).toBeGreaterThanOrEqual(250)
    for (const rows of [first, last]) {
      const small = rows.filter((row) => row['placeCode']?.startsWith('320413104') && row['line'] === 'civil')
      expect(small.map(members)).toEqual([1, 1, 1])
    }
    const school = first.find((row) => members(row) === 120)
    const own = city[0]?.sheets.partyOrganizations?.find((row) => row['covers'] === school?.['code'])
    expect(school?.['name']).toMatch(/学校$/)
    expect([own?.['level'], own?.['formation']]).toEqual(['committee', 'independent'])
  })

  it('moves: founded, deregistered, built, ended, handed over, and Party organizations elected anew', () => {
    const before = currentRows(city.slice(0, 1), 'organizations')
    const now = currentRows(city, 'organizations')
    const changed = (column: string): number =>
      [...before].filter(([code, row]) => now.get(code)?.[column] !== row[column]).length
    expect([...now.keys()].filter((code) => !before.has(code)).length).toBeGreaterThan(300)
    expect(changed('endedOn')).toBeGreaterThan(200)
    expect(changed('line')).toBeGreaterThan(20)
    expect(changed('bodyId')).toBeGreaterThan(40)
    expect(changed('fullMembers')).toBeGreaterThan(100)
    expect(changed('name')).toBeGreaterThan(5)
    const parties = [...currentRows(city, 'partyOrganizations').values()]
    const firstParties = currentRows(city.slice(0, 1), 'partyOrganizations')
    expect(parties.filter((row) => row['endedOn'] !== '').length).toBeGreaterThan(10)
    expect(parties.filter((row) => !firstParties.has(row['id'] ?? '')).length).toBeGreaterThan(100)
    expect(
      parties.filter((row) => (row['termEndsOn'] ?? '') > (firstParties.get(row['id'] ?? '')?.['termEndsOn'] ?? '9'))
        .length,
    ).toBeGreaterThan(100)
  })
})
