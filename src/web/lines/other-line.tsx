import { useId, useState } from 'react'
import { ask } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { useEscape, useWrite } from '../shared/use-write.ts'
import type { GapItem } from './gap.ts'

type OpenGap = GapItem & { readonly case: NonNullable<GapItem['case']> }

/** Said before she tries: a body of another line is not hers to confirm; she sends the gap to the joint conference. */
export function OtherLine({ gap }: { readonly gap: GapItem }) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <small>{t('gap.otherLine')}</small>
      {!hasMyCase(gap) ? null : isOpen ? (
        <ReferForm gap={gap} close={() => setOpen(false)} />
      ) : (
        <button
          type="button"
          className="button"
          aria-label={t('gap.referIt', { name: gap.name })}
          onClick={() => setOpen(true)}
        >
          {t('gap.refer')}
        </button>
      )}
    </>
  )
}

function hasMyCase(gap: GapItem): gap is OpenGap {
  return gap.case !== null && gap.case.mine
}

function ReferForm({ gap, close }: { readonly gap: OpenGap; readonly close: () => void }) {
  const { t } = useText()
  const id = useId()
  const box = useEscape<HTMLFormElement>(close)
  const [reason, setReason] = useState('')
  const refer = useWrite(
    (form: { reason: string }, key) =>
      ask('POST /api/cases/:id/actions', {
        params: { id: gap.case.id },
        body: { action: 'refer', form, seen: gap.case.version },
        key,
      }),
    close,
  )
  return (
    <form
      ref={box}
      className="fields"
      aria-label={t('gap.referIt', { name: gap.name })}
      onSubmit={(event) => {
        event.preventDefault()
        refer.write({ reason })
      }}
    >
      <label htmlFor={id}>
        <span>{t('move.reason')}</span>
        <textarea
          id={id}
          rows={2}
          required
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <div className="row">
        <button type="submit" className="button go" disabled={refer.isUnderWay}>
          {t('gap.refer')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('cancel')}
        </button>
      </div>
      {refer.error === null ? null : <Failure error={refer.error} kept={t('case.kept')} />}
    </form>
  )
}
