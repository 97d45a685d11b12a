import { useEffect, useRef } from 'react'
import type { AnswerFault } from '../../domain/answers.ts'
import { inputId } from './question-field.tsx'
import { useText } from './text.ts'

export type FaultSummaryProps = {
  readonly faults: readonly AnswerFault[]
  /** Leads to the first question of a fault; without it the input on this page takes the focus. */
  readonly lead?: (question: string) => void
}

/** Everything that still hinders, in the words that stand at the fields; takes the focus when it appears. */
export function FaultSummary({ faults, lead }: FaultSummaryProps) {
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
        {faults.map((fault) => (
          <li key={`${fault.rule} ${fault.questions.join(' ')}`}>
            <button type="button" className="link" onClick={() => leadTo(fault.questions[0] ?? '', lead)}>
              {of(fault.text)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function leadTo(question: string, lead: FaultSummaryProps['lead']): void {
  if (lead === undefined) document.getElementById(inputId(question))?.focus()
  else lead(question)
}
