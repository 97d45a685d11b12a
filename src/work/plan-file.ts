import { LINE_NAMES } from '../domain/organization.ts'
import { LEVEL_NAMES } from '../domain/party-organization.ts'
import { isSynthetic } from '../store/history.ts'
import { writeWorkbook, type WriteColumn, type WriteTable } from '../store/workbook/write.ts'
import { reading, type Desk } from './desk.ts'
import type { PlanOffice } from './plan-office.ts'
import { getPlan, type PlanUnitView, type PlanView } from './plan-view.ts'

const NOTE = '演示数据，所有组织均为虚构。Synthetic data: every organization is invented.'

/** Writes a plan as a workbook: joint branches, units of their own, units looked after, units left over, figures. */
export async function writePlanFile(
  desk: Desk,
  office: PlanOffice,
  order: { readonly id: string; readonly path: string },
): Promise<void> {
  const view = await getPlan(desk, office, order.id)
  const synthetic = await reading(desk, (tx) => isSynthetic(tx))
  await writeWorkbook(order.path, tablesOf(view), synthetic ? { note: NOTE } : {})
}

/** The sheets of a plan, in the order in which a clerk reads them. */
export function tablesOf(view: PlanView): WriteTable[] {
  const unitOf = new Map(view.units.map((unit) => [unit.id, unit]))
  return [
    groupTable(view, unitOf),
    ownTable(view, unitOf),
    areaTable(view, unitOf),
    leftTable(view, unitOf),
    figures(view),
  ]
}

type Units = ReadonlyMap<string, PlanUnitView>

function groupTable({ groups }: PlanView, units: Units): WriteTable {
  const rows = groups.flatMap((group, index) =>
    group.units.map((id) => {
      const term = group.terms.find((one) => one.id === id)
      const isHost = id === group.host
      const [distance, alike] = [
        isHost ? '0' : String(term?.distance ?? ''),
        isHost ? '' : alikeText(term?.sameIndustry === true, term?.sameSuperior === true),
      ]
      return [String(index + 1), isHost ? '主建' : '成员', ...unitCells(id, units), distance, alike, String(group.cost)]
    }),
  )
  const columns = [
    column('branch', '联合支部序号', 'count'),
    column('role', '角色'),
    ...UNIT_COLUMNS,
    column('distance', '到主建单位（米）', 'count'),
    column('alike', '行业与上级'),
    column('cost', '支部成本', 'count'),
  ]
  return { name: '联合组建', columns, rows }
}

function alikeText(industry: boolean, superior: boolean): string {
  return `${industry ? '行业相同' : '行业不同'}，${superior ? '上级相同' : '上级不同'}`
}

function ownTable({ independent }: PlanView, units: Units): WriteTable {
  const names = new Map<string, string>(Object.entries(LEVEL_NAMES).map(([level, name]) => [level, name.zh]))
  const rows = independent.map(({ id, level }) => [...unitCells(id, units), names.get(level) ?? level])
  return { name: '单独组建', columns: [...UNIT_COLUMNS, column('level', '层级')], rows }
}

function areaTable({ area }: PlanView, units: Units): WriteTable {
  const rows = area.map(({ id, assignedTo, distance }) => [
    ...unitCells(id, units),
    assignedTo,
    units.get(assignedTo)?.name ?? '',
    String(distance),
  ])
  const columns = [
    ...UNIT_COLUMNS,
    column('assignedTo', '兜底支部所在单位代码', 'code', 22),
    column('assignedName', '兜底支部所在单位', 'text', 32),
    column('distance', '距离（米）', 'count'),
  ]
  return { name: '区域兜底', columns, rows }
}

function leftTable({ unassigned }: PlanView, units: Units): WriteTable {
  const rows = unassigned.map(({ id, reason, detail }) => [...unitCells(id, units), reason, detail.zh, detail.en])
  const columns = [
    ...UNIT_COLUMNS,
    column('reason', '原因代码'),
    column('zh', '原因', 'text', 48),
    column('en', 'reason', 'text', 48),
  ]
  return { name: '未编入', columns, rows }
}

function figures({ plan, limits, weights, policyTitle, stale }: PlanView): WriteTable {
  const rows: [string, string][] = [
    ['方案编号', plan.id],
    ['截至', plan.asOf],
    ['范围', plan.placeName ?? '全部'],
    ['条线', plan.line === null ? '全部' : LINE_NAMES[plan.line].zh],
    ['规则', `${plan.policy} ${policyTitle.zh}`],
    ['单位', String(plan.units)],
    ['单独组建', String(plan.independent)],
    ['联合支部', String(plan.groups)],
    ['未编入', String(plan.unassigned)],
    ['成本（折合米）', String(plan.cost ?? '')],
    ['下界', String(plan.bound ?? '')],
    ['差距', plan.gap === null ? '' : `${(plan.gap * 100).toFixed(2)}%`],
    ['编入数已证最多', plan.provenMaximal === true ? '是' : '否'],
    ['名册其后有变动的单位', String(stale)],
    ...Object.entries(limits).map(([name, value]): [string, string] => [`限制 ${name}`, String(value)]),
    ...Object.entries(weights).map(([name, value]): [string, string] => [`权重 ${name}`, String(value)]),
  ]
  return { name: '指标', columns: [column('name', '项目', 'text', 28), column('value', '值', 'text', 40)], rows }
}

const UNIT_COLUMNS: readonly WriteColumn[] = [
  column('code', '统一社会信用代码', 'code', 22),
  column('name', '名称', 'text', 32),
  column('members', '正式党员', 'count'),
  column('line', '条线'),
  column('industry', '行业'),
  column('place', '所在区划', 'text', 18),
]

function unitCells(id: string, units: Units): (string | null)[] {
  const unit = units.get(id)
  if (unit === undefined) return [id, null, null, null, null, null]
  const lines = new Map<string, string>(Object.entries(LINE_NAMES).map(([line, name]) => [line, name.zh]))
  return [id, unit.name, String(unit.members), lines.get(unit.line) ?? unit.line, unit.industry, unit.placeName]
}

function column(key: string, label: string, kind: WriteColumn['kind'] = 'text', width = 14): WriteColumn {
  return { key, label, kind, width }
}
