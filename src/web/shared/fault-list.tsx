import { useEffect, useRef } from 'react'
import type { Text } from '../../domain/refusal.ts'
import { useText } from './text.ts'

export type ListedFault = { readonly key: string; readonly text: Text; readonly go: () => void }

type Props = {
  readonly faults: readonly ListedFault[]
  /** How many are shown; the number of the others is told. */
  readonly most?: number
}

/** What still hinders, each with the way to it; takes the focus when it appears. */
export function FaultList({ faults, most = faults.length }: Props) {
  const { t, of } = useText()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  if (faults.length === 0) return null
  return (
    <div className="notice brick" role="alert" tabIndex={-1} ref={box}>
      <p>
        <strong>{t('return.hindered', { count: faults.length })}</strong>
      </p>
      <ul>
        {faults.slice(0, most).map(({ key, text, go }) => (
          <li key={key}>
            <button type="button" className="link" onClick={go}>
              {of(text)}
            </button>
          </li>
        ))}
      </ul>
      {faults.length > most ? <p>{t('sheet.moreFaults', { count: faults.length - most })}</p> : null}
    </div>
  )
}
