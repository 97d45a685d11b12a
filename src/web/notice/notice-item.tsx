import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { toneOf, type Notice } from './notice.ts'
import type { Marking } from './use-marking.ts'

/** One reminder: what it is, what it says, and a link to what is to be done. Opening it is reading it. */
export function NoticeItem({ notice, marking }: { readonly notice: Notice; readonly marking: Marking }) {
  const { t, of } = useText()
  const { id, isRead, isSettled, topic, words } = notice
  const text = of(notice.text)
  return (
    <li className={isRead || isSettled ? 'read' : undefined}>
      <StateWord tone={toneOf(notice)} word={isSettled ? t('notice.settled') : t(`notice.topic.${topic}`)} />
      <p>
        <Opening notice={notice} read={() => (isRead ? undefined : marking.mark({ ids: [id], read: true }))}>
          {text}
        </Opening>
        {words === null ? null : <small>{t('notice.words', { words })}</small>}
      </p>
      {isSettled ? null : (
        <button
          type="button"
          className="button"
          aria-label={t(isRead ? 'notice.unmarkOf' : 'notice.markOf', { text })}
          disabled={marking.isBusy}
          onClick={() => marking.mark({ ids: [id], read: !isRead })}
        >
          {t(isRead ? 'notice.unmark' : 'notice.mark')}
        </button>
      )}
    </li>
  )
}

type OpeningProps = { readonly notice: Notice; readonly read: () => void; readonly children: ReactNode }

/** To the panel or the one case, or to the list of those that it speaks of. */
function Opening({ notice, read, children }: OpeningProps) {
  const { opens, isSettled, topic } = notice
  if (opens.case !== null && topic === 'named') {
    return (
      <Link to="/panels/$id" params={{ id: opens.case }} onClick={read}>
        {children}
      </Link>
    )
  }
  if (opens.case !== null) {
    return (
      <Link to="/cases/$id" params={{ id: opens.case }} onClick={read}>
        {children}
      </Link>
    )
  }
  const { kind, state, overdue } = opens
  if (isSettled) return <>{children}</>
  return (
    <Link
      to="/cases"
      search={{ box: 'mine', kind: kind ?? undefined, state: state ?? undefined, overdue: overdue ? 1 : undefined }}
      onClick={read}
    >
      {children}
    </Link>
  )
}
