import { useState, type ReactNode } from 'react'
import { useText } from '../shared/text.ts'

const STEP = 30

type MoreProps<R> = {
  readonly rows: readonly R[]
  readonly keyOf: (row: R) => string
  /** What is picked stands first, wherever it is in the list. */
  readonly isFirst: (row: R) => boolean
  readonly show: (row: R) => ReactNode
}

/** A long list a part at a time. */
export function MoreList<R>({ rows, keyOf, isFirst, show }: MoreProps<R>) {
  const { t } = useText()
  const [most, setMost] = useState(STEP)
  const shown = rows.slice(0, most)
  const first = rows.find(isFirst)
  const list = first === undefined || shown.includes(first) ? shown : [first, ...shown]
  return (
    <>
      <ul className="picks">
        {list.map((row) => (
          <li key={keyOf(row)}>{show(row)}</li>
        ))}
      </ul>
      {rows.length > most ? (
        <button type="button" className="button bare" onClick={() => setMost(most + STEP)}>
          {t('more', { count: rows.length - most })}
        </button>
      ) : null}
    </>
  )
}
