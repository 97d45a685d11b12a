import { wordOf, countOf, type RawSearch } from './scope.ts'

/** Filters and paging of the register in the URL. `figure` opens the list behind a figure. */
export type RegisterSearch = {
  readonly q?: string | undefined
  readonly kind?: string | undefined
  readonly standing?: string | undefined
  readonly figure?: string | undefined
  /** The key of the responsible body. */
  readonly body?: string | undefined
  /** The cursor of the page before, and which page this is. */
  readonly after?: string | undefined
  readonly page?: number | undefined
}

export function registerSearchOf(raw: RawSearch): RegisterSearch {
  return {
    q: wordOf(raw['q'], 100),
    kind: wordOf(raw['kind'], 40),
    standing: wordOf(raw['standing'], 40),
    figure: wordOf(raw['figure'], 60),
    body: wordOf(raw['body'], 60),
    after: wordOf(raw['after']),
    page: countOf(raw['page']),
  }
}
