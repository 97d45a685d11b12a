import type { ReactNode } from 'react'
import { Dash } from '../shared/figure.tsx'
import { distanceText, gapText, numberText } from '../shared/number.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { violationsOf, type PlanReply } from './plan.ts'

/** How good the plan is, and what is proven of it. */
export function Score({ reply }: { readonly reply: PlanReply }) {
  const { t } = useText()
  const { plan } = reply
  const grouped = reply.groups.reduce((sum, { units }) => sum + units.length, 0)
  const violations = violationsOf(reply)
  const costOf = (cost: number | null) => (cost === null ? <Dash why={t('score.noneYet')} /> : numberText(cost))
  return (
    <section aria-labelledby="score" data-testid="planner-score" className="score">
      <h2 id="score">{t('score.title')}</h2>
      <dl>
        <Line name={t('score.grouped')} value={numberText(grouped)} />
        <Line name={t('plans.groups')} value={numberText(reply.groups.length)} />
        <Line name={t('score.independent')} value={numberText(reply.independent.length)} />
        <Line name={t('plans.left')} value={numberText(reply.unassigned.length)} />
        <Line name={t('score.area')} value={numberText(reply.area.length)} />
        <Line name={t('score.cost')} value={costOf(plan.cost)} />
        <Line name={t('score.bound')} value={costOf(plan.bound)} />
        <Line name={t('score.gap')} value={plan.gap === null ? <Dash why={t('score.noneYet')} /> : gapText(plan.gap)} />
        <Line
          name={t('score.violations')}
          value={<StateWord tone={violations === 0 ? 'leaf' : 'brick'} word={numberText(violations)} />}
        />
      </dl>
      <p>{t(maximalKey(plan.provenMaximal))}</p>
      <p className="note">{t('score.costNote')}</p>
      <Limits limits={reply.limits} />
    </section>
  )
}

function Line({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function maximalKey(proven: boolean | null) {
  if (proven === null) return 'score.maximalUnknown'
  return proven ? 'score.maximal' : 'score.notMaximal'
}

function Limits({ limits }: Pick<PlanReply, 'limits'>) {
  const { t } = useText()
  const { maxUnits, minMembers, maxMembers, radius } = limits
  if (maxUnits === undefined || minMembers === undefined || maxMembers === undefined || radius === undefined)
    return null
  return <p className="note">{t('score.limits', { maxUnits, minMembers, maxMembers, radius: distanceText(radius) })}</p>
}
