import { Link } from '@tanstack/react-router'
import { CampaignTable } from '../shared/campaign-table.tsx'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { YearForm } from './year-form.tsx'

/** The years of annual reports, the newest first: each is sent out, filled in and looked at like a census. */
export function ReportYearsPage() {
  const { t } = useText()
  const asked = useAsk('GET /api/reports', {})
  const mayWrite = useSession().data?.mayWrite === true
  return (
    <>
      <PageHead
        title={t('report.title')}
        lead={t('report.about')}
        act={
          <Link to="/cases" search={{ box: 'mine', kind: 'annualReport' }} className="button">
            {t('report.toExamine')}
          </Link>
        }
      />
      {mayWrite ? <YearForm /> : null}
      <Loaded asked={asked}>
        {({ years }) =>
          years.length === 0 ? (
            <Empty title={t('report.empty')}>{t('report.emptyHint')}</Empty>
          ) : (
            <CampaignTable caption={t('report.title')} head={t('report.year')} campaigns={years} />
          )
        }
      </Loaded>
    </>
  )
}
