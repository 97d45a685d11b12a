import type { ComponentType } from 'react'
import type { Case } from './case.ts'

type Evidence = ComponentType<{ readonly one: Case }>

/** By kind of case, what it shows of its own above its papers. */
const EVIDENCE: Readonly<Record<string, Evidence>> = {}

export function PassEvidence({ one }: { readonly one: Case }) {
  const Own = EVIDENCE[one.kind]
  return Own === undefined ? null : <Own one={one} />
}
