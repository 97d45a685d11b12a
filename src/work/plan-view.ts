import type { PlanGroup, PlanInput, PlanUnit } from '../domain/plan.ts'
import { EARTH_RADIUS, findDistance } from '../domain/plan-cost.ts'
import type { Text } from '../domain/refusal.ts'
import { assumedOf } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import { findPlanPapers, type PlanHead, type PlanPapers } from '../store/plan.ts'
import { reading, type Clock, type Desk } from './desk.ts'
import { countDifferences, planTask, type PlacedRow } from './plan-input.ts'
import type { PlanOffice } from './plan-office.ts'
import { demandPlan, shownHead } from './plan.ts'
import { getPolicy } from './policy.ts'

/** Of a unit but the host: metres to the host, and whether industry and superior are alike. */
export type GroupTerm = {
  readonly id: string
  readonly distance: number
  readonly sameIndustry: boolean
  readonly sameSuperior: boolean
}

export type PlanUnitView = {
  readonly id: string
  readonly name: string
  readonly members: number
  readonly line: string
  readonly industry: string | null
  readonly superior: string | null
  readonly placeName: string | null
  readonly x: number | null
  readonly y: number | null
}

export type PlanView = {
  readonly plan: PlanHead
  readonly limits: Readonly<Record<string, number>>
  readonly weights: Readonly<Record<string, number>>
  readonly policyTitle: Text
  readonly assumed: readonly string[]
  /** Units that differ from the register of today. */
  readonly stale: number
  readonly units: readonly PlanUnitView[]
  readonly independent: readonly { readonly id: string; readonly level: string }[]
  readonly groups: readonly (PlanGroup & { readonly terms: readonly GroupTerm[] })[]
  readonly area: readonly { readonly id: string; readonly assignedTo: string; readonly distance: number }[]
  readonly unassigned: readonly { readonly id: string; readonly reason: string; readonly detail: Text }[]
}

/** A plan with what the page draws; names are of those organizations that the actor may see now. */
export function getPlan(desk: Desk, office: PlanOffice, id: string): Promise<PlanView> {
  const isHeld = office.queue.holds(id)
  return reading(desk, async (tx, clock) => {
    const plan = shownHead(await demandPlan(tx, id), isHeld, office)
    const papers = await findPlanPapers(tx, id)
    if (papers === undefined) throw new Error('A plan has a head but no papers.')
    const policy = await getPolicy(tx, desk.packs, { id: plan.policy, day: plan.asOf })
    const { limits, weights } = papers.input
    return {
      plan,
      limits: { ...limits },
      weights: { ...weights },
      policyTitle: policy.title,
      assumed: assumedOf(policy),
      stale: await countStale(tx, desk, plan, { papers, clock }),
      units: unitViews(papers.input, await rowsOf(tx, desk, plan, clock)),
      ...outcomeOf(papers),
    }
  })
}

function outcomeOf({ input, result }: PlanPapers) {
  const unitOf = new Map(input.units.map((unit) => [unit.id, unit]))
  return {
    independent: result?.independent ?? [],
    groups: (result?.groups ?? []).map((group) => ({ ...group, terms: termsOf(group, unitOf) })),
    area: result?.area ?? [],
    unassigned: result?.unassigned ?? [],
  }
}

function termsOf(group: PlanGroup, unitOf: ReadonlyMap<string, PlanUnit>): GroupTerm[] {
  const host = unitOf.get(group.host)
  if (host === undefined) return []
  return group.units
    .filter((id) => id !== group.host)
    .flatMap((id) => unitOf.get(id) ?? [])
    .map((unit) => ({
      id: unit.id,
      distance: findDistance(unit, host) ?? 0,
      sameIndustry: unit.industry === host.industry,
      sameSuperior: unit.superior === host.superior,
    }))
}

/** The register as it was when the plan was made. */
async function rowsOf(tx: Tx, desk: Desk, plan: PlanHead, clock: Clock): Promise<readonly PlacedRow[]> {
  const question = { asOf: plan.asOf, knownAt: plan.knownAt, ...scopeOf(plan) }
  return (await planTask(tx, desk, question, clock)).rows
}

function scopeOf(plan: PlanHead) {
  return { place: plan.placeCode ?? undefined, line: plan.line ?? undefined, policy: plan.policy }
}

/** The same question asked of today's register; where it cannot be answered, every unit differs. */
async function countStale(
  tx: Tx,
  desk: Desk,
  plan: PlanHead,
  { papers, clock }: { readonly papers: PlanPapers; readonly clock: Clock },
): Promise<number> {
  try {
    const { input } = await planTask(tx, desk, scopeOf(plan), clock)
    return countDifferences(papers.input, input)
  } catch (error) {
    if (error instanceof Refusal) return papers.input.units.length
    throw error
  }
}

function unitViews({ units }: PlanInput, rows: readonly PlacedRow[]): PlanUnitView[] {
  const rowOf = new Map(rows.map((row) => [row.code, row]))
  const project = projectionOf(units)
  return units.map((unit) => ({
    id: unit.id,
    name: rowOf.get(unit.id)?.name ?? unit.id,
    members: unit.members,
    line: unit.line,
    industry: unit.industry === '' ? null : unit.industry,
    superior: unit.superior === '' ? null : unit.superior,
    placeName: rowOf.get(unit.id)?.placeName ?? null,
    ...project(unit),
  }))
}

type Point = { readonly x: number | null; readonly y: number | null }

/** Metres east and north of the middle of the plan, by the plain equirectangular projection: for drawing only. */
export function projectionOf(units: readonly PlanUnit[]): (unit: PlanUnit) => Point {
  const placed = units.flatMap(({ longitude, latitude }) =>
    longitude === undefined || latitude === undefined ? [] : [[longitude, latitude] as const],
  )
  const middle = (index: 0 | 1) => placed.reduce((sum, point) => sum + point[index], 0) / Math.max(1, placed.length)
  const [east, north] = [middle(0), middle(1)]
  const metres = (EARTH_RADIUS * Math.PI) / 180
  const narrowing = Math.cos((north * Math.PI) / 180)
  return ({ longitude, latitude }) => {
    if (longitude === undefined || latitude === undefined) return { x: null, y: null }
    return { x: Math.round((longitude - east) * metres * narrowing), y: Math.round((latitude - north) * metres) }
  }
}
