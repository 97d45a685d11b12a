import { Link } from '@tanstack/react-router'
import { dayText, instantText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { Dash, Figure } from '../shared/figure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { lineName } from '../shared/names.ts'
import { gapText } from '../shared/number.ts'
import { PageHead } from '../shared/page-head.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { NewPlan } from './new-plan.tsx'
import { PlanState } from './plan-state.tsx'
import type { PlanHead } from './plan.ts'

/** My plans, and the making of another one. */
export function PlansPage() {
  const { t } = useText()
  const mayWrite = useSession().data?.mayWrite === true
  return (
    <>
      <PageHead title={t('plans.title')} lead={t('plans.lead')} />
      {mayWrite ? (
        <>
          <NewPlan />
          <PlanList />
        </>
      ) : (
        <Empty title={t('plans.noRight')}>{t('fail.whoGrants')}</Empty>
      )}
    </>
  )
}

function PlanList() {
  const { t } = useText()
  const asked = useAsk(
    'GET /api/plans',
    {},
    { again: (reply) => (reply?.plans.some(({ state }) => state === 'solving') === true ? 2000 : false) },
  )
  return (
    <section aria-labelledby="plans">
      <h2 id="plans">{t('plans.mine')}</h2>
      <Loaded asked={asked} lines={3}>
        {({ plans }) => (plans.length === 0 ? <p className="note">{t('plans.none')}</p> : <PlanTable plans={plans} />)}
      </Loaded>
    </section>
  )
}

function PlanTable({ plans }: { readonly plans: readonly PlanHead[] }) {
  const { t, of, language } = useText()
  return (
    <ListTable<PlanHead>
      caption={t('plans.mine')}
      rows={plans}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'name',
          head: t('plans.scope'),
          names: true,
          cell: ({ id, placeName, placeCode, line, createdAt }) => (
            <>
              <Link to="/plans/$id" params={{ id }}>
                {placeName ?? placeCode ?? t('scope.whole')} ·{' '}
                {line === null ? t('scope.allLines') : of(lineName(line))}
              </Link>
              <small>{instantText(createdAt, language)}</small>
            </>
          ),
        },
        { key: 'asOf', head: t('plans.asOf'), cell: ({ asOf }) => dayText(asOf, language) },
        { key: 'units', head: t('plans.units'), isNumber: true, cell: ({ units }) => <Figure count={units} /> },
        { key: 'groups', head: t('plans.groups'), isNumber: true, cell: ({ groups }) => <Figure count={groups} /> },
        { key: 'left', head: t('plans.left'), isNumber: true, cell: ({ unassigned }) => <Figure count={unassigned} /> },
        {
          key: 'gap',
          head: t('score.gap'),
          isNumber: true,
          cell: ({ gap }) => (gap === null ? <Dash why={t('score.noneYet')} /> : gapText(gap)),
        },
        { key: 'state', head: t('import.state'), cell: ({ state }) => <PlanState state={state} /> },
      ]}
    />
  )
}
