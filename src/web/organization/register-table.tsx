import { Link, useNavigate } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import type { RegisterColumn } from '../../domain/register-list.ts'
import type { Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Figure } from '../shared/figure.tsx'
import { ListTable, type ListColumn } from '../shared/list-table.tsx'
import { moved } from '../shared/move.ts'
import { kindName, lineName, statusName } from '../shared/names.ts'
import { UnitLink } from '../shared/register-links.tsx'
import { StandingWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { pageToggled, ranged, toggled, type Selection } from './selection.ts'

type Organization = Reply<'GET /api/organizations'>['organizations'][number]

export type RegisterTableProps = {
  readonly organizations: readonly Organization[]
  readonly columns: readonly RegisterColumn[]
  readonly isDense: boolean
  /** Where rows can be selected: by whoever may act on them. */
  readonly selection: Selection | undefined
  readonly select: (selection: Selection) => void
}

/** Organizations row by row; the name opens the record. Arrows move, Space selects, Shift selects a range. */
export function RegisterTable({ organizations, columns, isDense, selection, select }: RegisterTableProps) {
  const { t } = useText()
  const cells = useCells()
  const page = organizations.map(({ code }) => code)
  const press = useRowKeys(page, selection, select)
  const shown = columns.flatMap((key): ListColumn<Organization>[] => {
    const cell = cells[key]
    return cell === undefined ? [] : [{ key, ...cell }]
  })
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys that bubble from the links and boxes within
    <div className={isDense ? 'dense' : undefined} onKeyDown={press}>
      <ListTable<Organization>
        caption={t('register.title')}
        rows={organizations}
        keyOf={({ code }) => code}
        columns={[
          ...(selection === undefined ? [] : [selectColumn({ selection, select, page, t })]),
          { key: 'name', head: t('organization.name'), names: true, cell: (row) => <NameCell row={row} /> },
          ...shown,
        ]}
      />
    </div>
  )
}

type SelectParts = {
  readonly selection: Selection
  readonly select: (selection: Selection) => void
  readonly page: readonly string[]
  readonly t: ReturnType<typeof useText>['t']
}

function selectColumn({ selection, select, page, t }: SelectParts): ListColumn<Organization> {
  const isWhole = page.length > 0 && page.every((code) => selection.codes.has(code))
  return {
    key: 'select',
    head: t('select.head'),
    headCell: (
      <input
        type="checkbox"
        aria-label={t('select.page')}
        checked={isWhole}
        onChange={() => select(pageToggled(selection, page))}
      />
    ),
    isSelect: true,
    cell: ({ code, name }) => (
      <input
        type="checkbox"
        data-row={code}
        aria-label={t('select.row', { name })}
        checked={selection.codes.has(code)}
        onClick={(event) => select(event.shiftKey ? ranged(selection, code, page) : toggled(selection, code))}
        onChange={() => undefined}
      />
    ),
  }
}

/** Keys of a row, from its box or its link: arrows to the rows beside it, Shift with an arrow selects on the way. */
function useRowKeys(page: readonly string[], selection: Selection | undefined, select: RegisterTableProps['select']) {
  const navigate = useNavigate()
  return (event: KeyboardEvent<HTMLElement>) => {
    const at = rowOf(event.target)
    if (at === undefined) return
    const isBox = event.target instanceof HTMLInputElement
    const next = moved(event.key, at, page.length)
    if (next !== undefined) {
      event.preventDefault()
      focusRow(event.currentTarget, next, isBox ? 'input' : 'a')
      if (event.shiftKey && selection !== undefined) select(widened(selection, page, [at, next]))
    } else if (event.key === 'Enter' && isBox) {
      void navigate({ to: '/orgs/$code', params: { code: page[at] ?? '' } })
    }
  }
}

/** The number of the row of the body that holds an element. */
function rowOf(target: EventTarget): number | undefined {
  const row = target instanceof HTMLElement ? target.closest('tbody tr') : null
  return row instanceof HTMLTableRowElement ? row.sectionRowIndex : undefined
}

function focusRow(table: HTMLElement, row: number, kind: 'input' | 'a'): void {
  const there = table.querySelectorAll('tbody tr').item(row).querySelector(kind)
  if (there instanceof HTMLElement) there.focus()
}

function widened(selection: Selection, page: readonly string[], rows: readonly number[]): Selection {
  return rows.reduce((all, row) => ranged(all, page[row] ?? '', page), selection)
}

type Cell = Omit<ListColumn<Organization>, 'key'>

function useCells(): Readonly<Record<RegisterColumn, Cell>> {
  const { t, of, language } = useText()
  const why = t('figure.notAnswered')
  return {
    kind: { head: t('organization.kind'), isShort: true, cell: ({ kind }) => of(kindName(kind)) },
    place: { head: t('organization.place'), isShort: true, cell: (row) => <PlaceCell row={row} /> },
    line: {
      head: t('organization.line'),
      cell: ({ line, bodyName }) => (
        <>
          {line === null ? t('unknown') : of(lineName(line))}
          {bodyName === null ? null : <small>{bodyName}</small>}
        </>
      ),
    },
    staff: { head: t('organization.staff'), isNumber: true, cell: ({ staff }) => <Figure count={staff} why={why} /> },
    fullMembers: {
      head: t('organization.fullMembers'),
      isNumber: true,
      cell: ({ fullMembers }) => <Figure count={fullMembers} why={why} />,
    },
    standing: {
      head: t('organization.standing'),
      cell: ({ standing, partyOrganizationName }) => (
        <>
          <StandingWord standing={standing} />
          {partyOrganizationName === null ? null : <small>{partyOrganizationName}</small>}
        </>
      ),
    },
    status: { head: t('organization.status'), isShort: true, cell: ({ status }) => of(statusName(status)) },
    industry: { head: t('organization.industry'), isShort: true, cell: ({ industry }) => industry ?? '' },
    grade: { head: t('organization.grade'), isShort: true, cell: ({ grade }) => grade ?? '' },
    supervisingUnit: {
      head: t('organization.supervisingUnit'),
      cell: ({ supervisingUnit }) => (supervisingUnit === null ? '' : <UnitLink unit={supervisingUnit} />),
    },
    registeredOn: {
      head: t('organization.registeredOn'),
      isShort: true,
      cell: ({ registeredOn }) => (registeredOn === null ? '' : dayText(registeredOn, language)),
    },
  }
}

function NameCell({ row }: { readonly row: Organization }) {
  const { t } = useText()
  return (
    <>
      <Link to="/orgs/$code" params={{ code: row.code }}>
        {row.name}
      </Link>
      {row.foundAs === null ? null : <small>{t('organization.foundAs', { name: row.foundAs })}</small>}
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
