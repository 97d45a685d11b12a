import type { ReactNode } from 'react'
import type { Column, Sheet } from '../../domain/sheet.ts'
import { useText } from '../shared/text.ts'
import type { MappingDraft } from './mapping.ts'

type RowsProps = { readonly sheet: Sheet; readonly draft: MappingDraft; readonly change: (draft: MappingDraft) => void }

/** The rows with one of them replaced. */
function withRow<R>(rows: readonly R[], at: number, row: R): readonly R[] {
  return rows.map((one, place) => (place === at ? row : one))
}

/** Each foreign header with the column that it is, or kept out. */
export function ColumnRows({ sheet, draft, change }: RowsProps) {
  const { t } = useText()
  if (draft.columns.length === 0) return null
  return (
    <fieldset>
      <legend>{t('mapping.columns')}</legend>
      {draft.columns.map((row, at) => (
        <label key={row.header} className="pair">
          <span>{row.header}</span>
          <ColumnSelect
            columns={sheet.columns}
            value={row.key}
            none={t('mapping.keepOut')}
            choose={(key) => change({ ...draft, columns: withRow(draft.columns, at, { ...row, key }) })}
          />
        </label>
      ))}
    </fieldset>
  )
}

/** Values for columns that the file does not have: the same for every row. */
export function ConstantRows({ sheet, draft, change }: RowsProps) {
  const { t } = useText()
  const set = (constants: MappingDraft['constants']) => change({ ...draft, constants })
  return (
    <fieldset>
      <legend>{t('mapping.constants')}</legend>
      {draft.constants.map((row, at) => (
        <div key={at} className="pair">
          <ColumnSelect
            columns={sheet.columns}
            value={row.key}
            none={t('mapping.chooseColumn')}
            name={t('mapping.constantColumn')}
            choose={(key) => set(withRow(draft.constants, at, { key, value: '' }))}
          />
          <ValueField
            column={sheet.columns.find(({ key }) => key === row.key)}
            value={row.value}
            choose={(value) => set(withRow(draft.constants, at, { ...row, value }))}
          />
        </div>
      ))}
      <AddButton add={() => set([...draft.constants, { key: '', value: '' }])}>{t('mapping.addConstant')}</AddButton>
    </fieldset>
  )
}

/** Words of the file that mean one of our words. */
export function WordRows({ sheet, draft, change }: RowsProps) {
  const { t } = useText()
  const choices = sheet.columns.filter(({ kind }) => kind === 'choice')
  const set = (words: MappingDraft['words']) => change({ ...draft, words })
  if (choices.length === 0) return null
  return (
    <fieldset>
      <legend>{t('mapping.words')}</legend>
      {draft.words.map((row, at) => (
        <div key={at} className="pair three">
          <ColumnSelect
            columns={choices}
            value={row.key}
            none={t('mapping.chooseColumn')}
            name={t('mapping.wordColumn')}
            choose={(key) => set(withRow(draft.words, at, { ...row, key, ours: '' }))}
          />
          <input
            value={row.theirs}
            aria-label={t('mapping.theirs')}
            placeholder={t('mapping.theirs')}
            maxLength={200}
            onChange={(event) => set(withRow(draft.words, at, { ...row, theirs: event.target.value }))}
          />
          <ValueField
            column={choices.find(({ key }) => key === row.key)}
            value={row.ours}
            choose={(ours) => set(withRow(draft.words, at, { ...row, ours }))}
          />
        </div>
      ))}
      <AddButton add={() => set([...draft.words, { key: '', theirs: '', ours: '' }])}>{t('mapping.addWord')}</AddButton>
    </fieldset>
  )
}

function AddButton({ add, children }: { readonly add: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" className="button bare" onClick={add}>
      {children}
    </button>
  )
}

type ColumnSelectProps = {
  readonly columns: readonly Column[]
  readonly value: string
  readonly none: string
  readonly name?: string
  readonly choose: (key: string) => void
}

function ColumnSelect({ columns, value, none, name, choose }: ColumnSelectProps) {
  const { language } = useText()
  return (
    <select value={value} aria-label={name} onChange={(event) => choose(event.target.value)}>
      <option value="">{none}</option>
      {columns.map(({ key, label, en }) => (
        <option key={key} value={key}>
          {language === 'zh' ? label : en}
        </option>
      ))}
    </select>
  )
}

type ValueProps = {
  readonly column: Column | undefined
  readonly value: string
  readonly choose: (value: string) => void
}

function ValueField({ column, value, choose }: ValueProps) {
  const { t, language } = useText()
  if (column?.kind !== 'choice') {
    return (
      <input
        value={value}
        aria-label={t('mapping.value')}
        placeholder={t('mapping.value')}
        maxLength={200}
        onChange={(event) => choose(event.target.value)}
      />
    )
  }
  return (
    <select value={value} aria-label={t('mapping.value')} onChange={(event) => choose(event.target.value)}>
      <option value="">{t('mapping.chooseWord')}</option>
      {column.choices.map(({ word, zh }) => (
        <option key={word} value={word}>
          {language === 'zh' ? zh[0] : word}
        </option>
      ))}
    </select>
  )
}
