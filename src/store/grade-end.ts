import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Grade, Kind } from '../domain/organization.ts'
import type { Tx } from './connection.ts'

export type EndingGrade = {
  readonly code: string
  readonly name: string
  readonly kind: Kind
  readonly grade: Grade
  readonly gradeValidTo: Day
  /** The evaluation that is under way, where there is one. */
  readonly caseId: string | null
}

export type EndingSpan = { readonly today: Day; readonly until: Day }

const within = ({
  today,
  until,
}: EndingSpan) => sql`upper_inf(f.known) and f.valid @> ${today}::date and f.grade is not null
  and f.grade_valid_to between ${today}::date and ${until}::date`

/** Grades whose last day comes within a span, the first to end first; of one day by the code. */
export async function listEndingGrades(
  tx: Tx,
  span: EndingSpan,
  page: { readonly after: string | null; readonly limit: number },
): Promise<EndingGrade[]> {
  const { rows } = await sql<EndingGrade>`
    select o.code, f.name, f.kind, f.grade, f.grade_valid_to,
      (select c.id from trefoil.case_file c where c.organization_id = o.id and c.kind = 'evaluation' and c.closed_on is null
       order by c.opened_at desc limit 1) as case_id
    from trefoil.organization_fact f join trefoil.organization o on o.id = f.organization_id
    where ${within(span)} and ${page.after === null ? sql`true` : sql`f.grade_valid_to || ' ' || o.code > ${page.after}`}
    order by f.grade_valid_to, o.code limit ${page.limit}`.execute(tx)
  return rows
}

export async function countEndingGrades(tx: Tx, span: EndingSpan): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from trefoil.organization_fact f where ${within(span)}`.execute(tx)
  return rows[0]?.count ?? 0
}
