import type { ReactNode } from 'react'
import { Failure } from './failure.tsx'
import { useText } from './text.ts'
import { usePanel } from './use-write.ts'

export type PersonFormProps = {
  readonly title: string
  readonly isBusy: boolean
  readonly error: unknown
  readonly save: () => void
  readonly close: () => void
  readonly children: ReactNode
}

/** A form about a person who works in liaison: it takes the focus, Esc closes it, the browser remembers nothing. */
export function PersonForm({ title, isBusy, error, save, close, children }: PersonFormProps) {
  const { t } = useText()
  const box = usePanel<HTMLFormElement>(close)
  return (
    <form
      className="card fields"
      aria-label={title}
      ref={box}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <h2 tabIndex={-1}>{title}</h2>
      {children}
      {error === null ? null : <Failure error={error} />}
      <p className="row">
        <button type="submit" className="button go" disabled={isBusy}>
          {t('liaison.save')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('cancel')}
        </button>
      </p>
    </form>
  )
}

type FieldProps = { readonly value: string; readonly change: (value: string) => void }

export function NameField({ value, change }: FieldProps) {
  const { t } = useText()
  return (
    <label>
      <span>{t('liaison.name')}</span>
      <input
        type="text"
        required
        maxLength={60}
        autoComplete="off"
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    </label>
  )
}

/** A telephone number; where one is on record already, blank keeps it. */
export function PhoneField({ value, change, isNew }: FieldProps & { readonly isNew: boolean }) {
  const { t } = useText()
  return (
    <label>
      <span>{t(isNew ? 'liaison.phone' : 'liaison.phoneKeep')}</span>
      <input
        type="tel"
        pattern="[0-9+() \-]{3,40}"
        autoComplete="off"
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    </label>
  )
}

/** The desk of an officer, the post of a contact. */
export function PostField({ label, value, change }: FieldProps & { readonly label: string }) {
  return (
    <label>
      <span>{label}</span>
      <input type="text" maxLength={60} value={value} onChange={(event) => change(event.target.value)} />
    </label>
  )
}
