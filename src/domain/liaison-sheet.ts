import type { Text } from './refusal.ts'
import { SHEETS, type Column, type ColumnKind, type Sheet } from './sheet.ts'

export const CARE_ROLES = ['primary', 'assistant'] as const
export type CareRole = (typeof CARE_ROLES)[number]
export const CARE_ROLE_NAMES: Readonly<Record<CareRole, Text>> = {
  primary: { zh: '主要', en: 'primary' },
  assistant: { zh: '协助', en: 'assistant' },
}

const ROLE: ColumnKind = {
  kind: 'choice',
  choices: CARE_ROLES.map((word) => ({ word, zh: [CARE_ROLE_NAMES[word].zh] })),
}

/**
 * The list of liaison assignments as a sheet: what is exported is the template, filled as it stands, and is read back by
 * the same columns. An officer is named by login or name; desk and body tell two of one name apart.
 */
export const LIAISON_SHEET: Sheet = {
  ...SHEETS.organizations,
  name: { zh: '联络指派', en: 'liaison assignments' },
  aliases: [],
  key: 'code',
  columns: [
    columnOf('code', '统一社会信用代码', 'credit code or file number', { kind: 'code' }),
    columnOf('name', '名称', 'name', { kind: 'text', max: 200 }),
    columnOf('role', '角色', 'role', ROLE),
    columnOf('officer', '联络员', 'officer: name or login', { kind: 'text', max: 60 }),
    columnOf('desk', '岗位', 'desk', { kind: 'text', max: 60 }),
    columnOf('body', '责任主体', 'body', { kind: 'text', max: 200 }),
    columnOf('from', '起始日期', 'from', { kind: 'day' }),
    columnOf('to', '结束日期', 'until', { kind: 'day' }),
  ],
}

// oxlint-disable-next-line max-params -- a line of the table of columns
function columnOf(key: string, label: string, en: string, kind: ColumnKind): Column {
  return { ...kind, key, label, en, needed: false, aliases: [] }
}

/** An officer as a list may name her. */
export type NamedOfficer = {
  readonly id: number
  readonly name: string
  readonly login: string | null
  readonly desk: string | null
  readonly bodyKey: string
  readonly bodyName: string
}

export type OfficerWords = { readonly officer: string; readonly desk?: string; readonly body?: string }

/** The officers whom the words of a row can mean: a login is one's own, a name may be two officers'. */
export function officersNamed<O extends NamedOfficer>(words: OfficerWords, officers: readonly O[]): readonly O[] {
  const { officer, desk, body } = words
  const byLogin = officers.filter((one) => one.login === officer)
  if (byLogin.length > 0) return byLogin
  return officers.filter(
    (one) =>
      one.name === officer &&
      (desk === undefined || one.desk === desk) &&
      (body === undefined || one.bodyKey === body || one.bodyName === body),
  )
}
