import { sql } from 'kysely'
import type { CaseAction, CaseStanding } from '../domain/case.ts'
import type { Day } from '../domain/day.ts'
import { ACTION_COLUMNS, actionRow, findActor, MOVED, MOVED_COLUMNS, standingColumns, type CaseFile } from './case.ts'
import type { Tx } from './connection.ts'
import { insertRows } from './fact.ts'

export const QUESTION_KINDS = ['assignment', 'handOver', 'claim', 'dispute'] as const

/** Ids of the open questions about who answers for these organizations, as far as the actor sees them. */
export async function listOpenQuestions(tx: Tx, organizationIds: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from trefoil.case_file where closed_on is null and kind = any(${[...QUESTION_KINDS]}::text[])
      and organization_id = any(${[...organizationIds]}::integer[]) order by opened_at, id`.execute(tx)
  return rows.map((row) => row.id)
}

/** The key of the body that answers for each of these organizations today; null where none does. */
export async function mapHolders(tx: Tx, organizationIds: readonly number[]): Promise<Map<number, string | null>> {
  const { rows } = await sql<{ id: number; key: string | null }>`
    select o.id, b.key from trefoil.organization o
    left join trefoil.responsibility r on r.organization_id = o.id and upper_inf(r.known) and r.valid @> trefoil.today()
    left join trefoil.body b on b.id = r.body_id and exists (select from trefoil.body_fact f
      where f.body_id = b.id and upper_inf(f.known) and f.valid @> trefoil.today())
    where o.id = any(${[...organizationIds]}::integer[]) order by o.id`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.key]))
}

/** Whoever writes an organization now sees the open questions about it, and may close them. */
export async function showQuestions(tx: Tx, organizationIds: readonly number[]): Promise<void> {
  if (organizationIds.length === 0) return
  await sql`select trefoil.show_questions(${[...organizationIds]}::integer[])`.execute(tx)
}

export type Step = { readonly file: CaseFile; readonly one: Omit<CaseAction, 'by'>; readonly standing: CaseStanding }

/** Appends one action to each of many cases; tells how many were still as they had been read. */
export async function appendSteps(tx: Tx, steps: readonly Step[]): Promise<number> {
  if (steps.length === 0) return 0
  const rows = steps.map(({ file, standing }) => ({
    id: file.id,
    version: file.version,
    ...standingColumns(standing, file.parties),
  }))
  const { numAffectedRows } = await sql`
    update trefoil.case_file c set ${MOVED}
    from json_to_recordset(${JSON.stringify(rows)}::json) as m(id uuid, version integer, ${MOVED_COLUMNS})
    where c.id = m.id and c.version = m.version`.execute(tx)
  const me = await findActor(tx)
  await insertRows(
    tx,
    'trefoil.case_action',
    ACTION_COLUMNS,
    steps.map(({ file, one }) => actionRow(file.id, file.version + 1, one, me)),
  )
  return Number(numAffectedRows ?? 0n)
}

export type Convenor = { readonly scope: number; readonly name: string; readonly key: string | null }

/**
 * The desk that convenes about some places: the lowest civil-affairs body above all of them that is not itself a party;
 * where every one is a party, the highest.
 */
export async function findConvenor(
  tx: Tx,
  places: readonly number[],
  parties: readonly string[],
): Promise<Convenor | undefined> {
  const { rows } = await sql<Convenor>`
    select d.* from trefoil.body_fact f
    join trefoil.body b on b.id = f.body_id cross join lateral trefoil.body_desk(f.body_id) d
    join trefoil.place seat on seat.id = d.scope / 64
    where f.line = 'civil' and upper_inf(f.known) and f.valid @> trefoil.today() and not exists (
      select from trefoil.place p where p.id = any(${[...places]}::integer[]) and not p.lo between seat.lo and seat.hi)
    order by b.key = any(${[...parties]}::text[]),
      case when b.key = any(${[...parties]}::text[]) then seat.lo - seat.hi else seat.hi - seat.lo end, b.key
    limit 1`.execute(tx)
  return rows[0]
}

/** The organization of a code as far as the officer of its territory may know it, whatever its line. */
export type TerritoryOrganization = {
  readonly id: number
  readonly scope: number
  readonly name: string
  readonly kind: string
  readonly industry: string | null
  readonly supervisingUnit: string | null
  readonly placeName: string | null
  readonly endedOn: Day | null
}

export async function findInTerritory(tx: Tx, code: string): Promise<TerritoryOrganization | undefined> {
  const { rows } = await sql<TerritoryOrganization>`
    select * from trefoil.organization_in_territory(${code})`.execute(tx)
  return rows[0]
}

/** Moves an organization to the line of the body that has just accepted it (006-lines.sql says who may). */
export async function takeOver(tx: Tx, caseId: string): Promise<void> {
  await sql`select trefoil.take_over(${caseId}::uuid)`.execute(tx)
}

/** Where an organization stands that the actor sees: place * 64 + line number. */
export async function findScope(tx: Tx, organizationId: number): Promise<number | undefined> {
  const { rows } = await sql<{ scope: number }>`
    select scope from trefoil.organization where id = ${organizationId}`.execute(tx)
  return rows[0]?.scope
}
