import { yearsLater, type Day } from './day.ts'

/** What an expert declares before anything is shown to her: whether and until when she served there, and other interest. */
export type Declaration = { readonly servedUntil: Day | null; readonly hasInterest: boolean }

/** Whether an expert stands back (domain.md 5.3): served there within the years of the pack, or has an interest. */
export function isRecused(
  { servedUntil, hasInterest }: Declaration,
  { recusalYears, today }: { readonly recusalYears: number; readonly today: Day },
): boolean {
  if (hasInterest) return true
  return servedUntil !== null && yearsLater(servedUntil, recusalYears) > today
}

/** A vote of the committee, by counts alone. */
export type Vote = {
  readonly members: number
  readonly present: number
  readonly inFavour: number
  readonly against: number
  readonly abstained: number
}

/**
 * What keeps a vote from being one: counts that do not add up; fewer present than so many thirds of all; not more than half
 * of all members in favour.
 */
export function voteFault(vote: Vote, quorumThirds: number): 'counts' | 'quorum' | 'majority' | undefined {
  const { members, present, inFavour, against, abstained } = vote
  if (members === 0 || present > members || inFavour + against + abstained !== present) return 'counts'
  if (present * 3 < members * quorumThirds) return 'quorum'
  return inFavour * 2 > members ? undefined : 'majority'
}

export const BALLOTS = ['uphold', 'change', 'abstain'] as const
export type Ballot = (typeof BALLOTS)[number]

/** What a review panel has decided: by more than half of all its members, whoever has voted yet (R37 art. 22). */
export function reviewResult(ballots: readonly (Ballot | null)[]): 'upheld' | 'changed' | 'open' {
  const isDecided = (wanted: Ballot) => ballots.filter((one) => one === wanted).length * 2 > ballots.length
  if (isDecided('uphold')) return 'upheld'
  return isDecided('change') ? 'changed' : 'open'
}
