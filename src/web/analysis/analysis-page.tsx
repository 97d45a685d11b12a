import { Link, useSearch } from '@tanstack/react-router'
import { ANALYSIS_TABS } from '../shared/analysis-search.ts'
import { useText } from '../shared/text.ts'
import { CoverageTab } from './coverage-tab.tsx'
import { FlowTab } from './flow-tab.tsx'
import { GapsTab } from './gaps-tab.tsx'
import { OfficialTab } from './official-tab.tsx'

/** Questions as tabs in the URL; each page opens with its answer. */
export function AnalysisPage() {
  const { t } = useText()
  const { tab = 'coverage' } = useSearch({ from: '/in/analysis' })
  return (
    <>
      <nav className="tabs" aria-label={t('analysis.questions')}>
        {ANALYSIS_TABS.map((one) => (
          <Link
            key={one}
            to="/analysis"
            search={{ tab: one }}
            aria-current={one === tab ? 'page' : undefined}
            activeProps={{}}
          >
            {t(`analysis.${one}`)}
          </Link>
        ))}
      </nav>
      <Tab tab={tab} />
    </>
  )
}

function Tab({ tab }: { readonly tab: (typeof ANALYSIS_TABS)[number] }) {
  if (tab === 'flow') return <FlowTab />
  if (tab === 'official') return <OfficialTab />
  return tab === 'gaps' ? <GapsTab /> : <CoverageTab />
}
