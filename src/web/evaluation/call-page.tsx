import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { isAskError } from '../shared/ask-error.ts'
import { caseStateName } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { numberText } from '../shared/number.ts'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { CallActs } from './call-acts.tsx'
import { CallForm } from './call-form.tsx'
import { CallState } from './call-state.tsx'
import { CallText } from './call-text.tsx'
import type { CallDetail } from './call.ts'
import { InviteForm } from './invite-form.tsx'

/** One call: its text as it is printed, how far its evaluations are, and what its authority can do. */
export function CallPage() {
  const { t } = useText()
  const { id } = useParams({ from: '/in/evaluations/calls/$id' })
  const asked = useAsk('GET /api/evaluation-calls/:id', { params: { id } })
  const isMissing = isAskError(asked.error) && asked.error.status === 404
  return (
    <>
      <p className="back">
        <Link to="/evaluations">{t('call.back')}</Link>
      </p>
      {asked.data === undefined ? <PageHead title={t(isMissing ? 'call.missing' : 'call.one')} /> : null}
      {isMissing ? (
        <Empty title={t('call.missingHint')} />
      ) : (
        <Loaded asked={asked}>{(call) => <Call call={call} />}</Loaded>
      )}
    </>
  )
}

function Call({ call }: { readonly call: CallDetail }) {
  const { t, language } = useText()
  const [isChanging, setChanging] = useState(false)
  const { state, mayRun, publishedOn, closedOn } = call
  return (
    <>
      <PageHead
        title={call.title}
        lead={t(state === 'draft' ? 'call.draftLead' : 'call.lead', { count: call.callable })}
        act={<CallActs call={call} change={() => setChanging(true)} />}
      />
      <p className="meta">
        <CallState state={state} />
        {publishedOn === null ? null : (
          <span className="chip">{t('call.publishedOn', { day: dayText(publishedOn, language) })}</span>
        )}
        {closedOn === null ? null : (
          <span className="chip">{t('call.closedOn', { day: dayText(closedOn, language) })}</span>
        )}
        <span className="chip">{call.officeName}</span>
      </p>
      {state === 'draft' ? null : <Standing call={call} />}
      {isChanging ? <CallForm key={call.version} call={call} saved={() => setChanging(false)} /> : null}
      {state === 'published' && mayRun ? <InviteForm call={call} /> : null}
      <CallText call={call} />
    </>
  )
}

/** How many evaluations stand in each state; each opens its list. */
function Standing({ call }: { readonly call: CallDetail }) {
  const { t, of } = useText()
  return (
    <section className="no-print" aria-labelledby="standing">
      <h2 id="standing">{t('call.standing')}</h2>
      {call.states.length === 0 ? (
        <p className="note">{t('call.nobodyYet')}</p>
      ) : (
        <ul className="choices plain-list">
          {call.states.map(({ state, count }) => (
            <li key={state}>
              <Link to="/evaluations" search={{ call: call.id, state }}>
                {of(caseStateName('evaluation', state))} {numberText(count)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
