import { sql, type RawBuilder } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Stated } from '../domain/statement.ts'
import type { Tx } from './connection.ts'

export type FactValue = string | number | boolean | null
export type FactValues = Readonly<Record<string, FactValue>>

/** A table of dated facts: whose they are, and the columns that carry what is stated. */
export type FactTable = {
  readonly table: string
  readonly owner: string
  /** Whether the rows carry the scope of their organization. */
  readonly scoped: boolean
  readonly columns: readonly string[]
}

export const FACTS = {
  place: {
    table: 'place_fact',
    owner: 'place_id',
    scoped: false,
    columns: ['name', 'level', 'parentId', 'managedById', 'longitude', 'latitude', 'successorId'],
  },
  body: {
    table: 'body_fact',
    owner: 'body_id',
    scoped: false,
    columns: ['name', 'line', 'lineNo', 'level', 'parentId', 'placeId', 'industries', 'units', 'successorId'],
  },
  organization: {
    table: 'organization_fact',
    owner: 'organization_id',
    scoped: true,
    columns: [
      'name',
      'kind',
      'status',
      'registeredOn',
      'endedOn',
      'placeId',
      'address',
      'longitude',
      'latitude',
      'authority',
      'supervisingUnit',
      'industry',
      'grade',
      'gradeValidTo',
    ],
  },
  responsibility: {
    table: 'responsibility',
    owner: 'organization_id',
    scoped: true,
    columns: ['line', 'lineNo', 'bodyId'],
  },
  count: {
    table: 'count_fact',
    owner: 'organization_id',
    scoped: true,
    columns: [
      'staff',
      'staffFullTime',
      'fullMembers',
      'probationaryMembers',
      'otherMembers',
      'relationElsewhere',
      'partyGroup',
      'instructor',
      'instructorSince',
      'notBuiltReason',
    ],
  },
  partyOrganization: {
    table: 'party_organization_fact',
    owner: 'party_organization_id',
    scoped: false,
    columns: ['name', 'level', 'formation', 'nature', 'foundedOn', 'endedOn', 'approval', 'superior', 'termEndsOn'],
  },
  coverage: {
    table: 'coverage',
    owner: 'organization_id',
    scoped: true,
    columns: ['partyOrganizationId', 'primary', 'approval'],
  },
} as const satisfies Record<string, FactTable>

export type FactName = keyof typeof FACTS

/** A fact as it is on record now: its row, whose it is, its span and what it states. */
export type OpenFact = Stated<FactValues> & { readonly id: number; readonly owner: number }

/** A fact to be put on record. */
export type FreshFact = Stated<FactValues> & { readonly owner: number; readonly scope?: number }

/** What is known now about the owners, in the order of the days. */
export async function listOpenFacts(tx: Tx, name: FactName, owners: readonly number[]): Promise<OpenFact[]> {
  const fact = FACTS[name]
  if (owners.length === 0) return []
  const { rows } = await sql<OpenFact>`
    select id, ${sql.ref(fact.owner)} as owner, lower(valid) as "from", upper(valid) as "to", stated_on as "statedOn",
           ${valuesObject(fact)} as values
    from ${sql.table(`trefoil.${fact.table}`)}
    where ${sql.ref(fact.owner)} = any(${[...owners]}::integer[]) and upper_inf(known)
    order by 2, 3, 1`.execute(tx)
  return rows
}

/** The stated columns as one JSON object with the keys of the domain; days as text. */
export function valuesObject(fact: FactTable): RawBuilder<unknown> {
  const pairs = fact.columns.map((column) => sql`${sql.lit(column)}, ${sql.ref(snake(column))}`)
  return sql`json_build_object(${sql.join(pairs)})`
}

/** Puts facts on record from this transaction's instant on. */
export async function openFacts(tx: Tx, name: FactName, facts: readonly FreshFact[], batchId: string): Promise<void> {
  if (facts.length === 0) return
  const fact: FactTable = FACTS[name]
  const values = fact.columns.map((column) => [column, snake(column)] as const)
  const columns = [fact.owner, 'valid', 'stated_on', 'batch_id', ...values.map(([, snaked]) => snaked)]
  if (fact.scoped) columns.push('scope')
  const rows = facts.map((one) =>
    recordOf(values, one.values, {
      [fact.owner]: one.owner,
      valid: rangeText(one.from, one.to),
      stated_on: one.statedOn,
      batch_id: batchId,
      ...(fact.scoped ? { scope: one.scope } : {}),
    }),
  )
  await insertRows(tx, `trefoil.${fact.table}`, columns, rows)
}

/** Ends the knowledge of facts at this transaction's instant; the rows stay. */
export async function closeFacts(tx: Tx, name: FactName, ids: readonly number[], batchId: string): Promise<void> {
  if (ids.length === 0) return
  await sql`update ${sql.table(`trefoil.${FACTS[name].table}`)}
    set known = tstzrange(lower(known), now()), closed_by = ${batchId}
    where id = any(${[...ids]}::bigint[]) and upper_inf(known)`.execute(tx)
}

export const ROWS_AT_ONCE = 5_000

/** Many rows in few statements: the rows go as one JSON parameter, the table's own column types read them. */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const list = sql.join(columns.map((column) => sql.ref(column)))
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const json = JSON.stringify(rows.slice(start, start + ROWS_AT_ONCE))
    await sql`insert into ${sql.table(table)} (${list})
      select ${list} from json_populate_recordset(null::${sql.table(table)}, ${json}::json)`.execute(tx)
  }
}

/** A record of a table from values by their keys of the domain; what is null is left out, which reads the same. */
export function recordOf(
  columns: readonly (readonly [key: string, column: string])[],
  values: Readonly<Record<string, unknown>>,
  record: Record<string, unknown>,
): Record<string, unknown> {
  for (const [key, column] of columns) if (values[key] != null) record[column] = values[key]
  return record
}

export function rangeText(from: Day, to: Day | null): string {
  return `[${from},${to ?? ''})`
}

export function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
