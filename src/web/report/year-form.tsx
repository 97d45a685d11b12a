import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { addDays } from '../../domain/day.ts'
import { ask } from '../shared/ask.ts'
import { Failure, Wait } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useSubmission } from '../shared/use-submission.ts'

type Plan = { readonly year: number; readonly questionSet: string; readonly dueOn?: string }

/** A new year: the day of the law unless that has passed. A draft first, which asks nobody anything. */
export function YearForm() {
  const today = useSession().data?.today
  const asked = useAsk('GET /api/question-sets', {})
  return (
    <Loaded asked={asked}>
      {({ sets }) => {
        const forms = sets.map((one) => one.set).filter((set) => set.purpose === 'annualReport')
        return today === undefined ? <Wait /> : <YearFields forms={forms} today={today} />
      }}
    </Loaded>
  )
}

type Form = { readonly id: string; readonly title: { readonly zh: string; readonly en: string } }
const DUE_AFTER = 30
/** Month and day after which the legal day of the year before has passed for nearly all (domain.md 2.6). */
const LEGAL_DAY = '05-31'

function YearFields({ forms, today }: { readonly forms: readonly Form[]; readonly today: string }) {
  const { t, of } = useText()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const last = Number(today.slice(0, 4)) - 1
  const [year, setYear] = useState(last)
  const [questionSet, setForm] = useState(forms[0]?.id ?? '')
  const [dueOn, setDue] = useState(today.slice(5) > LEGAL_DAY ? addDays(today, DUE_AFTER) : '')
  const draft = useSubmission((body: Plan, key) => ask('POST /api/reports', { body, key }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const reply = await draft.submit({ year, questionSet, ...(dueOn === '' ? {} : { dueOn }) })
    if (reply === undefined) return
    await queries.invalidateQueries()
    await navigate({ to: '/census/$id', params: { id: reply.id } })
  }
  return (
    <form className="card fields" aria-label={t('report.new')} onSubmit={(event) => void submit(event)}>
      <div className="row">
        <label>
          {t('report.year')}
          <input
            type="number"
            required
            min={1990}
            max={last}
            value={year}
            onChange={(event) => setYear(Number(event.target.value))}
          />
        </label>
        <label>
          {t('census.set')}
          <select value={questionSet} onChange={(event) => setForm(event.target.value)}>
            {forms.map((form) => (
              <option key={form.id} value={form.id}>
                {of(form.title)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('census.dueOn')}
          <input type="date" value={dueOn} min={today} onChange={(event) => setDue(event.target.value)} />
        </label>
        <button type="submit" className="button go" disabled={draft.isUnderWay || forms.length === 0}>
          {t('report.draft')}
        </button>
      </div>
      <small>{t('report.dueHint')}</small>
      {draft.error === null ? null : <Failure error={draft.error} />}
    </form>
  )
}
