import { findColumn, findSheet, headerForm, SHEETS, type Noun, type Sheet } from '../../domain/sheet.ts'
import type { Batch, ProblemRow } from './batch.ts'

/** A mapping as it is being edited: rows that can be half filled. */
export type MappingDraft = {
  readonly columns: readonly { readonly header: string; readonly key: string }[]
  readonly constants: readonly { readonly key: string; readonly value: string }[]
  readonly words: readonly { readonly key: string; readonly theirs: string; readonly ours: string }[]
}

/** What the server takes: foreign headers and words to ours, and values for columns that the file does not have. */
export type Mapping = {
  readonly sheet: string
  readonly columns: Record<string, string>
  readonly words: Record<string, Record<string, string>>
  readonly constants: Record<string, string>
}

type Problem = Pick<ProblemRow, 'code' | 'file' | 'sheet' | 'column' | 'read' | 'suggestion'>

/** A draft from what is known: headers with the column that fits or was remembered, missing columns, foreign words. */
export function draftOf(sheet: Sheet, batch: Batch, problems: readonly Problem[]): MappingDraft {
  const remembered = rememberedOf(batch.mapping, sheet.noun)
  const unknown = batch.unknownColumns.filter((one) => sheetOf(one, batch) === sheet).flatMap(({ headers }) => headers)
  // What was mapped before is known by now, and would be forgotten if it were not sent again.
  const mapped = Object.keys(remembered.columns).filter((one) => !unknown.some((header) => headerForm(header) === one))
  const headers = new Set([...mapped, ...unknown])
  const missing = problems.filter(({ code }) => code === 'columnMissing').map(({ column }) => keyOf(sheet, column))
  const foreign = problems.filter(({ code }) => code === 'notChoice')
  const words = [
    ...Object.entries(remembered.words).flatMap(([key, pairs]) =>
      Object.entries(pairs).map(([theirs, ours]) => ({ key, theirs, ours })),
    ),
    ...foreign.map(({ column, read, suggestion }) => ({
      key: keyOf(sheet, column),
      theirs: read ?? '',
      ours: wordFor(sheet, column, suggestion),
    })),
  ]
  return {
    columns: [...headers].map((header) => ({
      header,
      key: remembered.columns[header] ?? remembered.columns[headerForm(header)] ?? findColumn(sheet, header)?.key ?? '',
    })),
    constants: [...new Set([...Object.keys(remembered.constants), ...missing])]
      .filter((key) => key !== '')
      .map((key) => ({ key, value: remembered.constants[key] ?? '' })),
    words: distinctWords(words.filter(({ key, theirs }) => key !== '' && theirs !== '')),
  }
}

function distinctWords(words: MappingDraft['words']): MappingDraft['words'] {
  return words.filter(
    (word, at) => words.findIndex(({ key, theirs }) => key === word.key && theirs === word.theirs) === at,
  )
}

/** The word of ours that a suggestion names, to be confirmed by who saves it. */
function wordFor(sheet: Sheet, column: string | null, suggestion: string | null): string {
  const found = sheet.columns.find(({ key }) => key === keyOf(sheet, column))
  if (found?.kind !== 'choice') return ''
  return found.choices.find(({ zh }) => zh.some((one) => one === suggestion))?.word ?? ''
}

function keyOf(sheet: Sheet, column: string | null): string {
  return column === null ? '' : (findColumn(sheet, column)?.key ?? '')
}

/** The mapping of a draft: rows that are not filled say nothing. */
export function mappingOf(noun: Noun, draft: MappingDraft): Mapping {
  const words: Record<string, Record<string, string>> = {}
  for (const { key, theirs, ours } of draft.words) {
    if (key !== '' && theirs !== '' && ours !== '') words[key] = { ...words[key], [theirs]: ours }
  }
  return {
    sheet: noun,
    columns: Object.fromEntries(draft.columns.flatMap(({ header, key }) => (key === '' ? [] : [[header, key]]))),
    words,
    constants: Object.fromEntries(
      draft.constants.flatMap(({ key, value }) => (key === '' || value === '' ? [] : [[key, value]])),
    ),
  }
}

/** Two headers that were given the same column: only one can be it. */
export function doubledKeys(draft: MappingDraft): readonly string[] {
  const keys = draft.columns.map(({ key }) => key).filter((key) => key !== '')
  return [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))]
}

/** The sheets of a batch that a mapping can help. */
export function sheetsToMap(batch: Batch, problems: readonly Problem[]): readonly Sheet[] {
  const tables = [...batch.unknownColumns, ...problems.filter(({ code }) => code === 'columnMissing')]
  const sheets = tables.map((table) => sheetOf(table, batch))
  return Object.values(SHEETS).filter((sheet) => sheets.includes(sheet))
}

/** What a table of a file lists: by the name of its sheet or file, else what the mapping or the result says. */
function sheetOf(table: { readonly file: string; readonly sheet: string }, batch: Batch): Sheet {
  const mapped = batch.mapping['sheet']
  const byName = findSheet(table.sheet) ?? findSheet(table.file.replace(/\.\w+$/, ''))
  const bySaid = typeof mapped === 'string' ? findSheet(mapped) : undefined
  return byName ?? bySaid ?? findSheet(batch.sheets[0]?.sheet ?? '') ?? SHEETS.organizations
}

function rememberedOf(stored: Batch['mapping'], noun: Noun): Omit<Mapping, 'sheet'> {
  const own = recordOf(stored['sheet'] === noun ? stored : stored[noun])
  const words = Object.entries(recordOf(own['words'])).map(([key, pairs]) => [key, textsOf(pairs)] as const)
  return { columns: textsOf(own['columns']), words: Object.fromEntries(words), constants: textsOf(own['constants']) }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

function textsOf(value: unknown): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [key, text] of Object.entries(recordOf(value))) if (typeof text === 'string') texts[key] = text
  return texts
}
