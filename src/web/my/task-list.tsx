import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { caseStateName, type CaseRow } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { isChoice, nameOfTask, pageOfTask, taskTitle } from './tasks.ts'

type ListProps = { readonly id: string; readonly title: string; readonly rows: readonly CaseRow[] }

/** One list of cases of every kind, each with where it stands and until when. */
export function TaskList({ id, title, rows }: ListProps) {
  if (rows.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className="tasks">
        {rows.map((row) => (
          <TaskItem key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}

function TaskItem({ row }: { readonly row: CaseRow }) {
  const { of } = useText()
  return (
    <li>
      <span>
        <TaskLink row={row}>{of(taskTitle(row))}</TaskLink>
        <small>
          {nameOfTask(row)} · {of(caseStateName(row.kind, row.state))}
        </small>
      </span>
      <TaskState row={row} />
    </li>
  )
}

function TaskLink({ row, children }: { readonly row: CaseRow; readonly children: ReactNode }) {
  const params = { id: row.id }
  switch (pageOfTask(row)) {
    case 'return':
      return (
        <Link to="/my/$id" params={params}>
          {children}
        </Link>
      )
    case 'evaluation':
      return (
        <Link to="/my/evaluations/$id" params={params}>
          {children}
        </Link>
      )
    case 'case':
      return (
        <Link to="/cases/$id" params={params}>
          {children}
        </Link>
      )
  }
}

/** Overdue, due on a day, waiting for somebody, or closed: in a word and a colour. */
function TaskState({ row }: { readonly row: CaseRow }) {
  const { t, language } = useText()
  const { closedOn, mine, isOverdue, due, waitsFor } = row
  if (closedOn !== null) {
    return <StateWord tone="plain" word={t('case.closedOn', { day: dayText(closedOn, language) })} />
  }
  const day = due === null ? '' : dayText(due, language)
  if (!mine) return <StateWord tone="river" word={t('task.waiting', { who: waitsFor ?? t('case.nobody') })} />
  if (isOverdue) return <StateWord tone="brick" word={t('task.overdueSince', { day })} />
  if (isChoice(row)) return <StateWord tone="river" word={t(due === null ? 'task.may' : 'task.mayUntil', { day })} />
  return <StateWord tone="amber" word={t(due === null ? 'task.must' : 'task.mustUntil', { day })} />
}
