import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { rebased, type Cells } from '../../domain/entry.ts'
import { ask, newKey } from '../shared/ask.ts'
import { isAskError } from '../shared/ask-error.ts'
import { Failure } from '../shared/failure.tsx'
import { Receipt } from '../shared/receipt.tsx'
import { useText } from '../shared/text.ts'
import { EntryCells } from './entry-cells.tsx'
import type { EntryForm, EntryReply } from './entry.ts'
import { EntryHolds } from './entry-holds.tsx'
import { StaleNotice } from './stale-notice.tsx'

export type Start = {
  /** Null for an organization that is new. */
  readonly form: EntryForm | null
  readonly asOf: string
  readonly today: string
  readonly setDay: (day: string) => void
}

type Sent = {
  readonly cells: Cells
  readonly seen: number | null
  readonly accepted: readonly string[]
  readonly note: string
}

/** All cells of one organization: typed, checked by the rules of the import, saved whole or held. */
export function EntrySheet({ form, asOf, today, setDay }: Start) {
  const { base, cells, setBase, setCells } = useTyped(form)
  const [accepted, setAccepted] = useState<readonly string[]>([])
  const [note, setNote] = useState('')
  const save = useSave(asOf)
  const reply = save.data
  const seen = base?.cells ?? {}
  if (reply?.batch != null) return <Saved reply={reply} batch={reply.batch} isNew={form === null} />
  const isStale = isAskError(save.error) && save.error.code === 'STALE'
  const isOfDay = form === null || form.asOf === asOf
  const send = () => save.mutate({ cells, seen: base?.version ?? null, accepted, note })
  return (
    <form
      className="entry"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!save.isPending) send()
      }}
    >
      <Troubles save={save} isStale={isStale} accepted={accepted} accept={setAccepted}>
        {base === null ? null : (
          <StaleNotice
            code={base.code}
            asOf={asOf}
            typed={{ seen, mine: cells }}
            go={(now, kept) => {
              setBase(now)
              setCells(kept)
              save.reset()
            }}
          />
        )}
      </Troubles>
      <Day asOf={asOf} today={today} setDay={setDay} />
      <EntryCells
        cells={cells}
        seen={seen}
        isNew={base === null}
        problems={reply?.problems ?? []}
        set={(key, value) => setCells({ ...cells, [key]: value })}
      />
      <Foot note={note} setNote={setNote} isSaving={save.isPending} isReady={!isStale && isOfDay} code={base?.code} />
    </form>
  )
}

function Foot(props: {
  readonly note: string
  readonly setNote: (note: string) => void
  readonly isSaving: boolean
  readonly isReady: boolean
  readonly code: string | undefined
}) {
  const { t } = useText()
  const { note, setNote, isSaving, isReady, code } = props
  return (
    <div className="card fields">
      <label>
        {t('entry.note')}
        <input value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} />
      </label>
      <span className="row">
        <button type="submit" className="button go" disabled={isSaving || !isReady}>
          {isSaving ? t('entry.saving') : t('entry.save')}
        </button>
        <Back code={code} />
      </span>
    </div>
  )
}

/** What was read and what is typed over it; another day is read anew, and what was typed stays. */
function useTyped(form: EntryForm | null) {
  const [base, setBase] = useState<EntryForm | null>(form)
  const [cells, setCells] = useState<Cells>(form === null ? { status: '正常' } : form.cells)
  if (form !== null && base !== null && form.asOf !== base.asOf) {
    setBase(form)
    setCells(rebased(base.cells, form.cells, cells, new Set(Object.keys(cells))))
  }
  return { base, cells, setBase, setCells }
}

/** Why nothing was saved: somebody was faster, the server refused, or there is something to mend or to look at. */
function Troubles(props: {
  readonly save: ReturnType<typeof useSave>
  readonly isStale: boolean
  readonly accepted: readonly string[]
  readonly accept: (keys: readonly string[]) => void
  readonly children: ReactNode
}) {
  const { t } = useText()
  const { save, isStale, accepted, accept, children } = props
  if (isStale) return <>{children}</>
  if (save.error !== null) return <Failure error={save.error} kept={t('entry.kept')} />
  return save.data === undefined ? null : (
    <EntryHolds key={save.submittedAt} reply={save.data} accepted={accepted} accept={accept} />
  )
}

function Day({ asOf, today, setDay }: Omit<Start, 'form'>) {
  const { t } = useText()
  return (
    <div className="card fields entry-day">
      <label>
        {t('entry.asOf')}
        <input
          type="date"
          value={asOf}
          max={today}
          required
          onChange={({ target }) => (target.value === '' ? undefined : setDay(target.value))}
        />
      </label>
      <p className="note">{t('entry.asOfNote')}</p>
    </div>
  )
}

/** The key stays with what is sent: three presses, or a retry, are one submission. */
function useSave(asOf: string) {
  const queries = useQueryClient()
  const [last, setLast] = useState({ text: '', key: '' })
  return useMutation({
    mutationFn: ({ cells, seen, accepted, note }: Sent) => {
      const body = { code: cells['code'] ?? '', asOf, cells, seen, accepted: [...accepted], note }
      const text = JSON.stringify(body)
      const key = text === last.text ? last.key : newKey()
      setLast({ text, key })
      return ask('POST /api/entries', { body, key })
    },
    onSuccess: (reply: EntryReply) => (reply.isSaved ? queries.invalidateQueries() : undefined),
  })
}

function Back({ code }: { readonly code: string | undefined }) {
  const { t } = useText()
  if (code === undefined) {
    return (
      <Link to="/orgs" className="button">
        {t('cancel')}
      </Link>
    )
  }
  return (
    <Link to="/orgs/$code" params={{ code }} className="button">
      {t('cancel')}
    </Link>
  )
}

type SavedProps = { readonly reply: EntryReply; readonly batch: string; readonly isNew: boolean }

function Saved({ reply, batch, isNew }: SavedProps) {
  const { t } = useText()
  const { code, changed } = reply
  return (
    <Receipt batch={batch} said={isNew ? t('entry.created', { code }) : t('entry.changed', { count: changed.length })}>
      <Link to="/orgs/$code" params={{ code }} className="button go">
        {t('entry.toRecord')}
      </Link>
    </Receipt>
  )
}
