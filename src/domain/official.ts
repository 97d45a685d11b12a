import { both, holds, sumOf, type Condition, type Sum } from './measure.ts'
import { KIND_NAMES, type Kind } from './organization.ts'
import type { Text } from './refusal.ts'
import type { StandingRow } from './standing.ts'

/** Columns of 社会组织法人单位建立党的基层组织情况 after the total (features.md 1). */
export const OFFICIAL_KINDS = [
  'association',
  'foundation',
  'service',
  'lawFirm',
  'accountingFirm',
  'taxFirm',
] as const satisfies readonly Kind[]

/** The table's own column heads: the form still says 民办非企业单位. */
export const OFFICIAL_COLUMNS: readonly (Text & { readonly key: 'total' | (typeof OFFICIAL_KINDS)[number] })[] = [
  { key: 'total', zh: '总数', en: 'total' },
  ...OFFICIAL_KINDS.map((kind) =>
    kind === 'service'
      ? { key: kind, zh: '民办非企业单位', en: 'service institution' }
      : { key: kind, ...KIND_NAMES[kind] },
  ),
]

/** A row counts organizations, sums a count of theirs, or counts the joint branches that they are in. */
export type OfficialRow = {
  readonly row: number
  readonly block: Text | null
  readonly name: Text
  readonly where: Condition
  readonly measure: 'organizations' | 'jointBranches' | Sum
}

const IN_TABLE: Condition = { word: 'population', in: ['registered', 'firm'] }
const OWN = both(IN_TABLE, { word: 'coverageClass', in: ['independent'] })
const JOINT = both(IN_TABLE, { word: 'coverageClass', in: ['joint', 'industry'] })
const NONE = both(IN_TABLE, { not: { word: 'coverageClass', in: ['independent', 'joint', 'industry'] } })
/** The form's own "3 or more members": part of the form, not of a policy. */
const THREE: Condition = { sum: ['fullMembers'], from: 3 }
const SHOULD = both(NONE, THREE)
const MEMBERS: Sum = ['fullMembers', 'probationaryMembers', 'otherMembers']
const FEW = both(NONE, { not: THREE }, { sum: MEMBERS, from: 1 })
const WITHOUT = both(NONE, { not: THREE }, { sum: MEMBERS, below: 1 })
const FROM_ELSEWHERE = both(OWN, { sum: ['fullMembers', '-relationElsewhere'], below: 3 })

const OWN_BLOCK: Text = { zh: '已单独建立党组织', en: 'own Party organization' }
const NONE_BLOCK: Text = { zh: '未建立党组织', en: 'no Party organization' }
const MORE_BLOCK: Text = { zh: '补充情况', en: 'further' }
const ELSEWHERE_BLOCK: Text = {
  zh: '吸收未转入组织关系的党员建立党组织情况',
  en: 'founded with members whose relation is elsewhere',
}

const COMMITTEE: Condition = { word: 'partyLevel', in: ['committee'] }
const GENERAL_BRANCH: Condition = { word: 'partyLevel', in: ['generalBranch'] }
const BRANCH: Condition = { word: 'partyLevel', in: ['branch'] }
const GUIDED: Condition = { flag: 'instructor' }

/** The 19 rows of the official table as data, read from the standing rows as features.md 1 says. */
export const OFFICIAL_ROWS: readonly OfficialRow[] = [
  counted(1, null, ['单位数', 'organizations'], IN_TABLE),
  counted(2, OWN_BLOCK, ['建立党委的', 'own committee'], both(OWN, COMMITTEE)),
  counted(3, OWN_BLOCK, ['建立总支部的', 'own general branch'], both(OWN, GENERAL_BRANCH)),
  counted(4, OWN_BLOCK, ['建立支部的', 'own branch'], both(OWN, BRANCH)),
  counted(5, null, ['已建立联合党支部的', 'in a joint branch'], JOINT),
  counted(6, null, ['具有3名以上党员的', 'of these, with 3 or more members'], both(JOINT, THREE)),
  { ...counted(7, null, ['联合党支部数', 'number of joint branches'], JOINT), measure: 'jointBranches' },
  counted(8, NONE_BLOCK, ['应建尚未建立党组织的', 'should be built, is not'], SHOULD),
  counted(9, NONE_BLOCK, ['建立党小组的', 'of these, with a Party group'], both(SHOULD, { flag: 'partyGroup' })),
  counted(10, NONE_BLOCK, ['仅有个别党员的', 'only a few members'], FEW),
  counted(11, NONE_BLOCK, ['没有党员的', 'no members'], WITHOUT),
  counted(12, NONE_BLOCK, ['已派党建工作指导员的', 'with an instructor sent'], both(NONE, GUIDED)),
  { ...counted(13, MORE_BLOCK, ['从业人员', 'employees'], IN_TABLE), measure: ['staff'] },
  { ...counted(14, MORE_BLOCK, ['党员', 'members working there'], IN_TABLE), measure: MEMBERS },
  {
    ...counted(15, MORE_BLOCK, ['未转入组织关系的', 'of these, relation not transferred in'], IN_TABLE),
    measure: ['relationElsewhere'],
  },
  counted(16, MORE_BLOCK, ['党建工作指导员', 'instructors'], both(IN_TABLE, GUIDED)),
  counted(17, ELSEWHERE_BLOCK, ['建立党委的', 'committees'], both(FROM_ELSEWHERE, COMMITTEE)),
  counted(18, ELSEWHERE_BLOCK, ['建立总支部的', 'general branches'], both(FROM_ELSEWHERE, GENERAL_BRANCH)),
  counted(19, ELSEWHERE_BLOCK, ['建立支部的', 'branches'], both(FROM_ELSEWHERE, BRANCH)),
]

function counted(row: number, block: Text | null, [zh, en]: readonly [string, string], where: Condition): OfficialRow {
  return { row, block, name: { zh, en }, where, measure: 'organizations' }
}

export type OfficialValues = { readonly row: number; readonly values: readonly number[] }

/** The 19 x 7 cells over rows at hand: total first, then the kinds in the order of the form. */
export function officialTable(rows: readonly StandingRow[]): OfficialValues[] {
  return OFFICIAL_ROWS.map((definition) => ({ row: definition.row, values: cellsOf(definition, rows) }))
}

function cellsOf(definition: OfficialRow, rows: readonly StandingRow[]): number[] {
  const inside = rows.filter((row) => holds(definition.where, row))
  const { measure } = definition
  if (measure === 'jointBranches') return jointBranchCells(inside)
  const cells = OFFICIAL_KINDS.map((kind) => {
    const ofKind = inside.filter((row) => row.kind === kind)
    return measure === 'organizations' ? ofKind.length : ofKind.reduce((sum, row) => sum + sumOf(measure, row), 0)
  })
  return [cells.reduce((sum, cell) => sum + cell, 0), ...cells]
}

/** Row 7: each joint branch once, in the column of the kind that most of its units have; ties go to the first column. */
function jointBranchCells(rows: readonly StandingRow[]): number[] {
  const branches = new Map<number | null, Kind[]>()
  for (const { partyOrganizationId, kind } of rows) {
    branches.set(partyOrganizationId, [...(branches.get(partyOrganizationId) ?? []), kind])
  }
  const homes = [...branches.values()].map(kindOfMost)
  return [homes.length, ...OFFICIAL_KINDS.map((kind) => homes.filter((home) => home === kind).length)]
}

/** The kind that most of the units have; of equals, the first column of the form. */
export function kindOfMost(kinds: readonly Kind[]): Kind {
  return OFFICIAL_KINDS.reduce((best, kind) => (timesOf(kind, kinds) > timesOf(best, kinds) ? kind : best))
}

function timesOf(kind: Kind, kinds: readonly Kind[]): number {
  return kinds.filter((one) => one === kind).length
}

/** What the form's own sums demand of a filled table; the names of the identities that do not hold. */
export function officialFaults(table: readonly OfficialValues[]): string[] {
  const at = (row: number, column: number) => table[row - 1]?.values[column] ?? Number.NaN
  const faults: string[] = []
  for (const column of OFFICIAL_COLUMNS.keys()) {
    const sum = [2, 3, 4, 5, 8, 10, 11].reduce((total, row) => total + at(row, column), 0)
    if (at(1, column) !== sum) faults.push(`1 = 2+3+4+5+8+10+11 [${column}]`)
    if (at(6, column) > at(5, column)) faults.push(`6 <= 5 [${column}]`)
    if (at(9, column) > at(8, column)) faults.push(`9 <= 8 [${column}]`)
    if (at(12, column) > at(8, column) + at(10, column) + at(11, column)) faults.push(`12 <= 8+10+11 [${column}]`)
    if (at(15, column) > at(14, column)) faults.push(`15 <= 14 [${column}]`)
  }
  for (const { row, values } of table) {
    const [total = 0, ...parts] = values
    if (total !== parts.reduce((sum, part) => sum + part, 0)) faults.push(`total = sum of kinds [row ${row}]`)
  }
  return faults
}
