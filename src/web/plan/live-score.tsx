import { gapText, numberText } from '../shared/number.ts'
import { useText } from '../shared/text.ts'
import type { Live } from './live.ts'
import type { PlanHead } from './plan.ts'

type LiveProps = { readonly plan: PlanHead | undefined; readonly live: Live | undefined }

/** How the solver stands, read out as it changes, and at the end that it is done. */
export function LiveScore({ plan, live }: LiveProps) {
  const { t } = useText()
  const isSolving = plan?.state === 'solving'
  return (
    <div data-testid="planner-live" aria-live="polite" className={isSolving ? 'notice' : 'unseen'}>
      {isSolving ? <Progress best={live ?? plan} /> : null}
      {plan?.state === 'solved' ? t('live.done') : null}
    </div>
  )
}

/** The best cost so far, what is proven, and the gap between. */
function Progress({ best }: { readonly best: Pick<Live, 'cost' | 'bound' | 'gap'> }) {
  const { t } = useText()
  const { cost, bound, gap } = best
  const known = {
    bound: bound === null ? '—' : numberText(bound),
    gap: gap === null ? '—' : gapText(gap),
  }
  return (
    <>
      <strong>{cost === null ? t('live.searching') : t('live.best', { cost: numberText(cost), ...known })}</strong>
      <p>{t('import.mayClose')}</p>
      <progress aria-label={t('plan.solving')} />
    </>
  )
}
