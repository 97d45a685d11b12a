import { Link, useSearch } from '@tanstack/react-router'
import { EVALUATION_TABS, type EvaluationTab } from '../shared/evaluation-search.ts'
import { PageHead } from '../shared/page-head.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { ExpertsTab } from './experts-tab.tsx'
import { GradesTab } from './grades-tab.tsx'
import { WorkTab } from './work-tab.tsx'

/** The third pass: calls and their evaluations, grades that end, and who may be named to a panel. */
export function EvaluationsPage() {
  const { t } = useText()
  const { tab = 'work' } = useSearch({ from: '/in/evaluations' })
  const mayWrite = useSession().data?.mayWrite === true
  const calls = useAsk('GET /api/evaluation-calls', {}, { keep: true }).data?.calls
  const mine = useAsk('GET /api/cases', { query: { box: 'mine', kind: 'evaluation', limit: 1 } }, { keep: true }).data
  const open = calls?.filter((one) => one.state === 'published').length
  const tabs = EVALUATION_TABS.filter((one) => one !== 'experts' || mayWrite)
  return (
    <>
      <PageHead
        title={t('evaluation.title')}
        lead={
          open === undefined || mine === undefined ? undefined : t('evaluation.lead', { count: open, mine: mine.total })
        }
        act={
          mayWrite ? (
            <Link to="/evaluations/calls/new" className="button go">
              {t('call.write')}
            </Link>
          ) : undefined
        }
      />
      <nav className="tabs" aria-label={t('evaluation.parts')}>
        {tabs.map((one) => (
          <Link
            key={one}
            to="/evaluations"
            search={{ tab: one }}
            aria-current={one === tab ? 'page' : undefined}
            activeProps={{}}
          >
            {t(`evaluation.tab.${one}`)}
          </Link>
        ))}
      </nav>
      <Tab tab={tabs.includes(tab) ? tab : 'work'} />
    </>
  )
}

function Tab({ tab }: { readonly tab: EvaluationTab }) {
  if (tab === 'grades') return <GradesTab />
  return tab === 'experts' ? <ExpertsTab /> : <WorkTab />
}
