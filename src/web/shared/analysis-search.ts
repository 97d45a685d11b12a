import { countOf, wordOf, type RawSearch } from './scope.ts'

export const ANALYSIS_TABS = ['coverage', 'official', 'gaps'] as const
export type AnalysisTab = (typeof ANALYSIS_TABS)[number]

/** What the coverage table can be cut by. */
export const CUTS = ['district', 'township', 'line', 'kind', 'industry'] as const
export type Cut = (typeof CUTS)[number]

export type AnalysisSearch = {
  readonly tab?: AnalysisTab | undefined
  readonly by?: Cut | undefined
  readonly after?: string | undefined
  readonly page?: number | undefined
}

/** The first tab and the first cut are what a bare URL means. */
export function analysisSearchOf(raw: RawSearch): AnalysisSearch {
  return {
    tab: ANALYSIS_TABS.find((tab) => tab === raw['tab']),
    by: CUTS.find((cut) => cut === raw['by']),
    after: wordOf(raw['after']),
    page: countOf(raw['page']),
  }
}
