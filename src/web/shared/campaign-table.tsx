import { Link } from '@tanstack/react-router'
import type { Reply } from './ask.ts'
import { CampaignState } from './campaign-state.tsx'
import { dayText } from './day-text.ts'
import { ListTable } from './list-table.tsx'
import { numberText } from './number.ts'
import { useText } from './text.ts'

type Campaign = Reply<'GET /api/census'>['censuses'][number]
type Props = {
  readonly caption: string
  /** The head of the column that names each. */
  readonly head: string
  readonly campaigns: readonly Campaign[]
}

/** Campaigns, the newest first, whether censuses or years of annual reports, whose day of the counts the year says. */
export function CampaignTable({ caption, head, campaigns }: Props) {
  const { t, language } = useText()
  const cutOff = {
    key: 'cutOff',
    head: t('census.cutOff'),
    isShort: true,
    cell: (one: Campaign) => dayText(one.cutOff, language),
  }
  return (
    <ListTable
      caption={caption}
      rows={campaigns}
      keyOf={(one) => one.id}
      columns={[
        {
          key: 'title',
          head,
          names: true,
          cell: ({ id, title }) => (
            <Link to="/census/$id" params={{ id }}>
              {title}
            </Link>
          ),
        },
        { key: 'state', head: t('census.state'), isShort: true, cell: ({ state }) => <CampaignState state={state} /> },
        ...(campaigns.every((one) => one.purpose === 'census') ? [cutOff] : []),
        { key: 'due', head: t('census.dueOn'), isShort: true, cell: ({ dueOn }) => dayText(dueOn, language) },
        {
          key: 'expected',
          head: t('census.expected'),
          isNumber: true,
          cell: ({ expected }) => (expected === null ? '—' : numberText(expected)),
        },
        { key: 'office', head: t('census.office'), cell: ({ officeName }) => officeName },
      ]}
    />
  )
}
