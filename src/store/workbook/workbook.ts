import { filled, type Text } from '../../domain/refusal.ts'

/**
 * The text of one cell as the clerk sees it: numbers in plain decimals, dates as YYYY-MM-DD, booleans as 'true' or
 * 'false', formulas by the value last computed. An empty cell is null.
 */
export type Cell = string | null

/**
 * What is doubtful about a cell. 'rounded': a number of 16 or more digits, of which a spreadsheet keeps 15;
 * 'exponent': text such as 9.1E+17; 'error': #REF! and the like; 'merged': covered by a merged range.
 */
export type CellFlag = 'formula' | 'merged' | 'rounded' | 'exponent' | 'error'

/** `row` is the 1-based row number that the clerk sees; flags are keyed by 0-based column. */
export type RawRow = {
  readonly row: number
  readonly cells: readonly Cell[]
  readonly hidden?: true
  readonly flags?: Readonly<Record<number, CellFlag>>
}

export type TextEncoding = 'utf8' | 'gb18030' | 'utf16le'

export type RawSheet = {
  readonly file: string
  readonly sheet: string
  readonly header: readonly Cell[]
  readonly headerRow: number
  readonly encoding?: TextEncoding
}

/** `fatal`: reading of this file ended here. Otherwise it is a remark, and reading went on. */
export type FileFault = {
  readonly file: string
  readonly sheet?: string
  readonly code: FileFaultCode
  readonly message: Text
  readonly fatal: boolean
}

export type TableEvent =
  | { readonly kind: 'sheet'; readonly sheet: RawSheet }
  | { readonly kind: 'rows'; readonly rows: readonly RawRow[] }
  | { readonly kind: 'fault'; readonly fault: FileFault }
  | { readonly kind: 'end'; readonly sheet: string; readonly rows: number; readonly hidden: number }

/** A file on disk and the name by which the clerk knows it. */
export type SourceFile = { readonly path: string; readonly name: string }

/** The very hidden sheet that holds the values of our drop-downs; readers pass over it without a word. */
export const LISTS_SHEET = '_lists'

/** The very hidden sheet that says which template a workbook was. */
export const MARKS_SHEET = '_template'

/** The first sheet of a marked copy; the mended copy comes in with it, and it is no table of the clerk's. */
export const PROBLEMS_SHEET = '问题 Problems'

/** Sheets that we put into a workbook ourselves: nobody has to be told that they are not read. */
export function isOwnSheet(name: string): boolean {
  return name === LISTS_SHEET || name === MARKS_SHEET || /^问题 Problems( \d+)?$/.test(name)
}

export type WorkbookLimits = {
  /** data rows in one sheet */
  readonly maxRows: number
  /** bytes of all parts after inflating; for text files, bytes on disk */
  readonly maxBytes: number
  readonly maxEntries: number
  readonly maxColumns: number
  /** characters in one cell */
  readonly maxCell: number
  /** characters in the table of shared strings */
  readonly maxStrings: number
}

export const WORKBOOK_LIMITS: WorkbookLimits = {
  maxRows: 200_000,
  maxBytes: 512 * 1024 * 1024,
  maxEntries: 2_000,
  maxColumns: 512,
  maxCell: 100_000,
  maxStrings: 48 * 1024 * 1024,
}

const FAULTS = {
  EMPTY_FILE: { zh: '文件是空的。', en: 'The file is empty.' },
  EMPTY_WORKBOOK: { zh: '工作簿中没有任何数据。', en: 'The workbook holds no data.' },
  FILE_MISSING: { zh: '找不到该文件。', en: 'The file cannot be found.' },
  NOT_A_WORKBOOK: {
    zh: '这不是电子表格文件；请上传 .xlsx 或 .csv。',
    en: 'This is not a spreadsheet; please give an .xlsx or .csv file.',
  },
  OLD_FORMAT: {
    zh: '这是旧格式（.xls、.et 等）；请在 Excel 或 WPS 中“另存为”.xlsx 后再上传。',
    en: 'This is an old format (.xls, .et and the like); use “Save as” .xlsx in Excel or WPS, then try again.',
  },
  OTHER_FORMAT: {
    zh: '不支持该表格格式（{detail}）；请另存为 .xlsx 后再上传。',
    en: 'This kind of spreadsheet ({detail}) is not supported; save it as .xlsx, then try again.',
  },
  PASSWORD: {
    zh: '文件有密码保护；请取消密码后再上传。',
    en: 'The file is protected by a password; remove the password, then try again.',
  },
  DAMAGED: {
    zh: '文件已损坏或不完整（{detail}）；请在 Excel 或 WPS 中打开并重新保存。',
    en: 'The file is damaged or incomplete ({detail}); open it in Excel or WPS and save it again.',
  },
  UNSAFE: {
    zh: '文件含有不允许的内容（{detail}），已拒绝。',
    en: 'The file holds what is not allowed ({detail}) and was refused.',
  },
  BOMB: {
    zh: '文件解压后异常庞大（{detail}），已拒绝；请删除空白的格式区域后重新保存。',
    en: 'The file unpacks to an abnormal size ({detail}) and was refused; remove empty formatted areas and save again.',
  },
  TOO_LARGE: {
    zh: '文件内容过大（{detail}，上限 {limit}）；请拆分后再上传。',
    en: 'The file holds too much ({detail}, the limit is {limit}); split it, then try again.',
  },
  TOO_MANY_ROWS: {
    zh: '行数超过上限 {limit} 行；请拆分后再上传。',
    en: 'There are more than {limit} rows; split the file, then try again.',
  },
  TOO_MANY_COLUMNS: {
    zh: '第 {row} 行的列数超过上限 {limit} 列。',
    en: 'Row {row} has more than {limit} columns.',
  },
  CELL_TOO_LARGE: {
    zh: '有单元格超过 {limit} 个字符（第 {row} 行附近）。',
    en: 'A cell holds more than {limit} characters (near row {row}).',
  },
  ENCODING: {
    zh: '文字编码无法识别（既不是 UTF-8，也不是 GB18030）；请另存为“CSV UTF-8”。',
    en: 'The text is neither UTF-8 nor GB18030; save it as “CSV UTF-8”.',
  },
  BINARY: {
    zh: '文本文件中含有空字节（NUL），不是有效的 CSV。',
    en: 'The text holds NUL bytes; it is not a CSV file.',
  },
  QUOTES: {
    zh: '引号不成对（{detail}）；请检查 CSV 的双引号。',
    en: 'A quotation mark is not closed ({detail}); check the double quotes of the CSV.',
  },
  HIDDEN_SHEET: {
    zh: '工作表“{sheet}”是隐藏的，没有读取；如需导入请取消隐藏。',
    en: 'The sheet “{sheet}” is hidden and was not read; unhide it if it should come in.',
  },
  TIME_LIMIT: {
    zh: '读取超时（{detail} 秒），已停止；请拆分文件后再上传。',
    en: 'Reading took more than {detail} seconds and was stopped; split the file, then try again.',
  },
  OUT_OF_MEMORY: {
    zh: '读取该文件所需内存超过上限，已停止；请拆分文件后再上传。',
    en: 'Reading this file needs more memory than allowed and was stopped; split the file, then try again.',
  },
  READER_FAILED: {
    zh: '读取该文件时出错（{detail}）；请重新保存为 .xlsx 后再试。',
    en: 'Reading this file failed ({detail}); save it as .xlsx again, then retry.',
  },
} as const satisfies Record<string, Text>

export type FileFaultCode = keyof typeof FAULTS

/** What is wrong with a file, before it is known by which name the clerk gave it. */
export type Flaw = {
  readonly code: FileFaultCode
  readonly sheet?: string
  readonly details?: Readonly<Record<string, string | number>>
}

/** A flaw thrown inside a reader and turned into a fault at its door. */
export function flawError(flaw: Flaw): Error & { readonly flaw: Flaw } {
  return Object.assign(new Error(flaw.code), { flaw })
}

/** The flaw that an error carries, if it is one of ours. */
export function flawOf(error: unknown): Flaw | undefined {
  if (!(error instanceof Error) || !('flaw' in error)) return undefined
  return isFlaw(error.flaw) ? error.flaw : undefined
}

function isFlaw(value: unknown): value is Flaw {
  return typeof value === 'object' && value !== null && 'code' in value && String(value.code) in FAULTS
}

/** The flaw as a fault of the named file, with its sentence in both languages. */
export function faultOf(file: string, flaw: Flaw, fatal = true): FileFault {
  const template = FAULTS[flaw.code]
  const details = { sheet: flaw.sheet ?? '', ...flaw.details }
  const message = { zh: filled(template.zh, details), en: filled(template.en, details) }
  return { file, ...(flaw.sheet === undefined ? {} : { sheet: flaw.sheet }), code: flaw.code, message, fatal }
}
