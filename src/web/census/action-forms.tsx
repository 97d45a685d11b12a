import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { CENSUS_RETURN } from '../../domain/census-return.ts'
import { ask } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import type { ReturnView } from '../shared/return-view.ts'
import { useText } from '../shared/text.ts'
import { useSubmission } from '../shared/use-submission.ts'

const ACTS = ['extend', 'extendStarted', 'extendReturned', 'readmit', 'reopen'] as const
type Act = (typeof ACTS)[number]

/** More time with a reason, letting in late, and reopening for one: each asked for in a small form. */
export function ActionForms({ view }: { readonly view: ReturnView }) {
  const { of } = useText()
  const [chosen, setChosen] = useState<Act | undefined>(undefined)
  const allowed = ACTS.filter((act) => view.allowed.includes(act))
  if (allowed.length === 0) return null
  if (chosen !== undefined) return <ActForm view={view} act={chosen} shut={() => setChosen(undefined)} />
  return (
    <p className="filters">
      {allowed.map((act) => (
        <button key={act} type="button" className="button" onClick={() => setChosen(act)}>
          {of(CENSUS_RETURN.actions[act].name)}
        </button>
      ))}
    </p>
  )
}

type FormProps = { readonly view: ReturnView; readonly act: Act; readonly shut: () => void }

function ActForm({ view, act, shut }: FormProps) {
  const { t, of } = useText()
  const queries = useQueryClient()
  const [dueOn, setDueOn] = useState(view.campaign.closesOn)
  const [reason, setReason] = useState('')
  const acting = useSubmission((form: Readonly<Record<string, string>>, key) =>
    ask('POST /api/returns/:id/actions', {
      params: { id: view.id },
      body: { action: act, form, seen: view.caseVersion },
      key,
    }),
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const form = act === 'reopen' ? { comment: reason } : { dueOn, reason }
    if ((await acting.submit(form)) === undefined) return
    await queries.invalidateQueries()
    shut()
  }
  return (
    <form
      className="card fields"
      onSubmit={(event) => void submit(event)}
      aria-label={of(CENSUS_RETURN.actions[act].name)}
    >
      {act === 'reopen' ? null : (
        <label>
          {t('act.dueOn')}
          <input type="date" required value={dueOn} onChange={(event) => setDueOn(event.target.value)} />
        </label>
      )}
      <label>
        {t('act.reason')}
        <textarea
          required
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {acting.error === null ? null : <Failure error={acting.error} />}
      <div className="row">
        <button type="submit" className="button go" disabled={acting.isUnderWay}>
          {of(CENSUS_RETURN.actions[act].name)}
        </button>
        <button type="button" className="button" onClick={shut}>
          {t('census.notNow')}
        </button>
      </div>
    </form>
  )
}
