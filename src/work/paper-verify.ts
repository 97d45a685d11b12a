import type { Day } from '../domain/day.ts'
import { typedCode, type PaperState } from '../domain/paper.ts'
import type { PaperKindName } from '../domain/paper-kind.ts'
import { findVerifiedPaper } from '../store/paper.ts'
import { reading, type Desk } from './desk.ts'
import { numberOfPaper } from './paper.ts'

export type VerifiedView = {
  readonly kind: PaperKindName
  readonly number: string
  readonly issuedOn: Day
  readonly office: string
  readonly organization: string | null
  readonly state: PaperState
  readonly withdrawnOn: Day | null
  readonly hash: string
  /** Of a certificate, its grade, its last day, and whether that is over. */
  readonly grade: string | null
  readonly validTo: Day | null
  readonly isOver: boolean
}

/** Whether a code is that of an issued paper, and of which: for anybody. A code that is none is answered by null. */
export function verifyPaper(desk: Desk, typed: string): Promise<{ readonly paper: VerifiedView | null }> {
  return reading(desk, async (tx, clock) => {
    const code = typedCode(typed)
    const found = code === undefined ? undefined : await findVerifiedPaper(tx, code)
    if (found === undefined) return { paper: null }
    const { prefix: _, year: _year, officeName: office, organizationName: organization, ...rest } = found
    const isOver = found.validTo !== null && found.validTo < clock.today
    return { paper: { ...rest, number: numberOfPaper(found) ?? '', office, organization, isOver } }
  })
}
