import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type Reply } from '../shared/ask.ts'
import { Download } from '../shared/download.tsx'
import { Failure } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { useText } from '../shared/text.ts'
import { useSubmission } from '../shared/use-submission.ts'

type Read = Reply<'POST /api/census/:id/workbook'>
type Sending = { readonly name: string; readonly commit: boolean }

/** The returns as a workbook for who works in one, and the way back: tried first, then handed in. */
export function Workbook({ campaign }: { readonly campaign: string }) {
  const { t, of } = useText()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | undefined>(undefined)
  const [read, setRead] = useState<Read | undefined>(undefined)
  const sending = useSubmission(({ commit }: Sending, key) => {
    const form = new FormData()
    if (commit) form.set('commit', 'yes')
    if (file !== undefined) form.set('file', file)
    return ask('POST /api/census/:id/workbook', { params: { id: campaign }, form, key })
  })
  const send = async (commit: boolean) => {
    const reply = await sending.submit({ name: file?.name ?? '', commit })
    if (reply === undefined) return
    setRead(reply)
    if (commit) await queries.invalidateQueries()
  }
  return (
    <details className="card">
      <summary>{t('book.title')}</summary>
      <div className="fields">
        <p className="note">{t('book.note')}</p>
        <Download path="/api/census/:id/workbook" params={{ id: campaign }}>
          {t('book.download')}
        </Download>
        <label>
          {t('book.file')}
          <input
            type="file"
            accept=".xlsx"
            onChange={(event) => {
              setRead(undefined)
              setFile(event.target.files?.[0])
            }}
          />
        </label>
        <div className="row">
          <button
            type="button"
            className="button"
            disabled={file === undefined || sending.isUnderWay}
            onClick={() => void send(false)}
          >
            {t('book.try')}
          </button>
          {read?.dryRun === true && read.rows > read.rejected ? (
            <button type="button" className="button go" disabled={sending.isUnderWay} onClick={() => void send(true)}>
              {t('book.commit', { count: read.rows - read.rejected })}
            </button>
          ) : null}
        </div>
        {sending.isUnderWay ? <progress aria-label={t('wait')} /> : null}
        {sending.error === null ? null : <Failure error={sending.error} kept={t('book.kept')} />}
        {read === undefined ? null : (
          <output>
            <strong>{of(read.words)}</strong>
          </output>
        )}
      </div>
      {read === undefined || read.problems.length === 0 ? null : <Problems problems={read.problems} />}
    </details>
  )
}

function Problems({ problems }: { readonly problems: Read['problems'] }) {
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
