/** Refusals of cases with an outcome against somebody: the three passes and what follows from them. */
export const OUTCOME_REFUSALS = {
  CASE_ONCE: {
    status: 409,
    exit: 6,
    zh: '“{action}”在一件{kind}中只能办理一次，已办理过。',
    en: '“{actionEn}” is done once in a {kindEn}, and was done already.',
  },
  CASE_BY_ITSELF: {
    status: 409,
    exit: 6,
    zh: '“{action}”由系统在{kind}到期或相关办理中自动完成，不能单独办理。',
    en: '“{actionEn}” is done by the system in a {kindEn} when its days are over or with another step; it is not done by itself.',
  },
  CASE_OWN: {
    status: 403,
    exit: 5,
    zh: '这件{kind}涉及您所在的社会组织；请回避，由其他经办人办理。',
    en: 'This {kindEn} is about your own organization; stand back and let another officer do it.',
  },
  CASE_DAY_PAST: {
    status: 422,
    exit: 2,
    zh: '“{field}”{day} 不在今天（{today}）之后；请选择以后的日期。',
    en: 'The {fieldEn} {day} is not after today ({today}); choose a later day.',
  },
  SERVED_DAY: {
    status: 422,
    exit: 2,
    zh: '送达日期 {day} 须在作出决定之日（{from}）至今天（{today}）之间。',
    en: 'The day of serving {day} must lie between the decision ({from}) and today ({today}).',
  },
  OUTCOME_RULE: {
    status: 422,
    exit: 6,
    zh: '规则“{rule}”未被判为不符合，不能作为依据；可用的依据：{known}。事实有误的，请先更正。',
    en: 'The rule “{rule}” was not found to fail and cannot be a ground; those that can: {known}. If a fact is wrong, correct it first.',
  },
  APPEAL_LATE: {
    status: 409,
    exit: 6,
    zh: '申诉期限已于 {day} 届满；仍可依法向人民法院起诉或另寻救济。',
    en: 'The days for an appeal ended on {day}; the courts and other remedies of law remain.',
  },
  APPEAL_RUNNING: {
    status: 409,
    exit: 6,
    zh: '申诉期限至 {day}，期满前不得据此作出后续处理。',
    en: 'An appeal is possible until {day}; nothing may follow from the decision before.',
  },
  AUTHORITY_MISSING: {
    status: 409,
    exit: 6,
    zh: '找不到“{code}”的登记管理机关：其代码或所在地没有民政条线的责任主体；请先在“责任主体”表中登记。',
    en: 'No registration authority for “{code}”: neither its code nor its place has a civil-affairs body; put that body on record first.',
  },
  LETTER_OFFICE: {
    status: 409,
    exit: 6,
    zh: '“{desk}”没有登记的责任主体，不能以其名义发文；请先在“责任主体”表中登记。',
    en: 'No body on record sits at “{desk}”, so nobody can sign the paper; put that body on record first.',
  },
  LETTER_SERVED: {
    status: 409,
    exit: 6,
    zh: '这份文书由事项办理发出，送达在该事项中登记（“登记送达”），一处登记，两处可见。',
    en: 'This paper was issued by a case; its service is recorded in that case (“record the serving”) and shows here too.',
  },
  LETTER_WITHDRAWN: {
    status: 409,
    exit: 6,
    zh: '这份文书由事项办理发出，不能单独撤回：它随该事项中的决定生效和失效。请在事项中办理（不作出该决定、申诉后撤销、重新决定），文书随之撤回。',
    en: 'This paper was issued by an act of a case and is not withdrawn by itself: it stands and falls with what the case decides. Act in the case (give up the proposal, overturn on appeal, decide anew); the paper is withdrawn with it.',
  },
  REPORT_YEAR_OPEN: {
    status: 409,
    exit: 6,
    zh: '{year} 年度尚未结束，{from} 起可以下发年度报告。',
    en: 'The year {year} is not over; its annual reports can be sent out from {from}.',
  },
  REPORT_DUE_PAST: {
    status: 422,
    exit: 2,
    zh: '{year} 年度的法定报送日 {due} 已过；请填写今天（{today}）以后的截止日。',
    en: 'The legal day for {year}, {due}, has passed; give a day after today ({today}).',
  },
  REPORT_YEAR_TWICE: {
    status: 409,
    exit: 6,
    zh: '{year} 年度的年度报告已经下发；请在列表中打开。',
    en: 'The annual reports of {year} have been sent out already; open them in the list.',
  },
} as const
