import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import { formFaults, type CaseActionDefinition, type Form, type FormField, type FormValue } from '../../domain/case.ts'
import { BodySelect } from '../shared/body-select.tsx'
import { begun } from '../shared/case-words.ts'
import { useText } from '../shared/text.ts'
import { TickList, type Tick } from './tick-list.tsx'

export type ActionFormProps = {
  readonly action: CaseActionDefinition
  /** What the form begins with. */
  readonly initial?: Form
  /** The rules that were found to fail: those that a list of rules can name. */
  readonly ticks?: readonly Tick[] | undefined
  readonly isBusy: boolean
  /** What stands below the fields, such as the letter that the form writes. */
  readonly below?: (form: Form) => ReactNode
  readonly send: (form: Form) => void
  readonly close: () => void
}

/** The form of an action, judged by the same function as on the server; Ctrl+Enter sends, Esc closes. */
export function ActionForm({ action, initial = {}, ticks, isBusy, below, send, close }: ActionFormProps) {
  const { t, of } = useText()
  const [form, setForm] = useState<Form>(initial)
  const [isTried, setTried] = useState(false)
  const box = useRef<HTMLFormElement>(null)
  const faults = formFaults(action, form).map((field) => field.key)
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('textarea, input, select')?.focus()
  }, [])
  useFormKeys(box, close)
  const submit = () => {
    setTried(true)
    if (faults.length === 0) send(form)
    else box.current?.querySelector<HTMLElement>(`[name="${faults[0]}"]`)?.focus()
  }
  return (
    <form
      ref={box}
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {action.form
        .filter((field) => field.hidden !== true)
        .map((field) => (
          <Field
            key={field.key}
            field={field}
            ticks={ticksOf(field, ticks)}
            value={form[field.key] ?? null}
            isWrong={isTried && faults.includes(field.key)}
            change={(value) => setForm({ ...form, [field.key]: value })}
          />
        ))}
      {action.isAdverse === true ? <p className="note">{t('case.adverse')}</p> : null}
      <div className="row">
        <button type="submit" className="button go" disabled={isBusy}>
          {of(begun(action.name))}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('cancel')}
        </button>
        <small>{t('case.keys')}</small>
      </div>
      {below?.(form)}
    </form>
  )
}

/** Ctrl+Enter sends the form in which one types, Esc closes it. */
function useFormKeys(box: RefObject<HTMLFormElement | null>, close: () => void): void {
  useEffect(() => {
    const form = box.current
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form?.requestSubmit()
    }
    form?.addEventListener('keydown', press)
    return () => form?.removeEventListener('keydown', press)
  }, [box, close])
}

/** The only words that a list can hold: those of its definition, or for rules those that were found to fail. */
function ticksOf(field: FormField, failed: readonly Tick[] | undefined): readonly Tick[] | undefined {
  if (field.kind !== 'list') return undefined
  if (field.choices !== undefined) return Object.entries(field.choices).map(([rule, text]) => ({ rule, text }))
  return field.key === 'rules' ? failed : undefined
}

type FieldProps = {
  readonly field: FormField
  readonly ticks: readonly Tick[] | undefined
  readonly value: FormValue
  readonly isWrong: boolean
  readonly change: (value: FormValue) => void
}

function Field(props: FieldProps) {
  const { field, ticks, value, isWrong, change } = props
  const { t, of } = useText()
  const id = useId()
  if (ticks !== undefined) return <TickList {...props} ticks={ticks} />
  return (
    <label htmlFor={id}>
      <span>
        {of(begun(field.label))} {field.needed === true ? <em>{t('case.needed')}</em> : null}
      </span>
      <Control id={id} field={field} value={value} change={change} />
      {isWrong ? (
        <span className="wrong" role="alert">
          {t('case.fieldNeeded', { field: of(field.label) })}
        </span>
      ) : null}
    </label>
  )
}

type ControlProps = Omit<FieldProps, 'isWrong' | 'ticks'> & { readonly id: string }

function Control({ id, field, value, change }: ControlProps) {
  const { t, of } = useText()
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const common = { id, name: field.key }
  if (field.kind === 'choice') {
    return (
      <select {...common} value={text} onChange={(event) => change(event.target.value)}>
        <option value="">{t('case.choose')}</option>
        {Object.entries(field.choices ?? {}).map(([key, name]) => (
          <option key={key} value={key}>
            {of(name)}
          </option>
        ))}
      </select>
    )
  }
  if (field.kind === 'body') return <BodySelect {...common} value={text} change={change} putsOnRecord isOptional />
  if (field.kind === 'yesNo') {
    return (
      <input {...common} type="checkbox" checked={value === true} onChange={(event) => change(event.target.checked)} />
    )
  }
  if (field.kind === 'day') {
    return <input {...common} type="date" value={text} onChange={(event) => change(event.target.value)} />
  }
  if (field.kind === 'count') {
    return (
      <input
        {...common}
        type="number"
        min={0}
        value={text}
        onChange={(event) => change(event.target.value === '' ? null : Number(event.target.value))}
      />
    )
  }
  if (field.kind === 'list') {
    return <textarea {...common} rows={3} onChange={(event) => change(linesOf(event.target.value))} />
  }
  return (
    <textarea {...common} rows={3} maxLength={2000} value={text} onChange={(event) => change(event.target.value)} />
  )
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
