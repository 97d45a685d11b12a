import { Link } from '@tanstack/react-router'
import { caseStateName } from '../shared/case-words.ts'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { StateWord, type Tone } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { orderedSeats, seatStep, type SeatRow, type SeatStep } from './seat.ts'

const TONES: Readonly<Record<SeatStep, Tone>> = {
  declare: 'amber',
  score: 'amber',
  vote: 'amber',
  waits: 'plain',
  done: 'leaf',
  stoodBack: 'plain',
}
const WAITING: readonly SeatStep[] = ['declare', 'score', 'vote']

/** The evaluations to whose panels I was named: what waits for me stands first. */
export function PanelsPage() {
  const { t } = useText()
  const asked = useAsk('GET /api/my/panels', {})
  const seats = orderedSeats(asked.data?.panels ?? [])
  const waiting = seats.filter((one) => WAITING.includes(seatStep(one))).length
  const lead = waiting === 0 ? t('seat.nothing') : t('seat.lead', { count: waiting })
  return (
    <>
      <PageHead title={t('menu.panels')} lead={asked.data === undefined ? undefined : lead} />
      <Loaded asked={asked} lines={4}>
        {() =>
          seats.length === 0 ? <Empty title={t('seat.empty')}>{t('seat.emptyHint')}</Empty> : <Seats seats={seats} />
        }
      </Loaded>
    </>
  )
}

function Seats({ seats }: { readonly seats: readonly SeatRow[] }) {
  const { t, of } = useText()
  return (
    <ListTable<SeatRow>
      caption={t('menu.panels')}
      rows={seats}
      keyOf={({ caseId }) => caseId}
      columns={[
        { key: 'name', head: t('seat.organization'), names: true, cell: (row) => <SeatName row={row} /> },
        { key: 'call', head: t('seat.call'), cell: ({ callTitle }) => (callTitle === '' ? '—' : callTitle) },
        { key: 'panel', head: t('seat.which'), cell: ({ panel }) => t(`seat.is.${panel}`) },
        {
          key: 'step',
          head: t('seat.step'),
          cell: (row) => <StateWord tone={TONES[seatStep(row)]} word={t(`seat.step.${seatStep(row)}`)} />,
        },
        {
          key: 'state',
          head: t('seat.state'),
          cell: ({ state }) => (state === null ? '—' : of(caseStateName('evaluation', state))),
        },
      ]}
    />
  )
}

/** Whoever stands back is told no name any more. */
function SeatName({ row: { caseId, name, code } }: { readonly row: SeatRow }) {
  const { t } = useText()
  return (
    <>
      <Link to="/panels/$id" params={{ id: caseId }}>
        {name === '' ? t('seat.unnamed') : name}
      </Link>
      {code === '' ? null : <small className="code">{code}</small>}
    </>
  )
}
