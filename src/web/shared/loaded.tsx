import type { ReactNode } from 'react'
import { Failure, Wait } from './failure.tsx'

export type Asked<T> = {
  readonly data: T | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

/** What was asked once it is there; grey lines before, the failure with a retry instead. */
export function Loaded<T>(props: {
  readonly asked: Asked<T>
  readonly lines?: number
  readonly children: (reply: T) => ReactNode
}) {
  const { asked, lines = 6, children } = props
  if (asked.data !== undefined) return <>{children(asked.data)}</>
  if (asked.error !== null) return <Failure error={asked.error} retry={() => void asked.refetch()} />
  return <Wait lines={lines} />
}
