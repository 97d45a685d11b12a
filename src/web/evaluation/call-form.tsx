import { useState } from 'react'
import { addDays } from '../../domain/day.ts'
import { CALL_KINDS, callFault, type CallPlan } from '../../domain/evaluation-call.ts'
import { ask, type Reply } from '../shared/ask.ts'
import { Failure, Wait } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { kindName } from '../shared/names.ts'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'
import type { CallDetail } from './call.ts'

type Sheets = Reply<'GET /api/score-sheets'>['sheets']
type Plan = CallPlan & { readonly kinds: readonly (typeof CALL_KINDS)[number][] }

export type CallFormProps = {
  /** The draft that is being changed; none for a new one. */
  readonly call?: CallDetail
  readonly saved: (id: string) => void
}

/** For whom, by which score sheet, until when, and on which day the veto looks. */
export function CallForm(props: CallFormProps) {
  const asked = useAsk('GET /api/score-sheets', {})
  const today = useSession().data?.today
  return (
    <Loaded asked={asked}>
      {({ sheets }) => (today === undefined ? <Wait /> : <Fields {...props} sheets={sheets} today={today} />)}
    </Loaded>
  )
}

const APPLY_WITHIN = 60
const VETO_AFTER = 90

function planOf(call: CallDetail | undefined, sheets: Sheets, today: string): Plan {
  if (call === undefined) {
    const [applyBy, vetoOn] = [addDays(today, APPLY_WITHIN), addDays(today, VETO_AFTER)]
    return { title: '', year: Number(today.slice(0, 4)), sheet: sheets[0]?.id ?? '', applyBy, vetoOn, kinds: [] }
  }
  const { title, year, sheet, applyBy, vetoOn } = call
  return { title, year, sheet, applyBy, vetoOn, kinds: CALL_KINDS.filter((kind) => call.kinds.includes(kind)) }
}

type FieldsProps = CallFormProps & { readonly sheets: Sheets; readonly today: string }

function Fields({ call, saved, sheets, today }: FieldsProps) {
  const { t } = useText()
  const [plan, setPlan] = useState(() => planOf(call, sheets, today))
  const [isTried, setTried] = useState(false)
  const turn = (change: Partial<Plan>) => setPlan((before) => ({ ...before, ...change }))
  const save = useWrite(
    (wanted: Plan, key) => {
      const body = { ...wanted, kinds: [...wanted.kinds] }
      return call === undefined
        ? ask('POST /api/evaluation-calls', { body, key })
        : ask('PUT /api/evaluation-calls/:id', { params: { id: call.id }, body: { ...body, seen: call.version }, key })
    },
    ({ id }) => saved(id),
  )
  const fault = callFault(plan, today)
  return (
    <form
      className="card fields"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (fault === undefined) save.write(plan)
      }}
    >
      <label>
        {t('call.title')}
        <input
          required
          maxLength={120}
          size={40}
          value={plan.title}
          placeholder={t('call.titleHint')}
          onChange={(event) => turn({ title: event.target.value })}
        />
      </label>
      <SheetChoice sheets={sheets} plan={plan} turn={turn} />
      <Kinds plan={plan} turn={turn} />
      <Days plan={plan} turn={turn} wrong={isTried ? fault : undefined} />
      <p className="note">{t('call.termsHint')}</p>
      {save.error === null ? null : <Failure error={save.error} kept={t('call.kept')} />}
      <div>
        <button type="submit" className="button go" disabled={save.isUnderWay}>
          {t('call.save')}
        </button>
      </div>
    </form>
  )
}

type PartProps = { readonly plan: Plan; readonly turn: (change: Partial<Plan>) => void }

function SheetChoice({ sheets, plan, turn }: PartProps & { readonly sheets: Sheets }) {
  const { t, of } = useText()
  return (
    <label>
      {t('call.sheet')}
      <select required value={plan.sheet} onChange={(event) => turn({ sheet: event.target.value })}>
        {sheets.map(({ id, title, version, maximum, bonus }) => (
          <option key={id} value={id}>
            {t('call.sheetOf', { title: of(title), version, maximum, bonus })}
          </option>
        ))}
      </select>
    </label>
  )
}

function Kinds({ plan, turn }: PartProps) {
  const { t, of } = useText()
  return (
    <fieldset>
      <legend>{t('call.kinds')}</legend>
      <div className="choices">
        {CALL_KINDS.map((kind) => (
          <label key={kind} className="choice">
            <input
              type="checkbox"
              checked={plan.kinds.includes(kind)}
              onChange={({ target }) =>
                turn({ kinds: CALL_KINDS.filter((one) => (one === kind ? target.checked : plan.kinds.includes(one))) })
              }
            />
            {of(kindName(kind))}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Days({ plan, turn, wrong }: PartProps & { readonly wrong: keyof CallPlan | undefined }) {
  const { t } = useText()
  return (
    <div className="row">
      <label>
        {t('call.year')}
        <input
          type="number"
          required
          value={plan.year}
          aria-invalid={wrong === 'year'}
          onChange={(event) => turn({ year: Number(event.target.value) })}
        />
        {wrong === 'year' ? <Wrong word={t('call.wrong.year')} /> : null}
      </label>
      {(['applyBy', 'vetoOn'] as const).map((name) => (
        <label key={name}>
          {t(`call.${name}`)}
          <input
            type="date"
            required
            value={plan[name]}
            aria-invalid={wrong === name}
            onChange={(event) => turn({ [name]: event.target.value })}
          />
          {wrong === name ? <Wrong word={t(`call.wrong.${name}`)} /> : null}
        </label>
      ))}
    </div>
  )
}

function Wrong({ word }: { readonly word: string }) {
  return (
    <span className="wrong" role="alert">
      {word}
    </span>
  )
}
