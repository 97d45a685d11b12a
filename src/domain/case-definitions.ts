import type { CaseDefinition } from './case.ts'
import { CORRECTION } from './correction.ts'

/** Every process that Trefoil knows. Page, API and queue read the same definitions. */
const BY_KIND: Readonly<Record<string, CaseDefinition>> = {
  correction: CORRECTION,
}
export const CASE_DEFINITIONS: readonly CaseDefinition[] = Object.values(BY_KIND)

export function getCaseDefinition(kind: string): CaseDefinition {
  const found = BY_KIND[kind]
  if (found === undefined) throw new Error(`There is no case definition ${kind}.`)
  return found
}
