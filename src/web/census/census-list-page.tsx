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

type Campaign = Reply<'GET /api/census'>['censuses'][number]

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
            <CensusTable censuses={censuses} />
          )
        }
      </Loaded>
    </>
  )
}

function CensusTable({ censuses }: { readonly censuses: readonly Campaign[] }) {
  const { t, language } = useText()
  return (
    <ListTable
      caption={t('census.title')}
      rows={censuses}
      keyOf={(one) => one.id}
      columns={[
        {
          key: 'title',
          head: t('census.name'),
          names: true,
          cell: ({ id, title }) => (
            <Link to="/census/$id" params={{ id }}>
              {title}
            </Link>
          ),
        },
        { key: 'state', head: t('census.state'), isShort: true, cell: ({ state }) => <CampaignState state={state} /> },
        { key: 'cutOff', head: t('census.cutOff'), isShort: true, cell: ({ cutOff }) => dayText(cutOff, language) },
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
