import { Link } from '@tanstack/react-router'
import { useRef, useState, type KeyboardEvent } from 'react'
import { percentText } from '../../domain/indicator.ts'
import { CENSUS_RETURN, RETURN_STATES, type ReturnState } from '../../domain/census-return.ts'
import { numberText } from '../shared/number.ts'
import { Scroll } from '../shared/scroll.tsx'
import { useText } from '../shared/text.ts'
import type { Counts, GridRow } from './campaign.ts'
import { keyInGrid, linesOf, type GridLine } from './grid-keys.ts'

type GridProps = { readonly campaign: string; readonly rows: readonly GridRow[]; readonly whole: Counts }

/** Rows with the states of their returns: arrow keys move, open and close; every number opens its list. */
export function ProgressGrid({ campaign, rows, whole }: GridProps) {
  const { t } = useText()
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState(0)
  const grid = useRef<HTMLTableElement>(null)
  const lines = linesOf(rows, opened)
  const turn = (key: string, isOpen: boolean) =>
    setOpened((before) => new Set(isOpen ? [...before, key] : [...before].filter((one) => one !== key)))
  const press = (event: KeyboardEvent) => {
    const line = lines[at]
    const act = line === undefined || isOwnEnter(event) ? undefined : keyInGrid(event.key, lines, at)
    if (act === undefined) return
    event.preventDefault()
    if (act.kind === 'move') {
      setAt(act.to)
      grid.current?.querySelectorAll<HTMLElement>('tbody tr')[act.to]?.focus()
    } else if (act.kind === 'turn') turn(act.key, act.isOpen)
    else grid.current?.querySelectorAll('tbody tr')[at]?.querySelector('a')?.click()
  }
  return (
    <Scroll name={t('progress.title')}>
      <table
        className="num progress-grid"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a tree of rows with figures is a treegrid (WAI-ARIA); no tag says so
        role="treegrid"
        aria-label={t('progress.title')}
        ref={grid}
        onKeyDown={press}
      >
        <thead>
          <tr>
            <th scope="col">{t('progress.name')}</th>
            <th scope="col">{t('census.expected')}</th>
            <th scope="col" className="words">
              {t('progress.states')}
            </th>
            <th scope="col">{t('progress.completeness')}</th>
            <th scope="col">{t('progress.timeliness')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <Line
              key={line.row.key}
              campaign={campaign}
              line={line}
              isStop={index === Math.min(at, lines.length - 1)}
              turn={turn}
              stop={() => setAt(index)}
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('together')}</th>
            <Cells campaign={campaign} counts={whole} opens={{}} />
          </tr>
        </tfoot>
      </table>
    </Scroll>
  )
}

/** A link or button in a row keeps its own Enter. */
function isOwnEnter({ key, target }: KeyboardEvent): boolean {
  return key === 'Enter' && target instanceof Element && target.matches('a, button')
}

type LineProps = {
  readonly campaign: string
  readonly line: GridLine
  readonly isStop: boolean
  readonly turn: (key: string, isOpen: boolean) => void
  readonly stop: () => void
}

function Line({ campaign, line, isStop, turn, stop }: LineProps) {
  const { t } = useText()
  const { row, level, isOpen } = line
  const hasBelow = row.below.length > 0
  return (
    <tr
      tabIndex={isStop ? 0 : -1}
      aria-level={level}
      aria-expanded={hasBelow ? isOpen : undefined}
      className={level === 2 ? 'below' : undefined}
      onFocus={stop}
    >
      <th scope="row">
        {hasBelow ? (
          <button
            type="button"
            className="twist"
            aria-label={t(isOpen ? 'progress.closeRow' : 'progress.openRow', { name: row.name })}
            onClick={() => turn(row.key, !isOpen)}
          >
            <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
          </button>
        ) : null}
        {row.name}
      </th>
      <Cells campaign={campaign} counts={row.counts} opens={row.opens} />
    </tr>
  )
}

type CellsProps = { readonly campaign: string; readonly counts: Counts; readonly opens: GridRow['opens'] }

function Cells({ campaign, counts, opens }: CellsProps) {
  return (
    <>
      <td>
        <ReturnsLink campaign={campaign} opens={opens} state={undefined} count={counts.expected} />
      </td>
      <td className="words">
        <StateBar counts={counts} />
        <span className="state-counts">
          {RETURN_STATES.filter((state) => counts[state] > 0).map((state) => (
            <span key={state} className={`of-${state}`}>
              <StateName state={state} />{' '}
              <ReturnsLink campaign={campaign} opens={opens} state={state} count={counts[state]} />
            </span>
          ))}
        </span>
      </td>
      <td>
        <Rate part={counts.completeness} />
      </td>
      <td>
        <Rate part={counts.timeliness} />
      </td>
    </>
  )
}

function StateName({ state }: { readonly state: ReturnState }) {
  const { of } = useText()
  return <>{of(CENSUS_RETURN.states[state].name)}</>
}

/** The states as parts of one bar; the words beside it say the same. */
function StateBar({ counts }: { readonly counts: Counts }) {
  return (
    <span className="state-bar" aria-hidden="true">
      {RETURN_STATES.filter((state) => counts[state] > 0).map((state) => (
        <i key={state} className={`of-${state}`} style={{ flexGrow: counts[state] }} />
      ))}
    </span>
  )
}

type LinkProps = {
  readonly campaign: string
  readonly opens: GridRow['opens']
  readonly state: ReturnState | undefined
  readonly count: number
}

function ReturnsLink({ campaign, opens, state, count }: LinkProps) {
  if (opens === undefined) return <>{numberText(count)}</>
  const { place, line, body } = opens
  return (
    <Link to="/census/$id" params={{ id: campaign }} search={{ tab: 'returns', state, under: place, of: line, body }}>
      {numberText(count)}
    </Link>
  )
}

function Rate({ part }: { readonly part: Counts['completeness'] }) {
  const { t } = useText()
  if (part.value === null) {
    return (
      <span className="dash" title={t('figure.nothingToCount')}>
        —
      </span>
    )
  }
  return (
    <>
      {percentText(part.count, part.of)}
      <small>
        {numberText(part.count)} / {numberText(part.of)}
      </small>
    </>
  )
}
