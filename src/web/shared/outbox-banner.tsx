import { useState } from 'react'
import type { Unsent } from './outbox.ts'
import { StateWord } from './state-word.tsx'
import { useText } from './text.ts'
import { outbox, useUnsent } from './use-outbox.ts'

/** What the server does not have yet, item by item, whenever sending has failed: seen on every page. */
export function OutboxBanner({ login }: { readonly login: string }) {
  const { t } = useText()
  const unsent = useUnsent()
  const [isSending, setSending] = useState(false)
  if (!unsent.some((one) => one.state !== 'waiting')) return <output className="unseen" />
  const send = async () => {
    setSending(true)
    await outbox.send()
    setSending(false)
  }
  const isRefused = unsent.every((one) => one.state === 'refused')
  return (
    <output className="notice amber outbox">
      <p>
        <strong>{t(isRefused ? 'outbox.refused' : 'outbox.title', { count: unsent.length })}</strong>{' '}
        {isRefused ? null : t(outbox.isKept() ? 'outbox.kept' : 'outbox.notKept', { login })}
      </p>
      <details>
        <summary>{t('outbox.items')}</summary>
        <ul className="outbox-items">
          {unsent.map((one) => (
            <OutboxItem key={`${one.draft} ${one.field}`} item={one} />
          ))}
        </ul>
      </details>
      <button type="button" className="button" disabled={isSending} onClick={() => void send()}>
        {t('outbox.send')}
      </button>
    </output>
  )
}

function OutboxItem({ item }: { readonly item: Unsent }) {
  const { t, of } = useText()
  const { draft, field, label, state, tries, reason, value } = item
  return (
    <li>
      <span>
        {label} <StateWord tone={state === 'refused' ? 'brick' : 'amber'} word={t(`field.${state}`)} />{' '}
        {tries === 0 ? null : t('outbox.tries', { count: tries })} {reason === null ? null : of(reason)}
      </span>
      <span className="row">
        <button
          type="button"
          className="button"
          aria-label={t('outbox.copyOf', { label })}
          onClick={() =>
            void navigator.clipboard.writeText(Array.isArray(value) ? value.join('；') : String(value ?? ''))
          }
        >
          {t('outbox.copy')}
        </button>
        <button
          type="button"
          className="button"
          aria-label={t('outbox.dropOf', { label })}
          onClick={() => outbox.drop(draft, field)}
        >
          {t('outbox.drop')}
        </button>
      </span>
    </li>
  )
}
