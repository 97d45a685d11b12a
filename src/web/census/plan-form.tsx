import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { CENSUS_KINDS, type CampaignPlan } from '../../domain/census.ts'
import { addDays } from '../../domain/day.ts'
import { LINES } from '../../domain/organization.ts'
import { ask, type Reply } from '../shared/ask.ts'
import { Failure, Wait } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { kindName, lineName } from '../shared/names.ts'
import { usePlaces } from '../shared/places.ts'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useSubmission } from '../shared/use-submission.ts'
import { SetBurden } from './burden-meter.tsx'

type Campaign = Reply<'GET /api/census/:id'>
type Sets = Reply<'GET /api/question-sets'>['sets']

export type PlanFormProps = {
  /** The draft that is being changed; none for a new one. */
  readonly campaign?: Campaign
  readonly saved: (id: string) => void
}

/** What a census asks, whom, and by when. */
export function PlanForm(props: PlanFormProps) {
  const asked = useAsk('GET /api/question-sets', {})
  const today = useSession().data?.today
  return (
    <Loaded asked={asked}>
      {({ sets }) => {
        const purpose = props.campaign?.purpose ?? 'census'
        const asking = sets.filter(({ set }) => (set.purpose ?? 'census') === purpose)
        return today === undefined ? <Wait /> : <PlanFields {...props} sets={asking} today={today} />
      }}
    </Loaded>
  )
}

const DUE_AFTER = 30
const CLOSES_AFTER = 45

function freshPlan(sets: Sets, today: string): CampaignPlan {
  return {
    title: '',
    questionSet: sets[0]?.set.id ?? '',
    cutOff: today,
    dueOn: addDays(today, DUE_AFTER),
    closesOn: addDays(today, CLOSES_AFTER),
    scope: { places: [], lines: [], kinds: CENSUS_KINDS },
  }
}

type FieldsProps = PlanFormProps & { readonly sets: Sets; readonly today: string }

function PlanFields({ campaign, saved, sets, today }: FieldsProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const [plan, setPlan] = useState<CampaignPlan>(() =>
    campaign === undefined ? freshPlan(sets, today) : planOf(campaign),
  )
  const turn = (change: Partial<CampaignPlan>) => setPlan((before) => ({ ...before, ...change }))
  const submission = useSubmission((body: CampaignPlan, key) =>
    campaign === undefined
      ? ask('POST /api/census', { body, key })
      : ask('PUT /api/census/:id', { params: { id: campaign.id }, body: { ...body, seen: campaign.version }, key }),
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const reply = await submission.submit(plan)
    if (reply === undefined) return
    await queries.invalidateQueries()
    saved(reply.id)
  }
  return (
    <form className="card fields" onSubmit={(event) => void submit(event)}>
      <label>
        {t('census.name')}
        <input
          required
          maxLength={120}
          size={40}
          value={plan.title}
          placeholder={t('census.nameHint')}
          onChange={(event) => turn({ title: event.target.value })}
        />
      </label>
      <SetFields sets={sets} plan={plan} turn={turn} />
      <DayFields plan={plan} turn={turn} />
      <ScopeFields plan={plan} turn={turn} />
      {submission.error === null ? null : <Failure error={submission.error} kept={t('census.formKept')} />}
      <button type="submit" className="button go" disabled={submission.isUnderWay}>
        {t('census.saveDraft')}
      </button>
    </form>
  )
}

function planOf({ title, questionSet, cutOff, dueOn, closesOn, scope }: Campaign): CampaignPlan {
  return { title, questionSet, cutOff, dueOn, closesOn, scope }
}

type PartProps = { readonly plan: CampaignPlan; readonly turn: (change: Partial<CampaignPlan>) => void }

function SetFields({ sets, plan, turn }: PartProps & { readonly sets: Sets }) {
  const { t, of } = useText()
  return (
    <fieldset>
      <legend>{t('census.set')}</legend>
      {sets.map(({ set, most, budget }) => (
        <div key={set.id}>
          <label className="choice">
            <input
              type="radio"
              name="set"
              checked={plan.questionSet === set.id}
              onChange={() => turn({ questionSet: set.id })}
            />
            {of(set.title)} <small className="beside">{t('census.version', { version: set.version })}</small>
          </label>
          {plan.questionSet === set.id ? <SetBurden most={most} budget={budget} /> : null}
        </div>
      ))}
    </fieldset>
  )
}

function DayFields({ plan, turn }: PartProps) {
  const { t } = useText()
  return (
    <div className="row">
      {(['cutOff', 'dueOn', 'closesOn'] as const).map((name) => (
        <label key={name}>
          {t(`census.${name}`)}
          <input type="date" required value={plan[name]} onChange={(event) => turn({ [name]: event.target.value })} />
        </label>
      ))}
    </div>
  )
}

function ScopeFields({ plan, turn }: PartProps) {
  const { t, of } = useText()
  const { scope } = plan
  const districts = usePlaces(plan.cutOff).filter((place) => place.level === 'district')
  const toggled = <T,>(list: readonly T[], one: T) =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
  return (
    <>
      {districts.length < 2 ? null : (
        <fieldset>
          <legend>{t('census.places')}</legend>
          <div className="choices">
            {districts.map(({ code, name }) => (
              <label key={code} className="choice">
                <input
                  type="checkbox"
                  checked={scope.places.includes(code)}
                  onChange={() => turn({ scope: { ...scope, places: toggled(scope.places, code) } })}
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <fieldset>
        <legend>{t('census.lines')}</legend>
        <div className="choices">
          {LINES.map((line) => (
            <label key={line} className="choice">
              <input
                type="checkbox"
                checked={scope.lines.includes(line)}
                onChange={() => turn({ scope: { ...scope, lines: toggled(scope.lines, line) } })}
              />
              {of(lineName(line))}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('census.kinds')}</legend>
        <div className="choices">
          {CENSUS_KINDS.map((kind) => (
            <label key={kind} className="choice">
              <input
                type="checkbox"
                checked={scope.kinds.includes(kind)}
                onChange={() => turn({ scope: { ...scope, kinds: toggled(scope.kinds, kind) } })}
              />
              {of(kindName(kind))}
            </label>
          ))}
        </div>
      </fieldset>
    </>
  )
}
