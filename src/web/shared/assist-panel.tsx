import { useId, useState } from 'react'
import { ask } from './ask.ts'
import { Failure } from './failure.tsx'
import type { DoneAct } from './liaison-undo.tsx'
import { Loaded } from './loaded.tsx'
import { useSession } from './session.ts'
import { useText } from './text.ts'
import { useAsk } from './use-ask.ts'
import { usePanel, useWrite } from './use-write.ts'

export type AssistPanelProps = {
  readonly codes: readonly string[]
  readonly close: () => void
  readonly done: (act: DoneAct) => void
}

/** Puts an officer beside the one who looks after organizations, for some days or for good. Esc closes. */
export function AssistPanel({ codes, close, done }: AssistPanelProps) {
  const { t } = useText()
  const id = useId()
  const box = usePanel<HTMLElement>(close)
  const today = useSession().data?.today ?? ''
  const asked = useAsk('GET /api/liaison/proposal', { query: { codes: codes.join(',') } })
  const [officer, setOfficer] = useState('')
  const [from, setFrom] = useState(today)
  const [until, setUntil] = useState('')
  const assist = useWrite(
    (order: Order, key) => ask('POST /api/liaison/assignments', { body: bodyOf(order, codes), key }),
    done,
  )
  return (
    <section ref={box} className="card" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} tabIndex={-1}>
        {t('assist.title')}
      </h2>
      <p className="note">{t('assist.note')}</p>
      <Loaded asked={asked} lines={3}>
        {({ officers }) => (
          <form
            className="fields"
            onSubmit={(event) => {
              event.preventDefault()
              assist.write({ officer: Number(officer), from, until })
            }}
          >
            <label htmlFor={`${id}-officer`}>
              <span>{t('panel.assistant')}</span>
              <select
                id={`${id}-officer`}
                required
                value={officer}
                onChange={(event) => setOfficer(event.target.value)}
              >
                <option value="">{t('case.choose')}</option>
                {officers.map((one) => (
                  <option key={one.officer} value={one.officer}>
                    {one.name} · {one.bodyName}
                  </option>
                ))}
              </select>
            </label>
            <label htmlFor={`${id}-from`}>
              <span>{t('strip.from')}</span>
              <input
                id={`${id}-from`}
                type="date"
                required
                value={from}
                onChange={(event) => setFrom(event.target.value)}
              />
            </label>
            <label htmlFor={`${id}-until`}>
              <span>{t('strip.until')}</span>
              <input id={`${id}-until`} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
            </label>
            <div className="row">
              <button type="submit" className="button go" disabled={assist.isUnderWay}>
                {t('assist.send')}
              </button>
              <button type="button" className="button" onClick={close}>
                {t('cancel')}
              </button>
            </div>
            {assist.error === null ? null : <Failure error={assist.error} kept={t('case.kept')} />}
          </form>
        )}
      </Loaded>
    </section>
  )
}

type Order = { readonly officer: number; readonly from: string; readonly until: string }

function bodyOf({ officer, from, until }: Order, codes: readonly string[]) {
  const role = 'assistant' as const
  return { plan: [{ officer, codes: [...codes] }], role, from, ...(until === '' ? {} : { until }) }
}

/** Ends the help of an assistant today. */
export function EndAssist(props: {
  readonly code: string
  readonly officer: number
  readonly name: string
  readonly today: string
  readonly done: (act: DoneAct) => void
}) {
  const { code, officer, name, today, done } = props
  const { t } = useText()
  const end = useWrite(
    (order: Order, key) => ask('POST /api/liaison/assignments', { body: bodyOf(order, [code]), key }),
    done,
  )
  return (
    <>
      <button
        type="button"
        className="button bare no-print"
        aria-label={t('assist.endIt', { name })}
        disabled={end.isUnderWay}
        onClick={() => end.write({ officer, from: today, until: today })}
      >
        {t('assist.end')}
      </button>
      {end.error === null ? null : <Failure error={end.error} />}
    </>
  )
}
