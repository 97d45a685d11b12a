import type { PlanInput, PlanLimits, PlanUnit, PlanWeights } from './plan.ts'
import { Refusal } from './refusal.ts'

type Fields = Readonly<Record<string, unknown>>

/** Reads UNITS.json (design.md 7) strictly; refuses with PLAN_INPUT, naming the unit and the field. */
export function parsePlanInput(value: unknown): PlanInput {
  const fields = fieldsOf(value, 'the input')
  const units = listOf(fields['units'], 'units').map((entry, at) => unitOf(entry, at))
  const known = idsOf(units)
  const limits = limitsOf(fieldsOf(fields['limits'], 'limits'))
  const weights = weightsOf(fieldsOf(fields['weights'], 'weights'))
  refuseMixedPlaces(units)
  refuseDear(limits, weights)
  return {
    limits,
    weights,
    units,
    apart: entriesOf(fields['apart'], 'apart', known),
    together: entriesOf(fields['together'], 'together', known),
    fixed: entriesOf(fields['fixed'], 'fixed', known),
  }
}

function refuse(detail: string): never {
  throw new Refusal('PLAN_INPUT', { detail })
}

function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(`${name} is not an object`)
  return Object.fromEntries(Object.entries(value))
}

function listOf(value: unknown, name: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(`${name} is not a list`)
}

function countOf(fields: Fields, name: string, owner: string): number {
  const value = fields[name]
  const known = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
  return known ? value : refuse(`${owner}: ${name} is ${shown(value)}, a whole number of 0 or more is needed`)
}

function textOf(fields: Fields, name: string, owner: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : refuse(`${owner}: ${name} is ${shown(value)}, a text is needed`)
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : (JSON.stringify(value) ?? typeof value)
}

function limitsOf(fields: Fields): PlanLimits {
  const optional = (['generalBranchFrom', 'committeeFrom', 'areaLoad'] as const).filter((name) => name in fields)
  const limits: PlanLimits = {
    maxUnits: atLeastOne(fields, 'maxUnits'),
    minMembers: atLeastOne(fields, 'minMembers'),
    maxMembers: atLeastOne(fields, 'maxMembers'),
    radius: countOf(fields, 'radius', 'limits'),
    ...Object.fromEntries(optional.map((name) => [name, countOf(fields, name, 'limits')])),
  }
  if (limits.maxMembers < limits.minMembers) {
    refuse(`limits: maxMembers ${limits.maxMembers} is below minMembers ${limits.minMembers}`)
  }
  return limits
}

function refuseDear(limits: PlanLimits, weights: PlanWeights): void {
  const joining = limits.radius + weights.industry + weights.superior + weights.change
  const dearest = weights.branch + limits.maxUnits * joining
  if (dearest > DEAREST_BRANCH) {
    refuse(`limits and weights: one branch could cost ${dearest}, at most ${DEAREST_BRANCH} is allowed`)
  }
}

function atLeastOne(fields: Fields, name: string): number {
  const value = countOf(fields, name, 'limits')
  return value > 0 ? value : refuse(`limits: ${name} is 0, at least 1 is needed`)
}

/** Farther or dearer than anything on Earth. */
const HEAVIEST = 1e8
/** What one branch may cost at most, so that sums stay exact in 32 bits. */
const DEAREST_BRANCH = 1e9

function weightsOf(fields: Fields): PlanWeights {
  const weight = (name: string): number => {
    const value = countOf(fields, name, 'weights')
    return value <= HEAVIEST ? value : refuse(`weights: ${name} is ${value}, at most ${HEAVIEST} is allowed`)
  }
  return {
    branch: weight('branch'),
    industry: weight('industry'),
    superior: weight('superior'),
    change: weight('change'),
  }
}

function unitOf(value: unknown, at: number): PlanUnit {
  const fields = fieldsOf(value, `units[${at}]`)
  const id = textOf(fields, 'id', `units[${at}]`)
  if (id === '') refuse(`units[${at}]: id is empty`)
  const owner = `unit ${id}`
  const group = fields['group']
  return {
    id,
    members: countOf(fields, 'members', owner),
    line: textOf(fields, 'line', owner),
    industry: textOf(fields, 'industry', owner),
    superior: textOf(fields, 'superior', owner),
    ...placeOf(fields, owner),
    ...(group === undefined || group === null ? {} : { group: textOf(fields, 'group', owner) }),
  }
}

/** No coordinates at all are allowed (the unit stays without a group); half a pair is not. */
function placeOf(fields: Fields, owner: string): Pick<PlanUnit, 'x' | 'y' | 'longitude' | 'latitude'> {
  const plane = findPair(fields, ['x', 'y'], owner)
  const globe = findPair(fields, ['longitude', 'latitude'], owner)
  if (globe && Math.abs(globe[0]) > 180) refuse(`${owner}: longitude ${globe[0]} is not on Earth`)
  if (globe && Math.abs(globe[1]) > 90) refuse(`${owner}: latitude ${globe[1]} is not on Earth`)
  if (plane) return { x: plane[0], y: plane[1] }
  return globe ? { longitude: globe[0], latitude: globe[1] } : {}
}

function findPair(fields: Fields, names: readonly [string, string], owner: string): [number, number] | undefined {
  const first = findNumber(fields, names[0], owner)
  const second = findNumber(fields, names[1], owner)
  if (first === undefined && second === undefined) return undefined
  if (first === undefined) refuse(`${owner}: ${names[0]} is missing`)
  if (second === undefined) refuse(`${owner}: ${names[1]} is missing`)
  return [first, second]
}

function findNumber(fields: Fields, name: string, owner: string): number | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  const usable = typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= HEAVIEST
  return usable ? value : refuse(`${owner}: ${name} is ${shown(value)}, a number is needed`)
}

function idsOf(units: readonly PlanUnit[]): ReadonlySet<string> {
  const known = new Set<string>()
  for (const { id } of units) {
    if (known.has(id)) refuse(`unit ${id} is there twice`)
    known.add(id)
  }
  return known
}

function refuseMixedPlaces(units: readonly PlanUnit[]): void {
  const plane = units.find((unit) => unit.x !== undefined)
  const globe = units.find((unit) => unit.longitude !== undefined)
  if (plane && globe) refuse(`unit ${plane.id} has x and y, unit ${globe.id} longitude and latitude; use one kind`)
}

function entriesOf(value: unknown, name: string, known: ReadonlySet<string>): readonly (readonly string[])[] {
  if (value === undefined) return []
  return listOf(value, name).map((entry, at) => {
    const ids = listOf(entry, `${name}[${at}]`).map((id) => {
      if (typeof id !== 'string' || !known.has(id)) refuse(`${name}[${at}]: ${shown(id)} is not the id of a unit`)
      return id
    })
    if (new Set(ids).size < ids.length) refuse(`${name}[${at}]: a unit is named twice`)
    return ids
  })
}
