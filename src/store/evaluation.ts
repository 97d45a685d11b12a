import { sql } from 'kysely'
import type { CaseStanding } from '../domain/case.ts'
import type { Day } from '../domain/day.ts'
import type { VetoEffect } from '../domain/gate-policy.ts'
import type { Grade, Kind } from '../domain/organization.ts'
import type { MeanScore, SelfAssessment } from '../domain/score.ts'
import type { Tx } from './connection.ts'
import { isUuid } from './uuid.ts'

export type EvaluationRow = {
  readonly caseId: string
  readonly callId: string
  readonly organizationId: number
  readonly desk: number
  readonly code: string
  readonly name: string
  readonly kind: Kind
  readonly answers: SelfAssessment
  readonly answersVersion: number
  readonly filedOn: Day | null
  readonly score: number | null
  readonly partyScore: number | null
  readonly means: MeanScore['byIndicator'] | null
  readonly reasons: Readonly<Record<string, readonly string[]>> | null
  readonly gradeByScore: Grade | null
  readonly panelGrade: Grade | null
  readonly veto: VetoEffect | null
  readonly vetoCap: Grade | null
  readonly grade: Grade | null
  readonly gradeValidTo: Day | null
  readonly announcedOn: Day | null
}

const COLUMNS = sql`e.case_id, e.call_id, e.organization_id, e.desk, e.code, e.name, e.kind, e.answers, e.answers_version,
  e.filed_on, e.score::float8 as score, e.party_score::float8 as party_score, e.means, e.reasons, e.grade_by_score, e.panel_grade,
  e.veto, e.veto_cap, e.grade, e.grade_valid_to, e.announced_on`

export async function findEvaluation(tx: Tx, caseId: string): Promise<EvaluationRow | undefined> {
  if (!isUuid(caseId)) return undefined
  const { rows } = await sql<EvaluationRow>`
    select ${COLUMNS} from trefoil.evaluation e where e.case_id = ${caseId}::uuid`.execute(tx)
  return rows[0]
}

export type FreshEvaluation = Pick<
  EvaluationRow,
  'caseId' | 'callId' | 'organizationId' | 'desk' | 'code' | 'name' | 'kind'
> & { readonly scope: number }

export async function createEvaluation(tx: Tx, one: FreshEvaluation): Promise<void> {
  await sql`insert into trefoil.evaluation (case_id, call_id, organization_id, scope, desk, code, name, kind)
    values (${one.caseId}::uuid, ${one.callId}::uuid, ${one.organizationId}, ${one.scope}, ${one.desk}, ${one.code},
      ${one.name}, ${one.kind})`.execute(tx)
}

/** Whether an organization has an evaluation under a call already. */
export async function findEvaluationOf(tx: Tx, callId: string, organizationId: number): Promise<string | undefined> {
  const { rows } = await sql<{ caseId: string }>`select case_id from trefoil.evaluation
    where call_id = ${callId}::uuid and organization_id = ${organizationId}`.execute(tx)
  return rows[0]?.caseId
}

/** Keeps the answers on the version that was seen; false where they have moved on. */
export async function saveAnswers(tx: Tx, caseId: string, answers: SelfAssessment, seen: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update trefoil.evaluation
    set answers = ${JSON.stringify(answers)}::jsonb, answers_version = answers_version + 1
    where case_id = ${caseId}::uuid and answers_version = ${seen}`.execute(tx)
  return numAffectedRows === 1n
}

const COLUMN_OF = {
  filedOn: 'filed_on',
  score: 'score',
  partyScore: 'party_score',
  means: 'means',
  reasons: 'reasons',
  gradeByScore: 'grade_by_score',
  panelGrade: 'panel_grade',
  veto: 'veto',
  vetoCap: 'veto_cap',
  grade: 'grade',
  gradeValidTo: 'grade_valid_to',
  announcedOn: 'announced_on',
} as const
export type EvaluationMark = { readonly [K in keyof typeof COLUMN_OF]?: EvaluationRow[K] }

/** Puts what an action of the case has found beside the evaluation. Throws where the actor does not write it: a bug. */
export async function markEvaluation(tx: Tx, caseId: string, mark: EvaluationMark): Promise<void> {
  const set = Object.entries(mark).map(([key, value]) => {
    const column = sql.ref(COLUMN_OF[key as keyof typeof COLUMN_OF]) // the keys of the mark are those of the table
    if (key === 'means' || key === 'reasons')
      return sql`${column} = ${value === null ? null : JSON.stringify(value)}::jsonb`
    if (key.endsWith('On') || key === 'gradeValidTo') return sql`${column} = ${value}::date`
    if (typeof value === 'number') return sql`${column} = ${value}::numeric`
    return sql`${column} = ${value}::text`
  })
  const { numAffectedRows } = await sql`update trefoil.evaluation set ${sql.join(set, sql`, `)}
    where case_id = ${caseId}::uuid`.execute(tx)
  if (numAffectedRows !== 1n) throw new Error(`The evaluation ${caseId} is not there, or is not the actor's to write.`)
}

export type ListedEvaluation = Pick<
  EvaluationRow,
  'caseId' | 'callId' | 'code' | 'name' | 'kind' | 'filedOn' | 'grade' | 'gradeValidTo' | 'panelGrade' | 'veto'
> & {
  readonly callTitle: string
  readonly year: number
  readonly state: CaseStanding['state']
  readonly due: Day | null
  readonly mine: boolean
}

export type EvaluationFilter = {
  readonly call?: string | undefined
  readonly state?: string | undefined
  readonly organizations?: readonly number[] | undefined
}

/** Evaluations by the code of the organization, in no other order: they are not compared with one another. */
export async function listEvaluationRows(
  tx: Tx,
  filter: EvaluationFilter,
  page: { readonly after: string | null; readonly limit: number },
): Promise<ListedEvaluation[]> {
  const { rows } = await sql<ListedEvaluation>`
    select e.case_id, e.call_id, e.code, e.name, e.kind, e.filed_on, e.grade, e.grade_valid_to, e.panel_grade, e.veto,
      k.title as call_title, k.year, c.state, c.due_on as due,
      c.closed_on is null and (coalesce(c.queue_scope = any((select trefoil.my_desks())::integer[]), false)
        or coalesce(c.queue_organization = any((select trefoil.my_organizations())::integer[]), false)) as mine
    from trefoil.evaluation e join trefoil.case_file c on c.id = e.case_id
    join trefoil.evaluation_call k on k.id = e.call_id
    where ${filterSql(filter)} and ${page.after === null ? sql`true` : sql`e.code || ' ' || e.case_id > ${page.after}`}
    order by e.code || ' ' || e.case_id limit ${page.limit}`.execute(tx)
  return rows
}

/** How many evaluations of a call stand in each state. */
export async function countEvaluations(
  tx: Tx,
  filter: EvaluationFilter,
): Promise<{ readonly state: string; readonly count: number }[]> {
  const { rows } = await sql<{ state: string; count: number }>`
    select c.state, count(*)::integer as count from trefoil.evaluation e join trefoil.case_file c on c.id = e.case_id
    where ${filterSql(filter)} group by c.state order by c.state`.execute(tx)
  return rows
}

function filterSql({ call, state, organizations }: EvaluationFilter) {
  return sql.join(
    [
      sql`true`,
      ...(call === undefined ? [] : [isUuid(call) ? sql`e.call_id = ${call}::uuid` : sql`false`]),
      ...(state === undefined ? [] : [sql`c.state = ${state}`]),
      ...(organizations === undefined ? [] : [sql`e.organization_id = any(${[...organizations]}::integer[])`]),
    ],
    sql` and `,
  )
}

export type StandingDemotion = { readonly outcome: string; readonly decidedOn: Day }

/** Demotions of an organization that hold: decided, not overturned, and past every appeal. */
export async function listDemotions(
  tx: Tx,
  organizationId: number,
  states: readonly string[],
): Promise<StandingDemotion[]> {
  const { rows } = await sql<StandingDemotion>`
    select distinct on (o.case_id) o.outcome, o.decided_on from trefoil.outcome o
    join trefoil.case_file c on c.id = o.case_id
    where o.organization_id = ${organizationId} and o.kind = 'demotion' and o.is_adverse and o.overturned_on is null
      and c.state = any(${[...states]}::text[])
    order by o.case_id, o.seq desc`.execute(tx)
  return rows
}

/** Whether an organization is on the abnormal list today; null where nothing in the system says so or not. */
export async function findOpenListing(
  tx: Tx,
  organizationId: number,
  states: readonly string[],
): Promise<boolean | null> {
  const { rows } = await sql<{ on: boolean }>`
    select state = any(${[...states]}::text[]) as on from trefoil.case_file
    where organization_id = ${organizationId} and kind = 'listing' and closed_on is null
    order by (state = any(${[...states]}::text[])) desc limit 1`.execute(tx)
  return rows[0]?.on === true ? true : null
}
