import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { dayText } from '../shared/day-text.ts'
import { Empty, Failure } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { NoticeItem } from './notice-item.tsx'
import { byDay, type Notice, type NoticePage } from './notice.ts'
import './notice.css'
import { useMarking, type Marking } from './use-marking.ts'

const BOXES = ['unread', 'all'] as const
const PER_PAGE = 50

/** What I am reminded of, by day; each leads to what is to be done. */
export function NoticesPage() {
  const { t } = useText()
  const { box = 'unread' } = useSearch({ from: '/in/notices' })
  const [limit, setLimit] = useState(PER_PAGE)
  const asked = useAsk('GET /api/notices', { query: { box, limit } }, { keep: true })
  const marking = useMarking()
  const unread = asked.data?.unread
  return (
    <>
      <PageHead
        title={t('notice.title')}
        lead={unread === undefined ? undefined : leadOf(t, unread)}
        act={<Acts page={asked.data} marking={marking} />}
      />
      <nav className="tabs" aria-label={t('notice.boxes')}>
        {BOXES.map((one) => (
          <Link
            key={one}
            to="/notices"
            search={{ box: one }}
            aria-current={one === box ? 'page' : undefined}
            activeProps={{}}
          >
            {t(`notice.box.${one}`)}
          </Link>
        ))}
      </nav>
      <Undo marking={marking} />
      {marking.error === null ? null : <Failure error={marking.error} kept={t('notice.kept')} />}
      <Loaded asked={asked}>
        {({ notices, next }) =>
          notices.length === 0 ? (
            <Empty title={t(`notice.none.${box}`)}>{t('notice.noneHint')}</Empty>
          ) : (
            <>
              <Days notices={notices} marking={marking} />
              {next === null || limit >= MOST ? null : (
                <button type="button" className="button" onClick={() => setLimit(Math.min(MOST, limit + PER_PAGE))}>
                  {t('notice.more')}
                </button>
              )}
            </>
          )
        }
      </Loaded>
    </>
  )
}

/** As many as the server gives at once; what is older was read or is done. */
const MOST = 200

function leadOf(t: ReturnType<typeof useText>['t'], unread: number): string {
  return unread === 0 ? t('notice.leadNone') : t('notice.lead', { count: unread })
}

type ActsProps = { readonly page: NoticePage | undefined; readonly marking: Marking }

function Acts({ page, marking }: ActsProps) {
  const { t } = useText()
  const newest = page?.notices[0]?.id
  return (
    <>
      {page === undefined || page.unread === 0 || newest === undefined ? null : (
        <button
          type="button"
          className="button go"
          disabled={marking.isBusy}
          onClick={() => marking.mark({ upTo: newest, read: true })}
        >
          {t('notice.markAll')}
        </button>
      )}
      <Link to="/notices/settings" className="button">
        {t('notice.toSettings')}
      </Link>
    </>
  )
}

/** For half a minute what was marked can be taken back. */
function Undo({ marking }: { readonly marking: Marking }) {
  const { t } = useText()
  const { undoable } = marking
  return (
    <output className={undoable.length === 0 ? 'unseen' : 'notice undo'}>
      {undoable.length === 0 ? null : (
        <>
          {t('notice.marked', { count: undoable.length })}{' '}
          <button type="button" className="button" onClick={() => marking.undo()}>
            {t('notice.undo')}
          </button>
        </>
      )}
    </output>
  )
}

function Days({ notices, marking }: { readonly notices: readonly Notice[]; readonly marking: Marking }) {
  const { language } = useText()
  return byDay(notices).map(([day, ofDay]) => (
    <section key={day} aria-labelledby={`day-${day}`}>
      <h2 id={`day-${day}`}>{dayText(day, language)}</h2>
      <ul className="notices">
        {ofDay.map((notice) => (
          <NoticeItem key={notice.id} notice={notice} marking={marking} />
        ))}
      </ul>
    </section>
  ))
}
