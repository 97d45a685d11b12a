import { countOf, wordOf, type RawSearch } from './scope.ts'

export const CASE_BOXES = ['mine', 'others', 'closed'] as const

/** Which cases a list shows, in the URL. */
export type CaseSearch = {
  readonly box?: (typeof CASE_BOXES)[number] | undefined
  readonly kind?: string | undefined
  readonly state?: string | undefined
  readonly overdue?: number | undefined
  readonly after?: string | undefined
  readonly page?: number | undefined
}

export function caseSearchOf(raw: RawSearch): CaseSearch {
  return {
    box: CASE_BOXES.find((box) => box === raw['box']),
    kind: wordOf(raw['kind'], 40),
    state: wordOf(raw['state'], 40),
    overdue: countOf(raw['overdue']) === 1 ? 1 : undefined,
    after: wordOf(raw['after'], 80),
    page: countOf(raw['page']),
  }
}
