import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { isAskError } from '../shared/ask-error.ts'
import { ask, newKey } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Download } from '../shared/download.tsx'
import { Empty, Failure } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { LiveScore } from './live-score.tsx'
import { PlanBody } from './plan-body.tsx'
import type { PlanHead, PlanReply } from './plan.ts'
import { useLive } from './use-live.ts'

const LOOK_EVERY = 3000

/** A plan: a proposal with its groups, the units left over and why, and how good it is proven to be. */
export function PlanPage() {
  const { t } = useText()
  const { id } = useParams({ from: '/in/plans/$id' })
  const asked = useAsk(
    'GET /api/plans/:id',
    { params: { id } },
    { again: (reply) => (reply?.plan.state === 'solving' ? LOOK_EVERY : false) },
  )
  const plan = asked.data?.plan
  const isSolving = plan?.state === 'solving'
  const live = useLive(id, isSolving, () => void asked.refetch())
  if (isAskError(asked.error) && asked.error.status === 404) return <NoPlan />
  return (
    <>
      <PageHead
        title={t('plan.title')}
        lead={<PlanLead plan={plan} />}
        act={plan === undefined ? undefined : <PlanActs plan={plan} />}
        basis={asked.data && basisOf(asked.data)}
      />
      <LiveScore plan={plan} live={live} />
      <Loaded asked={asked} lines={10}>
        {(reply) => (reply.plan.state === 'solved' ? <PlanBody reply={reply} /> : null)}
      </Loaded>
    </>
  )
}

function NoPlan() {
  const { t } = useText()
  return (
    <>
      <PageHead title={t('plan.missing')} />
      <Empty
        title={t('plan.missing')}
        act={
          <Link to="/plans" className="button go">
            {t('plan.toPlans')}
          </Link>
        }
      >
        {t('organization.missingHint')}
      </Empty>
    </>
  )
}

function basisOf({ plan, policyTitle, assumed }: PlanReply) {
  return { asOf: plan.asOf, policy: plan.policy, policyTitle, assumed }
}

function PlanLead({ plan }: { readonly plan: PlanHead | undefined }) {
  const { t, language } = useText()
  if (plan === undefined) return <>{t('plan.lead')}</>
  if (plan.state === 'failed') return <>{t('plan.failedLead', { failure: plan.failure ?? '' })}</>
  if (plan.state === 'solving') return <>{t('plan.solvingLead')}</>
  return (
    <>
      {t('plan.sentence', {
        count: plan.units,
        groups: plan.groups,
        independent: plan.independent,
        left: plan.unassigned,
        day: dayText(plan.asOf, language),
      })}{' '}
      {t('plan.proposal')}
    </>
  )
}

function PlanActs({ plan }: { readonly plan: PlanHead }) {
  const { t } = useText()
  const queries = useQueryClient()
  const stop = useMutation({
    mutationFn: (key: string) => ask('POST /api/plans/:id/stop', { params: { id: plan.id }, key }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['GET /api/plans/:id'] }),
  })
  if (plan.state === 'solving') {
    return (
      <>
        <button type="button" className="button" disabled={stop.isPending} onClick={() => stop.mutate(newKey())}>
          {t('plan.stop')}
        </button>
        {stop.error === null ? null : <Failure error={stop.error} />}
      </>
    )
  }
  return plan.state === 'solved' ? (
    <Download path="/api/plans/:id/plan.xlsx" params={{ id: plan.id }} className="button go">
      {t('plan.xlsx')}
    </Download>
  ) : (
    <Link to="/plans" className="button">
      {t('plan.toPlans')}
    </Link>
  )
}
