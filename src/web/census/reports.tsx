import { Link } from '@tanstack/react-router'
import { CENSUS_REPORT } from '../../domain/census-report.ts'
import type { Reply } from '../shared/ask.ts'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { numberText } from '../shared/number.ts'
import { StateWord, type Tone } from '../shared/state-word.tsx'
import { dayText } from '../shared/day-text.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { Campaign } from './campaign.ts'

type Report = Reply<'GET /api/census/:id/reports'>['reports'][number]
type ReportState = keyof typeof CENSUS_REPORT.states

const TONES: Readonly<Record<ReportState, Tone>> = {
  gathering: 'plain',
  reported: 'amber',
  forwarded: 'amber',
  returned: 'brick',
  accepted: 'leaf',
  omitted: 'brick',
}

/** What the bodies report up the line; each is reported, accepted or returned as a case. */
export function Reports({ campaign }: { readonly campaign: Campaign }) {
  const { t, language } = useText()
  const asked = useAsk('GET /api/census/:id/reports', { params: { id: campaign.id } })
  return (
    <Loaded asked={asked}>
      {({ reports }) =>
        reports.length === 0 ? (
          <Empty title={t('reports.none')} />
        ) : (
          <>
            <p className="note">{t('reports.note')}</p>
            <ListTable
              caption={t('census.tab.reports')}
              rows={reports}
              keyOf={(one) => one.id}
              columns={[
                {
                  key: 'body',
                  head: t('returns.body'),
                  names: true,
                  cell: ({ id, bodyName }) => (
                    <Link to="/cases/$id" params={{ id }}>
                      {bodyName}
                    </Link>
                  ),
                },
                {
                  key: 'state',
                  head: t('census.state'),
                  isShort: true,
                  cell: ({ state }) => <ReportState state={state} />,
                },
                {
                  key: 'confirmed',
                  head: t('reports.confirmed'),
                  isNumber: true,
                  cell: ({ counts }) => numberText(counts.confirmed),
                },
                {
                  key: 'submitted',
                  head: t('reports.submitted'),
                  isNumber: true,
                  cell: ({ counts }) => numberText(counts.submitted),
                },
                { key: 'open', head: t('reports.open'), isNumber: true, cell: (one) => numberText(openOf(one)) },
                {
                  key: 'missing',
                  head: t('reports.missing'),
                  isNumber: true,
                  cell: ({ counts }) => numberText(counts.missing),
                },
                {
                  key: 'due',
                  head: t('returns.due'),
                  isShort: true,
                  cell: ({ due }) => (due === null ? '—' : dayText(due, language)),
                },
              ]}
            />
          </>
        )
      }
    </Loaded>
  )
}

function openOf({ counts }: Report): number {
  return counts.notStarted + counts.inProgress + counts.returned
}

function ReportState({ state }: { readonly state: string }) {
  const { of } = useText()
  const known = REPORT_STATES.find((one) => one === state)
  return known === undefined ? (
    <>{state}</>
  ) : (
    <StateWord tone={TONES[known]} word={of(CENSUS_REPORT.states[known].name)} />
  )
}

const REPORT_STATES = ['gathering', 'reported', 'forwarded', 'returned', 'accepted', 'omitted'] as const
