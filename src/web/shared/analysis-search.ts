import { isDay } from '../../domain/day.ts'
import { countOf, wordOf, type RawSearch } from './scope.ts'

export const ANALYSIS_TABS = ['coverage', 'official', 'gaps', 'flow'] as const
export type AnalysisTab = (typeof ANALYSIS_TABS)[number]

/** What the coverage table can be cut by. */
export const CUTS = ['district', 'township', 'line', 'kind', 'industry'] as const
export type Cut = (typeof CUTS)[number]

export type AnalysisSearch = {
  readonly tab?: AnalysisTab | undefined
  readonly by?: Cut | undefined
  /** The first day of the flow; the last is the as-of day. */
  readonly from?: string | undefined
  readonly after?: string | undefined
  readonly page?: number | undefined
}

/** The first tab and the first cut are what a bare URL means. */
export function analysisSearchOf(raw: RawSearch): AnalysisSearch {
  return {
    tab: ANALYSIS_TABS.find((tab) => tab === raw['tab']),
    by: CUTS.find((cut) => cut === raw['by']),
    from: dayOf(raw['from']),
    after: wordOf(raw['after']),
    page: countOf(raw['page']),
  }
}

function dayOf(value: unknown): string | undefined {
  return typeof value === 'string' && isDay(value) ? value : undefined
}
