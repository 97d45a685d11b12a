import { objectOfCase } from '../../domain/case.ts'
import { Link } from '@tanstack/react-router'
import { caseStateName, caseTitle, type CaseRow } from './case-words.ts'
import { dayText } from './day-text.ts'
import { ListTable, type ListColumn } from './list-table.tsx'
import type { QueueSearch } from './queue-search.ts'
import { StateWord, type Tone } from './state-word.tsx'
import { useText } from './text.ts'

export type CaseTableProps = {
  readonly caption: string
  readonly cases: readonly CaseRow[]
  /** Whether whom a case waits for is worth a column: it is not where all wait for me. */
  readonly showsWaiting?: boolean
  /** The queue that the list is: a case that is opened from it leads on to the next. */
  readonly queue?: QueueSearch | undefined
}

/** Cases row by row, what is due first; the name of what a case is about opens it. */
export function CaseTable({ caption, cases, showsWaiting = false, queue }: CaseTableProps) {
  const { t, of, language } = useText()
  const waiting: ListColumn<CaseRow> = {
    key: 'waits',
    head: t('case.waitsFor'),
    cell: ({ waitsFor }) => waitsFor ?? t('case.nobody'),
  }
  return (
    <ListTable<CaseRow>
      caption={caption}
      rows={cases}
      keyOf={({ id }) => id}
      columns={[
        { key: 'due', head: t('case.due'), isShort: true, cell: (row) => <DueWord row={row} /> },
        { key: 'object', head: t('case.object'), names: true, cell: (row) => <ObjectCell row={row} queue={queue} /> },
        {
          key: 'what',
          head: t('case.what'),
          cell: (row) => (
            <>
              {of(caseTitle(row))}
              <small>{of(caseStateName(row.kind, row.state))}</small>
            </>
          ),
        },
        { key: 'since', head: t('case.since'), isShort: true, cell: ({ since }) => dayText(since, language) },
        ...(showsWaiting ? [waiting] : []),
      ]}
    />
  )
}

function ObjectCell({ row, queue }: { readonly row: CaseRow; readonly queue: QueueSearch | undefined }) {
  const { name, code } = objectOfCase(row.subject)
  return (
    <>
      <Link to="/cases/$id" params={{ id: row.id }} search={queue ?? {}}>
        {name}
      </Link>
      {code === null ? null : <small className="code">{code}</small>}
    </>
  )
}

/** When it is due, in a word and a colour: overdue, due on a day, no clock, or closed. */
export function DueWord({ row }: { readonly row: CaseRow }) {
  const { t, language } = useText()
  const { due, closedOn, isOverdue } = row
  if (closedOn !== null)
    return <StateWord tone="plain" word={t('case.closedOn', { day: dayText(closedOn, language) })} />
  if (due === null) return <StateWord tone="plain" word={t('case.noClock')} />
  const tone: Tone = isOverdue ? 'brick' : 'amber'
  const day = dayText(due, language)
  return <StateWord tone={tone} word={isOverdue ? t('case.overdueSince', { day }) : day} />
}
