import { Link } from '@tanstack/react-router'
import { numberText } from './number.ts'
import { useText } from './text.ts'
import { useAsk } from './use-ask.ts'

const LOOK_AGAIN = 120_000

/** How many reminders are unread; no sound, nothing that pops up. */
export function Bell() {
  const { t } = useText()
  const unread = useAsk('GET /api/notices/unread', {}, { again: () => LOOK_AGAIN }).data?.unread ?? 0
  return (
    <Link
      to="/notices"
      className="button bare bell"
      aria-label={unread === 0 ? t('notice.bell') : t('notice.bellName', { count: unread })}
    >
      {t('notice.bell')}
      {unread === 0 ? null : <b>{numberText(unread)}</b>}
    </Link>
  )
}
