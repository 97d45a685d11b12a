import type { ReactNode } from 'react'
import { isAskError } from './ask-error.ts'
import { useText } from './text.ts'

export type FailureProps = {
  readonly error: unknown
  /** What was kept of the person's work, in words. */
  readonly kept?: string
  readonly retry?: () => void
}

/** What went wrong in words, what was kept, a way to try again and the code to name when asking for help. */
export function Failure({ error, kept, retry }: FailureProps) {
  const { t, of } = useText()
  const said = isAskError(error) ? of(error.messages) : t('fail.page')
  const code = isAskError(error) ? error.code : 'PAGE'
  return (
    <div className="notice brick" role="alert">
      <p>
        <strong>{said}</strong>
      </p>
      <p>
        {kept === undefined ? null : `${kept} `}
        {isAskError(error) && error.status === 403 ? `${t('fail.whoGrants')} ` : null}
        {t('fail.code', { code })}
      </p>
      {retry === undefined ? null : (
        <button type="button" className="button" onClick={retry}>
          {t('fail.retry')}
        </button>
      )}
    </div>
  )
}

/** Grey lines where something will stand, only after a while: what comes at once does not blink. */
export function Wait({ lines = 6 }: { readonly lines?: number }) {
  const { t } = useText()
  return (
    <output className="wait">
      <span className="unseen">{t('wait')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <i key={line} aria-hidden="true" />
      ))}
    </output>
  )
}

export type EmptyProps = { readonly title: string; readonly children?: ReactNode; readonly act?: ReactNode }

/** Nothing to show: what it is for, and the one thing to do. */
export function Empty({ title, children, act }: EmptyProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children === undefined ? null : <p>{children}</p>}
      {act}
    </div>
  )
}
