import { useSearch } from '@tanstack/react-router'

/** The page whose Change link was followed: going on leads back to it. */
export function useCameFrom(): string | undefined {
  return useSearch({ from: '/in/my/$id' }).from
}
