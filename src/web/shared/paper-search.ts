import { PAPER_STATES, type PaperState } from '../../domain/paper.ts'
import { isPaperKind, type PaperKindName } from '../../domain/paper-kind.ts'
import { countOf, wordOf, type RawSearch } from './scope.ts'

/** Which papers a list shows, in the URL. */
export type PaperSearch = {
  readonly year?: number | undefined
  readonly kind?: PaperKindName | undefined
  readonly state?: PaperState | undefined
  readonly after?: string | undefined
  readonly page?: number | undefined
}

export function paperSearchOf(raw: RawSearch): PaperSearch {
  const kind = wordOf(raw['kind'], 40)
  const year = countOf(raw['year'])
  return {
    year: year !== undefined && year >= 1900 && year <= 2999 ? year : undefined,
    kind: kind !== undefined && isPaperKind(kind) ? kind : undefined,
    state: PAPER_STATES.find((state) => state === raw['state']),
    after: wordOf(raw['after'], 80),
    page: countOf(raw['page']),
  }
}

/** What a new paper begins with. */
export type NewPaperSearch = {
  readonly template?: string | undefined
  readonly office?: string | undefined
  readonly org?: string | undefined
  readonly case?: string | undefined
}

export function newPaperSearchOf(raw: RawSearch): NewPaperSearch {
  return {
    template: wordOf(raw['template'], 40),
    office: wordOf(raw['office'], 60),
    org: wordOf(raw['org'], 60),
    case: wordOf(raw['case'], 60),
  }
}
