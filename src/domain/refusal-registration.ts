/** Refusals of registrations and of the Party-side cases that they start. */
export const REGISTRATION_REFUSALS = {
  REGISTRATION_ABOUT: {
    status: 422,
    exit: 2,
    zh: '不能就此办理“{act}”：{zh}',
    en: 'A {actEn} cannot be opened for this: {en}',
  },
  REGISTRATION_OPEN: {
    status: 409,
    exit: 6,
    zh: '这家组织已有一件“{act}”正在办理；请在原事项中继续。',
    en: 'A {actEn} of this organization is open already; go on in that case.',
  },
  REGISTRATION_PAPER: {
    status: 409,
    exit: 6,
    zh: '事项现在的状态下不能提交“{paper}”；请在填写申请、补正或领证之前提交。',
    en: 'The {paperEn} cannot be given in now; give it in while the case is filled in, supplemented, or before the certificate.',
  },
  REGISTRATION_COUNTS: { status: 422, exit: 2, zh: '调查表的数字不能成立：{zh}', en: 'The counts cannot be: {en}' },
  GAP_NONE: {
    status: 422,
    exit: 2,
    zh: '请勾选缺少的党建材料，或写明其他需要补正的材料；一次告知全部。',
    en: 'Tick the Party papers that are missing, or name the other ones; all at once.',
  },
  GAP_MET: {
    status: 422,
    exit: 2,
    zh: '“{rule}”核对结果不是缺少，不能要求补正。',
    en: '“{rule}” was not found to be missing, so it cannot be asked for.',
  },
  GAP_NEW: {
    status: 409,
    exit: 6,
    zh: '“{rule}”不在第一次告知之列；补正内容须一次告知（《行政许可法》第三十二条），不能另加。',
    en: '“{rule}” was not in the first notice; gaps are told once (Licensing Law art. 32) and none is added.',
  },
  CHARTER_VERDICT: {
    status: 422,
    exit: 2,
    zh: '本事项{needs}章程，请据此选择对章程党建条款的意见。',
    en: 'This act {needsEn} a charter; choose the verdict on its clause accordingly.',
  },
  SURVEY_MISSING: {
    status: 409,
    exit: 6,
    zh: '党员情况调查表尚未提交；请先填报人数再登记收到。',
    en: 'The member survey form is not there yet; give in its counts first.',
  },
  CODE_WRONG: {
    status: 422,
    exit: 2,
    zh: '“{code}”不是有效的统一社会信用代码或备案编号；请核对证书。',
    en: '“{code}” is no valid credit code or file number; compare it with the certificate.',
  },
  DAY_AHEAD: {
    status: 422,
    exit: 2,
    zh: '日期 {day} 晚于今天（{today}）；请填写已发生的日期。',
    en: 'The day {day} is after today ({today}); give the day on which it happened.',
  },
  PARTY_CASE_ABOUT: {
    status: 422,
    exit: 2,
    zh: '不能启动党内程序：{zh}',
    en: 'The Party-side case cannot begin: {en}',
  },
  PARTY_CASE_OPEN: {
    status: 409,
    exit: 6,
    zh: '这家组织已有一件“{kind}”正在办理。',
    en: 'A {kindEn} of this organization is open already.',
  },
  PARTY_EXCEPTION: {
    status: 422,
    exit: 2,
    zh: '“{rules}”不具备：同意的须写明与通常条件不一致的理由。',
    en: '“{rules}” is not met: an approval says why it goes beyond the usual conditions.',
  },
  APPROVAL_DAY: {
    status: 422,
    exit: 2,
    zh: '成立日期 {day} 早于批复日期 {approvedOn}；请改正。',
    en: 'The founding on {day} is before its approval on {approvedOn}; correct it.',
  },
} as const
