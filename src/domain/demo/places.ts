import { allot, bell, chanceOf, shuffled, type Chance } from './chance.ts'
import type { Day } from '../day.ts'
import { DEMO_DISTRICTS, DEMO_TOWNSHIPS, RETIRED_PLACES, type Township } from './townships.ts'

/** A sheet row as a clerk's workbook holds it: every value text, blank is ''. */
export type DemoRow = Readonly<Record<string, string>>

/** A residents' committee or village: invented name, invented code, schematic position. */
export type Community = {
  readonly code: string
  readonly name: string
  readonly township: Township
  readonly longitude: number
  readonly latitude: number
}

export const DEMO_CITY_CODE = '320400'

const FIRST = '青新东西南北清永兴丰金玉春秋梅兰竹荷桃柳松云星晨和安泰康福景文华翠碧锦怡宁祥瑞枫桂银芳朝'
const SECOND = '禾河桥园苑湾塘浦庄溪泉林坊亭台渚圩埠岸里巷丘田畈湖坝墩堰渎浜陵洲'

/** About 1 in 50 communities is written the long or the old way, as in real lists. */
export const COMMUNITY_SPELLINGS = ['社区居民委员会', '居委会', '社区居委会'] as const

/** 1,049 communities over the townships, with the counts of the statistical districts. */
export function demoCommunities(seed: number): readonly Community[] {
  const chance = chanceOf(seed, 'communities')
  const names = shuffled(
    chance,
    Array.from(FIRST).flatMap((first) => Array.from(SECOND, (second) => first + second)),
  )
  return DEMO_DISTRICTS.flatMap((district) => {
    const townships = DEMO_TOWNSHIPS.filter((township) => township.district === district.code)
    const weights = townships.map((township) => Math.sqrt(township.weight))
    const counts = allot(district.communities, weights)
    return townships.flatMap((township, index) => communitiesOf(township, counts[index] ?? 0, chance, names))
  })
}

/** Villages stand only in towns (codes from 200), residents' committees anywhere (codes from 001). */
function communitiesOf(township: Township, count: number, chance: Chance, names: string[]): Community[] {
  const villages = township.urban ? 0 : Math.round(count * 0.82)
  return Array.from({ length: count }, (_, index) => {
    const isVillage = index < villages
    const part = String(isVillage ? 200 + index : index - villages + 1).padStart(3, '0')
    const suffix = isVillage ? '村' : residentsSuffix(chance)
    return {
      code: township.code + part,
      name: (names.pop() ?? '') + suffix,
      township,
      ...schematicPoint(township, chance),
    }
  })
}

function residentsSuffix(chance: Chance): string {
  return (chance.below(25) === 0 ? COMMUNITY_SPELLINGS[chance.below(COMMUNITY_SPELLINGS.length)] : undefined) ?? '社区'
}

function schematicPoint(township: Township, chance: Chance): { readonly longitude: number; readonly latitude: number } {
  const spread = township.urban ? 0.008 : 0.02
  return {
    longitude: township.longitude + spread * bell(chance),
    latitude: township.latitude + spread * 0.85 * bell(chance),
  }
}

/** The position in degrees with about 10 m, as text. */
export function degrees(value: number): string {
  return value.toFixed(4)
}

/** The rows of the sheet `places`: the city, its districts, the overlay zone, townships, retired ones, communities. */
export function placeRows(communities: readonly Community[]): readonly DemoRow[] {
  const city = placeRow({ code: DEMO_CITY_CODE, name: '常州市', level: 'city', longitude: 119.97, latitude: 31.77 })
  const districts = DEMO_DISTRICTS.map((one) => placeRow({ ...one, level: 'district', parentCode: DEMO_CITY_CODE }))
  const townships = DEMO_TOWNSHIPS.map((one) =>
    placeRow({ ...one, level: 'township', parentCode: one.district, managedBy: managedBy(one) }),
  )
  const retired = RETIRED_PLACES.map((one) => placeRow({ ...one, level: 'township' }))
  const residents = communities.map((one) => placeRow({ ...one, level: 'community', parentCode: one.township.code }))
  return [city, ...districts, ...townships, ...retired, ...residents]
}

function managedBy(township: Township): string {
  return township.managing === township.district ? '' : township.managing
}

type Place = {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly longitude: number
  readonly latitude: number
  readonly parentCode?: string
  readonly managedBy?: string
  readonly validFrom?: Day
  readonly validTo?: Day
}

function placeRow(place: Place): DemoRow {
  return {
    code: place.code,
    name: place.name,
    level: place.level,
    parentCode: place.parentCode ?? '',
    managedBy: place.managedBy ?? '',
    validFrom: place.validFrom ?? '',
    validTo: place.validTo ?? '',
    longitude: degrees(place.longitude),
    latitude: degrees(place.latitude),
  }
}
