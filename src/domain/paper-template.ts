import type { PaperField, PaperKind } from './paper-field.ts'
import { isPaperKind, paperKindOf, type PaperKindName } from './paper-kind.ts'
import { filled, type Text } from './refusal.ts'

/** Words of a template: Chinese, which is issued, and a translation where all of the template has one. */
export type PaperWords = { readonly zh: string; readonly en?: string | undefined }

/**
 * A paragraph. Levels 1 to 4 are numbered 一、 （一） 1. （1） by the system; level 0 is plain. `each` repeats it for the
 * items of a list. `when` shows it only where a field has a value, or where a choice was made: "legalOrder=state".
 */
export type PaperBlock = {
  readonly level: number
  readonly text: PaperWords
  readonly each?: string | undefined
  readonly when?: readonly string[] | undefined
}

/** A template is data: shipped ones stand in `templates/`, those of an office in the database. */
export type PaperTemplate = {
  readonly id: string
  readonly version: number
  readonly kind: PaperKindName
  /** The wording is ours, to be adapted by the office: pages and papers say so. */
  readonly isExample: boolean
  readonly title: PaperWords
  readonly addressee?: PaperWords | undefined
  readonly blocks: readonly PaperBlock[]
  readonly closing?: PaperWords | undefined
  readonly attachments: readonly PaperWords[]
  /** Who gets a copy: 抄送. */
  readonly copies?: PaperWords | undefined
}

/** What is wrong with a template, in words; `field` is there where it names a field. */
export type TemplateFault = { readonly code: TemplateFaultCode; readonly at: string; readonly field: string }
export const TEMPLATE_FAULTS = {
  shape: { zh: '“{at}”的格式不对。', en: '“{at}” is not of the right form.' },
  blank: { zh: '“{at}”没有文字。', en: '“{at}” has no words.' },
  brace: { zh: '“{at}”中的“{{”和“}}”不成对。', en: 'In “{at}” a “{{” or “}}” stands alone.' },
  unknown: {
    zh: '“{at}”中没有“{field}”这个字段；可用的字段：{known}。',
    en: 'In “{at}” there is no field “{field}”; the fields are: {known}.',
  },
  list: {
    zh: '“{at}”中的“{field}”是列表，只能用在按它重复的段落里。',
    en: 'In “{at}” the field “{field}” is a list; use it in a paragraph repeated for it.',
  },
  each: {
    zh: '“{at}”按“{field}”重复，但它不是列表，或段落里没有用到它。',
    en: '“{at}” repeats for “{field}”, which is no list, or which it does not use.',
  },
  optional: {
    zh: '“{at}”中的“{field}”可能没有值，只能用在以它为条件的段落里。',
    en: 'In “{at}” the field “{field}” may be left out; use it in a paragraph that hangs on it.',
  },
  when: {
    zh: '“{at}”的条件“{field}”不成立：须是字段，或“字段=选项”。',
    en: '“{at}” hangs on “{field}”, which is no field or “field=choice”.',
  },
  due: {
    zh: '缺少必须写明的“{field}”；这类文书不能略去它。',
    en: 'The field “{field}” is missing; a paper of this kind may not leave it out.',
  },
  translation: {
    zh: '“{at}”的英文缺少或多了字段；英文须全部写，或全部不写。',
    en: '“{at}” has no English, or other fields in it; translate all of the template or none.',
  },
} as const
export type TemplateFaultCode = keyof typeof TEMPLATE_FAULTS

const PLACE = /\{\{([^{}]*)\}\}/g

/** The fields that a text names, in order. */
export function fieldsIn(text: string): string[] {
  return [...text.matchAll(PLACE)].map((one) => (one[1] ?? '').trim())
}

/** A text with its places filled by what `valueOf` says of each. */
export function filledPlaces(text: string, valueOf: (field: string) => string): string {
  return text.replace(PLACE, (_, field: string) => valueOf(field.trim()))
}

/** The languages in which a template can be written out. */
export function languagesOf(template: PaperTemplate): readonly ('zh' | 'en')[] {
  return template.title.en === undefined ? ['zh'] : ['zh', 'en']
}

type Part = {
  readonly at: string
  readonly words: PaperWords
  readonly each?: string | undefined
  readonly when: readonly string[]
}

/** Every text of a template with where it stands, as pages call it. */
function partsOf(template: PaperTemplate): Part[] {
  const { title, addressee, blocks, closing, attachments, copies } = template
  const plain = (at: string, words: PaperWords | undefined): Part[] =>
    words === undefined ? [] : [{ at, words, when: [] }]
  return [
    ...plain('title', title),
    ...plain('addressee', addressee),
    ...blocks.map((one, index) => ({
      at: `paragraph ${index + 1}`,
      words: one.text,
      each: one.each,
      when: one.when ?? [],
    })),
    ...plain('closing', closing),
    ...attachments.flatMap((one, index) => plain(`attachment ${index + 1}`, one)),
    ...plain('copies', copies),
  ]
}

/** What keeps a template from being used; empty where it can be. Its shape must have been read (readPaperTemplate). */
export function templateFaults(template: PaperTemplate): TemplateFault[] {
  const kind = paperKindOf(template.kind)
  const parts = partsOf(template)
  const inEnglish = languagesOf(template).includes('en')
  return [
    ...parts.flatMap((part) => partFaults(part, kind)),
    ...parts.flatMap(({ at, words }) =>
      isTranslated(words, inEnglish) ? [] : [{ code: 'translation' as const, at, field: '' }],
    ),
    ...dueFaults(parts, kind),
  ]
}

/** A translation is there for all of the template or for none of it, and says what the Chinese says. */
function isTranslated({ zh, en }: PaperWords, inEnglish: boolean): boolean {
  if (en === undefined || !inEnglish) return en === undefined && !inEnglish
  return new Set([...fieldsIn(zh), ...fieldsIn(en)]).size === new Set(fieldsIn(zh)).size
}

function partFaults(part: Part, kind: PaperKind): TemplateFault[] {
  const { at, words, each, when } = part
  const fault = (code: TemplateFaultCode, field = ''): TemplateFault => ({ code, at, field })
  const texts = [words.zh, ...(words.en === undefined ? [] : [words.en])]
  const list = each === undefined ? undefined : kind.fields[each]
  const isUsed = texts.every((text) => fieldsIn(text).some((field) => field.startsWith(`${each}.`)))
  return [
    ...texts.filter((text) => text.trim() === '').map(() => fault('blank')),
    ...texts.filter((text) => /\{\{|\}\}/.test(text.replace(PLACE, ''))).map(() => fault('brace')),
    ...(each === undefined || (list?.kind === 'list' && isUsed) ? [] : [fault('each', each)]),
    ...when.filter((one) => !isCondition(one, kind)).map((one) => fault('when', one)),
    ...[...new Set(texts.flatMap(fieldsIn))].flatMap((field) => {
      const code = fieldFault(field, part, kind)
      return code === undefined ? [] : [fault(code, field)]
    }),
  ]
}

function isCondition(condition: string, kind: PaperKind): boolean {
  const [field = '', choice] = condition.split('=')
  const known = fieldOf(kind, field)
  if (known === undefined) return false
  return choice === undefined ? known.optional === true : Object.hasOwn(known.choices ?? {}, choice)
}

function fieldFault(field: string, { each, when }: Part, kind: PaperKind): TemplateFaultCode | undefined {
  if (each !== undefined && field.startsWith(`${each}.`)) {
    return Object.hasOwn(fieldOf(kind, each)?.items ?? {}, field.slice(each.length + 1)) ? undefined : 'unknown'
  }
  const known = fieldOf(kind, field)
  if (known === undefined) return isItem(field, kind) ? 'list' : 'unknown'
  if (known.kind === 'list') return 'list'
  return known.optional === true && !when.includes(field) ? 'optional' : undefined
}

function fieldOf(kind: PaperKind, field: string): PaperField | undefined {
  return Object.hasOwn(kind.fields, field) ? kind.fields[field] : undefined
}

function isItem(field: string, kind: PaperKind): boolean {
  return knownPlaces(kind).includes(field)
}

/** All places that a template of a kind may have: its fields, and the items of its lists. */
export function knownPlaces(kind: PaperKind): string[] {
  return Object.entries(kind.fields).flatMap(([field, { items }]) =>
    items === undefined ? [field] : Object.keys(items).map((item) => `${field}.${item}`),
  )
}

/** A field that is due is shown in every paper: plainly, or for each choice; an optional one wherever it has a value. */
function dueFaults(parts: readonly Part[], kind: PaperKind): TemplateFault[] {
  const isFree = ({ when }: Part, field: string) => when.every((one) => one === field)
  const isShown = (field: string, { kind: type, choices, items }: PaperField): boolean => {
    if (type === 'choice') {
      return Object.keys(choices ?? {}).every((one) => parts.some(({ when }) => when.join() === `${field}=${one}`))
    }
    const places = items === undefined ? [field] : Object.keys(items).map((item) => `${field}.${item}`)
    return places.every((place) => isPlaceShown(place, field))
  }
  const isPlaceShown = (place: string, field: string): boolean => {
    const showing = parts.filter(({ words }) => fieldsIn(words.zh).includes(place))
    if (showing.some((part) => isFree(part, field))) return true
    return choicesOf(kind).some(({ field: choice, values }) =>
      values.every((one) => showing.some(({ when }) => when.join() === `${choice}=${one}`)),
    )
  }
  return Object.entries(kind.fields)
    .filter(([field, one]) => one.due === true && !isShown(field, one))
    .map(([field]) => ({ code: 'due', at: 'template', field }))
}

/** What is wrong in words, with the fields that there are. */
export function templateFaultText({ code, at, field }: TemplateFault, kind: PaperKind | undefined): Text {
  const named = kind?.fields[field]?.name
  const known = kind === undefined ? [] : knownPlaces(kind)
  const texts = TEMPLATE_FAULTS[code]
  const told = (language: keyof Text, mark: string) => {
    const word = named === undefined ? field : `${named[language]} ${field}`
    return filled(texts[language], { at: placeText(at)[language], field: word, known: known.join(mark) })
  }
  return { zh: told('zh', '、'), en: told('en', ', ') }
}

const PLACES: Readonly<Record<string, Text>> = {
  template: { zh: '模板', en: 'template' },
  title: { zh: '标题', en: 'title' },
  addressee: { zh: '主送', en: 'addressee' },
  paragraph: { zh: '段落', en: 'paragraph' },
  blocks: { zh: '段落', en: 'paragraphs' },
  closing: { zh: '结束语', en: 'closing' },
  attachment: { zh: '附件', en: 'attachment' },
  attachments: { zh: '附件', en: 'attachments' },
  copies: { zh: '抄送', en: 'copies' },
}

function placeText(at: string): Text {
  const [word = '', number] = at.split(' ')
  const place = PLACES[word] ?? { zh: word, en: word }
  return number === undefined ? place : { zh: `${place.zh} ${number}`, en: `${place.en} ${number}` }
}

function choicesOf(kind: PaperKind) {
  return Object.entries(kind.fields).flatMap(([field, { choices }]) =>
    choices === undefined ? [] : [{ field, values: Object.keys(choices) }],
  )
}

/** The parsed JSON of a template, its shape checked key by key: what is not right, or the template. */
export function readPaperTemplate(data: unknown): PaperTemplate | TemplateFault {
  const wrong = (at: string): TemplateFault => ({ code: 'shape', at, field: '' })
  if (!isRecord(data)) return wrong('template')
  const bad = Object.keys({ ...SHAPE, ...data }).find((key) => {
    const rule = SHAPE[key]
    if (rule === undefined) return true
    return data[key] === undefined ? rule.optional !== true : !rule.is(data[key])
  })
  return bad === undefined ? (data as PaperTemplate) : wrong(bad) // every key has just been checked
}

export function isTemplateFault(read: PaperTemplate | TemplateFault): read is TemplateFault {
  return 'code' in read
}

const SHAPE: Readonly<Record<string, { readonly is: (value: unknown) => boolean; readonly optional?: true }>> = {
  id: { is: (value) => typeof value === 'string' && /^[a-z][a-z0-9-]{1,39}$/.test(value) },
  version: { is: (value) => Number.isSafeInteger(value) && Number(value) > 0 },
  kind: { is: (value) => typeof value === 'string' && isPaperKind(value) },
  isExample: { is: (value) => typeof value === 'boolean' },
  title: { is: isWords },
  addressee: { is: isWords, optional: true },
  blocks: { is: (value) => isList(value) && value.length > 0 && value.length <= 60 && value.every(isBlock) },
  closing: { is: isWords, optional: true },
  attachments: { is: (value) => isList(value) && value.length <= 20 && value.every(isWords) },
  copies: { is: isWords, optional: true },
}

function isBlock(value: unknown): boolean {
  if (!isRecord(value) || Object.keys(value).some((key) => !['level', 'text', 'each', 'when'].includes(key))) {
    return false
  }
  const { level, text, each, when } = value
  const isLevel = Number.isSafeInteger(level) && Number(level) >= 0 && Number(level) <= 4
  const isWhen = when === undefined || (isList(when) && when.every((one) => typeof one === 'string'))
  return isLevel && isWords(text) && (each === undefined || typeof each === 'string') && isWhen
}

const MOST_LETTERS = 2000

function isWords(value: unknown): boolean {
  if (!isRecord(value) || Object.keys(value).some((key) => key !== 'zh' && key !== 'en')) return false
  const isText = (one: unknown) => typeof one === 'string' && one.length <= MOST_LETTERS
  return isText(value['zh']) && (value['en'] === undefined || isText(value['en']))
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
