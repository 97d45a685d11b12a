import { filled, type RefusalDetails, type Text } from './refusal.ts'

/** Whether a problem keeps its row out, or is told and comes in. */
export type Severity = 'error' | 'warning'

/**
 * What an import can say of a cell or a row: stable codes, the sentence, and the mend. Data that cannot be true are
 * errors; a world that breaks a rule is recorded with a warning (design.md 6).
 */
export const PROBLEMS = {
  columnMissing: error(
    '缺少“{label}”列（{key}）；请补上该列，或改正表头。',
    'The column {label} ({key}) is missing; add it or mend its header.',
  ),
  columnTwice: error(
    '表头中“{header}”出现了两次；请只保留一列。',
    'The header {header} stands twice; keep one column.',
  ),
  columnUnknown: warning(
    '不认识“{header}”列，未导入；如需导入，请在映射中指定。',
    'The column {header} is not known and was kept out; name it in the mapping to import it.',
  ),
  sheetUnknown: error(
    '不认识工作表“{sheet}”；请把工作表命名为：社会组织、党组织、区划、责任主体，或用 --sheet 指定。',
    'The sheet {sheet} is not known; name it organizations, partyOrganizations, places or bodies, or say which with --sheet.',
  ),
  sheetHidden: warning(
    '工作表“{sheet}”是隐藏的，没有读取；如需导入请取消隐藏。',
    'The sheet {sheet} is hidden and was not read; unhide it to import it.',
  ),
  sheetEmpty: warning('工作表“{sheet}”没有数据行。', 'The sheet {sheet} has no rows.'),
  needed: error('新增一行必须填写“{label}”。', 'A new row needs {label}.'),
  keyMissing: error(
    '没有填写“{label}”，无法确定这一行说的是谁。',
    'The row does not say {label}, so it names nothing.',
  ),
  keyTwice: error(
    '“{read}”在第 {first} 行已经出现；同一文件中每个编号只能有一行。',
    '{read} already stands in row {first}; each may stand once in a file.',
  ),
  keyClear: error('“{label}”是这一行的名字，不能清空。', '{label} names the row and cannot be cleared.'),
  needClear: error('“{label}”不能清空。', '{label} cannot be cleared.'),
  cellMerged: error(
    '合并的单元格只读出第一格；请取消合并并逐行填写。',
    'Only the first of merged cells can be read; unmerge and fill each row.',
  ),
  cellError: error(
    '单元格是公式错误值；请改正公式或填入值。',
    'The cell holds a formula error; mend the formula or fill in the value.',
  ),
  cellFormula: warning(
    '单元格是公式，按保存时的结果“{read}”读取。',
    'The cell is a formula; its saved result {read} was read.',
  ),
  codeRounded: error(
    '编码被表格软件四舍五入，末几位已丢失；请把该列设为文本后重新填写。',
    'The spreadsheet has rounded this code and its last digits are lost; make the column text and type it again.',
  ),
  tooLong: error('超过 {max} 个字。', 'Longer than {max} characters.'),
  notDay: error('“{read}”不是日期；请写成 2024-03-01。', '{read} is not a day; write it as 2024-03-01.'),
  notCount: error('“{read}”不是非负整数。', '{read} is not a whole number of 0 or more.'),
  notDecimal: error('“{read}”不是 {min} 到 {max} 之间的数。', '{read} is not a number from {min} to {max}.'),
  notYesNo: error('“{read}”应为 是 或 否。', '{read} must be yes or no.'),
  notChoice: error('“{read}”不在选项之中：{choices}。', '{read} is none of: {choices}.'),
  notPlaceCode: error('“{read}”不是区划代码（6、9 或 12 位数字）。', '{read} is not a place code (6, 9 or 12 digits).'),
  codeNormalised: warning(
    '“{read}”中的全角、空格或小写字母已按“{normal}”读取。',
    'Full-width characters, spaces or small letters in {read} were read as {normal}.',
  ),
  codeForm: warning(
    '“{read}”不是 18 位统一社会信用代码，按原样登记；请核对。',
    '{read} is not a credit code of 18 characters; it is kept as it is, please check.',
  ),
  codeCheck: warning(
    '统一社会信用代码校验不通过（{which}）；如为历史发码错误可以保留，请核对。',
    'The credit code fails its check ({which}); old codes may have been issued wrong, please check.',
  ),
  codeCheckEntry: error(
    '统一社会信用代码校验不通过（{which}）；请对照登记证书改正。',
    'The credit code fails its check ({which}); compare it with the certificate.',
  ),
  placeUnknown: error('区划代码“{read}”不在区划表中。', 'The place {read} is not in the list of places.'),
  placeBlank: warning(
    '没有填写所在区划；暂列在“未定区划”，只有全市范围的人员能看到。',
    'No place is given; it stands under “place not known”, seen only by those with the whole scope.',
  ),
  parentUnknown: error(
    '上级“{read}”不存在，也不在本次文件中。',
    'The parent {read} exists neither here nor in these files.',
  ),
  parentCircle: error('上级关系成环：{read}。', 'The parents form a circle: {read}.'),
  bodyUnknown: error(
    '责任主体“{read}”不存在，也不在本次文件中。',
    'The responsible body {read} exists neither here nor in these files.',
  ),
  ownSuperior: error(
    '“{read}”不能做自己的上级或接替者；请填写另一个编号，或留空。',
    '{read} cannot be above itself or follow itself; name another one, or leave it blank.',
  ),
  bodyRetired: error(
    '责任主体“{read}”已于 {day} 撤销；请填写现有的责任主体。',
    'The body {read} ended on {day}; name one that is there.',
  ),
  bodyReplaced: error(
    '责任主体“{read}”已于 {day} 撤销，由“{successor}”接替；请改填“{successor}”。',
    'The body {read} ended on {day} and {successor} took over; write {successor}.',
  ),
  successorAlone: error(
    '填写了接替主体，但没有填写撤销日期；请补上撤销日期。',
    'A successor is named but no end; say the day on which the body ended.',
  ),
  placeRetired: error(
    '区划代码“{read}”已于 {day} 停用；请填写现行代码。',
    'The place code {read} was retired on {day}; write the code of today.',
  ),
  placeReplaced: error(
    '区划代码“{read}”已于 {day} 停用，由“{successor}”接替；请改填“{successor}”。',
    'The place code {read} was retired on {day} and {successor} took over; write {successor}.',
  ),
  bodyLine: error(
    '责任主体“{body}”属于{bodyLine}线，与本行的{line}线不一致。',
    'The body {body} is of the {bodyLineEn} line, the row says {lineEn}.',
  ),
  organizationUnknown: error(
    '覆盖单位“{read}”不存在，也不在本次文件中。',
    'The organization {read} exists neither here nor in these files.',
  ),
  coverTwice: warning(
    '覆盖单位“{read}”写了两次，按一次登记。',
    'The organization {read} is listed twice; it counts once.',
  ),
  superiorUnknown: warning(
    '上级党组织“{read}”不在系统中，按文字登记。',
    'The superior {read} is not on record; it is kept as text.',
  ),
  membersExceedStaff: error(
    '正式党员（{members}）多于{of}（{staff}）；请核对两格。',
    'Full members ({members}) exceed {ofEn} ({staff}); check both cells.',
  ),
  fullTimeExceedsStaff: error(
    '专职人员（{fullTime}）多于从业人员（{staff}）。',
    'Full-time staff ({fullTime}) exceed staff ({staff}).',
  ),
  elsewhereExceedsMembers: error(
    '未转入组织关系（{elsewhere}）多于党员总数（{members}）。',
    'Relation elsewhere ({elsewhere}) exceeds all members ({members}).',
  ),
  endBeforeStart: error('{end}早于{start}（{from}）。', 'The end ({endEn}) is before the start ({from}).'),
  countBeforeStart: warning(
    '数据日期 {day} 早于成立日期 {from}。',
    'The day of the counts, {day}, is before the registration, {from}.',
  ),
  jointUnits: warning(
    '联合党组织覆盖 {units} 家，超过通常的 {max} 家（R3）。',
    'A joint branch of {units} units; normally at most {max} (R3).',
  ),
  independentUnits: warning(
    '单独组建的党组织覆盖 {units} 家单位；请核对组建形式。',
    'An independent Party organization covers {units} units; check its formation.',
  ),
  termExpired: warning('任期已于 {read} 届满。', 'The term ended on {read}.'),
  coveredOutsideLife: warning(
    '“{read}”在该党组织存续期间并不存在，未计覆盖。',
    '{read} did not exist while this Party organization did; no coverage follows.',
  ),
  censusPeriod: error(
    '这一行的摸底截止日是 {read}，本次摸底的截止日是 {cutOff}；请用从本次摸底导出的工作簿填写。',
    'The row is of the cut-off day {read}, this census is of {cutOff}; fill in the workbook that was exported from it.',
  ),
  censusUnknown: error(
    '“{read}”不在本次摸底的填报名单内，或不在您的范围内；请核对代码。',
    '{read} is not expected in this census, or is outside your scope; check the code.',
  ),
  careUnknown: error(
    '“{read}”不是在册的社会组织，或不由您经办；请核对代码。',
    '{read} is not on record today, or is not yours to write; check the code.',
  ),
  officerUnknown: error(
    '没有您经办的主体的联络员“{read}”；请填写登录名或姓名，或先在“联络员”页登记。',
    'No officer {read} works for a body of yours; give a login or a name, or put her on record first.',
  ),
  officerMany: error(
    '有 {count} 名联络员都是“{read}”；请用岗位或责任主体说明是哪一位。',
    '{count} officers are {read}; say by desk or body which one.',
  ),
  officerAway: error(
    '“{read}”在 {from} 起的日期不全在岗；请改日期或另选一位。',
    '{read} does not work on every day from {from}; change the day or choose another officer.',
  ),
  careEnds: error(
    '主要联络员不填结束日期，由接手的人接替；结束日期只用于协助。',
    'A primary officer has no end: another takes over. Only an assistant has one.',
  ),
  codeRetired: error(
    '“{read}”已于 {day} 停用，由“{successor}”承接；请改用承接者的代码。',
    '{read} was retired on {day}; its successor is {successor}. Use that code.',
  ),
  censusRule: error('未通过摸底表的校验。', 'It does not pass the rules of the form.'),
  outOfScope: error(
    '这一行不在您的范围内；请由负责该区划和条线的人员导入。',
    'The row is outside your scope; the officer of its place and line can import it.',
  ),
} as const satisfies Record<string, Text & { severity: Severity }>

export type ProblemCode = keyof typeof PROBLEMS

/** One problem as design.md 7 prints it, naming file, sheet, row and cell as the clerk sees them. */
export type Problem = {
  readonly file: string
  readonly sheet: string
  readonly row: number
  readonly cell: string | null
  readonly column: string | null
  readonly code: string
  readonly severity: Severity
  readonly read: string | null
  readonly message: Text
  readonly suggestion: string | null
}

export function problemText(code: ProblemCode, details: RefusalDetails): Text {
  return { zh: filled(PROBLEMS[code].zh, details), en: filled(PROBLEMS[code].en, details) }
}

/** The name of a cell as a spreadsheet shows it: column 0 and row 19 is "A19". */
export function cellName(column: number, row: number): string {
  let name = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return `${name}${row}`
}

function error(zh: string, en: string) {
  return { severity: 'error' as const, zh, en }
}

function warning(zh: string, en: string) {
  return { severity: 'warning' as const, zh, en }
}
