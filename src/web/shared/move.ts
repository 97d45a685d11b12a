/** Where a key leads in a list of so many from one of it (-1: none yet); undefined for a key that leads nowhere. */
export function moved(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined
  if (key === 'ArrowDown') return Math.min(at + 1, count - 1)
  if (key === 'ArrowUp') return Math.max(at - 1, 0)
  return undefined
}
