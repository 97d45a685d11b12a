import { Link } from '@tanstack/react-router'
import type { Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import type { ListColumn } from '../shared/list-table.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'

export type Cared = Reply<'GET /api/liaison/organizations'>['organizations'][number]

type CaredColumn = 'name' | 'place' | 'party' | 'body' | 'owner' | 'officer' | 'since' | 'last' | 'due'

/** The columns that the lists of liaison share: each list takes those that it is about. */
export function useCaredColumns(): Readonly<Record<CaredColumn, ListColumn<Cared>>> {
  const { t, language } = useText()
  const day = (one: string | null) => (one === null ? t('liaison.never') : dayText(one, language))
  return {
    name: { key: 'name', head: t('liaison.organization'), names: true, cell: (row) => <CaredName row={row} /> },
    place: { key: 'place', head: t('liaison.place'), cell: placeText },
    party: { key: 'party', head: t('liaison.party'), cell: (row) => <HasParty row={row} /> },
    body: { key: 'body', head: t('liaison.body'), cell: ({ bodyName }) => bodyName },
    owner: { key: 'owner', head: t('liaison.owner'), cell: ({ owner }) => owner },
    officer: {
      key: 'officer',
      head: t('liaison.officer'),
      cell: ({ officerName }) => officerName ?? t('panel.hidden'),
    },
    since: { key: 'since', head: t('liaison.since'), isShort: true, cell: ({ since }) => day(since) },
    last: { key: 'last', head: t('liaison.lastVisit'), isShort: true, cell: ({ lastVisitOn }) => day(lastVisitOn) },
    due: { key: 'due', head: t('liaison.dueDay'), isShort: true, cell: (row) => <DueDay row={row} /> },
  }
}

export function CaredName({ row: { code, name } }: { readonly row: Pick<Cared, 'code' | 'name'> }) {
  return (
    <Link to="/orgs/$code" params={{ code }}>
      {name}
    </Link>
  )
}

export function HasParty({ row: { hasParty } }: { readonly row: Pick<Cared, 'hasParty'> }) {
  const { t } = useText()
  return t(hasParty ? 'liaison.hasParty' : 'liaison.noParty')
}

export function placeText({ districtName, townshipName }: Pick<Cared, 'districtName' | 'townshipName'>): string {
  return [districtName, townshipName].filter((name) => name !== null).join(' ')
}

function DueDay({ row }: { readonly row: Pick<Cared, 'due' | 'isOverdue'> }) {
  const { t, language } = useText()
  if (row.due === null) return null
  return (
    <>
      {dayText(row.due, language)} {row.isOverdue ? <StateWord tone="brick" word={t('liaison.overdue')} /> : null}
    </>
  )
}
