import type { DraftValue } from '../../domain/draft.ts'
import type { AnswerValue, Question } from '../../domain/question-set.ts'
import type { Text } from '../../domain/refusal.ts'
import { dayText } from './day-text.ts'
import type { Language } from './language.ts'
import { numberText } from './number.ts'

/** The label of a question, with a capital where the language has them. */
export function labelOf({ label }: Pick<Question, 'label'>, language: Language): string {
  return capital(label[language])
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** What somebody typed, as the value that it means; a text that is no number stays as it is, and is found fault with. */
export function valueOfText({ kind }: Pick<Question, 'kind'>, text: string): DraftValue {
  const plain = text.trim().replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
  if (plain === '') return null
  if (kind === 'count') return /^\d{1,15}$/.test(plain) ? Number(plain) : text
  if (kind === 'list')
    return plain
      .split(/\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
  return kind === 'text' ? text : plain
}

/** A value as the text of its input. */
export function textOfValue(value: DraftValue | undefined): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? value.join('\n') : String(value)
}

const WORDS: Readonly<Record<'true' | 'false', Text>> = {
  true: { zh: '是', en: 'Yes' },
  false: { zh: '否', en: 'No' },
}

/** A value in words: the label of a choice, a day in full, a number with its unit. */
export function valueText(question: Question, value: AnswerValue | null | undefined, language: Language): string {
  if (value === null || value === undefined) return '—'
  if (typeof value === 'boolean') return WORDS[value ? 'true' : 'false'][language]
  if (typeof value === 'object') return value.join(language === 'zh' ? '、' : ', ')
  return typeof value === 'number' ? countText(question, value, language) : wordsText(question, value, language)
}

function countText({ unit }: Question, count: number, language: Language): string {
  return unit === undefined ? numberText(count) : `${numberText(count)} ${unit[language]}`
}

function wordsText({ kind, choices }: Question, words: string, language: Language): string {
  return kind === 'day' ? dayText(words, language) : capital(choices?.[words]?.[language] ?? words)
}
