import { useSearch } from '@tanstack/react-router'
import { FLOW_COLUMNS, type Flow } from '../../domain/flow.ts'
import { CUTS, type Cut } from '../shared/analysis-search.ts'
import type { Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Loaded } from '../shared/loaded.tsx'
import { kindName, lineName } from '../shared/names.ts'
import { numberText } from '../shared/number.ts'
import { PageHead } from '../shared/page-head.tsx'
import { useScope } from '../shared/scope.ts'
import { Scroll } from '../shared/scroll.tsx'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'

type FlowReply = Reply<'GET /api/analysis/flow'>
type Row = FlowReply['rows'][number]

/** Who came and who went, from a day to the as-of day: table T12, whose columns add up in every row. */
export function FlowTab() {
  const { t, language } = useText()
  const { by = 'district', from } = useSearch({ from: '/in/analysis' })
  const { asOf, place, line } = useScope()
  const asked = useAsk('GET /api/analysis/flow', { query: { place, line, to: asOf, from, by } }, { keep: true })
  const reply = asked.data
  const lead =
    reply === undefined
      ? t('flow.lead')
      : t('flow.sentence', {
          from: dayText(reply.period.from, language),
          to: dayText(reply.period.to, language),
          came: reply.total.founded + reply.total.movedIn,
          went: reply.total.deregistered + reply.total.revoked + reply.total.movedOut,
          open: reply.total.open,
          close: reply.total.close,
        })
  return (
    <>
      <PageHead title={t('flow.title')} lead={lead} basis={reply?.basis} />
      <Loaded asked={asked}>{(flow) => <FlowTable flow={flow} by={by} />}</Loaded>
    </>
  )
}

function FlowTable({ flow, by }: { readonly flow: FlowReply; readonly by: Cut }) {
  const { t, of } = useText()
  const caption = t('flow.by', { cut: t(`cut.${by}`) })
  return (
    <section aria-label={caption}>
      <Controls flow={flow} by={by} />
      <Scroll name={caption}>
        <table className="num sticky">
          <caption className="unseen">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t(`cut.${by}`)}</th>
              {FLOW_COLUMNS.map(({ key, name, sign }) => (
                <th key={key} scope="col">
                  {key === 'open' || key === 'close' ? null : sign === 1 ? '+ ' : '− '}
                  {of(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {flow.rows.map((row) => (
              <tr key={row.by[by] ?? ''}>
                <th scope="row">
                  <CellName row={row} by={by} />
                </th>
                <Counts flow={row.flow} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('flow.whole')}</th>
              <Counts flow={flow.total} />
            </tr>
          </tfoot>
        </table>
      </Scroll>
      <p className="note">{t('flow.note')}</p>
    </section>
  )
}

function Controls({ flow, by }: { readonly flow: FlowReply; readonly by: Cut }) {
  const { t } = useText()
  const turn = useTurn()
  const { from, to } = flow.period
  return (
    <div className="filters fields-inline">
      <label>
        {t('flow.from')}{' '}
        <input
          type="date"
          value={from}
          max={to}
          onChange={({ target }) => turn({ from: target.value === '' ? undefined : target.value }, true)}
        />
      </label>
      <label>
        {t('flow.cut')}{' '}
        <select value={by} onChange={({ target }) => turn({ by: target.value }, true)}>
          {CUTS.map((cut) => (
            <option key={cut} value={cut}>
              {t(`cut.${cut}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

function CellName({ row, by }: { readonly row: Row; readonly by: Cut }) {
  const { t, of } = useText()
  const value = row.by[by]
  if (value == null) return <>{t('unknown')}</>
  if (by === 'line') return <>{of(lineName(value))}</>
  return <>{by === 'kind' ? of(kindName(value)) : (row.names[by] ?? value)}</>
}

function Counts({ flow }: { readonly flow: Flow }) {
  return (
    <>
      {FLOW_COLUMNS.map(({ key }) => (
        <td key={key}>{numberText(flow[key])}</td>
      ))}
    </>
  )
}
