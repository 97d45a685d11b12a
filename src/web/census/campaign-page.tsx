import { Link, useParams, useSearch } from '@tanstack/react-router'
import { CampaignState } from '../shared/campaign-state.tsx'
import { dayText } from '../shared/day-text.ts'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { DraftView } from './draft-view.tsx'
import type { Campaign, Progress } from './campaign.ts'
import { CampaignActs } from './campaign-acts.tsx'
import { Cards } from './cards.tsx'
import { Cuts } from './cuts.tsx'
import { Reports } from './reports.tsx'
import { Returns } from './returns.tsx'

const LOOK_EVERY = 15_000

/** One census: the draft before it is opened; its progress, returns and reports afterwards. */
export function CampaignPage() {
  const { t } = useText()
  const { id } = useParams({ from: '/in/census/$id' })
  const asked = useAsk('GET /api/census/:id', { params: { id } })
  return (
    <>
      <p className="back">
        {asked.data?.purpose === 'annualReport' ? (
          <Link to="/reports">{t('report.back')}</Link>
        ) : (
          <Link to="/census" search={{}}>
            {t('census.back')}
          </Link>
        )}
      </p>
      {asked.data === undefined ? <PageHead title={t('census.title')} /> : null}
      <Loaded asked={asked}>
        {(campaign) =>
          campaign.state === 'draft' ? <DraftView campaign={campaign} /> : <Running campaign={campaign} />
        }
      </Loaded>
    </>
  )
}

const TABS = ['progress', 'returns', 'cards', 'reports'] as const

function Running({ campaign }: { readonly campaign: Campaign }) {
  const { t, language } = useText()
  const { id } = campaign
  const { tab = 'progress' } = useSearch({ from: '/in/census/$id' })
  const again = () => (campaign.state === 'open' ? LOOK_EVERY : false)
  const asked = useAsk('GET /api/census/:id/progress', { params: { id } }, { again, keep: true })
  return (
    <>
      <PageHead
        title={campaign.title}
        lead={asked.data === undefined ? undefined : <ProgressSentence progress={asked.data} />}
        act={asked.data === undefined ? undefined : <CampaignActs progress={asked.data} />}
      />
      <p className="meta">
        <CampaignState state={campaign.state} />
        <span className="chip">{t('census.cutOffChip', { day: dayText(campaign.cutOff, language) })}</span>
        <span className="chip">{t('census.dueChip', { day: dayText(campaign.dueOn, language) })}</span>
        <span className="chip">{t('census.closesChip', { day: dayText(campaign.closesOn, language) })}</span>
        <span className="chip">{campaign.officeName}</span>
        {campaign.frozenAt === null ? null : (
          <Link to="/analysis" search={{ asOf: campaign.cutOff, knownAt: campaign.frozenAt }}>
            {t('census.asItKnew')}
          </Link>
        )}
      </p>
      <nav className="tabs" aria-label={campaign.title}>
        {TABS.filter((name) => name !== 'reports' || campaign.purpose === 'census').map((name) => (
          <Link
            key={name}
            to="/census/$id"
            params={{ id }}
            search={{ tab: name }}
            aria-current={tab === name ? 'page' : undefined}
          >
            {t(`census.tab.${name}`)}
          </Link>
        ))}
      </nav>
      {tab === 'progress' ? <Loaded asked={asked}>{(progress) => <Cuts progress={progress} />}</Loaded> : null}
      {tab === 'returns' ? <Returns campaign={campaign} /> : null}
      {tab === 'cards' ? <Cards campaign={campaign} /> : null}
      {tab === 'reports' ? <Reports campaign={campaign} /> : null}
    </>
  )
}

/** How far it has come, in one sentence whose numbers open their lists. */
function ProgressSentence({ progress }: { readonly progress: Progress }) {
  const { t } = useText()
  const { whole, silent, overdue } = progress
  const answered = whole.submitted + whole.confirmed
  const counts = { expected: whole.expected, answered, late: whole.late, begun: whole.notStarted, overdue, silent }
  return (
    <>
      {t(whole.missing > 0 ? 'progress.sentenceMissing' : 'progress.sentence', { ...counts, missing: whole.missing })}
    </>
  )
}
