import { useRef, useState } from 'react'
import { newKey } from './ask.ts'

export type Submission<A, R> = {
  readonly submit: (argument: A) => Promise<R | undefined>
  readonly isUnderWay: boolean
  readonly error: unknown
  readonly clear: () => void
}

/**
 * One submission however often it is pressed: a press while one is under way does nothing, and a press after a lost
 * network goes with the same key, which the server answers once. Another request gets a key of its own.
 */
export function useSubmission<A, R>(send: (argument: A, key: string) => Promise<R>): Submission<A, R> {
  const going = useRef<{ readonly key: string; readonly asked: string } | undefined>(undefined)
  const busy = useRef(false)
  const [isUnderWay, setUnderWay] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async (argument: A) => {
    if (busy.current) return undefined
    busy.current = true
    setUnderWay(true)
    setError(null)
    const asked = JSON.stringify(argument)
    const key = going.current?.asked === asked ? going.current.key : newKey()
    going.current = { key, asked }
    try {
      const reply = await send(argument, key)
      going.current = undefined
      return reply
    } catch (fault) {
      setError(fault)
      return undefined
    } finally {
      busy.current = false
      setUnderWay(false)
    }
  }
  return { submit, isUnderWay, error, clear: () => setError(null) }
}
