import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, type RefObject } from 'react'
import { useSubmission } from './use-submission.ts'

/** One submission; what is on any page is asked anew afterwards. */
export function useWrite<A, R>(send: (argument: A, key: string) => Promise<R>, after: (reply: R) => void) {
  const queries = useQueryClient()
  const { submit, isUnderWay, error } = useSubmission(send)
  const write = async (argument: A): Promise<void> => {
    const reply = await submit(argument)
    if (reply === undefined) return
    after(reply)
    await queries.invalidateQueries()
  }
  return { write: (argument: A) => void write(argument), isUnderWay, error }
}

/** A panel that opens above a list: it takes the focus where it begins, and Esc closes it. */
export function usePanel<E extends HTMLElement>(close: () => void): RefObject<E | null> {
  const box = useEscape<E>(close)
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('h2, input, select')?.focus()
  }, [box])
  return box
}

/** Esc inside of a box closes it. */
export function useEscape<E extends HTMLElement>(close: () => void): RefObject<E | null> {
  const box = useRef<E>(null)
  const latest = useRef(close)
  useEffect(() => {
    latest.current = close
  })
  useEffect(() => {
    const element = box.current
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') latest.current()
    }
    element?.addEventListener('keydown', press)
    return () => element?.removeEventListener('keydown', press)
  }, [])
  return box
}
