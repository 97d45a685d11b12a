import { sql } from 'kysely'
import type { Flow, FlowPeriod } from '../domain/flow.ts'
import { groupKeys, HOMES, homesSql, namedKeys, type Dimension, type View } from './analysis.ts'
import type { Tx } from './connection.ts'

export type FlowGroup = {
  readonly by: Readonly<Record<string, string | null>>
  readonly names: Readonly<Record<string, string | null>>
  readonly flow: Flow
}

/**
 * Table T12 counted in the database: what `flowOf` of the domain says of the same stretches. Cells are those of the last
 * day's places, so that a district that was renamed is one; the view is that of the last day.
 */
export async function countFlow(
  tx: Tx,
  view: View,
  { from, to }: FlowPeriod,
  dimensions: readonly Dimension[],
): Promise<FlowGroup[]> {
  const places = view.places === null ? sql`true` : sql`place_id = any(${[...view.places]}::integer[])`
  const line = view.line === null ? sql`true` : sql`line = ${view.line}`
  const counted = sql`(select * from ${sql.table(view.table)} where policy = ${view.policy}
    and known @> ${view.knownAt}::timestamptz and population = 'registered' and ${places} and ${line}
    and valid && daterange(${from}::date - 1, ${to}::date, '[]')) as s`
  const keys = dimensions.flatMap(groupKeys)
  const key = keys.length === 0 ? sql`array[]::text[]` : sql`array[${sql.join(keys)}]::text[]`
  const { rows } = await sql<{ keys: (string | null)[] } & Flow>`
    with ${homesSql(view, counted)}, cell as (
      select s.organization_id, lower(s.valid) as start, upper(s.valid) as stop, ${key} as keys from ${counted} ${HOMES}
    ), stretch as (
      select *, lag(stop) over life = start as follows, lag(keys) over life as was,
             lead(start) over life = stop as goes_on, lead(keys) over life as becomes
      from cell window life as (partition by organization_id order by start)
    ), cause as materialized (
      select * from trefoil.flow_causes(${from}::date, ${to}::date, ${view.knownAt}::timestamptz)
    ), told as (
      select s.keys, (s.start < ${from}::date and coalesce(s.stop >= ${from}::date, true)) as open,
             (s.start <= ${to}::date and coalesce(s.stop > ${to}::date, true)) as close,
             case when s.start >= ${from}::date and s.start <= ${to}::date
                    and not coalesce(s.follows and s.was = s.keys, false)
               then case when not coalesce(s.follows, false) and c.cause = 'founded' then 'founded' else 'movedIn' end
             end as came,
             case when s.stop >= ${from}::date and s.stop <= ${to}::date
                    and not coalesce(s.goes_on and s.becomes = s.keys, false)
               then case when not coalesce(s.goes_on, false) and g.cause in ('deregistered', 'revoked') then g.cause
                         else 'movedOut' end
             end as went
      from stretch s
      left join cause c on c.organization_id = s.organization_id and c.day = s.start
        and c.cause in ('founded', 'movedIn')
      left join cause g on g.organization_id = s.organization_id and g.day = s.stop
        and g.cause in ('deregistered', 'revoked', 'movedOut')
    )
    select keys, (count(*) filter (where open))::integer as open,
           (count(*) filter (where came = 'founded'))::integer as founded,
           (count(*) filter (where came = 'movedIn'))::integer as moved_in,
           (count(*) filter (where went = 'deregistered'))::integer as deregistered,
           (count(*) filter (where went = 'revoked'))::integer as revoked,
           (count(*) filter (where went = 'movedOut'))::integer as moved_out,
           (count(*) filter (where close))::integer as close
    from told where open or close or came is not null or went is not null
    group by keys order by keys`.execute(tx)
  return rows.map(({ keys: values, ...flow }) => ({ ...namedKeys(dimensions, values), flow }))
}
