import { Link } from '@tanstack/react-router'
import type { Reply } from '../shared/ask.ts'
import { Figure } from '../shared/figure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { kindName, lineName } from '../shared/names.ts'
import { StandingWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'

type Organization = Reply<'GET /api/organizations'>['organizations'][number]

/** Organizations row by row; the name opens the record. */
export function RegisterTable({ organizations }: { readonly organizations: readonly Organization[] }) {
  const { t, of } = useText()
  return (
    <ListTable<Organization>
      caption={t('register.title')}
      rows={organizations}
      keyOf={({ code }) => code}
      columns={[
        { key: 'name', head: t('organization.name'), names: true, cell: (row) => <NameCell row={row} /> },
        { key: 'kind', head: t('organization.kind'), isShort: true, cell: ({ kind }) => of(kindName(kind)) },
        { key: 'place', head: t('organization.place'), isShort: true, cell: (row) => <PlaceCell row={row} /> },
        {
          key: 'line',
          head: t('organization.line'),
          cell: ({ line, bodyName }) => (
            <>
              {line === null ? t('unknown') : of(lineName(line))}
              {bodyName === null ? null : <small>{bodyName}</small>}
            </>
          ),
        },
        {
          key: 'staff',
          head: t('organization.staff'),
          isNumber: true,
          cell: ({ staff }) => <Figure count={staff} why={t('figure.notAnswered')} />,
        },
        {
          key: 'fullMembers',
          head: t('organization.fullMembers'),
          isNumber: true,
          cell: ({ fullMembers }) => <Figure count={fullMembers} why={t('figure.notAnswered')} />,
        },
        {
          key: 'standing',
          head: t('organization.standing'),
          cell: ({ standing, partyOrganizationName }) => (
            <>
              <StandingWord standing={standing} />
              {partyOrganizationName === null ? null : <small>{partyOrganizationName}</small>}
            </>
          ),
        },
      ]}
    />
  )
}

function NameCell({ row }: { readonly row: Organization }) {
  return (
    <>
      <Link to="/orgs/$code" params={{ code: row.code }}>
        {row.name}
      </Link>
      <small className="code">{row.code}</small>
    </>
  )
}

function PlaceCell({ row }: { readonly row: Organization }) {
  const { t } = useText()
  const { placeName, districtName } = row
  if (placeName === null) return <>{t('organization.placeUnknown')}</>
  return (
    <>
      {placeName}
      {districtName === null || districtName === placeName ? null : <small>{districtName}</small>}
    </>
  )
}
