import { Link } from '@tanstack/react-router'
import { percentText } from '../../domain/indicator.ts'
import { numberText } from './number.ts'
import type { Scope } from './scope.ts'
import { useText } from './text.ts'

/** Which list of the register stands behind a figure. */
export type Opens = Scope & {
  readonly figure?: string | undefined
  readonly kind?: string | undefined
  readonly standing?: string | undefined
}

export type FigureProps = {
  readonly count: number | null
  /** Without it the number stands alone: there is no list for it. */
  readonly opens?: Opens | undefined
  /** Why there is no number. */
  readonly why?: string
}

/** A number that opens its list; a dash with its reason where there is none, never 0 for unknown. */
export function Figure({ count, opens, why }: FigureProps) {
  if (count === null) return <Dash why={why} />
  if (opens === undefined) return <>{numberText(count)}</>
  return (
    <Link to="/orgs" search={opens}>
      {numberText(count)}
    </Link>
  )
}

export type ShareProps = {
  readonly numerator: number
  readonly denominator: number
  readonly opens?: Opens | undefined
  readonly why?: string
}

/** A rate with its two counts near: one decimal, half-up; a dash where nothing is to be counted. */
export function Share({ numerator, denominator, opens, why }: ShareProps) {
  const text = percentText(numerator, denominator)
  if (text === null) return <Dash why={why} />
  return (
    <span className="share">
      {opens === undefined ? (
        text
      ) : (
        <Link to="/orgs" search={opens}>
          {text}
        </Link>
      )}
      <small>
        {numberText(numerator)} / {numberText(denominator)}
      </small>
    </span>
  )
}

export function Dash({ why }: { readonly why?: string | undefined }) {
  const { t } = useText()
  const reason = why ?? t('figure.nothingToCount')
  return (
    <span className="dash" title={reason}>
      <span aria-hidden="true">—</span>
      <span className="unseen">{reason}</span>
    </span>
  )
}
