import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Condition } from '../domain/measure.ts'
import type { Line } from '../domain/organization.ts'
import type { PlaceLevel } from '../domain/place.ts'
import type { Plan, PlanInput } from '../domain/plan.ts'
import { viewSql, type View } from './analysis.ts'
import { conditionSql } from './condition.ts'
import type { Tx } from './connection.ts'

/** An organization as the planner needs it, with its own coordinates. */
export type PlanUnitRow = {
  readonly code: string
  readonly name: string
  readonly line: string | null
  readonly industry: string | null
  readonly bodyKey: string | null
  readonly placeId: number
  readonly fullMembers: number | null
  readonly otherMembers: number | null
  readonly relationElsewhere: number | null
  readonly longitude: number | null
  readonly latitude: number | null
  readonly coverageClass: string
  readonly partyKey: string | null
}

/** The organizations of a view that hold a condition, ordered by code. */
export async function listPlanUnits(tx: Tx, view: View, where: Condition): Promise<PlanUnitRow[]> {
  const { rows } = await sql<PlanUnitRow>`
    with wanted as materialized (
      select s.* from ${viewSql(view)} where ${conditionSql(where)}
    )
    select w.code, w.name, w.line, w.industry, b.key as body_key, w.place_id, w.full_members, w.other_members,
           w.relation_elsewhere, w.coverage_class, p.key as party_key, o.longitude, o.latitude
    from wanted w
    left join trefoil.organization_fact o on o.organization_id = w.organization_id
      and o.valid @> ${view.asOf}::date and o.known @> ${view.knownAt}::timestamptz
    left join trefoil.body b on b.id = w.body_id
    left join trefoil.party_organization p on p.id = w.party_organization_id
    order by w.code`.execute(tx)
  return rows
}

/** A place where it stands, or last stood, on the day of a view. */
export type PlanPlaceRow = {
  readonly id: number
  readonly name: string
  readonly level: PlaceLevel
  readonly above: number | null
  readonly longitude: number | null
  readonly latitude: number | null
}

export async function listPlanPlaces(tx: Tx, view: View): Promise<PlanPlaceRow[]> {
  const { rows } = await sql<PlanPlaceRow>`
    select distinct on (place_id) place_id as id, name, level, coalesce(managed_by_id, parent_id) as above, longitude,
           latitude
    from trefoil.place_fact where known @> ${view.knownAt}::timestamptz
    order by place_id, (valid @> ${view.asOf}::date) desc, upper(valid) desc`.execute(tx)
  return rows
}

export const PLAN_STATES = ['solving', 'solved', 'failed'] as const
export type PlanState = (typeof PLAN_STATES)[number]

/** A plan with the digest of its input, as the command line prints it. */
export type DigestedPlan = { readonly input: string } & Plan

/** A plan in a list: its counts, without its units. */
export type PlanHead = {
  readonly id: string
  readonly createdAt: string
  readonly asOf: Day
  readonly knownAt: string
  readonly placeCode: string | null
  readonly placeName: string | null
  readonly line: Line | null
  readonly policy: string
  readonly state: PlanState
  readonly failure: string | null
  readonly units: number
  readonly groups: number
  readonly independent: number
  readonly unassigned: number
  readonly cost: number | null
  readonly bound: number | null
  readonly gap: number | null
  readonly provenMaximal: boolean | null
}

const HEAD = sql`
  select p.id, p.created_at, p.as_of, p.known_at, place.code as place_code, f.name as place_name, p.line, p.policy,
         p.state, p.failure, jsonb_array_length(p.input -> 'units') as units,
         coalesce(jsonb_array_length(p.result -> 'groups'), 0) as groups,
         coalesce(jsonb_array_length(p.result -> 'independent'), 0) as independent,
         coalesce(jsonb_array_length(p.result -> 'unassigned'), 0) as unassigned,
         (p.result ->> 'cost')::bigint as cost, (p.result ->> 'bound')::bigint as bound,
         (p.result ->> 'gap')::double precision as gap,
         (p.result -> 'coverage' ->> 'provenMaximal')::boolean as proven_maximal
  from trefoil.plan p
  left join trefoil.place on place.id = p.place_id
  left join lateral (select name from trefoil.place_fact where place_id = p.place_id and known @> p.known_at
                     order by (valid @> p.as_of) desc, upper(valid) desc limit 1) f on true`

export async function findPlanHead(tx: Tx, id: string): Promise<PlanHead | undefined> {
  const { rows } = await sql<PlanHead>`${HEAD} where p.id::text = ${id}`.execute(tx)
  return rows[0]
}

/** The actor's plans, the latest first. */
export async function listPlanHeads(tx: Tx, limit: number): Promise<PlanHead[]> {
  const { rows } = await sql<PlanHead>`${HEAD} order by p.created_at desc, p.id limit ${limit}`.execute(tx)
  return rows
}

export type PlanPapers = { readonly input: PlanInput; readonly result: DigestedPlan | null }

export async function findPlanPapers(tx: Tx, id: string): Promise<PlanPapers | undefined> {
  const { rows } = await sql<PlanPapers>`select input, result from trefoil.plan where id::text = ${id}`.execute(tx)
  return rows[0]
}

export type NewPlan = {
  readonly id: string
  readonly asOf: Day
  readonly knownAt: string
  readonly policy: string
  readonly place: string | null
  readonly line: string | null
  readonly input: PlanInput
}

export async function createPlan(tx: Tx, plan: NewPlan): Promise<void> {
  await sql`insert into trefoil.plan (id, account_id, as_of, known_at, policy, place_id, line, state, input)
    values (${plan.id}::uuid, trefoil.actor_id(), ${plan.asOf}::date, ${plan.knownAt}::timestamptz, ${plan.policy},
            (select id from trefoil.place where code = ${plan.place}), ${plan.line}, 'solving',
            ${JSON.stringify(plan.input)}::jsonb)`.execute(tx)
}

export async function savePlan(
  tx: Tx,
  id: string,
  end: { readonly state: PlanState; readonly result?: DigestedPlan; readonly failure?: string },
): Promise<void> {
  await sql`update trefoil.plan set state = ${end.state}, failure = ${end.failure ?? null},
      result = ${end.result === undefined ? null : JSON.stringify(end.result)}::jsonb
    where id = ${id}::uuid`.execute(tx)
}
