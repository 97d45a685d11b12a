import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Text } from '../../domain/refusal.ts'
import type { Reply } from './ask.ts'
import { Failure } from './failure.tsx'
import { ListTable } from './list-table.tsx'
import { useText } from './text.ts'
import { useSubmission } from './use-submission.ts'

type Problems = Reply<'POST /api/census/:id/workbook'>['problems']

/** What a list that was sent would do, or has done. */
export type BookRead = {
  readonly dryRun: boolean
  readonly rows: number
  readonly rejected: number
  readonly words: Text
  readonly problems: Problems
}

export type BookCardProps<R extends BookRead> = {
  readonly title: string
  readonly note: string
  readonly download: ReactNode
  readonly file: string
  /** Endings that are taken, as the browser asks for them. */
  readonly accept: string
  /** The button that does it in earnest; undefined where nothing would change. */
  readonly commitWords: (read: R) => string | undefined
  readonly send: (form: FormData, key: string) => Promise<R>
  readonly finish?: (read: R) => void
  /** More to be said with the file: parts of the form by their name. */
  readonly more?: Readonly<Record<string, string>>
  readonly children?: ReactNode
}

type Sending = { readonly name: string; readonly size: number; readonly commit: boolean; readonly more: string }

/** A list as a workbook for who works in one, and the way back: tried first, then in earnest. */
export function BookCard<R extends BookRead>(props: BookCardProps<R>) {
  const { title, note, download, accept, commitWords, more = {}, children } = props
  const { t, of } = useText()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | undefined>(undefined)
  const [read, setRead] = useState<R | undefined>(undefined)
  const sending = useSubmission(({ commit }: Sending, key) => {
    const form = new FormData()
    if (commit) form.set('commit', 'yes')
    for (const [name, value] of Object.entries(more)) form.set(name, value)
    if (file !== undefined) form.set('file', file)
    return props.send(form, key)
  })
  const send = async (commit: boolean) => {
    const { name = '', size = 0 } = file ?? {}
    const reply = await sending.submit({ name, size, commit, more: JSON.stringify(more) })
    if (reply === undefined) return
    setRead(reply)
    if (!commit) return
    props.finish?.(reply)
    await queries.invalidateQueries()
  }
  const commit = read?.dryRun === true ? commitWords(read) : undefined
  return (
    <details className="card">
      <summary>{title}</summary>
      <div className="fields">
        <p className="note">{note}</p>
        {download}
        <label>
          {props.file}
          <input
            type="file"
            accept={accept}
            onChange={(event) => {
              setRead(undefined)
              setFile(event.target.files?.[0])
            }}
          />
        </label>
        {children}
        <div className="row">
          <button
            type="button"
            className="button"
            disabled={file === undefined || sending.isUnderWay}
            onClick={() => void send(false)}
          >
            {t('book.try')}
          </button>
          {commit === undefined ? null : (
            <button type="button" className="button go" disabled={sending.isUnderWay} onClick={() => void send(true)}>
              {commit}
            </button>
          )}
        </div>
        {sending.isUnderWay ? <progress aria-label={t('wait')} /> : null}
        {sending.error === null ? null : <Failure error={sending.error} kept={t('book.kept')} />}
        {read === undefined ? null : (
          <output>
            <strong>{of(read.words)}</strong>
          </output>
        )}
      </div>
      {read === undefined || read.problems.length === 0 ? null : <ProblemList problems={read.problems} />}
    </details>
  )
}

function ProblemList({ problems }: { readonly problems: Problems }) {
  const { t, of } = useText()
  return (
    <ListTable
      caption={t('book.problems')}
      rows={problems}
      keyOf={(one) => `${one.cell ?? ''} ${one.row ?? ''} ${one.code}`}
      columns={[
        { key: 'cell', head: t('book.cell'), names: true, cell: ({ cell, row }) => cell ?? row ?? '—' },
        { key: 'message', head: t('book.problem'), cell: ({ message }) => of(message) },
        { key: 'read', head: t('book.read'), cell: ({ read }) => read ?? '—' },
      ]}
    />
  )
}
