import type { Day } from './day.ts'
import type { GateParameters } from './gate-policy.ts'
import { findPlaceLevel, NATION } from './place.ts'
import type { Text } from './refusal.ts'

export const CONFIDENCES = ['verified', 'example', 'assumed'] as const
export type Confidence = (typeof CONFIDENCES)[number]

/** One value of the rule book with where it comes from; `assumed` is shown on the page. */
export type Sourced<T> = {
  readonly value: T
  readonly source: string
  readonly article: string
  readonly confidence: Confidence
}

/** Which count of members decides R1 (domain.md 0.4): only those among full-time staff, or all who work there. */
export const COUNT_BASES = ['fullTimeStaff', 'allStaff'] as const
export type CountBasis = (typeof COUNT_BASES)[number]

/** The numbers and choices of domain.md 2.9 that the rules of today read. */
export type Parameters = {
  /** Full members from which a unit shall have its own Party organization (R1). */
  readonly branchNeedsFullMembers: number
  readonly countBasis: CountBasis
  /** Whether only members whose organizational relation is in the organization count to R1. */
  readonly relationRequired: boolean
  /** Calendar days to found a Party organization after reaching the number. */
  readonly graceDays: number
  readonly branchSoftMax: number
  readonly generalBranchFrom: number
  readonly committeeFrom: number
  readonly jointMaxUnits: number
  /** Metres between a unit and the host of its joint branch. */
  readonly jointMaxMetres: number
  readonly temporaryCounts: boolean
  readonly functionalCounts: boolean
  /** Whether law, accounting and tax firms (P4) are in the indicators too. */
  readonly includeFirms: boolean
  /** Organizations for which one officer or one host may be the catch-all. */
  readonly maxOrganizationsPerOfficer: number
  /** Working days in which a body answers a hand-over or a claim that is offered to it. */
  readonly acceptDays: number
  /** Calendar days without an accepted body after which the territorial catch-all applies (domain.md 2.5 e). */
  readonly catchAllDays: number
  /** Working days to decide a request for correction (domain.md 5.4). */
  readonly correctionDays: number
  /** Working days in which an organization answers a return that came back to it. */
  readonly returnDays: number
  /** Working days in which a body looks at a return, and a level above at what was reported to it. */
  readonly reviewDays: number
  /** Calendar days between two reminders of the same thing, and days before a due day on which the first is sent. */
  readonly remindEveryDays: number
  readonly remindBeforeDays: number
  /** Logged contacts a quarter that make a liaison active (domain.md 4.4 K5). */
  readonly contactPerQuarter: number
  /** Working days in which a body gives an officer to an organization that has none (features 20). */
  readonly officerDays: number
  /** What one form may ask of one organization: fields that are not filled already, and minutes. */
  readonly burdenFields: number
  readonly burdenMinutes: number
  /** Planner weights, in metres of distance. */
  readonly branchCost: number
  readonly industryCost: number
  readonly superiorCost: number
  readonly changeCost: number
}

/** A pack as its file has it: a child states only what differs from its parent. Never edited, only superseded. */
export type PolicyPack = {
  readonly id: string
  readonly title: Text
  readonly validFrom: Day
  readonly validTo: Day | null
  /** The place whose subtree the pack is for; NATION for all. */
  readonly area: string
  readonly parent: string | null
  readonly parameters: { readonly [K in keyof Parameters]?: Sourced<Parameters[K]> }
  /** The rules of the three passes; a child states only what differs. */
  readonly gates: { readonly [K in keyof GateParameters]?: Sourced<GateParameters[K]> }
  readonly sources: readonly string[]
}

/** A pack laid over its parents: the numbers the rules read, and where each comes from. */
export type Policy = {
  readonly id: string
  readonly title: Text
  readonly validFrom: Day
  readonly validTo: Day | null
  readonly area: string
  readonly parameters: Parameters
  readonly provenance: { readonly [K in keyof Parameters]: Sourced<Parameters[K]> & { readonly pack: string } }
}

export const PARAMETER_NAMES = [
  'branchNeedsFullMembers',
  'countBasis',
  'relationRequired',
  'graceDays',
  'branchSoftMax',
  'generalBranchFrom',
  'committeeFrom',
  'jointMaxUnits',
  'jointMaxMetres',
  'temporaryCounts',
  'functionalCounts',
  'includeFirms',
  'maxOrganizationsPerOfficer',
  'acceptDays',
  'catchAllDays',
  'correctionDays',
  'returnDays',
  'reviewDays',
  'remindEveryDays',
  'remindBeforeDays',
  'contactPerQuarter',
  'officerDays',
  'burdenFields',
  'burdenMinutes',
  'branchCost',
  'industryCost',
  'superiorCost',
  'changeCost',
] as const satisfies readonly (keyof Parameters)[]

/** Lays packs over one another, nation first. Throws where a parameter is stated nowhere: a pack is never half a rule. */
export function overlaid(chain: readonly PolicyPack[]): Policy {
  const own = chain.at(-1)
  if (own === undefined) throw new Error('A policy needs at least one pack.')
  const provenance = Object.fromEntries(PARAMETER_NAMES.map((name) => [name, findSourced(chain, name)]))
  const missing = PARAMETER_NAMES.filter((name) => provenance[name] === undefined)
  if (missing.length > 0) throw new Error(`Pack ${own.id} and its parents do not state: ${missing.join(', ')}.`)
  const values = Object.fromEntries(PARAMETER_NAMES.map((name) => [name, provenance[name]?.value]))
  if (!isComplete(provenance) || !isParameters(values)) {
    const wrong = PARAMETER_NAMES.filter((name) => !isParameterValue(name, values[name]))
    throw new Error(`Pack ${own.id} or a parent has a value of the wrong type: ${wrong.join(', ')}.`)
  }
  const { id, title, validFrom, validTo, area } = own
  return { id, title, validFrom, validTo, area, parameters: values, provenance }
}

function findSourced(chain: readonly PolicyPack[], name: keyof Parameters) {
  const pack = chain.findLast((one) => one.parameters[name] !== undefined)
  const sourced = pack?.parameters[name]
  return pack === undefined || sourced === undefined ? undefined : { ...sourced, pack: pack.id }
}

function isComplete(provenance: Readonly<Record<string, unknown>>): provenance is Policy['provenance'] {
  return PARAMETER_NAMES.every((name) => provenance[name] !== undefined)
}

const FLAGS: readonly string[] = ['relationRequired', 'temporaryCounts', 'functionalCounts', 'includeFirms']

function isParameters(values: Readonly<Record<string, unknown>>): values is Parameters {
  return PARAMETER_NAMES.every((name) => isParameterValue(name, values[name]))
}

/** Whether the value is of the kind that the parameter needs: a word of its list, a yes or no, or a count of 0 or more. */
export function isParameterValue(name: keyof Parameters, value: unknown): boolean {
  if (name === 'countBasis') return COUNT_BASES.some((basis) => basis === value)
  if (FLAGS.includes(name)) return typeof value === 'boolean'
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** The pack and its parents, nation first. Throws on an unknown parent or a circle. */
export function chainOf(pack: PolicyPack, packs: readonly PolicyPack[]): PolicyPack[] {
  const chain = [pack]
  for (let parent = pack.parent; parent !== null;) {
    const found = packs.find((one) => one.id === parent)
    if (found === undefined) throw new Error(`Pack ${pack.id} names the parent ${parent}, which is not there.`)
    if (chain.includes(found)) throw new Error(`Pack ${pack.id} is its own ancestor.`)
    chain.unshift(found)
    parent = found.parent
  }
  return chain
}

/**
 * The most specific pack in force on a day for a place: the longest area that the place lies in, and of two for one
 * area the later. Places are told by their statistical codes; a unit of the managing tree alone ("CZ-JKQ") lies in the
 * nation and in itself.
 */
export function findPackInForce(
  packs: readonly PolicyPack[],
  day: Day,
  placeCode: string | null,
): PolicyPack | undefined {
  return packs
    .filter((pack) => pack.validFrom <= day && (pack.validTo === null || day < pack.validTo))
    .filter((pack) => areaHolds(pack.area, placeCode))
    .toSorted((a, b) => stemOf(b.area).length - stemOf(a.area).length || (a.validFrom < b.validFrom ? 1 : -1))[0]
}

function areaHolds(area: string, placeCode: string | null): boolean {
  if (area === NATION) return true
  if (findPlaceLevel(area) === undefined) return placeCode === area
  return placeCode !== null && placeCode.startsWith(stemOf(area))
}

/** The digits that every place of the area begins with. A township code may end in 00 of its own: the level decides. */
function stemOf(area: string): string {
  const level = findPlaceLevel(area)
  if (level === 'nation') return ''
  if (level === 'province') return area.slice(0, 2)
  return level === 'city' ? area.slice(0, 4) : area
}

/** Parameters that set deadlines and burdens of the work; no figure rests on them. */
const OF_WORK: readonly (keyof Parameters)[] = [
  'acceptDays',
  'catchAllDays',
  'correctionDays',
  'returnDays',
  'reviewDays',
  'remindEveryDays',
  'remindBeforeDays',
  'contactPerQuarter',
  'officerDays',
  'burdenFields',
  'burdenMinutes',
]

/** The parameters of the policy that are assumed and decide figures: printed wherever a figure rests on them. */
export function assumedOf(policy: Policy): (keyof Parameters)[] {
  return PARAMETER_NAMES.filter((name) => policy.provenance[name].confidence === 'assumed' && !OF_WORK.includes(name))
}
