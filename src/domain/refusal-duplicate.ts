/** Refusals about duplicates and the merge of records: a part of the table in `refusal.ts`. */
export const DUPLICATE_REFUSALS = {
  DUPLICATE_ONE: {
    status: 422,
    exit: 2,
    zh: '两个代码都是“{code}”，是同一条记录；请给出两条不同的记录。',
    en: 'Both codes are “{code}”, which is one record; name two different ones.',
  },
  DUPLICATE_REASON: {
    status: 422,
    exit: 2,
    zh: '请写明理由：以后查看的人要知道依据。',
    en: 'Please give the reason: whoever looks later must know what it rests on.',
  },
  DUPLICATE_NOT_YOURS: {
    status: 403,
    exit: 5,
    zh: '“{code}”不由您登记；须对两条记录都有登记权限，请上级或双方的上级办理。',
    en: '“{code}” is not yours to write; only who writes both records decides, such as the level above both.',
  },
  MERGE_RETIRED: {
    status: 409,
    exit: 6,
    zh: '“{code}”已停用，由“{successor}”承接，不能再合并；请改用承接者。',
    en: '“{code}” is retired and “{successor}” stands in its place; it cannot be merged. Use the successor.',
  },
  MERGE_QUESTION_OPEN: {
    status: 409,
    exit: 6,
    zh: '“{code}”有未办结的“{kind}”，合并后无法继续办理；请先办结，再合并。',
    en: 'A case about “{code}” is open ({kindEn}) that cannot go over to another record; finish it first.',
  },
  MERGE_STALE: {
    status: 409,
    exit: 6,
    zh: '预览之后这两条记录有变动，没有合并；请重新预览。',
    en: 'The records have changed since the preview; nothing was merged. Preview again.',
  },
  MERGE_TOUCHED: {
    status: 409,
    exit: 6,
    zh: '合并之后又有 {count} 项变动，不能整体撤销；请先撤销这些变动。',
    en: '{count} things were changed since the merge; it cannot be undone whole. Take those changes back first.',
  },
} as const
