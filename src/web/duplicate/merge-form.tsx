import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { ask, type Reply } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { useWrite } from '../shared/use-write.ts'
import { MergePreview } from './merge-preview.tsx'
import type { Comparison } from './pair.ts'

export type MergeFormProps = { readonly seen: Comparison; readonly decided: (words: string) => void }

type Order = { readonly kept: string; readonly gone: string }
type Sent = Order & { readonly reason: string; readonly digest: string }

/** They are one: which record stays, all that follows from it, and then the merge. */
export function MergeForm({ seen, decided }: MergeFormProps) {
  const { t } = useText()
  const id = useId()
  const [kept, keep] = useState<'one' | 'other'>('one')
  const [reason, setReason] = useState('')
  const order: Order = { kept: seen[kept].code, gone: seen[kept === 'one' ? 'other' : 'one'].code }
  const preview = useMutation({ mutationFn: () => ask('POST /api/record-merges/preview', { body: order }) })
  const { write, isUnderWay, error } = useWrite(
    (body: Sent, key) =>
      ask('POST /api/record-merges', { body, key }).catch((fault: unknown) => {
        // The records have changed since: what would follow is to be seen anew.
        preview.reset()
        throw fault
      }),
    (done: Reply<'POST /api/record-merges'>) =>
      decided(t('merge.done', { kept: done.kept.name, gone: done.gone.name })),
  )
  const shown = preview.data
  return (
    <form
      className="decision"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault()
        if (shown === undefined) preview.mutate()
        else write({ ...order, reason, digest: shown.digest })
      }}
    >
      <h3 id={id}>{t('merge.title')}</h3>
      <p className="note">{t('merge.note')}</p>
      <fieldset>
        <legend>{t('merge.keeps')}</legend>
        <div className="choices">
          {(['one', 'other'] as const).map((each) => (
            <label key={each} className="choice">
              <input
                type="radio"
                name={`${id}-keep`}
                checked={kept === each}
                onChange={() => {
                  preview.reset()
                  keep(each)
                }}
              />
              {t('merge.keep', { name: seen[each].name, code: seen[each].code })}
            </label>
          ))}
        </div>
      </fieldset>
      {shown === undefined ? null : (
        <>
          <MergePreview preview={shown} />
          <label>
            <span>{t('merge.reason')}</span>
            <textarea
              rows={2}
              required
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
        </>
      )}
      {[preview.error, error].map((fault) =>
        fault === null ? null : <Failure key="failure" error={fault} kept={t('entry.kept')} />,
      )}
      <button
        type="submit"
        className={shown === undefined ? 'button' : 'button go'}
        disabled={isUnderWay || preview.isPending || (shown !== undefined && reason.trim() === '')}
      >
        {t(shown === undefined ? 'merge.preview' : 'merge.confirm')}
      </button>
    </form>
  )
}
