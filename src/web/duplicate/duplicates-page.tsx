import '../shared/duplicate.css'
import { Link, useSearch } from '@tanstack/react-router'
import { DUPLICATE_TABS } from '../shared/duplicate-search.ts'
import { MergesTab } from './merges-tab.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'
import { AnswersTab } from './answers-tab.tsx'
import { PairsTab } from './pairs-tab.tsx'

const TABS = { pairs: PairsTab, answers: AnswersTab, merges: MergesTab } as const

/** Records that may be one organization: why they are listed, side by side, and what was decided. */
export function DuplicatesPage() {
  const { t } = useText()
  const { tab = 'pairs' } = useSearch({ from: '/in/orgs/duplicates' })
  const Tab = TABS[tab]
  return (
    <>
      <PageHead
        title={t('duplicate.title')}
        lead={t('duplicate.lead')}
        act={
          <Link to="/orgs" className="button">
            {t('organization.toRegister')}
          </Link>
        }
      />
      <nav className="tabs" aria-label={t('duplicate.tabs')}>
        {DUPLICATE_TABS.map((one) => (
          <Link
            key={one}
            to="/orgs/duplicates"
            search={{ tab: one }}
            aria-current={one === tab ? 'page' : undefined}
            activeProps={{}}
          >
            {t(`duplicate.${one}`)}
          </Link>
        ))}
      </nav>
      <Tab />
    </>
  )
}
