import { LINE_REFUSALS } from './refusal-lines.ts'
import { EVALUATION_REFUSALS } from './refusal-evaluation.ts'
import { OUTCOME_REFUSALS } from './refusal-outcome.ts'
import { SYSTEM_REFUSALS } from './refusal-systems.ts'
import { REGISTRATION_REFUSALS } from './refusal-registration.ts'
import { LIAISON_REFUSALS } from './refusal-liaison.ts'
import { PAPER_REFUSALS } from './refusal-paper.ts'
import { DUPLICATE_REFUSALS } from './refusal-duplicate.ts'

/** A text in both languages of the product. */
export type Text = { readonly zh: string; readonly en: string }

/**
 * Every expected refusal: a stable code, never used again once retired, with the HTTP status and the exit code
 * (design.md 7) that go with it. `{name}` in a text is filled from the details of the refusal.
 */
export const REFUSALS = {
  NOT_SIGNED_IN: { status: 401, exit: 5, zh: '请先登录。', en: 'Please sign in first.' },
  SIGN_IN_FAILED: { status: 401, exit: 5, zh: '账号或密码不正确。', en: 'The account or the password is not right.' },
  TOO_MANY_TRIES: {
    status: 429,
    exit: 8,
    zh: '尝试次数过多，请 {seconds} 秒后再试。',
    en: 'Too many tries; please wait {seconds} seconds.',
  },
  NOT_ALLOWED: {
    status: 403,
    exit: 5,
    zh: '您的职责不包括此项操作（{act}）；请联系管理员授权。',
    en: 'Your role does not include this ({act}); an administrator can grant it.',
  },
  CROSS_SITE: {
    status: 403,
    exit: 5,
    zh: '请求来自其他网站，已拒绝；请在本系统页面内操作。',
    en: 'The request came from another site and was refused; please use the pages of this system.',
  },
  NOT_FOUND: {
    status: 404,
    exit: 4,
    zh: '没有找到{what}“{id}”，或不在您的范围内。',
    en: 'No {what} “{id}” was found within your scope.',
  },
  ROUTE_NOT_FOUND: { status: 404, exit: 4, zh: '没有这个地址。', en: 'There is no such address.' },
  POLICY_UNKNOWN: {
    status: 404,
    exit: 4,
    zh: '没有编号为“{id}”的政策包；现有：{known}。',
    en: 'There is no policy pack “{id}”; known packs: {known}.',
  },
  POLICY_NOT_IN_FORCE: {
    status: 409,
    exit: 6,
    zh: '{day} 当天没有生效的政策包；请选择其他日期或指定政策包。',
    en: 'No policy pack was in force on {day}; choose another day or name a pack.',
  },
  BEFORE_FIRST_FACT: {
    status: 409,
    exit: 6,
    zh: '{day} 早于系统中最早的事实（{first}），无法统计；请选择该日或之后的日期。',
    en: '{day} is before the first fact on record ({first}); choose that day or a later one.',
  },
  EMPTY_SCOPE: {
    status: 409,
    exit: 6,
    zh: '范围内没有任何社会组织，无法统计；请先导入名册。',
    en: 'There is no social organization in this scope, so nothing can be counted; import a register first.',
  },
  BAD_REQUEST: { status: 400, exit: 2, zh: '请求有误：{detail}', en: 'The request is not right: {detail}' },
  KEY_MISSING: {
    status: 400,
    exit: 2,
    zh: '写入请求缺少 Idempotency-Key（每次提交一个 UUID）。',
    en: 'A write needs an Idempotency-Key header (one UUID for each submission).',
  },
  KEY_REUSED: {
    status: 422,
    exit: 6,
    zh: '同一个 Idempotency-Key 曾用于内容不同的请求；请换用新的键。',
    en: 'This Idempotency-Key was used for a different request; use a new one.',
  },
  STALE: {
    status: 409,
    exit: 6,
    zh: '记录已被他人修改（现为第 {now} 版，您看到的是第 {seen} 版）；请查看差异后再提交。',
    en: 'The record was changed by someone else (now version {now}, you saw {seen}); look at the difference first.',
  },
  LIFE_REFUSED: { status: 422, exit: 2, zh: '没有登记：{zh}', en: 'Not recorded: {en}' },
  CODE_RETIRED: {
    status: 409,
    exit: 6,
    zh: '“{code}”已于 {day} 停用，由“{successor}”承接；请改为登记承接者。',
    en: '“{code}” was retired on {day}; its successor is “{successor}”. Enter it under that code.',
  },
  SUCCESSOR_MISSING: {
    status: 422,
    exit: 2,
    zh: '承接的“{code}”在 {day} 不在册，或不在您的范围内；请先登记该组织。',
    en: '“{code}”, which is to go on, was not on record on {day} within your scope; enter it first.',
  },
  NOT_EMPTY: {
    status: 409,
    exit: 6,
    zh: '实例中已有社会组织，演示城市只能装入空的实例；请用 --data 指定另一个文件夹。',
    en: 'The instance already holds organizations; the demo city goes into an empty one only. Name another folder with --data.',
  },
  REGISTER_BATCH_EMPTY: {
    status: 422,
    exit: 2,
    zh: '没有选中任何社会组织，也没有符合筛选条件的；请重新选择。',
    en: 'No organization is selected, and none matches the filters. Select again.',
  },
  REGISTER_BATCH_TOO_MANY: {
    status: 422,
    exit: 2,
    zh: '符合条件的有 {count} 家，一次至多办理 {most} 家；请缩小筛选范围，或导出后修改再导入。',
    en: '{count} organizations match; {most} at most are changed at once. Narrow the filters, or export, edit and import.',
  },
  REGISTER_BATCH_STALE: {
    status: 409,
    exit: 6,
    zh: '预览之后名册有变动，现在会变更 {count} 家；没有写入任何数据，请重新预览。',
    en: 'The register has changed since the preview: {count} would change now. Nothing was written; preview again.',
  },
  SAVED_VIEW_NAME: {
    status: 409,
    exit: 6,
    zh: '您已有名为“{name}”的视图；请换一个名称，或更新原来的视图。',
    en: 'You already have a view named “{name}”. Choose another name, or update that view.',
  },
  BATCH_NOT_READY: {
    status: 409,
    exit: 6,
    zh: '该导入批次的状态为“{state}”，不能执行此操作。',
    en: 'This import batch is “{state}”; that cannot be done now.',
  },
  BATCH_TOUCHED: {
    status: 409,
    exit: 6,
    zh: '该批次写入的 {count} 项事实之后又有变动，不能整批撤销；请先撤销之后的批次。',
    en: '{count} facts of this batch were changed since; it cannot be undone whole. Undo the later batch first.',
  },
  NOTHING_TO_IMPORT: {
    status: 422,
    exit: 3,
    zh: '没有可以导入的行（共 {rows} 行，全部被拒绝或未变）。',
    en: 'There is no row to import ({rows} rows, all rejected or unchanged).',
  },
  IMPORT_NOT_WHOLE: {
    status: 422,
    exit: 3,
    zh: '有 {rejected} 行被拒绝，按“全部合格才导入”的要求没有写入任何数据；请改好后重新上传，或只导入合格的行。',
    en: '{rejected} rows were rejected and, as was asked, nothing was written; mend them and upload again, or import the good rows.',
  },
  FILE_REFUSED: { status: 422, exit: 3, zh: '文件无法读取：{detail}', en: 'The file cannot be read: {detail}' },
  PLAN_INPUT: { status: 422, exit: 2, zh: '方案输入有误：{detail}', en: 'The plan input is not right: {detail}' },
  PLAN_INFEASIBLE: { status: 422, exit: 7, zh: '方案无解：{detail}', en: 'No plan exists: {detail}' },
  PLAN_STALE: {
    status: 409,
    exit: 6,
    zh: '名册在方案生成后有变动（{count} 家不同）；请重新生成。',
    en: 'The register has changed since this plan was made ({count} organizations differ); make it again.',
  },
  CASE_ACTION_UNKNOWN: {
    status: 400,
    exit: 2,
    zh: '“{kind}”没有“{action}”这一步。',
    en: 'A {kindEn} has no action “{action}”.',
  },
  CASE_OUT_OF_ORDER: {
    status: 409,
    exit: 6,
    zh: '该事项现为“{state}”，不能“{action}”；请刷新后按当前状态办理。',
    en: 'The case is “{stateEn}”; “{actionEn}” cannot be done now. Reload and act on what it is.',
  },
  CASE_NOT_YOURS: {
    status: 403,
    exit: 5,
    zh: '“{action}”不由您办理；请由页面上所示的一方办理。',
    en: '“{actionEn}” is not yours to do; the page says who does it.',
  },
  CASE_SECOND_PERSON: {
    status: 403,
    exit: 5,
    zh: '“{action}”须由另一人办理：您办过之前的一步。',
    en: '“{actionEn}” needs a second person: you did the step before.',
  },
  CASE_FORM: {
    status: 422,
    exit: 2,
    zh: '“{action}”须填写“{field}”。',
    en: '“{actionEn}” needs “{fieldEn}” to be filled in.',
  },
  ...LIAISON_REFUSALS,
  ENTRY_REJECTED: {
    status: 422,
    exit: 3,
    zh: '未能登记：{zh}',
    en: 'It could not be put on record: {en}',
  },
  ...PAPER_REFUSALS,
  DRAFT_TOO_LARGE: {
    status: 413,
    exit: 2,
    zh: '草稿太大，没有保存；请缩短文字后再试。',
    en: 'The draft is too large and was not saved; shorten its texts.',
  },
  REMINDER_WORDS: {
    status: 422,
    exit: 2,
    zh: '提醒不写个人的政治身份，也不写证件或电话号码；请删去“{word}”。',
    en: 'A reminder never says what a person is in the Party, nor a number of a person; please take out “{word}”.',
  },
  MAIL_OFF: {
    status: 409,
    exit: 6,
    zh: '本系统尚未开通邮件；提醒只在系统内显示。',
    en: 'This instance sends no mail; reminders are shown in the system only.',
  },
  MAIL_ADDRESS: {
    status: 422,
    exit: 2,
    zh: '邮箱地址不完整或含有不能用的字符；请按“名称@域名”填写。',
    en: 'The mail address is not complete or holds characters that cannot be used; write it as name@domain.',
  },
  MAIL_NO_ADDRESS: {
    status: 409,
    exit: 6,
    zh: '还没有确认过的邮箱地址，不能开启邮件；请先填写并确认地址。',
    en: 'There is no confirmed address yet, so mail cannot be turned on; enter an address and confirm it first.',
  },
  MAIL_NOT_SENT: {
    status: 502,
    exit: 8,
    zh: '确认邮件没有发出（{reason}）；地址已保留，可以稍后重新发送。',
    en: 'The mail to confirm the address was not sent ({reasonEn}); the address is kept, send it again later.',
  },
  MAIL_LINK: {
    status: 404,
    exit: 4,
    zh: '这个链接已经用过、已经过期或不完整；请在“提醒设置”中重新操作。',
    en: 'This link was used, has expired or is not complete; please use the settings of reminders instead.',
  },
  CODE_ON_RECORD: {
    status: 409,
    exit: 6,
    zh: '“{code}”已经登记在册（{name}）；请打开该记录修改。',
    en: '“{code}” is on record already ({name}); open that record and change it.',
  },
  ENTRY_DAY: {
    status: 422,
    exit: 2,
    zh: '“{day}”不能作为登记内容的日期：须是不晚于今天（{today}）的日期。',
    en: '“{day}” cannot be the day of an entry: it must be a day not after today ({today}).',
  },
  CENSUS_SET_UNKNOWN: {
    status: 404,
    exit: 4,
    zh: '没有编号为“{id}”的摸底表；现有：{known}。',
    en: 'There is no question set “{id}”; known sets: {known}.',
  },
  CENSUS_DAYS: {
    status: 422,
    exit: 2,
    zh: '摸底日期有误（{field}）：截止填报日不得早于今天（{today}），收口日不得早于截止填报日；请改正日期。',
    en: 'The days of the census are not right ({field}): the due day may not be before today ({today}), nor the closing before the due day; mend the day.',
  },
  CENSUS_EMPTY: {
    status: 422,
    exit: 3,
    zh: '截至 {cutOff}，所选区划、条线和类别内没有您可以下发的社会组织；请放宽范围或改截止日期。',
    en: 'On {cutOff} no organization of yours is in these places, lines and kinds; widen the scope or change the cut-off day.',
  },
  CENSUS_STATE: {
    status: 409,
    exit: 6,
    zh: '该摸底现为“{state}”，不能“{act}”；{mend}。',
    en: 'This census is “{stateEn}”; “{actEn}” cannot be done now: {mendEn}.',
  },
  CENSUS_NOT_YOURS: {
    status: 403,
    exit: 5,
    zh: '该摸底由“{office}”发起和管理；请联系该单位。',
    en: 'This census is run by “{office}”; please ask them.',
  },
  CENSUS_LOCKED: {
    status: 409,
    exit: 6,
    zh: '该填报现为“{state}”，不能修改；如需修改，请由责任主体退回，或由上一级单独重开。',
    en: 'This return is “{stateEn}” and cannot be changed; the responsible body can return it, or the level above reopen it.',
  },
  CENSUS_VALUE: {
    status: 422,
    exit: 2,
    zh: '“{label}”的内容不合要求；请按栏目类型（{kind}）填写。',
    en: '“{labelEn}” does not hold what the field takes ({kind}); please fill it in so.',
  },
  CENSUS_FIELDS_STALE: {
    status: 409,
    exit: 6,
    zh: '您看到第 {seen} 版之后，这些栏目已被他人修改：{fields}（现为第 {now} 版）；请查看差异后再保存。',
    en: 'Since version {seen}, which you saw, these fields were changed by someone else: {fieldsEn} (now version {now}); look at the difference, then save again.',
  },
  CENSUS_FAULTS: {
    status: 422,
    exit: 3,
    zh: '还有 {count} 处须先改正或写明情况：{first}',
    en: '{count} points must be mended or explained first: {firstEn}',
  },
  CENSUS_PERIOD: {
    status: 422,
    exit: 3,
    zh: '这是另一期摸底的填报（截止日 {read}），本次摸底截止日为 {cutOff}；请用本次导出的工作簿。',
    en: 'This is a return for another period (cut-off day {read}); this census is of {cutOff}. Use the workbook exported from it.',
  },
  CENSUS_FIELD_UNKNOWN: {
    status: 422,
    exit: 2,
    zh: '“{field}”不是本摸底表的栏目；请从表中选择栏目。',
    en: '“{field}” is no field of this form; choose fields of the form.',
  },
  CENSUS_DUE_PAST: {
    status: 422,
    exit: 2,
    zh: '延期日 {day} 不在今天（{today}）之后；请选择以后的日期。',
    en: 'The extended day {day} is not after today ({today}); choose a later one.',
  },
  CENSUS_UNREVIEWED: {
    status: 409,
    exit: 6,
    zh: '还有 {count} 份填报待审核；请先逐份确认或退回，再汇总上报。',
    en: '{count} returns are still to be reviewed; confirm or return each, then report.',
  },
  CENSUS_INCOMPLETE: {
    status: 409,
    exit: 6,
    zh: '还有 {count} 份填报未报齐；请催报，或写明未报齐的原因后上报。',
    en: '{count} returns have not come in; remind them, or report with the reasons.',
  },
  CENSUS_REPORTS_OPEN: {
    status: 409,
    exit: 6,
    zh: '还有 {count} 份汇总上报未验收；请先验收，或写明理由后冻结。',
    en: '{count} reports are not accepted yet; accept them, or freeze with a reason.',
  },
  CENSUS_REMINDED: {
    status: 409,
    exit: 6,
    zh: '{count} 家均在 {days} 天内提醒过，或已填报；请到期后再提醒。',
    en: 'All {count} were reminded within {days} days, or have answered; remind them later.',
  },
  ...LINE_REFUSALS,
  ...OUTCOME_REFUSALS,
  ...SYSTEM_REFUSALS,
  ...REGISTRATION_REFUSALS,
  ...DUPLICATE_REFUSALS,
  ...EVALUATION_REFUSALS,
  UNAVAILABLE: { status: 503, exit: 8, zh: '数据库暂时不可用：{detail}', en: 'The database is unavailable: {detail}' },
} as const satisfies Record<string, { status: number; exit: number; zh: string; en: string }>

export type RefusalCode = keyof typeof REFUSALS
export type RefusalDetails = Readonly<Record<string, string | number>>

/** An expected refusal. The one class of the house, because it is thrown. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly details: RefusalDetails

  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    super(filled(REFUSALS[code].en, details))
    this.code = code
    this.details = details
  }
}

/** The sentence of a refusal in both languages, with its details filled in. */
export function refusalText(refusal: Refusal): Text {
  const entry = REFUSALS[refusal.code]
  return { zh: filled(entry.zh, refusal.details), en: filled(entry.en, refusal.details) }
}

/** Fills `{name}` places of a template from the details; an unknown place stays as it is. */
export function filled(template: string, details: RefusalDetails): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place))
}
