import { useNavigate } from '@tanstack/react-router'

/** A change of what the URL of this page says; undefined takes a part out. */
export type Turn = Readonly<Record<string, string | number | undefined>>

/** Turns this page to another scope, filter or tab. Paging starts anew unless the change speaks of it. */
export function useTurn(): (change: Turn, replace?: boolean) => void {
  const navigate = useNavigate()
  return (change, replace = false) => {
    void navigate({
      to: '.',
      search: (old) => ({ ...old, after: undefined, page: undefined, ...change }),
      replace,
      resetScroll: false,
    })
  }
}
