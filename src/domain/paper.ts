import { isDay, type Day } from './day.ts'
import { dayWords } from './day-words.ts'
import { PAPER_FORMS, type PaperField, type PaperForm } from './paper-field.ts'
import { paperKindOf, type PaperKindName } from './paper-kind.ts'
import { filledPlaces, languagesOf, type PaperBlock, type PaperTemplate, type PaperWords } from './paper-template.ts'
import { Refusal, type Text } from './refusal.ts'

export const PAPER_STATES = ['draft', 'issued', 'withdrawn'] as const
export type PaperState = (typeof PAPER_STATES)[number]
export const PAPER_STATE_NAMES: Readonly<Record<PaperState, Text>> = {
  draft: { zh: '草稿', en: 'draft' },
  issued: { zh: '已印发', en: 'issued' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
}

/** How a paper came to the one it is for. */
export const SERVICE_WAYS = {
  direct: { zh: '直接送达', en: 'handed over' },
  left: { zh: '留置送达', en: 'left at the address' },
  post: { zh: '邮寄送达', en: 'by post' },
  electronic: { zh: '电子送达', en: 'electronically' },
  public: { zh: '公告送达', en: 'by public notice' },
} as const satisfies Record<string, Text>
export type ServiceWay = keyof typeof SERVICE_WAYS

export function isServiceWay(word: string): word is ServiceWay {
  return Object.hasOwn(SERVICE_WAYS, word)
}

/** One item of a list field: its words by name. */
export type PaperItem = Readonly<Record<string, string | number>>
export type PaperValue = string | number | readonly PaperItem[]
export type PaperValues = Readonly<Record<string, PaperValue | undefined>>
export type PaperLanguage = keyof Text

/** A value that is missing where it is needed, of another kind, or of a field that the kind of paper does not have. */
export type ValueFault = { readonly field: string; readonly code: 'missing' | 'wrong' | 'unknown' | 'person' }

/** What keeps values from filling a paper of a kind; empty where they can. */
export function valueFaults(kind: PaperKindName, values: PaperValues): ValueFault[] {
  const { fields } = paperKindOf(kind)
  const unknown = Object.keys(values).filter((field) => !Object.hasOwn(fields, field))
  return [
    ...unknown.map((field) => ({ field, code: 'unknown' as const })),
    ...Object.entries(fields).flatMap(([field, one]) => {
      const code = valueFault(one, values[field])
      return code === undefined ? [] : [{ field, code }]
    }),
  ]
}

function valueFault(field: PaperField, value: PaperValue | undefined): ValueFault['code'] | undefined {
  if (isBlank(value)) return field.optional === true ? undefined : 'missing'
  if (!isOfKind(field, value)) return 'wrong'
  return textsIn(value).some(namesIdentity) ? 'person' : undefined
}

function isBlank(value: PaperValue | undefined): value is undefined {
  return value === undefined || (typeof value === 'string' && value.trim() === '') || isEmpty(value)
}

function isEmpty(value: PaperValue): boolean {
  return Array.isArray(value) && value.length === 0
}

const MOST_LETTERS = 4000
const MOST_ITEMS = 500

function isOfKind(field: PaperField, value: PaperValue): boolean {
  const { kind, items = {}, choices = {} } = field
  if (kind === 'list') return isListOf(Object.keys(items), value)
  if (kind === 'count') return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
  if (typeof value !== 'string' || value.length > MOST_LETTERS) return false
  if (kind === 'day') return isDay(value)
  return kind === 'text' || Object.hasOwn(choices, value)
}

function isListOf(items: readonly string[], value: PaperValue): boolean {
  if (typeof value !== 'object' || value.length > MOST_ITEMS) return false
  return value.every((item) => {
    const isKnown = Object.keys(item).every((key) => items.includes(key))
    return isKnown && items.every((key) => String(item[key] ?? '').trim() !== '')
  })
}

function textsIn(value: PaperValue): string[] {
  return typeof value === 'object' ? value.flatMap((item) => Object.values(item).map(String)) : [String(value)]
}

/** A number of the form of an identity card: 6 digits of a place, a day of birth, 3 digits and a check (GB 11643). */
function namesIdentity(text: string): boolean {
  return /(?<!\d)[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/.test(text)
}

/** What an office adds to a template and its values: its name, and number and day once the paper is issued. */
export type PaperFrame = {
  readonly number: string | null
  readonly issuedOn: Day | null
  readonly language: PaperLanguage
}

export type PaperLine = { readonly level: number; readonly mark: string; readonly text: string }

/** A paper in words, as every format writes it: nothing of a typeface, nothing of the clock. */
export type PaperModel = {
  readonly language: PaperLanguage
  readonly form: PaperForm
  readonly title: string
  readonly number: string | null
  readonly addressee: string | null
  readonly lines: readonly PaperLine[]
  readonly closing: string | null
  readonly attachments: readonly string[]
  readonly office: string
  readonly day: string | null
  readonly copies: string | null
  readonly isExample: boolean
}

/** Fills a template with values. Refused where a value is missing, wrong or not of the kind: nothing is left blank. */
export function fillPaper(template: PaperTemplate, values: PaperValues, frame: PaperFrame): PaperModel {
  demandValues(template.kind, values)
  const { number, issuedOn } = frame
  const language = languagesOf(template).includes(frame.language) ? frame.language : 'zh'
  const say = (words: PaperWords): string =>
    tidied(filledPlaces(words[language] ?? words.zh, (field) => valueText(template.kind, field, values, language)))
  const maybe = (words: PaperWords | undefined): string | null => (words === undefined ? null : say(words))
  return {
    language,
    form: paperKindOf(template.kind).form,
    title: say(template.title),
    number,
    addressee: maybe(template.addressee),
    lines: linesOf(template, values, language),
    closing: maybe(template.closing),
    attachments: template.attachments.map(say),
    office: wordOf(values['office.name']),
    day: issuedOn === null ? null : dayWords(issuedOn)[language],
    copies: maybe(template.copies),
    isExample: template.isExample,
  }
}

/** Refuses the first value that does not fit, by the name of its field. */
export function demandValues(kind: PaperKindName, values: PaperValues): void {
  const [fault] = valueFaults(kind, values)
  if (fault === undefined) return
  const { name, fields } = paperKindOf(kind)
  const field = Object.hasOwn(fields, fault.field) ? fields[fault.field]?.name : undefined
  const told = {
    kind: name.zh,
    kindEn: name.en,
    field: `${field?.zh ?? ''} ${fault.field}`.trim(),
    fieldEn: `${field?.en ?? ''} ${fault.field}`.trim(),
    known: Object.keys(fields).join('、'),
    pointer: `/body/values/${fault.field}`,
  }
  throw new Refusal(VALUE_REFUSALS[fault.code], told)
}

const VALUE_REFUSALS = {
  missing: 'PAPER_VALUE_MISSING',
  wrong: 'PAPER_VALUE_WRONG',
  unknown: 'PAPER_VALUE_UNKNOWN',
  person: 'PAPER_VALUE_PERSON',
} as const

function valueText(kind: PaperKindName, field: string, values: PaperValues, language: PaperLanguage): string {
  const word = wordOf(values[field])
  const known: PaperField | undefined = paperKindOf(kind).fields[field]
  if (known?.kind === 'day') return dayWords(word)[language]
  return known?.kind === 'choice' ? (known.choices?.[word]?.[language] ?? '') : word
}

/** A value that is one word or number, as it is written; nothing for a list. */
function wordOf(value: PaperValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

/** The paragraphs that hold for these values, lists repeated, levels numbered. */
function linesOf(template: PaperTemplate, values: PaperValues, language: PaperLanguage): PaperLine[] {
  const counts = [0, 0, 0, 0, 0]
  return template.blocks
    .filter((block) => isShown(block, values))
    .flatMap((block) => textsOf(block, { template, values, language }).map((text) => ({ level: block.level, text })))
    .map(({ level, text }) => {
      if (level > 0) counts.fill(0, level + 1)
      counts[level] = (counts[level] ?? 0) + 1
      return { level, mark: markOf(level, counts[level] ?? 0, language), text: tidied(text) }
    })
}

/** A value often ends in the full stop that the template has too. */
function tidied(text: string): string {
  return text.replace(/[。；，]+。/g, '。').replace(/([^.])\.\.(?!\.)/g, '$1.')
}

/** All that a paper says, line by line, as it is read aloud: what its hash is made of. */
export function paperText(model: PaperModel): string {
  const { number, title, addressee, lines, closing, attachments, office, day, copies } = model
  const told = [
    ...lines.map(({ mark, text }) => `${mark}${text}`),
    closing,
    ...attachments.map((one, index) => `${index + 1}. ${one}`),
  ]
  return [number, title, addressee, ...told, office, day, copies].map((one) => one ?? '').join('\n')
}

function isShown({ when = [] }: PaperBlock, values: PaperValues): boolean {
  return when.every((condition) => {
    const [field = '', choice] = condition.split('=')
    return choice === undefined ? !isBlank(values[field]) : values[field] === choice
  })
}

type Filling = {
  readonly template: PaperTemplate
  readonly values: PaperValues
  readonly language: PaperLanguage
}

function textsOf({ text, each }: PaperBlock, { template, values, language }: Filling): string[] {
  const words = text[language] ?? text.zh
  const plain = (field: string) => valueText(template.kind, field, values, language)
  if (each === undefined) return [filledPlaces(words, plain)]
  const items = values[each]
  if (typeof items !== 'object') return []
  return items.map((item) =>
    filledPlaces(words, (field) => {
      const key = field.startsWith(`${each}.`) ? field.slice(each.length + 1) : undefined
      return key === undefined ? plain(field) : String(item[key] ?? '').trim()
    }),
  )
}

/** 一、 （一） 1. （1） of GB/T 9704; I. (a) 1. (1) in a translation. */
function markOf(level: number, number: number, language: PaperLanguage): string {
  if (level === 0) return ''
  if (level === 3) return `${number}.`
  if (level === 4) return language === 'zh' ? `（${number}）` : `(${number})`
  if (language === 'en') return level === 1 ? `${romanOf(number)}.` : `(${String.fromCharCode(96 + number)})`
  return level === 1 ? `${chineseOf(number)}、` : `（${chineseOf(number)}）`
}

const DIGITS = '〇一二三四五六七八九'

/** A number from 1 to 99 in Chinese numerals: 十二, 二十. */
function chineseOf(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : (DIGITS[tens] ?? '')}十`
  return `${ten}${ones === 0 && tens > 0 ? '' : (DIGITS[ones] ?? '')}`
}

function romanOf(number: number): string {
  const signs: readonly (readonly [number, string])[] = [
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  let rest = number
  return signs
    .map(([value, sign]) => {
      const times = Math.floor(rest / value)
      rest -= times * value
      return sign.repeat(times)
    })
    .join('')
}

/** 常民财〔2024〕3号: hexagonal brackets, no zeros in front, no 第 (GB/T 9704). */
export function paperNumber(prefix: string, year: number, number: number): string {
  return `${prefix}〔${year}〕${number}号`
}

/** The document code of an office with the mark of the form: 常民管 and a decision give 常民管决. */
export function paperPrefix(code: string, kind: PaperKindName): string {
  return `${code}${PAPER_FORMS[paperKindOf(kind).form].mark}`
}

/** Whether a word can be the document code of an office: 2 to 12 Chinese characters, letters or digits. */
export function isOfficeCode(code: string): boolean {
  return /^[\p{Script=Han}A-Za-z0-9]{2,12}$/u.test(code)
}

const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 12

/** A verification code of twelve letters and digits, none of them easily mistaken, from as many random bytes. */
export function verificationCode(bytes: Uint8Array): string {
  if (bytes.length < CODE_LENGTH) throw new Error(`A code needs ${CODE_LENGTH} random bytes, not ${bytes.length}.`)
  return Array.from(bytes.slice(0, CODE_LENGTH), (byte) => CODE_LETTERS[byte % 32] ?? '').join('')
}

/** What somebody typed as a code: case, hyphens and blanks do not matter, O is 0, I and L are 1. */
export function typedCode(text: string): string | undefined {
  const code = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return code.length === CODE_LENGTH && /^[0-9A-HJKMNP-TV-Z]*$/.test(code) ? code : undefined
}

/** The code as it is printed: XXXX-XXXX-XXXX. */
export function shownCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}
