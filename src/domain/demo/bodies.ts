import { INDUSTRY_BODIES, type IndustryBody } from './industries.ts'
import type { DemoRow } from './places.ts'
import { DEMO_CITY_CODE } from './places.ts'
import { DEMO_DISTRICTS, DEMO_TOWNSHIPS, getDistrict, officeOf, ZONE_CODE, type Township } from './townships.ts'
import { TRADES } from './trades.ts'
import type { Line } from '../organization.ts'

/** A responsible body of the demo city; placeCode is where it works. */
export type Body = {
  readonly id: string
  readonly name: string
  readonly line: Line
  readonly level: 'city' | 'district' | 'township'
  readonly parentId: string
  readonly placeCode: string
  /** Which industries an industry committee answers for, and which supervising units it stands beside. */
  readonly industries?: string
  readonly units?: string
}

/** Industries with a committee of their own in some districts. */
const BRANCHES: Readonly<Partial<Record<IndustryBody, readonly string[]>>> = {
  EDU: DEMO_DISTRICTS.map((district) => district.code),
  HEALTH: ['320411', '320412', '320413', '320481'],
  AGRI: ['320412', '320413', '320481'],
}

export const CITY_BODY = 'CIVIL'

export function districtPart(districtCode: string): string {
  return districtCode === ZONE_CODE ? 'JKQ' : districtCode
}

export function communityBody(township: Township): string {
  return `COMMUNITY-${township.code}`
}

export function civilBody(township: Township, cityLevel: boolean): string {
  return cityLevel ? CITY_BODY : `${CITY_BODY}-${districtPart(township.managing)}`
}

/** The district's branch of the industry where there is one, for organizations that the district registered. */
export function industryBody(industry: IndustryBody, township: Township, cityLevel: boolean): string {
  const hasBranch = !cityLevel && (BRANCHES[industry] ?? []).includes(township.managing)
  return hasBranch ? `${industry}-${districtPart(township.managing)}` : industry
}

/** City and district committees, 14 industries with some district branches, 62 township bodies. */
export const DEMO_BODIES: readonly Body[] = [...civilBodies(), ...industryBodies(), ...townshipBodies()]

function civilBodies(): Body[] {
  const city: Body = {
    id: CITY_BODY,
    name: '常州市社会组织综合党委',
    line: 'civil',
    level: 'city',
    parentId: '',
    placeCode: DEMO_CITY_CODE,
  }
  const districts = DEMO_DISTRICTS.map((district): Body => ({
    id: `${CITY_BODY}-${districtPart(district.code)}`,
    name: `${district.prefix}社会组织综合党委`,
    line: 'civil',
    level: 'district',
    parentId: CITY_BODY,
    placeCode: district.code,
  }))
  return [city, ...districts]
}

function industryBodies(): Body[] {
  return industries().flatMap((id) => {
    const name = `${INDUSTRY_BODIES[id].name}行业党委`
    const answers = { industries: industriesOf(id), units: INDUSTRY_BODIES[id].bureau }
    const root: Body = {
      id,
      name: `常州市${name}`,
      line: 'industry',
      level: 'city',
      parentId: '',
      placeCode: DEMO_CITY_CODE,
      ...answers,
    }
    const branches = (BRANCHES[id] ?? []).map((code): Body => ({
      id: `${id}-${districtPart(code)}`,
      name: getDistrict(code).prefix + name,
      line: 'industry',
      level: 'district',
      parentId: id,
      placeCode: code,
      ...answers,
    }))
    return [root, ...branches]
  })
}

function industriesOf(id: IndustryBody): string {
  return TRADES.filter((trade) => trade.body === id && trade.industry !== '其他')
    .map((trade) => trade.industry)
    .join('；')
}

function industries(): IndustryBody[] {
  return [
    'EDU',
    'HEALTH',
    'SOCIAL',
    'CULTURE',
    'SPORT',
    'SCIENCE',
    'ENV',
    'JUSTICE',
    'AGRI',
    'COMMERCE',
    'HOUSING',
    'TRANSPORT',
    'CPA',
    'TAX',
  ]
}

function townshipBodies(): Body[] {
  return DEMO_TOWNSHIPS.map((township) => ({
    id: communityBody(township),
    name: `${township.name}社会组织党建工作站`,
    line: 'community',
    level: 'township',
    parentId: `${CITY_BODY}-${districtPart(township.managing)}`,
    placeCode: township.code,
    units: officeOf(township),
  }))
}

/** The rows of the sheet `bodies`. */
export function bodyRows(): readonly DemoRow[] {
  return DEMO_BODIES.map((body) => ({ ...body }))
}
