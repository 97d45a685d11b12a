import type { Noun } from './sheet.ts'
import type { Text } from './refusal.ts'

/**
 * What a template can check between the cells of one row while it is filled in, without macros. `formula` is that of a
 * spreadsheet; `{key}` stands for the cell of a column in the row. The import judges anew.
 */
export type SheetCheck = {
  readonly columns: readonly [string, ...string[]]
  readonly formula: string
  readonly says: Text
}

export type CheckLimits = { readonly jointMaxUnits: number }

/** Cells of text as a number: a template's counts are numbers, but people also paste texts. */
const exceeds = (more: string, less: string) => `AND({${more}}<>"",{${less}}<>"",N({${more}})>N({${less}}))`

export function sheetChecks(noun: Noun, { jointMaxUnits }: CheckLimits): readonly SheetCheck[] {
  if (noun === 'organizations') return ORGANIZATION_CHECKS
  if (noun === 'places') return PLACE_CHECKS
  if (noun !== 'partyOrganizations') return []
  const list = 'SUBSTITUTE({covers},"；",";")'
  const units = `LEN(${list})-LEN(SUBSTITUTE(${list},";",""))+1`
  return [
    {
      columns: ['covers', 'formation'],
      formula: `AND({formation}="联合",{covers}<>"",${units}>${jointMaxUnits})`,
      says: {
        zh: `联合组建的覆盖单位一般不超过 ${jointMaxUnits} 家`,
        en: `a joint branch covers at most ${jointMaxUnits} units`,
      },
    },
    { columns: ['endedOn'], formula: exceeds('foundedOn', 'endedOn'), says: ENDED_BEFORE },
  ]
}

const ENDED_BEFORE: Text = { zh: '结束日期不能早于成立日期', en: 'the end is not before the start' }

const ORGANIZATION_CHECKS: readonly SheetCheck[] = [
  {
    columns: ['staffFullTime', 'staff'],
    formula: exceeds('staffFullTime', 'staff'),
    says: { zh: '专职人员不多于从业人员', en: 'full-time staff do not exceed staff' },
  },
  {
    columns: ['fullMembers', 'staffFullTime'],
    formula: exceeds('fullMembers', 'staffFullTime'),
    says: { zh: '正式党员不多于专职人员', en: 'full members do not exceed full-time staff' },
  },
  {
    columns: ['fullMembers', 'staff'],
    formula: `AND({staffFullTime}="",${exceeds('fullMembers', 'staff')})`,
    says: { zh: '正式党员不多于从业人员', en: 'full members do not exceed staff' },
  },
  {
    columns: ['relationElsewhere'],
    formula:
      'AND({relationElsewhere}<>"",COUNT({fullMembers},{probationaryMembers},{otherMembers})>0,' +
      'N({relationElsewhere})>N({fullMembers})+N({probationaryMembers})+N({otherMembers}))',
    says: { zh: '未转入组织关系不多于党员总数', en: 'relations elsewhere do not exceed all members' },
  },
  { columns: ['endedOn'], formula: exceeds('registeredOn', 'endedOn'), says: ENDED_BEFORE },
]

const PLACE_CHECKS: readonly SheetCheck[] = [
  { columns: ['validTo'], formula: exceeds('validFrom', 'validTo'), says: ENDED_BEFORE },
]

/** Begins the key cell of a row that only shows how to fill in a template: it is read over. */
const EXAMPLE = '示例'

export function isExampleKey(cell: string | null): boolean {
  return cell !== null && cell.trim().startsWith(EXAMPLE)
}

/** A row that shows each noun's columns filled in; invented, and marked so in its key. */
export const EXAMPLES: Readonly<Record<Noun, Readonly<Record<string, string>>>> = {
  places: {
    code: `${EXAMPLE}：320402001`,
    name: '某某街道',
    level: '镇街',
    parentCode: '320402',
    validFrom: '2020-01-01',
  },
  bodies: { id: `${EXAMPLE}：HY01`, name: '某某行业党委', line: '行业', level: '市', placeCode: '320400' },
  organizations: {
    code: `${EXAMPLE}：18 位代码`,
    name: '某某服务中心',
    kind: '社会服务机构',
    registeredOn: '2018-03-01',
    status: '正常',
    placeCode: '320402001',
    address: '某某路 1 号',
    industry: '养老',
    line: '民政',
    staff: '12',
    staffFullTime: '8',
    fullMembers: '4',
    probationaryMembers: '1',
    otherMembers: '0',
    relationElsewhere: '1',
    partyGroup: '否',
    instructor: '是',
    instructorSince: '2024-03-01',
  },
  partyOrganizations: {
    id: `${EXAMPLE}：ZB001`,
    name: '某某联合党支部',
    level: '党支部',
    formation: '联合',
    nature: '正式',
    foundedOn: '2019-07-01',
    approval: '某社党〔2019〕1 号',
    covers: '代码一；代码二',
  },
}
