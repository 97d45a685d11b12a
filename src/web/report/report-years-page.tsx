import { Link } from '@tanstack/react-router'
import type { Reply } from '../shared/ask.ts'
import { CampaignState } from '../shared/campaign-state.tsx'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { numberText } from '../shared/number.ts'
import { PageHead } from '../shared/page-head.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { YearForm } from './year-form.tsx'

type Year = Reply<'GET /api/reports'>['years'][number]

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
            <YearTable years={years} />
          )
        }
      </Loaded>
    </>
  )
}

function YearTable({ years }: { readonly years: readonly Year[] }) {
  const { t, language } = useText()
  return (
    <ListTable
      caption={t('report.title')}
      rows={years}
      keyOf={(one) => one.id}
      columns={[
        {
          key: 'year',
          head: t('report.year'),
          names: true,
          cell: ({ id, title }) => (
            <Link to="/census/$id" params={{ id }}>
              {title}
            </Link>
          ),
        },
        { key: 'state', head: t('census.state'), isShort: true, cell: ({ state }) => <CampaignState state={state} /> },
        { key: 'due', head: t('census.dueOn'), isShort: true, cell: ({ dueOn }) => dayText(dueOn, language) },
        {
          key: 'expected',
          head: t('census.expected'),
          isNumber: true,
          cell: ({ expected }) => (expected === null ? '—' : numberText(expected)),
        },
        { key: 'office', head: t('census.office'), cell: ({ officeName }) => officeName },
      ]}
    />
  )
}
