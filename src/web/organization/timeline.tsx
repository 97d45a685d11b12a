import { dayText } from '../shared/day-text.ts'
import { Figure } from '../shared/figure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { lineName, ruleName } from '../shared/names.ts'
import { StandingWord, toneOfStanding } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { bandOf } from './band.ts'
import type { Organization, StandingSpan } from './record.ts'
import { useSpanText } from './span-text.ts'

/** The standing over time as a band and, with rule and day, as a table. */
export function Timeline({ organization }: { readonly organization: Organization }) {
  const { t, of, language } = useText()
  const spanText = useSpanText()
  const { timeline, basis } = organization
  if (timeline.length === 0) return <p className="note">{t('organization.noTimeline')}</p>
  return (
    <>
      <Band timeline={timeline} until={basis.asOf} />
      <ListTable<StandingSpan>
        caption={t('organization.timeline')}
        rows={timeline.toReversed()}
        keyOf={({ from, to }) => `${from ?? ''}/${to ?? ''}`}
        columns={[
          { key: 'span', head: t('span'), names: true, cell: spanText },
          {
            key: 'standing',
            head: t('organization.standing'),
            cell: ({ standing }) => <StandingWord standing={standing} />,
          },
          {
            key: 'rule',
            head: t('organization.ruleHead'),
            cell: ({ rule }) => (
              <>
                {rule}
                <small>{of(ruleName(rule))}</small>
              </>
            ),
          },
          {
            key: 'line',
            head: t('organization.line'),
            cell: ({ line }) => (line === null ? t('unknown') : of(lineName(line))),
          },
          {
            key: 'members',
            head: t('organization.fullMembers'),
            isNumber: true,
            cell: ({ fullMembers }) => <Figure count={fullMembers} why={t('figure.notAnswered')} />,
          },
          {
            key: 'next',
            head: t('organization.nextChange'),
            cell: ({ nextChange }) => (nextChange === null ? null : dayText(nextChange, language)),
          },
        ]}
      />
    </>
  )
}

function Band({ timeline, until }: { readonly timeline: readonly StandingSpan[]; readonly until: string }) {
  const pieces = bandOf(timeline, until)
  const shown = timeline.filter(({ from }) => from === null || from < until)
  return (
    <div className="band" aria-hidden="true">
      {pieces.map(({ from, to, share }, at) => {
        const tone = toneOfStanding(shown[at]?.standing ?? '')
        return <i key={from} className={tone} style={{ width: `${share * 100}%` }} title={`${from} – ${to}`} />
      })}
    </div>
  )
}
