import { sql, type RawBuilder } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Condition } from '../domain/measure.ts'
import { OFFICIAL_KINDS, OFFICIAL_ROWS, kindOfMost, type OfficialValues } from '../domain/official.ts'
import type { Kind } from '../domain/organization.ts'
import { conditionSql, groupedConditions, sumSql } from './condition.ts'
import type { Tx } from './connection.ts'

/** Which standings an analysis reads: a day, an instant of knowledge, a pack, and where. */
export type View = {
  readonly asOf: Day
  readonly knownAt: string
  readonly policy: string
  /** The stored table, or one of the same shape that was filled for this transaction. */
  readonly table: string
  /** Places of the subtree, or null for all that the actor may see. */
  readonly places: readonly number[] | null
  readonly line: string | null
  /** Whether what is known now is asked for, which an index knows. */
  readonly isNow: boolean
  /** Places beyond which the actor sees nothing, or null: told to the planner, to which row security hides it. */
  readonly near: readonly number[] | null
}

export const DIMENSIONS = ['district', 'township', 'line', 'kind', 'industry'] as const
export type Dimension = (typeof DIMENSIONS)[number]

export type CountedGroup = {
  readonly by: Readonly<Record<string, string | null>>
  readonly names: Readonly<Record<string, string | null>>
  readonly counts: readonly number[]
}

/**
 * Analyses join and group whole sets, and days in ranges are what the planner misjudges most: it takes one row where
 * there are thousands. Hashing is right for one row and for thousands; loops and sorts are right for one only.
 */
export async function preferHashing(tx: Tx): Promise<void> {
  await sql`set local enable_nestloop = off`.execute(tx)
  await sql`set local enable_sort = off`.execute(tx)
}

/** How the planner should look for rows: it misjudges how many there are, and we know better. */
export type Looking = 'freely' | 'walking' | 'listing' | 'scanning'

/**
 * Freely: few rows, as it thinks best. Walking: in the order of an index, stopping early. Listing: all rows of a day by
 * the index that holds what lists ask for. Scanning: all rows of a day themselves.
 */
export async function preferLooking(tx: Tx, looking: Looking): Promise<void> {
  const { loops = 'on', sorts = 'on', indexes = 'on', merges = 'on' } = LOOKING[looking]
  await sql`select set_config('enable_nestloop', ${loops}, true), set_config('enable_sort', ${sorts}, true),
    set_config('enable_indexscan', ${indexes}, true), set_config('enable_mergejoin', ${merges}, true),
    set_config('work_mem', '32MB', true)`.execute(tx)
}

type Ways = { readonly loops?: 'off'; readonly sorts?: 'off'; readonly indexes?: 'off'; readonly merges?: 'off' }

const LOOKING: Readonly<Record<Looking, Ways>> = {
  freely: {},
  walking: { sorts: 'off' },
  listing: { loops: 'off', merges: 'off' },
  scanning: { loops: 'off', indexes: 'off' },
}

/** The rows of a view as a FROM item `s`; one row an organization. */
export function viewSql(view: View): RawBuilder<unknown> {
  const places = view.places === null ? sql`true` : sql`scope_place = any(${[...view.places]}::integer[])`
  const line = view.line === null ? sql`true` : sql`line = ${view.line}`
  const known = view.isNow ? sql`upper_inf(known)` : sql`known @> ${view.knownAt}::timestamptz`
  return sql`(select * from ${sql.table(view.table)} t where policy = ${view.policy}
    and begins <= ${view.asOf}::date and ends > ${view.asOf}::date and ${known} and ${places} and ${line} and ${nearSql(view, 't')}) as s`
}

/** Nothing that row security would not say too; but an index can be asked for it. */
export function nearSql({ near }: Pick<View, 'near'>, alias: string): RawBuilder<boolean> {
  return near === null ? sql`true` : sql`${sql.ref(`${alias}.scope_place`)} = any(${[...near]}::integer[])`
}

/**
 * For each place that a view names: its district and township in the managing tree, as of the day; a place that is no
 * longer valid stands where it last stood.
 */
export function homesSql(view: View, rows: RawBuilder<unknown> = viewSql(view)): RawBuilder<unknown> {
  return sql`homes as (
    with recursive fact as (
      select distinct on (place_id) place_id, name, level, coalesce(managed_by_id, parent_id) as above
      from trefoil.place_fact where known @> ${view.knownAt}::timestamptz
      order by place_id, (valid @> ${view.asOf}::date) desc, upper(valid) desc
    ), up as (
      select place_id as home, place_id, name, level, above from fact
      where place_id in (select place_id from ${rows})
      union
      select up.home, fact.place_id, fact.name, fact.level, fact.above from up join fact on fact.place_id = up.above
    )
    select home, max(place_id) filter (where level = 'district') as district_id,
           max(name) filter (where level = 'district') as district_name,
           max(place_id) filter (where level = 'township') as township_id,
           max(name) filter (where level = 'township') as township_name
    from up group by home)`
}

/** Counts of rows for which each condition holds, in groups. Without dimensions: one group, the whole. */
export async function countGroups(
  tx: Tx,
  view: View,
  conditions: readonly Condition[],
  dimensions: readonly Dimension[],
): Promise<CountedGroup[]> {
  const grouped = groupedConditions(conditions)
  const keys = dimensions.flatMap((dimension, index) =>
    groupKeys(dimension).map((value, part) => ({ name: `key_${index}_${part}`, value })),
  )
  const columns = [...keys, ...grouped.columns]
  const counts = conditions.map((one) => sql`coalesce(sum(s.rows) filter (where ${grouped.write(one)}), 0)`)
  const named = keys.map(({ name }) => sql`s.${sql.ref(name)}`)
  const groups = named.length === 0 ? sql`` : sql`group by ${sql.join(named)} order by ${sql.join(named)}`
  const { rows } = await sql<{ keys: (string | null)[]; counts: number[] }>`
    with ${homesSql(view)}, alike as (
      select ${sql.join([...columns.map(({ name, value }) => sql`${value} as ${sql.ref(name)}`), sql`count(*) as rows`])}
      from ${viewSql(view)}
      ${dimensions.some(isPlaceDimension) ? HOMES : sql``}
      group by ${sql.join(columns.map((_, index) => sql.lit(index + 1)))}
    )
    select array[${named.length === 0 ? sql`` : sql.join(named)}]::text[] as keys,
           array[${sql.join(counts)}]::integer[] as counts
    from alike s ${groups}`.execute(tx)
  return rows.map((row) => ({ ...namedKeys(dimensions, row.keys), counts: row.counts }))
}

export const HOMES = sql`left join homes h on h.home = s.place_id
      left join trefoil.place d on d.id = h.district_id
      left join trefoil.place t on t.id = h.township_id`

function isPlaceDimension(dimension: Dimension): boolean {
  return dimension === 'district' || dimension === 'township'
}

/** Each dimension is a code and a name, side by side. */
export function groupKeys(dimension: Dimension): RawBuilder<unknown>[] {
  if (dimension === 'district') return [sql`d.code`, sql`h.district_name`]
  if (dimension === 'township') return [sql`t.code`, sql`h.township_name`]
  return [sql`s.${sql.ref(dimension)}`, sql`s.${sql.ref(dimension)} || ''`]
}

/** The cell of a row by the machine words of its dimensions, and by their names. */
export function namedKeys(dimensions: readonly Dimension[], keys: readonly (string | null)[]) {
  const pairs = dimensions.map(
    (dimension, index) => [dimension, keys[index * 2] ?? null, keys[index * 2 + 1] ?? null] as const,
  )
  return {
    by: Object.fromEntries(pairs.map(([dimension, code]) => [dimension, code])),
    names: Object.fromEntries(pairs.map(([dimension, , name]) => [dimension, name])),
  }
}

/** The official table counted in the database: 19 rows by total and six kinds. */
export async function countOfficial(tx: Tx, view: View): Promise<OfficialValues[]> {
  const grouped = groupedConditions([...OFFICIAL_ROWS.map((row) => row.where), { word: 'kind', in: [] }])
  const measures = OFFICIAL_ROWS.flatMap(({ measure }) => (typeof measure === 'string' ? [] : [measure]))
  const cells = OFFICIAL_ROWS.flatMap(({ where, measure }) =>
    OFFICIAL_KINDS.map((kind) => {
      const counted = typeof measure === 'string' ? 'rows' : `sum_${measures.indexOf(measure)}`
      const filter = sql`filter (where ${grouped.write(where)} and s.kind = ${sql.lit(kind)})`
      return sql`coalesce(sum(s.${sql.ref(counted)}) ${filter}, 0)::bigint`
    }),
  )
  const { rows } = await sql<{ cells: number[] }>`
    with alike as (
      select ${sql.join([
        ...grouped.columns.map(({ name, value }) => sql`${value} as ${sql.ref(name)}`),
        ...measures.map((measure, index) => sql`sum(${sumSql(measure)}) as ${sql.ref(`sum_${index}`)}`),
        sql`count(*) as rows`,
      ])}
      from ${viewSql(view)} group by ${sql.join(grouped.columns.map((_, index) => sql.lit(index + 1)))}
    )
    select array[${sql.join(cells)}]::bigint[] as cells from alike s`.execute(tx)
  const flat = (rows[0]?.cells ?? []).map(Number)
  const branches = await jointBranchKinds(tx, view)
  return OFFICIAL_ROWS.map((definition, index) => {
    const parts =
      definition.measure === 'jointBranches'
        ? OFFICIAL_KINDS.map((kind) => branches.filter((home) => home === kind).length)
        : flat.slice(index * OFFICIAL_KINDS.length, (index + 1) * OFFICIAL_KINDS.length)
    return { row: definition.row, values: [parts.reduce((sum, part) => sum + part, 0), ...parts] }
  })
}

/** For each joint branch of row 7, the kind that most of its units have. */
async function jointBranchKinds(tx: Tx, view: View): Promise<Kind[]> {
  const where = OFFICIAL_ROWS.find((row) => row.measure === 'jointBranches')?.where
  if (where === undefined) return []
  const { rows } = await sql<{ kinds: Kind[] }>`
    select array_agg(s.kind) as kinds from ${viewSql(view)} where ${conditionSql(where)}
    group by s.party_organization_id`.execute(tx)
  return rows.map((row) => kindOfMost(row.kinds))
}

/** Organizations of the official table whose count is blank, for each count: 0 in the table and listed beside it. */
export async function countNotAnswered(tx: Tx, view: View, columns: readonly string[]): Promise<number[]> {
  const inTable = OFFICIAL_ROWS[0]?.where ?? { all: [] }
  const counts = columns.map((column) => sql`count(*) filter (where s.${sql.ref(column)} is null)`)
  const { rows } = await sql<{ counts: number[] }>`
    select array[${sql.join(counts)}]::integer[] as counts from ${viewSql(view)} where ${conditionSql(inTable)}`.execute(
    tx,
  )
  return rows[0]?.counts ?? []
}
