import { Link } from '@tanstack/react-router'
import { CampaignTable } from '../shared/campaign-table.tsx'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'

/** The censuses within the scope, the newest first. */
export function CensusListPage() {
  const { t } = useText()
  const asked = useAsk('GET /api/census', {})
  const mayWrite = useSession().data?.mayWrite === true
  const open = asked.data?.censuses.filter((one) => one.state === 'open').length ?? 0
  const fresh = mayWrite ? (
    <Link to="/census/new" className="button go">
      {t('census.new')}
    </Link>
  ) : undefined
  return (
    <>
      <PageHead
        title={t('census.title')}
        lead={
          asked.data === undefined
            ? t('census.about')
            : t(open === 0 ? 'census.noneOpen' : 'census.open', { count: open })
        }
        act={fresh}
      />
      <Loaded asked={asked}>
        {({ censuses }) =>
          censuses.length === 0 ? (
            <Empty title={t('census.empty')}>{t('census.about')}</Empty>
          ) : (
            <CampaignTable caption={t('census.title')} head={t('census.name')} campaigns={censuses} />
          )
        }
      </Loaded>
    </>
  )
}
