import { useEffect, useState } from 'react'

/** A value once it has stayed the same for a while: what changes with every key is asked for when the keys rest. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
