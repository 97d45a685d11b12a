import { questionsOf, type Question, type QuestionSet } from './question-set.ts'
import { SHEETS, type Column, type ColumnKind, type Sheet } from './sheet.ts'

/** The column that says of which cut-off day a row speaks: a return for another period is told by it. */
export const PERIOD_COLUMN = 'cutOff'
/** The note for all soft breaches of a row. */
export const NOTE_COLUMN = 'note'

/** A form as a sheet: the organization, the period, a column a question, a note; read cell by cell like any other. */
export function bookSheet(set: QuestionSet): Sheet {
  const fixed: readonly Column[] = [
    columnOf('code', '统一社会信用代码', { kind: 'code' }),
    columnOf('name', '名称', { kind: 'text', max: 200 }),
    columnOf(PERIOD_COLUMN, '摸底截止日', { kind: 'day' }),
  ]
  const asked = questionsOf(set).map((question) => columnOf(question.id, question.label.zh, kindOf(question)))
  const note = columnOf(NOTE_COLUMN, '情况说明', { kind: 'text', max: 1000 })
  return { ...SHEETS.organizations, name: set.title, aliases: [], key: 'code', columns: [...fixed, ...asked, note] }
}

function columnOf(key: string, label: string, kind: ColumnKind): Column {
  return { ...kind, key, label, en: key, needed: false, aliases: [] }
}

function kindOf({ kind, choices }: Question): ColumnKind {
  if (kind === 'choice') {
    return { kind, choices: Object.entries(choices ?? {}).map(([word, { zh }]) => ({ word, zh: [zh] })) }
  }
  if (kind === 'count') return { kind, max: 1_000_000_000 }
  if (kind === 'day' || kind === 'yesNo') return { kind }
  return { kind: 'text', max: 1000 }
}
