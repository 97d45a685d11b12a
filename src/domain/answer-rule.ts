import type { Known } from './known.ts'
import {
  holds,
  questionsIn,
  questionsOf,
  type Answers,
  type AnswerValue,
  type QuestionSet,
  type Rule,
} from './question-set.ts'
import { filled, type Text } from './refusal.ts'

export type Form = { readonly set: QuestionSet; readonly answers: Answers; readonly known: Known }
type Broken = { readonly questions: readonly string[]; readonly details: Readonly<Record<string, AnswerValue>> }

/** Where a rule is broken: the fields it is about and its sentence, filled; undefined where it holds or cannot be told. */
export function checkRule(rule: Rule, form: Form): { questions: readonly string[]; text: Text } | undefined {
  const broken = brokenBy(rule, form)
  if (broken === undefined) return undefined
  return { questions: broken.questions, text: sentenceOf(rule, form, broken.details) }
}

function brokenBy({ check }: Rule, form: Form): Broken | undefined {
  switch (check.kind) {
    case 'sum':
      return brokenSum(check, form)
    case 'atMost':
      return brokenOrder(check, form)
    case 'requires':
      return brokenNeed(check, form)
    case 'sameAsFact':
      return brokenAgreement(check, form)
    case 'continues':
      return brokenChain(check, form)
    case 'change':
      return brokenCalm(check, form)
  }
}

type CheckOf<K extends Rule['check']['kind']> = Extract<Rule['check'], { kind: K }>

/** Parts that are blank leave the sum open, but known parts alone may already exceed the total. */
function brokenSum({ parts, total }: CheckOf<'sum'>, { answers }: Form): Broken | undefined {
  const all = countOf(answers[total])
  const values = parts.map((part) => countOf(answers[part]))
  const known = values.filter((value) => value !== undefined)
  const sum = known.reduce((before, value) => before + value, 0)
  if (all === undefined || known.length === 0) return undefined
  const isBroken = known.length === values.length ? sum !== all : sum > all
  return isBroken ? { questions: [...parts, total], details: { sum } } : undefined
}

function brokenOrder({ left, right }: CheckOf<'atMost'>, { answers }: Form): Broken | undefined {
  const [less, more] = [answers[left], answers[right]]
  const isOrdered =
    (typeof less === 'number' && typeof more === 'number') || (typeof less === 'string' && typeof more === 'string')
  return isOrdered && less > more ? { questions: [left, right], details: {} } : undefined
}

function brokenNeed({ when, question, is }: CheckOf<'requires'>, form: Form): Broken | undefined {
  if (holds(when, form.answers, form.known.facts) !== true) return undefined
  const value = form.answers[question]
  const isMet = value !== undefined && (is === undefined || is.some((one) => one === value))
  return isMet ? undefined : { questions: [question, ...questionsIn(when)], details: {} }
}

function brokenAgreement({ question, fact }: CheckOf<'sameAsFact'>, { answers, known }: Form): Broken | undefined {
  const [said, held] = [answers[question], known.facts[fact]]
  if (said === undefined || held == null || said === held) return undefined
  return { questions: [question], details: { fact: held } }
}

function brokenChain({ question, last }: CheckOf<'continues'>, { answers, known }: Form): Broken | undefined {
  const [now, before] = [answers[question], known.last?.answers[last]]
  if (now === undefined || before === undefined || now === before) return undefined
  return { questions: [question], details: { last: before } }
}

function brokenCalm({ question, share, least }: CheckOf<'change'>, { answers, known }: Form): Broken | undefined {
  const [now, before] = [countOf(answers[question]), countOf(known.last?.answers[question])]
  if (now === undefined || before === undefined) return undefined
  const change = Math.abs(now - before)
  return change >= least && change > before * share ? { questions: [question], details: { last: before } } : undefined
}

function countOf(value: AnswerValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function sentenceOf({ text }: Rule, form: Form, details: Broken['details']): Text {
  const shown = (language: keyof Text) => {
    const values = { ...valuesShown(form, language), ...shownDetails(details, language) }
    return filled(text[language], values)
  }
  return { zh: shown('zh'), en: shown('en') }
}

function valuesShown({ set, answers }: Form, language: keyof Text): Record<string, string> {
  return Object.fromEntries(
    questionsOf(set).map(({ id, choices }) => {
      const value = answers[id]
      const choice = typeof value === 'string' ? choices?.[value]?.[language] : undefined
      return [id, choice ?? shownValue(value, language)]
    }),
  )
}

function shownDetails(details: Broken['details'], language: keyof Text): Record<string, string> {
  return Object.fromEntries(Object.entries(details).map(([key, value]) => [key, shownValue(value, language)]))
}

const WORDS = { zh: { yes: '是', no: '否', blank: '未填' }, en: { yes: 'yes', no: 'no', blank: 'blank' } } as const

function shownValue(value: AnswerValue | undefined, language: keyof Text): string {
  const words = WORDS[language]
  if (value === undefined) return words.blank
  if (typeof value === 'boolean') return value ? words.yes : words.no
  return typeof value === 'object' ? value.join('、') : String(value)
}
