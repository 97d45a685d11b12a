import { countOf, wordOf, type RawSearch } from './scope.ts'

export const DUPLICATE_TABS = ['pairs', 'answers', 'merges'] as const
export type DuplicateTab = (typeof DUPLICATE_TABS)[number]

/** Tab, the pair that is compared, and paging of the page of duplicates in the URL: codes, never a name. */
export type DuplicateSearch = {
  readonly tab?: DuplicateTab | undefined
  readonly one?: string | undefined
  readonly other?: string | undefined
  readonly after?: string | undefined
  readonly page?: number | undefined
}

export function duplicateSearchOf(raw: RawSearch): DuplicateSearch {
  return {
    tab: DUPLICATE_TABS.find((tab) => tab === raw['tab']),
    one: wordOf(raw['one'], 60),
    other: wordOf(raw['other'], 60),
    after: wordOf(raw['after'], 4000),
    page: countOf(raw['page']),
  }
}
