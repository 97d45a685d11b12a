import { GRADES, KIND_NAMES, KINDS, LINE_NAMES, LINES, STATUS_NAMES, STATUSES } from './organization.ts'
import { FORMATION_NAMES, FORMATIONS, LEVEL_NAMES, LEVELS, NATURE_NAMES, NATURES } from './party-organization.ts'
import { SHEET_PLACE_LEVELS } from './place.ts'
import type { Text } from './refusal.ts'

/** The four exchange sheets of design.md 6: one definition serves import, export, template and print. */
export const NOUNS = ['places', 'bodies', 'organizations', 'partyOrganizations'] as const
export type Noun = (typeof NOUNS)[number]

/** A word of a closed list: the machine word, and every Chinese spelling that clerks use for it (the first is exported). */
export type Choice = { readonly word: string; readonly zh: readonly [string, ...string[]] }

export type ColumnKind =
  | { readonly kind: 'text'; readonly max: number }
  | { readonly kind: 'code' }
  | { readonly kind: 'codes' }
  | { readonly kind: 'placeCode' }
  | { readonly kind: 'day' }
  | { readonly kind: 'count'; readonly max: number }
  | { readonly kind: 'decimal'; readonly min: number; readonly max: number }
  | { readonly kind: 'yesNo' }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }

export type Column = ColumnKind & {
  readonly key: string
  readonly label: string
  readonly en: string
  /** Must be there when the row creates something; may be blank in a row that only changes it. */
  readonly needed: boolean
  readonly aliases: readonly string[]
}

export type Sheet = {
  readonly noun: Noun
  readonly name: Text
  readonly aliases: readonly string[]
  /** The column that names the thing. */
  readonly key: string
  readonly columns: readonly Column[]
}

const NAME: ColumnKind = { kind: 'text', max: 200 }
const LONG: ColumnKind = { kind: 'text', max: 500 }
const CODE: ColumnKind = { kind: 'code' }
const PLACE: ColumnKind = { kind: 'placeCode' }
const DAY: ColumnKind = { kind: 'day' }
const COUNT: ColumnKind = { kind: 'count', max: 1_000_000 }
const YES_NO: ColumnKind = { kind: 'yesNo' }
const LONGITUDE: ColumnKind = { kind: 'decimal', min: -180, max: 180 }
const LATITUDE: ColumnKind = { kind: 'decimal', min: -90, max: 90 }

export const CLEAR_WORDS: readonly string[] = ['#CLEAR', '#清空']

/** The column that marks the rows of a demo city in a CSV; it says nothing of an organization and is read over. */
export const SYNTHETIC_COLUMN = { header: '演示数据 synthetic', value: '虚构 invented' } as const

/** The columns that a marked copy adds behind the clerk's own; read over when the mended copy comes in. */
export const RESULT_COLUMNS = ['结果 result', '原因 reason', '建议值 suggested value'] as const

/** Separators of a list inside a cell; the first is written. */
export const LIST_SEPARATOR = /[;；]/

const KIND_ALIASES: Readonly<Record<string, readonly string[]>> = {
  service: ['民办非企业单位', '民非', '社会服务机构（民办非企业单位）'],
  association: ['社团'],
  filed: ['备案', '社区社会组织'],
}

const KIND_CHOICES = choicesOf(KINDS, (kind) => [KIND_NAMES[kind].zh, ...(KIND_ALIASES[kind] ?? [])])
const STATUS_CHOICES = choicesOf(STATUSES, (status) => [STATUS_NAMES[status].zh])
const LINE_CHOICES = choicesOf(LINES, (line) => [
  LINE_NAMES[line].zh,
  `${LINE_NAMES[line].zh}线`,
  `${LINE_NAMES[line].zh}条线`,
])
const GRADE_CHOICES = choicesOf(GRADES, (grade) => [grade, grade.replace('A', 'Ａ')])
const LEVEL_CHOICES = choicesOf(LEVELS, (level) => [LEVEL_NAMES[level].zh])
const FORMATION_CHOICES = choicesOf(FORMATIONS, (one) => [FORMATION_NAMES[one].zh, `${FORMATION_NAMES[one].zh}组建`])
const NATURE_CHOICES = choicesOf(NATURES, (nature) => [NATURE_NAMES[nature].zh])
const BODY_LEVEL_CHOICES: readonly Choice[] = [
  { word: 'city', zh: ['市', '市级'] },
  { word: 'district', zh: ['区', '区级', '县级', '辖市区'] },
  { word: 'township', zh: ['街道', '镇', '乡', '乡镇', '镇街'] },
  { word: 'community', zh: ['社区', '村', '村居'] },
]
const PLACE_LEVEL_ZH: Readonly<Record<(typeof SHEET_PLACE_LEVELS)[number], readonly [string, ...string[]]>> = {
  province: ['省', '省级'],
  city: ['市', '地市', '地级市'],
  district: ['区', '县', '区县', '县级'],
  township: ['镇街', '街道', '镇', '乡', '乡镇'],
  community: ['村居', '社区', '村'],
}
const PLACE_LEVEL_CHOICES = choicesOf(SHEET_PLACE_LEVELS, (level) => PLACE_LEVEL_ZH[level])

export const SHEETS: Readonly<Record<Noun, Sheet>> = {
  places: {
    noun: 'places',
    name: { zh: '区划', en: 'places' },
    aliases: [],
    key: 'code',
    columns: [
      needed('code', '区划代码', 'place code', PLACE, '代码'),
      needed('name', '名称', 'name', NAME, '区划名称'),
      column('level', '级别', 'level', { kind: 'choice', choices: PLACE_LEVEL_CHOICES }),
      column('parentCode', '上级区划代码', 'parent code', PLACE, '上级代码', 'parent_code'),
      column('managedBy', '管理单位代码', 'managed by', PLACE, '管理单位'),
      column('validFrom', '启用日期', 'valid from', DAY),
      column('validTo', '停用日期', 'valid to', DAY),
      column('successorCode', '接替区划代码', 'successor code', PLACE, '接替代码'),
      column('longitude', '经度', 'longitude', LONGITUDE),
      column('latitude', '纬度', 'latitude', LATITUDE),
    ],
  },
  bodies: {
    noun: 'bodies',
    name: { zh: '责任主体', en: 'responsible bodies' },
    aliases: [],
    key: 'id',
    columns: [
      needed('id', '编号', 'id', CODE),
      needed('name', '名称', 'name', NAME),
      needed('line', '条线', 'line', { kind: 'choice', choices: LINE_CHOICES }),
      column('level', '级别', 'level', { kind: 'choice', choices: BODY_LEVEL_CHOICES }),
      column('parentId', '上级编号', 'parent id', CODE, '上级'),
      column('placeCode', '所在区划代码', 'place code', PLACE),
      column('industries', '负责的行业', 'industries', LONG),
      column('units', '对应的业务主管单位', 'supervising units', LONG),
      column('endedOn', '撤销日期', 'ended on', DAY),
      column('successorId', '接替主体编号', 'successor id', CODE),
    ],
  },
  organizations: {
    noun: 'organizations',
    name: { zh: '社会组织', en: 'social organizations' },
    aliases: ['社会组织名册', '名册'],
    key: 'code',
    columns: [
      needed('code', '统一社会信用代码', 'credit code or file number', CODE, '信用代码', '备案号', '代码'),
      needed('name', '名称', 'name', NAME, '单位名称', '组织名称'),
      needed('kind', '类别', 'kind', { kind: 'choice', choices: KIND_CHOICES }, '组织类别'),
      column('registeredOn', '成立日期', 'registered on', DAY, '登记日期'),
      column('endedOn', '注销日期', 'ended on', DAY),
      column('status', '状态', 'status', { kind: 'choice', choices: STATUS_CHOICES }),
      column('placeCode', '所在区划代码', 'place code', PLACE),
      column('address', '住所', 'address', LONG, '地址'),
      column('longitude', '经度', 'longitude', LONGITUDE),
      column('latitude', '纬度', 'latitude', LATITUDE),
      column('authority', '登记管理机关', 'registration authority', NAME),
      column('supervisingUnit', '业务主管单位', 'supervising unit', NAME),
      column('industry', '行业', 'industry', NAME),
      column('line', '条线', 'line', { kind: 'choice', choices: LINE_CHOICES }),
      column('bodyId', '党建责任主体', 'responsible body', CODE),
      column('staff', '从业人员', 'staff', COUNT, '从业人员数'),
      column('staffFullTime', '专职人员', 'full-time staff', COUNT, '专职人员数'),
      column('fullMembers', '专职人员中正式党员', 'full members among full-time staff', COUNT, '正式党员'),
      column('probationaryMembers', '预备党员', 'probationary members', COUNT),
      column('otherMembers', '非专职党员', 'members not full-time', COUNT),
      column('relationElsewhere', '未转入组织关系', 'relation elsewhere', COUNT),
      column('grade', '评估等级', 'grade', { kind: 'choice', choices: GRADE_CHOICES }),
      column('gradeValidTo', '等级有效期', 'grade valid to', DAY),
      column('notBuiltReason', '未建原因', 'reason not built', LONG),
      column('partyGroup', '党小组', 'Party group', YES_NO),
      column('instructor', '指导员', 'instructor', YES_NO, '党建工作指导员'),
      column('instructorSince', '指导员派驻日期', 'instructor since', DAY),
    ],
  },
  partyOrganizations: {
    noun: 'partyOrganizations',
    name: { zh: '党组织', en: 'Party organizations' },
    aliases: [],
    key: 'id',
    columns: [
      needed('id', '编号', 'id', CODE),
      needed('name', '名称', 'name', NAME, '党组织名称'),
      needed('level', '层级', 'level', { kind: 'choice', choices: LEVEL_CHOICES }),
      needed('formation', '组建形式', 'formation', { kind: 'choice', choices: FORMATION_CHOICES }),
      column('nature', '性质', 'nature', { kind: 'choice', choices: NATURE_CHOICES }),
      column('foundedOn', '成立日期', 'founded on', DAY),
      column('endedOn', '撤销日期', 'ended on', DAY),
      column('approval', '批复文号', 'approval number', NAME),
      column('superiorId', '上级党组织', 'superior', CODE),
      column('termEndsOn', '任期届满', 'term ends on', DAY),
      column('covers', '覆盖单位', 'organizations covered', { kind: 'codes' }),
    ],
  },
}

// oxlint-disable-next-line max-params -- a table written as lines reads better than records
function column(key: string, label: string, en: string, kind: ColumnKind, ...aliases: readonly string[]): Column {
  return { ...kind, key, label, en, needed: false, aliases }
}

// oxlint-disable-next-line max-params -- see above
function needed(key: string, label: string, en: string, kind: ColumnKind, ...aliases: readonly string[]): Column {
  return { ...kind, key, label, en, needed: true, aliases }
}

function choicesOf<W extends string>(words: readonly W[], zhOf: (word: W) => readonly string[]): Choice[] {
  return words.map((word) => {
    const [first = word, ...rest] = zhOf(word)
    return { word, zh: [first, ...rest] }
  })
}

/** The sheet that a file or a sheet name speaks of: the machine name or a Chinese name, whatever its case. */
export function findSheet(name: string): Sheet | undefined {
  const wanted = headerForm(name)
  return Object.values(SHEETS).find((sheet) =>
    [sheet.noun, sheet.name.zh, ...sheet.aliases].some((one) => headerForm(one) === wanted),
  )
}

/** The column that a header cell names, by machine name, Chinese label or a known other spelling. */
export function findColumn(sheet: Sheet, header: string): Column | undefined {
  const wanted = headerForm(header)
  const exact = sheet.columns.find((one) => headerForm(one.key) === wanted || headerForm(one.label) === wanted)
  return exact ?? sheet.columns.find((one) => one.aliases.some((alias) => headerForm(alias) === wanted))
}

/** Header cells compare without spaces, stars of required fields, case and full-width brackets. */
export function headerForm(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\s*＊:：]/g, '')
    .toLowerCase()
}
