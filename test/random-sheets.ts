import fc from 'fast-check'
import type { Day } from '../src/domain/day.ts'
import type { Sheets } from './import-desk.ts'

/** The places and bodies that random sheets speak of. */
export const RANDOM_START: Sheets = {
  places: [
    { code: '320400', name: '常州市', level: '市', validFrom: '1983-01-01' },
    { code: '320402', name: '甲区', parentCode: '320400' },
    { code: '320404', name: '乙区', parentCode: '320400' },
    { code: '320402001', name: '甲一街道', parentCode: '320402' },
    { code: 'CZ-JKQ', name: '经开区', level: '区', parentCode: '320400' },
  ],
  bodies: [
    { id: 'MZ', name: '民政局党委', line: '民政' },
    { id: 'EDU', name: '教育行业党委', line: '行业' },
    { id: 'EDU1', name: '教育一组', line: '行业', parentId: 'EDU' },
  ],
}

export const RANDOM_DAYS: readonly Day[] = [
  '2020-01-01',
  '2020-03-15',
  '2021-01-01',
  '2021-07-01',
  '2022-02-28',
  '2023-01-01',
]
const day = fc.constantFrom(...RANDOM_DAYS)
const maybe = (text: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 3, arbitrary: text })
const orClear = (text: fc.Arbitrary<string>) =>
  maybe(fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: fc.constant('#清空') }))
const small = fc.nat(4).map(String)

const organizationRow = fc.record({
  code: fc.constantFrom('O1', 'O2', 'O3', 'O4', 'O5'),
  name: fc.constantFrom('甲', '乙', '=1+1', "'引号", 'a,b"c', '丙  丙'),
  kind: fc.constantFrom('社会团体', '社会服务机构', '基金会', '备案社区社会组织', '律师事务所'),
  registeredOn: orClear(fc.constantFrom('2018-05-01', '2020-02-01', '2021-03-01')),
  endedOn: orClear(fc.constantFrom('2021-06-01', '2022-06-01', '2020-02-15')),
  status: maybe(fc.constantFrom('正常', '清算', '停滞', '孵化')),
  placeCode: orClear(fc.constantFrom('320402', '320404', '320402001', 'CZ-JKQ')),
  bodyId: orClear(fc.constantFrom('MZ', 'EDU', 'EDU1')),
  staff: orClear(fc.constantFrom('4', '9', '30')),
  fullMembers: orClear(small),
  probationaryMembers: maybe(small),
  otherMembers: maybe(small),
  instructor: maybe(fc.constantFrom('是', '否')),
  instructorSince: orClear(day),
  longitude: maybe(fc.constantFrom('119.95', '0.0000001', '-0.5')),
  gradeValidTo: maybe(day),
})
const partyRow = fc.record({
  id: fc.constantFrom('P1', 'P2', 'P3'),
  name: fc.constantFrom('支部甲', '支部乙'),
  level: fc.constantFrom('党支部', '党总支', '党委'),
  formation: fc.constantFrom('单独', '联合', '行业', '区域'),
  nature: maybe(fc.constantFrom('正式', '临时', '功能型', '流动党员')),
  foundedOn: orClear(fc.constantFrom('2019-01-01', '2020-06-01')),
  endedOn: orClear(fc.constantFrom('2021-05-01', '2022-12-31')),
  approval: orClear(fc.constant('批1号')),
  superiorId: orClear(fc.constantFrom('P1', 'P2', '市委')),
  covers: orClear(fc.subarray(['O1', 'O2', 'O3', 'O4', 'O5'], { minLength: 1 }).map((codes) => codes.join(';'))),
})
const placeRow = fc.record({
  code: fc.constantFrom('320404', '320402001', 'CZ-JKQ', '320404009'),
  name: fc.constantFrom('甲', '乙'),
  parentCode: maybe(fc.constantFrom('320400', '320402')),
  managedBy: orClear(fc.constantFrom('CZ-JKQ', '320402')),
  validFrom: orClear(fc.constantFrom('2018-01-01', '2020-02-01')),
  validTo: orClear(fc.constantFrom('2021-01-01', '2022-03-01')),
})
const bodyRow = fc.record({
  id: fc.constantFrom('EDU1', 'SQ'),
  name: fc.constantFrom('甲', '乙'),
  line: fc.constantFrom('行业', '社区', '民政'),
  parentId: orClear(fc.constantFrom('EDU', 'MZ')),
})

const byKey = <T extends object>(row: fc.Arbitrary<T>, key: keyof T, maxLength: number) =>
  fc.uniqueArray(row, { maxLength, selector: (one) => one[key] })
const sheets: fc.Arbitrary<Sheets> = fc
  .record({
    places: fc.oneof(
      { weight: 3, arbitrary: byKey(placeRow, 'code', 0) },
      { weight: 1, arbitrary: byKey(placeRow, 'code', 2) },
    ),
    bodies: fc.oneof(
      { weight: 4, arbitrary: byKey(bodyRow, 'id', 0) },
      { weight: 1, arbitrary: byKey(bodyRow, 'id', 2) },
    ),
    organizations: byKey(organizationRow, 'code', 5),
    partyOrganizations: byKey(partyRow, 'id', 3),
  })
  .map((given) => ({
    ...given,
    organizations: given.organizations.map(filledRow),
    partyOrganizations: given.partyOrganizations.map(filledRow),
    places: given.places.map(filledRow),
    bodies: given.bodies.map(filledRow),
  }))

/** A row without its blank cells. */
export function filledRow(row: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(row).filter(([, text]) => text !== ''))
}

export type Step = { readonly asOf: Day; readonly sheets: Sheets }
/** A random import: new and changed rows of all four sheets, clean and not, as of a day. */
export const randomStep: fc.Arbitrary<Step> = fc.record({ asOf: day, sheets })
