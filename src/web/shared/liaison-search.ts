import { countOf, wordOf, type RawSearch } from './scope.ts'

export const LIAISON_TABS = ['gaps', 'held', 'officers', 'due', 'visits', 'load'] as const
export type LiaisonTab = (typeof LIAISON_TABS)[number]

/** Tab, officer and paging of the liaison page in the URL: numbers and codes, never a name. */
export type LiaisonSearch = {
  readonly tab?: LiaisonTab | undefined
  readonly officer?: number | undefined
  readonly body?: string | undefined
  readonly after?: string | undefined
  readonly page?: number | undefined
}

export function liaisonSearchOf(raw: RawSearch): LiaisonSearch {
  return {
    tab: LIAISON_TABS.find((tab) => tab === raw['tab']),
    officer: countOf(raw['officer']),
    body: wordOf(raw['body'], 60),
    after: wordOf(raw['after'], 120),
    page: countOf(raw['page']),
  }
}
