import type { CaseSearch } from './case-search.ts'
import { countOf, wordOf, type RawSearch } from './scope.ts'

/** The queue of mine from which a case was opened, in the URL of its page: by it the next one is found. */
export type QueueSearch = Pick<CaseSearch, 'kind' | 'state' | 'overdue' | 'soon'> & {
  readonly queue?: 1 | undefined
  /** How many were done on the way here, and the last of them. */
  readonly done?: number | undefined
  readonly last?: string | undefined
}

export function queueSearchOf(raw: RawSearch): QueueSearch {
  if (countOf(raw['queue']) !== 1) return {}
  return {
    queue: 1,
    kind: wordOf(raw['kind'], 40),
    state: wordOf(raw['state'], 40),
    overdue: countOf(raw['overdue']) === 1 ? 1 : undefined,
    soon: countOf(raw['soon']) === 1 ? 1 : undefined,
    done: countOf(raw['done']),
    last: wordOf(raw['last'], 36),
  }
}

/** The queue that a list of cases is; only what waits for me is one. */
export function queueOf({ box = 'mine', kind, state, overdue, soon }: CaseSearch): QueueSearch | undefined {
  return box === 'mine' ? { queue: 1, kind, state, overdue, soon } : undefined
}
