import { percentText } from '../../domain/indicator.ts'
import type { Bar } from '../shared/bar-option.ts'
import { numberText } from '../shared/number.ts'

export type ReasonRow = { readonly name: string; readonly count: number; readonly cumulative: string }

type Reason = { readonly reason: string | null; readonly organizations: number }

/** Reasons from the most frequent down, with the share that they make up together (Pareto); "not stated" comes last. */
export function reasonRows(reasons: readonly Reason[], unstated: string): readonly ReasonRow[] {
  const all = reasons.reduce((sum, { organizations }) => sum + organizations, 0)
  const ordered = reasons.toSorted(
    (a, b) => Number(a.reason === null) - Number(b.reason === null) || b.organizations - a.organizations,
  )
  let sum = 0
  return ordered.map(({ reason, organizations }) => {
    sum += organizations
    return { name: reason ?? unstated, count: organizations, cumulative: percentText(sum, all) ?? '' }
  })
}

export function reasonBars(rows: readonly ReasonRow[]): readonly Bar[] {
  return rows.map(({ name, count, cumulative }, at) => ({
    name,
    count,
    label: numberText(count),
    share: `Σ ${cumulative}`,
    colour: at === 0 ? 'leaf' : 'sand',
  }))
}
