import { useState } from 'react'
import { ask } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { usePanel, useWrite } from '../shared/use-write.ts'
import type { CallDetail } from './call.ts'

type Props = { readonly call: CallDetail; readonly change: () => void }

/** What the authority of a call can do: change and publish a draft, close a call; anybody prints it. */
export function CallActs({ call, change }: Props) {
  const { t } = useText()
  const [asking, setAsking] = useState<'publish' | 'close'>()
  const { state, mayRun } = call
  if (asking !== undefined) return <Confirm call={call} act={asking} shut={() => setAsking(undefined)} />
  return (
    <>
      {mayRun && state === 'draft' ? (
        <>
          <button type="button" className="button go" onClick={() => setAsking('publish')}>
            {t('call.publish')}
          </button>
          <button type="button" className="button" onClick={change}>
            {t('call.change')}
          </button>
        </>
      ) : null}
      {mayRun && state === 'published' ? (
        <button type="button" className="button" onClick={() => setAsking('close')}>
          {t('call.close')}
        </button>
      ) : null}
      <button type="button" className="button" onClick={() => window.print()}>
        {t('record.print')}
      </button>
    </>
  )
}

type ConfirmProps = { readonly call: CallDetail; readonly act: 'publish' | 'close'; readonly shut: () => void }

/** Says what is fixed, or what goes on, before it is done. */
function Confirm({ call, act, shut }: ConfirmProps) {
  const { t, of } = useText()
  const box = usePanel<HTMLElement>(shut)
  const { id, version, score, terms, callable } = call
  const write = useWrite(
    (_: null, key) =>
      act === 'publish'
        ? ask('POST /api/evaluation-calls/:id/publication', { params: { id }, body: { seen: version }, key })
        : ask('POST /api/evaluation-calls/:id/closing', { params: { id }, body: { seen: version }, key }),
    shut,
  )
  return (
    <section ref={box} className="card fields" aria-labelledby="confirm">
      <h2 id="confirm" tabIndex={-1}>
        {t(`call.${act}`)}
      </h2>
      {act === 'publish' ? (
        <>
          <p>{t('call.publishMeans', { count: callable })}</p>
          <ul>
            <li>{t('call.fixed.sheet', { title: of(score.title), version: score.version })}</li>
            <li>{t('call.fixed.party', { points: terms.partyMaximum.value, total: terms.total })}</li>
            <li>{t('call.fixed.veto', { policy: terms.policy })}</li>
            <li>{t('call.fixed.bands')}</li>
            <li>{t('call.fixed.days')}</li>
          </ul>
        </>
      ) : (
        <p>{t('call.closeMeans')}</p>
      )}
      {write.error === null ? null : <Failure error={write.error} />}
      <div className="row">
        <button type="button" className="button go" disabled={write.isUnderWay} onClick={() => write.write(null)}>
          {t(`call.${act}`)}
        </button>
        <button type="button" className="button" onClick={shut}>
          {t('cancel')}
        </button>
      </div>
    </section>
  )
}
