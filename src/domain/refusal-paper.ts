/** Refusals of documents that are kept, and of papers that are written and issued. */
export const PAPER_REFUSALS = {
  DOCUMENT_EMPTY: {
    status: 422,
    exit: 2,
    zh: '“{name}”是空文件，没有收下。',
    en: '“{name}” is empty and was not taken.',
  },
  DOCUMENT_TYPE: {
    status: 422,
    exit: 2,
    zh: '“{name}”不是可以收下的文件；请用：{endings}，且内容与扩展名一致。',
    en: '“{name}” cannot be taken; use {endingsEn}, with content that is what the name says.',
  },
  DOCUMENT_TOO_LARGE: {
    status: 413,
    exit: 2,
    zh: '“{name}”超过 {megabytes} MB；请压缩或分开上传。',
    en: '“{name}” is larger than {megabytes} MB; make it smaller or upload it in parts.',
  },
  DOCUMENT_WITHDRAWN: {
    status: 410,
    exit: 4,
    zh: '该文件已于 {day} 撤下，不再提供。',
    en: 'The document was withdrawn on {day} and is handed out no more.',
  },
  PAPER_TEMPLATE: {
    status: 422,
    exit: 2,
    zh: '模板不能使用：{zh}',
    en: 'The template cannot be used: {en}',
  },
  PAPER_VALUE_MISSING: {
    status: 422,
    exit: 2,
    zh: '“{kind}”须写明“{field}”；请填写后再试。',
    en: 'A {kindEn} needs “{fieldEn}”; fill it in.',
  },
  PAPER_VALUE_WRONG: {
    status: 422,
    exit: 2,
    zh: '“{field}”的内容不合要求（日期、数字、列表各项须填写完整，文字不超过 4000 字）；请改正。',
    en: '“{fieldEn}” does not hold what it takes (days, numbers, whole items of a list, texts up to 4000 letters); mend it.',
  },
  PAPER_VALUE_UNKNOWN: {
    status: 422,
    exit: 2,
    zh: '“{kind}”没有“{field}”这个字段；可用的字段：{known}。',
    en: 'A {kindEn} has no field “{fieldEn}”; the fields are: {known}.',
  },
  PAPER_VALUE_PERSON: {
    status: 422,
    exit: 2,
    zh: '“{field}”像是含有身份证号码；文书里不写证件号码，请删去。',
    en: '“{fieldEn}” seems to hold an identity number; a paper never says one. Take it out.',
  },
  PAPER_STATE: {
    status: 409,
    exit: 6,
    zh: '该文书现为“{state}”，不能“{act}”；{mend}',
    en: 'This paper is “{stateEn}”; “{actEn}” cannot be done now. {mendEn}',
  },
  PAPER_OFFICE: {
    status: 403,
    exit: 5,
    zh: '“{office}”不是您经办的单位，不能以它的名义制发文书；请选择您所在的单位。',
    en: '“{office}” is not an office that you write for; choose one of yours.',
  },
  PAPER_BY_ACT: {
    status: 409,
    exit: 6,
    zh: '“{kind}”只随事项中的决定印发，不能另行拟写；请在相应的事项中办理。',
    en: 'A {kindEn} is issued by what a case decides and is not written by hand; act in that case.',
  },
  PAPER_OFFICE_CODE: {
    status: 422,
    exit: 2,
    zh: '“{code}”不能作为发文代字：须为 2 至 12 个汉字、字母或数字，且与其他单位的不重复。',
    en: '“{code}” cannot be a document code: 2 to 12 Chinese characters, letters or digits, not used by another office.',
  },
  PAPER_SERVED_DAY: {
    status: 422,
    exit: 2,
    zh: '送达日期 {day} 须在印发日期（{issuedOn}）之后或当天，且不晚于今天（{today}）。',
    en: 'The day of service, {day}, must be on or after the day of issue ({issuedOn}) and not after today ({today}).',
  },
  PAPER_GLYPHS: {
    status: 422,
    exit: 3,
    zh: '内嵌字体缺少这些字：{characters}；没有生成 PDF，请改用 Word 版，或在服务器上安装 Noto Serif CJK 字体。',
    en: 'The embedded face lacks these characters: {characters}. No PDF was made; use the Word file, or install Noto Serif CJK on the server.',
  },
} as const
