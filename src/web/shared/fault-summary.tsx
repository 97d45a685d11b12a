import type { AnswerFault } from '../../domain/answers.ts'
import { FaultList } from './fault-list.tsx'
import { inputId } from './question-field.tsx'

export type FaultSummaryProps = {
  readonly faults: readonly AnswerFault[]
  /** Leads to the first question of a fault; without it the input on this page takes the focus. */
  readonly lead?: (question: string) => void
}

/** Everything that still hinders, in the words that stand at the fields. */
export function FaultSummary({ faults, lead }: FaultSummaryProps) {
  const listed = faults.map((fault) => ({
    key: `${fault.rule} ${fault.questions.join(' ')}`,
    text: fault.text,
    go: () => leadTo(fault.questions[0] ?? '', lead),
  }))
  return <FaultList faults={listed} />
}

function leadTo(question: string, lead: FaultSummaryProps['lead']): void {
  if (lead === undefined) document.getElementById(inputId(question))?.focus()
  else lead(question)
}
