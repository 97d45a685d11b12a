import { FINDING_NAMES, FINDINGS } from '../../domain/liaison.ts'
import type { Text } from '../../domain/refusal.ts'
import type { Reply } from './ask.ts'

/** Findings in the order of the list, in words. */
export function findingsOf(codes: readonly string[]): readonly Text[] {
  return FINDINGS.filter((one) => codes.includes(one)).map((one) => FINDING_NAMES[one])
}

/** A contact as lists show it. */
export type VisitRow = Reply<'GET /api/liaison/visits'>['visits'][number]
