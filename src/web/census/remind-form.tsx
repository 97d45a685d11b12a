import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useSubmission } from '../shared/use-submission.ts'

export type RemindProps = {
  readonly campaign: string
  readonly count: number
  /** Those that are reminded; all silent ones where none are named. */
  readonly returns?: readonly string[]
  readonly shut: () => void
}

/** The text of a reminder, to be changed, and how often somebody may be reminded. */
export function RemindForm({ campaign, count, returns, shut }: RemindProps) {
  const { t } = useText()
  const [text, setText] = useState<string>(t('remind.text'))
  const queries = useQueryClient()
  const days = useRemindDays()
  const reminding = useSubmission((words: string, key) =>
    ask('POST /api/census/:id/reminders', {
      params: { id: campaign },
      body: { text: words, ...(returns === undefined ? {} : { returns }) },
      key,
    }),
  )
  const [done, setDone] = useState<{ readonly reminded: number; readonly left: number } | undefined>(undefined)
  const remind = async () => {
    const reply = await reminding.submit(text)
    if (reply === undefined) return
    setDone(reply)
    await queries.invalidateQueries()
  }
  return (
    <section className="card fields" aria-label={t('census.remind')}>
      {done === undefined ? (
        <>
          <p>{t('remind.lead', { count })}</p>
          <label>
            {t('remind.words')}
            <textarea rows={3} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
          </label>
          {days === undefined ? null : <p className="note">{t('remind.often', { days })}</p>}
        </>
      ) : (
        <output>
          <p>
            <strong>{t('remind.done', { count: done.reminded })}</strong>{' '}
            {done.left === 0 ? null : t('remind.left', { count: done.left, days: days ?? '—' })}
          </p>
        </output>
      )}
      {reminding.error === null ? null : <Failure error={reminding.error} kept={t('remind.kept')} />}
      <div className="row">
        {done === undefined ? (
          <button
            type="button"
            className="button go"
            disabled={reminding.isUnderWay || text.trim() === ''}
            onClick={() => void remind()}
          >
            {t('remind.send', { count })}
          </button>
        ) : null}
        <button type="button" className="button" onClick={shut}>
          {t(done === undefined ? 'census.notNow' : 'close')}
        </button>
      </div>
    </section>
  )
}

/** How many days must lie between two reminders, as the policy in force says. */
function useRemindDays(): number | undefined {
  const { data } = useAsk('GET /api/policies', {})
  const value = data?.policies.at(-1)?.parameters.find((one) => one.name === 'remindEveryDays')?.value
  return typeof value === 'number' ? value : undefined
}
