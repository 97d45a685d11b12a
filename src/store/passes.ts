import { sql } from 'kysely'
import type { PassKind, PassOutcome, PassSpan } from '../domain/passes.ts'
import type { Tx } from './connection.ts'

/** Cases of the passes that the actor sees, at the desks of some bodies; of all where null. */
export type PassView = PassSpan & { readonly authorities: readonly string[] | null }

export type PassCount = {
  readonly kind: PassKind
  /** The key of the body; null for the whole, and for cases at a desk without a body. */
  readonly body: string | null
  readonly isWhole: boolean
  readonly open: number
  readonly soon: number
  readonly overdue: number
  readonly decided: number
  readonly medianDays: number | null
  readonly appealed: number
  readonly overturned: number
}

/** What `passFigureOf` of the domain says of the same cases, for each kind and each body of it: a median is no sum. */
export async function countPasses(tx: Tx, kinds: readonly PassKind[], view: PassView): Promise<PassCount[]> {
  const { rows } = await sql<PassCount>`
    with mine as (
      select kind, authority, due_on, decided_days, appealed_on, overturned_on, closed_on is null as is_open,
        coalesce(decided_on between ${view.from}::date and ${view.to}::date, false) as is_decided
      from trefoil.case_file
      where kind = any(${[...kinds]}::text[]) and ${authoritySql(view)}
        and (closed_on is null or decided_on between ${view.from}::date and ${view.to}::date)
    )
    select kind, authority as body, grouping(authority) = 1 as is_whole,
      (count(*) filter (where is_open))::integer as open,
      (count(*) filter (where is_open and due_on between ${view.today}::date
        and ${view.today}::date + ${view.remindBeforeDays}::integer))::integer as soon,
      (count(*) filter (where is_open and due_on < ${view.today}::date))::integer as overdue,
      (count(*) filter (where is_decided))::integer as decided,
      percentile_cont(0.5) within group (order by decided_days) filter (where is_decided) as median_days,
      (count(*) filter (where is_decided and appealed_on is not null))::integer as appealed,
      (count(*) filter (where is_decided and overturned_on is not null))::integer as overturned
    from mine group by grouping sets ((kind), (kind, authority))`.execute(tx)
  return rows
}

export type OutcomeCount = PassOutcome & Pick<PassCount, 'kind' | 'body' | 'isWhole'>

/** Decided cases by what was decided, for each kind and each body of it. */
export async function countDecisions(tx: Tx, kinds: readonly PassKind[], view: PassView): Promise<OutcomeCount[]> {
  const { rows } = await sql<OutcomeCount>`
    select kind, authority as body, grouping(authority) = 1 as is_whole, decision as outcome, count(*)::integer as count
    from trefoil.case_file
    where kind = any(${[...kinds]}::text[]) and ${authoritySql(view)}
      and decided_on between ${view.from}::date and ${view.to}::date
    group by grouping sets ((kind, decision), (kind, authority, decision)) order by decision collate "C"`.execute(tx)
  return rows
}

export type LookCount = Pick<PassCount, 'body' | 'isWhole'> & {
  readonly pass: string
  readonly drawn: number
  readonly open: number
  readonly agreed: number
  readonly asked: number
}

/** Second looks that were drawn in the span, and what has come of them, by the pass that they look at. */
export async function countSecondLooks(tx: Tx, view: PassView): Promise<LookCount[]> {
  const { rows } = await sql<LookCount>`
    select pass, authority as body, grouping(authority) = 1 as is_whole, count(*)::integer as drawn,
      (count(*) filter (where closed_on is null))::integer as open,
      (count(*) filter (where decision = 'agree'))::integer as agreed,
      (count(*) filter (where decision = 'askAgain'))::integer as asked
    from (select subject ->> 'pass' as pass, authority, closed_on, decision from trefoil.case_file
      where kind = 'secondLook' and opened_on between ${view.from}::date and ${view.to}::date
        and ${authoritySql(view)}) looks
    group by grouping sets ((pass), (pass, authority))`.execute(tx)
  return rows
}

function authoritySql({ authorities }: PassView) {
  return authorities === null ? sql`true` : sql`authority = any(${[...authorities]}::text[])`
}
