import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { ask } from './ask.ts'
import { BodyReasonFields } from './body-reason.tsx'
import { Failure } from './failure.tsx'
import { useText } from './text.ts'
import { useAsk } from './use-ask.ts'
import { useSubmission } from './use-submission.ts'

export type LineAct = 'offer' | 'claim' | 'help'

type Filled = {
  readonly bodyId: string
  readonly text: string
  readonly from: string
  readonly to: string
}

async function sendAct(act: LineAct, code: string, { bodyId, text, from, to }: Filled, key: string): Promise<unknown> {
  const params = { id: code }
  if (act === 'help') {
    const body = { bodyId, task: text, from, to: to === '' ? null : to }
    return ask('POST /api/organizations/:id/coordinations', { params, body, key })
  }
  const body = { bodyId, reason: text }
  return act === 'offer'
    ? ask('POST /api/organizations/:id/hand-overs', { params, body, key })
    : ask('POST /api/organizations/:id/claims', { params, body, key })
}

/** Offers an organization to a body, claims it for one, or calls one in to help. */
export function LineForm({ act, code }: { readonly act: LineAct; readonly code: string }) {
  const { t } = useText()
  const [at, queries] = [useId(), useQueryClient()]
  const [filled, setFilled] = useState<Filled>({ bodyId: '', text: '', from: '', to: '' })
  const [isDone, setDone] = useState(false)
  const mine = useAsk('GET /api/lines', {}, { enabled: act === 'claim' }).data?.bodies.filter((body) => body.mine)
  const send = useSubmission((all: Filled, key) => sendAct(act, code, all, key))
  const press = async () => {
    const reply = await send.submit(filled)
    if (reply === undefined) return
    setDone(true)
    await queries.invalidateQueries()
  }
  if (isDone) return <output className="notice">{t(act === 'help' ? 'strip.saved' : DONE[act])}</output>
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        void press()
      }}
    >
      <BodyReasonFields
        bodyLabel={t(act === 'offer' ? 'strip.to' : act === 'claim' ? 'move.for' : 'strip.helpBody')}
        {...(act === 'help' ? { textLabel: t('strip.helpTask'), maxLength: 400 } : {})}
        value={filled}
        change={(said) => setFilled({ ...filled, ...said })}
        {...(act === 'claim' ? { among: mine ?? [] } : {})}
      />
      {act === 'help' ? <Days at={at} filled={filled} change={setFilled} /> : null}
      <button type="submit" className="button go" disabled={send.isUnderWay}>
        {t('strip.send')}
      </button>
      {send.error === null ? null : <Failure error={send.error} kept={t('case.kept')} />}
    </form>
  )
}

const DONE = { offer: 'strip.offered', claim: 'move.claimed' } as const

type DaysProps = { readonly at: string; readonly filled: Filled; readonly change: (filled: Filled) => void }

function Days({ at, filled, change }: DaysProps) {
  const { t } = useText()
  return (
    <>
      <label htmlFor={`${at}-from`}>
        <span>{t('strip.from')}</span>
        <input
          id={`${at}-from`}
          type="date"
          required
          value={filled.from}
          onChange={(event) => change({ ...filled, from: event.target.value })}
        />
      </label>
      <label htmlFor={`${at}-to`}>
        <span>{t('strip.until')}</span>
        <input
          id={`${at}-to`}
          type="date"
          value={filled.to}
          onChange={(event) => change({ ...filled, to: event.target.value })}
        />
      </label>
    </>
  )
}
