import { countOf, wordOf, type RawSearch } from './scope.ts'

export const EVALUATION_TABS = ['work', 'grades', 'experts'] as const
export type EvaluationTab = (typeof EVALUATION_TABS)[number]

/** Which part of the evaluations is shown, of which call and state, and the page of its list. */
export type EvaluationSearch = {
  readonly tab?: EvaluationTab | undefined
  readonly call?: string | undefined
  readonly state?: string | undefined
  /** Days within which a grade ends. */
  readonly within?: number | undefined
  readonly after?: string | undefined
  readonly page?: number | undefined
}

export function evaluationSearchOf(raw: RawSearch): EvaluationSearch {
  return {
    tab: EVALUATION_TABS.find((one) => one === raw['tab']),
    call: wordOf(raw['call'], 60),
    state: wordOf(raw['state'], 40),
    within: countOf(raw['within']),
    after: wordOf(raw['after'], 120),
    page: countOf(raw['page']),
  }
}
