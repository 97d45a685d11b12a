import type { Day } from '../../domain/day.ts'
import { isRecused } from '../../domain/evaluation-panel.ts'
import {
  bonusIds,
  leavesBelow,
  leavesOf,
  partyPartOf,
  type ScoreLeaf,
  type ScoreSheet,
} from '../../domain/score-sheet.ts'
import type { ExpertScores } from '../../domain/score.ts'
import type { Reply } from '../shared/ask.ts'

export type Seat = Reply<'GET /api/panels/:id'>
/** The sheet, what the organization says, and its papers. */
export type Evidence = NonNullable<Seat['evidence']>
export type SeatRow = Reply<'GET /api/my/panels'>['panels'][number]
export type SeatStep = 'declare' | 'score' | 'vote' | 'done' | 'waits' | 'stoodBack'

/** What a seat asks of its expert now. */
export function seatStep(
  row: Pick<SeatRow, 'panel' | 'isRecused' | 'declaredAt' | 'handedInAt' | 'ballot' | 'state'>,
): SeatStep {
  if (row.isRecused) return 'stoodBack'
  const isOpen = row.state === (row.panel === 'first' ? 'scoring' : 'reviewing')
  const isGiven = row.panel === 'first' ? row.handedInAt !== null : row.ballot !== null
  if (isGiven) return 'done'
  if (!isOpen) return 'waits'
  if (row.declaredAt === null) return 'declare'
  return row.panel === 'first' ? 'score' : 'vote'
}

const ORDER: readonly SeatStep[] = ['declare', 'score', 'vote', 'waits', 'done', 'stoodBack']

/** What waits for the expert stands first. */
export function orderedSeats(rows: readonly SeatRow[]): SeatRow[] {
  return rows.toSorted((a, b) => ORDER.indexOf(seatStep(a)) - ORDER.indexOf(seatStep(b)))
}

export type Sums = {
  readonly total: number
  readonly party: number
  readonly bonus: number
  /** Indicators that have points, of those that need some. */
  readonly given: number
  readonly needed: number
}

/** The running sums of what an expert has given, in tenths so that no dust gathers. */
export function sumsOf(sheet: ScoreSheet, scores: ExpertScores): Sums {
  const bonus = bonusIds(sheet)
  const sum = (leaves: readonly ScoreLeaf[]) =>
    leaves.reduce((total, { id }) => total + Math.round((scores[id]?.points ?? 0) * 10), 0) / 10
  const needed = leavesOf(sheet).filter(({ id }) => !bonus.has(id))
  return {
    total: sum(leavesOf(sheet)),
    party: sum(leavesBelow(partyPartOf(sheet))),
    bonus: sum(leavesOf(sheet).filter(({ id }) => bonus.has(id))),
    given: needed.filter(({ id }) => (scores[id]?.points ?? null) !== null).length,
    needed: needed.length,
  }
}

/** Whether points want a reason: taken off, or given on top. */
export function wantsReason(leaf: ScoreLeaf, isBonus: boolean, points: number | null): boolean {
  if (points === null) return false
  return isBonus ? points > 0 : points < leaf.maximum
}

/** Where a key leads in a column of points: the field of another indicator, the reason of this one, or nowhere. */
export function keyLeads(
  key: string,
  at: { readonly ids: readonly string[]; readonly id: string; readonly lacksReason: boolean; readonly isBack: boolean },
): { readonly field: 'points' | 'reason'; readonly id: string } | undefined {
  const { ids, id, lacksReason, isBack } = at
  if (key === 'Enter' && !isBack && lacksReason) return { field: 'reason', id }
  const step = key === 'ArrowDown' || (key === 'Enter' && !isBack) ? 1 : key === 'ArrowUp' || key === 'Enter' ? -1 : 0
  const next = step === 0 ? undefined : ids[ids.indexOf(id) + step]
  return next === undefined ? undefined : { field: 'points', id: next }
}

export type Served = 'never' | 'until' | 'now'

/** What is typed of a declaration as it would be sent, whether it is complete, and whether it means to stand back. */
export function readDeclaration(
  typed: {
    readonly served: Served | undefined
    readonly until: Day
    readonly interest: boolean | undefined
    readonly today: Day
  },
  recusalYears: number,
): { readonly servedUntil: Day | null; readonly isFull: boolean; readonly isBack: boolean } {
  const { served, until, interest, today } = typed
  const day = until === '' ? null : until
  const servedUntil = served === 'now' ? today : served === 'until' ? day : null
  return {
    servedUntil,
    isFull: served !== undefined && interest !== undefined && (served !== 'until' || day !== null),
    isBack: isRecused({ servedUntil, hasInterest: interest === true }, { recusalYears, today }),
  }
}
