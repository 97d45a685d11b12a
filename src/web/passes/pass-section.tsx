import { Link } from '@tanstack/react-router'
import { decisionName } from '../../domain/case.ts'
import { getCaseDefinition } from '../../domain/case-definitions.ts'
import { percentText } from '../../domain/indicator.ts'
import { isInFavour } from '../../domain/passes.ts'
import type { CaseSearch } from '../shared/case-search.ts'
import { begun, caseName } from '../shared/case-words.ts'
import { Dash } from '../shared/figure.tsx'
import { numberText } from '../shared/number.ts'
import { useScope } from '../shared/scope.ts'
import { Scroll } from '../shared/scroll.tsx'
import { useText } from '../shared/text.ts'
import { listsOf, wholeCell, type Cell, type Pass, type PassesReply } from './pass-lists.ts'

export type PassSectionProps = { readonly reply: PassesReply; readonly pass: Pass }

/** One pass: what was decided and what is open in a sentence, the decisions, the second looks, then body by body. */
export function PassSection({ reply, pass }: PassSectionProps) {
  const { t, of } = useText()
  const { kind, figure, desks } = pass
  const name = of(caseName(kind))
  const cell = wholeCell(useScope())
  return (
    <section aria-labelledby={`pass-${kind}`}>
      <h2 id={`pass-${kind}`}>{name}</h2>
      {desks.length === 0 ? (
        <p>{t('passes.nothing')}</p>
      ) : (
        <>
          <p className="below">
            {figure.decided === 0
              ? t('passes.noneDecided')
              : t('passes.decided', {
                  count: figure.decided,
                  days: figure.medianDays ?? 0,
                  appealed: figure.appealed,
                  overturned: figure.overturned,
                })}{' '}
            {t('passes.open', { count: figure.open, overdue: figure.overdue, soon: figure.soon })}
          </p>
          <Outcomes pass={pass} period={reply.period} cell={cell} />
          <Looks pass={pass} percent={reply.secondLookPercent} />
          <DeskTable reply={reply} pass={pass} cell={cell} />
        </>
      )}
    </section>
  )
}

type OutcomesProps = { readonly pass: Pass; readonly period: PassesReply['period']; readonly cell: Cell }

function Outcomes({ pass, period, cell }: OutcomesProps) {
  const { t, of } = useText()
  const { kind, figure } = pass
  if (figure.outcomes.length === 0) return null
  const { decided } = listsOf(kind, period, cell)
  return (
    <p className="row below" aria-label={t('passes.outcomes')}>
      {figure.outcomes.map(({ outcome, count }) => (
        <Link key={outcome} to="/cases" search={{ ...decided, decision: outcome }} className="chip">
          {of(begun(decisionName(getCaseDefinition(kind), outcome)))} <b>{numberText(count)}</b>
        </Link>
      ))}
    </p>
  )
}

function Looks({ pass, percent }: { readonly pass: Pass; readonly percent: number }) {
  const { t } = useText()
  const { kind, figure, looks } = pass
  if (looks === null) return null
  const passed = figure.outcomes.filter(({ outcome }) => isInFavour(kind, outcome))
  const count = passed.reduce((sum, one) => sum + one.count, 0)
  if (count === 0 && looks.drawn === 0) return <p className="below">{t('passes.noLooks', { percent })}</p>
  const { drawn, agreed, asked } = looks
  return (
    <p className="below">{t('passes.looks', { count, percent, drawn, agreed, asked, left: drawn - agreed - asked })}</p>
  )
}

function DeskTable({ reply, pass, cell }: PassSectionProps & { readonly cell: Cell }) {
  const { t, of } = useText()
  const caption = t('passes.by', { pass: of(caseName(pass.kind)) })
  const columns = [...COLUMNS, ...(pass.looks === null ? [] : LOOK_COLUMNS)]
  return (
    <Scroll name={caption}>
      <table className="num sticky">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('passes.desk')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`passes.col.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pass.desks.map((desk) => (
            <tr key={desk.body ?? ''}>
              <th scope="row">{desk.name ?? desk.body ?? t('passes.noBody')}</th>
              <Cells
                row={desk}
                kind={pass.kind}
                period={reply.period}
                cell={desk.body === null ? undefined : { body: desk.body }}
              />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('passes.whole')}</th>
            <Cells row={pass} kind={pass.kind} period={reply.period} cell={cell} />
          </tr>
        </tfoot>
      </table>
    </Scroll>
  )
}

const COLUMNS = ['open', 'soon', 'overdue', 'decided', 'median', 'appealed', 'overturned'] as const
const LOOK_COLUMNS = ['drawn', 'agreed', 'asked'] as const

type CellsProps = {
  readonly row: Pick<Pass, 'figure' | 'looks'>
  readonly kind: Pass['kind']
  readonly period: PassesReply['period']
  /** Left out where there is no list behind. */
  readonly cell: Cell | undefined
}

function Cells({ row, kind, period, cell }: CellsProps) {
  const { t } = useText()
  const { figure, looks } = row
  const lists = cell === undefined ? undefined : listsOf(kind, period, cell)
  return (
    <>
      {(['open', 'soon', 'overdue', 'decided'] as const).map((name) => (
        <td key={name}>
          <Count count={figure[name]} opens={lists?.[name]} />
        </td>
      ))}
      <td>{figure.medianDays === null ? <Dash why={t('passes.noMedian')} /> : numberText(figure.medianDays)}</td>
      {(['appealed', 'overturned'] as const).map((name) => (
        <td key={name}>
          <Part count={figure[name]} of={figure.decided} opens={lists?.[name]} />
        </td>
      ))}
      {looks === null
        ? null
        : LOOK_COLUMNS.map((name) => (
            <td key={name}>
              <Count count={looks[name]} opens={lists?.[name]} />
            </td>
          ))}
    </>
  )
}

/** A number that opens its list of cases; nothing opens an empty one. */
function Count({ count, opens }: { readonly count: number; readonly opens: CaseSearch | undefined }) {
  if (count === 0 || opens === undefined) return <>{numberText(count)}</>
  return (
    <Link to="/cases" search={opens}>
      {numberText(count)}
    </Link>
  )
}

/** A part of the decided cases with its share and both counts; a dash where nothing was decided. */
function Part({
  count,
  of,
  opens,
}: {
  readonly count: number
  readonly of: number
  readonly opens: CaseSearch | undefined
}) {
  const { t } = useText()
  const share = percentText(count, of)
  if (share === null) return <Dash why={t('passes.noMedian')} />
  return (
    <span className="share">
      <Count count={count} opens={opens} />
      {count === 0 ? null : <small>{share}</small>}
    </span>
  )
}
