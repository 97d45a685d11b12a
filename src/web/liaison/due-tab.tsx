import { Link, useSearch } from '@tanstack/react-router'
import type { Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { Pager } from '../shared/pager.tsx'
import { useScope } from '../shared/scope.ts'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { DueDay, placeText } from './gaps-tab.tsx'

type Cared = Reply<'GET /api/liaison/organizations'>['organizations'][number]

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
  const { t, language } = useText()
  const mayWrite = useSession().data?.mayWrite === true
  return (
    <ListTable<Cared>
      caption={t('liaison.due')}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        {
          key: 'name',
          head: t('liaison.organization'),
          names: true,
          cell: ({ code, name }) => (
            <Link to="/orgs/$code" params={{ code }}>
              {name}
            </Link>
          ),
        },
        { key: 'place', head: t('liaison.place'), cell: placeText },
        { key: 'officer', head: t('liaison.officer'), cell: ({ officerName }) => officerName ?? t('panel.hidden') },
        {
          key: 'last',
          head: t('liaison.lastVisit'),
          isShort: true,
          cell: ({ lastVisitOn }) => (lastVisitOn === null ? t('liaison.never') : dayText(lastVisitOn, language)),
        },
        { key: 'due', head: t('liaison.dueDay'), isShort: true, cell: (row) => <DueDay row={row} /> },
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
