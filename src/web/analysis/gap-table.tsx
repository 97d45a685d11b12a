import { Link } from '@tanstack/react-router'
import type { Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Figure } from '../shared/figure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { kindName, lineName, ruleName } from '../shared/names.ts'
import { StandingWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'

type Gap = Reply<'GET /api/analysis/gaps'>['organizations'][number]
type GapTableProps = { readonly caption: string; readonly organizations: readonly Gap[]; readonly policyTitle: string }

/** Organizations with the rule and pack that make them due, since when, and why it was not done. */
export function GapTable({ caption, organizations, policyTitle }: GapTableProps) {
  const { t, of, language } = useText()
  const dayOr = (day: string | null, none: string) => (day === null ? none : dayText(day, language))
  return (
    <ListTable<Gap>
      caption={caption}
      rows={organizations}
      keyOf={({ code }) => code}
      columns={[
        { key: 'name', head: t('organization.name'), names: true, cell: (row) => <GapName row={row} /> },
        {
          key: 'rule',
          head: t('gaps.rule'),
          cell: ({ rule, standing }) => (
            <>
              <StandingWord standing={standing} />
              <small>
                {rule} {of(ruleName(rule))} · {policyTitle}
              </small>
            </>
          ),
        },
        {
          key: 'members',
          head: t('organization.fullMembers'),
          isNumber: true,
          cell: ({ fullMembers }) => <Figure count={fullMembers} why={t('figure.notAnswered')} />,
        },
        { key: 'reason', head: t('gaps.reason'), cell: ({ notBuiltReason }) => notBuiltReason ?? t('gaps.noReason') },
        {
          key: 'since',
          head: t('gaps.since'),
          isShort: true,
          cell: ({ eligibleSince, nextChange }) => (
            <>
              {dayOr(eligibleSince, t('unknown'))}
              {nextChange === null ? null : (
                <small>{t('gaps.graceEnds', { day: dayText(nextChange, language) })}</small>
              )}
            </>
          ),
        },
        {
          key: 'body',
          head: t('gaps.body'),
          cell: ({ bodyName, line }) => (
            <>
              {bodyName ?? t('unknown')}
              {line === null ? null : <small>{of(lineName(line))}</small>}
            </>
          ),
        },
      ]}
    />
  )
}

function GapName({ row }: { readonly row: Gap }) {
  const { of } = useText()
  return (
    <>
      <Link to="/orgs/$code" params={{ code: row.code }}>
        {row.name}
      </Link>
      <small>
        {of(kindName(row.kind))} · {row.districtName ?? row.placeName}
      </small>
    </>
  )
}
