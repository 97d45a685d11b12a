import { isDay, type Day } from './day.ts'
import { checkRule } from './answer-rule.ts'
import type { Known } from './known.ts'
import { holds, questionsOf, type Answers, type AnswerValue, type Question, type QuestionSet } from './question-set.ts'
import { filled, type Text } from './refusal.ts'

/** From where a filled field comes: the register, or an earlier census, and of which day. */
export type Source = { readonly kind: 'register' | 'census'; readonly title: string | null; readonly day: Day | null }
export type Filled = { readonly value: AnswerValue; readonly source: Source }
export type Notes = Readonly<Record<string, string>>

/** What is wrong with a return: the rule, the fields, and a sentence that names both values and the mend. */
export type AnswerFault = {
  readonly rule: string
  readonly severity: 'hard' | 'soft'
  readonly questions: readonly string[]
  readonly source: string
  readonly text: Text
  /** The note that answers a soft breach, where one was written. */
  readonly note: string | null
}

/** Every question that arrives filled, with its source and day. A sum arrives filled where a part of it does. */
export function prefillOf(set: QuestionSet, known: Known): Readonly<Record<string, Filled>> {
  const all: Record<string, Filled> = {}
  for (const question of questionsOf(set)) {
    const found = summedFill(question, all) ?? filledOf(question, known)
    if (found !== undefined) all[question.id] = found
  }
  return all
}

function summedFill({ prefill }: Question, above: Readonly<Record<string, Filled>>): Filled | undefined {
  const parts = prefill !== undefined && 'sum' in prefill ? prefill.sum.flatMap((id) => above[id] ?? []) : []
  const value = sumOf(parts.map((part) => part.value))
  const [first] = parts
  return value === undefined || first === undefined ? undefined : { value, source: first.source }
}

function sumOf(values: readonly (AnswerValue | undefined)[]): number | undefined {
  const counts = values.filter((value) => typeof value === 'number')
  return counts.length === 0 ? undefined : counts.reduce((sum, value) => sum + value, 0)
}

function filledOf(question: Question, known: Known): Filled | undefined {
  return registerFill(question, known) ?? lastFill(question, known)
}

function registerFill(question: Question, { facts, statedOn }: Known): Filled | undefined {
  const { prefill } = question
  if (prefill === undefined || !('column' in prefill)) return undefined
  const value = valueFor(question, facts[prefill.column] ?? null)
  const day = statedOn[prefill.column] ?? null
  return value === undefined ? undefined : { value, source: { kind: 'register', title: null, day } }
}

function lastFill(question: Question, { last }: Known): Filled | undefined {
  const { prefill } = question
  const from = prefill !== undefined && 'last' in prefill ? prefill.last : question.id
  const value = valueFor(question, last?.answers[from] ?? null)
  if (last === null || value === undefined) return undefined
  return { value, source: { kind: 'census', title: last.title, day: last.cutOff } }
}

/** A value in the form of the question; a text on record answers a choice where it is one of its labels. */
function valueFor(question: Question, value: AnswerValue | null): AnswerValue | undefined {
  if (value === null) return undefined
  if (isValueOf(question, value)) return value
  if (question.kind !== 'choice' || typeof value !== 'string') return undefined
  return Object.entries(question.choices ?? {}).find(([, { zh, en }]) => zh === value || en === value)?.[0]
}

/** Whether a value is of the kind that the question takes. */
export function isValueOf(question: Question, value: unknown): value is AnswerValue {
  return VALUE_CHECKS[question.kind](value, question)
}

const MAX_COUNT = 1_000_000_000
const VALUE_CHECKS: Readonly<Record<Question['kind'], (value: unknown, question: Question) => boolean>> = {
  count: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= MAX_COUNT,
  text: (value) => typeof value === 'string' && value.trim() !== '' && value.length <= 1000,
  choice: (value, question) => typeof value === 'string' && Object.hasOwn(question.choices ?? {}, value),
  yesNo: (value) => typeof value === 'boolean',
  day: (value) => typeof value === 'string' && isDay(value),
  list: (value) => Array.isArray(value) && value.length <= 100 && value.every((one) => typeof one === 'string'),
}

/**
 * What stands in the form: what was answered, else the sum of what stands in its parts, else what arrived filled; only of
 * questions that are asked.
 */
export function effectiveAnswers(set: QuestionSet, answers: Answers, known: Known): Answers {
  const prefill = prefillOf(set, known)
  const all: Record<string, AnswerValue> = {}
  for (const question of questionsOf(set)) {
    const { prefill: from } = question
    const sum = from !== undefined && 'sum' in from ? sumOf(from.sum.map((id) => all[id])) : undefined
    const value = answers[question.id] ?? sum ?? prefill[question.id]?.value
    if (value !== undefined && isAsked(question, all, known)) all[question.id] = value
  }
  return all
}

/** Whether a question is asked, given what stands above it in the form; not before what decides it is answered. */
export function isAsked(question: Question, answers: Answers, known: Pick<Known, 'facts'>): boolean {
  return question.askedIf === undefined || holds(question.askedIf, answers, known.facts) === true
}

/** The questions that are asked of an organization with these answers. */
export function askedOf(set: QuestionSet, answers: Answers, known: Known): Question[] {
  const stands = effectiveAnswers(set, answers, known)
  return questionsOf(set).filter((question) => isAsked(question, stands, known))
}

/**
 * Everything that is wrong with a return: blank fields, values of a wrong kind, rules that are broken. The page, the
 * workbook and the API all ask this function.
 */
export function faultsOf(set: QuestionSet, answers: Answers, known: Known, notes: Notes = {}): AnswerFault[] {
  const stands = effectiveAnswers(set, answers, known)
  const asked = questionsOf(set).filter((question) => isAsked(question, stands, known))
  const wrongKind = asked.filter(({ id }) => stands[id] !== undefined).filter((one) => !isValueOf(one, stands[one.id]))
  const blank = asked.filter((one) => one.needed && stands[one.id] === undefined)
  const isUnder = new Set(asked.map(({ id }) => id))
  const broken = set.rules.flatMap((rule): AnswerFault[] => {
    const found = checkRule(rule, { set, answers: stands, known })
    if (found === undefined || !found.questions.some((id) => isUnder.has(id))) return []
    const note = rule.severity === 'soft' ? (notes[rule.id]?.trim() ?? '') : ''
    return [{ rule: rule.id, severity: rule.severity, source: rule.source, ...found, note: note === '' ? null : note }]
  })
  return [...blank.map(blankFault), ...wrongKind.map((one) => kindFault(one, stands[one.id])), ...broken]
}

/** What still keeps the return from being submitted: hard faults, and soft ones without a note. */
export function hindrances(faults: readonly AnswerFault[]): AnswerFault[] {
  return faults.filter((fault) => fault.severity === 'hard' || fault.note === null)
}

function blankFault({ id, label }: Question): AnswerFault {
  const text = { zh: `“${label.zh}”尚未填写；请填写。`, en: `“${label.en}” is not answered; please fill it in.` }
  return { rule: 'needed', severity: 'hard', questions: [id], source: 'needed', text, note: null }
}

function kindFault(question: Question, value: AnswerValue | undefined): AnswerFault {
  const { zh, en } = KIND_MENDS[question.kind]
  const details = { read: String(value).slice(0, 40), label: question.label.zh, labelEn: question.label.en }
  const text = {
    zh: filled(`“{label}”填的“{read}”${zh}`, details),
    en: filled(`“{labelEn}” holds “{read}”, ${en}`, details),
  }
  return { rule: 'kind', severity: 'hard', questions: [question.id], source: 'kind', text, note: null }
}

const KIND_MENDS: Readonly<Record<Question['kind'], Text>> = {
  count: { zh: '不是非负整数；请填写数字。', en: 'which is no whole number of 0 or more; give a number.' },
  text: { zh: '为空或超过 1000 字；请改写。', en: 'which is blank or longer than 1000 characters; shorten it.' },
  choice: { zh: '不在选项之中；请从选项中选择。', en: 'which is none of the choices; choose one of them.' },
  yesNo: { zh: '不是“是”或“否”；请选择。', en: 'which is neither yes nor no; choose one.' },
  day: { zh: '不是日期；请写成 2026-03-01。', en: 'which is no day; write it as 2026-03-01.' },
  list: { zh: '不是清单；请逐项填写。', en: 'which is no list; give it item by item.' },
}

/** Whether two answers say the same; absent and blank are the same. */
export function isSame(a: AnswerValue | undefined, b: AnswerValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
