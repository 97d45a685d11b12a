import type { Reply } from '../shared/ask.ts'
import { numberText } from '../shared/number.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'

type Budget = { readonly fields: number; readonly minutes: number }
type Burden = Budget & { readonly prefilled: number }

/** What a form asks at the most of one organization, against the budget of the policy. */
export function SetBurden({ most, budget }: { readonly most: Burden; readonly budget: Budget }) {
  const { t } = useText()
  const isAbove = most.fields > budget.fields || most.minutes > budget.minutes
  return (
    <div className="meter">
      <Gauge label={t('burden.fields')} value={most.fields} budget={budget.fields} />
      <Gauge label={t('burden.minutes')} value={most.minutes} budget={budget.minutes} />
      <p className="note">
        {t('burden.most')} {isAbove ? <StateWord tone="amber" word={t('burden.mayBeAbove')} /> : null}
      </p>
    </div>
  )
}

/** What a census would ask of whom it is sent to; a warning to who designs it where it is too much. */
export function CampaignBurden({ burden }: { readonly burden: Reply<'GET /api/census/:id/preview'>['burden'] }) {
  const { t } = useText()
  const { median, heaviest, budget, above, organizations, fields, hours } = burden
  return (
    <section className="card" aria-labelledby="burden">
      <h2 id="burden">{t('burden.title')}</h2>
      <p>
        {t('burden.sentence', {
          fields: numberText(fields),
          hours: numberText(hours),
          organizations: numberText(organizations),
          prefilled: numberText(median.prefilled),
        })}
      </p>
      <div className="meter">
        <Gauge label={t('burden.medianFields')} value={median.fields} budget={budget.fields} />
        <Gauge label={t('burden.medianMinutes')} value={median.minutes} budget={budget.minutes} />
        <Gauge label={t('burden.heaviestFields')} value={heaviest.fields} budget={budget.fields} />
        <Gauge label={t('burden.heaviestMinutes')} value={heaviest.minutes} budget={budget.minutes} />
      </div>
      {above === 0 ? (
        <StateWord tone="leaf" word={t('burden.within')} />
      ) : (
        <output className="notice amber">
          <p>
            <strong>{t('burden.above', { count: above })}</strong> {t('burden.mend')}
          </p>
        </output>
      )}
    </section>
  )
}

function Gauge({ label, value, budget }: { readonly label: string; readonly value: number; readonly budget: number }) {
  const { t } = useText()
  const most = Math.max(value, budget, 1)
  return (
    <div className="gauge">
      <span>
        {label} <b>{numberText(value)}</b>{' '}
        <small className="beside">{t('burden.budget', { budget: numberText(budget) })}</small>
      </span>
      <span className={value > budget ? 'bar above' : 'bar'} aria-hidden="true">
        <i style={{ width: `${(100 * value) / most}%` }} />
        <em style={{ left: `${(100 * budget) / most}%` }} />
      </span>
    </div>
  )
}
