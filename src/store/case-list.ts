import { sql, type RawBuilder } from 'kysely'
import type { Day } from '../domain/day.ts'
import { FILE, MINE, type CaseFile } from './case.ts'
import type { Tx } from './connection.ts'

export type CaseFilter = {
  /** Waiting at a desk of the actor; open elsewhere; closed; all that is open; or all. */
  readonly box: 'mine' | 'others' | 'closed' | 'open' | 'all'
  readonly kind?: string | undefined
  readonly state?: string | undefined
  readonly organizationId?: number | undefined
  readonly overdueOn?: Day | undefined
  /** The clock ends from this day to that one. */
  readonly due?: DaySpan | undefined
  /** Decided at the desk of one of these bodies. */
  readonly authorities?: readonly string[] | undefined
  readonly opened?: DaySpan | undefined
  readonly decided?: DaySpan | undefined
  readonly decision?: string | undefined
  readonly isAppealed?: boolean | undefined
  readonly isOverturned?: boolean | undefined
  /** The pass that a second look looks at. */
  readonly pass?: string | undefined
}
export type DaySpan = { readonly from: Day; readonly to: Day }

/** Where a list goes on: after the row of this due day and id. */
export type CaseCursor = readonly [due: string | null, id: string]

/** A page of cases by due day, those without one last; the cursor is the last row's due day and id. */
export async function listCases(
  tx: Tx,
  filter: CaseFilter,
  page: { readonly after: CaseCursor | null; readonly limit: number },
): Promise<CaseFile[]> {
  const after = page.after === null ? sql`true` : sql`${PLACE} > ${placeOf(page.after)}`
  const { rows } = await sql<CaseFile>`${FILE} where ${filterSql(filter)} and ${after}
    order by coalesce(due_on, 'infinity'), id limit ${page.limit}`.execute(tx)
  return rows
}

const PLACE = sql`(coalesce(due_on, 'infinity'), id)`

function placeOf([due, id]: CaseCursor): RawBuilder<unknown> {
  return sql`(${due ?? 'infinity'}::date, ${id}::uuid)`
}

export type Neighbours = {
  /** From 1; null where the case is not in the queue. */
  readonly position: number | null
  readonly total: number
  readonly previous: string | null
  readonly next: string | null
}

/** Where a case stands in a queue, and which stand beside it; after the last comes the first again. */
export async function findNeighbours(tx: Tx, filter: CaseFilter, at: CaseCursor): Promise<Neighbours> {
  const queue = sql`trefoil.case_file where ${filterSql(filter)}`
  const others = sql`${queue} and id <> ${at[1]}::uuid`
  const inOrder = sql`order by coalesce(due_on, 'infinity'), id limit 1`
  const { rows } = await sql<Neighbours>`
    select count(*)::integer as total,
      case when bool_or(id = ${at[1]}::uuid)
        then 1 + (count(*) filter (where ${PLACE} < ${placeOf(at)}))::integer end as position,
      (select id from ${queue} and ${PLACE} < ${placeOf(at)}
       order by coalesce(due_on, 'infinity') desc, id desc limit 1) as previous,
      coalesce((select id from ${queue} and ${PLACE} > ${placeOf(at)} ${inOrder}),
        (select id from ${others} ${inOrder})) as next
    from ${queue}`.execute(tx)
  return rows[0] ?? { position: null, total: 0, previous: null, next: null }
}

export async function countCases(tx: Tx, filter: CaseFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from trefoil.case_file where ${filterSql(filter)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Open cases at the actor's desks by kind and state, and how many of them are overdue. */
export async function countMine(
  tx: Tx,
  today: Day,
): Promise<{ kind: string; state: string; count: number; overdue: number }[]> {
  const { rows } = await sql<{ kind: string; state: string; count: number; overdue: number }>`
    select kind, state, count(*)::integer as count, (count(*) filter (where due_on < ${today}::date))::integer as overdue
    from trefoil.case_file where ${filterSql({ box: 'mine' })} group by kind, state order by kind, state`.execute(tx)
  return rows
}

const BOXES: Readonly<Record<CaseFilter['box'], RawBuilder<boolean>>> = {
  mine: sql`closed_on is null and (queue_scope = any((select trefoil.my_desks())::integer[])
    or queue_organization = any((select trefoil.my_organizations())::integer[]))`,
  others: sql`closed_on is null and not ${MINE}`,
  open: sql`closed_on is null`,
  closed: sql`closed_on is not null`,
  all: sql`true`,
}

function filterSql(filter: CaseFilter): RawBuilder<boolean> {
  const { kind, state, organizationId, overdueOn, authorities, decision, pass } = filter
  return sql<boolean>`${sql.join(
    [
      BOXES[filter.box],
      ...asked(kind, (is) => sql`kind = ${is}`),
      ...asked(state, (is) => sql`state = ${is}`),
      ...asked(organizationId, (is) => sql`organization_id = ${is}`),
      ...asked(overdueOn, (day) => sql`due_on < ${day}::date`),
      ...asked(filter.due, (span) => within('due_on', span)),
      ...asked(authorities, (keys) => sql`authority = any(${[...keys]}::text[])`),
      ...asked(filter.opened, (span) => within('opened_on', span)),
      ...asked(filter.decided, (span) => within('decided_on', span)),
      ...asked(decision, (is) => sql`decision = ${is}`),
      ...asked(filter.isAppealed, (is) => sql`(appealed_on is not null) = ${is}`),
      ...asked(filter.isOverturned, (is) => sql`(overturned_on is not null) = ${is}`),
      ...asked(pass, (is) => sql`subject ->> 'pass' = ${is}`),
    ],
    sql` and `,
  )}`
}

function asked<T>(value: T | undefined, write: (value: T) => RawBuilder<unknown>): RawBuilder<unknown>[] {
  return value === undefined ? [] : [write(value)]
}

function within(column: 'due_on' | 'opened_on' | 'decided_on', { from, to }: DaySpan): RawBuilder<unknown> {
  return sql`${sql.ref(column)} between ${from}::date and ${to}::date`
}
