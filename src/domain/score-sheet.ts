import type { Day } from './day.ts'
import type { Confidence } from './policy.ts'
import type { Text } from './refusal.ts'

/** What coverage the register knows of, as the steps of an indicator read it (domain.md R39). */
export const COVERS = ['organization', 'work', 'nothing'] as const
export type Cover = (typeof COVERS)[number]

/** One step of an indicator: so many points where this holds; `cover` where the register can tell. */
export type ScoreStep = { readonly points: number; readonly text: Text; readonly cover?: Cover }

type IndicatorBase = {
  readonly id: string
  readonly title: Text
  /** Points at most; of a branch the sum of what is below it. */
  readonly maximum: number
  readonly source: string
  readonly confidence: Confidence
}

/** What is scored: how it is shown, and the steps where it has some. */
export type ScoreLeaf = IndicatorBase & { readonly evidence: Text; readonly steps?: readonly ScoreStep[] }
export type ScoreBranch = IndicatorBase & {
  readonly indicators: readonly Indicator[]
  /** The Party-building part: exactly one branch of the first level. */
  readonly isParty?: true
  /** Points beside the maximum of the sheet. */
  readonly isBonus?: true
}
export type Indicator = ScoreLeaf | ScoreBranch

/** A score sheet as its file has it (domain.md R39): versioned data, kept with a call as it was published. */
export type ScoreSheet = {
  readonly id: string
  readonly version: number
  readonly title: Text
  readonly validFrom: Day
  readonly maximum: number
  readonly bonus: number
  readonly sources: readonly string[]
  readonly indicators: readonly ScoreBranch[]
}

export function isBranch(one: Indicator): one is ScoreBranch {
  return 'indicators' in one
}

/** What is scored below an indicator, in the order of the sheet. */
export function leavesBelow(one: Indicator): readonly ScoreLeaf[] {
  return isBranch(one) ? one.indicators.flatMap(leavesBelow) : [one]
}

export function leavesOf({ indicators }: Pick<ScoreSheet, 'indicators'>): readonly ScoreLeaf[] {
  return indicators.flatMap(leavesBelow)
}

/** The ids of what is scored in the bonus part, which nobody has to fill in. */
export function bonusIds({ indicators }: Pick<ScoreSheet, 'indicators'>): ReadonlySet<string> {
  return new Set(
    indicators.filter((one) => one.isBonus === true).flatMap((one) => leavesBelow(one).map(({ id }) => id)),
  )
}

export function partyPartOf({ indicators, id }: Pick<ScoreSheet, 'indicators' | 'id'>): ScoreBranch {
  const part = indicators.find((one) => one.isParty === true)
  if (part === undefined) throw new Error(`The score sheet ${id} has no Party-building part.`)
  return part
}

/** What the register says of an indicator with steps; undefined where it cannot tell. */
export function stepOf(leaf: ScoreLeaf, cover: Cover | undefined): ScoreStep | undefined {
  return cover === undefined ? undefined : leaf.steps?.find((step) => step.cover === cover)
}

export function coverOf(facts: {
  readonly hasPartyOrganization: boolean | null
  readonly workCovered: boolean | null
}): Cover | undefined {
  if (facts.hasPartyOrganization === true) return 'organization'
  if (facts.workCovered === true) return 'work'
  return facts.hasPartyOrganization === false && facts.workCovered === false ? 'nothing' : undefined
}
