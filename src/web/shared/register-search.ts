import { REGISTER_SORTS, type RegisterSort } from '../../domain/register-list.ts'
import { wordOf, countOf, type RawSearch } from './scope.ts'

/** Filters and paging of the register in the URL. `figure` opens the list behind a figure. */
export type RegisterSearch = {
  readonly q?: string | undefined
  readonly kind?: string | undefined
  readonly status?: string | undefined
  readonly standing?: string | undefined
  /** The key of the responsible body. */
  readonly body?: string | undefined
  readonly industry?: string | undefined
  readonly supervisingUnit?: string | undefined
  readonly grade?: string | undefined
  readonly without?: 'body' | 'counts' | undefined
  readonly figure?: string | undefined
  readonly sort?: RegisterSort | undefined
  /** The cursor of the page before, and which page this is. */
  readonly after?: string | undefined
  readonly page?: number | undefined
}

export function registerSearchOf(raw: RawSearch): RegisterSearch {
  return {
    q: wordOf(raw['q'], 100),
    kind: wordOf(raw['kind'], 40),
    status: wordOf(raw['status'], 40),
    standing: wordOf(raw['standing'], 40),
    body: wordOf(raw['body'], 60),
    industry: wordOf(raw['industry'], 200),
    supervisingUnit: wordOf(raw['supervisingUnit'], 200),
    grade: wordOf(raw['grade'], 40),
    without: (['body', 'counts'] as const).find((one) => one === raw['without']),
    figure: wordOf(raw['figure'], 60),
    sort: REGISTER_SORTS.find((one) => one === raw['sort']),
    after: wordOf(raw['after'], 1200),
    page: countOf(raw['page']),
  }
}
