import { numberText, gapText } from '../shared/number.ts'
import { useText } from '../shared/text.ts'
import type { Live } from './live.ts'
import type { PlanHead } from './plan.ts'

type LiveProps = { readonly plan: PlanHead | undefined; readonly live: Live | undefined }

/** How the solver stands, read out as it changes: the best cost so far, what is proven, and the gap between. */
export function LiveScore({ plan, live }: LiveProps) {
  const { t } = useText()
  const isSolving = plan?.state === 'solving'
  const cost = live?.cost ?? plan?.cost ?? null
  const bound = live?.bound ?? plan?.bound ?? null
  const gap = live?.gap ?? plan?.gap ?? null
  return (
    <div data-testid="planner-live" aria-live="polite" className={isSolving ? 'notice' : 'unseen'}>
      {isSolving ? (
        <>
          <p>
            <strong>
              {cost === null
                ? t('live.searching')
                : t('live.best', {
                    cost: numberText(cost),
                    bound: bound === null ? '—' : numberText(bound),
                    gap: gap === null ? '—' : gapText(gap),
                  })}
            </strong>
          </p>
          <p>{t('import.mayClose')}</p>
          <progress aria-label={t('plan.solving')} />
        </>
      ) : null}
      {plan?.state === 'solved' ? t('live.done') : null}
    </div>
  )
}
