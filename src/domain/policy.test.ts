import { describe, expect, it } from 'vitest'
import { PARAMETERS, packWith } from '../../test/facts.ts'
import { assumedOf, chainOf, findPackInForce, overlaid, PARAMETER_NAMES, type PolicyPack } from './policy.ts'

const NATION = packWith(PARAMETERS, { id: 'nation' })
const PROVINCE = packWith({ functionalCounts: true }, { id: 'province', area: '320000', parent: 'nation' })
const CITY = packWith({ graceDays: 180 }, { id: 'city', area: '320400', parent: 'province' })
const PACKS = [CITY, NATION, PROVINCE]

describe('a pack laid over its parents', () => {
  const policy = overlaid([NATION, PROVINCE, CITY])

  it('reads what it does not state from its parents', () => {
    expect(policy.parameters).toEqual({ ...PARAMETERS, functionalCounts: true, graceDays: 180 })
  })

  it('says of each value which pack it is from', () => {
    expect(policy.provenance.graceDays.pack).toBe('city')
    expect(policy.provenance.functionalCounts.pack).toBe('province')
    expect(policy.provenance.countBasis.pack).toBe('nation')
  })

  it('keeps its own name, area and days', () => {
    expect(policy).toMatchObject({ id: 'city', area: '320400', validFrom: '1998-02-16', validTo: null })
  })

  it('lets a child take back a flag: false is a value', () => {
    const strict = packWith({ functionalCounts: false }, { id: 'strict', parent: 'province' })
    expect(overlaid([NATION, PROVINCE, strict]).parameters.functionalCounts).toBe(false)
  })

  it.each(PARAMETER_NAMES)('is refused where nobody states %s', (name) => {
    const { [name]: _left, ...others } = PARAMETERS
    expect(() => overlaid([packWith(others)])).toThrow(`Pack test and its parents do not state: ${name}.`)
  })

  it.each([
    ['graceDays', '180'],
    ['graceDays', -1],
    ['graceDays', 1.5],
    ['graceDays', Number.NaN],
    ['relationRequired', 'false'],
    ['includeFirms', 0],
    ['countBasis', 'everybody'],
    ['countBasis', true],
  ])('is refused where %s is %j', (name, value) => {
    expect(() => overlaid([packWith({ ...PARAMETERS, [name]: value })])).toThrow(`wrong type: ${name}.`)
  })

  it('needs at least one pack', () => {
    expect(() => overlaid([])).toThrow('at least one pack')
  })

  it('names the parameters that are only assumed', () => {
    const { graceDays, ...others } = NATION.parameters
    const pack: PolicyPack = {
      ...NATION,
      parameters: { ...others, graceDays: { value: 90, source: 'memory', article: '-', confidence: 'assumed' } },
    }
    expect(graceDays?.value).toBe(90)
    expect(assumedOf(overlaid([pack]))).toEqual(['graceDays'])
    expect(assumedOf(policy)).toEqual([])
  })
})

describe('the parents of a pack', () => {
  it('come nation first', () => {
    expect(chainOf(CITY, PACKS).map((pack) => pack.id)).toEqual(['nation', 'province', 'city'])
    expect(chainOf(NATION, PACKS)).toEqual([NATION])
  })

  it('must all be there', () => {
    expect(() => chainOf(CITY, [CITY, NATION])).toThrow('Pack city names the parent province, which is not there.')
  })

  it.each([
    ['itself', 'city'],
    ['its own child', 'child'],
  ])('are refused where a pack descends from %s', (_what, parent) => {
    const circle = { ...CITY, parent }
    const child = packWith({}, { id: 'child', parent: 'city' })
    expect(() => chainOf(circle, [circle, child])).toThrow('its own ancestor')
  })
})

describe('the pack in force', () => {
  it.each([
    ['320400', 'city'],
    ['320402', 'city'],
    ['320412100', 'city'],
    ['320402001001', 'city'],
    ['320500', 'province'],
    ['321000', 'province'],
    ['320000', 'province'],
    ['330100', 'nation'],
    ['CZ-JKQ', 'nation'],
    [null, 'nation'],
  ])('for %s is that of the %s', (place, id) => {
    expect(findPackInForce(PACKS, '2023-12-31', place)?.id).toBe(id)
  })

  it('of a township whose code ends in 00 is not that of its neighbours', () => {
    const town = packWith({}, { id: 'town', area: '320412100' })
    expect(findPackInForce([...PACKS, town], '2023-12-31', '320412100001')?.id).toBe('town')
    expect(findPackInForce([...PACKS, town], '2023-12-31', '320412110')?.id).toBe('city')
  })

  it('of a zone in the managing tree is its own', () => {
    const zone = packWith({}, { id: 'zone', area: 'CZ-JK' })
    expect(findPackInForce([...PACKS, zone], '2023-12-31', 'CZ-JK')?.id).toBe('zone')
    expect(findPackInForce([...PACKS, zone], '2023-12-31', 'CZ-JKQ')?.id).toBe('nation')
  })

  it.each([
    ['1998-02-15', undefined],
    ['1998-02-16', 'old'],
    ['2023-12-31', 'old'],
    ['2024-01-01', 'new'],
  ])('on %s is %s: a pack ends on the day its successor begins', (day, id) => {
    const old = packWith({}, { id: 'old', validTo: '2024-01-01' })
    const successor = packWith({}, { id: 'new', validFrom: '2024-01-01' })
    expect(findPackInForce([old, successor], day, null)?.id).toBe(id)
    expect(findPackInForce([successor, old], day, null)?.id).toBe(id)
  })

  it('is the later of two for one area whose days overlap', () => {
    const open = packWith({}, { id: 'open' })
    const later = packWith({}, { id: 'later', validFrom: '2024-01-01' })
    expect(findPackInForce([open, later], '2024-06-01', null)?.id).toBe('later')
    expect(findPackInForce([later, open], '2024-06-01', null)?.id).toBe('later')
    expect(findPackInForce([later, open], '2023-06-01', null)?.id).toBe('open')
  })

  it('of the nation gives way to a city pack only while that is in force', () => {
    const ended = { ...CITY, validTo: '2020-01-01' }
    expect(findPackInForce([NATION, ended], '2019-12-31', '320400')?.id).toBe('city')
    expect(findPackInForce([NATION, ended], '2020-01-01', '320400')?.id).toBe('nation')
  })
})
