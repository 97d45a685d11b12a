/** Refusals of the liaison officers: a part of the table in `refusal.ts`. */
export const LIAISON_REFUSALS = {
  LIAISON_TAKEN: {
    status: 409,
    exit: 6,
    zh: '{count} 家组织（如 {code}）已有联络员；请刷新名单，或改用“更换联络员”。',
    en: '{count} organizations (such as {code}) have an officer already; reload the list, or change the officer.',
  },
  LIAISON_OVER: {
    status: 422,
    exit: 2,
    zh: '有 {count} 名联络员将超过每人 {limit} 家的上限；请填写理由（上级可见），或改派他人。',
    en: '{count} officers would be over the limit of {limit} organizations; give a reason, which the level above reads, or choose others.',
  },
  LIAISON_NOT_AT_WORK: {
    status: 409,
    exit: 6,
    zh: '编号 {officer} 的联络员在这段日期（{from} 起）不在岗；请另选一人或改日期。',
    en: 'Officer {officer} does not work on all of these days (from {from}); choose another officer or other days.',
  },
  LIAISON_UNCOVERED: {
    status: 409,
    exit: 6,
    zh: '还有 {count} 家组织（如 {code}）没有接手的联络员；请先逐家指定。',
    en: '{count} organizations (such as {code}) would be left without an officer; name one for each first.',
  },
  LIAISON_NOT_HELD: {
    status: 409,
    exit: 6,
    zh: '组织 {code} 已不由这名联络员负责；请刷新后再提交。',
    en: 'Organization {code} is not with this officer any more; reload and try again.',
  },
  LIAISON_BEYOND: {
    status: 409,
    exit: 6,
    zh: '这名联络员还负责您范围之外的 {count} 家组织；请上级办理交接。',
    en: 'This officer also looks after {count} organizations beyond your scope; the level above can hand them over.',
  },
  LIAISON_AWAY: {
    status: 409,
    exit: 6,
    zh: '这名联络员在 {from} 至 {to} 已登记外出；请先结束那一段。',
    en: 'This officer is on record as away from {from} to {to}; end that first.',
  },
  LIAISON_NOT_AWAY: {
    status: 409,
    exit: 6,
    zh: '这名联络员在 {day} 没有登记外出。',
    en: 'This officer is not on record as away on {day}.',
  },
  LIAISON_TOUCHED: {
    status: 409,
    exit: 6,
    zh: '此后又有 {count} 处变动，不能撤销；请直接更换联络员。',
    en: '{count} things were changed since, so it cannot be taken back; change the officers instead.',
  },
  LIAISON_NO_OFFICER: {
    status: 409,
    exit: 6,
    zh: '组织 {code} 当天没有联络员；请先指定，或注明由谁联系。',
    en: 'Organization {code} has no officer on that day; assign one first, or say who made the contact.',
  },
  LIAISON_DAY: {
    status: 422,
    exit: 2,
    zh: '日期 {day} 不能晚于 {last}、不能早于 {first}；请改为其间的一天。',
    en: '{day} is not between {first} and {last}; choose a day between them.',
  },
} as const
