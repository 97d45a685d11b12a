import type { Text } from './refusal.ts'

/** How large a branch may be and how far its units may lie from the host; members are full members, metres. */
export type PlanLimits = {
  readonly maxUnits: number
  readonly minMembers: number
  readonly maxMembers: number
  readonly radius: number
  /** From this many members an independent unit has a general branch (R9); 50 where the policy is silent. */
  readonly generalBranchFrom?: number
  /** From this many members an independent unit has a committee (R9); 100 where the policy is silent. */
  readonly committeeFrom?: number
  /** How many units one seat may look after; 10 where the policy is silent. */
  readonly areaLoad?: number
}

/** What a plan costs, in metres: a branch, a unit of another industry, of another superior, taken from its old group. */
export type PlanWeights = {
  readonly branch: number
  readonly industry: number
  readonly superior: number
  readonly change: number
}

/** One organization without a Party organization of its own: counts and attributes, no person. */
export type PlanUnit = {
  readonly id: string
  readonly members: number
  readonly line: string
  readonly industry: string
  readonly superior: string
  readonly x?: number
  readonly y?: number
  readonly longitude?: number
  readonly latitude?: number
  /** The joint branch it belongs to today, if any. */
  readonly group?: string
}

export type PlanInput = {
  readonly limits: PlanLimits
  readonly weights: PlanWeights
  readonly units: readonly PlanUnit[]
  /** Units of one entry never share a branch. */
  readonly apart: readonly (readonly string[])[]
  /** Units of one entry share a branch or are all left over. */
  readonly together: readonly (readonly string[])[]
  /** Each entry is a branch as it stands: nobody joins, nobody leaves. */
  readonly fixed: readonly (readonly string[])[]
}

export type BranchLevel = 'branch' | 'generalBranch' | 'committee'

export const UNASSIGNED_REASONS = [
  'noMembers',
  'noPartnerInRadius',
  'tooFewMembersInRadius',
  'partnersLocked',
  'competition',
  'noLocation',
] as const
export type UnassignedReason = (typeof UNASSIGNED_REASONS)[number]

/** Why a unit has no branch in words, and the nearest relaxation that would give it one. */
export type UnassignedDetail = Text & {
  /** Radius in metres that would do. */
  readonly radius?: number
  /** Another line whose branch has room within the radius. */
  readonly line?: string
  /** What that relaxation costs. */
  readonly cost?: number
}

export type PlanGroup = {
  readonly host: string
  readonly units: readonly string[]
  readonly members: number
  readonly cost: number
}
export type Independent = { readonly id: string; readonly level: BranchLevel }
export type AreaEntry = { readonly id: string; readonly assignedTo: string; readonly distance: number }
export type Unassigned = {
  readonly id: string
  readonly reason: UnassignedReason
  readonly detail: UnassignedDetail
}

/** Multipliers of one bound: one for each unit of the component, what a left-over unit costs, the worth of a branch. */
export type DualCertificate = {
  readonly duals: readonly number[]
  readonly penalty: number
  readonly branchDual: number
}

/** How the bound of one component is proven: solved again outright, or by the Lagrangian of the given multipliers. */
export type ComponentCertificate =
  /** Units that no branch can hold, whatever the others do; in no component. */
  | { readonly method: 'alone'; readonly units: readonly string[] }
  | { readonly method: 'exact'; readonly units: readonly string[] }
  | {
      readonly method: 'dual'
      readonly units: readonly string[]
      readonly cost: DualCertificate
      /** With costs zero and this penalty: proves how many units must be left over. Absent where none is. */
      readonly coverage?: DualCertificate
    }

export type PlanCertificate = {
  readonly version: 1
  readonly components: readonly ComponentCertificate[]
  /** False where the time limit or a person ended the work early. */
  readonly finished: boolean
}

/** The establishment plan without the digest of its input, which the caller adds as `input`. */
export type Plan = {
  readonly seed: number
  readonly limits: PlanLimits
  readonly weights: PlanWeights
  readonly independent: readonly Independent[]
  readonly groups: readonly PlanGroup[]
  readonly area: readonly AreaEntry[]
  readonly unassigned: readonly Unassigned[]
  readonly cost: number
  readonly bound: number
  readonly gap: number
  readonly coverage: { readonly grouped: number; readonly provenMaximal: boolean }
  readonly certificate: PlanCertificate
}

/** What can be judged of a plan, a machine's or a person's. */
export type PlanProposal = Pick<Plan, 'independent' | 'groups' | 'area' | 'unassigned' | 'cost'>

/** The policy's limits with the values that hold where it is silent. */
export function fullLimitsOf(limits: PlanLimits): Required<PlanLimits> {
  return { generalBranchFrom: 50, committeeFrom: 100, areaLoad: 10, ...limits }
}

/** The level of a unit with enough members of its own (R1, R9). */
export function levelOf(members: number, limits: PlanLimits): BranchLevel {
  const { generalBranchFrom, committeeFrom } = fullLimitsOf(limits)
  if (members >= committeeFrom) return 'committee'
  return members >= generalBranchFrom ? 'generalBranch' : 'branch'
}

/** The units that are in one entry with another unit: whoever put them there consented to grouping them. */
export function consentedOf(input: PlanInput): ReadonlySet<string> {
  return new Set([...input.together, ...input.fixed].filter((entry) => new Set(entry).size > 1).flat())
}

/** May the unit be in a joint branch: too few members of its own but some (R3), or put there on purpose. */
export function mayBeGrouped(unit: PlanUnit, input: PlanInput, consented: ReadonlySet<string>): boolean {
  return (unit.members > 0 && unit.members < input.limits.minMembers) || consented.has(unit.id)
}
