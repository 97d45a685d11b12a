import { wordOf, type RawSearch } from './scope.ts'

export const LINES_TABS = ['gaps', 'moves', 'load', 'conferences'] as const
export type LinesTab = (typeof LINES_TABS)[number]

/** Which part of the three lines is shown, and the page of its list. */
export type LinesSearch = {
  readonly tab?: LinesTab | undefined
  readonly q?: string | undefined
  readonly after?: string | undefined
}

export function linesSearchOf(raw: RawSearch): LinesSearch {
  return {
    tab: LINES_TABS.find((one) => one === raw['tab']),
    q: wordOf(raw['q'], 100),
    after: wordOf(raw['after'], 80),
  }
}
