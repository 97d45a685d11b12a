import type { Text } from './refusal.ts'
import { bonusIds, leavesBelow, leavesOf, partyPartOf, type ScoreLeaf, type ScoreSheet } from './score-sheet.ts'

/** What an organization says of one indicator: its points, a note, and the ids of the papers that show it. */
export type SelfAnswer = {
  readonly points: number | null
  readonly note: string
  readonly documents: readonly string[]
}
export type SelfAssessment = Readonly<Record<string, SelfAnswer>>

/** What one expert gives for one indicator, in tenths of a point at the finest, and why points were taken off. */
export type ExpertScore = { readonly points: number | null; readonly reason: string }
export type ExpertScores = Readonly<Record<string, ExpertScore>>

export type ScoreFault = {
  readonly indicator: string
  readonly fault: 'unknown' | 'missing' | 'points' | 'above' | 'evidence' | 'reason'
  readonly text: Text
}

/** What keeps a self-assessment from being filed, all at once; empty where it can be. */
export function selfFaults(sheet: ScoreSheet, answers: SelfAssessment): ScoreFault[] {
  const bonus = bonusIds(sheet)
  return [
    ...unknownFaults(sheet, answers),
    ...leavesOf(sheet).flatMap((leaf) => {
      const { points = null, note = '', documents = [] } = answers[leaf.id] ?? {}
      if (points === null) return bonus.has(leaf.id) ? [] : [faultOf(leaf, 'missing')]
      const isShown = points === 0 || note.trim() !== '' || documents.length > 0
      return [...pointFaults(leaf, points), ...(isShown ? [] : [faultOf(leaf, 'evidence')])]
    }),
  ]
}

/** What keeps an expert's scores from being handed in, all at once. Points taken off, and bonus given, want a reason. */
export function scoreFaults(sheet: ScoreSheet, scores: ExpertScores): ScoreFault[] {
  const bonus = bonusIds(sheet)
  return [
    ...unknownFaults(sheet, scores),
    ...leavesOf(sheet).flatMap((leaf) => {
      const { points = null, reason = '' } = scores[leaf.id] ?? {}
      if (points === null) return bonus.has(leaf.id) ? [] : [faultOf(leaf, 'missing')]
      const wantsReason = bonus.has(leaf.id) ? points > 0 : points < leaf.maximum
      return [...pointFaults(leaf, points), ...(wantsReason && reason.trim() === '' ? [faultOf(leaf, 'reason')] : [])]
    }),
  ]
}

/** What cannot even be kept as a draft: indicators that are not of the sheet, points that cannot be. */
export function draftFaults(
  sheet: ScoreSheet,
  given: Readonly<Record<string, { points: number | null }>>,
): ScoreFault[] {
  return [
    ...unknownFaults(sheet, given),
    ...leavesOf(sheet).flatMap((leaf) => {
      const points = given[leaf.id]?.points ?? null
      return points === null ? [] : pointFaults(leaf, points)
    }),
  ]
}

function unknownFaults(sheet: ScoreSheet, given: Readonly<Record<string, unknown>>): ScoreFault[] {
  const known = new Set(leavesOf(sheet).map(({ id }) => id))
  return Object.keys(given)
    .filter((id) => !known.has(id))
    .map((id) => ({
      indicator: id,
      fault: 'unknown',
      text: { zh: `评分表中没有指标“${id}”。`, en: `The score sheet has no indicator “${id}”.` },
    }))
}

function pointFaults(leaf: ScoreLeaf, points: number): ScoreFault[] {
  if (!(points >= 0) || !Number.isSafeInteger(Math.round(points * 10)) || !isTenth(points))
    return [faultOf(leaf, 'points')]
  return points > leaf.maximum ? [faultOf(leaf, 'above')] : []
}

function isTenth(points: number): boolean {
  return Math.abs(points * 10 - Math.round(points * 10)) < 1e-6
}

function faultOf(leaf: ScoreLeaf, fault: Exclude<ScoreFault['fault'], 'unknown'>): ScoreFault {
  const { zh, en } = leaf.title
  const texts: Readonly<Record<typeof fault, Text>> = {
    missing: { zh: `“${zh}”还没有分数。`, en: `“${en}” has no points yet.` },
    points: {
      zh: `“${zh}”的分数应为 0 以上，至多一位小数。`,
      en: `“${en}”: points are 0 or more, with one decimal at most.`,
    },
    above: { zh: `“${zh}”最高 ${leaf.maximum} 分。`, en: `“${en}” gives ${leaf.maximum} points at most.` },
    evidence: { zh: `“${zh}”请写明依据或附上材料。`, en: `“${en}”: say what shows it, or attach a paper.` },
    reason: { zh: `“${zh}”扣分或加分须写明理由。`, en: `“${en}”: say why points are taken off, or given on top.` },
  }
  return { indicator: leaf.id, fault, text: texts[fault] }
}

export type MeanScore = {
  /** The mean of the experts, in hundredths at the finest, half up. */
  readonly total: number
  readonly party: number
  readonly byIndicator: Readonly<Record<string, number>>
}

/**
 * The score of the sheet: the mean of what the experts gave, so that each has the same weight and nobody is talked down.
 * The total is the mean of their totals, not the sum of rounded parts. Undefined without an expert.
 */
export function meanScore(sheet: ScoreSheet, experts: readonly ExpertScores[]): MeanScore | undefined {
  if (experts.length === 0) return undefined
  const meanOf = (leaves: readonly ScoreLeaf[]) => {
    const tenths = leaves.flatMap(({ id }) => experts.map((scores) => Math.round((scores[id]?.points ?? 0) * 10)))
    const sum = tenths.reduce((total, one) => total + one, 0)
    return Math.floor((sum * 20 + experts.length) / (2 * experts.length)) / 100
  }
  return {
    total: meanOf(leavesOf(sheet)),
    party: meanOf(leavesBelow(partyPartOf(sheet))),
    byIndicator: Object.fromEntries(leavesOf(sheet).map((leaf) => [leaf.id, meanOf([leaf])])),
  }
}

/** The reasons of all experts by indicator, in the order of the words, so that nobody is told by her place. */
export function reasonsOf(sheet: ScoreSheet, experts: readonly ExpertScores[]): Record<string, string[]> {
  const listed = leavesOf(sheet).map(({ id }) => {
    const said = experts.map((scores) => scores[id]?.reason.trim() ?? '').filter((reason) => reason !== '')
    return [id, [...new Set(said)].toSorted()] as const
  })
  return Object.fromEntries(listed.filter(([, said]) => said.length > 0))
}

/** The points that an organization gave itself; what is blank counts as none. */
export function selfTotal(sheet: ScoreSheet, answers: SelfAssessment): number {
  const tenths = leavesOf(sheet).map(({ id }) => Math.round((answers[id]?.points ?? 0) * 10))
  return tenths.reduce((total, one) => total + one, 0) / 10
}
