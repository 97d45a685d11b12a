import type { Text } from '../../domain/refusal.ts'
import { SHEETS, type Column } from '../../domain/sheet.ts'
import { dayText } from './day-text.ts'
import type { Language } from './language.ts'
import { formationName, kindName, levelName, lineName, natureName, statusName } from './names.ts'
import { numberText } from './number.ts'

export type FactValue = string | number | boolean | null

const COLUMNS: ReadonlyMap<string, Column> = new Map(
  [...SHEETS.partyOrganizations.columns, ...SHEETS.organizations.columns].map((column) => [column.key, column]),
)

const CHOICE_NAMES: Readonly<Record<string, typeof kindName>> = {
  kind: kindName,
  status: statusName,
  line: lineName,
  level: levelName,
  formation: formationName,
  nature: natureName,
}

/** Facts that the history tells and no sheet has a column for. */
const OTHER_NAMES: Readonly<Record<string, Text>> = {
  partyOrganization: { zh: '党组织', en: 'Party organization' },
  primary: { zh: '计入统计', en: 'Counts' },
  lineNo: { zh: '条线序号', en: 'Number of the line' },
}

/** The name of a fact as the exchange sheets call it. */
export function factName(key: string, language: Language): string {
  const column = COLUMNS.get(key)
  if (column === undefined) return OTHER_NAMES[key]?.[language] ?? key
  return language === 'zh' ? column.label : column.en.slice(0, 1).toUpperCase() + column.en.slice(1)
}

export type Words = { readonly yes: string; readonly no: string }

/** The value of a fact in words, or null where nothing is known: that is never 0. */
export function factText(key: string, value: FactValue, language: Language, words: Words): string | null {
  if (value === null) return null
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return COLUMNS.get(key)?.kind === 'decimal' ? String(value) : numberText(value)
  if (COLUMNS.get(key)?.kind === 'day') return dayText(value, language)
  const nameOf = CHOICE_NAMES[key]
  return nameOf === undefined ? value : nameOf(value)[language]
}

export type DatedRow = {
  readonly from: string | null
  readonly to: string | null
  readonly statedOn: string
  readonly knownTo: string | null
  readonly values: Readonly<Record<string, FactValue>>
}
export type History = readonly { readonly fact: string; readonly rows: readonly DatedRow[] }[]

/** The day on which a fact, as it holds on a day and is known now, was stated; undefined where the history is silent. */
export function findStatedOn(history: History, key: string, day: string): string | undefined {
  return history
    .flatMap(({ rows }) => rows)
    .find(
      ({ from, to, knownTo, values }) =>
        key in values && knownTo === null && (from === null || from <= day) && (to === null || day < to),
    )?.statedOn
}
