import '../shared/liaison.css'
import { Link, useSearch } from '@tanstack/react-router'
import { LIAISON_TABS } from '../shared/liaison-search.ts'
import { PageHead } from '../shared/page-head.tsx'
import { useScope } from '../shared/scope.ts'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { DueTab } from './due-tab.tsx'
import { GapsTab } from './gaps-tab.tsx'
import { HeldTab } from './held-tab.tsx'
import { ListCard } from './list-card.tsx'
import { LoadTab } from './load-tab.tsx'
import { OfficersTab } from './officers-tab.tsx'
import { VisitsTab } from './visits-tab.tsx'

const TABS = {
  gaps: GapsTab,
  held: HeldTab,
  officers: OfficersTab,
  due: DueTab,
  visits: VisitsTab,
  load: LoadTab,
} as const

/** Which organizations have an officer, who looks after how many, and which contacts are due. */
export function LiaisonPage() {
  const { t } = useText()
  const scope = useScope()
  const { tab = 'gaps' } = useSearch({ from: '/in/liaison' })
  const { data } = useAsk('GET /api/liaison', { query: scope }, { keep: true })
  const mayWrite = useSession().data?.mayWrite === true
  const Tab = TABS[tab]
  return (
    <>
      <PageHead
        title={t('liaison.title')}
        lead={data === undefined ? undefined : t('liaison.lead', data.whole)}
        act={
          <Link className="button" to="/liaison/visit">
            {t('visit.title')}
          </Link>
        }
        basis={data?.basis}
      />
      <nav className="tabs" aria-label={t('liaison.tabs')}>
        {LIAISON_TABS.map((one) => (
          <Link
            key={one}
            to="/liaison"
            search={{ tab: one }}
            aria-current={one === tab ? 'page' : undefined}
            activeProps={{}}
          >
            {t(`liaison.${one}`)}
          </Link>
        ))}
      </nav>
      <Tab />
      {mayWrite && (tab === 'gaps' || tab === 'held') ? <ListCard /> : null}
    </>
  )
}
