import { useId } from 'react'
import type { Column } from '../../domain/sheet.ts'
import { useText } from '../shared/text.ts'
import { factName, factText } from '../shared/fact-value.ts'
import type { EntryProblem } from './entry.ts'

export type FieldProps = {
  readonly column: Column
  readonly value: string
  readonly isChanged: boolean
  readonly isFixed: boolean
  readonly problems: readonly EntryProblem[]
  readonly options: readonly Option[]
  readonly set: (value: string) => void
}

/** What can be chosen: the cell text and what it says. */
export type Option = { readonly value: string; readonly label: string }

/** One cell of the sheet as a field, with what is wrong of it below. */
export function EntryField(props: FieldProps) {
  const { column, isChanged, problems } = props
  const { t, of, language } = useText()
  const id = useId()
  return (
    <div className={isChanged ? 'entry-field changed' : 'entry-field'}>
      <label htmlFor={id}>
        {factName(column.key, language)}
        {column.needed ? <span className="needed"> {t('entry.needed')}</span> : null}
        {isChanged ? <span className="unseen"> {t('entry.changedField')}</span> : null}
      </label>
      <Input {...props} id={id} describedBy={problems.length === 0 ? undefined : `${id}-said`} />
      {problems.length === 0 ? null : (
        <p id={`${id}-said`} className={problems.some(isError) ? 'said wrong' : 'said'}>
          {problems.map((one) => of(one.message)).join(' ')}
          {problems.map(({ suggestion }) =>
            suggestion === null ? null : (
              <button key={suggestion} type="button" className="button bare" onClick={() => props.set(suggestion)}>
                {t('entry.take', { suggestion })}
              </button>
            ),
          )}
        </p>
      )}
    </div>
  )
}

function isError({ severity }: EntryProblem): boolean {
  return severity === 'error'
}

type InputProps = FieldProps & { readonly id: string; readonly describedBy: string | undefined }

function Input(props: InputProps) {
  const { column, value, isFixed, problems, options, set, id, describedBy } = props
  const shared = {
    id,
    value,
    'aria-describedby': describedBy,
    'aria-invalid': problems.some(isError) ? true : undefined,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => set(target.value),
  } as const
  if (column.kind === 'choice' || column.kind === 'yesNo' || column.key === 'bodyId') {
    return (
      <select {...shared}>
        <option value="">—</option>
        <Options column={column} options={options} value={value} />
      </select>
    )
  }
  const list = options.length === 0 ? undefined : `${id}-list`
  return (
    <>
      <input
        {...shared}
        {...KINDS[column.kind]}
        list={list}
        readOnly={isFixed}
        required={column.needed}
        autoComplete="off"
        spellCheck={false}
      />
      {list === undefined ? null : (
        <datalist id={list}>
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </datalist>
      )}
    </>
  )
}

const KINDS: Readonly<Record<string, { readonly type?: string; readonly inputMode?: 'numeric' | 'decimal' }>> = {
  day: { type: 'date' },
  count: { inputMode: 'numeric' },
  decimal: { inputMode: 'decimal' },
}

function Options({ column, options, value }: Pick<FieldProps, 'column' | 'options' | 'value'>) {
  const { t, language } = useText()
  const words = { yes: t('yes'), no: t('no') }
  const listed: readonly Option[] =
    column.kind === 'choice'
      ? column.choices.map(({ word, zh }) => ({
          value: zh[0],
          label: factText(column.key, word, language, words) ?? zh[0],
        }))
      : column.kind === 'yesNo'
        ? [
            { value: '是', label: words.yes },
            { value: '否', label: words.no },
          ]
        : options
  const isListed = value === '' || listed.some((one) => one.value === value)
  return (
    <>
      {isListed ? null : <option value={value}>{value}</option>}
      {listed.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </>
  )
}
