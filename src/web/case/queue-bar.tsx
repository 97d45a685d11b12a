import { Link, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { Disclosure } from '../shared/disclosure.tsx'
import { useText } from '../shared/text.ts'
import { useCaseKeys, useQueueLoop } from './queue-loop.ts'

/** Where this case stands in the queue, the ways to the ones beside it, the way back, and the keys. */
export function QueueBar({ id }: { readonly id: string }) {
  const { t } = useText()
  const loop = useQueueLoop(id)
  const search = useSearch({ from: '/in/cases/$id' })
  const help = useRef<HTMLSpanElement>(null)
  const { next, previous, last, done, position, total } = loop
  useCaseKeys({
    next: next === null ? undefined : () => void loop.go(next),
    previous: previous === null ? undefined : () => void loop.go(previous),
    help: loop.isIn ? () => help.current?.querySelector('button')?.click() : undefined,
  })
  if (!loop.isIn) return null
  return (
    <nav className="queue-bar no-print" aria-label={t('queue.name')}>
      <output>
        {loop.isKnown ? (position === null ? t('queue.out') : t('queue.position', { position, total })) : null}
        {done > 0 ? ` ${t('queue.done', { count: done })}` : null}
      </output>
      {previous === null ? null : (
        <Link to="/cases/$id" params={{ id: previous }} search={search} className="button">
          {t('queue.previous')} <kbd aria-hidden="true">Alt+↑</kbd>
        </Link>
      )}
      {next === null ? null : (
        <Link to="/cases/$id" params={{ id: next }} search={search} className="button">
          {t('queue.next')} <kbd aria-hidden="true">Alt+↓</kbd>
        </Link>
      )}
      {last === undefined || last === id ? null : (
        <Link to="/cases/$id" params={{ id: last }} search={search}>
          {t('queue.last')}
        </Link>
      )}
      <span ref={help}>
        <Disclosure label={t('queue.keys')} className="button bare">
          <dl className="key-list">
            {(['act', 'next', 'previous', 'close', 'help'] as const).map((key) => (
              <div key={key}>
                <dt>
                  <kbd>{KEYS[key]}</kbd>
                </dt>
                <dd>{t(`queue.key.${key}`)}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      </span>
    </nav>
  )
}

const KEYS = { act: 'Ctrl+Enter', next: 'Alt+↓', previous: 'Alt+↑', close: 'Esc', help: 'Ctrl+/' } as const
