import { sql } from 'kysely'
import type { CellValue } from '../domain/sheet-read.ts'
import type { Noun } from '../domain/sheet.ts'
import type { Day } from '../domain/day.ts'
import type { Tx } from './connection.ts'

export type ExportRow = Readonly<Record<string, CellValue | null>>
export type ExportAt = { readonly asOf: Day; readonly knownAt: string }

/** The rows of a sheet as of a day, with the sheet's own column keys; `codes` limits it to these keys, null is all. */
export function listExportRows(
  tx: Tx,
  noun: Noun,
  at: ExportAt,
  codes: readonly string[] | null,
): Promise<ExportRow[]> {
  return EXPORTS[noun](tx, at, codes)
}

type Export = (tx: Tx, at: ExportAt, codes: readonly string[] | null) => Promise<ExportRow[]>

const EXPORTS: Readonly<Record<Noun, Export>> = {
  places: exportPlaces,
  bodies: exportBodies,
  organizations: exportOrganizations,
  partyOrganizations: exportPartyOrganizations,
}

/**
 * All places that are known, those that are no longer valid too: a code is retired, not forgotten. The days are those of
 * the whole life, however often it was renamed; what it is called is what was stated last by the day.
 */
async function exportPlaces(tx: Tx, at: ExportAt, codes: readonly string[] | null): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select distinct on (p.code) p.code, f.name, nullif(f.level, 'nation') as level, parent.code as "parentCode", manager.code as "managedBy",
           nullif(min(lower(f.valid)) over life, '1900-01-01')::text as "validFrom",
           nullif(max(coalesce(upper(f.valid), 'infinity')) over life, 'infinity')::text as "validTo",
           successor.code as "successorCode", f.longitude, f.latitude
    from trefoil.place p
    join trefoil.place_fact f on f.place_id = p.id and f.known @> ${at.knownAt}::timestamptz
    left join trefoil.place parent on parent.id = f.parent_id
    left join trefoil.place manager on manager.id = f.managed_by_id
    left join trefoil.place successor on successor.id = f.successor_id
    where ${isAmong('p.code', codes)}
    window life as (partition by p.id)
    order by p.code, (f.stated_on <= ${at.asOf}::date) desc,
             case when f.stated_on <= ${at.asOf}::date then f.stated_on end desc, f.stated_on`.execute(tx)
  return rows
}

async function exportBodies(tx: Tx, at: ExportAt, codes: readonly string[] | null): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select b.key as id, f.name, f.line, f.level, parent.key as "parentId", p.code as "placeCode", f.industries, f.units,
           (select nullif(max(coalesce(upper(life.valid), 'infinity')), 'infinity')::text from trefoil.body_fact life
            where life.body_id = b.id and life.known @> ${at.knownAt}::timestamptz) as "endedOn", successor.key as "successorId"
    from trefoil.body b
    join trefoil.body_fact f on f.body_id = b.id and f.valid @> ${at.asOf}::date and f.known @> ${at.knownAt}::timestamptz
    left join trefoil.body parent on parent.id = f.parent_id
    left join trefoil.place p on p.id = f.place_id
    left join trefoil.body successor on successor.id = f.successor_id
    where ${isAmong('b.key', codes)}
    order by b.key`.execute(tx)
  return rows
}

async function exportOrganizations(tx: Tx, at: ExportAt, codes: readonly string[] | null): Promise<ExportRow[]> {
  const on = (table: string) => sql`${sql.ref(`${table}.organization_id`)} = o.id
    and ${sql.ref(`${table}.valid`)} @> ${at.asOf}::date and ${sql.ref(`${table}.known`)} @> ${at.knownAt}::timestamptz`
  const { rows } = await sql<ExportRow>`
    select o.code, f.name, f.kind, f.registered_on::text as "registeredOn", f.ended_on::text as "endedOn", f.status,
           p.code as "placeCode", f.address, f.longitude, f.latitude, f.authority,
           f.supervising_unit as "supervisingUnit", f.industry, r.line, b.key as "bodyId", c.staff,
           c.staff_full_time as "staffFullTime", c.full_members as "fullMembers",
           c.probationary_members as "probationaryMembers", c.other_members as "otherMembers",
           c.relation_elsewhere as "relationElsewhere", f.grade, f.grade_valid_to::text as "gradeValidTo",
           c.not_built_reason as "notBuiltReason", c.party_group as "partyGroup", c.instructor,
           c.instructor_since::text as "instructorSince"
    from trefoil.organization o
    join trefoil.organization_fact f on ${on('f')}
    left join trefoil.responsibility r on ${on('r')}
    left join trefoil.count_fact c on ${on('c')}
    left join trefoil.place p on p.id = f.place_id
    left join trefoil.body b on b.id = r.body_id
    where ${isAmong('o.code', codes)}
    order by o.code`.execute(tx)
  return rows
}

async function exportPartyOrganizations(tx: Tx, at: ExportAt, codes: readonly string[] | null): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select p.key as id, f.name, f.level, f.formation, f.nature, f.founded_on::text as "foundedOn",
           f.ended_on::text as "endedOn", f.approval, f.superior as "superiorId", f.term_ends_on::text as "termEndsOn",
           coalesce((select array_agg(distinct o.code order by o.code) from trefoil.coverage c
                     join trefoil.organization o on o.id = c.organization_id
                     where c.party_organization_id = p.id and c.valid @> ${at.asOf}::date
                       and c.known @> ${at.knownAt}::timestamptz), '{}') as covers
    from trefoil.party_organization p
    join trefoil.party_organization_fact f
      on f.party_organization_id = p.id and f.valid @> ${at.asOf}::date and f.known @> ${at.knownAt}::timestamptz
    where ${isAmong('p.key', codes)}
    order by p.key`.execute(tx)
  return rows
}

function isAmong(column: string, codes: readonly string[] | null) {
  return codes === null ? sql`true` : sql`${sql.ref(column)} = any(${[...codes]}::text[])`
}
