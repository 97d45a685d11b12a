import { describe, expect, it } from 'vitest'
import { demoAccounts, demoOrganizationCode } from './accounts.ts'
import { demoCity } from './city.ts'
import { currentRows } from './current.ts'

describe('the demo accounts', () => {
  it.each([50, 500, 4800])('name places, bodies and an organization that a city of %i has', (organizations) => {
    const city = demoCity({ seed: 7, organizations, today: '2026-11-23' })
    const accounts = demoAccounts(city)
    const grants = accounts.flatMap((account) => account.grants)
    const places = currentRows(city, 'places')
    const bodies = currentRows(city, 'bodies')
    expect(accounts.map((account) => account.login)).toEqual([
      'city',
      'wujin',
      'subdistrict',
      'education',
      'organization',
      'leader',
    ])
    expect(grants.filter(({ placeCode }) => placeCode !== null && !places.has(placeCode))).toEqual([])
    expect(grants.flatMap(({ lines }) => (lines === 'all' ? [] : lines)).filter((line) => !bodies.has(line))).toEqual(
      [],
    )
    const own = grants.filter((grant) => grant.role === 'organization')
    expect(own.map((grant) => grant.organizationCode)).toEqual([demoOrganizationCode(city)])
  })

  it('show an organization that is still there after the last return', () => {
    const city = demoCity({ seed: 9, organizations: 500, today: '2026-11-23' })
    const row = currentRows(city, 'organizations').get(demoOrganizationCode(city))
    expect(row?.['endedOn']).toBe('')
    expect(Number(row?.['fullMembers'])).toBeGreaterThan(0)
  })

  it('cannot be made for an empty city', () => {
    expect(() => demoOrganizationCode([])).toThrow(/Is it empty/)
  })
})
