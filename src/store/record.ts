import { sql, type RawBuilder } from 'kysely'
import type { Line } from '../domain/organization.ts'
import type { View } from './analysis.ts'
import type { Tx } from './connection.ts'
import { FACTS, snake, type FactValue } from './fact.ts'

/** The id of an organization that the actor may see; one outside the scope is not there. */
export async function findOrganizationId(tx: Tx, code: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from trefoil.organization where code = ${code}`.execute(tx)
  return rows[0]?.id
}

/** Places in which organizations stand that the actor may see. */
export async function listSeenPlaces(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ place: number }>`
    select distinct scope_place as place from trefoil.organization where scope_place > 0`.execute(tx)
  return rows.map((row) => row.place)
}

/** "From the beginning" is an open start. */
const FROM = sql`nullif(lower(t.valid), '1900-01-01')`

export type TimelineRow = {
  readonly from: string | null
  readonly to: string | null
  readonly standing: string
  readonly rule: string
  readonly fullMembers: number | null
  readonly line: Line | null
  readonly nextChange: string | null
}

/** Where an organization stands over all its days, by what a view knows. */
export async function listTimeline(tx: Tx, view: View, organizationId: number): Promise<TimelineRow[]> {
  const { rows } = await sql<TimelineRow>`
    select ${FROM} as "from", upper(t.valid) as "to", t.standing, t.rule, t.full_members, t.line, t.next_change
    from ${sql.table(view.table)} t
    where t.organization_id = ${organizationId} and t.policy = ${view.policy} and t.known @> ${view.knownAt}::timestamptz
    order by t.valid`.execute(tx)
  return rows
}

export type CoverageRow = {
  readonly id: string
  readonly name: string
  readonly level: string
  readonly formation: string
  readonly nature: string
  readonly primary: boolean
  readonly from: string | null
  readonly to: string | null
  readonly approval: string | null
}

type At = { readonly asOf: string; readonly knownAt: string }

/** The Party organizations that cover an organization on a day, the one that counts first. */
export async function listCoverages(tx: Tx, organizationId: number, at: At): Promise<CoverageRow[]> {
  const { rows } = await sql<CoverageRow>`
    select p.key as id, f.name, f.level, f.formation, f.nature, t."primary", ${FROM} as "from", upper(t.valid) as "to",
           coalesce(t.approval, f.approval) as approval
    from trefoil.coverage t
    join trefoil.party_organization p on p.id = t.party_organization_id
    join trefoil.party_organization_fact f on f.party_organization_id = p.id
      and f.valid @> ${at.asOf}::date and f.known @> ${at.knownAt}::timestamptz
    where t.organization_id = ${organizationId}
      and t.valid @> ${at.asOf}::date and t.known @> ${at.knownAt}::timestamptz
    order by t."primary" desc, p.key`.execute(tx)
  return rows
}

export type HistoryRow = {
  readonly from: string | null
  readonly to: string | null
  readonly statedOn: string
  readonly knownFrom: string
  readonly knownTo: string | null
  readonly values: Readonly<Record<string, FactValue>>
}

const HISTORIES = ['organization', 'responsibility', 'count', 'coverage'] as const
type HistoryName = (typeof HISTORIES)[number]

/** Columns that hold an id, shown as the exchange sheets name what they point to. */
const SHOWN: Readonly<Record<string, readonly [string, RawBuilder<unknown>]>> = {
  placeId: ['placeCode', sql`(select code from trefoil.place where id = t.place_id)`],
  bodyId: ['bodyId', sql`(select key from trefoil.body where id = t.body_id)`],
  partyOrganizationId: [
    'partyOrganization',
    sql`(select key from trefoil.party_organization where id = t.party_organization_id)`,
  ],
}
const HIDDEN: readonly string[] = ['lineNo']

/** Every row of each fact of an organization that was on record by an instant, those that were corrected too. */
export async function listHistory(
  tx: Tx,
  organizationId: number,
  knownAt: string,
): Promise<{ fact: HistoryName; rows: HistoryRow[] }[]> {
  const histories: { fact: HistoryName; rows: HistoryRow[] }[] = []
  for (const fact of HISTORIES) {
    const { rows } = await sql<HistoryRow>`
      select ${FROM} as "from", upper(t.valid) as "to", t.stated_on, lower(t.known) as known_from,
             case when upper(t.known) <= ${knownAt}::timestamptz then upper(t.known) end as known_to,
             ${shownValues(fact)} as values
      from ${sql.table(`trefoil.${FACTS[fact].table}`)} t
      where t.organization_id = ${organizationId} and lower(t.known) <= ${knownAt}::timestamptz
      order by t.valid desc, t.known desc`.execute(tx)
    histories.push({ fact, rows })
  }
  return histories
}

function shownValues(fact: HistoryName): RawBuilder<unknown> {
  const columns: readonly string[] = FACTS[fact].columns
  const pairs = columns
    .filter((column) => !HIDDEN.includes(column))
    .map((column) => SHOWN[column] ?? ([column, sql`t.${sql.ref(snake(column))}`] as const))
  return sql`json_build_object(${sql.join(pairs.map(([key, value]) => sql`${sql.lit(key)}, ${value}`))})`
}

export type NamedOrganization = { readonly id: number; readonly scope: number; readonly name: string }

/** An organization that the actor may see, with its name now; one outside the scope is not there. */
export async function findOrganizationName(tx: Tx, code: string): Promise<NamedOrganization | undefined> {
  const { rows } = await sql<NamedOrganization>`
    select o.id, o.scope, f.name from trefoil.organization o
    join trefoil.organization_fact f on f.organization_id = o.id and upper_inf(f.known)
    where o.code = ${code} order by upper(f.valid) desc nulls first limit 1`.execute(tx)
  return rows[0]
}
