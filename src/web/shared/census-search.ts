import { RETURN_STATES, type ReturnState } from '../../domain/census-return.ts'
import { LINES, type Line } from '../../domain/organization.ts'
import { countOf, wordOf, type RawSearch } from './scope.ts'

const TABS = ['progress', 'returns', 'cards', 'reports'] as const

/** The tab of a census, and the filter of its returns: kept when a return is opened, so that the next one is known. */
export type CensusSearch = {
  readonly tab?: (typeof TABS)[number] | undefined
  readonly state?: ReturnState | undefined
  readonly under?: string | undefined
  readonly of?: Line | undefined
  readonly body?: string | undefined
  readonly only?: 'silent' | 'late' | 'unchanged' | 'mine' | undefined
  readonly q?: string | undefined
  readonly after?: string | undefined
  readonly page?: number | undefined
}

export function censusSearchOf(raw: RawSearch): CensusSearch {
  return {
    tab: TABS.find((one) => one === raw['tab']),
    state: RETURN_STATES.find((one) => one === raw['state']),
    under: wordOf(raw['under'], 20),
    of: LINES.find((one) => one === raw['of']),
    body: wordOf(raw['body'], 60),
    only: ONLY.find((one) => one === raw['only']),
    q: wordOf(raw['q'], 60),
    after: wordOf(raw['after'], 120),
    page: countOf(raw['page']),
  }
}

const ONLY = ['silent', 'late', 'unchanged', 'mine'] as const

/** The filter as the server takes it. */
export function returnQueryOf({ state, under, of, body, only, q }: CensusSearch) {
  return { state, place: under, line: of, body, q, ...(only === undefined ? {} : { [only]: true }) }
}
