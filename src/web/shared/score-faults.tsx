import type { ScoreFault } from '../../domain/score.ts'
import { FaultList } from './fault-list.tsx'

type Props = {
  readonly faults: readonly ScoreFault[]
  readonly lead: (fault: ScoreFault) => void
}

const SHOWN = 8

/** What is still missing from a score sheet, in the words that stand at the indicators. */
export function ScoreFaults({ faults, lead }: Props) {
  const listed = faults.map((fault) => ({
    key: `${fault.indicator} ${fault.fault}`,
    text: fault.text,
    go: () => lead(fault),
  }))
  return <FaultList faults={listed} most={SHOWN} />
}
