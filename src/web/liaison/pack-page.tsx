import '../shared/liaison.css'
import { Link, useParams } from '@tanstack/react-router'
import { VISIT_KIND_NAMES } from '../../domain/liaison.ts'
import type { Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Download } from '../shared/download.tsx'
import { Empty } from '../shared/failure.tsx'
import { findingsOf } from '../shared/liaison-words.ts'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { CaredName, HasParty, placeText } from './columns.tsx'

type Held = Reply<'GET /api/liaison/officers/:id/pack'>['organizations'][number]

/** What an officer hands over, on paper: organizations with contacts, what is open, the last visit to each. */
export function PackPage() {
  const { t, of, language } = useText()
  const { id } = useParams({ from: '/in/liaison/officers/$id' })
  const asked = useAsk('GET /api/liaison/officers/:id/pack', { params: { id } })
  const pack = asked.data
  return (
    <>
      <PageHead
        // The title goes into the browser's history, where no name of a person belongs.
        title={t('liaison.pack')}
        lead={
          pack === undefined ? undefined : t('pack.lead', { name: pack.officer.name, count: pack.organizations.length })
        }
        act={
          <>
            <Link className="button" to="/liaison" search={{ tab: 'officers' }}>
              {t('pack.back')}
            </Link>
            <Download path="/api/liaison/officers/:id/pack.xlsx" params={{ id }}>
              {t('pack.xlsx')}
            </Download>
            <button type="button" className="button go" onClick={() => window.print()}>
              {t('pack.print')}
            </button>
          </>
        }
      />
      <Loaded asked={asked}>
        {({ organizations, madeBy, madeOn }) => (
          <>
            <p className="note">{t('pack.made', { who: of(madeBy), day: dayText(madeOn, language) })}</p>
            {organizations.length === 0 ? (
              <Empty title={t('pack.none')}>{t('pack.noneHint')}</Empty>
            ) : (
              <PackTable rows={organizations} />
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

function PackTable({ rows }: { readonly rows: readonly Held[] }) {
  const { t, language } = useText()
  return (
    <ListTable<Held>
      caption={t('liaison.pack')}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        {
          key: 'name',
          head: t('liaison.organization'),
          names: true,
          cell: ({ code, name }) => (
            <>
              <CaredName row={{ code, name }} /> <small className="code">{code}</small>
            </>
          ),
        },
        { key: 'place', head: t('liaison.place'), cell: placeText },
        {
          key: 'party',
          head: t('liaison.party'),
          cell: (row) => <HasParty row={row} />,
        },
        { key: 'since', head: t('liaison.since'), isShort: true, cell: ({ since }) => dayText(since, language) },
        {
          key: 'contact',
          head: t('pack.contact'),
          cell: ({ contact }) =>
            contact === null
              ? t('panel.noContact')
              : [contact.name, contact.post, contact.phone].filter((one) => one !== null).join(' '),
        },
        { key: 'open', head: t('panel.followUps'), cell: (row) => <OpenCell row={row} /> },
        { key: 'last', head: t('liaison.lastVisit'), cell: (row) => <LastCell row={row} /> },
      ]}
    />
  )
}

function OpenCell({ row }: { readonly row: Held }) {
  const { t, language } = useText()
  if (row.followUps.length === 0) return null
  return (
    <ul>
      {row.followUps.map(({ id, what, due, isOverdue }) => (
        <li key={id}>
          {what} {due === null ? null : dayText(due, language)}{' '}
          {isOverdue ? <StateWord tone="brick" word={t('liaison.overdue')} /> : null}
        </li>
      ))}
    </ul>
  )
}

function LastCell({ row }: { readonly row: Held }) {
  const { t, of, language } = useText()
  const visit = row.lastVisit
  if (visit === null) return <>{t('liaison.never')}</>
  const found = findingsOf(visit.findings).map(of).join(t('comma'))
  return (
    <>
      {dayText(visit.onDay, language)} {of(VISIT_KIND_NAMES[visit.kind])} {found}
      {visit.note === null ? null : <div>{visit.note}</div>}
    </>
  )
}
