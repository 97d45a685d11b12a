import { useEffect, useRef } from 'react'
import type { ScoreFault } from '../../domain/score.ts'
import { useText } from './text.ts'

type Props = {
  readonly faults: readonly ScoreFault[]
  readonly lead: (fault: ScoreFault) => void
}

const SHOWN = 8

/** What is still missing from a score sheet, in the words that stand at the indicators; takes the focus when it appears. */
export function ScoreFaults({ faults, lead }: Props) {
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
        {faults.slice(0, SHOWN).map((fault) => (
          <li key={`${fault.indicator} ${fault.fault}`}>
            <button type="button" className="link" onClick={() => lead(fault)}>
              {of(fault.text)}
            </button>
          </li>
        ))}
      </ul>
      {faults.length > SHOWN ? <p>{t('sheet.moreFaults', { count: faults.length - SHOWN })}</p> : null}
    </div>
  )
}
