import { createHash } from 'node:crypto'
import { populationConditions } from '../domain/indicator.ts'
import { both, type Condition } from '../domain/measure.ts'
import type { PlaceLevel } from '../domain/place.ts'
import type { PlanInput, PlanLimits, PlanUnit, PlanWeights } from '../domain/plan.ts'
import type { Parameters, Policy } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import { countingMembers } from '../domain/standing.ts'
import type { Tx } from '../store/connection.ts'
import { listPlanPlaces, listPlanUnits, type PlanPlaceRow, type PlanUnitRow } from '../store/plan.ts'
import { viewOf, type Basis, type Question } from './analysis.ts'
import { reading, type Clock, type Desk } from './desk.ts'

export type PlanQuestion = Question

export type PlanTask = {
  readonly input: PlanInput
  readonly rows: readonly PlacedRow[]
  readonly basis: Basis
  readonly policy: Policy
}

/** What the planner is to solve for a question: active organizations without a Party organization of their own. */
export async function planTask(tx: Tx, desk: Desk, question: PlanQuestion, clock: Clock): Promise<PlanTask> {
  const { view, policy, basis } = await viewOf(tx, desk, question, clock)
  const places = new Map((await listPlanPlaces(tx, view)).map((place) => [place.id, place]))
  const found = await listPlanUnits(tx, view, unitCondition(policy.parameters))
  const rows = found.map((row) => placedRow(row, places))
  const units = rows.map((row) => unitOf(row, policy.parameters))
  const rules = { limits: limitsOf(policy.parameters), weights: weightsOf(policy.parameters) }
  return { input: { ...rules, units, apart: [], together: [], fixed: [] }, rows, basis, policy }
}

/** A unit with the name of its place, and the centre of a place where it has no coordinates of its own. */
export type PlacedRow = PlanUnitRow & { readonly placeName: string | null }

type Places = ReadonlyMap<number, PlanPlaceRow>

function placedRow(row: PlanUnitRow, places: Places): PlacedRow {
  const placeName = places.get(row.placeId)?.name ?? null
  if (row.longitude !== null && row.latitude !== null) return { ...row, placeName }
  const centre = findCentre(row.placeId, places)
  return { ...row, placeName, longitude: centre?.longitude ?? null, latitude: centre?.latitude ?? null }
}

/** The nearest place that has a centre, up to the district: the centre of a city would place nobody. */
function findCentre(placeId: number, places: Places): PlanPlaceRow | undefined {
  for (let at = places.get(placeId); at !== undefined && LOCAL.includes(at.level);) {
    if (at.longitude !== null && at.latitude !== null) return at
    at = at.above === null ? undefined : places.get(at.above)
  }
  return undefined
}

const LOCAL: readonly PlaceLevel[] = ['community', 'township', 'district']

/** The same for the command line; an empty scope is refused in words. */
export function planInputOf(desk: Desk, question: PlanQuestion): Promise<PlanInput> {
  return reading(desk, async (tx, clock) => {
    const { input } = await planTask(tx, desk, question, clock)
    if (input.units.length === 0) throw new Refusal('EMPTY_SCOPE')
    return input
  })
}

function unitCondition(parameters: Parameters): Condition {
  const { P0, P2 } = populationConditions(parameters)
  return both(
    { any: [P0, P2] },
    { word: 'status', in: ['active'] },
    { not: { word: 'coverageClass', in: ['independent'] } },
  )
}

/**
 * An unknown line, industry or superior is an empty text, alike among themselves only. The group is the joint, industry
 * or regional Party organization that covers the unit now: leaving it may cost (`changeCost`).
 */
function unitOf(row: PlanUnitRow, parameters: Parameters): PlanUnit {
  const { fullMembers, otherMembers, relationElsewhere, longitude, latitude, partyKey } = row
  const isPlaced = longitude !== null && latitude !== null
  const isGrouped = partyKey !== null && ['joint', 'industry', 'regional'].includes(row.coverageClass)
  return {
    id: row.code,
    members: countingMembers({ ...NO_RETURN, fullMembers, otherMembers, relationElsewhere }, parameters),
    line: row.line ?? '',
    industry: row.industry ?? '',
    superior: row.bodyKey ?? '',
    ...(isPlaced ? { longitude, latitude } : {}),
    ...(isGrouped ? { group: partyKey } : {}),
  }
}

const NO_RETURN = {
  staff: null,
  staffFullTime: null,
  probationaryMembers: null,
  partyGroup: null,
  instructor: null,
  instructorSince: null,
  notBuiltReason: null,
}

function limitsOf(parameters: Parameters): PlanLimits {
  return {
    maxUnits: parameters.jointMaxUnits,
    minMembers: parameters.branchNeedsFullMembers,
    maxMembers: parameters.branchSoftMax,
    radius: parameters.jointMaxMetres,
    generalBranchFrom: parameters.generalBranchFrom,
    committeeFrom: parameters.committeeFrom,
    areaLoad: parameters.maxOrganizationsPerOfficer,
  }
}

function weightsOf(parameters: Parameters): PlanWeights {
  return {
    branch: parameters.branchCost,
    industry: parameters.industryCost,
    superior: parameters.superiorCost,
    change: parameters.changeCost,
  }
}

/** The digest of an input: SHA-256 over its JSON with sorted keys and without white space. */
export function digestOf(input: PlanInput): string {
  return `sha256:${createHash('sha256').update(canonicalJson(input)).digest('hex')}`
}

export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`
}

/** Units that are in only one of two inputs, or differ between them. */
export function countDifferences(before: PlanInput, after: PlanInput): number {
  const old = new Map(before.units.map((unit) => [unit.id, canonicalJson(unit)]))
  let differs = 0
  for (const unit of after.units) {
    if (old.get(unit.id) !== canonicalJson(unit)) differs += 1
    old.delete(unit.id)
  }
  return differs + old.size
}
