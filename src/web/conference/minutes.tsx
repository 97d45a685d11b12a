import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { ask } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { DocumentList } from '../shared/document-list.tsx'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { useSubmission } from '../shared/use-submission.ts'
import type { Conference } from './conference.ts'

/** The minutes: written by the desk that convenes, read by all parties. */
export function Minutes({ one }: { readonly one: Conference }) {
  const { t, language } = useText()
  return (
    <section aria-labelledby="minutes">
      <h2 id="minutes">{t('conference.minutes')}</h2>
      {one.mine ? <MinutesForm one={one} /> : null}
      <div className={one.mine ? 'print-only' : undefined}>
        {one.heldOn === null ? null : (
          <p>
            {t('conference.held')} {dayText(one.heldOn, language)}
          </p>
        )}
        <p className="pre">{one.minutes === '' ? t('conference.noMinutes') : one.minutes}</p>
      </div>
      <h3>{t('document.title')}</h3>
      <DocumentList kind="conference" id={one.id} />
    </section>
  )
}

function MinutesForm({ one }: { readonly one: Conference }) {
  const { t } = useText()
  const [at, queries] = [useId(), useQueryClient()]
  const [minutes, setMinutes] = useState(one.minutes)
  const [heldOn, setHeldOn] = useState(one.heldOn ?? '')
  const keep = useSubmission((body: { minutes: string; heldOn: string | null; seen: number }, key) =>
    ask('PUT /api/conferences/:id/minutes', { params: { id: one.id }, body, key }),
  )
  const send = async () => {
    const reply = await keep.submit({ minutes, heldOn: heldOn === '' ? null : heldOn, seen: one.version })
    if (reply !== undefined) await queries.invalidateQueries()
  }
  return (
    <form
      className="fields no-print"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p className="note">{t('conference.minutesNote')}</p>
      <label htmlFor={`${at}-held`}>
        <span>{t('conference.held')}</span>
        <input id={`${at}-held`} type="date" value={heldOn} onChange={(event) => setHeldOn(event.target.value)} />
      </label>
      <label htmlFor={`${at}-text`}>
        <span>{t('conference.minutes')}</span>
        <textarea
          id={`${at}-text`}
          rows={8}
          maxLength={20000}
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
        />
      </label>
      <button type="submit" className="button go" disabled={keep.isUnderWay}>
        {t('conference.keep')}
      </button>
      {keep.error === null ? null : <Failure error={keep.error} kept={t('case.kept')} />}
    </form>
  )
}
