import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { DOCUMENT_ENDINGS, MAX_DOCUMENT_BYTES, type DocumentSubject } from '../../domain/document.ts'
import { ask, newKey, type Reply } from './ask.ts'
import { instantText } from './day-text.ts'
import { Download } from './download.tsx'
import { Failure } from './failure.tsx'
import { ListTable } from './list-table.tsx'
import { Loaded } from './loaded.tsx'
import { useSession } from './session.ts'
import { StateWord } from './state-word.tsx'
import { useText } from './text.ts'
import { upload } from './upload.ts'
import { useAsk } from './use-ask.ts'

type Document = Reply<'GET /api/documents'>['documents'][number]
type Subject = { readonly kind: DocumentSubject; readonly id: string }

/** The papers of an organization, a case or a conference: to download, to add, to withdraw. */
export function DocumentList({ kind, id }: Subject) {
  const asked = useAsk('GET /api/documents', { query: { kind, id } })
  const roles = useSession().data?.roles ?? []
  const mayAdd = roles.some((role) => role !== 'reader')
  return (
    <div className="documents">
      <Loaded asked={asked} lines={2}>
        {({ documents }) => <Papers documents={documents} />}
      </Loaded>
      {mayAdd ? <AddDocument kind={kind} id={id} /> : null}
    </div>
  )
}

function Papers({ documents }: { readonly documents: readonly Document[] }) {
  const { t, language, of } = useText()
  if (documents.length === 0) return <p className="note">{t('document.none')}</p>
  return (
    <ListTable<Document>
      caption={t('document.title')}
      rows={documents}
      keyOf={(one) => one.id}
      columns={[
        { key: 'name', head: t('document.name'), names: true, cell: (one) => <Name document={one} /> },
        { key: 'size', head: t('document.size'), isNumber: true, cell: ({ bytes }) => sizeText(bytes) },
        {
          key: 'by',
          head: t('document.by'),
          cell: ({ by, at }) => (
            <>
              {of(by)} <small>{instantText(at, language)}</small>
            </>
          ),
        },
        { key: 'act', head: t('document.act'), cell: (one) => <Withdraw document={one} /> },
      ]}
    />
  )
}

function Name({ document }: { readonly document: Document }) {
  const { id, name, withdrawnAt } = document
  if (withdrawnAt !== null) return <s>{name}</s>
  return (
    <Download path="/api/documents/:id/file" params={{ id }} className="file">
      {name}
    </Download>
  )
}

/** One decimal of megabytes, or whole kilobytes. */
function sizeText(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024))
  return kilobytes < 1024 ? `${kilobytes} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

function Withdraw({ document }: { readonly document: Document }) {
  const { t, of, language } = useText()
  const [isAsking, setAsking] = useState(false)
  const { withdrawnAt, withdrawnBy, withdrawnWhy, mayWithdraw } = document
  if (withdrawnAt !== null) {
    const by = withdrawnBy === null ? '' : of(withdrawnBy)
    return (
      <>
        <StateWord tone="plain" word={t('document.withdrawn')} />{' '}
        <small>
          {t('document.withdrawnBy', { by, at: instantText(withdrawnAt, language), why: withdrawnWhy ?? '' })}
        </small>
      </>
    )
  }
  if (!mayWithdraw) return null
  if (isAsking) return <WithdrawForm document={document} close={() => setAsking(false)} />
  return (
    <button
      type="button"
      className="button"
      aria-label={t('document.withdrawIt', { name: document.name })}
      onClick={() => setAsking(true)}
    >
      {t('document.withdraw')}
    </button>
  )
}

function WithdrawForm({ document, close }: { readonly document: Document; readonly close: () => void }) {
  const { t } = useText()
  const queries = useQueryClient()
  const [why, setWhy] = useState('')
  const [key] = useState(newKey)
  const act = useMutation({
    mutationFn: () =>
      ask('POST /api/documents/:id/withdrawal', { params: { id: document.id }, body: { why: why.trim() }, key }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['GET /api/documents'] }),
  })
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault()
        act.mutate()
      }}
    >
      <label>
        {t('document.why')}
        <input value={why} required maxLength={200} onChange={(event) => setWhy(event.target.value)} />
      </label>
      <button type="submit" className="button" disabled={act.isPending || why.trim() === ''}>
        {t('document.withdraw')}
      </button>
      <button type="button" className="button bare" onClick={close}>
        {t('cancel')}
      </button>
      {act.error === null ? null : <Failure error={act.error} />}
    </form>
  )
}

type Sending = { readonly file: File; readonly key: string }

function AddDocument({ kind, id }: Subject) {
  const { t } = useText()
  const queries = useQueryClient()
  const [share, setShare] = useState<number | null>(null)
  const note = useId()
  const add = useMutation({
    mutationFn: ({ file, key }: Sending) => {
      const form = new FormData()
      form.set('kind', kind)
      form.set('id', id)
      form.append('files', file, file.name)
      return upload('POST /api/documents', { form, key, progress: setShare })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['GET /api/documents'] }),
    onSettled: () => setShare(null),
  })
  return (
    <div className="add-document no-print">
      <label className={add.isPending ? 'button disabled' : 'button'}>
        {t('document.add')}
        <input
          type="file"
          className="unseen"
          aria-describedby={note}
          disabled={add.isPending}
          accept={DOCUMENT_ENDINGS.map((ending) => `.${ending}`).join(',')}
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file !== undefined) add.mutate({ file, key: newKey() })
          }}
        />
      </label>
      {share === null ? (
        <span className="note" id={note}>
          {t('document.limits', { endings: DOCUMENT_ENDINGS.join(t('comma')), mb: MAX_DOCUMENT_BYTES / 1024 / 1024 })}
        </span>
      ) : (
        <span className="note" id={note}>
          <progress value={share} max={1} aria-label={t('document.sending')} />{' '}
          {t('document.sent', { percent: Math.round(share * 100) })}
        </span>
      )}
      {add.error === null ? null : (
        <Failure error={add.error} kept={t('document.kept')} retry={() => add.variables && add.mutate(add.variables)} />
      )}
    </div>
  )
}
