import { useState } from 'react'
import { addDays } from '../../domain/day.ts'
import { ask } from '../shared/ask.ts'
import { AssignPreview, OverNote, useChoice, type Planned, type Proposal } from '../shared/assign-preview.tsx'
import { Failure } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import type { DoneAct } from '../shared/liaison-undo.tsx'
import { useAsk } from '../shared/use-ask.ts'
import { usePanel, useWrite } from '../shared/use-write.ts'
import type { OfficerRow } from './officer-row.ts'

const MODES = ['absence', 'leave', 'handover'] as const
type Mode = (typeof MODES)[number]
type Asked = { readonly mode: Mode; readonly from: string; readonly until: string; readonly to: readonly number[] }

export type HandPanelProps = {
  readonly officer: OfficerRow
  readonly officers: readonly OfficerRow[]
  readonly close: () => void
  readonly done: (act: DoneAct) => void
}

/** Away, leaving, or handing some over: from which day, to whom, with the whole of it shown before it is written. */
export function HandPanel({ officer, officers, close, done }: HandPanelProps) {
  const { t } = useText()
  const today = useSession().data?.today ?? ''
  const box = usePanel<HTMLElement>(close)
  const [asked, setAsked] = useState<Asked>({ mode: 'absence', from: today, until: addDays(today, 7), to: [] })
  const others = officers.filter((one) => one.bodyKey === officer.bodyKey && one.id !== officer.id && one.to === null)
  const { mode, from, until, to } = asked
  return (
    <section className="card" aria-labelledby="hand-title" ref={box}>
      <h2 id="hand-title" tabIndex={-1}>
        {t('liaison.handTitle', { name: officer.name })}
      </h2>
      <div className="fields">
        <fieldset>
          <legend>{t('liaison.mode')}</legend>
          <div className="choices">
            {MODES.map((one) => (
              <label key={one} className="choice">
                <input
                  type="radio"
                  name="mode"
                  checked={mode === one}
                  onChange={() => setAsked({ ...asked, mode: one })}
                />
                {t(`liaison.mode.${one}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <div className="row">
          <label>
            <span>{t('liaison.handFrom')}</span>
            <input
              type="date"
              required
              value={from}
              onChange={(event) => setAsked({ ...asked, from: event.target.value })}
            />
          </label>
          {mode === 'absence' ? (
            <label>
              <span>{t('liaison.handUntil')}</span>
              <input
                type="date"
                required
                min={from}
                value={until}
                onChange={(event) => setAsked({ ...asked, until: event.target.value })}
              />
            </label>
          ) : null}
        </div>
        {others.length === 0 ? null : (
          <fieldset>
            <legend>{t('liaison.takers')}</legend>
            <div className="choices">
              {others.map((one) => (
                <label key={one.id} className="choice">
                  <input
                    type="checkbox"
                    checked={to.includes(one.id)}
                    onChange={() =>
                      setAsked({
                        ...asked,
                        to: to.includes(one.id) ? to.filter((id) => id !== one.id) : [...to, one.id],
                      })
                    }
                  />
                  {one.name} <small>{one.load}</small>
                </label>
              ))}
            </div>
          </fieldset>
        )}
      </div>
      {from === '' || (mode === 'absence' && until <= from) ? null : (
        <Preview officer={officer} asked={asked} close={close} done={done} />
      )}
    </section>
  )
}

type PreviewProps = Pick<HandPanelProps, 'officer' | 'close' | 'done'> & { readonly asked: Asked }

function Preview({ officer, asked, close, done }: PreviewProps) {
  const { mode, from, until, to } = asked
  const span = mode === 'absence' ? { from, until } : { from }
  const query = { officer: officer.id, ...span, to: to.join(',') }
  const proposal = useAsk('GET /api/liaison/proposal', { query })
  return (
    <Loaded asked={proposal} lines={4}>
      {(reply) => (
        <HandForm
          key={JSON.stringify(query)}
          officer={officer}
          asked={asked}
          proposal={reply}
          close={close}
          done={done}
        />
      )}
    </Loaded>
  )
}

type Sent = { readonly plan: Planned; readonly note: string | undefined; readonly asked: Asked }

function HandForm({ officer, asked, proposal, close, done }: PreviewProps & { readonly proposal: Proposal }) {
  const { t } = useText()
  const { choice, setChoice, note, setNote, isOver, plan, count, isReady } = useChoice(proposal)
  const { mode } = asked
  const nobody = Object.values(choice).filter((one) => one === null).length
  const mayLeave = mode === 'handover' ? count > 0 : nobody === 0
  const hand = useWrite(
    (sent: Sent, key) =>
      ask('POST /api/liaison/officers/:id/handover', {
        params: { id: String(officer.id) },
        body: {
          mode: sent.asked.mode,
          from: sent.asked.from,
          ...(sent.asked.mode === 'absence' ? { until: sent.asked.until } : {}),
          ...(sent.note === undefined ? {} : { note: sent.note }),
          plan: sent.plan.map((one) => ({ officer: one.officer, codes: [...one.codes] })),
        },
        key,
      }),
    done,
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (mayLeave && isReady) hand.write({ plan, note: isOver ? note : undefined, asked })
      }}
    >
      {proposal.organizations.length === 0 ? (
        <p className="note">{t('liaison.handNone')}</p>
      ) : (
        <AssignPreview
          proposal={proposal}
          choice={choice}
          choose={setChoice}
          none={t(mode === 'handover' ? 'liaison.keep' : 'liaison.nobody')}
        />
      )}
      {mode !== 'handover' && nobody > 0 ? (
        <p className="wrong" role="alert">
          {t('liaison.uncovered', { count: nobody })}
        </p>
      ) : null}
      {isOver ? <OverNote note={note} setNote={setNote} /> : null}
      {hand.error === null ? null : <Failure error={hand.error} />}
      <p className="row">
        <button type="submit" className="button go" disabled={hand.isUnderWay || !mayLeave || !isReady}>
          {t('liaison.handConfirm', { count })}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('cancel')}
        </button>
      </p>
    </form>
  )
}
