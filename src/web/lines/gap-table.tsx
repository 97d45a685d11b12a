import { Link } from '@tanstack/react-router'
import { CLAUSE_TEXTS } from '../../domain/assignment.ts'
import { useState } from 'react'
import { BodySelect, useBodies } from '../shared/body-select.tsx'
import { dayText } from '../shared/day-text.ts'
import { ListTable, type ListColumn } from '../shared/list-table.tsx'
import { kindName } from '../shared/names.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { bodyOf, isConfirmable, isContested, isOtherLine, type GapItem } from './gap.ts'
import { OtherLine } from './other-line.tsx'

export type GapTableProps = {
  readonly gaps: readonly GapItem[]
  /** Code to the chosen body, "" where the proposed one is taken. */
  readonly chosen: ReadonlyMap<string, string>
  readonly choose: (chosen: ReadonlyMap<string, string>) => void
}

/** Gaps row by row: who owns them, until when, and what the rule proposes by which clause. */
export function GapTable({ gaps, chosen, choose }: GapTableProps) {
  const { t, of, language } = useText()
  const bodies = useBodies()
  const free = gaps.filter((gap) => isConfirmable(gap, { bodies, chosen }))
  const areAll = free.length > 0 && free.every((gap) => chosen.has(gap.code))
  const columns: ListColumn<GapItem>[] = [
    {
      key: 'pick',
      head: t('gap.pick'),
      isShort: true,
      cell: (gap) => <Pick gap={gap} chosen={chosen} choose={choose} />,
    },
    { key: 'name', head: t('gap.name'), names: true, cell: (gap) => <NameCell gap={gap} /> },
    {
      key: 'proposal',
      head: t('gap.proposal'),
      cell: (gap) => <ProposalCell gap={gap} chosen={chosen} choose={choose} />,
    },
    { key: 'owner', head: t('gap.owner'), cell: (gap) => gap.case?.waitsFor ?? '—' },
    { key: 'since', head: t('gap.since'), isShort: true, cell: ({ since }) => dayText(since, language) },
    { key: 'due', head: t('gap.due'), isShort: true, cell: (gap) => <DueCell gap={gap} /> },
    { key: 'kind', head: t('organization.kind'), isShort: true, cell: ({ kind }) => of(kindName(kind)) },
  ]
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          checked={areAll}
          disabled={free.length === 0}
          onChange={() =>
            choose(areAll ? new Map() : new Map(free.map((gap) => [gap.code, chosen.get(gap.code) ?? ''])))
          }
        />{' '}
        {t('gap.pickAll')}
      </label>
      <ListTable<GapItem> caption={t('gap.table')} columns={columns} rows={gaps} keyOf={({ code }) => code} />
    </>
  )
}

type CellProps = Omit<GapTableProps, 'gaps'> & { readonly gap: GapItem }

function Pick({ gap, chosen, choose }: CellProps) {
  const { t } = useText()
  const bodies = useBodies()
  const toggle = () => {
    const next = new Map(chosen)
    if (!next.delete(gap.code)) next.set(gap.code, '')
    choose(next)
  }
  return (
    <input
      type="checkbox"
      aria-label={t('gap.pickOne', { name: gap.name })}
      checked={chosen.has(gap.code)}
      disabled={!isConfirmable(gap, { bodies, chosen })}
      onChange={toggle}
    />
  )
}

function NameCell({ gap }: { readonly gap: GapItem }) {
  return (
    <>
      <Link to="/orgs/$code" params={{ code: gap.code }}>
        {gap.name}
      </Link>
      <small>
        {gap.placeName} {gap.industry ?? ''}
      </small>
      {gap.supervisingUnit === null ? null : (
        <small>
          <Link to="/orgs" search={{ supervisingUnit: gap.supervisingUnit }}>
            {gap.supervisingUnit}
          </Link>
        </small>
      )}
    </>
  )
}

function ProposalCell(props: CellProps) {
  const { t, of } = useText()
  const bodies = useBodies()
  const { gap } = props
  if (isContested(gap)) return <Contested gap={gap} />
  const { clause, outcome } = gap.proposal
  const text = Object.entries(CLAUSE_TEXTS).find(([key]) => key === clause)?.[1]
  return (
    <>
      <ChosenBody {...props} />
      {isOtherLine(bodyOf(gap, props.chosen), bodies) ? <OtherLine gap={gap} /> : null}
      <small>
        {outcome === 'none' ? `${t('gap.noBody')} ` : null}
        {text === undefined ? clause : of(text)}
      </small>
    </>
  )
}

function Contested({ gap }: { readonly gap: GapItem }) {
  const { t } = useText()
  return (
    <>
      {t(gap.case?.kind === 'dispute' ? 'gap.atConference' : 'gap.twoClaims')}{' '}
      {gap.case === null ? null : (
        <Link className="link" to="/cases/$id" params={{ id: gap.case.id }}>
          {t('gap.open')}
        </Link>
      )}
    </>
  )
}

/** The proposed body with a way to choose another; where none is proposed, one must be chosen. */
function ChosenBody({ gap, chosen, choose }: CellProps) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  const bodies = useBodies()
  const body = bodyOf(gap, chosen)
  if (isOpen || body === '') {
    const change = (id: string) => choose(new Map(chosen).set(gap.code, id))
    return <BodySelect label={t('gap.bodyFor', { name: gap.name })} value={body} change={change} putsOnRecord />
  }
  return (
    <>
      {bodies.find((one) => one.id === body)?.name ?? body}{' '}
      <button type="button" className="button bare" onClick={() => setOpen(true)}>
        {t('gap.change')}
        <span className="unseen">{gap.name}</span>
      </button>
    </>
  )
}

function DueCell({ gap }: { readonly gap: GapItem }) {
  const { language } = useText()
  const due = gap.case?.due ?? null
  return due === null ? <>—</> : <StateWord tone="amber" word={dayText(due, language)} />
}
