import { Link, useParams } from '@tanstack/react-router'
import { isAskError } from '../shared/ask-error.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { Agenda } from './agenda.tsx'
import { Minutes } from './minutes.tsx'
import { Tasks } from './tasks.tsx'

/** One joint conference: what it decides, what was said, and what was given to do. */
export function ConferencePage() {
  const { t, language } = useText()
  const { id } = useParams({ from: '/in/lines/conferences/$id' })
  const asked = useAsk('GET /api/conferences/:id', { params: { id } }, { keep: true })
  const one = asked.data
  if (isAskError(asked.error) && asked.error.status === 404) {
    return (
      <>
        <PageHead title={t('conference.missing')} />
        <Empty
          title={t('conference.missingHint')}
          act={
            <Link to="/lines" search={{ tab: 'conferences' }} className="button go">
              {t('lines.tab.conferences')}
            </Link>
          }
        />
      </>
    )
  }
  return (
    <>
      <PageHead
        title={one === undefined ? t('conference.table') : t('conference.title', { day: dayText(one.day, language) })}
        lead={
          one === undefined
            ? undefined
            : t('conference.lead', { place: one.place, convenor: one.convenorName, count: one.questions })
        }
        act={
          one === undefined ? undefined : (
            <button type="button" className="button" onClick={() => window.print()}>
              {t('conference.print')}
            </button>
          )
        }
      />
      <Printed />
      <Loaded asked={asked}>
        {(found) => (
          <>
            <Agenda one={found} />
            <Minutes key={found.version} one={found} />
            <Tasks one={found} />
          </>
        )}
      </Loaded>
    </>
  )
}

/** Who had it printed and when, on paper only: the questions are for their parties. */
function Printed() {
  const { t, of, language } = useText()
  const account = useSession().data
  if (account === undefined) return null
  return (
    <p className="print-only note">
      {t('conference.printed', { who: of(account.title), day: dayText(account.today, language) })}
    </p>
  )
}
