import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyCity,
  anyDay,
  attributesWith,
  countsWith,
  coverageWith,
  factsWith,
  policyWith,
  rowsOn,
} from '../../test/facts.ts'
import type { Coverage } from './coverage.ts'
import type { Day } from './day.ts'
import { sharesOf } from './indicator.ts'
import {
  kindOfMost,
  OFFICIAL_COLUMNS,
  OFFICIAL_ROWS,
  officialFaults,
  officialTable,
  type OfficialValues,
} from './official.ts'
import type { Kind, Status } from './organization.ts'
import type { Counts, OrganizationFacts } from './standing.ts'

const T: Day = '2023-12-31'

const COMMITTEE = { partyOrganizationId: 1, level: 'committee', formation: 'independent' } as const
const GENERAL = { partyOrganizationId: 2, level: 'generalBranch', formation: 'independent' } as const
const BRANCH_3 = { partyOrganizationId: 3, formation: 'independent' } as const
const BRANCH_4 = { partyOrganizationId: 4, formation: 'independent' } as const
const JOINT = { partyOrganizationId: 5, formation: 'joint' } as const
const INDUSTRY = { partyOrganizationId: 6, level: 'generalBranch', formation: 'industry' } as const
const REGIONAL = { partyOrganizationId: 7, formation: 'regional' } as const
const FUNCTIONAL = { partyOrganizationId: 8, formation: 'joint', nature: 'functional' } as const
const TEMPORARY = { partyOrganizationId: 9, formation: 'independent', nature: 'temporary' } as const

type Entry = readonly [kind: Kind, counts: Partial<Counts>, coverage: Partial<Coverage> | null, status?: Status]

/** A small city with every case of the form, worked out by hand. */
const CITY: readonly Entry[] = [
  ['association', { staff: 300, fullMembers: 120, probationaryMembers: 3, otherMembers: 2 }, COMMITTEE],
  ['service', { staff: 200, fullMembers: 55, relationElsewhere: 53 }, GENERAL],
  ['foundation', { staff: 6, fullMembers: 3, relationElsewhere: 0 }, BRANCH_3],
  ['service', { staff: 20, fullMembers: 5, relationElsewhere: 3, instructor: true }, BRANCH_4],
  ['association', { staff: 4, fullMembers: 3 }, JOINT],
  ['service', { staff: 8, fullMembers: 1 }, JOINT],
  ['service', { staff: 9, fullMembers: 1, probationaryMembers: 1, partyGroup: true }, JOINT],
  ['lawFirm', { staff: 12, fullMembers: 2, relationElsewhere: 1 }, INDUSTRY],
  ['accountingFirm', { staff: 15, fullMembers: 4 }, INDUSTRY],
  ['taxFirm', { staff: 10, fullMembers: 3, partyGroup: true, instructor: true }, null],
  ['association', { staff: 7, fullMembers: 4, relationElsewhere: 4 }, REGIONAL],
  ['service', { staff: 11, fullMembers: 2, relationElsewhere: 2, partyGroup: true, instructor: true }, FUNCTIONAL],
  ['service', { staff: 2, fullMembers: 0, probationaryMembers: 1 }, null],
  ['foundation', { staff: 3, otherMembers: 2 }, null],
  ['association', { staff: 5, fullMembers: 0, instructor: true }, null],
  ['service', {}, null],
  ['service', { staff: 30, fullMembers: 3, partyGroup: false }, TEMPORARY],
  ['filed', { staff: 9, fullMembers: 3, instructor: true }, JOINT],
  ['service', { staff: 9, fullMembers: 3, instructor: true }, BRANCH_3, 'incubating'],
  ['association', { staff: 1, fullMembers: 0 }, null, 'liquidating'],
]

function factsOf([kind, counts, coverage, status = 'active']: Entry, index: number): OrganizationFacts {
  const span = { from: '2020-01-01', to: null }
  return factsWith({
    organizationId: index + 1,
    attributes: [{ ...span, ...attributesWith({ kind, status }) }],
    counts: [{ ...span, ...countsWith(counts) }],
    coverages: coverage === null ? [] : [coverageWith(coverage)],
  })
}

function tableOf(entries: readonly Entry[]): OfficialValues[] {
  return officialTable(rowsOn(T, entries.map(factsOf), policyWith()))
}

const table = tableOf(CITY)

describe('the official table of a small city', () => {
  it.each([
    [1, '单位数', [18, 5, 2, 8, 1, 1, 1]],
    [2, '建立党委的', [1, 1, 0, 0, 0, 0, 0]],
    [3, '建立总支部的', [1, 0, 0, 1, 0, 0, 0]],
    [4, '建立支部的', [2, 0, 1, 1, 0, 0, 0]],
    [5, '已建立联合党支部的', [5, 1, 0, 2, 1, 1, 0]],
    [6, '具有3名以上党员的', [2, 1, 0, 0, 0, 1, 0]],
    [7, '联合党支部数', [2, 0, 0, 1, 1, 0, 0]],
    [8, '应建尚未建立党组织的', [3, 1, 0, 1, 0, 0, 1]],
    [9, '建立党小组的', [1, 0, 0, 0, 0, 0, 1]],
    [10, '仅有个别党员的', [3, 0, 1, 2, 0, 0, 0]],
    [11, '没有党员的', [3, 2, 0, 1, 0, 0, 0]],
    [12, '已派党建工作指导员的', [3, 1, 0, 1, 0, 0, 1]],
    [13, '从业人员', [643, 317, 9, 280, 12, 15, 10]],
    [14, '党员', [215, 132, 5, 69, 2, 4, 3]],
    [15, '未转入组织关系的', [63, 4, 0, 58, 1, 0, 0]],
    [16, '党建工作指导员', [4, 1, 0, 2, 0, 0, 1]],
    [17, '建立党委的', [0, 0, 0, 0, 0, 0, 0]],
    [18, '建立总支部的', [1, 0, 0, 1, 0, 0, 0]],
    [19, '建立支部的', [1, 0, 0, 1, 0, 0, 0]],
  ])('has row %d %s', (row, name, values) => {
    expect(OFFICIAL_ROWS[row - 1]).toMatchObject({ row, name: { zh: name } })
    expect(table[row - 1]).toEqual({ row, values })
  })

  it('has 19 rows and 7 columns with the heads of the form', () => {
    expect(table).toHaveLength(19)
    expect(OFFICIAL_COLUMNS.map((column) => column.zh)).toEqual([
      '总数',
      '社会团体',
      '基金会',
      '民办非企业单位',
      '律师事务所',
      '会计师事务所',
      '税务师事务所',
    ])
  })

  it('has no faults', () => {
    expect(officialFaults(table)).toEqual([])
  })
})

describe('the number of joint branches', () => {
  it.each<[readonly Kind[], Kind]>([
    [['service', 'association', 'service'], 'service'],
    [['service', 'association'], 'association'],
    [['taxFirm', 'lawFirm', 'lawFirm', 'taxFirm'], 'lawFirm'],
    [['taxFirm'], 'taxFirm'],
    [['foundation', 'association', 'service', 'foundation', 'service'], 'foundation'],
  ])('a branch of %s stands in the column of %s', (kinds, kind) => {
    expect(kindOfMost(kinds)).toBe(kind)
  })

  it('counts no branch whose units all have their own, are on file or incubate', () => {
    const row = tableOf([
      ['filed', { fullMembers: 1 }, JOINT],
      ['service', { fullMembers: 1 }, { ...JOINT, partyOrganizationId: 6 }, 'incubating'],
    ])[6]
    expect(row?.values).toEqual([0, 0, 0, 0, 0, 0, 0])
  })
})

describe('the official table of any city on any day', () => {
  const anyRows = fc
    .tuple(anyCity, anyDay, fc.constantFrom(0, 90))
    .map(([city, day, graceDays]) => rowsOn(day, city, policyWith({ graceDays })))

  it('keeps the sums that the form demands', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        expect(officialFaults(officialTable(rows))).toEqual([])
      }),
    )
  })

  it('agrees with the indicators where these count firms too', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const cells = officialTable(rows)
        const total = (row: number) => cells[row - 1]?.values[0] ?? Number.NaN
        const shares = sharesOf(rows, policyWith({ includeFirms: true }).parameters)
        const share = (id: string) => shares.find((one) => one.id === id)
        const top = (id: string) => share(id)?.numerator ?? Number.NaN
        const inTable = rows.filter((row) => row.population === 'registered' || row.population === 'firm')
        const regional = inTable.filter((row) => row.coverageClass === 'regional').length
        const loose = inTable.filter(
          (row) => row.eligible && ['regional', 'temporary', 'functional'].includes(row.coverageClass),
        ).length

        expect(total(1)).toBe(share('K1')?.denominator)
        expect(total(2) + total(3) + total(4)).toBe(top('K2'))
        expect(total(2) + total(3) + total(4) + total(5) + regional).toBe(top('K1'))
        expect(total(6) + loose).toBe(top('K3/split'))
        expect(total(8)).toBe(top('K4') + top('K4/grace') + loose)
        expect(total(7)).toBeLessThanOrEqual(total(5))
        expect(total(12)).toBeLessThanOrEqual(total(16))
        expect(total(17) + total(18) + total(19)).toBeLessThanOrEqual(top('K2'))
      }),
    )
  })

  it('is the sum of the tables of its parts, but for joint branches that both parts share', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(12), (rows, cut) => {
        const whole = officialTable(rows)
        const left = officialTable(rows.slice(0, cut))
        const right = officialTable(rows.slice(cut))
        for (const { row, values } of whole.filter((one) => one.row !== 7)) {
          const sums = values.map(
            (_, column) => (left[row - 1]?.values[column] ?? 0) + (right[row - 1]?.values[column] ?? 0),
          )
          expect(values).toEqual(sums)
        }
        const [all = 0, one = 0, other = 0] = [whole, left, right].map((part) => part[6]?.values[0])
        expect(all).toBeLessThanOrEqual(one + other)
        expect(all).toBeGreaterThanOrEqual(Math.max(one, other))
      }),
    )
  })
})

describe('a broken table', () => {
  /** The small city's table with one cell set to another number. */
  function broken(row: number, column: number, value: number): OfficialValues[] {
    return table.map((line) =>
      line.row === row ? { row, values: line.values.map((cell, index) => (index === column ? value : cell)) } : line,
    )
  }

  it.each([
    [1, 0, 19, ['1 = 2+3+4+5+8+10+11 [0]', 'total = sum of kinds [row 1]']],
    [1, 1, 6, ['1 = 2+3+4+5+8+10+11 [1]', 'total = sum of kinds [row 1]']],
    [6, 3, 3, ['6 <= 5 [3]', 'total = sum of kinds [row 6]']],
    [9, 6, 2, ['9 <= 8 [6]', 'total = sum of kinds [row 9]']],
    [12, 0, 10, ['12 <= 8+10+11 [0]', 'total = sum of kinds [row 12]']],
    [15, 2, 6, ['15 <= 14 [2]', 'total = sum of kinds [row 15]']],
    [7, 0, 3, ['total = sum of kinds [row 7]']],
  ])('with row %d column %d set to %d is found faulty', (row, column, value, faults) => {
    expect(officialFaults(broken(row, column, value))).toEqual(faults)
  })

  it('is found whichever cell is raised by one, since its line no longer adds up', () => {
    for (const { row, values } of table) {
      for (const [column, cell] of values.entries()) {
        expect(officialFaults(broken(row, column, cell + 1))).toContain(`total = sum of kinds [row ${row}]`)
      }
    }
  })

  it('is found where a row is missing', () => {
    expect(officialFaults(table.slice(0, 10)).length).toBeGreaterThan(0)
  })
})
