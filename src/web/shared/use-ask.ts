import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask, type Input, type Reply, type RouteKey } from './ask.ts'
import { isAskError } from './ask-error.ts'

type ReadKey = Extract<RouteKey, `GET ${string}`>

export type AskOptions<K extends ReadKey> = {
  readonly enabled?: boolean
  /** Keeps showing the answer before while the next one is under way: paging and filters do not blink. */
  readonly keep?: boolean
  /** Milliseconds to the next look, or false, by the answer at hand. */
  readonly again?: (reply: Reply<K> | undefined) => number | false
}

/** A read of the server that stays fresh by its route and input. */
export function useAsk<K extends ReadKey>(route: K, input: Input<K>, options: AskOptions<K> = {}) {
  const { enabled = true, keep = false, again } = options
  return useQuery<Reply<K>>({
    queryKey: [route, input],
    queryFn: ({ signal }) => ask(route, { ...input, signal }),
    enabled,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    refetchInterval: (query) => again?.(query.state.data) ?? false,
  })
}

/** A new try helps only where nobody has answered or the server stumbled. */
export function isWorthRetry(times: number, error: unknown): boolean {
  return times < 1 && (!isAskError(error) || error.status === 0 || error.status >= 502)
}
