import { Link, useSearch } from '@tanstack/react-router'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { Pager } from '../shared/pager.tsx'
import { useScope } from '../shared/scope.ts'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useCaredColumns, type Cared } from './columns.tsx'

const PER_PAGE = 50

/** Organizations that nobody has contacted this quarter, though no Party organization covers them. */
export function DueTab() {
  const { t, language } = useText()
  const scope = useScope()
  const { after, page = 1, officer } = useSearch({ from: '/in/liaison' })
  const query = { ...scope, box: 'due' as const, officer, after, limit: PER_PAGE }
  const asked = useAsk('GET /api/liaison/organizations', { query }, { keep: true })
  const { data } = useAsk('GET /api/liaison', { query: scope }, { keep: true })
  const count = data?.perQuarter ?? 1
  return (
    <>
      {data === undefined ? null : (
        <p className="note">{t('liaison.duty', { count, day: dayText(data.quarter.last, language) })}</p>
      )}
      <p className="note">{t('liaison.k5')}</p>
      <Loaded asked={asked}>
        {({ organizations, total, next }) =>
          total === 0 ? (
            <Empty title={t('liaison.dueNone')}>{t('liaison.dueNoneHint', { count })}</Empty>
          ) : (
            <>
              <DueTable rows={organizations} />
              <Pager page={page} next={next} pages={Math.max(1, Math.ceil(total / PER_PAGE))} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

function DueTable({ rows }: { readonly rows: readonly Cared[] }) {
  const { t } = useText()
  const columns = useCaredColumns()
  const mayWrite = useSession().data?.mayWrite === true
  return (
    <ListTable<Cared>
      caption={t('liaison.due')}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        columns.name,
        columns.place,
        columns.officer,
        columns.last,
        columns.due,
        ...(mayWrite
          ? [
              {
                key: 'log',
                head: t('liaison.acts'),
                cell: ({ code }: Cared) => (
                  <Link className="button" to="/liaison/visit" search={{ org: code }}>
                    {t('visit.title')}
                  </Link>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
