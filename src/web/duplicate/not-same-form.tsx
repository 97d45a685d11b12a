import { useId, useState } from 'react'
import { ask } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { useWrite } from '../shared/use-write.ts'
import type { Codes } from './pair.ts'

export type NotSameFormProps = { readonly codes: Codes; readonly decided: (words: string) => void }

/** They are two: with the reason, without which nobody could look it up later. */
export function NotSameForm({ codes, decided }: NotSameFormProps) {
  const { t } = useText()
  const id = useId()
  const [reason, setReason] = useState('')
  const { write, isUnderWay, error } = useWrite(
    (body: Codes & { readonly reason: string }, key) => ask('POST /api/duplicates/answers', { body, key }),
    () => decided(t('duplicate.answeredNow')),
  )
  return (
    <form
      className="decision"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault()
        write({ ...codes, reason })
      }}
    >
      <h3 id={id}>{t('duplicate.notSame')}</h3>
      <p className="note">{t('duplicate.notSameNote')}</p>
      <label>
        <span>{t('duplicate.reason')}</span>
        <textarea
          rows={2}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {error === null ? null : <Failure error={error} kept={t('entry.kept')} />}
      <button type="submit" className="button" disabled={isUnderWay || reason.trim() === ''}>
        {t('duplicate.notSameSave')}
      </button>
    </form>
  )
}
