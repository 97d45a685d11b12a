import { isDay } from './day.ts'
import { COUNT_COLUMNS, PARTY_FACTS } from './known.ts'
import {
  QUESTION_KINDS,
  questionsIn,
  questionsOf,
  type Condition,
  type Question,
  type QuestionSet,
  type Rule,
} from './question-set.ts'
import {
  faultsIn,
  isFlag,
  isId,
  isList,
  isRecord,
  isText,
  isTexts,
  listOf,
  nameOf,
  twice,
  type Shape,
} from './shape.ts'
import { SHEETS } from './sheet.ts'

/** The parsed JSON of a question set, read strictly. Throws with every fault at once. */
export function readQuestionSet(data: unknown): QuestionSet {
  const shape = shapeFaults(data)
  // The shape has just been checked key by key; what refers to what is checked next.
  const set = data as QuestionSet
  const faults = shape.length > 0 ? shape : referenceFaults(set)
  if (faults.length > 0) throw new Error(`Not a question set: ${faults.join('; ')}.`)
  return set
}

/** What keeps the data from being a question set; empty where it is one. Keys that nobody reads are faults too. */
export function questionSetFaults(data: unknown): string[] {
  const shape = shapeFaults(data)
  return shape.length > 0 ? shape : referenceFaults(data as QuestionSet)
}

const SET: Shape = {
  id: { is: (value) => isText(value) && /^[a-z0-9-]+$/.test(value) },
  version: { is: (value) => Number.isSafeInteger(value) && Number(value) > 0 },
  purpose: { is: (value) => value === 'annualReport', optional: true },
  title: { is: isTexts },
  validFrom: { is: (value) => isText(value) && isDay(value) },
  sources: { is: (value) => isList(value) && value.length > 0 && value.every(isText) },
  sections: { is: (value) => isList(value) && value.length > 0 },
  rules: { is: isList },
}
const SECTION: Shape = {
  id: { is: isId },
  title: { is: isTexts },
  help: { is: isTexts },
  questions: { is: (value) => isList(value) && value.length > 0 },
}
const QUESTION: Shape = {
  id: { is: isId },
  kind: { is: (value) => QUESTION_KINDS.some((kind) => kind === value) },
  label: { is: isTexts },
  help: { is: isTexts, optional: true },
  unit: { is: isTexts, optional: true },
  isSensitive: { is: isFlag, optional: true },
  needed: { is: isFlag },
  prefill: { is: isPrefill, optional: true },
  records: { is: (value) => COUNT_COLUMNS.some((column) => column === value), optional: true },
  askedIf: { is: isCondition, optional: true },
  choices: { is: (value) => isRecord(value) && Object.values(value).every(isTexts), optional: true },
  seconds: { is: (value) => typeof value === 'number' && value > 0 && value <= 600 },
}
const RULE: Shape = {
  id: { is: isText },
  severity: { is: (value) => value === 'hard' || value === 'soft' },
  source: { is: isText },
  text: { is: isTexts },
  check: { is: isCheck },
}

function shapeFaults(data: unknown): string[] {
  const own = faultsIn('set', data, SET)
  if (own.length > 0 || !isRecord(data)) return own
  const sections = listOf(data['sections'])
  const inSections = sections.flatMap((one, index) => faultsIn(`sections ${index + 1}`, one, SECTION))
  const questions = sections.flatMap((one) => (isRecord(one) ? listOf(one['questions']) : []))
  return [
    ...inSections,
    ...questions.flatMap((one) => faultsIn(`question ${nameOf(one)}`, one, QUESTION)),
    ...listOf(data['rules']).flatMap((one) => faultsIn(`rule ${nameOf(one)}`, one, RULE)),
  ]
}

/** What refers to what: ids once, questions before what hangs on them, columns that exist, rules about questions. */
function referenceFaults(set: QuestionSet): string[] {
  const questions = questionsOf(set)
  const ids = questions.map(({ id }) => id)
  const labels = questions.map(({ label }) => label.zh)
  return [
    ...twice(ids).map((id) => `question ${id} stands twice`),
    ...twice(labels).map((label) => `the label ${label} stands twice`),
    ...twice(set.rules.map(({ id }) => id)).map((id) => `rule ${id} stands twice`),
    ...questions.flatMap((question, index) => questionFaults(question, ids.slice(0, index))),
    ...set.rules.flatMap((rule) => ruleFaults(rule, ids)),
  ]
}

const FACT_COLUMNS: readonly string[] = [...SHEETS.organizations.columns.map(({ key }) => key), ...PARTY_FACTS]

function questionFaults(question: Question, above: readonly string[]): string[] {
  const { id, kind, choices, isSensitive, help, prefill, askedIf } = question
  const columns = prefill !== undefined && 'column' in prefill ? [prefill.column] : []
  const summed = prefill !== undefined && 'sum' in prefill ? prefill.sum : []
  const looked = askedIf === undefined ? [] : questionsIn(askedIf)
  return [
    ...((kind === 'choice') === (choices !== undefined) ? [] : [`${id}: choices go with the kind choice`]),
    ...(isSensitive === true && help === undefined ? [`${id}: a sensitive question says why it is asked`] : []),
    ...columns.filter((one) => !FACT_COLUMNS.includes(one)).map((one) => `${id}: there is no column ${one}`),
    ...summed.filter((one) => !above.includes(one)).map((one) => `${id} adds up ${one}, which does not stand above it`),
    ...looked
      .filter((one) => !above.includes(one))
      .map((one) => `${id} hangs on ${one}, which does not stand above it`),
  ]
}

function ruleFaults(rule: Rule, ids: readonly string[]): string[] {
  const named = namedIn(rule)
  const placed = [rule.text.zh, rule.text.en].flatMap((text) =>
    [...text.matchAll(/\{(\w+)\}/g)].map((one) => one[1] ?? ''),
  )
  const places = [...ids, 'sum', 'fact', 'last']
  return [
    ...named.filter((one) => !ids.includes(one)).map((one) => `rule ${rule.id} names ${one}`),
    ...placed.filter((one) => !places.includes(one)).map((one) => `rule ${rule.id} shows {${one}}`),
    ...(rule.check.kind === 'sameAsFact' && !FACT_COLUMNS.includes(rule.check.fact)
      ? [`rule ${rule.id}: there is no fact ${rule.check.fact}`]
      : []),
  ]
}

function namedIn({ check }: Rule): string[] {
  if (check.kind === 'sum') return [...check.parts, check.total]
  if (check.kind === 'atMost') return [check.left, check.right]
  if (check.kind === 'requires') return [check.question, ...questionsIn(check.when)]
  return check.kind === 'continues' ? [check.question, check.last] : [check.question]
}

const CHECKS: Readonly<Record<string, readonly string[]>> = {
  sum: ['parts', 'total'],
  atMost: ['left', 'right'],
  requires: ['when', 'question'],
  sameAsFact: ['question', 'fact'],
  continues: ['question', 'last'],
  change: ['question', 'share', 'least'],
}

function isCheck(value: unknown): boolean {
  if (!isRecord(value) || !isText(value['kind'])) return false
  const keys = CHECKS[value['kind']]
  if (keys === undefined || keys.some((key) => value[key] === undefined)) return false
  return value['when'] === undefined || isCondition(value['when'])
}

function isPrefill(value: unknown): boolean {
  if (!isRecord(value) || Object.keys(value).length !== 1) return false
  return isText(value['column']) || isText(value['last']) || (isList(value['sum']) && value['sum'].every(isText))
}

function isCondition(value: unknown): value is Condition {
  if (!isRecord(value)) return false
  const parts = value['all'] ?? value['any']
  if (parts !== undefined) return isList(parts) && parts.length > 0 && parts.every(isCondition)
  const isNamed = isText(value['question']) !== isText(value['fact'])
  return isNamed && (isList(value['is']) || typeof value['atLeast'] === 'number')
}
