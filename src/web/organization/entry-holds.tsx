import { useEffect, useRef } from 'react'
import { warningKey } from '../../domain/entry.ts'
import { useText } from '../shared/text.ts'
import type { EntryReply } from './entry.ts'
import { factName } from '../shared/fact-value.ts'

/** Why nothing was saved: what must be mended, and what must be looked at and ticked. */
export function EntryHolds(props: {
  readonly reply: EntryReply
  readonly accepted: readonly string[]
  readonly accept: (keys: readonly string[]) => void
}) {
  const { t, of, language } = useText()
  const { reply, accepted, accept } = props
  const notice = useRef<HTMLElement>(null)
  useEffect(() => notice.current?.focus(), [])
  if (reply.isSaved) return null
  const errors = reply.problems.filter((one) => one.severity === 'error')
  const warnings = reply.problems.filter((one) => one.severity === 'warning')
  const nameOf = (column: string | null) => (column === null ? '' : `${factName(column, language)}：`)
  return (
    <section
      className={errors.length > 0 ? 'notice brick' : 'notice amber'}
      role="alert"
      aria-labelledby="holds"
      ref={notice}
      tabIndex={-1}
    >
      <h2 id="holds">{reply.changed.length === 0 ? t('entry.nothing') : t('entry.held')}</h2>
      {errors.length === 0 ? null : (
        <ul>
          {errors.map((one) => (
            <li key={warningKey(one)}>
              {nameOf(one.column)}
              {of(one.message)}
            </li>
          ))}
        </ul>
      )}
      {warnings.map((one) => {
        const key = warningKey(one)
        return (
          <label key={key} className="choice">
            <input
              type="checkbox"
              checked={accepted.includes(key)}
              onChange={({ target }) =>
                accept(target.checked ? [...accepted, key] : accepted.filter((each) => each !== key))
              }
            />{' '}
            <span>
              {nameOf(one.column)}
              {of(one.message)} {t('entry.lookedAt')}
            </span>
          </label>
        )
      })}
    </section>
  )
}
