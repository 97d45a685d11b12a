/** Refusals of other systems that ask by a token. */
export const SYSTEM_REFUSALS = {
  SYSTEM_TOKEN: {
    status: 401,
    exit: 5,
    zh: '系统令牌无效：未登记、已更换、已到期或已撤销；请联系发放令牌的管理员。',
    en: 'The token is not valid: unknown, replaced, expired or revoked. Ask the administrator who gave it.',
  },
  SYSTEM_ROUTE: {
    status: 403,
    exit: 5,
    zh: '系统令牌不能用于这个地址；令牌可用的地址见接口文档。',
    en: 'A token of a system cannot ask this address; the document of the interface names those that it can.',
  },
  SYSTEM_PERMIT: {
    status: 403,
    exit: 5,
    zh: '该系统没有“{permit}”许可；请联系发放令牌的管理员。',
    en: 'This system has no permit “{permit}”; ask the administrator who gave the token.',
  },
  SYSTEM_ENDED: {
    status: 409,
    exit: 6,
    zh: '该系统已撤销；需要时请重新登记。',
    en: 'This system was revoked; register it anew where it is needed.',
  },
  RATE_LIMIT: {
    status: 429,
    exit: 8,
    zh: '该系统每分钟至多 {limit} 次请求；请 {seconds} 秒后再来。',
    en: 'This system may ask {limit} times a minute; come again in {seconds} seconds.',
  },
} as const
