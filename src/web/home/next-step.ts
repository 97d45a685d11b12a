import { shareIn, type CoverageReply } from '../shared/shares.ts'

/** The one thing to do next: bring in a register, found what should be founded, or look at the coverage. */
export type NextStep = 'import' | 'empty' | 'found' | 'coverage'

export function nextStepOf(coverage: Pick<CoverageReply, 'populations' | 'indicators'>, mayWrite: boolean): NextStep {
  const { P0, P2, P3 } = coverage.populations
  if (P0 + P2 + P3 === 0) return mayWrite ? 'import' : 'empty'
  return shareIn(coverage.indicators, 'K4').numerator > 0 ? 'found' : 'coverage'
}
