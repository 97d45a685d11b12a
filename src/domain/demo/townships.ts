import type { Day } from '../day.ts'

/** A management district: six statistical ones and the zone that manages towns of another. */
export type District = {
  readonly code: string
  readonly name: string
  /** How the names of its organizations begin. */
  readonly prefix: string
  /** Communities and villages in the statistical district (domain.md 3.3); the zone has none of its own. */
  readonly communities: number
  readonly longitude: number
  readonly latitude: number
}

/** weight: the share of organizations, about thousands of inhabitants. Positions are schematic: rough, for a picture. */
export type Township = {
  readonly code: string
  readonly name: string
  readonly district: string
  readonly managing: string
  readonly urban: boolean
  readonly longitude: number
  readonly latitude: number
  readonly weight: number
}

/** The city's own zone has no statistical code; it manages six units of Wujin (domain.md 3.3). */
export const ZONE_CODE = 'CZ-JKQ'

export const DEMO_DISTRICTS: readonly District[] = [
  { code: '320402', name: '天宁区', prefix: '天宁区', communities: 125, longitude: 119.99, latitude: 31.78 },
  { code: '320404', name: '钟楼区', prefix: '钟楼区', communities: 105, longitude: 119.9, latitude: 31.79 },
  { code: '320411', name: '新北区', prefix: '新北区', communities: 147, longitude: 119.93, latitude: 31.9 },
  { code: '320412', name: '武进区', prefix: '武进区', communities: 297, longitude: 119.92, latitude: 31.67 },
  { code: '320413', name: '金坛区', prefix: '金坛区', communities: 131, longitude: 119.57, latitude: 31.72 },
  { code: '320481', name: '溧阳市', prefix: '溧阳市', communities: 244, longitude: 119.47, latitude: 31.42 },
  { code: ZONE_CODE, name: '常州经济开发区', prefix: '常州经开区', communities: 0, longitude: 120.07, latitude: 31.73 },
]

/** Township part of the code, name, rough longitude and latitude, weight. */
type Line = readonly [string, string, number, number, number]

const LINES: Readonly<Record<string, readonly Line[]>> = {
  '320402': [
    ['001', '雕庄', 120.02, 31.75, 80],
    ['002', '青龙', 120.0, 31.81, 90],
    ['003', '茶山', 119.98, 31.74, 120],
    ['004', '红梅', 119.98, 31.79, 120],
    ['005', '天宁', 119.96, 31.78, 90],
    ['006', '兰陵', 119.95, 31.76, 100],
    ['109', '郑陆', 120.12, 31.81, 80],
  ],
  '320404': [
    ['001', '五星', 119.92, 31.78, 100],
    ['002', '永红', 119.93, 31.76, 110],
    ['003', '北港', 119.88, 31.79, 90],
    ['004', '西林', 119.89, 31.76, 70],
    ['005', '南大街', 119.95, 31.775, 60],
    ['006', '荷花池', 119.94, 31.785, 80],
    ['007', '新闸', 119.87, 31.81, 70],
    ['116', '邹区', 119.8, 31.79, 80],
  ],
  '320411': [
    ['002', '三井', 119.97, 31.82, 190],
    ['003', '龙虎塘', 119.96, 31.86, 120],
    ['004', '春江', 119.99, 31.95, 80],
    ['005', '魏村', 119.95, 31.97, 50],
    ['006', '新桥', 119.93, 31.9, 90],
    ['101', '孟河', 119.81, 32.02, 80],
    ['103', '薛家', 119.89, 31.85, 110],
    ['104', '罗溪', 119.85, 31.89, 60],
    ['105', '西夏墅', 119.82, 31.93, 50],
    ['122', '奔牛', 119.8, 31.86, 70],
  ],
  // 004 and 005 hide inside development zones in the statistical list; their codes here are assumed.
  '320412': [
    ['001', '戚墅堰', 120.06, 31.73, 60],
    ['002', '丁堰', 120.03, 31.74, 60],
    ['003', '潞城', 120.05, 31.76, 80],
    ['004', '南夏墅', 119.93, 31.66, 70],
    ['005', '西湖', 119.86, 31.68, 60],
    ['100', '湖塘', 119.95, 31.72, 690],
    ['102', '牛塘', 119.89, 31.72, 90],
    ['103', '洛阳', 120.06, 31.65, 80],
    ['104', '遥观', 120.05, 31.7, 90],
    ['105', '横林', 120.11, 31.7, 90],
    ['106', '横山桥', 120.12, 31.74, 60],
    ['110', '雪堰', 120.05, 31.53, 70],
    ['113', '前黄', 119.93, 31.6, 70],
    ['114', '礼嘉', 120.0, 31.64, 60],
    ['119', '嘉泽', 119.76, 31.68, 60],
    ['120', '湟里', 119.72, 31.62, 70],
  ],
  // 002 and 003 likewise.
  '320413': [
    ['001', '西城', 119.56, 31.74, 110],
    ['002', '东城', 119.6, 31.74, 130],
    ['003', '尧塘', 119.66, 31.73, 60],
    ['100', '金城', 119.54, 31.77, 70],
    ['104', '儒林', 119.6, 31.6, 40],
    ['106', '直溪', 119.46, 31.78, 60],
    ['108', '朱林', 119.46, 31.68, 40],
    ['109', '薛埠', 119.36, 31.72, 50],
    ['112', '指前', 119.52, 31.61, 40],
  ],
  '320481': [
    ['001', '昆仑', 119.5, 31.45, 110],
    ['002', '溧城', 119.47, 31.41, 180],
    ['003', '古县', 119.53, 31.42, 70],
    ['101', '埭头', 119.55, 31.47, 30],
    ['102', '上黄', 119.58, 31.53, 25],
    ['103', '戴埠', 119.54, 31.27, 50],
    ['106', '天目湖', 119.44, 31.3, 60],
    ['107', '别桥', 119.48, 31.54, 50],
    ['109', '上兴', 119.23, 31.5, 60],
    ['111', '竹箦', 119.36, 31.53, 50],
    ['114', '南渡', 119.3, 31.42, 60],
    ['116', '社渚', 119.26, 31.33, 60],
  ],
}

const ZONE_TOWNSHIPS = ['320412001', '320412002', '320412003', '320412104', '320412105', '320412106']

/** The 62 inhabited subdistricts and towns. Codes below 100 are subdistricts, from 100 towns. */
export const DEMO_TOWNSHIPS: readonly Township[] = Object.entries(LINES).flatMap(([district, lines]) =>
  lines.map(([part, short, longitude, latitude, weight]) => {
    const code = district + part
    const urban = part < '100'
    const managing = ZONE_TOWNSHIPS.includes(code) ? ZONE_CODE : district
    return { code, name: short + (urban ? '街道' : '镇'), district, managing, urban, longitude, latitude, weight }
  }),
)

/** The township with more organizations than any other: about 280 units with 1 or 2 members at full size. */
export const LARGE_TOWNSHIP = '320412100'
/** The township whose civil-affairs line has three organizations. */
export const SMALL_LINE_TOWNSHIP = '320413104'

export type RetiredPlace = {
  readonly code: string
  readonly name: string
  readonly parentCode: string
  readonly validFrom: Day
  readonly validTo: Day
  /** Which codes took over; the exchange sheet has no column for it. */
  readonly successors: readonly string[]
  readonly longitude: number
  readonly latitude: number
}

/** Units that merged or split before: old lists still name them. Codes and days are examples. */
export const RETIRED_PLACES: readonly RetiredPlace[] = [
  {
    code: '320411001',
    name: '河海街道',
    parentCode: '320411',
    validFrom: '2002-01-01',
    validTo: '2020-07-01',
    successors: ['320411002', '320411003'],
    longitude: 119.96,
    latitude: 31.83,
  },
  {
    code: '320411100',
    name: '春江镇',
    parentCode: '320411',
    validFrom: '2003-01-01',
    validTo: '2020-07-01',
    successors: ['320411004', '320411005'],
    longitude: 119.97,
    latitude: 31.96,
  },
]

export function getDistrict(code: string): District {
  const district = DEMO_DISTRICTS.find((one) => one.code === code)
  if (district === undefined) throw new Error(`No demo district ${code}. Was a township given?`)
  return district
}

export function getTownship(code: string): Township {
  const township = DEMO_TOWNSHIPS.find((one) => one.code === code)
  if (township === undefined) throw new Error(`No demo township ${code}. Was a district given?`)
  return township
}

/** The office that registers and supervises what is on file there. */
export function officeOf(township: Township): string {
  return township.name + (township.urban ? '办事处' : '人民政府')
}
