import { Link, useSearch } from '@tanstack/react-router'
import { PageHead } from '../shared/page-head.tsx'
import { LINES_TABS, type LinesTab } from '../shared/lines-search.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { ConferencesTab } from './conferences-tab.tsx'
import { GapsTab } from './gaps-tab.tsx'
import { LoadTab } from './load-tab.tsx'
import { MovesTab } from './moves-tab.tsx'

/** The three lines: one sentence that answers, then gaps, hand-overs and claims, load, conferences. */
export function LinesPage() {
  const { t } = useText()
  const { tab = 'gaps' } = useSearch({ from: '/in/lines' })
  const lines = useAsk('GET /api/lines', {}, { keep: true }).data
  return (
    <>
      <PageHead
        title={t('lines.title')}
        lead={
          lines === undefined
            ? undefined
            : t('lines.lead', {
                count: lines.organizations,
                assigned: lines.assigned,
                gaps: lines.gaps,
                claims: lines.claims,
              })
        }
      />
      <nav className="tabs" aria-label={t('lines.parts')}>
        {LINES_TABS.map((one) => (
          <Link
            key={one}
            to="/lines"
            search={{ tab: one }}
            aria-current={one === tab ? 'page' : undefined}
            activeProps={{}}
          >
            {t(`lines.tab.${one}`)}
          </Link>
        ))}
      </nav>
      <Tab tab={tab} />
    </>
  )
}

function Tab({ tab }: { readonly tab: LinesTab }) {
  if (tab === 'moves') return <MovesTab />
  if (tab === 'load') return <LoadTab />
  return tab === 'conferences' ? <ConferencesTab /> : <GapsTab />
}
