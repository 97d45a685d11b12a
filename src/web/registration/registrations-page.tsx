import { Link } from '@tanstack/react-router'
import { CaseTable } from '../shared/case-table.tsx'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'

const SHOWN = 200

/** The registrations that are open in my scope, due first; the window begins a new one here. */
export function RegistrationsPage() {
  const { t } = useText()
  const mayWrite = useSession().data?.mayWrite === true
  const asked = useAsk('GET /api/cases', { query: { box: 'open', kind: 'registration', limit: SHOWN } })
  const begin = mayWrite ? (
    <Link to="/registrations/new" className="button go">
      {t('registration.new')}
    </Link>
  ) : undefined
  return (
    <>
      <PageHead
        title={t('registration.title')}
        lead={asked.data === undefined ? undefined : t('registration.lead', { count: asked.data.total })}
        act={begin}
      />
      <Loaded asked={asked}>
        {({ cases }) =>
          cases.length === 0 ? (
            <Empty title={t('registration.none')}>{t('registration.noneHint')}</Empty>
          ) : (
            <CaseTable caption={t('registration.title')} cases={cases} showsWaiting />
          )
        }
      </Loaded>
      <p className="note">
        <Link to="/cases" search={{ box: 'closed', kind: 'registration' }}>
          {t('case.box.closed')}
        </Link>
      </p>
    </>
  )
}
