import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Mapping } from '../domain/sheet-read.ts'
import type { Tx } from './connection.ts'
import { FACTS, snake, type FactName } from './fact.ts'

export const BATCH_STATES = ['checking', 'checked', 'importing', 'done', 'undone', 'failed', 'stopped'] as const
export type BatchState = (typeof BATCH_STATES)[number]

/** Where the facts of a batch come from: a file, a page, a case, a census, the merge of two records. */
export type BatchOrigin = 'import' | 'entry' | 'case' | 'census' | 'merge'

export type Batch = {
  readonly id: string
  readonly createdAt: string
  readonly asOf: Day
  readonly state: BatchState
  readonly files: readonly string[]
  readonly origin: BatchOrigin
  readonly result: unknown
  readonly mapping: unknown
  readonly overrides: unknown
  readonly doneAt: string | null
  /** The batch whose files came again, mended, with this one, and the latest that did so for this one. */
  readonly corrects: string | null
  readonly correctedBy: string | null
}

export async function createBatch(
  tx: Tx,
  batch: {
    readonly id: string
    readonly asOf: Day
    readonly state: BatchState
    readonly files: readonly string[]
    readonly origin?: BatchOrigin
    readonly title?: string | undefined
    readonly corrects?: string | undefined
  },
): Promise<void> {
  await sql`insert into trefoil.batch (id, account_id, as_of, state, files, origin, title, corrects)
    values (${batch.id}::uuid, trefoil.actor_id(), ${batch.asOf}::date, ${batch.state}, ${[...batch.files]}::text[],
            ${batch.origin ?? 'import'}, ${batch.title ?? null}, ${batch.corrects ?? null}::uuid)
    on conflict (id) do nothing`.execute(tx)
}

export async function saveBatch(
  tx: Tx,
  id: string,
  change: {
    readonly state: BatchState
    readonly result?: unknown
    readonly mapping?: unknown
    readonly overrides?: unknown
  },
): Promise<void> {
  await sql`update trefoil.batch set state = ${change.state},
      result = coalesce(${change.result === undefined ? null : JSON.stringify(change.result)}::jsonb, result),
      mapping = coalesce(${change.mapping === undefined ? null : JSON.stringify(change.mapping)}::jsonb, mapping),
      overrides = coalesce(${change.overrides === undefined ? null : JSON.stringify(change.overrides)}::jsonb, overrides),
      done_at = case when ${change.state} = 'done' then now() else done_at end,
      undone_at = case when ${change.state} = 'undone' then now() else undone_at end
    where id = ${id}::uuid`.execute(tx)
}

const BATCH = sql`select id, created_at, as_of, state, files, origin, result, mapping, overrides, done_at, corrects,
  (select later.id from trefoil.batch later where later.corrects = batch.id
   order by later.created_at desc limit 1) as corrected_by
  from trefoil.batch`

export async function findBatch(tx: Tx, id: string): Promise<Batch | undefined> {
  const { rows } = await sql<Batch>`${BATCH} where id::text = ${id}`.execute(tx)
  return rows[0]
}

/** The same, held against any other change of the batch until this transaction ends. */
export async function findBatchForUpdate(tx: Tx, id: string): Promise<Batch | undefined> {
  const { rows } = await sql<Batch>`${BATCH} where id::text = ${id} for update`.execute(tx)
  return rows[0]
}

export async function listBatches(tx: Tx, limit: number): Promise<Batch[]> {
  const { rows } = await sql<Batch>`${BATCH} where origin = 'import'
    order by created_at desc limit ${limit}`.execute(tx)
  return rows
}

/** The mappings that the actor saved, by the headers of the tables they are for. */
export async function listMappings(tx: Tx): Promise<Map<string, Mapping>> {
  const { rows } = await sql<{ signature: string; mapping: Mapping }>`
    select signature, mapping from trefoil.mapping where account_id = trefoil.actor_id()`.execute(tx)
  return new Map(rows.map((row) => [row.signature, row.mapping]))
}

export async function saveMapping(tx: Tx, signature: string, mapping: Mapping): Promise<void> {
  await sql`insert into trefoil.mapping (account_id, signature, mapping)
    values (trefoil.actor_id(), ${signature}, ${JSON.stringify(mapping)}::jsonb)
    on conflict (account_id, signature) do update set mapping = excluded.mapping, saved_at = now()`.execute(tx)
}

const NAMES = [
  'place',
  'body',
  'organization',
  'responsibility',
  'count',
  'partyOrganization',
  'coverage',
] as const satisfies readonly FactName[]

/**
 * Facts of the batch that were changed since, and facts that others wrote about what only this batch knows. A change
 * that was itself taken back is none, and neither is what is known again by that.
 */
export async function countTouched(tx: Tx, id: string): Promise<number> {
  let touched = 0
  for (const name of NAMES) {
    const { table, owner } = FACTS[name]
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from ${sql.table(`trefoil.${table}`)} t
      where (t.batch_id = ${id}::uuid and not upper_inf(t.known) and t.closed_by is distinct from ${id}::uuid
             and not trefoil.is_batch_undone(t.closed_by))
         or (t.batch_id <> ${id}::uuid and upper_inf(t.known) and exists (
               select from ${sql.table(`trefoil.${table}`)} b
               where b.${sql.ref(owner)} = t.${sql.ref(owner)} and b.batch_id = ${id}::uuid
                 and lower(t.known) > lower(b.known) and not exists (
                   select from ${sql.table(`trefoil.${table}`)} e
                   where e.${sql.ref(owner)} = t.${sql.ref(owner)} and e.batch_id = t.batch_id and e.valid = t.valid
                     and e.stated_on = t.stated_on and lower(e.known) <= lower(b.known))))`.execute(tx)
    touched += rows[0]?.count ?? 0
  }
  return touched
}

/**
 * Facts on record that name something of which nothing is on record: after a batch was taken back, those that others
 * wrote about what it had brought in.
 */
export async function countStranded(tx: Tx): Promise<number> {
  const parts = REFERENCES.map(([from, column, to]) => {
    const [rows, named] = [FACTS[from], FACTS[to]]
    return sql`(select count(*) from ${sql.table(`trefoil.${rows.table}`)} t
      where upper_inf(t.known) and t.${sql.ref(column)} is not null and not exists (
        select from ${sql.table(`trefoil.${named.table}`)} f
        where f.${sql.ref(named.owner)} = t.${sql.ref(column)} and upper_inf(f.known)))`
  })
  const { rows } = await sql<{ count: number }>`select (${sql.join(parts, sql` + `)})::integer as count`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Which facts name which: table, column, and whose facts must be on record. */
const REFERENCES = [
  ['responsibility', 'organization_id', 'organization'],
  ['count', 'organization_id', 'organization'],
  ['coverage', 'organization_id', 'organization'],
  ['coverage', 'party_organization_id', 'partyOrganization'],
  ['organization', 'place_id', 'place'],
  ['responsibility', 'body_id', 'body'],
  ['body', 'parent_id', 'body'],
  ['body', 'place_id', 'place'],
  ['place', 'parent_id', 'place'],
  ['place', 'managed_by_id', 'place'],
  ['place', 'successor_id', 'place'],
  ['body', 'successor_id', 'body'],
] as const satisfies readonly (readonly [FactName, string, FactName])[]

/**
 * Takes back what a batch wrote: its facts are no longer known from now on, those it closed are known again. Gives the
 * organizations whose standing this may change.
 */
export async function undoFacts(tx: Tx, id: string): Promise<number[]> {
  const owners = new Set<number>()
  for (const name of NAMES) {
    const { table, owner, columns, scoped } = FACTS[name]
    const about = sql.table(`trefoil.${table}`)
    const scope = scoped ? [sql.ref('scope')] : []
    const kept = sql.join([
      sql.ref(owner),
      sql.ref('valid'),
      sql.ref('stated_on'),
      sql.ref('batch_id'),
      ...scope,
      ...columns.map((column) => sql.ref(snake(column))),
    ])
    const closed = await sql<{ owner: number }>`
      update ${about} set known = tstzrange(lower(known), now()), closed_by = ${id}::uuid
      where batch_id = ${id}::uuid and upper_inf(known) returning ${sql.ref(owner)} as owner`.execute(tx)
    const opened = await sql<{ owner: number }>`
      insert into ${about} (${kept}) select ${kept} from ${about}
      where closed_by = ${id}::uuid and batch_id <> ${id}::uuid returning ${sql.ref(owner)} as owner`.execute(tx)
    const changed = [...new Set([...closed.rows, ...opened.rows].map((row) => row.owner))]
    const touched = name === 'partyOrganization' ? await listCoveredIds(tx, changed) : changed
    if (scoped || name === 'partyOrganization') for (const one of touched) owners.add(one)
  }
  return [...owners]
}

async function listCoveredIds(tx: Tx, parties: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct organization_id as id from trefoil.coverage
    where party_organization_id = any(${[...parties]}::integer[]) and upper_inf(known)`.execute(tx)
  return rows.map((row) => row.id)
}

/** Organizations stand again where their facts on record say; those without any fact stand nowhere. */
export async function restoreScopes(tx: Tx, ids: readonly number[]): Promise<void> {
  await sql`update trefoil.organization o set scope = n.scope from (
      select o.id, coalesce((select f.place_id from trefoil.organization_fact f
                             where f.organization_id = o.id and upper_inf(f.known) order by lower(f.valid) desc limit 1), 0) * 64
                 + coalesce((select r.line_no from trefoil.responsibility r
                             where r.organization_id = o.id and upper_inf(r.known) order by lower(r.valid) desc limit 1), 0) as scope
      from trefoil.organization o where o.id = any(${[...ids]}::integer[])) n
    where n.id = o.id and n.scope <> o.scope
      and exists (select from trefoil.organization_fact f where f.organization_id = o.id and upper_inf(f.known))`.execute(
    tx,
  )
}
