import { Link } from '@tanstack/react-router'
import { begun } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { PageHead } from '../shared/page-head.tsx'
import { pointsText } from '../shared/points.ts'
import { StateWord, type Tone } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { groupState, namedBy, nextStep, type GroupState } from './evaluation-steps.ts'
import { progressOf, type EvaluationForm } from './use-evaluation-form.ts'

const TONES: Readonly<Record<GroupState, Tone>> = {
  notStarted: 'plain',
  inProgress: 'river',
  incomplete: 'amber',
  done: 'leaf',
}

/** The parts of the sheet with their states, why it came back, and where to go on. */
export function EvaluationOverview({ form }: { readonly form: EvaluationForm }) {
  const { t, of, language } = useText()
  const { view } = form
  const { indicators, maximum } = view.sheet
  const isBack = view.case.state === 'returned'
  const seen = isBack ? new Set(indicators.map(({ id }) => id)) : form.seen
  const states = indicators.map((group) => groupState(group, { ...form, seen, typed: form.draft.fields }))
  const next = nextStep(view.sheet, states, isBack ? namedBy(view.sheet, view.case.actions) : [])
  const isBegun = states.some((state) => state !== 'notStarted')
  const { id } = view.case
  const params = { id }
  const { done, of: all } = progressOf(form)
  const due = dayText(view.case.due ?? view.call.applyBy, language)
  return (
    <>
      <p className="back">
        <Link to="/my">{t('my.back')}</Link>
      </p>
      <PageHead
        title={view.call.title}
        lead={t('own.lead', { done, of: all, points: pointsText(form.total), most: maximum, due })}
        act={
          <Link className="button go" to="/my/evaluations/$id" params={params} search={next}>
            {t(isBack ? 'overview.mend' : isBegun ? 'overview.goOn' : 'overview.begin')}
          </Link>
        }
      />
      <ReturnedWith form={form} />
      <ul className="tasks">
        {indicators.map((group, at) => (
          <li key={group.id}>
            <span>
              <Link to="/my/evaluations/$id" params={params} search={{ step: group.id }}>
                {of(begun(group.title))}
              </Link>
              <small>
                {t('sheet.most', { points: group.maximum })}
                {group.isBonus === true ? ` · ${t('own.bonus')}` : ''}
              </small>
            </span>
            <StateWord tone={TONES[states[at] ?? 'notStarted']} word={t(`section.${states[at] ?? 'notStarted'}`)} />
          </li>
        ))}
        <li>
          <Link to="/my/evaluations/$id" params={params} search={{ step: 'check' }}>
            {t('check.title')}
          </Link>
        </li>
      </ul>
      <p className="note">{t('overview.kept')}</p>
      <p>
        <Link to="/cases/$id" params={params}>
          {t('own.withdraw')}
        </Link>
      </p>
    </>
  )
}

/** Why it came back; the indicators that were named lead to their pages. */
export function ReturnedWith({ form }: { readonly form: EvaluationForm }) {
  const { t, of, language } = useText()
  const { case: file, sheet } = form.view
  const back = file.actions.findLast((one) => one.action === 'returnFiling')
  if (file.state !== 'returned' || back === undefined) return null
  const { reason } = back.form
  const named = namedBy(sheet, file.actions)
  return (
    <section className="notice amber" aria-label={t('returned.title')}>
      <p>
        <strong>{t('returned.by', { who: of(back.actor), day: dayText(back.day, language) })}</strong>
      </p>
      <p className="as-typed">{typeof reason === 'string' ? reason : ''}</p>
      <ul>
        {named.map((one) => (
          <li key={one.id}>
            <Link to="/my/evaluations/$id" params={{ id: file.id }} search={{ step: `i.${one.id}`, from: 'check' }}>
              {of(begun(one.title))}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
