import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { VisitKind } from '../domain/liaison.ts'
import type { Tx } from './connection.ts'
import { insertRows } from './fact.ts'

/** A contact that was made, as it is on record now. */
export type Visit = {
  readonly visitId: string
  readonly version: number
  readonly organizationId: number
  readonly scope: number
  readonly officerId: number
  readonly onDay: Day
  readonly kind: VisitKind
  readonly findings: readonly string[]
  readonly note: string | null
  readonly withdrawn: boolean
  /** Why it was corrected or withdrawn. */
  readonly why: string | null
  readonly followUp: string | null
}

export type VisitRow = Visit & {
  readonly code: string
  readonly name: string | null
  readonly officerName: string | null
  readonly at: string
  readonly followUpState: string | null
  readonly followUpDue: Day | null
}

export async function findVisit(tx: Tx, id: string): Promise<Visit | undefined> {
  const { rows } = await sql<Visit>`
    select visit_id, version, organization_id, scope, officer_id, on_day, kind, findings, note, withdrawn, why, follow_up
    from trefoil.liaison_visit where visit_id::text = ${id} and upper_inf(known)`.execute(tx)
  return rows[0]
}

/** Ends the knowledge of a version; false where another has come since. */
export async function closeVisit(tx: Tx, { visitId, version }: Pick<Visit, 'visitId' | 'version'>): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update trefoil.liaison_visit set known = tstzrange(lower(known), now())
    where visit_id = ${visitId}::uuid and version = ${version} and upper_inf(known)`.execute(tx)
  return numAffectedRows === 1n
}

export async function openVisits(tx: Tx, visits: readonly Visit[]): Promise<void> {
  const columns =
    'visit_id version organization_id scope officer_id on_day kind findings note withdrawn why follow_up'.split(' ')
  // The account and the instant come by the columns' defaults, so these are not named.
  await insertRows(
    tx,
    'trefoil.liaison_visit',
    columns,
    visits.map((one) => ({
      visit_id: one.visitId,
      version: one.version,
      organization_id: one.organizationId,
      scope: one.scope,
      officer_id: one.officerId,
      on_day: one.onDay,
      kind: one.kind,
      findings: one.findings,
      note: one.note,
      withdrawn: one.withdrawn,
      why: one.why,
      follow_up: one.followUp,
    })),
  )
}

export type VisitFilter = {
  readonly organizationId?: number | undefined
  readonly officerId?: number | undefined
  readonly organizationIds?: readonly number[] | undefined
  /** Only the last one to each organization, those withdrawn left out. */
  readonly isLast?: boolean | undefined
}

const LAST = sql`not v.withdrawn and not exists (
  select from trefoil.liaison_visit w where w.organization_id = v.organization_id and upper_inf(w.known)
    and not w.withdrawn and (w.on_day, w.visit_id) > (v.on_day, v.visit_id))`

/** Visits within the scope, the latest first; withdrawn ones too, which say so. */
export async function listVisits(
  tx: Tx,
  filter: VisitFilter,
  page: { readonly after: readonly [string, string] | null; readonly limit: number },
): Promise<VisitRow[]> {
  const { organizationId, officerId, organizationIds, isLast } = filter
  const where = [
    sql`upper_inf(v.known)`,
    ...(organizationId === undefined ? [] : [sql`v.organization_id = ${organizationId}`]),
    ...(officerId === undefined ? [] : [sql`v.officer_id = ${officerId}`]),
    ...(organizationIds === undefined ? [] : [sql`v.organization_id = any(${[...organizationIds]}::integer[])`]),
    ...(isLast === true ? [LAST] : []),
    ...(page.after === null ? [] : [sql`(v.on_day, v.visit_id) < (${page.after[0]}::date, ${page.after[1]}::uuid)`]),
  ]
  const { rows } = await sql<VisitRow>`
    select v.visit_id, v.version, v.organization_id, v.scope, v.officer_id, v.on_day, v.kind, v.findings, v.note,
      v.withdrawn, v.why, v.follow_up, o.code, n.name, f.name as officer_name, lower(v.known) as at,
      c.state as follow_up_state, c.due_on as follow_up_due
    from trefoil.liaison_visit v join trefoil.organization o on o.id = v.organization_id
    left join lateral (select name from trefoil.organization_fact n where n.organization_id = v.organization_id
                       and upper_inf(n.known) order by upper(n.valid) desc nulls first limit 1) n on true
    left join trefoil.liaison_officer_fact f on f.officer_id = v.officer_id and upper_inf(f.known)
    left join trefoil.case_file c on c.id = v.follow_up
    where ${sql.join(where, sql` and `)}
    order by v.on_day desc, v.visit_id desc limit ${page.limit}`.execute(tx)
  return rows
}

/** Earlier versions of visits that were corrected, for the record of each. */
export async function countVersions(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select visit_id as id, count(*)::integer as count from trefoil.liaison_visit
    where visit_id = any(${[...ids]}::uuid[]) group by 1`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.count]))
}
